//! The files of a revision, read from git's objects: nothing is checked out.

use super::changed::is_object;
use super::door::{self, Refusal};
use super::files::normalize;
use super::git::{EntryKind, Git};
use super::search::SearchBudget;
use super::tree::FileTree;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The most links on the way to a file, as on Linux.
const MOST_LINKS: usize = 40;

/// Two versions of a repository: what `main`, `A..B` and `A...B` mean.
#[derive(Debug)]
pub struct Range {
    /// The older one.
    pub old: Revision,
    /// The newer one; `None` for the files on the disk.
    pub new: Option<Revision>,
}

/// The files of a commit. Paths outside of its repository are those of the disk.
pub struct Revision {
    commit: String,
    top: PathBuf,
    current: PathBuf,
    /// The repository, then its submodules.
    repositories: Vec<Git>,
    /// By the path below `top`, with `/`; `top` itself is the empty one.
    nodes: FxHashMap<String, Node>,
    contents: Mutex<FxHashMap<String, Content>>,
}

/// The bytes of an object; `None` if this clone does not have it.
type Content = Option<Arc<[u8]>>;

#[derive(Debug)]
enum Node {
    Folder,
    File(Blob),
    Link(Blob),
}

/// A file or the target of a link, and which repository has it.
#[derive(Clone, Debug)]
struct Blob {
    repository: usize,
    object: String,
}

impl fmt::Debug for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Revision({} of {:?})", self.commit, self.top)
    }
}

impl Range {
    /// Whether git knows a word as a revision in the repository around a folder.
    pub fn is_revision(word: &str, folder: &Path) -> bool {
        let is_known = |git: &Git| git.commits(word).is_ok();
        !word.starts_with('-') && Git::around(folder).is_ok_and(|git| is_known(&git))
    }

    /// The versions that a revision means in the repository around a folder: the commit that it and `HEAD` began from, and the files on
    /// the disk; or both ends of `A..B`; or the commit that `A...B` began from, and `B`. The error is a sentence.
    pub fn of(revision: &str, folder: &Path) -> Result<Range, String> {
        let git = Git::around(folder)?;
        let (old, new) = git.commits(revision)?;
        let new = new.map(|new| Revision::new(Git::around(folder)?, new, folder));
        Ok(Range {
            old: Revision::new(git, old, folder)?,
            new: new.transpose()?,
        })
    }
}

impl Revision {
    fn new(git: Git, commit: String, current: &Path) -> Result<Revision, String> {
        let mut revision = Revision {
            top: git.top().to_owned(),
            current: current.to_owned(),
            repositories: Vec::new(),
            nodes: FxHashMap::default(),
            contents: Mutex::default(),
            commit,
        };
        revision.nodes.insert(String::new(), Node::Folder);
        let commit = revision.commit.clone();
        revision.add(git, &commit, "")?;
        Ok(revision)
    }

    /// The name of the commit, shortened.
    pub fn short_name(&self) -> &str {
        self.commit.get(..10).unwrap_or(&self.commit)
    }

    /// The top folder of the repository.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// Adds the files of a commit below a folder. Submodules that are cloned are read as well.
    fn add(&mut self, git: Git, commit: &str, folder: &str) -> Result<(), String> {
        let files = git.files(commit)?;
        let repository = self.repositories.len();
        self.repositories.push(git);
        for (path, entry) in files {
            let path = join(folder, &path);
            for (end, _) in path.match_indices('/') {
                let above = path[..end].to_owned();
                self.nodes.entry(above).or_insert(Node::Folder);
            }
            let blob = Blob {
                repository,
                object: entry.object.clone(),
            };
            let node = match entry.kind {
                EntryKind::File => Node::File(blob),
                EntryKind::Link => Node::Link(blob),
                EntryKind::Submodule => Node::Folder,
            };
            self.nodes.insert(path.clone(), node);
            if entry.kind == EntryKind::Submodule {
                self.add_submodule(&path, &entry.object);
            }
        }
        Ok(())
    }

    /// A submodule that is not cloned, or lacks the commit, has no files.
    fn add_submodule(&mut self, path: &str, commit: &str) {
        let folder = self.top.join(path);
        if !door::exists(&folder.join(".git")) {
            return;
        }
        let git = Git::around(&folder).ok();
        if let Some(git) = git.filter(|git| git.top() == folder) {
            let mark = join(path, ".git");
            self.nodes.insert(mark, Node::Folder);
            let _ = self.add(git, commit, path);
        }
    }

    /// Reads files at once that will be read: asking git takes as long for a thousand as for one.
    pub fn prefetch<'a>(&self, paths: impl Iterator<Item = &'a Path>) {
        let mut wanted: Vec<Vec<String>> = vec![Vec::new(); self.repositories.len()];
        for path in paths {
            let resolved = self.true_path(path).ok();
            if let Some(Node::File(blob)) = resolved.and_then(|it| self.node(&it)) {
                wanted[blob.repository].push(blob.object.clone());
            }
        }
        for (repository, mut objects) in wanted.into_iter().enumerate() {
            objects.sort();
            objects.dedup();
            // What fails is asked for again when it is needed, and reported then.
            let _ = self.fetch(repository, &objects);
        }
    }

    fn fetch(&self, repository: usize, objects: &[String]) -> Result<(), String> {
        let names: Vec<&str> = objects.iter().map(String::as_str).collect();
        let contents = self.repositories[repository].contents(&names)?;
        let mut known = self.known();
        for (object, bytes) in objects.iter().zip(contents) {
            known.insert(object.clone(), bytes.map(Arc::from));
        }
        Ok(())
    }

    fn known(&self) -> std::sync::MutexGuard<'_, FxHashMap<String, Content>> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn content(&self, blob: &Blob) -> Result<Arc<[u8]>, String> {
        let known = self.known().get(&blob.object).cloned();
        let content = match known {
            Some(content) => content,
            None => {
                self.fetch(blob.repository, std::slice::from_ref(&blob.object))?;
                self.known().get(&blob.object).cloned().flatten()
            }
        };
        content.ok_or_else(|| format!("this clone lacks the object {}", blob.object))
    }

    /// The files that a sparse checkout leaves out of the disk.
    pub fn left_out_of_checkout(&self) -> FxHashSet<PathBuf> {
        let repository = self.repositories.first();
        let left_out = repository.and_then(|git| git.left_out().ok());
        let left_out = left_out.unwrap_or_default().into_iter();
        left_out.map(|path| self.top.join(path)).collect()
    }

    /// What git calls the content of a file, by any path to it; `None` for what is not a file of the revision.
    pub fn object(&self, path: &Path) -> Option<&str> {
        match self.node(&self.true_path(path).ok()?)? {
            Node::File(blob) => Some(&blob.object),
            _ => None,
        }
    }

    /// Whether another revision, or the disk, has the same at a path: the same bytes, or nothing.
    pub fn has_same(&self, path: &Path, other: Option<&Revision>) -> bool {
        let own = self.object(path);
        match (other, own) {
            (Some(other), _) if own != other.object(path) => false,
            (Some(other), Some(_)) => other.exists(path),
            (Some(other), None) => self.exists(path) == other.exists(path),
            (None, Some(object)) => is_on_disk(path, object),
            (None, None) => self.exists(path) == door::exists(path) && !door::is_file(path),
        }
    }

    /// The node at a true path.
    fn node(&self, path: &Path) -> Option<&Node> {
        let below = path.strip_prefix(&self.top).ok()?;
        self.nodes.get(&name(below))
    }

    /// Follows the parts of a path from the top on.
    fn follow(&self, path: &Path) -> io::Result<PathBuf> {
        let owned = |part: Component<'_>| part.as_os_str().to_owned();
        let mut rest: VecDeque<OsString> = path.components().map(owned).collect();
        let mut here = PathBuf::new();
        let mut links = 0;
        while let Some(part) = rest.pop_front() {
            let outside = |here: &Path| {
                let tail: PathBuf = rest.iter().collect();
                Ok(normalize(&self.top.join(here).join(&part).join(tail)))
            };
            match Path::new(&part).components().next() {
                Some(Component::Normal(_)) => {
                    let next = here.join(&part);
                    match self.nodes.get(&name(&next)) {
                        Some(Node::Link(blob)) => {
                            links += 1;
                            if links > MOST_LINKS {
                                return Err(io::Error::other("too many links"));
                            }
                            let target = self.content(blob).map_err(io::Error::other)?;
                            let target = PathBuf::from(&*String::from_utf8_lossy(&target));
                            for part in target.components().rev() {
                                rest.push_front(owned(part));
                            }
                        }
                        Some(Node::File(_)) if !rest.is_empty() => {
                            return Err(io::ErrorKind::NotADirectory.into());
                        }
                        Some(_) => here = next,
                        None => return Err(io::ErrorKind::NotFound.into()),
                    }
                }
                Some(Component::ParentDir) if !here.pop() => return outside(&here),
                Some(Component::RootDir | Component::Prefix(_)) => {
                    let absolute: PathBuf = std::iter::once(&part).chain(&rest).collect();
                    match normalize(&absolute).strip_prefix(&self.top) {
                        Ok(below) => {
                            here = PathBuf::new();
                            rest = below.components().map(owned).collect();
                        }
                        Err(_) => return outside(&here),
                    }
                }
                _ => {}
            }
        }
        // Joined with nothing, a path would end in a slash.
        Ok(match here.as_os_str().is_empty() {
            true => self.top.clone(),
            false => self.top.join(here),
        })
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        self.current.join(path)
    }
}

impl FileTree for Revision {
    fn true_path(&self, path: &Path) -> io::Result<PathBuf> {
        let path = self.absolute(path);
        match path.strip_prefix(&self.top) {
            Ok(below) => self.follow(below),
            Err(_) => {
                let resolved = door::true_path(&path)?;
                match resolved.strip_prefix(&self.top) {
                    Ok(below) => self.follow(below),
                    Err(_) => Ok(resolved),
                }
            }
        }
    }

    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
        if !path.starts_with(&self.top) {
            return door::read_inside(path, path, limit);
        }
        match self.node(path) {
            Some(Node::File(blob)) => {
                let content = self.content(blob).map_err(Refusal::System)?;
                match content.len() as u64 > limit {
                    true => Err(Refusal::TooLarge(limit)),
                    false => Ok(content.to_vec()),
                }
            }
            Some(Node::Folder) => Err(Refusal::NotAFile("a folder")),
            Some(Node::Link(_)) | None => Err(Refusal::NotFound),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        let path = self.absolute(path);
        if path == self.top.join(".git") {
            return true;
        }
        let is_link = |path: &Path| {
            let folder = self.true_path(path.parent()?).ok()?;
            self.node(&folder.join(path.file_name()?))
        };
        match path.starts_with(&self.top) {
            true => is_link(&path).is_some() || self.true_path(&path).is_ok(),
            false => door::exists(&path),
        }
    }

    fn is_folder(&self, path: &Path) -> bool {
        match self.true_path(path) {
            Ok(path) if path.starts_with(&self.top) => {
                matches!(self.node(&path), Some(Node::Folder))
            }
            Ok(path) => door::is_folder(&path),
            Err(_) => false,
        }
    }

    fn link_target(&self, path: &Path) -> Option<PathBuf> {
        let path = self.absolute(path);
        if !path.starts_with(&self.top) {
            return door::link_target(&path);
        }
        let folder = self.true_path(path.parent()?).ok()?;
        let Some(Node::Link(blob)) = self.node(&folder.join(path.file_name()?)) else {
            return None;
        };
        let target = self.content(blob).ok()?;
        Some(PathBuf::from(&*String::from_utf8_lossy(&target)))
    }

    fn link_out_of_checkout(&self, path: &Path) -> Option<PathBuf> {
        let path = self.absolute(path);
        if !path.starts_with(&self.top) {
            return door::link_out_of_checkout(&path);
        }
        let resolved = self.true_path(&path).ok()?;
        (!resolved.starts_with(&self.top)).then(|| self.top.clone())
    }

    fn leads_outside(&self, path: &Path, root: &Path) -> bool {
        let path = normalize(&self.absolute(path));
        let resolved = self.true_path(&path);
        path.starts_with(root) && resolved.is_ok_and(|it| !it.starts_with(root))
    }

    fn names(&self, _: &Path, _: usize) -> Vec<String> {
        Vec::new()
    }

    fn walk(&self, folder: &Path, budget: &mut SearchBudget) -> (Vec<PathBuf>, Vec<String>) {
        let Ok(resolved) = self.true_path(folder) else {
            return (Vec::new(), Vec::new());
        };
        let Ok(below) = resolved.strip_prefix(&self.top) else {
            return super::files::walk(folder, budget);
        };
        let start = match below.as_os_str().is_empty() {
            true => String::new(),
            false => name(below) + "/",
        };
        let is_hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
        let files = self.nodes.iter().filter_map(|(path, node)| {
            let rest = path.strip_prefix(&start)?;
            let is_meant = matches!(node, Node::File(_)) && !is_hidden(rest);
            is_meant.then(|| folder.join(rest))
        });
        let mut files: Vec<PathBuf> = files.collect();
        files.sort();
        (files, Vec::new())
    }
}

/// Whether a file on the disk is what git calls so.
fn is_on_disk(path: &Path, object: &str) -> bool {
    let resolved = door::true_path(path);
    let bytes = resolved
        .ok()
        .and_then(|it| door::read_inside(&it, &it, door::LARGEST).ok());
    bytes.is_some_and(|bytes| is_object(&bytes, object))
}

fn join(folder: &str, path: &str) -> String {
    match folder {
        "" => path.to_owned(),
        folder => format!("{folder}/{path}"),
    }
}

/// A relative path with `/`.
fn name(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|it| it.to_string_lossy()).collect();
    parts.join("/")
}
