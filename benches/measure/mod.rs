//! Running the compiled `jobc` and taking its time and its memory.
#![allow(dead_code)] // Each benchmark has its own part.

pub mod client;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// A folder that is gone when its name is.
pub struct Folder(PathBuf);

impl Folder {
    /// A new folder for files of a benchmark.
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("jobc-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of it is in the temporary folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a run took.
pub struct Taken {
    /// How long the fastest of the runs was, start included.
    pub time: Duration,
    /// The largest resident set of the last, in bytes.
    pub memory: u64,
    /// What the last wrote to standard error.
    pub said: String,
}

/// Runs `jobc -v` some times.
///
/// # Panics
///
/// If an exit code is none of `codes`.
pub fn jobc(runs: usize, folder: &Path, arguments: &[&str], codes: &[i32]) -> Taken {
    let mut best = Duration::MAX;
    let mut last = None;
    for _ in 0..runs {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobc"));
        command.arg("-v").args(arguments).current_dir(folder);
        let begin = Instant::now();
        let output = command.output().expect("the command starts");
        best = best.min(begin.elapsed());
        let code = output.status.code().unwrap_or(-1);
        assert!(
            codes.contains(&code),
            "{command:?} ended with {code}: {}",
            said(&output)
        );
        last = Some(output);
    }
    let said = said(&last.expect("at least one run"));
    Taken {
        time: best,
        memory: peak_memory(&said),
        said,
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The peak memory that `jobc -v` says it took, in bytes.
fn peak_memory(said: &str) -> u64 {
    let behind = said.rsplit("peak memory ").next().unwrap_or_default();
    let number = behind.split(' ').next().unwrap_or_default();
    1024 * number.parse::<u64>().expect("a number of KB")
}

/// Milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Megabytes.
pub fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
