//! What `.gitignore` and `.git/info/exclude` name. Their text comes through the door; none above the repository counts.

use super::door::{self, Refusal};
use super::root::REPOSITORY;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::{Path, PathBuf};

/// The largest file of globs that is read, in bytes.
const LARGEST: u64 = 256 << 10;

/// The name of a file of globs.
pub(super) const IGNORE_FILE: &str = ".gitignore";

/// The globs that are in force in a folder, those of the folders around it first.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    /// Outside of it no file of globs is read, nor followed to.
    boundary: PathBuf,
    layers: Vec<Gitignore>,
    /// The first layer that counts: that of the repository, if one repository is in another.
    first: usize,
    /// What could not be read.
    pub(super) errors: Vec<String>,
}

/// Where [`Ignores`] were before a folder was entered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize, usize);

impl Ignores {
    /// Those in force in a folder, by its true path: of the folders above it up to the top of the repository. Without a repository,
    /// up to a `jobc.toml`, or else up to `outermost`.
    pub(super) fn above(folder: &Path, outermost: &Path) -> Ignores {
        let boundary = door::checkout_of(&folder.join(IGNORE_FILE));
        let boundary = boundary.unwrap_or_else(|| match folder.starts_with(outermost) {
            true => outermost.to_owned(),
            false => folder.to_owned(),
        });
        let mut ignores = Ignores {
            boundary,
            ..Ignores::default()
        };
        let mut above: Vec<&Path> = folder.ancestors().skip(1).collect();
        above.retain(|it| it.starts_with(&ignores.boundary));
        for folder in above.into_iter().rev() {
            ignores.enter(folder);
        }
        ignores
    }

    /// Adds the globs of a folder, by its true path.
    pub(super) fn enter(&mut self, folder: &Path) -> Mark {
        let mark = Mark(self.layers.len(), self.first);
        if door::exists(&folder.join(REPOSITORY)) {
            self.first = self.layers.len();
            self.add(folder, &folder.join(REPOSITORY).join("info/exclude"));
        }
        self.add(folder, &folder.join(IGNORE_FILE));
        mark
    }

    /// Takes back what entering a folder added.
    pub(super) fn leave(&mut self, mark: Mark) {
        self.layers.truncate(mark.0);
        self.first = mark.1;
    }

    /// Whether a path is ignored, by its true folder and its name. Of several globs the last one of the innermost folder decides.
    pub(super) fn ignore(&self, path: &Path, is_folder: bool) -> bool {
        let layers = self.layers[self.first..].iter().rev();
        let mut matches = layers.map(|layer| layer.matched(path, is_folder));
        matches
            .find(|it| !it.is_none())
            .is_some_and(|it| it.is_ignore())
    }

    fn add(&mut self, folder: &Path, file: &Path) {
        let text = match door::read_inside(file, &self.boundary, LARGEST) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(Refusal::NotFound) => return,
            Err(refusal) => {
                let message = format!("cannot read `{}`: {refusal}", file.display());
                self.errors.push(message);
                return;
            }
        };
        let mut builder = GitignoreBuilder::new(folder);
        for line in text.trim_start_matches('\u{feff}').lines() {
            // As for git, a line that is not a glob matches nothing.
            let _ = builder.add_line(None, line);
        }
        match builder.build() {
            Ok(globs) => self.layers.push(globs),
            Err(error) => {
                let message = format!("cannot use `{}`: {error}", file.display());
                self.errors.push(message);
            }
        }
    }
}

/// Whether git ignores a file, by its true path, in the repository or folder `top`.
pub(super) fn is_ignored(path: &Path, top: &Path) -> bool {
    let Ok(below) = path.strip_prefix(top) else {
        return false;
    };
    let mut ignores = Ignores {
        boundary: top.to_owned(),
        ..Ignores::default()
    };
    let mut here = top.to_owned();
    let mut parts = below.components().peekable();
    while let Some(part) = parts.next() {
        ignores.enter(&here);
        here.push(part);
        if ignores.ignore(&here, parts.peek().is_some()) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::time::{Duration, Instant};

    /// Each name, and whether it is ignored.
    fn ignored(top: &Path, names: &[(&str, bool)]) {
        for (name, expected) in names {
            assert_eq!(is_ignored(&top.join(name), top), *expected, "{name}");
        }
    }

    #[test]
    fn the_innermost_glob_decides() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path().canonicalize().expect("a true path");
        fs::create_dir_all(top.join(".git/info")).expect("folders");
        fs::create_dir_all(top.join("a/b")).expect("folders");
        fs::create_dir_all(top.join("inner/.git")).expect("folders");
        fs::write(top.join(".git/info/exclude"), "*.tmp\n*.log\n").expect("a file");
        fs::write(
            top.join(".gitignore"),
            "\u{feff}build/\n!keep.log\n/root\n[\n",
        )
        .expect("a file");
        fs::write(top.join("a/.gitignore"), "*.log\n!b/\n!*.tmp\n").expect("a file");
        let names = [
            ("x.tmp", true),
            ("x.log", true),
            ("keep.log", false),
            ("a/keep.log", true),
            ("a/b/x.tmp", false),
            ("build/x", true),
            ("a/build/x", true),
            ("build", false),
            ("root", true),
            ("a/root", false),
            ("inner/x.tmp", false),
            ("x", false),
        ];
        ignored(&top, &names);
    }

    #[test]
    fn many_globs_take_no_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path().canonicalize().expect("a true path");
        for glob in [
            "a\n",
            "*a*b*c*d*\n",
            "{a,b}{c,d}*[x-z]?\n",
            "**/a/**\n",
            "a*a*a*a*a*a*a*a*b\n",
        ] {
            let text = glob.repeat(LARGEST as usize / glob.len());
            fs::write(top.join(IGNORE_FILE), text).expect("a file");
            let begin = Instant::now();
            let mut ignores = Ignores::above(&top, &top);
            ignores.enter(&top);
            for length in (100..200).step_by(5) {
                ignores.ignore(&top.join("a".repeat(length)), false);
            }
            let taken = begin.elapsed();
            assert!(taken < Duration::from_secs(20), "{glob}: {taken:?}");
        }
    }
}
