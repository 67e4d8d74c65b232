//! Temporary files and folders. They are removed when they are dropped, and when SIGINT, SIGTERM or SIGHUP ends the process.
//!
//! A thread waits for the signals from the first temporary file on: a run that writes nothing has none.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use tempfile::{Builder, NamedTempFile, TempDir};

/// Whatever has to be removed. Whoever creates something holds the lock until it is in here, and so does whoever ends the process.
static PATHS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn paths() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    static WATCH: Once = Once::new();
    WATCH.call_once(signals::watch);
    PATHS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A new file beside another one, whose place it may take.
pub(super) struct TemporaryFile {
    path: PathBuf,
    inner: Option<NamedTempFile>,
}

impl TemporaryFile {
    /// A file in a folder. A narrow one can be read by its owner only; another has what the process's mask leaves of the usual
    /// permissions.
    pub(super) fn in_folder(folder: &Path, is_narrow: bool) -> io::Result<TemporaryFile> {
        let mut builder = Builder::new();
        builder.prefix(".jobc-");
        set_permissions(&mut builder, is_narrow);
        let mut paths = paths();
        // Its name says nothing to anybody.
        let inner = builder.tempfile_in(folder);
        let inner = inner.map_err(|error| io::Error::from(error.kind()))?;
        let path = inner.path().to_owned();
        paths.insert(path.clone());
        Ok(TemporaryFile {
            path,
            inner: Some(inner),
        })
    }

    /// The open file.
    pub(super) fn file(&mut self) -> io::Result<&mut File> {
        let inner = self.inner.as_mut().ok_or(io::ErrorKind::NotFound)?;
        Ok(inner.as_file_mut())
    }

    /// Puts it in the place of another file of its folder.
    pub(super) fn persist(mut self, path: &Path) -> io::Result<()> {
        let Some(inner) = self.inner.take() else {
            return Err(io::ErrorKind::NotFound.into());
        };
        inner.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let mut paths = paths();
        self.inner = None;
        paths.remove(&self.path);
    }
}

/// A folder of its own for what a program reads and writes.
pub struct TemporaryFolder(Option<TempDir>, PathBuf);

impl TemporaryFolder {
    /// A new folder among the temporary ones of the system.
    pub fn new() -> io::Result<TemporaryFolder> {
        let mut paths = paths();
        let folder = Builder::new().prefix("jobc-").tempdir()?;
        let path = folder.path().to_owned();
        paths.insert(path.clone());
        Ok(TemporaryFolder(Some(folder), path))
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.1
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        let mut paths = paths();
        self.0 = None;
        paths.remove(&self.1);
    }
}

/// Removes everything that is temporary: for whoever ends the process without returning.
pub fn remove_temporary() {
    // Where another thread has the lock, it creates or removes something; where it is this one, waiting would not end.
    if let Ok(mut paths) = PATHS.try_lock() {
        remove_all(&paths);
        paths.clear();
    }
}

#[cfg(unix)]
fn set_permissions(builder: &mut Builder, is_narrow: bool) {
    use std::os::unix::fs::PermissionsExt;
    if !is_narrow {
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
}

#[cfg(not(unix))]
fn set_permissions(_builder: &mut Builder, _is_narrow: bool) {}

fn remove_all(paths: &BTreeSet<PathBuf>) {
    for path in paths {
        // Nothing can be done about what cannot be removed, and the process ends.
        let _ = fs::remove_file(path).or_else(|_| fs::remove_dir_all(path));
    }
}

#[cfg(unix)]
mod signals {
    use super::{PATHS, remove_all};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    use std::sync::PoisonError;

    /// Removes what is left when one of the signals arrives, and then ends the process as the signal would have.
    pub(super) fn watch() {
        let ignored = ignored();
        let ending = [SIGHUP, SIGINT, SIGTERM];
        let ending = ending
            .into_iter()
            .filter(|it| ignored & (1 << (it - 1)) == 0);
        // Without a thread to spare, what a signal leaves is left.
        let Ok(mut signals) = Signals::new(ending) else {
            return;
        };
        let _ = std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                for signal in signals.forever() {
                    // It is kept: nothing new is created any more.
                    let paths = PATHS.lock().unwrap_or_else(PoisonError::into_inner);
                    remove_all(&paths);
                    let _ = emulate_default_handler(signal);
                }
            });
    }

    /// The signals that the process was started to ignore, by `nohup` for instance: they stay ignored.
    fn ignored() -> u64 {
        let status = super::super::read_own_text("/proc/self/status".as_ref(), 1 << 16);
        let status = status.unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|it| u64::from_str_radix(it.trim(), 16).ok())
            .unwrap_or_default()
    }
}

#[cfg(not(unix))]
mod signals {
    /// Where there are no signals there is nothing to wait for.
    pub(super) fn watch() {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_temporary_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let count = || fs::read_dir(folder.path()).expect("a folder").count();
        let file = TemporaryFile::in_folder(folder.path(), true).expect("a file");
        assert_eq!(count(), 1);
        assert!(paths().contains(&file.path));
        let path = file.path.clone();
        drop(file);
        assert_eq!(count(), 0);
        assert!(!paths().contains(&path));
        let kept = TemporaryFile::in_folder(folder.path(), false).expect("a file");
        kept.persist(&folder.path().join("kept")).expect("a place");
        assert_eq!(count(), 1);
        let new = TemporaryFolder::new().expect("a folder");
        fs::write(new.path().join("x"), "").expect("a file");
        let path = new.path().to_owned();
        drop(new);
        assert!(!path.exists() && !paths().contains(&path));
    }
}
