//! Hosts without a disk of their own.

use crate::eval::{Host, HostError, MOST_NAMES, Variable};
use std::collections::BTreeMap;

/// A world in memory: for tests and for whoever embeds jobc. Nothing of the real one is seen.
#[derive(Clone, Debug, Default)]
pub struct MemoryHost {
    /// Files by the path that the configuration writes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The environment.
    pub variables: BTreeMap<String, String>,
    /// The largest file that is read, in bytes, if there is a limit.
    pub file_size: Option<u64>,
}

impl MemoryHost {
    /// A world with these files.
    pub fn with_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> MemoryHost {
        MemoryHost {
            files: files
                .into_iter()
                .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
                .collect(),
            ..MemoryHost::default()
        }
    }
}

/// A path without `.` and without what a `..` takes back, so that every way to write it finds the same file.
pub(super) fn normalize(path: &str) -> String {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let start = if path.starts_with('/') { "/" } else { "" };
    format!("{start}{}", parts.join("/"))
}

impl Host for MemoryHost {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        let path = normalize(path);
        match self.files.get(&path) {
            Some(bytes) => match self.file_size {
                Some(limit) if bytes.len() as u64 > limit => Err(HostError::TooLarge(limit)),
                _ => Ok(bytes.clone()),
            },
            None if path.starts_with("..") => Err(HostError::OutsideRoot("/".to_owned())),
            None if self.folder(&path) == Some(true) => Err(HostError::NotAFile("a folder")),
            None => Err(HostError::NotFound),
        }
    }

    fn folder(&self, path: &str) -> Option<bool> {
        let path = normalize(path);
        if self.files.contains_key(&path) {
            return Some(false);
        }
        let folder = format!("{path}/");
        let inside = |file: &String| path.is_empty() || file.starts_with(&folder);
        self.files.keys().any(inside).then_some(true)
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let folder = normalize(folder);
        let inside = |path: &String| {
            let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
            (parent == folder).then(|| name.to_owned())
        };
        self.files
            .keys()
            .filter_map(inside)
            .take(MOST_NAMES)
            .collect()
    }

    fn variable(&self, name: &str) -> Variable {
        match self.variables.get(name) {
            Some(value) => Variable::Set(value.clone()),
            None => Variable::Unset,
        }
    }

    fn variables(&self) -> Vec<String> {
        self.variables.keys().cloned().collect()
    }

    fn user(&self) -> String {
        let user = self.variables.get("USER");
        user.cloned().unwrap_or_else(|| "user".to_owned())
    }

    fn hostname(&self) -> String {
        "localhost".to_owned()
    }

    fn now(&self) -> f64 {
        0.0
    }

    fn current_directory(&self) -> String {
        "/".to_owned()
    }

    fn memory(&self) -> Option<usize> {
        None
    }

    fn root(&self) -> Option<String> {
        None
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}
