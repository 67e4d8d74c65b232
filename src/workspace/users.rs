//! Which files may use a template: those that include or import it, or a file that does.
//!
//! Only the words of a file are looked at. A file that is found is compiled afterwards, which shows what it really uses.

use super::search::SearchBudget;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Files that include or import something, with their texts.
pub struct Candidates(Vec<(PathBuf, String)>);

impl Candidates {
    /// Reads files, as far as the budget goes: none outside of `root`, none of more than `largest` bytes.
    pub fn read(
        paths: Vec<PathBuf>,
        root: &Path,
        largest: u64,
        budget: &mut SearchBudget,
    ) -> Candidates {
        let texts = paths.into_iter().filter_map(|path| {
            let bytes = budget.read(&path, root, largest)?;
            let text = String::from_utf8_lossy(&bytes);
            WORDS
                .iter()
                .any(|word| text.contains(word))
                .then(|| (path, text.into_owned()))
        });
        Candidates(texts.collect())
    }

    /// Those that may use one of the templates, directly or through others of them. `modules` are the dotted names that the
    /// settings give to files.
    pub fn users(
        &self,
        templates: &[PathBuf],
        modules: &[(String, String)],
        budget: &SearchBudget,
    ) -> Vec<PathBuf> {
        let mut known: BTreeSet<&PathBuf> = templates.iter().collect();
        let mut wanted: Vec<Mention> = templates
            .iter()
            .map(|path| Mention::of(path, modules))
            .collect();
        let mut found = Vec::new();
        // Each round looks for the users of what the round before found.
        while !wanted.is_empty() {
            let mut next = Vec::new();
            for (path, text) in &self.0 {
                if known.contains(path) {
                    continue;
                }
                if budget.is_spent() {
                    return found;
                }
                if wanted.iter().any(|mention| mention.is_in(text)) {
                    known.insert(path);
                    next.push(Mention::of(path, modules));
                    found.push(path.clone());
                }
            }
            wanted = next;
        }
        found
    }
}

/// What is in every file that uses another.
const WORDS: [&str; 2] = ["include", "import"];

/// How other files name a file.
struct Mention {
    /// Its whole name, as in `include('base.aurora')`.
    file: String,
    /// The last parts of the modules that it is, as in `from shared.base import *`.
    modules: Vec<String>,
}

impl Mention {
    fn of(path: &Path, modules: &[(String, String)]) -> Mention {
        let text = |part: Option<&std::ffi::OsStr>| {
            part.and_then(|it| it.to_str())
                .unwrap_or_default()
                .to_owned()
        };
        let stem = match text(path.file_stem()) {
            stem if stem == "__init__" => text(path.parent().and_then(Path::file_name)),
            stem => stem,
        };
        let named = modules.iter().filter(|(_, file)| {
            let file = Path::new(file);
            file.file_name() == path.file_name()
        });
        let last = |name: &String| name.rsplit('.').next().unwrap_or(name).to_owned();
        Mention {
            file: text(path.file_name()),
            modules: named.map(|(name, _)| last(name)).chain([stem]).collect(),
        }
    }

    fn is_in(&self, text: &str) -> bool {
        let uses = |line: &str| WORDS.iter().any(|word| line.contains(word));
        has_word(text, &self.file)
            || text.lines().filter(|line| uses(line)).any(|line| {
                let mut modules = self.modules.iter();
                modules.any(|module| has_word(line, module))
            })
    }
}

/// Whether a text has a word that is not only a part of a longer name.
fn has_word(text: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            !before.is_some_and(is_name) && !after.is_some_and(is_name)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn users_are_found_through_files_between() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a folder");
        let files = [
            ("base.aurora", "x = 1\n"),
            ("middle.aurora", "include('base.aurora')\n"),
            ("a.aurora", "include('../shared/middle.aurora')\n"),
            ("b.aurora", "from shared.base import *\n"),
            ("c.aurora", "name = 'base.aurora'\ninclude(name)\n"),
            ("d.aurora", "database = 'base'\n"),
            ("e.aurora", "include('database.aurora')\n"),
            ("f.aurora", "import site_names\n"),
        ];
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let all = files.iter().map(|(name, _)| folder.path().join(name));
        let modules = [("site_names".to_owned(), "lib/base.aurora".to_owned())];
        let template = [folder.path().join("base.aurora")];
        let mut budget = SearchBudget::unlimited();
        let candidates = Candidates::read(all.collect(), &root, 1000, &mut budget);
        let found = candidates.users(&template, &modules, &budget);
        let names: Vec<_> = found
            .iter()
            .filter_map(|it| it.file_name()?.to_str())
            .collect();
        assert_eq!(
            names,
            [
                "middle.aurora",
                "b.aurora",
                "c.aurora",
                "f.aurora",
                "a.aurora"
            ]
        );
    }
}
