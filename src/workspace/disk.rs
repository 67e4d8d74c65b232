//! The host that reads the disk, or a revision, inside the root.

use super::door::Refusal;
use super::{Environment, Tree, machine};
use crate::eval::{Host, HostError, MOST_NAMES, Variable};
use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Folders of the kernel: what lies there is no file, whatever it says, and may tell of the machine or act on it.
const KERNEL: [&str; 3] = ["/proc", "/sys", "/dev"];

/// The longest path in bytes. No system takes a longer one; looking for the part of it that exists would take very long.
const LONGEST_PATH: usize = 4096;

/// The longest name of a file or folder in bytes.
const LONGEST_NAME: usize = 255;

/// Reads regular files inside a root.
#[derive(Clone, Debug)]
pub struct DiskHost {
    tree: Tree,
    root: PathBuf,
    current_directory: PathBuf,
    /// Files outside of the root that the user named, by their true paths.
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
        DiskHost::in_tree(
            Tree::default(),
            root,
            current_directory,
            environment,
            file_size,
        )
    }

    /// [`DiskHost::new`] in a tree of files that need not be on the disk.
    pub fn in_tree(
        tree: Tree,
        root: &Path,
        current_directory: &Path,
        environment: Environment,
        file_size: u64,
    ) -> std::io::Result<DiskHost> {
        Ok(DiskHost {
            root: tree.true_path(root)?,
            tree,
            current_directory: current_directory.to_owned(),
            named: Vec::new(),
            environment,
            file_size,
        })
    }

    /// Lets a file be read that the user named on the command line, wherever it is: this file only, not what it includes. A link
    /// inside of the root, or of another checkout, is not followed out of it: who named the link need not know where it leads.
    pub fn name_file(&mut self, path: &Path) {
        let path = self.absolute(path);
        if let Ok(resolved) = self.tree.true_path(&path)
            && !resolved.starts_with(&self.root)
            && !self.tree.leads_outside(&path, &self.root)
            && self.tree.link_out_of_checkout(&path).is_none()
        {
            self.named.push(resolved);
        }
    }

    /// Where its files are.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The same host in another tree of files.
    pub fn with_tree(&self, tree: Tree) -> DiskHost {
        DiskHost {
            tree,
            ..self.clone()
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
        match self.tree.true_path(&path) {
            Ok(resolved) if self.allows(&resolved) => Ok(resolved),
            Ok(_) => Err(self.outside()),
            Err(_) if !self.stays_inside(&path) => Err(self.outside()),
            Err(error) => Err(refusal(Refusal::of(&error))),
        }
    }

    /// Whether a path that cannot be resolved stays inside of the root as far as it can be followed.
    fn stays_inside(&self, path: &Path) -> bool {
        for above in path.ancestors().skip(1) {
            if let Ok(resolved) = self.tree.true_path(above) {
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
        match self.tree.link_target(link) {
            Some(target) => {
                let folder = link.parent().unwrap_or(&self.root);
                !normalize(&folder.join(target)).starts_with(&self.root)
            }
            None => false,
        }
    }
}

impl Host for DiskHost {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        let path = self.resolve(path)?;
        if is_kernels(&path, &self.root) {
            return Err(HostError::NotAFile("a part of the operating system"));
        }
        self.tree.read(&path, self.file_size).map_err(refusal)
    }

    fn folder(&self, path: &str) -> Option<bool> {
        let path = self.resolve(path).ok()?;
        self.tree.exists(&path).then(|| self.tree.is_folder(&path))
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let Ok(folder) = self.resolve(folder) else {
            return Vec::new();
        };
        match is_kernels(&folder, &self.root) {
            true => Vec::new(),
            false => self.tree.names(&folder, MOST_NAMES),
        }
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

    fn is_cancelled(&self) -> bool {
        false
    }
}

fn refusal(refusal: Refusal) -> HostError {
    match refusal {
        Refusal::NotFound => HostError::NotFound,
        Refusal::Outside(root) => HostError::OutsideRoot(root.display().to_string()),
        Refusal::NotAFile(what) => HostError::NotAFile(what),
        Refusal::TooLarge(limit) => HostError::TooLarge(limit),
        Refusal::System(words) => HostError::Refused(words),
    }
}

/// Whether a true path is in a folder of the kernel that the root is not in.
pub(super) fn is_kernels(path: &Path, root: &Path) -> bool {
    let is_in = |folder: &&str| path.starts_with(folder) && !root.starts_with(folder);
    KERNEL.iter().any(is_in)
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
