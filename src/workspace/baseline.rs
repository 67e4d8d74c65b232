//! Findings that were there before: an old repository starts green, and only what is new fails.
//!
//! An entry is known by its file, its code, its message and the text of its line, so that it survives when lines above
//! it come and go. The same finding may be there several times.

use super::contents::fingerprint;
use super::files::normalize;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

/// Known findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    /// Entries by file, relative to the folder of the baseline.
    files: BTreeMap<String, Vec<Entry>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    /// The line, without the blanks around it, or its beginning; for people who read the file.
    line: String,
    /// The fingerprint of the line, if `line` is not all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    whole: Option<String>,
    /// The fingerprint of the message.
    message: String,
    count: usize,
}

/// The characters of a line that are written down: a line may have thousands of findings, and be long.
const SHOWN: usize = 200;

/// The one version of the format that there is.
const VERSION: u32 = 1;

impl Baseline {
    /// Reads a baseline; says why it cannot be.
    pub fn parse(text: &str) -> Result<Baseline, String> {
        let baseline: Baseline = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match baseline.version {
            VERSION => Ok(baseline),
            version => Err(format!("its version is {version}, not {VERSION}")),
        }
    }

    /// The baseline of which these findings are all. Paths are absolute, or relative to `current`; they become
    /// relative to `folder`.
    pub fn new(
        sources: &Sources,
        diagnostics: &[Diagnostic],
        current: &Path,
        folder: &Path,
    ) -> Baseline {
        let mut files = BTreeMap::<String, Vec<Entry>>::new();
        let mut places = FxHashMap::<Key, usize>::default();
        let mut describer = Describer::new(sources, current, folder);
        for diagnostic in diagnostics {
            let (key, line) = describer.describe(diagnostic);
            let entries = files.entry(key.path.to_string()).or_default();
            match places.get(&key) {
                Some(place) => entries[*place].count += 1,
                None => {
                    entries.push(Entry::new(&key, line));
                    places.insert(key, entries.len() - 1);
                }
            }
        }
        Baseline {
            version: VERSION,
            files,
        }
    }

    /// The JSON of it, with a newline at its end.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Takes out of the findings what is known. Gives how many were taken out, and how many known ones were not found.
    pub fn subtract(
        &self,
        sources: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
        current: &Path,
        folder: &Path,
    ) -> (usize, usize) {
        let mut left = self.counts();
        let mut describer = Describer::new(sources, current, folder);
        let before = diagnostics.len();
        diagnostics.retain(|diagnostic| {
            let (key, _) = describer.describe(diagnostic);
            match left.get_mut(&key) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            }
        });
        (before - diagnostics.len(), left.values().sum())
    }

    /// How often each finding was there.
    fn counts(&self) -> FxHashMap<Key, usize> {
        let mut counts = FxHashMap::default();
        for (path, entries) in &self.files {
            let path: Rc<str> = path.as_str().into();
            for entry in entries {
                let count = counts.entry(entry.key(&path)).or_default();
                *count = entry.count.saturating_add(*count);
            }
        }
        counts
    }
}

/// What a finding is known by.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    path: Rc<str>,
    code: String,
    /// The fingerprint of the message.
    message: String,
    /// The fingerprint of the line.
    line: Rc<str>,
}

impl Entry {
    /// An entry for one finding on a line.
    fn new(key: &Key, line: &str) -> Entry {
        let end = line.char_indices().nth(SHOWN).map(|(end, _)| end);
        Entry {
            code: key.code.clone(),
            line: line[..end.unwrap_or(line.len())].to_owned(),
            whole: end.map(|_| key.line.to_string()),
            message: key.message.clone(),
            count: 1,
        }
    }

    fn key(&self, path: &Rc<str>) -> Key {
        Key {
            path: path.clone(),
            code: self.code.clone(),
            message: self.message.clone(),
            line: match &self.whole {
                Some(fingerprint) => fingerprint.as_str().into(),
                None => fingerprint(&[self.line.as_bytes()]).into(),
            },
        }
    }
}

/// Tells what findings are known by; each file's path and each line's fingerprint is made once.
struct Describer<'a> {
    sources: &'a Sources,
    current: &'a Path,
    folder: &'a Path,
    paths: FxHashMap<FileId, Rc<str>>,
    lines: FxHashMap<(FileId, usize), Rc<str>>,
}

impl<'a> Describer<'a> {
    fn new(sources: &'a Sources, current: &'a Path, folder: &'a Path) -> Describer<'a> {
        Describer {
            sources,
            current,
            folder,
            paths: FxHashMap::default(),
            lines: FxHashMap::default(),
        }
    }

    /// What a finding is known by, and its line.
    fn describe(&mut self, diagnostic: &Diagnostic) -> (Key, &'a str) {
        let span = diagnostic.primary.span;
        let file = self.sources.get(span.file);
        let row = file.row(span.start as usize);
        let line = file.line(row).trim();
        let (current, folder) = (self.current, self.folder);
        let path = self.paths.entry(span.file);
        let path = path.or_insert_with(|| relative(&file.name, current, folder).into());
        let known = self.lines.entry((span.file, row));
        let known = known.or_insert_with(|| fingerprint(&[line.as_bytes()]).into());
        let key = Key {
            path: path.clone(),
            code: diagnostic.code.code.to_owned(),
            message: fingerprint(&[diagnostic.message.as_bytes()]),
            line: known.clone(),
        };
        (key, line)
    }
}

/// The path of a file relative to the folder of the baseline, with `/` between its parts.
fn relative(name: &str, current: &Path, folder: &Path) -> String {
    let path = normalize(&current.join(name));
    let path = path.strip_prefix(folder).unwrap_or(&path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
