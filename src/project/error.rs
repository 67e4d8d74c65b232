//! Why something cannot be done.

use crate::workspace::settings::BadSettings;
use std::fmt;

/// Whose mistake an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// What the user asked for is wrong, or the settings are.
    Usage,
    /// A file cannot be read or written.
    Unreadable,
}

/// Why something cannot be done.
pub struct Error {
    /// Whose mistake it is.
    pub kind: ErrorKind,
    /// A sentence without a full stop; empty if `settings` says it.
    pub message: String,
    /// What is wrong with the settings, at its place.
    pub settings: Option<Box<BadSettings>>,
}

impl Error {
    /// A mistake of the user's.
    pub fn usage(message: impl Into<String>) -> Error {
        Error {
            kind: ErrorKind::Usage,
            message: message.into(),
            settings: None,
        }
    }

    /// A file that cannot be read or written.
    pub fn unreadable(message: impl Into<String>) -> Error {
        Error {
            kind: ErrorKind::Unreadable,
            ..Error::usage(message)
        }
    }

    /// Settings that cannot be used.
    pub fn settings(bad: Box<BadSettings>) -> Error {
        Error {
            settings: Some(bad),
            ..Error::usage("")
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.message)
    }
}
