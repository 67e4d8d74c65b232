//! A folder with files, to run `jobc check` in.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A folder with files, to run the command in.
pub struct Repository(pub tempfile::TempDir);

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A shared template: its job names no contact.
pub const BASE: &str = "\
run = Process(name = 'run', cmdline = 'echo {{greeting}}')
task = Task(processes = [run], resources = Resources(cpu = 1, ram = 64 * MB, disk = 64 * MB))
base = Job(cluster = 'west', role = 'www', environment = 'devel', name = 'base', task = task)
";

/// A configuration with one job, made by the template.
pub fn service(name: &str) -> String {
    format!(
        "include('../shared/base.aurora')\njobs = [base(name = '{name}').bind(greeting = 'hi')]\n"
    )
}

/// What is shown of findings here: one rule, whose findings are easy to see. It is an opinion, which fails a run only if asked to.
pub const ONLY: [&str; 6] = [
    "--select",
    "J001",
    "--output-format",
    "concise",
    "--fail-on",
    "info",
];

impl Repository {
    pub fn new(files: &[(&str, &str)]) -> Repository {
        let repository = Repository(tempfile::tempdir().unwrap());
        repository.write("jobc.toml", "");
        for (name, text) in files {
            repository.write(name, text);
        }
        repository
    }

    /// A template and two configurations that use it.
    pub fn shared() -> Repository {
        Repository::new(&[
            ("shared/base.aurora", BASE),
            ("services/a.aurora", &service("a")),
            ("services/b.aurora", &service("b")),
        ])
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobc"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("USER", "tester")
            .env("LOGNAME", "tester")
            .env("XDG_CACHE_HOME", self.path(".cache"))
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }

    /// Checks everything with the one rule.
    pub fn check(&self, arguments: &[&str]) -> Run {
        self.run(&[&["check"], arguments, &ONLY].concat())
    }

    pub fn git(&self, arguments: &[&str]) {
        let status = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments)
            .current_dir(self.0.path())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{arguments:?}");
    }
}

pub fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    pub fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }

    /// How many files the evaluator looked at.
    pub fn evaluated(&self) -> usize {
        let line = self.err.lines().find(|line| line.contains(" evaluated, "));
        let number = line.and_then(|line| line.split(' ').next());
        number
            .and_then(|it| it.parse().ok())
            .unwrap_or_else(|| panic!("{self:?}"))
    }
}
