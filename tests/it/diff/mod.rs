//! `jobc diff`: sides, instances, causes and real histories; `brute_force.rs` compares with emitting both sides.

#[cfg(unix)]
mod action;
mod affected;
mod brute_force;
mod causes;
mod histories;
mod order;
mod sides;
mod state;

use crate::cli::world::{Run, World};
use serde_json::Value;
use std::process::Command;

/// A folder that is a git repository.
pub struct Repository(pub World);

impl Repository {
    /// A repository whose first commit has these files.
    pub fn new(files: &[(&str, &str)]) -> Repository {
        let repository = Repository(World::new(files));
        repository.git(&["init", "-q", "-b", "main"]);
        repository.commit("first");
        repository
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(["-c", "protocol.file.allow=always"])
            .args(arguments)
            .current_dir(self.0.0.path())
            .output()
            .expect("git runs");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.0.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// Replaces a string of a file, which has to be there.
    pub fn replace(&self, name: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.0.path(name)).expect("a file");
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, &text.replace(from, to));
    }

    pub fn diff(&self, arguments: &[&str]) -> Run {
        let mut all = vec!["diff"];
        all.extend(arguments);
        self.0.run(&all)
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        let mut all = vec!["--format", "json"];
        all.extend(arguments);
        self.diff(&all).json()
    }
}

/// How many files a run evaluated, as `--verbose` says.
pub fn evaluated(run: &Run) -> usize {
    let line = run.err.lines().find(|it| it.ends_with("files evaluated"));
    let number = line.and_then(|it| it.split(' ').next());
    let number = number.unwrap_or_else(|| panic!("{run:?}"));
    number.parse().expect("a number")
}

/// The counts of a summary that are not zero, such as `added 1, unchanged 2`.
pub fn counts(json: &Value, of: &str) -> String {
    let counts = json["summary"][of].as_object().expect("counts");
    let counts = counts.iter().filter(|(_, count)| count.as_i64() != Some(0));
    let counts: Vec<String> = counts
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    counts.join(", ")
}

/// A service; `{}` marks in it stand for themselves.
pub fn service(name: &str, more: &str) -> String {
    format!(
        "Service(cluster = 'west', role = 'www', environment = 'prod', name = '{name}', instances = 3,\n  \
           task = Task(name = 'run', processes = [Process(name = 'run', cmdline = 'run {name} --port 80')],\n    \
             resources = Resources(cpu = 1, ram = 64*MB, disk = 1*GB)){more})"
    )
}

/// A file with one service.
pub fn file(name: &str, more: &str) -> String {
    format!("jobs = [{}]\n", service(name, more))
}
