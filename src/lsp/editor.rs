//! What the editor has told: its open files, and what it can do.

use super::document::Document;
use super::position::Encoding;
use super::surroundings::Surroundings;
use super::uri;
use lsp_types::{
    ClientCapabilities, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier,
    TextDocumentContentChangeEvent, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most files that may be open.
const DOCUMENTS: usize = 10_000;

/// The editor's side of a connection at a moment. A copy shares all texts with the original, so that another thread can work on
/// what it was while it goes on.
#[derive(Clone, Default)]
pub struct Editor {
    /// How many changes it has told: of texts, files, settings.
    pub number: u64,
    /// How many of them were of something else than buffers.
    pub outside: u64,
    /// What columns count.
    pub encoding: Encoding,
    /// What the client can do.
    pub client: Arc<ClientCapabilities>,
    /// The client's folders and settings.
    pub surroundings: Arc<Surroundings>,
    documents: BTreeMap<String, Arc<Document>>,
}

impl Editor {
    /// A file was opened.
    pub fn open(&mut self, uri: Uri, version: i32, text: String) {
        let document = Document::new(uri, version, text);
        if self.documents.len() < DOCUMENTS || self.documents.contains_key(&document.path) {
            let path = document.path.clone();
            self.documents.insert(path, Arc::new(document));
        }
    }

    /// A file was changed in the editor.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) {
        if let Some(document) = self.documents.get_mut(&uri::path(uri)) {
            let mut changed = Document::clone(document);
            changed.change(version, changes, self.encoding);
            *document = Arc::new(changed);
        }
    }

    /// A file was closed: what is on the disk counts again.
    pub fn close(&mut self, uri: &Uri) {
        self.documents.remove(&uri::path(uri));
    }

    /// Something outside of the buffers has changed: files, settings.
    pub fn outside_changed(&mut self) {
        self.outside += 1;
    }

    /// The client's folders and settings, to change them.
    pub fn surroundings_mut(&mut self) -> &mut Surroundings {
        self.outside_changed();
        Arc::make_mut(&mut self.surroundings)
    }

    /// All buffers by path.
    pub fn texts(&self) -> BTreeMap<String, Vec<u8>> {
        let documents = self.documents.values();
        documents
            .map(|it| (it.path.clone(), it.source.text.as_bytes().to_vec()))
            .collect()
    }

    /// An open file.
    pub fn document(&self, uri: &Uri) -> Option<&Arc<Document>> {
        self.at(&uri::path(uri))
    }

    /// The open file that the parameters of a message are about.
    pub fn document_of(&self, params: &Value) -> Option<&Arc<Document>> {
        let uri = params.pointer("/textDocument/uri")?;
        self.document(&serde_json::from_value(uri.clone()).ok()?)
    }

    /// An open file by its path.
    pub fn at(&self, path: &str) -> Option<&Arc<Document>> {
        self.documents.get(path)
    }

    /// All open files, by path.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.documents.values()
    }

    /// How the editor calls a file.
    pub fn uri(&self, path: &str) -> Option<Uri> {
        match self.documents.get(path) {
            Some(document) => Some(document.uri.clone()),
            None => uri::of_path(path),
        }
    }

    /// Edits of files, by path, as the client takes them: for the very texts that they are of, if it can.
    pub fn workspace_edit(&self, edits: BTreeMap<String, Vec<TextEdit>>) -> Option<WorkspaceEdit> {
        let workspace = self.client.workspace.as_ref();
        let edit = workspace.and_then(|it| it.workspace_edit.as_ref());
        if edit.and_then(|it| it.document_changes) != Some(true) {
            let edits = edits.into_iter();
            let edits = edits.map(|(path, edits)| Some((self.uri(&path)?, edits)));
            return Some(WorkspaceEdit::new(edits.collect::<Option<_>>()?));
        }
        let documents = edits.into_iter().map(|(path, edits)| {
            let text_document = OptionalVersionedTextDocumentIdentifier {
                uri: self.uri(&path)?,
                // That of a file that is not open is what is on the disk.
                version: self.at(&path).map(|it| it.version),
            };
            Some(TextDocumentEdit {
                text_document,
                edits: edits.into_iter().map(OneOf::Left).collect(),
            })
        });
        Some(WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(documents.collect::<Option<_>>()?)),
            ..WorkspaceEdit::default()
        })
    }

    /// The paths of the files that have another text than they had then, or none any more.
    pub fn changed_since<'a>(&'a self, before: &'a Editor) -> impl Iterator<Item = &'a String> {
        let is_same = |path: &String| match (self.documents.get(path), before.documents.get(path)) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            _ => false,
        };
        let gone = before.documents.keys();
        let gone = gone.filter(|path| !self.documents.contains_key(*path));
        let kept = self.documents.keys();
        kept.filter(move |path| !is_same(path)).chain(gone)
    }
}
