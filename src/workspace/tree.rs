//! Where the files of a run are: on the disk, or in a revision of a repository.

use super::door::{self, Refusal};
use super::files;
use super::search::SearchBudget;
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files by absolute paths. The sandbox of [`DiskHost`](super::DiskHost) is the same whatever the tree.
pub trait FileTree: Debug + Send + Sync {
    /// A path with all links resolved. Fails if it does not exist.
    fn true_path(&self, path: &Path) -> io::Result<PathBuf>;

    /// The bytes of a file by its true path, at most `limit`.
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Refusal>;

    /// Whether anything is at a path; a link counts wherever it leads.
    fn exists(&self, path: &Path) -> bool;

    /// Whether a path leads to a folder.
    fn is_folder(&self, path: &Path) -> bool;

    /// Where a link leads, as it is written; `None` for what is not a link.
    fn link_target(&self, path: &Path) -> Option<PathBuf>;

    /// The checkout that a link on the way to a path leads out of, if one does.
    fn link_out_of_checkout(&self, path: &Path) -> Option<PathBuf>;

    /// Whether a link on the way to a path is inside of a folder and leads out of it. The folder is a true path.
    fn leads_outside(&self, path: &Path, root: &Path) -> bool;

    /// The names of files in a folder, at most so many; none if they cannot be told quickly.
    fn names(&self, folder: &Path, most: usize) -> Vec<String>;

    /// The files in a folder and below, as far as the budget goes, and why some of it could not be read.
    fn walk(&self, folder: &Path, budget: &mut SearchBudget) -> (Vec<PathBuf>, Vec<String>);
}

/// The files on the disk.
#[derive(Clone, Copy, Debug)]
struct Disk;

impl FileTree for Disk {
    fn true_path(&self, path: &Path) -> io::Result<PathBuf> {
        door::true_path(path)
    }

    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
        door::read_inside(path, path, limit)
    }

    fn exists(&self, path: &Path) -> bool {
        door::exists(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        door::is_folder(path)
    }

    fn link_target(&self, path: &Path) -> Option<PathBuf> {
        door::link_target(path)
    }

    fn link_out_of_checkout(&self, path: &Path) -> Option<PathBuf> {
        door::link_out_of_checkout(path)
    }

    fn leads_outside(&self, path: &Path, root: &Path) -> bool {
        door::leads_outside(path, root)
    }

    fn names(&self, folder: &Path, most: usize) -> Vec<String> {
        let entries = door::entries(folder, most).unwrap_or_default().into_iter();
        let files = entries.filter(|it| it.kind == door::Kind::File);
        files.filter_map(|it| it.name.into_string().ok()).collect()
    }

    fn walk(&self, folder: &Path, budget: &mut SearchBudget) -> (Vec<PathBuf>, Vec<String>) {
        files::walk(folder, budget)
    }
}

/// A shared [`FileTree`]; by default the disk.
#[derive(Clone, Debug)]
pub struct Tree(pub Arc<dyn FileTree>);

impl Default for Tree {
    fn default() -> Tree {
        Tree(Arc::new(Disk))
    }
}

impl std::ops::Deref for Tree {
    type Target = dyn FileTree;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}
