//! shellcheck: the program that looks at command lines, if it is installed and wanted.
//!
//! It is looked for in the absolute folders of `PATH`, never where settings say: what a repository holds cannot choose what is
//! executed. It reads files in a folder of its own, and nothing else: neither its own settings nor what a script sources.

use crate::lint::{Remark, Replacement, Shell};
use serde::Deserialize;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    path: PathBuf,
    /// What it calls itself: what it finds depends on it.
    pub version: String,
}

/// A run of the program over the command lines of one file.
pub struct Shellcheck<'a> {
    /// The program.
    pub program: &'a Program,
    /// How long it may take.
    pub limit: Duration,
    /// The codes that are not wanted, such as `SC2086`.
    pub exclude: &'a [String],
    /// Why it said nothing, if it failed.
    pub failure: Mutex<Option<String>>,
}

/// That a sourced file is not there: it is on the machines of the cluster.
const NOT_FOLLOWED: [&str; 2] = ["SC1090", "SC1091"];

/// How many scripts it is given at once.
const BATCH: usize = 200;

/// How long it may take to tell its version.
const PATIENCE: Duration = Duration::from_secs(10);

impl Program {
    /// The one that is installed.
    pub fn find() -> Option<Program> {
        let path = std::env::var_os("PATH")?;
        let name = format!("shellcheck{}", std::env::consts::EXE_SUFFIX);
        std::env::split_paths(&path)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(&name))
            .filter(|path| path.is_file())
            .find_map(Program::at)
    }

    fn at(path: PathBuf) -> Option<Program> {
        let folder = tempfile::tempdir().ok()?;
        let mut command = Command::new(&path);
        command.arg("--version").current_dir(folder.path());
        let (_, text) = run(command, folder.path(), PATIENCE).ok()??;
        let version = text.lines().find_map(|line| line.strip_prefix("version:"));
        let version = version?.trim().to_owned();
        Some(Program { path, version })
    }
}

impl Shell for Shellcheck<'_> {
    fn look(&self, scripts: &[&str]) -> Vec<Vec<Remark>> {
        let begin = Instant::now();
        let mut found = Vec::new();
        for batch in scripts.chunks(BATCH) {
            let left = self.limit.saturating_sub(begin.elapsed());
            match self.batch(batch, left) {
                Ok(remarks) => found.extend(remarks),
                Err(message) => {
                    *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(message);
                    return Vec::new();
                }
            }
        }
        found
    }
}

impl Shellcheck<'_> {
    fn batch(&self, scripts: &[&str], limit: Duration) -> Result<Vec<Vec<Remark>>, String> {
        let words = |error: std::io::Error| format!("cannot run shellcheck: {error}");
        let folder = tempfile::tempdir().map_err(words)?;
        let mut command = Command::new(&self.program.path);
        let exclude = NOT_FOLLOWED.iter().copied();
        let exclude = exclude.chain(self.exclude.iter().map(String::as_str));
        command
            .args(["--norc", "--format=json1", "--shell=bash"])
            .arg(format!(
                "--exclude={}",
                exclude.collect::<Vec<_>>().join(",")
            ))
            .arg("--")
            .env_remove("SHELLCHECK_OPTS")
            .current_dir(folder.path());
        for (index, script) in scripts.iter().enumerate() {
            let name = format!("{index}.sh");
            std::fs::write(folder.path().join(&name), script).map_err(words)?;
            command.arg(name);
        }
        let Some((status, text)) = run(command, folder.path(), limit)? else {
            let limit = self.limit.as_millis();
            return Err(format!("shellcheck took longer than {limit} ms"));
        };
        // 0 and 1 say whether there are remarks.
        if !matches!(status.code(), Some(0 | 1)) {
            return Err(format!("shellcheck ended with {status}"));
        }
        let report: Report = serde_json::from_str(&text)
            .map_err(|error| format!("shellcheck did not answer as expected: {error}"))?;
        let mut found = vec![Vec::new(); scripts.len()];
        for comment in report.comments {
            let index = comment
                .file
                .strip_suffix(".sh")
                .and_then(|it| it.parse().ok());
            let index: usize = index.unwrap_or(usize::MAX);
            if let Some(remarks) = found.get_mut(index) {
                remarks.push(comment.into());
            }
        }
        Ok(found)
    }
}

/// Runs a command to its end; `None` if it took too long and was ended. Its output goes through a file, so that it never waits
/// for a reader.
fn run(
    mut command: Command,
    folder: &Path,
    limit: Duration,
) -> Result<Option<(ExitStatus, String)>, String> {
    let words = |error: std::io::Error| format!("cannot run shellcheck: {error}");
    let path = folder.join("answer");
    let answer = File::create(&path).map_err(words)?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(answer)
        .stderr(Stdio::null())
        .spawn()
        .map_err(words)?;
    let Some(status) = wait(&mut child, limit).map_err(words)? else {
        return Ok(None);
    };
    let text = std::fs::read(&path).map_err(words)?;
    let text = String::from_utf8_lossy(&text).into_owned();
    Ok(Some((status, text)))
}

/// How a child ended; `None` if it took too long and was ended.
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let begin = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begin.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What `--format=json1` prints.
#[derive(Deserialize)]
struct Report {
    comments: Vec<Comment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Comment {
    file: String,
    line: usize,
    end_line: usize,
    column: usize,
    end_column: usize,
    level: String,
    code: u32,
    message: String,
    #[serde(default)]
    fix: Option<Proposal>,
}

#[derive(Deserialize)]
struct Proposal {
    replacements: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    line: usize,
    end_line: usize,
    column: usize,
    end_column: usize,
    replacement: String,
}

impl From<Comment> for Remark {
    fn from(comment: Comment) -> Remark {
        Remark {
            start: (comment.line, comment.column),
            end: (comment.end_line, comment.end_column),
            level: comment.level,
            code: comment.code,
            message: comment.message,
            fix: comment
                .fix
                .into_iter()
                .flat_map(|it| it.replacements)
                .map(|part| Replacement {
                    start: (part.line, part.column),
                    end: (part.end_line, part.end_column),
                    text: part.replacement,
                })
                .collect(),
        }
    }
}
