//! Findings that were there before: an old repository starts green, and only what is new fails.
//!
//! An entry is known by its file, its code, its message and the text of its line, so that it survives when lines above
//! it come and go. The same finding may be there several times.

use super::contents::fingerprint;
use super::files::normalize;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

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
    /// The line, without the blanks around it; for people who read the file.
    line: String,
    /// The fingerprint of the message.
    message: String,
    count: usize,
}

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
        for diagnostic in diagnostics {
            let (path, entry) = describe(sources, diagnostic, current, folder);
            let entries = files.entry(path).or_default();
            match entries.iter_mut().find(|it| it.is_same(&entry)) {
                Some(known) => known.count += 1,
                None => entries.push(entry),
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
        let mut left = self.files.clone();
        let before = diagnostics.len();
        diagnostics.retain(|diagnostic| {
            let (path, entry) = describe(sources, diagnostic, current, folder);
            let known = left
                .get_mut(&path)
                .and_then(|entries| entries.iter_mut().find(|it| it.is_same(&entry)));
            match known {
                Some(known) if known.count > 0 => {
                    known.count -= 1;
                    false
                }
                _ => true,
            }
        });
        let gone = left.values().flatten().map(|entry| entry.count).sum();
        (before - diagnostics.len(), gone)
    }
}

impl Entry {
    fn is_same(&self, other: &Entry) -> bool {
        (&self.code, &self.line, &self.message) == (&other.code, &other.line, &other.message)
    }
}

fn describe(
    sources: &Sources,
    diagnostic: &Diagnostic,
    current: &Path,
    folder: &Path,
) -> (String, Entry) {
    let span = diagnostic.primary.span;
    let file = sources.get(span.file);
    let path = normalize(&current.join(&file.name));
    let path = path.strip_prefix(folder).unwrap_or(&path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let entry = Entry {
        code: diagnostic.code.code.to_owned(),
        line: file.line(file.row(span.start as usize)).trim().to_owned(),
        message: fingerprint(&[diagnostic.message.as_bytes()]),
        count: 1,
    };
    (parts.join("/"), entry)
}
