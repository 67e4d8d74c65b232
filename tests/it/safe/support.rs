//! Running the built command on files of a folder.
#![allow(dead_code)] // Each test uses its own part.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A valid job, to be put behind what is tested.
pub const JOB: &str = "jobs = [Job(cluster = 'west', role = 'www', environment = 'prod', name = 'hello', contact = 'a@b.c',\n  task = SimpleTask('hello', 'echo hello'))]\n";

/// A folder with files, to run the command in.
pub struct World(pub tempfile::TempDir);

impl World {
    pub fn new(files: &[(&str, &str)]) -> World {
        let world = World(tempfile::tempdir().expect("a folder"));
        for (name, text) in files {
            world.write(name, text.as_bytes());
        }
        world
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).expect("a file")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobc"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env_remove("NO_COLOR")
            .env_remove("COLUMNS")
            .env("USER", "tester")
            .env("XDG_CACHE_HOME", self.path(".cache"))
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments), b"")
    }
}

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
    pub elapsed: Duration,
}

impl Run {
    /// Standard output and standard error.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// Checks that it ended with a verdict, not with a panic, an overflown stack or a signal.
    pub fn verdict(self, what: &str) -> Run {
        let all = self.all();
        assert!(
            matches!(self.code, Some(0..=4)) && !all.contains("panicked"),
            "{what}: {:?} {}",
            self.code,
            end(&all)
        );
        self
    }

    /// Checks that a diagnostic of this code was reported.
    pub fn says(self, code: &str, what: &str) -> Run {
        let all = self.all();
        assert!(all.contains(code), "{what}: no {code} in {}", end(&all));
        self
    }
}

/// The last few hundred characters of a text.
fn end(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let from = characters.len().saturating_sub(600);
    characters[from..].iter().collect()
}

pub fn run(command: &mut Command, input: &[u8]) -> Run {
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("jobc runs");
    let mut stdin = child.stdin.take().expect("an input");
    let input = input.to_vec();
    // It may end without reading all of it.
    let writer = std::thread::spawn(move || stdin.write_all(&input).is_ok());
    let output: Output = child.wait_with_output().expect("an output");
    let _ = writer.join();
    Run {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        elapsed: started.elapsed(),
    }
}

/// Compiles a text from standard input.
pub fn list(text: &str, flags: &[&str]) -> Run {
    let world = World::new(&[]);
    let mut arguments = vec!["list"];
    arguments.extend(flags);
    arguments.push("-");
    run(&mut world.command(&arguments), text.as_bytes())
}
