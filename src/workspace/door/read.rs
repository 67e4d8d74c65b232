//! Reading a regular file of limited size: nothing waits for a writer, and nothing is read without end.

use super::links::{self, link_out_of_checkout};
use super::look::what;
use super::open::open_true_path;
use super::refusal::Refusal;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

/// The largest settings file, of clusters or of known findings, in bytes.
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// The bytes of a file whose true path is inside of a folder, which is a true path as well.
pub fn read_inside(path: &Path, root: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let resolved = path.canonicalize().map_err(|error| Refusal::of(&error))?;
    match links::is_inside(&resolved, root) {
        true => read_true_path(&resolved, limit),
        false => Err(Refusal::outside(root)),
    }
}

/// The bytes of a file that a person named, on the command line or in settings. It may be anywhere, but no link of a checkout leads
/// out of that checkout.
pub fn read_named(path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    if let Some(checkout) = link_out_of_checkout(path) {
        return Err(Refusal::Outside(checkout));
    }
    read_own(path, limit)
}

/// The bytes of a named file, or of a stream that the shell has opened for jobc: `<(command)`, `/dev/stdin`.
pub fn read_named_or_stream(path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let is_stream = path.starts_with("/dev/fd") || path == Path::new("/dev/stdin");
    if !is_stream {
        return read_named(path, limit);
    }
    let stream = File::open(path).map_err(|error| Refusal::of(&error))?;
    read_at_most(stream, limit)
}

/// The bytes of a file whose path no checkout decides: one of jobc's own, or of the operating system.
pub fn read_own(path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let resolved = path.canonicalize().map_err(|error| Refusal::of(&error))?;
    read_true_path(&resolved, limit)
}

/// The text of a file whose path no checkout decides, if it is UTF-8.
pub fn read_own_text(path: &Path, limit: u64) -> Option<String> {
    String::from_utf8(read_own(path, limit).ok()?).ok()
}

/// The bytes of a file by its true path.
pub(super) fn read_true_path(path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let before = fs::symlink_metadata(path).map_err(|error| Refusal::of(&error))?;
    // Before it is opened: opening a FIFO waits for a writer, and opening a device may act on it.
    check(&before, limit)?;
    let file = open_true_path(path).map_err(|error| Refusal::of(&error))?;
    let after = file.metadata().map_err(|error| Refusal::of(&error))?;
    check(&after, limit)?;
    // Between the two, someone may have put something else there.
    if !is_same(&before, &after) {
        return Err(Refusal::System("it changed while it was opened".to_owned()));
    }
    // It may grow while it is read, and what the kernel makes up says that it is empty.
    read_at_most(file, limit)
}

/// All bytes of a stream that has at most `limit`.
pub fn read_at_most(stream: impl Read, limit: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = stream.take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|error: io::Error| Refusal::of(&error))?;
    match bytes.len() as u64 > limit {
        true => Err(Refusal::TooLarge(limit)),
        false => Ok(bytes),
    }
}

/// The bytes of a file as text.
pub fn text(bytes: Vec<u8>) -> Result<String, Refusal> {
    String::from_utf8(bytes).map_err(|_| Refusal::System("it is not UTF-8".to_owned()))
}

fn check(metadata: &Metadata, limit: u64) -> Result<(), Refusal> {
    match metadata.len() {
        _ if !metadata.is_file() => Err(Refusal::NotAFile(what(metadata))),
        size if size > limit => Err(Refusal::TooLarge(limit)),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn is_same(before: &Metadata, after: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    before.dev() == after.dev() && before.ino() == after.ino()
}

#[cfg(not(unix))]
fn is_same(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_up_to_the_limit_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        fs::write(&path, "12345").expect("a file");
        assert_eq!(read_named(&path, 5).expect("bytes"), b"12345");
        assert_eq!(read_named(&path, 4), Err(Refusal::TooLarge(4)));
        let refused = read_named(folder.path(), 5);
        assert_eq!(refused, Err(Refusal::NotAFile("a folder")));
        let refused = read_named(&folder.path().join("missing"), 5);
        assert_eq!(refused, Err(Refusal::NotFound));
        let words = text(b"\xff".to_vec()).expect_err("it is not text");
        assert_eq!(words.to_string(), "it is not UTF-8");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_waits_for_a_writer_or_reads_a_device() {
        let folder = tempfile::tempdir().expect("a folder");
        let fifo = folder.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status();
        assert!(made.is_ok_and(|it| it.success()));
        let root = folder.path().canonicalize().expect("a true path");
        let fifo = root.join("fifo");
        assert_eq!(read_named(&fifo, 10), Err(Refusal::NotAFile("a FIFO")));
        let inside = read_inside(&fifo, &root, 10);
        assert_eq!(inside, Err(Refusal::NotAFile("a FIFO")));
        let device = read_named(Path::new("/dev/zero"), 10);
        assert_eq!(device, Err(Refusal::NotAFile("a device")));
    }
}
