//! Starting git and shellcheck: the programs that jobc asks, and only when it is told to.
//!
//! A program is looked for in the absolute folders of `PATH`, never where settings, a checkout or the current folder say. Its input,
//! its time and its answer are limited.

use super::read::read_own;
use super::temporary::TemporaryFolder;
use std::ffi::OsStr;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The longest answer of a program in bytes.
const LONGEST: u64 = 1 << 30;

/// A program that is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    name: &'static str,
    path: PathBuf,
}

/// What came of running a program.
#[derive(Debug)]
pub struct Answer {
    /// How it ended.
    pub status: ExitStatus,
    /// What it wrote to standard output.
    pub output: Vec<u8>,
    /// What it wrote to standard error.
    pub errors: Vec<u8>,
}

/// Why a program gave no answer.
#[derive(Debug)]
pub enum RunError {
    /// It could not be started, or its answer could not be read: the name, and why.
    Failed(&'static str, String),
    /// It took longer than this.
    TooLong(&'static str, Duration),
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Failed(name, why) => write!(f, "cannot run {name}: {why}"),
            RunError::TooLong(name, limit) => {
                write!(f, "{name} took longer than {} ms", limit.as_millis())
            }
        }
    }
}

impl Program {
    /// All programs of a name in the absolute folders of `PATH`, the first one first.
    pub fn all(name: &'static str) -> impl Iterator<Item = Program> {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        folders
            .into_iter()
            .filter(|folder| folder.is_absolute())
            .map(move |folder| folder.join(&file))
            .filter(|path| path.is_file())
            .map(move |path| Program { name, path })
    }

    /// Runs the program in a folder to its end, with nothing to read. Variables without a value are taken out of its environment. Its
    /// answer goes through files, so that neither waits for the other.
    pub fn run(
        &self,
        arguments: &[&OsStr],
        variables: &[(&str, Option<&str>)],
        folder: &Path,
        limit: Duration,
    ) -> Result<Answer, RunError> {
        self.run_with_input(arguments, variables, folder, limit, &[])
    }

    /// [`run`](Program::run) with bytes that the program reads from its standard input.
    pub fn run_with_input(
        &self,
        arguments: &[&OsStr],
        variables: &[(&str, Option<&str>)],
        folder: &Path,
        limit: Duration,
        input: &[u8],
    ) -> Result<Answer, RunError> {
        let failed = |why: &dyn fmt::Display| RunError::Failed(self.name, why.to_string());
        let answers = TemporaryFolder::new().map_err(|error| failed(&error))?;
        let (output, errors) = (answers.path().join("output"), answers.path().join("errors"));
        let create = |path: &Path| File::create(path).map_err(|error| failed(&error));
        let stdin = match input {
            [] => Stdio::null(),
            bytes => {
                let path = answers.path().join("input");
                let written = std::fs::write(&path, bytes).and_then(|()| File::open(&path));
                written.map_err(|error| failed(&error))?.into()
            }
        };
        let mut command = Command::new(&self.path);
        command
            .args(arguments)
            .current_dir(folder)
            .stdin(stdin)
            .stdout(create(&output)?)
            .stderr(create(&errors)?);
        for (name, value) in variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let mut child = command.spawn().map_err(|error| failed(&error))?;
        let ended = wait(&mut child, limit).map_err(|error| failed(&error))?;
        let status = ended.ok_or(RunError::TooLong(self.name, limit))?;
        let read = |path: &Path| read_own(path, LONGEST).map_err(|error| failed(&error));
        Ok(Answer {
            status,
            output: read(&output)?,
            errors: read(&errors)?,
        })
    }
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_program_that_takes_too_long_is_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("slow");
        std::fs::write(&path, "#!/bin/sh\nexec sleep 60\n").expect("a program");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a mode");
        let program = Program { name: "slow", path };
        let begin = Instant::now();
        let error = program
            .run(&[], &[], folder.path(), Duration::from_millis(50))
            .expect_err("it sleeps");
        assert_eq!(error.to_string(), "slow took longer than 50 ms");
        assert!(begin.elapsed() < Duration::from_secs(30));
    }
}
