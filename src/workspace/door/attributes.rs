//! Owner, mode and extended attributes of a file that another one replaces.

use std::fs::File;
use std::io;

/// Gives a new file the owner, the mode and the extended attributes (access lists and labels among them) of another one. Fails if it
/// cannot be given one of them: then the new file must not take the other one's place.
#[cfg(unix)]
pub(super) fn copy(from: &File, to: &File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let (before, after) = (from.metadata()?, to.metadata()?);
    let owner = (before.uid() != after.uid()).then(|| rustix::fs::Uid::from_raw(before.uid()));
    let group = (before.gid() != after.gid()).then(|| rustix::fs::Gid::from_raw(before.gid()));
    if owner.is_some() || group.is_some() {
        rustix::fs::fchown(to, owner, group)?;
    }
    extended::copy(from, to)?;
    // Last: changing the owner takes some bits away.
    to.set_permissions(before.permissions())?;
    match to.metadata()?.mode() == before.mode() {
        true => Ok(()),
        false => Err(io::ErrorKind::PermissionDenied.into()),
    }
}

#[cfg(not(unix))]
pub(super) fn copy(from: &File, to: &File) -> io::Result<()> {
    to.set_permissions(from.metadata()?.permissions())
}

/// The number of names that a file has.
#[cfg(unix)]
pub(super) fn names(file: &File) -> io::Result<u64> {
    use std::os::unix::fs::MetadataExt;
    Ok(file.metadata()?.nlink())
}

#[cfg(not(unix))]
pub(super) fn names(_file: &File) -> io::Result<u64> {
    Ok(1)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
mod extended {
    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};
    use rustix::io::Errno;
    use std::collections::BTreeMap;
    use std::fs::File;
    use std::io;

    /// The longest list of names, and the longest value, in bytes: those of Linux.
    const LONGEST: usize = 64 << 10;

    /// Copies all attributes. Fails if the other file has one that this one has not.
    pub(super) fn copy(from: &File, to: &File) -> io::Result<()> {
        let (wanted, present) = (all(from)?, all(to)?);
        for (name, value) in &wanted {
            if present.get(name) != Some(value) {
                fsetxattr(to, name.as_slice(), value, XattrFlags::empty())?;
            }
        }
        match present.keys().all(|name| wanted.contains_key(name)) {
            true => Ok(()),
            false => Err(io::ErrorKind::PermissionDenied.into()),
        }
    }

    fn all(file: &File) -> io::Result<BTreeMap<Vec<u8>, Vec<u8>>> {
        let mut names = vec![0; LONGEST];
        let length = match flistxattr(file, names.as_mut_slice()) {
            Ok(length) => length,
            // The file system has none.
            Err(Errno::NOTSUP | Errno::NOSYS) => 0,
            Err(error) => return Err(error.into()),
        };
        let names = names[..length].split(|byte| *byte == 0);
        let names = names.filter(|name| !name.is_empty());
        let attribute = |name: &[u8]| {
            let mut value = vec![0; LONGEST];
            let length = fgetxattr(file, name, value.as_mut_slice())?;
            value.truncate(length);
            Ok((name.to_owned(), value))
        };
        names.map(attribute).collect()
    }
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "macos"))))]
mod extended {
    use std::fs::File;
    use std::io;

    /// Fails: where it is not known which attributes a file has, it is not replaced.
    pub(super) fn copy(_from: &File, _to: &File) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
