//! Everything that analyses are made of.

use super::cancel::Cancellation;
use super::document::Document;
use super::world::World;
use super::{cancel::Arrivals, path};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The open files at a moment, and the world around them. A copy shares all texts with the original, so that another thread can
/// work on what it was while it goes on.
#[derive(Clone)]
pub struct Inputs {
    /// How many changes there were: of texts, files, settings.
    pub number: u64,
    /// How many of them were of something else than open files.
    pub outside: u64,
    /// The disk and the settings.
    pub world: Arc<dyn World>,
    documents: BTreeMap<String, Arc<Document>>,
    arrivals: Arrivals,
}

impl Inputs {
    /// No open files.
    pub fn new(world: Arc<dyn World>, arrivals: Arrivals) -> Inputs {
        Inputs {
            number: 0,
            outside: 0,
            world,
            documents: BTreeMap::new(),
            arrivals,
        }
    }

    /// Opens a file, or gives an open one another text.
    pub fn set(&mut self, document: Document) {
        let path = document.path.clone();
        self.documents.insert(path, Arc::new(document));
    }

    /// Closes a file: what is on the disk counts again.
    pub fn close(&mut self, path: &str) {
        self.documents.remove(path);
    }

    /// The same with another text for a file.
    pub fn with_text(&self, path: &str, text: String) -> Inputs {
        let mut inputs = self.clone();
        inputs.set(Document::new(path, 0, text));
        inputs
    }

    /// An open file by its path.
    pub fn at(&self, path: &str) -> Option<&Arc<Document>> {
        self.documents.get(path)
    }

    /// An open file by its path, else the file on the disk.
    pub fn document(&self, path: &str) -> Arc<Document> {
        match self.at(path) {
            Some(document) => document.clone(),
            None => Arc::new(Document::new(path, 0, self.world.text(path))),
        }
    }

    /// The text of a file: of an open one the editor's, else that on the disk.
    pub fn text(&self, path: &str) -> Arc<str> {
        self.document(path).source.text.clone()
    }

    /// All open files, by path.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = &Arc<Document>> {
        self.documents.values()
    }

    /// When work on this is no longer worth doing.
    pub fn cancellation(&self) -> Cancellation {
        self.arrivals.cancellation(self.number)
    }

    /// The paths of the files that have another text than they had then, or none any more.
    pub fn changed_since<'a>(&'a self, before: &'a Inputs) -> impl Iterator<Item = &'a String> {
        let is_same = |path: &String| match (self.documents.get(path), before.documents.get(path)) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            _ => false,
        };
        let gone = before.documents.keys();
        let gone = gone.filter(|path| !self.documents.contains_key(*path));
        let kept = self.documents.keys();
        kept.filter(move |path| !is_same(path)).chain(gone)
    }

    /// Whether a path is one of the settings' files that are executed before all others.
    pub fn is_prelude(&self, path: &str) -> bool {
        let preludes = self.world.config(path).options.evaluation.preludes;
        preludes.iter().any(|it| path::normalize(it) == path)
    }
}
