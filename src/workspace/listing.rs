//! What is in a folder that a configuration may read from, for those who complete a path.

use super::DiskHost;
use super::disk::is_kernels;
use super::door;
use crate::eval::Host;
use std::path::Path;

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Whether it is a folder that can be entered.
    pub is_folder: bool,
}

/// The entries of a folder in the order of their names, at most `most` of them. None if the folder is outside of the host's
/// root, as if it were not there. Links that lead outside are left out.
pub fn list(host: &DiskHost, folder: &Path, most: usize) -> Vec<Entry> {
    let folder = door::true_path(folder).ok();
    let Some(folder) = folder.filter(|it| is_open(host, it)) else {
        return Vec::new();
    };
    let entries = door::entries(&folder, most).unwrap_or_default();
    let mut found: Vec<Entry> = entries
        .into_iter()
        .filter_map(|entry| {
            let name = entry.name.into_string().ok()?;
            let is_folder = host.folder(folder.join(&name).to_str()?)?;
            Some(Entry { name, is_folder })
        })
        .collect();
    found.sort();
    found
}

/// Whether the names in a folder may be told; its path has no links.
fn is_open(host: &DiskHost, folder: &Path) -> bool {
    folder.starts_with(host.root()) && !is_kernels(folder, host.root())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::workspace::Environment;
    use std::fs;
    use std::os::unix::fs::symlink;

    fn names(host: &DiskHost, folder: &Path) -> Vec<(String, bool)> {
        let entries = list(host, folder, 100).into_iter();
        entries.map(|it| (it.name, it.is_folder)).collect()
    }

    #[test]
    fn only_what_is_inside_of_the_root_is_listed() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("root");
        fs::create_dir_all(root.join("sub")).expect("folders");
        fs::write(root.join("a.aurora"), "").expect("a file");
        fs::write(folder.path().join("secret"), "").expect("a file");
        symlink("../secret", root.join("leak")).expect("a link");
        symlink("..", root.join("out")).expect("a link");
        let host = DiskHost::new(&root, &root, Environment::default(), 10).expect("a root");
        let expected = [("a.aurora".to_owned(), false), ("sub".to_owned(), true)];
        assert_eq!(names(&host, &root), expected);
        for outside in ["..", "out", "/", "/etc", "sub/../..", "missing"] {
            assert_eq!(names(&host, &root.join(outside)), [], "{outside}");
        }
        let root = Path::new("/");
        let host = DiskHost::new(root, root, Environment::default(), 10).expect("a root");
        assert_eq!(names(&host, Path::new("/proc/self")), []);
    }
}
