//! The folder outside of which nothing is read, and the settings file of a file.

use super::door;
use super::tree::{FileTree, Tree};
use std::path::{Path, PathBuf};

/// The name of the settings file, which also marks a root.
pub const SETTINGS_FILE: &str = "jobc.toml";

/// What marks the top of a repository.
pub(super) const REPOSITORY: &str = ".git";

/// The root for a file that is compiled: the nearest folder above it with a `jobc.toml` or a `.git`. Without one,
/// the current directory if the file is inside of it (unless that is the root of the file system, which would protect
/// nothing), else the folder of the file. Where a link on the way leads out of a checkout, that checkout: nothing is read there.
///
/// Both paths are absolute; the file need not exist.
pub fn find_root(file: &Path, current_directory: &Path) -> PathBuf {
    find_root_in(&*Tree::default(), file, current_directory)
}

/// [`find_root`] in a tree of files.
pub fn find_root_in(tree: &dyn FileTree, file: &Path, current_directory: &Path) -> PathBuf {
    let folder = folder_of(tree, file);
    if let Some(marked) = folder.ancestors().find(|it| is_marked(tree, it)) {
        return marked.to_owned();
    }
    let current = tree.true_path(current_directory);
    let current = current.unwrap_or_else(|_| current_directory.to_owned());
    match folder.starts_with(&current) && current.parent().is_some() {
        true => current,
        false => folder,
    }
}

/// Whether somebody made a folder a root: it has a `jobc.toml` or is a repository. Other roots are where a file happens to be, such as
/// a home folder, and are not searched.
pub fn is_marked(tree: &dyn FileTree, folder: &Path) -> bool {
    tree.exists(&folder.join(SETTINGS_FILE)) || tree.exists(&folder.join(REPOSITORY))
}

/// The root of the repository that a folder is in: the nearest folder above it with a `.git`.
pub fn find_repository(folder: &Path) -> Option<PathBuf> {
    let folder = door::true_path(folder).ok()?;
    let mut above = folder.ancestors();
    let found = above.find(|it| door::exists(&it.join(REPOSITORY)));
    found.map(Path::to_owned)
}

/// The settings file for a file: the nearest `jobc.toml` above it, but none above the repository that the file is in.
pub fn find_settings(file: &Path) -> Option<PathBuf> {
    find_settings_in(&*Tree::default(), file)
}

/// [`find_settings`] in a tree of files.
pub fn find_settings_in(tree: &dyn FileTree, file: &Path) -> Option<PathBuf> {
    for above in folder_of(tree, file).ancestors() {
        let path = above.join(SETTINGS_FILE);
        if tree.exists(&path) {
            return Some(path);
        }
        if tree.exists(&above.join(REPOSITORY)) {
            return None;
        }
    }
    None
}

/// The true path of the folder that a file is in. Where a link leads out of a checkout, the checkout: who prepared it does not choose
/// whose settings count.
fn folder_of(tree: &dyn FileTree, file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(file);
    let left = tree.link_out_of_checkout(folder);
    if let Some(checkout) = left.or_else(|| tree.link_out_of_checkout(file)) {
        return checkout;
    }
    tree.true_path(folder).unwrap_or_else(|_| folder.to_owned())
}
