//! shellcheck: the program that looks at command lines, if it is installed and wanted.
//!
//! It is looked for in the absolute folders of `PATH`, never where settings say: what a repository holds cannot choose what is
//! executed. It reads files in a folder of its own, and nothing else: neither its own settings nor what a script sources.

use super::door::{Program as Executable, RunError, TemporaryFolder, write_own};
use crate::lint::{Remark, Replacement, Shell};
use serde::Deserialize;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    executable: Executable,
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
        Executable::all("shellcheck").find_map(Program::of)
    }

    fn of(executable: Executable) -> Option<Program> {
        let folder = TemporaryFolder::new().ok()?;
        let text = run(&executable, &["--version"], folder.path(), PATIENCE).ok()?;
        let text = String::from_utf8_lossy(&text.1).into_owned();
        let version = text.lines().find_map(|line| line.strip_prefix("version:"));
        let version = version?.trim().to_owned();
        Some(Program {
            executable,
            version,
        })
    }
}

/// Runs it in a folder; how it ended, and what it wrote.
fn run(
    executable: &Executable,
    arguments: &[&str],
    folder: &Path,
    limit: Duration,
) -> Result<(Option<i32>, Vec<u8>), RunError> {
    let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
    let answer = executable.run(&arguments, &[("SHELLCHECK_OPTS", None)], folder, limit)?;
    Ok((answer.status.code(), answer.output))
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
        let folder = TemporaryFolder::new().map_err(words)?;
        let exclude = NOT_FOLLOWED.iter().copied();
        let exclude = exclude.chain(self.exclude.iter().map(String::as_str));
        let exclude = exclude.collect::<Vec<_>>().join(",");
        let exclude = format!("--exclude={exclude}");
        let names: Vec<String> = (0..scripts.len()).map(|it| format!("{it}.sh")).collect();
        for (name, script) in names.iter().zip(scripts) {
            write_own(&folder.path().join(name), script.as_bytes()).map_err(words)?;
        }
        let options = ["--norc", "--format=json1", "--shell=bash", &exclude, "--"];
        let names = names.iter().map(String::as_str);
        let arguments: Vec<&str> = options.into_iter().chain(names).collect();
        let executable = &self.program.executable;
        let ran = run(executable, &arguments, folder.path(), limit);
        let (code, text) = ran.map_err(|error| match error {
            // What was left of the time is not what was allowed.
            RunError::TooLong(name, _) => RunError::TooLong(name, self.limit).to_string(),
            error => error.to_string(),
        })?;
        // 0 and 1 say whether there are remarks.
        if !matches!(code, Some(0 | 1)) {
            let code = code.map_or("a signal".to_owned(), |code| format!("exit code {code}"));
            return Err(format!("shellcheck ended with {code}"));
        }
        let text = String::from_utf8_lossy(&text);
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
