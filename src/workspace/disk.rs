//! The host that reads the disk, inside the root.

use super::open::open_true_path;
use super::{Environment, machine};
use crate::eval::{Host, HostError, Variable};
use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Folders of the kernel: what lies there is no file, whatever it says, and may tell of the machine or act on it.
pub(super) const KERNEL: [&str; 3] = ["/proc", "/sys", "/dev"];

/// The longest path in bytes. No system takes a longer one; looking for the part of it that exists would take very long.
const LONGEST_PATH: usize = 4096;

/// The longest name of a file or folder in bytes.
const LONGEST_NAME: usize = 255;

/// Reads regular files inside a root.
#[derive(Clone, Debug)]
pub struct DiskHost {
    root: PathBuf,
    current_directory: PathBuf,
    /// Files that the user named, by their true paths: they may lie outside of the root.
    named: Vec<PathBuf>,
    environment: Environment,
    file_size: u64,
}

impl DiskHost {
    /// A host that reads inside `root`, files of at most `file_size` bytes. Fails if the root cannot be resolved.
    pub fn new(
        root: &Path,
        current_directory: &Path,
        environment: Environment,
        file_size: u64,
    ) -> std::io::Result<DiskHost> {
        Ok(DiskHost {
            root: root.canonicalize()?,
            current_directory: current_directory.to_owned(),
            named: Vec::new(),
            environment,
            file_size,
        })
    }

    /// Lets a file be read that the user named on the command line, wherever it lies. That is for this file only, not
    /// for what it includes.
    pub fn name_file(&mut self, path: &Path) {
        if let Ok(path) = self.absolute(path).canonicalize() {
            self.named.push(path);
        }
    }

    /// The root, with all links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        self.current_directory.join(path)
    }

    fn outside(&self) -> HostError {
        HostError::OutsideRoot(self.root.display().to_string())
    }

    fn allows(&self, path: &Path) -> bool {
        path.starts_with(&self.root) || self.named.iter().any(|named| named == path)
    }

    /// The true path of what may be read. Whether a path outside of the root exists is not told.
    fn resolve(&self, path: &str) -> Result<PathBuf, HostError> {
        if path.contains('\0') {
            return Err(HostError::NotFound);
        }
        if path.len() > LONGEST_PATH || path.split('/').any(|part| part.len() > LONGEST_NAME) {
            return Err(HostError::Refused("the path is too long".to_owned()));
        }
        let path = self.absolute(Path::new(path));
        match path.canonicalize() {
            Ok(resolved) if self.allows(&resolved) => Ok(resolved),
            Ok(_) => Err(self.outside()),
            Err(_) if !self.stays_inside(&path) => Err(self.outside()),
            Err(error) => Err(refusal(&error)),
        }
    }

    /// Whether a path that cannot be resolved stays inside of the root as far as it can be followed.
    fn stays_inside(&self, path: &Path) -> bool {
        for above in path.ancestors().skip(1) {
            if let Ok(resolved) = above.canonicalize() {
                let rest = path.strip_prefix(above).unwrap_or(Path::new(""));
                return resolved.starts_with(&self.root)
                    && !rest.components().any(|part| part == Component::ParentDir)
                    && !self.leads_outside(
                        &resolved.join(
                            rest.components()
                                .next()
                                .map_or("".as_ref(), |it| it.as_os_str()),
                        ),
                    );
            }
        }
        false
    }

    /// Whether a path is a link that cannot be followed, to somewhere outside of the root.
    fn leads_outside(&self, link: &Path) -> bool {
        match fs::read_link(link) {
            Ok(target) => {
                let folder = link.parent().unwrap_or(&self.root);
                !normalize(&folder.join(target)).starts_with(&self.root)
            }
            Err(_) => false,
        }
    }

    /// Whether the opened file is the one that was looked at: between the two, someone may have put a link there.
    fn is_same(&self, file: &File, path: &Path, before: &Metadata) -> Result<(), HostError> {
        let after = file.metadata().map_err(|error| refusal(&error))?;
        regular(path, &after, &self.root)?;
        if !same_file(before, &after) {
            return Err(HostError::Refused(
                "it changed while it was opened".to_owned(),
            ));
        }
        Ok(())
    }
}

impl Host for DiskHost {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        let path = self.resolve(path)?;
        let before = fs::symlink_metadata(&path).map_err(|error| refusal(&error))?;
        // Before it is opened: opening a FIFO waits for a writer, and opening a device may act on it.
        regular(&path, &before, &self.root)?;
        if before.len() > self.file_size {
            return Err(HostError::TooLarge(self.file_size));
        }
        let file = open_true_path(&path).map_err(|error| refusal(&error))?;
        self.is_same(&file, &path, &before)?;
        let mut bytes = Vec::with_capacity(before.len() as usize + 1);
        // It may grow while it is read.
        file.take(self.file_size + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| refusal(&error))?;
        match bytes.len() as u64 > self.file_size {
            true => Err(HostError::TooLarge(self.file_size)),
            false => Ok(bytes),
        }
    }

    fn folder(&self, path: &str) -> Option<bool> {
        let path = self.resolve(path).ok()?;
        Some(path.metadata().ok()?.is_dir())
    }

    fn variable(&self, name: &str) -> Variable {
        self.environment.get(name)
    }

    fn variables(&self) -> Vec<String> {
        self.environment.names()
    }

    fn user(&self) -> String {
        machine::user(&self.environment)
    }

    fn hostname(&self) -> String {
        machine::hostname()
    }

    fn now(&self) -> f64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |since| since.as_secs_f64())
    }

    fn memory(&self) -> Option<usize> {
        // Where files are compiled in parallel, what the others of the pool take is not this file's.
        let sharing = rayon::current_thread_index().map_or(1, |_| rayon::current_num_threads());
        Some(machine::memory()? / sharing)
    }

    fn root(&self) -> Option<String> {
        Some(self.root.display().to_string())
    }

    fn current_directory(&self) -> String {
        self.current_directory.display().to_string()
    }
}

fn refusal(error: &std::io::Error) -> HostError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => HostError::NotFound,
        ErrorKind::PermissionDenied => HostError::Refused("permission denied".to_owned()),
        _ => {
            let words = error.to_string();
            let words = words.split(" (os error").next().unwrap_or_default();
            HostError::Refused(words.to_lowercase())
        }
    }
}

/// Refuses everything but regular files.
fn regular(path: &Path, metadata: &Metadata, root: &Path) -> Result<(), HostError> {
    let kind = metadata.file_type();
    if kind.is_dir() {
        return Err(HostError::NotAFile("a folder"));
    }
    let is_kernels = |folder: &&str| path.starts_with(folder) && !root.starts_with(folder);
    if !kind.is_file() || KERNEL.iter().any(is_kernels) {
        return Err(HostError::NotAFile(special(kind)));
    }
    Ok(())
}

#[cfg(unix)]
fn special(kind: fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a FIFO"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_file() {
        "a part of the operating system"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_kind: fs::FileType) -> &'static str {
    "a device"
}

#[cfg(unix)]
fn same_file(before: &Metadata, after: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    before.dev() == after.dev() && before.ino() == after.ino()
}

#[cfg(not(unix))]
fn same_file(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len()
}

/// A path without `.` and `..`, by its words alone.
fn normalize(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            _ => normal.push(part),
        }
    }
    normal
}
