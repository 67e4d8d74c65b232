//! The world outside: everything a configuration can ask of it goes through one trait.

use std::fmt;

/// Why the host does not give what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostError {
    /// No such file.
    NotFound,
    /// The path leads out of the root, whichever way it is written; holds the root.
    OutsideRoot(String),
    /// It is no regular file: a folder, device, FIFO or socket; holds what it is ("a folder").
    NotAFile(&'static str),
    /// The file is larger than the limit; holds the limit in bytes.
    TooLarge(u64),
    /// The operating system refused; holds its words.
    Refused(String),
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HostError::NotFound => f.write_str("no such file"),
            HostError::OutsideRoot(root) => write!(f, "it is outside the root `{root}`"),
            HostError::NotAFile(what) => write!(f, "it is {what}, not a file"),
            HostError::TooLarge(limit) => {
                write!(f, "it is larger than {limit} bytes (the limit `file-size`)")
            }
            HostError::Refused(reason) => f.write_str(reason),
        }
    }
}

/// What an environment variable is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variable {
    /// It is set.
    Set(String),
    /// It is not.
    Unset,
    /// Settings or the command line do not let configurations read it.
    Forbidden,
}

/// The most names of a folder that are compared with one that is not found.
pub const MOST_NAMES: usize = 1000;

/// What the caller of the evaluator provides. Paths use `/` and are relative to the current directory, or absolute, exactly
/// as the configuration wrote them (an include joined to the folder of the including file).
///
/// Nothing has a default: a host that lays itself over another one has to hand on everything.
pub trait Host: Sync {
    /// The bytes of a file.
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError>;

    /// Whether a path exists inside the root, and whether it is a folder: `Some(true)` for a folder.
    fn folder(&self, path: &str) -> Option<bool>;

    /// The names of some files in a folder, at most [`MOST_NAMES`], to suggest one where another is not found.
    fn names(&self, folder: &str) -> Vec<String>;

    /// An environment variable.
    fn variable(&self, name: &str) -> Variable;

    /// The names of all environment variables that configurations may read, sorted.
    fn variables(&self) -> Vec<String>;

    /// The name of the user who compiles.
    fn user(&self) -> String;

    /// The name of this machine.
    fn hostname(&self) -> String;

    /// Seconds since 1970-01-01 UTC.
    fn now(&self) -> f64;

    /// The bytes of memory that the process takes, where that can be told.
    fn memory(&self) -> Option<usize>;

    /// The current directory, absolute.
    fn current_directory(&self) -> String;

    /// The folder outside of which nothing is read, absolute; modules are looked for there too.
    fn root(&self) -> Option<String>;

    /// Whether nobody waits for the result any more: evaluating ends soon, and what comes out means nothing.
    fn is_cancelled(&self) -> bool;
}

/// Something that was asked of the host: the compilation depends on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dependency {
    /// A file that was read, or looked for in vain.
    File(String),
    /// An environment variable.
    Variable(String),
    /// The user's name.
    User,
    /// The machine's name.
    Hostname,
    /// The clock.
    Clock,
}
