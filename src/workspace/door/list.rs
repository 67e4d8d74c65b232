//! The names in a folder.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

/// What an entry of a folder is. Links are not followed to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, wherever it leads.
    Link,
    /// A device, a FIFO or a socket.
    Other,
}

/// An entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: OsString,
    /// What it is.
    pub kind: Kind,
}

/// The entries of a folder in the order of their names, at most `most` of them. A folder that is a link is listed: whether it may be
/// is the caller's question.
pub fn entries(folder: &Path, most: usize) -> io::Result<Vec<Entry>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)?.take(most) {
        let entry = entry?;
        let kind = match entry.file_type()? {
            kind if kind.is_file() => Kind::File,
            kind if kind.is_dir() => Kind::Folder,
            kind if kind.is_symlink() => Kind::Link,
            _ => Kind::Other,
        };
        found.push(Entry {
            name: entry.file_name(),
            kind,
        });
    }
    found.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(found)
}
