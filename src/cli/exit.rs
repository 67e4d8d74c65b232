//! How a command ends.

use std::process::ExitCode;

/// The exit codes; part of the interface, never renumbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything is well.
    Success = 0,
    /// `check` found something.
    Findings = 1,
    /// The command line or the settings are wrong.
    Usage = 2,
    /// The configuration is invalid.
    Invalid = 3,
    /// A file cannot be read or written.
    Unreadable = 4,
    /// No job has that key.
    NoSuchJob = 6,
    /// jobc itself failed.
    Internal = 20,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command cannot go on.
#[derive(Debug)]
pub struct Failure {
    /// How the command ends.
    pub exit: Exit,
    /// What is said of it: a sentence without a full stop, and lines of help behind it. Empty if it was said already.
    pub message: String,
}

impl Failure {
    /// A failure with its message.
    pub fn new(exit: Exit, message: impl Into<String>) -> Failure {
        Failure {
            exit,
            message: message.into(),
        }
    }
}
