//! How a command ends.

use crate::project::{Error, ErrorKind};
use crate::workspace::settings::BadSettings;
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
pub struct Failure {
    /// How the command ends.
    pub exit: Exit,
    /// The message, without a period, followed by lines of help. Empty if it was already printed.
    pub message: String,
    /// What is wrong with the settings, at its place.
    pub settings: Option<Box<BadSettings>>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        let exit = match error.kind {
            ErrorKind::Usage => Exit::Usage,
            ErrorKind::Unreadable => Exit::Unreadable,
        };
        Failure {
            settings: error.settings,
            ..Failure::new(exit, error.message)
        }
    }
}

impl Failure {
    /// A failure with its message.
    pub fn new(exit: Exit, message: impl Into<String>) -> Failure {
        Failure {
            exit,
            message: message.into(),
            settings: None,
        }
    }
}
