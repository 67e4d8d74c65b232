//! Why something is not read.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a file is not read. Its words complete "cannot read `x`: ".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does not exist.
    NotFound,
    /// It is outside of this folder, or a link leads out of the folder.
    Outside(PathBuf),
    /// It is not a regular file; says what it is, such as "a FIFO".
    NotAFile(&'static str),
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// The operating system refused; its words.
    System(String),
}

impl Refusal {
    /// The refusal for an error of the operating system.
    pub fn of(error: &io::Error) -> Refusal {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Refusal::NotFound,
            ErrorKind::PermissionDenied => Refusal::System("permission denied".to_owned()),
            _ => {
                let words = error.to_string();
                let words = words.split(" (os error").next().unwrap_or_default();
                Refusal::System(words.to_lowercase())
            }
        }
    }

    /// The refusal of whatever is outside of a folder.
    pub(super) fn outside(folder: &Path) -> Refusal {
        Refusal::Outside(folder.to_owned())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NotFound => f.write_str("no such file or folder"),
            Refusal::Outside(folder) => {
                write!(f, "a link leads out of `{}`", folder.display())
            }
            Refusal::NotAFile(what) => write!(f, "it is {what}, not a file"),
            Refusal::TooLarge(limit) => write!(f, "it is larger than {limit} bytes"),
            Refusal::System(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for Refusal {}
