//! Reading what settings, the command line or an editor name, without waiting for anyone and without end.
//!
//! What configurations ask for goes through `disk.rs`, which also keeps it inside the root.

use super::open::open_true_path;
use std::fs::{self, Metadata};
use std::io::{Error, Read, Result};
use std::path::Path;

/// The largest file of settings, of clusters or of known findings.
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// The bytes of a regular file of at most `limit` bytes.
pub fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let path = path.canonicalize()?;
    // Before it is opened: opening a FIFO waits for a writer, and opening a device may act on it.
    check(&fs::metadata(&path)?, limit)?;
    let file = open_true_path(&path)?;
    // Between the two, something else may have been put there.
    check(&file.metadata()?, limit)?;
    // It may grow while it is read, and what the kernel makes up says that it is empty.
    read_at_most(file, limit)
}

/// All bytes of a stream that has at most `limit`.
pub fn read_at_most(stream: impl Read, limit: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(limit + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > limit {
        true => Err(too_large(limit)),
        false => Ok(bytes),
    }
}

/// The same as text.
pub fn read_text(path: &Path, limit: u64) -> Result<String> {
    String::from_utf8(read_regular(path, limit)?).map_err(|_| Error::other("it is not UTF-8"))
}

fn check(metadata: &Metadata, limit: u64) -> Result<()> {
    match metadata.len() {
        _ if metadata.is_dir() => Err(Error::other("it is a folder, not a file")),
        _ if !metadata.is_file() => Err(Error::other("it is not a regular file")),
        size if size > limit => Err(too_large(limit)),
        _ => Ok(()),
    }
}

fn too_large(limit: u64) -> Error {
    Error::other(format!("it is larger than {limit} bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_up_to_the_limit_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        fs::write(&path, "12345").expect("a file");
        assert_eq!(read_regular(&path, 5).expect("bytes"), b"12345");
        let error = |path: &Path, limit| read_regular(path, limit).expect_err("an error");
        assert_eq!(error(&path, 4).to_string(), "it is larger than 4 bytes");
        let words = "it is a folder, not a file";
        assert_eq!(error(folder.path(), 5).to_string(), words);
        fs::write(&path, b"\xff").expect("a file");
        let words = "it is not UTF-8";
        assert_eq!(read_text(&path, 5).expect_err("").to_string(), words);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_waits_for_a_writer_or_reads_a_device() {
        let folder = tempfile::tempdir().expect("a folder");
        let fifo = folder.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status();
        assert!(made.is_ok_and(|it| it.success()));
        for path in [fifo.as_path(), Path::new("/dev/zero")] {
            let error = read_regular(path, 10).expect_err("an error");
            assert_eq!(error.to_string(), "it is not a regular file", "{path:?}");
        }
    }
}
