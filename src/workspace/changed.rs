//! Which files differ from a revision of git, for `--changed-since`.

use super::door;
use super::files::normalize;
use super::git::{Entry, EntryKind, Git};
use super::ignores::is_ignored;
use rustc_hash::FxHashMap;
use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The largest file that is compared with what git has of it, in bytes; a larger one counts as changed.
const LARGEST: u64 = 64 << 20;

/// Everything in a revision, by path.
type Tree = FxHashMap<String, Entry>;

/// What differs from a revision. Files are compared when somebody asks for them: git is not asked to look at the disk.
#[derive(Debug)]
pub struct Changes {
    top: PathBuf,
    before: Tree,
    /// The revision to compare with; `None` for what is on the disk.
    after: Option<Tree>,
    /// The files that git knows, with the commits of submodules.
    index: Tree,
    known: Mutex<FxHashMap<PathBuf, bool>>,
}

/// What differs from `revision` in the repository around `folder`: from the commit that it and `HEAD` have in common, so that what only
/// the other branch has changed does not count. `a..b` and `a...b` mean what they mean to `git diff`; new files count in either case. The
/// error is a sentence.
pub fn changed_since(revision: &str, folder: &Path) -> Result<Changes, String> {
    let git = Git::around(folder)?;
    let (before, after) = git.commits(revision)?;
    let tree = |commit: &str| Ok::<Tree, String>(git.files(commit)?.into_iter().collect());
    Ok(Changes {
        before: tree(&before)?,
        after: after.as_deref().map(tree).transpose()?,
        index: git.index()?.into_iter().collect(),
        top: git.top().to_owned(),
        known: Mutex::default(),
    })
}

impl Changes {
    /// Whether a file differs, is new or is gone, by its absolute path. A link differs if what it leads to does.
    pub fn contains(&self, path: &Path) -> bool {
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(path) {
            return *known;
        }
        let path = normalize(path);
        let resolved = door::true_path(&path).unwrap_or_else(|_| path.clone());
        let differs = self.differs(&path) || resolved != path && self.differs(&resolved);
        lock().insert(path, differs);
        differs
    }

    /// The top folder of the repository.
    pub fn top(&self) -> &Path {
        &self.top
    }

    fn differs(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.top) else {
            return false;
        };
        let steps: Vec<_> = below.iter().map(|it| it.to_string_lossy()).collect();
        for length in 1..steps.len() {
            let name = steps[..length].join("/");
            let folder = self.top.join(&name);
            // Behind a submodule is another repository, behind a link the path that it leads to.
            match (self.before.get(&name), self.index.get(&name)) {
                (Some(entry), _) if entry.kind == EntryKind::Link => {
                    return self.entry_differs(&name, &folder);
                }
                (before, now) if is_submodule(before) || is_submodule(now) => {
                    let now = self.after.as_ref().map_or(now, |it| it.get(&name));
                    return before != now;
                }
                _ => {}
            }
        }
        self.entry_differs(&steps.join("/"), path)
    }

    fn entry_differs(&self, name: &str, path: &Path) -> bool {
        let before = self.before.get(name);
        let is_new = || {
            door::exists(path)
                && !door::is_folder(path)
                && (self.after.is_none() && self.index.contains_key(name)
                    || !self.index.contains_key(name) && !is_ignored(path, &self.top))
        };
        match (&self.after, before) {
            (Some(after), Some(before)) => after.get(name) != Some(before),
            (Some(after), None) => after.contains_key(name) || is_new(),
            (None, Some(before)) => !self.is_on_disk(before, path),
            (None, None) => is_new(),
        }
    }

    /// Whether the disk has what an entry says.
    fn is_on_disk(&self, entry: &Entry, path: &Path) -> bool {
        let target = door::link_target(path);

        match (entry.kind, target) {
            (EntryKind::Link, Some(target)) => {
                let target = target.as_os_str().as_encoded_bytes();
                object(target, entry.object.len()) == entry.object
            }
            (EntryKind::File, None) => {
                let bytes = door::read_inside(path, &self.top, LARGEST);
                bytes.is_ok_and(|bytes| is_object(&bytes, &entry.object))
            }
            _ => false,
        }
    }
}

fn is_submodule(entry: Option<&Entry>) -> bool {
    entry.is_some_and(|it| it.kind == EntryKind::Submodule)
}

/// Whether git calls some bytes so, or what it makes of them where `core.autocrlf` is set.
pub(super) fn is_object(bytes: &[u8], name: &str) -> bool {
    let is_same = |bytes: &[u8]| object(bytes, name.len()) == name;
    is_same(bytes) || bytes.contains(&b'\r') && is_same(&with_unix_lines(bytes))
}

/// What git calls some bytes, in so many digits.
fn object(bytes: &[u8], digits: usize) -> String {
    let head = format!("blob {}\0", bytes.len());
    let digest = match digits {
        64 => Sha256::new()
            .chain_update(head)
            .chain_update(bytes)
            .finalize()
            .to_vec(),
        _ => Sha1::new()
            .chain_update(head)
            .chain_update(bytes)
            .finalize()
            .to_vec(),
    };
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A text as git keeps it where `core.autocrlf` is set.
fn with_unix_lines(bytes: &[u8]) -> Vec<u8> {
    let mut lines = Vec::with_capacity(bytes.len());
    for (index, &byte) in bytes.iter().enumerate() {
        if byte != b'\r' || bytes.get(index + 1) != Some(&b'\n') {
            lines.push(byte);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_called_as_git_calls_them() {
        // `printf 'a\n' | git hash-object --stdin`, and the same with `--object-format=sha256`.
        assert_eq!(
            object(b"a\n", 40),
            "78981922613b2afb6025042ff6bd878ac1994e85"
        );
        assert_eq!(
            object(b"a\n", 64),
            "f8625e43f9e04f24291f77cdbe4c71b3c2a3b0003f60419b3ed06a058d766c8b"
        );
        assert_eq!(with_unix_lines(b"a\r\nb\rc\n\r"), b"a\nb\rc\n\r");
    }
}
