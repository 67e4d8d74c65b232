//! What the features of an editor ask of the world: of the disk, and of the settings that are in force.

use crate::compile::CompileOptions;
use crate::diagnostic::Diagnostic;
use crate::eval::Host;
use crate::lint;
use crate::source::Sources;
use std::sync::Arc;

/// The world around open files. What it answers holds until the caller says that something has changed
/// ([`Inputs::outside`](super::Inputs)).
pub trait World: Send + Sync {
    /// How a file is checked.
    fn config(&self, path: &str) -> Config;

    /// The text of a file that is not open; nothing if it cannot be read, or is larger than a file may be.
    fn text(&self, path: &str) -> String;

    /// The configurations in the folders that the editor works in, by absolute paths, in order: those that are checked.
    fn configurations(&self) -> Vec<String>;

    /// All configurations below a folder, by absolute paths, in order. `None` if they are too many to be searched for.
    fn configurations_below(&self, folder: &str) -> Option<Vec<String>>;

    /// For each of these templates, the files on the disk that may use it, by absolute paths, in order. Only their words are
    /// looked at, and only as many as can be read in a moment.
    fn users(&self, templates: &[String]) -> Vec<Vec<String>>;

    /// Whether a path is one of a file.
    fn is_file(&self, path: &str) -> bool;

    /// Whether a path is one of a folder.
    fn is_folder(&self, path: &str) -> bool;
}

/// Says whether a finding is off in the file with this absolute path.
pub type IsIgnored = Arc<dyn Fn(&Diagnostic, &str) -> bool + Send + Sync>;

/// How a file is checked.
#[derive(Clone)]
pub struct Config {
    /// What it is compiled with.
    pub options: CompileOptions,
    /// The rules.
    pub lint: lint::Settings,
    /// Whether a finding is off in the file with this absolute path.
    pub is_ignored: IsIgnored,
    /// What is wrong with the settings file: then it counts as empty.
    pub settings_findings: Option<Arc<(Sources, Vec<Diagnostic>)>>,
    /// The files that it can read.
    pub files: Arc<dyn Files>,
    /// The folder outside of which it reads nothing. A buffer without a file has none.
    pub root: Option<String>,
}

/// The files inside of a root.
pub trait Files: Host + Send {
    /// What is in a folder inside of the root, in the order of names, at most `most` entries.
    fn entries(&self, folder: &str, most: usize) -> Vec<Entry>;

    /// Whether a path is one of a regular file inside of the root.
    fn is_file(&self, path: &str) -> bool;

    /// The same as a host.
    fn as_host(&self) -> &dyn Host;
}

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
}
