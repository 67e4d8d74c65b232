//! What the files define that are in the editor's folders and not open.

use super::analysis::Analysis;
use super::document::Document;
use super::inputs::Inputs;
use super::symbol::{Symbol, of_view};
use super::view::View;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most files that are looked at.
const FILES: usize = 5000;

/// The symbols of closed files, as far as they are known.
#[derive(Default)]
pub struct ClosedFiles {
    known: BTreeMap<String, Vec<Symbol>>,
    /// How many changes outside of open files there were then.
    outside: u64,
}

impl ClosedFiles {
    /// The symbols of the files that are not open. Those that were not compiled yet are, until `is_over`; the next question goes on
    /// with those that are left.
    pub fn symbols(
        &mut self,
        inputs: &Inputs,
        is_over: &dyn Fn() -> bool,
    ) -> impl Iterator<Item = &Symbol> {
        if self.outside != inputs.outside {
            self.known.clear();
            self.outside = inputs.outside;
        }
        let mut paths = inputs.world.configurations();
        paths.retain(|path| inputs.at(path).is_none());
        paths.truncate(FILES);
        let cancellation = inputs.cancellation();
        for path in &paths {
            if self.known.contains_key(path) {
                continue;
            }
            if is_over() || cancellation.is_cancelled() {
                break;
            }
            if let Some(symbols) = symbols_of(path, inputs) {
                self.known.insert(path.clone(), symbols);
            }
        }
        paths
            .into_iter()
            .filter_map(|path| self.known.get(&path))
            .flatten()
    }
}

/// The symbols of a file; `None` if it was cancelled.
fn symbols_of(path: &str, inputs: &Inputs) -> Option<Vec<Symbol>> {
    let document = Arc::new(Document::new(path, 0, inputs.text(path)));
    let analysis = Analysis::new(&document, inputs)?;
    let Some(file) = analysis.compilation.main else {
        return Some(Vec::new());
    };
    let view = View {
        analysis: Arc::new(analysis),
        file,
        document,
        shift: None,
    };
    let mut symbols = of_view(&view);
    // What it includes is a file of its own.
    symbols.retain(|it| it.place.path == path);
    Some(symbols)
}
