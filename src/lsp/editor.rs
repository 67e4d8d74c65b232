//! What the editor has told: its open files, and what it can do.

use super::position::Encoding;
use super::surroundings::Surroundings;
use super::uri;
use crate::ide::{Arrivals, Document, Inputs};
use crate::source::{Ownership, SourceFile};
use lsp_types::{ClientCapabilities, TextDocumentContentChangeEvent, Uri};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most files that may be open.
const DOCUMENTS: usize = 10_000;

/// The editor's side of a connection at a moment. A copy shares all texts with the original, so that another thread can work on
/// what it was while it goes on.
#[derive(Clone)]
pub struct Editor {
    /// The open files, and the world around them.
    pub inputs: Inputs,
    /// What columns count.
    pub encoding: Encoding,
    /// What the client can do.
    pub client: Arc<ClientCapabilities>,
    /// The client's folders and settings.
    pub surroundings: Arc<Surroundings>,
    /// How the client calls the open files, by path.
    addresses: Arc<BTreeMap<String, Uri>>,
}

impl Default for Editor {
    fn default() -> Editor {
        Editor::new(Arrivals::default())
    }
}

impl Editor {
    /// An editor that has told nothing yet.
    pub fn new(arrivals: Arrivals) -> Editor {
        let surroundings = Arc::<Surroundings>::default();
        Editor {
            inputs: Inputs::new(surroundings.clone(), arrivals),
            encoding: Encoding::default(),
            client: Arc::default(),
            surroundings,
            addresses: Arc::default(),
        }
    }

    /// A file was opened.
    pub fn open(&mut self, uri: Uri, version: i32, text: String) {
        let path = uri::path(&uri);
        if self.inputs.documents().len() < DOCUMENTS || self.inputs.at(&path).is_some() {
            self.inputs.set(Document::new(&path, version, text));
            Arc::make_mut(&mut self.addresses).insert(path, uri);
        }
    }

    /// A file was changed in the editor: each change is of the text that the one before it left.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) {
        let path = uri::path(uri);
        let Some(document) = self.inputs.at(&path) else {
            return;
        };
        let mut source = document.source.clone();
        for change in changes {
            let text = match change.range {
                None => change.text,
                Some(range) => {
                    let start = self.encoding.offset(&source, range.start);
                    let end = self.encoding.offset(&source, range.end).max(start);
                    let old = &source.text;
                    [&old[..start], &change.text, &old[end..]].concat()
                }
            };
            source = SourceFile::new(path.as_str(), text, Ownership::User);
        }
        self.inputs.set(Document::new(&path, version, source.text));
    }

    /// A file was closed: what is on the disk counts again.
    pub fn close(&mut self, uri: &Uri) {
        let path = uri::path(uri);
        self.inputs.close(&path);
        Arc::make_mut(&mut self.addresses).remove(&path);
    }

    /// Something outside of the buffers has changed: files, settings.
    pub fn outside_changed(&mut self) {
        self.inputs.outside += 1;
    }

    /// Changes the client's folders and settings.
    pub fn surroundings_mut<T>(&mut self, change: impl FnOnce(&mut Surroundings) -> T) -> T {
        self.outside_changed();
        let result = change(Arc::make_mut(&mut self.surroundings));
        self.inputs.world = self.surroundings.clone();
        result
    }

    /// What is to be said of the client's settings, once.
    pub fn take_complaints(&mut self) -> Vec<String> {
        std::mem::take(&mut Arc::make_mut(&mut self.surroundings).complaints)
    }

    /// The open file that the parameters of a message are about.
    pub fn document_of(&self, params: &Value) -> Option<&Arc<Document>> {
        let uri = params.pointer("/textDocument/uri")?;
        let uri: Uri = serde_json::from_value(uri.clone()).ok()?;
        self.inputs.at(&uri::path(&uri))
    }

    /// How the editor calls a file.
    pub fn uri(&self, path: &str) -> Option<Uri> {
        match self.addresses.get(path) {
            Some(uri) => Some(uri.clone()),
            None => uri::of_path(path),
        }
    }
}
