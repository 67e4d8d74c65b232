//! Opening a file by its true path, so that nothing leads elsewhere meanwhile.

use std::fs::File;
use std::io;
use std::path::Path;

/// Opens a file to read it, by an absolute path that is known to have no links in it. Where one has been put there since, or in the
/// place of a folder on the way, this fails. A FIFO or a device does not block.
#[cfg(target_os = "linux")]
pub(super) fn open_true_path(path: &Path) -> io::Result<File> {
    use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat2};
    use rustix::io::Errno;
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    match openat2(CWD, path, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
        Ok(file) => Ok(file.into()),
        // Kernels before 5.6 do not have it, and some sandboxes do not let it through.
        Err(Errno::NOSYS | Errno::PERM) => step_by_step(path, flags),
        Err(error) => Err(error.into()),
    }
}

/// The same, folder by folder.
#[cfg(target_os = "linux")]
fn step_by_step(path: &Path, flags: rustix::fs::OFlags) -> io::Result<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    let folder_flags = OFlags::PATH | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::DIRECTORY;
    let mut folder = openat(CWD, "/", folder_flags, Mode::empty())?;
    let names: Vec<_> = path.iter().skip(1).collect();
    let Some((name, folders)) = names.split_last() else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    for name in folders {
        folder = openat(&folder, *name, folder_flags, Mode::empty())?;
    }
    let file = openat(&folder, *name, flags | OFlags::NOFOLLOW, Mode::empty())?;
    Ok(file.into())
}

/// Opens a file to read it. Here a folder on the way could be exchanged for a link at just the wrong time; whether the file is the one
/// that was looked at before, the caller sees.
#[cfg(all(unix, not(target_os = "linux")))]
pub(super) fn open_true_path(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOFOLLOW;
    Ok(open(path, flags, Mode::empty())?.into())
}

/// Opens a file to read it.
#[cfg(not(unix))]
pub(super) fn open_true_path(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rustix::fs::OFlags;
    use std::fs;
    use std::io::Read;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a true path");
        fs::create_dir_all(root.join("a/b")).expect("folders");
        fs::write(root.join("a/b/file"), "text").expect("a file");
        symlink(root.join("a"), root.join("link")).expect("a link");
        symlink(root.join("a/b/file"), root.join("a/link")).expect("a link");
        let flags = OFlags::RDONLY | OFlags::CLOEXEC;
        let by_steps = |path: &Path| step_by_step(path, flags);
        for at_once in [true, false] {
            let open = |path: &Path| match at_once {
                true => open_true_path(path),
                false => by_steps(path),
            };
            let mut text = String::new();
            let file = open(&root.join("a/b/file"));
            file.and_then(|mut it| it.read_to_string(&mut text))
                .expect("the file");
            assert_eq!(text, "text");
            for link in ["link/b/file", "a/link", "a/b/file/c", "nothing"] {
                assert!(open(&root.join(link)).is_err(), "{link}");
            }
        }
    }
}
