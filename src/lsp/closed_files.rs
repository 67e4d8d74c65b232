//! What the files define that are in the client's folders and not open.

use super::analysis::Analysis;
use super::cancel::Cancellation;
use super::closed_text::text_of;
use super::document::Document;
use super::handlers::symbols::of_view;
use super::position::Encoding;
use super::surroundings::Surroundings;
use super::uri;
use super::view::View;
use crate::workspace::files::walk;
use crate::workspace::globs::Globs;
use lsp_types::SymbolInformation;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The most files that are looked at.
const FILES: usize = 5000;

/// How long a question waits for files that were not compiled yet; the next one goes on with those that are left.
const PATIENCE: Duration = Duration::from_millis(500);

/// The symbols of closed files, as far as they are known.
#[derive(Default)]
pub struct ClosedFiles {
    known: BTreeMap<String, Vec<SymbolInformation>>,
    /// How many changes outside of buffers there were then.
    outside: u64,
}

/// What closed files are compiled with.
pub struct Compiling<'a> {
    /// The buffers, by path.
    pub texts: &'a BTreeMap<String, Vec<u8>>,
    /// The client's folders and settings.
    pub surroundings: &'a Surroundings,
    /// How many changes outside of buffers there were.
    pub outside: u64,
    /// When to end.
    pub cancellation: &'a Cancellation,
    /// What columns count.
    pub encoding: Encoding,
}

impl ClosedFiles {
    /// The symbols of the files that are not open.
    pub fn symbols(&mut self, compiling: &Compiling) -> impl Iterator<Item = &SymbolInformation> {
        if self.outside != compiling.outside {
            self.known.clear();
            self.outside = compiling.outside;
        }
        let start = Instant::now();
        let mut paths = closed(compiling);
        paths.truncate(FILES);
        for path in &paths {
            if self.known.contains_key(path) {
                continue;
            }
            if start.elapsed() > PATIENCE || compiling.cancellation.is_cancelled() {
                break;
            }
            if let Some(symbols) = compiling.symbols(path) {
                self.known.insert(path.clone(), symbols);
            }
        }
        paths
            .into_iter()
            .filter_map(|path| self.known.get(&path))
            .flatten()
    }
}

impl Compiling<'_> {
    /// The symbols of a file; `None` if it was cancelled.
    fn symbols(&self, path: &str) -> Option<Vec<SymbolInformation>> {
        let text = text_of(path, self.texts, self.surroundings);
        let Some(address) = uri::of_path(path) else {
            return Some(Vec::new());
        };
        let document = Document::new(address, 0, text);
        let analysis = Analysis::new(&document, self.texts, self.surroundings, self.cancellation)?;
        let Some(file) = analysis.compilation.main else {
            return Some(Vec::new());
        };
        let view = View {
            analysis: Arc::new(analysis),
            file,
            uri: document.uri.clone(),
            document: Arc::new(document),
            shift: None,
            encoding: self.encoding,
        };
        let mut symbols = of_view(&view);
        // What it includes is a file of its own.
        symbols.retain(|it| it.location.uri == view.uri);
        Some(symbols)
    }
}

/// The configurations in the folders, but for those that are open.
fn closed(compiling: &Compiling) -> Vec<String> {
    let mut globs = BTreeMap::<PathBuf, Option<(Globs, Globs)>>::new();
    let mut found = Vec::new();
    for folder in compiling.surroundings.folders() {
        for file in walk(Path::new(folder)).0 {
            let Some(path) = file.to_str() else {
                continue;
            };
            let parent = file.parent().unwrap_or(Path::new("/")).to_owned();
            let meant = globs
                .entry(parent)
                .or_insert_with_key(|parent| meant_in(compiling, parent, path));
            let is_meant = meant.as_ref().is_some_and(|(include, exclude)| {
                include.matches(&file) && !exclude.matches(&file)
            });
            if is_meant && !path.ends_with(".json") && !compiling.texts.contains_key(path) {
                found.push(path.to_owned());
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Which files the settings mean that are in force for a file of a folder, and which not.
fn meant_in(compiling: &Compiling, parent: &Path, path: &str) -> Option<(Globs, Globs)> {
    let in_force = compiling.surroundings.in_force(path);
    let folder = in_force.folder.as_deref().unwrap_or(parent);
    let exclude = in_force.settings.exclude.iter().map(String::as_str);
    let include = Globs::new(folder, in_force.settings.include()).ok()?;
    Some((include, Globs::new(folder, exclude).ok()?))
}
