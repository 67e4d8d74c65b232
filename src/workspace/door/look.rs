//! What a path is, without opening it.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Whether a path leads to a regular file.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether a path leads to a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a path is a folder itself and not a link to one. The error says that it does not exist, or what failed.
pub fn is_own_folder(path: &Path) -> io::Result<bool> {
    Ok(fs::symlink_metadata(path)?.is_dir())
}

/// Whether anything is at a path; a link counts wherever it leads.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// A path with all links resolved.
pub fn true_path(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize()
}

/// Where a link leads, as it is written; `None` for what is not a link.
pub fn link_target(path: &Path) -> Option<PathBuf> {
    fs::read_link(path).ok()
}

/// The size of a file in bytes.
pub fn size(path: &Path) -> Option<u64> {
    Some(fs::metadata(path).ok()?.len())
}

/// When a file was written last, and its size: whether both are the same tells whether to read it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When it was written.
    pub modified: SystemTime,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it is a regular file, and not a link to one.
    pub is_file: bool,
}

/// The stamp of what is at a path, without following a link there.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::symlink_metadata(path).ok()?;
    Some(Stamp {
        modified: metadata.modified().ok()?,
        size: metadata.len(),
        is_file: metadata.is_file(),
    })
}

/// Whether standard output goes into a file, and not to another program.
#[cfg(unix)]
pub fn output_is_file() -> bool {
    use std::os::fd::AsFd;
    let output = io::stdout();
    let output = output.as_fd().try_clone_to_owned().map(fs::File::from);
    output.is_ok_and(|it| it.metadata().is_ok_and(|it| it.is_file()))
}

/// Whether standard output goes into a file: that is not found out here.
#[cfg(not(unix))]
pub fn output_is_file() -> bool {
    false
}

/// What something is that is not a regular file, as messages call it.
#[cfg(unix)]
pub(super) fn what(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a FIFO"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

/// What something is that is not a regular file, as messages call it.
#[cfg(not(unix))]
pub(super) fn what(metadata: &Metadata) -> &'static str {
    match metadata.is_dir() {
        true => "a folder",
        false => "a device",
    }
}
