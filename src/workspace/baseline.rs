//! Findings that were there before: an old repository starts green, and only what is new fails.
//!
//! An entry is known by its code, by the symbol or job that it is in, and by the text that it points at without layout, so that it survives
//! formatting and changes elsewhere. The same finding may be there several times. Entries of a file that is gone are looked for in the others:
//! it may have been renamed.

use super::door;
use super::files::normalize;
use crate::diagnostic::Diagnostic;
use crate::lint::{Identifier, Identity};
use crate::source::Sources;
use rustc_hash::FxHashMap;
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
    #[serde(default, skip_serializing_if = "String::is_empty")]
    symbol: String,
    text: String,
    count: usize,
}

/// The one version of the format that is read.
const VERSION: u32 = 2;

impl Baseline {
    /// Reads a baseline; says why it cannot be.
    pub fn parse(text: &str) -> Result<Baseline, String> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let Version { version } = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match version {
            VERSION => serde_json::from_str(text).map_err(|error| error.to_string()),
            version => Err(format!(
                "its version is {version}, not {VERSION}: rewrite it with --write-baseline"
            )),
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
        let mut counts = BTreeMap::<String, BTreeMap<Identity, usize>>::new();
        let mut identifier = Identifier::new(sources);
        for diagnostic in diagnostics {
            let file = &sources.get(diagnostic.primary.span.file).name;
            let entries = counts.entry(relative(file, current, folder)).or_default();
            *entries.entry(identifier.identify(diagnostic)).or_default() += 1;
        }
        let entry = |(identity, count): (Identity, usize)| Entry {
            code: identity.code.to_owned(),
            symbol: identity.symbol,
            text: identity.text,
            count,
        };
        let files = counts.into_iter();
        Baseline {
            version: VERSION,
            files: files
                .map(|(path, entries)| (path, entries.into_iter().map(entry).collect()))
                .collect(),
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
        let mut known = Known::of(self, folder);
        let mut identifier = Identifier::new(sources);
        let identified = diagnostics.iter().map(|diagnostic| {
            let file = &sources.get(diagnostic.primary.span.file).name;
            let path = relative(file, current, folder);
            (path, identifier.identify(diagnostic))
        });
        let identified: Vec<_> = identified.collect();
        let mut is_known: Vec<bool> = identified
            .iter()
            .map(|(path, identity)| known.take(path, identity))
            .collect();
        // What is left may have been edited where it is.
        for ((path, identity), is_known) in identified.iter().zip(&mut is_known) {
            *is_known = *is_known || known.take_edited(path, identity);
        }
        let before = diagnostics.len();
        let mut is_known = is_known.into_iter();
        diagnostics.retain(|_| !is_known.next().unwrap_or(false));
        (before - diagnostics.len(), known.left())
    }
}

/// Code, symbol and text.
type Key = (String, String, String);

/// The entries that no finding was taken for yet.
#[derive(Default)]
struct Known {
    /// By path.
    here: FxHashMap<String, BTreeMap<Key, usize>>,
    /// Those of files that are gone.
    elsewhere: FxHashMap<Key, usize>,
}

impl Known {
    fn of(baseline: &Baseline, folder: &Path) -> Known {
        let mut known = Known::default();
        for (path, entries) in &baseline.files {
            let is_gone = !door::exists(&folder.join(path));
            for entry in entries {
                let key = (entry.code.clone(), entry.symbol.clone(), entry.text.clone());
                let count = match is_gone {
                    true => known.elsewhere.entry(key).or_default(),
                    false => {
                        let here = known.here.entry(path.clone()).or_default();
                        here.entry(key).or_default()
                    }
                };
                *count = entry.count.saturating_add(*count);
            }
        }
        known
    }

    /// Whether a finding is known; it is known once less then.
    fn take(&mut self, path: &str, identity: &Identity) -> bool {
        let key = (
            identity.code.to_owned(),
            identity.symbol.clone(),
            identity.text.clone(),
        );
        let here = self.here.get_mut(path).and_then(|it| it.get_mut(&key));
        let counts = [here, self.elsewhere.get_mut(&key)];
        take_one(counts.into_iter().flatten())
    }

    /// The same for one whose text has changed since, in the same symbol of the same file.
    fn take_edited(&mut self, path: &str, identity: &Identity) -> bool {
        let Some(here) = self
            .here
            .get_mut(path)
            .filter(|_| !identity.symbol.is_empty())
        else {
            return false;
        };
        let first = (
            identity.code.to_owned(),
            identity.symbol.clone(),
            String::new(),
        );
        let (code, symbol) = (first.0.clone(), first.1.clone());
        let same = here
            .range_mut(first..)
            .take_while(|(key, _)| key.0 == code && key.1 == symbol);
        take_one(same.map(|(_, count)| count))
    }

    fn left(&self) -> usize {
        let here = self.here.values().flat_map(BTreeMap::values);
        here.chain(self.elsewhere.values()).sum()
    }
}

fn take_one<'a>(mut counts: impl Iterator<Item = &'a mut usize>) -> bool {
    match counts.find(|count| **count > 0) {
        Some(count) => {
            *count -= 1;
            true
        }
        None => false,
    }
}

/// The path of a file relative to the folder of the baseline, with `/` between its parts.
fn relative(name: &str, current: &Path, folder: &Path) -> String {
    let path = normalize(&current.join(name));
    let path = path.strip_prefix(folder).unwrap_or(&path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
