//! Starting the programs that users add as commands: `jobc-NAME`, when somebody types `jobc NAME`.
//!
//! A program is looked for in the absolute folders of `PATH` only: a relative one would run what a checkout brings along.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// A program that stands for a command of jobc.
#[derive(Debug)]
pub struct OwnCommand(PathBuf);

impl OwnCommand {
    /// The first program `jobc-NAME`, if somebody has installed one.
    pub fn find(name: &str) -> Option<OwnCommand> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.starts_with('-') || !name.chars().all(is_name) {
            return None;
        }
        let path = std::env::var_os("PATH")?;
        let file = format!("jobc-{name}{}", std::env::consts::EXE_SUFFIX);
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        let mut programs = folders
            .into_iter()
            .filter(|it| it.is_absolute())
            .map(|folder| folder.join(&file));
        programs.find(|it| is_program(it)).map(OwnCommand)
    }

    /// Runs it to its end, with the streams and the environment of this process.
    pub fn hand_over(&self, arguments: &[OsString]) -> io::Result<ExitStatus> {
        Command::new(&self.0).args(arguments).status()
    }
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let metadata = path.metadata();
    metadata.is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}
