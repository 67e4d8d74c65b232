//! A folder to run the built command in, and what it gave.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// A folder with files, to run the command in.
pub struct World(pub tempfile::TempDir);

/// A small valid configuration; JOB stands for what is put into the call of its job.
pub const HELLO: &str = "\
hello = Process(name = 'hello', cmdline = 'echo {{greeting}} from {{mesos.instance}}')
task = Task(processes = [hello], resources = Resources(cpu = 1, ram = 64*MB, disk = 1*GB))
job = Job(cluster = 'west', role = 'www', environment = 'prod', name = 'hello', task = task)
jobs = [job.bind(greeting = 'hi'), job(name = 'other').bind(greeting = 'hey')]
";

impl World {
    pub fn new(files: &[(&str, &str)]) -> World {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        World(folder)
    }

    pub fn hello() -> World {
        World::new(&[("hello.aurora", HELLO)])
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobc"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env_remove("NO_COLOR")
            .env_remove("COLUMNS")
            .env("USER", "tester")
            .env("LOGNAME", "tester")
            .env("XDG_CACHE_HOME", self.path(".cache"))
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        Run::of(child.wait_with_output().unwrap())
    }
}

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(output: Output) -> Run {
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Standard output of a run that has to succeed.
    pub fn success(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    pub fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.success()).unwrap()
    }
}
