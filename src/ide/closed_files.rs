//! What is known of the files in the editor's folders that are not open: what they define, and their jobs.

use super::analysis::Analysis;
use super::answer::TextRange;
use super::document::Document;
use super::inputs::Inputs;
use super::symbol::{SymbolKind, of_view};
use super::view::View;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most files that are looked at.
const FILES: usize = 5000;

/// The closed files that were compiled since something has changed outside of open files. Their texts are not kept.
#[derive(Default)]
pub struct ClosedFiles {
    known: BTreeMap<String, ClosedFile>,
    /// How many changes outside of open files there were then.
    outside: u64,
    /// The paths of the configurations in the folders, open ones too.
    paths: Option<Vec<String>>,
}

/// A file that is not open.
#[derive(Default)]
pub struct ClosedFile {
    /// What it defines, by name.
    pub symbols: Vec<(String, SymbolKind, TextRange)>,
    /// Its jobs: their keys, and the files and places of the calls that make them.
    pub jobs: Vec<(String, String, TextRange)>,
}

impl ClosedFiles {
    /// Compiles files that are not open until `is_over`; whether all are known then.
    pub fn advance(&mut self, inputs: &Inputs, is_over: &dyn Fn() -> bool) -> bool {
        if self.outside != inputs.outside {
            *self = ClosedFiles {
                outside: inputs.outside,
                ..ClosedFiles::default()
            };
        }
        let paths = self.paths.get_or_insert_with(|| {
            let mut paths = inputs.world.configurations();
            paths.truncate(FILES);
            paths
        });
        let cancellation = inputs.cancellation();
        for path in paths {
            if inputs.at(path).is_some() || self.known.contains_key(path) {
                continue;
            }
            if is_over() || cancellation.is_cancelled() {
                return false;
            }
            match closed_file(path, inputs) {
                Some(file) => self.known.insert(path.clone(), file),
                None => return false,
            };
        }
        true
    }

    /// The files that are not open, as far as they are known, by path.
    pub fn known<'a>(
        &'a self,
        inputs: &'a Inputs,
    ) -> impl Iterator<Item = (&'a String, &'a ClosedFile)> {
        self.known
            .iter()
            .filter(|(path, _)| inputs.at(path).is_none())
    }
}

/// What a file defines; `None` if it was cancelled.
fn closed_file(path: &str, inputs: &Inputs) -> Option<ClosedFile> {
    let document = Arc::new(Document::new(path, 0, inputs.text(path)));
    let analysis = Analysis::new(&document, inputs)?;
    let Some(file) = analysis.compilation.main else {
        return Some(ClosedFile::default());
    };
    let view = View {
        analysis: Arc::new(analysis),
        file,
        document,
        shift: None,
    };
    // What it includes is a file of its own.
    let symbols = of_view(&view).into_iter();
    let symbols = symbols.filter(|it| it.place.path == path);
    let jobs = view.analysis.compilation.jobs.iter();
    let jobs = jobs.filter_map(|job| {
        let path = view.path_of(job.span.file)?;
        Some((job.key.to_string(), path, view.range(job.span)))
    });
    Some(ClosedFile {
        symbols: symbols
            .map(|it| (it.name, it.kind, it.place.range))
            .collect(),
        jobs: jobs.collect(),
    })
}
