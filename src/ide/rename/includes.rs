//! Which files of the workspace include which, whether they are open or not.
//!
//! Paths that are written out are read off the text. Where a path is computed or a module is imported, only compiling the file tells, or
//! compiling those that include it: what the path is computed from may be theirs.

use super::errors::hiding_error;
use crate::ide::analysis::Analysis;
use crate::ide::answer::Refusal;
use crate::ide::inputs::Inputs;
use crate::ide::path;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The most files that are compiled to see what they include.
const COMPILED: usize = 500;

/// The most bytes that are searched for what files include.
const SEARCHED: usize = 256 << 20;

/// What the files below a folder include.
#[derive(Default)]
pub struct Includes {
    /// For each file those that it includes.
    included: BTreeMap<String, BTreeSet<String>>,
    /// The same the other way round.
    users: BTreeMap<String, Vec<String>>,
    /// Files that may include more than is known, each with the error because of which it is not known.
    uncertain: BTreeMap<String, String>,
}

impl Includes {
    /// Looks at all configurations below a folder.
    pub fn below(inputs: &Inputs, root: &str) -> Result<Includes, Refusal> {
        let mut includes = Includes::default();
        let mut computing = Vec::new();
        let too_many = || Refusal::new("the folder has too many files to search");
        let paths = inputs.world.configurations_below(root);
        let mut bytes = 0;
        for path in paths.ok_or_else(too_many)? {
            let text = inputs.text(&path);
            bytes += text.len();
            if bytes > SEARCHED {
                return Err(too_many());
            }
            if inputs.cancellation().is_cancelled() {
                return Err(Refusal::new("the text has changed since"));
            }
            let folder = path::folder(&path);
            let (written, is_computed) = written_includes(&text);
            let written = written.into_iter().map(|it| path::join(folder, it));
            let written = written.collect();
            if is_computed || imports_a_file(&text, &[folder, root], inputs) {
                computing.push(path.clone());
            }
            includes.included.insert(path, written);
        }
        includes.turn_round();
        includes.compile(inputs, computing)?;
        includes.turn_round();
        Ok(includes)
    }

    fn turn_round(&mut self) {
        self.users.clear();
        for (file, included) in &self.included {
            for it in included {
                let users = self.users.entry(it.clone()).or_default();
                users.push(file.clone());
            }
        }
    }

    /// Compiles files whose text does not tell what they include, and those that include them.
    fn compile(&mut self, inputs: &Inputs, computing: Vec<String>) -> Result<(), Refusal> {
        let mut paths: BTreeSet<String> = computing.iter().cloned().collect();
        for path in &computing {
            paths.extend(self.users(path));
        }
        if paths.len() > COMPILED {
            let words = format!(
                "{} files include others by computed paths, too many to check",
                paths.len()
            );
            return Err(Refusal::new(words));
        }
        for path in paths {
            let document = inputs.document(&path);
            let Some(analysis) = Analysis::new(&document, inputs) else {
                return Err(Refusal::new("the text has changed since"));
            };
            let sources = analysis.sources();
            let read = sources.iter().filter(|(id, _)| {
                Some(*id) != analysis.compilation.main && sources.is_users(Span::new(*id, 0, 0))
            });
            let read = read.map(|(_, file)| path::normalize(&file.name));
            self.included.entry(path.clone()).or_default().extend(read);
            if let Some(error) = hiding_error(&analysis) {
                self.uncertain.insert(path, error.message.clone());
            }
        }
        Ok(())
    }

    /// A file that may include another, which an error hides, and mentions a word: the file and the error.
    pub fn uncertain_user(&self, path: &str, word: &str, inputs: &Inputs) -> Option<(&str, &str)> {
        let users = self.users(path);
        let mut uncertain = self.uncertain.iter();
        let found = uncertain.find(|(file, _)| {
            *file != path
                && !users.contains(*file)
                && self.direct_users(file).next().is_none()
                && super::errors::words(&inputs.text(file), word)
                    .next()
                    .is_some()
        });
        found.map(|(file, error)| (file.as_str(), error.as_str()))
    }

    /// The files that include a file by themselves.
    pub fn direct_users(&self, path: &str) -> impl Iterator<Item = &str> {
        let users = self.users.get(path).into_iter().flatten();
        users.map(String::as_str)
    }

    /// The files that include a file, also through others.
    pub fn users(&self, path: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut pending = vec![path];
        while let Some(wanted) = pending.pop() {
            let all = self.direct_users(wanted);
            pending.extend(all.filter(|it| *it != path && found.insert((*it).to_owned())));
        }
        found
    }
}

/// The paths in `include('…')`, and whether something else is done with `include` as well.
fn written_includes(text: &str) -> (Vec<&str>, bool) {
    let mut written = Vec::new();
    let mut is_computed = false;
    for start in super::errors::words(text, "include") {
        match literal_argument(&text[start + "include".len()..]) {
            Some(path) => written.push(path),
            None => is_computed = true,
        }
    }
    (written, is_computed)
}

/// The literal without escapes that is the only argument of a call.
fn literal_argument(behind: &str) -> Option<&str> {
    let argument = behind.trim_start().strip_prefix('(')?.trim_start();
    let quote = argument.chars().next().filter(|it| "'\"".contains(*it))?;
    let (path, rest) = argument[1..].split_once(quote)?;
    let rest = rest.trim_start().trim_start_matches(',').trim_start();
    (!path.contains('\\') && rest.starts_with(')')).then_some(path)
}

/// Whether a text imports something that may be a file in one of some folders: `import site`, `from site import …`.
fn imports_a_file(text: &str, folders: &[&str], inputs: &Inputs) -> bool {
    let lines = text.lines().map(str::trim_start);
    let imported = lines.filter_map(|line| {
        let modules = line.strip_prefix("import ");
        modules.or_else(|| line.strip_prefix("from "))
    });
    imported.flat_map(|it| it.split(',')).any(|module| {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let module = module.trim_start();
        let end = module.find(|c| !is_part(c)).unwrap_or(module.len());
        let first = &module[..end];
        let is_there = |folder: &&str| {
            let path = path::join(folder, first);
            let mut files = ["py", "aurora"].iter().map(|it| format!("{path}.{it}"));
            inputs.world.is_folder(&path) || files.any(|it| inputs.world.is_file(&it))
        };
        first.is_empty() || folders.iter().any(is_there)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_tells() {
        for (text, expected) in [
            (
                "include('a')\ninclude( \"b\" , )\n",
                (vec!["a", "b"], false),
            ),
            ("include('a/%s' % b)\n", (vec![], true)),
            ("include(A)\ninclude('b')\n", (vec!["b"], true)),
            ("include('a' 'b')", (vec![], true)),
            ("included = 1\n", (vec![], false)),
            ("f = include\n", (vec![], true)),
            ("include('a", (vec![], true)),
        ] {
            assert_eq!(written_includes(text), expected, "{text}");
        }
    }
}
