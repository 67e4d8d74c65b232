//! Checkouts, and links that lead out of them.
//!
//! Whoever prepared a checkout decides where its links lead. So no link that is inside of a checkout is followed out of it, also where
//! a person names the link. A link outside of any checkout is the person's own.

use super::super::root::SETTINGS_FILE;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The nearest folder above a path that is a checkout: it has a `.git`, or else a `jobc.toml`. The path is a true one.
pub fn checkout_of(path: &Path) -> Option<PathBuf> {
    let is_repository = |folder: &&Path| fs::symlink_metadata(folder.join(".git")).is_ok();
    let has_settings = |folder: &&Path| fs::symlink_metadata(folder.join(SETTINGS_FILE)).is_ok();
    let folders = || path.ancestors().skip(1);
    let found = folders().find(is_repository);
    found
        .or_else(|| folders().find(has_settings))
        .map(Path::to_owned)
}

/// The checkout that a link on the way to a path leads out of. `None` where no link does, and where the path leads nowhere.
pub fn link_out_of_checkout(path: &Path) -> Option<PathBuf> {
    link_out(path, checkout_of)
}

/// Whether a link on the way to a path is inside of a folder and leads out of it. The folder is a true path.
pub(in super::super) fn leads_outside(path: &Path, root: &Path) -> bool {
    link_out(path, |link| is_inside(link, root).then(|| root.to_owned())).is_some()
}

/// Whether a true path is a folder or inside of it.
pub(in super::super) fn is_inside(path: &Path, root: &Path) -> bool {
    path.starts_with(root)
}

/// The first folder that a link on the way leads out of, among those that `around` says of links; they are asked by their true paths.
fn link_out(path: &Path, around: impl Fn(&Path) -> Option<PathBuf>) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    // Nearly always there is no link at all.
    if path.canonicalize().ok()? == path {
        return None;
    }
    let mut here = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => {
                let next = here.join(name);
                let resolved = next.canonicalize().ok()?;
                if resolved != next
                    && let Some(folder) = around(&next)
                    && !is_inside(&resolved, &folder)
                {
                    return Some(folder);
                }
                here = resolved;
            }
            Component::ParentDir => {
                here.pop();
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => here.push(part),
        }
    }
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_of_a_checkout_stay_inside() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path().canonicalize().expect("a true path");
        let path = |name: &str| top.join(name);
        fs::create_dir_all(path("repo/.git")).expect("folders");
        fs::create_dir_all(path("repo/sub")).expect("folders");
        fs::create_dir_all(path("other/.git")).expect("folders");
        fs::write(path("repo/sub/jobc.toml"), "").expect("a file");
        fs::write(path("repo/file"), "").expect("a file");
        fs::write(path("other/file"), "").expect("a file");
        let link = |to: &str, at: &str| symlink(to, path(at)).expect("a link");
        link("../file", "repo/sub/inside");
        link("../../other/file", "repo/sub/outside");
        link("../other", "repo/folder");
        link("sub/outside", "repo/twice");
        link("repo", "own");
        link("repo/file", "own_file");
        for (name, leads_out) in [
            ("repo/file", false),
            ("repo/sub/inside", false),
            ("repo/sub/../file", false),
            ("repo/../other/file", false),
            ("own/file", false),
            ("own_file", false),
            ("repo/missing", false),
            ("repo/sub/outside", true),
            ("repo/folder/file", true),
            ("repo/folder/../repo/file", true),
            ("repo/twice", true),
            ("own/sub/outside", true),
        ] {
            let expected = leads_out.then(|| path("repo"));
            assert_eq!(link_out_of_checkout(&path(name)), expected, "{name}");
        }
    }
}
