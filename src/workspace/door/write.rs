//! Writing a file whole or not at all.
//!
//! A file that exists is replaced by a new one that was written beside it, so that a reader finds either the old text or all of the new
//! one, also when the disk is full or the process is killed. That is done only where nobody can see the difference: the new file is given
//! the owner, the mode and the extended attributes of the old one, which must have no second name. Otherwise the old file is written over:
//! its new text is on the disk by then, and its old text is put back if that fails.

use super::attributes;
use super::links::{checkout_of, link_out_of_checkout};
use super::look::what;
use super::refusal::Refusal;
use super::temporary::TemporaryFile;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Writes a file that a person named. A link is followed, but not out of a checkout; owner, mode, links and attributes of a file that
/// exists stay. A file that is read-only is not written. What is not a regular file, such as `/dev/null`, is written to directly.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole_by(path, |file| file.write_all(bytes))
}

/// The same with what `write` writes, piece by piece.
pub fn write_whole_by(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let path = target(path)?;
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_file() => replace(&path, write),
        Ok(metadata) if metadata.is_dir() || checkout_of(&path).is_some() => {
            Err(io::Error::other(Refusal::NotAFile(what(&metadata))))
        }
        Ok(_) => write(&mut OpenOptions::new().write(true).open(&path)?),
        Err(_) => create(&path, write),
    }
}

/// Writes a file of jobc's own, in the place of whatever is there: where somebody has put a link, what that leads to stays as it is.
pub fn replace_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    create(path, |file| file.write_all(bytes))
}

/// Writes a file into a folder that is jobc's own.
pub fn write_own(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)
}

/// Makes a folder for files that a person asked for, and those above it, unless they exist. No link leads out of a checkout on the way.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let existing = path.ancestors().find(|it| fs::symlink_metadata(it).is_ok());
    match existing.and_then(link_out_of_checkout) {
        Some(checkout) => Err(io::Error::other(Refusal::Outside(checkout))),
        None => fs::create_dir_all(path),
    }
}

/// Makes a folder of jobc's own and those above it, unless they exist.
pub fn make_own_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Removes a file of jobc's own; of a link, the link.
pub fn remove_own(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Writes a new file. A link that leads nowhere is replaced.
fn create(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut new = TemporaryFile::in_folder(folder_of(path), false)?;
    write(new.file()?)?;
    new.file()?.sync_all()?;
    new.persist(path)
}

/// Gives a file that exists another text.
fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut old = open(path)?;
    let beside = TemporaryFile::in_folder(folder_of(path), true);
    let is_beside = beside.is_ok();
    // One may write a file and not its folder.
    let mut new = beside.or_else(|_| TemporaryFile::in_folder(&std::env::temp_dir(), true))?;
    write(new.file()?)?;
    new.file()?.sync_all()?;
    let can_replace = is_beside && attributes::names(&old)? == 1;
    if can_replace && attributes::copy(&old, new.file()?).is_ok() {
        return new.persist(path);
    }
    write_over(&mut old, new.file()?)
}

/// Opens a file that exists, to read and to write it. Root can write a file that is read-only; that is not what its mode says.
fn open(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    match file.metadata()?.permissions().readonly() {
        true => Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is read-only",
        )),
        false => Ok(file),
    }
}

/// Writes the text of one file over that of another, and puts the old one back if that fails.
fn write_over(old: &mut File, new: &mut File) -> io::Result<()> {
    let mut before = Vec::new();
    old.read_to_end(&mut before)?;
    new.seek(SeekFrom::Start(0))?;
    let written = put(old, new);
    if written.is_err() {
        // What was there fits where it was.
        let _ = put(old, &mut before.as_slice());
    }
    written
}

fn put(file: &mut File, text: &mut impl Read) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    let length = io::copy(text, file)?;
    file.set_len(length)?;
    file.sync_all()
}

/// Where links lead; the path itself if nothing is there yet.
fn target(path: &Path) -> io::Result<PathBuf> {
    let folder = link_out_of_checkout(folder_of(path));
    if let Some(checkout) = folder.or_else(|| link_out_of_checkout(path)) {
        return Err(io::Error::other(Refusal::Outside(checkout)));
    }
    match fs::canonicalize(path) {
        Ok(target) => Ok(target),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        Err(error) => Err(error),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    /// A file with a text and a mode.
    fn file(path: &Path, mode: u32) {
        fs::write(path, "old text").expect("a file");
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    }

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).expect("a folder").count()
    }

    #[test]
    fn all_names_of_a_file_have_the_new_text() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        file(&one, 0o640);
        fs::hard_link(&one, &two).expect("a second name");
        write_whole(&one, b"new").expect("it is written");
        assert_eq!(fs::read(&two).expect("a file"), b"new");
        assert_eq!(fs::metadata(&one).expect("a file").nlink(), 2);
        assert_eq!(names(folder.path()), 2);
    }

    #[test]
    fn a_file_that_is_read_only_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        file(&path, 0o444);
        let error = write_whole(&path, b"new").expect_err("it is read-only");
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read(&path).expect("a file"), b"old text");
        assert_eq!(names(folder.path()), 1);
    }

    #[test]
    fn mode_and_owner_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        for mode in [0o600, 0o644, 0o660, 0o755, 0o4755] {
            file(&path, mode);
            // Only root can; for all others the file is their own.
            let _ = rustix::fs::chown(
                &path,
                Some(rustix::fs::Uid::from_raw(1234)),
                Some(rustix::fs::Gid::from_raw(1234)),
            );
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
            let before = fs::metadata(&path).expect("a file");
            write_whole(&path, b"new").expect("it is written");
            let after = fs::metadata(&path).expect("a file");
            assert_eq!(after.mode(), before.mode(), "{mode:o}");
            assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
            assert_eq!(fs::read(&path).expect("a file"), b"new");
            fs::remove_file(&path).expect("it was there");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn extended_attributes_stay() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR")).expect("a folder");
        let path = folder.path().join("file");
        file(&path, 0o644);
        let set = setxattr(&path, "user.origin", b"here", XattrFlags::empty());
        if set == Err(rustix::io::Errno::NOTSUP) {
            // This file system has none, and what has none keeps none.
            assert!(getxattr(&path, "user.origin", &mut [0; 8][..]).is_err());
            return;
        }
        set.expect("an attribute");
        write_whole(&path, b"new").expect("it is written");
        let mut value = [0; 8];
        let length = getxattr(&path, "user.origin", &mut value[..]).expect("an attribute");
        assert_eq!(&value[..length], b"here");
    }

    #[test]
    fn text_that_cannot_be_written_over_is_put_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        file(&path, 0o644);
        let mut old = open(&path).expect("a file");
        // A folder can be opened, and not be read.
        let mut new = File::open(folder.path()).expect("a folder");
        write_over(&mut old, &mut new).expect_err("there is no text");
        assert_eq!(fs::read(&path).expect("a file"), b"old text");
    }

    #[test]
    fn no_link_of_a_checkout_is_written_through() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        fs::create_dir_all(path("repo/.git")).expect("folders");
        fs::create_dir(path("other")).expect("a folder");
        file(&path("other/file"), 0o644);
        file(&path("repo/own"), 0o644);
        symlink("../other/file", path("repo/file")).expect("a link");
        symlink("../other", path("repo/folder")).expect("a link");
        symlink("own", path("repo/inside")).expect("a link");
        for name in ["repo/file", "repo/folder/file", "repo/folder/new"] {
            write_whole(&path(name), b"new").expect_err(name);
        }
        for name in ["repo/folder/a/b", "repo/folder/a", "repo/folder"] {
            make_folder(&path(name)).expect_err(name);
        }
        make_folder(&path("repo/a/b")).expect("folders inside");
        write_whole(&path("repo/inside"), b"new").expect("a link inside");
        assert_eq!(fs::read(path("repo/own")).expect("a file"), b"new");
        assert_eq!(fs::read(path("other/file")).expect("a file"), b"old text");
        assert_eq!(names(&path("other")), 1);
    }
}
