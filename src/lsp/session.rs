//! The open files, and what is known of them.

use super::analysis::Analysis;
use super::cancel::Cancellation;
use super::closed_files::{ClosedFiles, Compiling};
use super::diagnostics::{self, Published};
use super::document::Document;
use super::position::Encoding;
use super::surroundings::Surroundings;
use super::uri;
use super::view::View;
use lsp_types::{ClientCapabilities, SymbolInformation, TextDocumentContentChangeEvent, Uri};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The most files that may be open.
const DOCUMENTS: usize = 10_000;

/// Everything that lives as long as the connection.
#[derive(Default)]
pub struct Session {
    /// What columns count.
    pub encoding: Encoding,
    /// What the client can do.
    pub client: ClientCapabilities,
    /// The client's folders and settings.
    pub surroundings: Surroundings,
    /// Whether what is asked for still matters.
    pub cancellation: Cancellation,
    was_cancelled: bool,
    documents: BTreeMap<String, Document>,
    /// What is known of the open files. What is missing or out of date is not in it.
    analyses: BTreeMap<String, Rc<Analysis>>,
    published: BTreeMap<String, Published>,
    closed_files: ClosedFiles,
}

impl Session {
    /// A file was opened.
    pub fn open(&mut self, uri: Uri, version: i32, text: String) {
        let document = Document::new(uri, version, text);
        if self.documents.len() < DOCUMENTS || self.documents.contains_key(&document.path) {
            self.forget(&document.path);
            self.documents.insert(document.path.clone(), document);
        }
    }

    /// A file was changed in the editor.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) {
        let path = uri::path(uri);
        if let Some(document) = self.documents.get_mut(&path) {
            document.change(version, changes, self.encoding);
            self.forget(&path);
        }
    }

    /// A file was closed: what is on the disk counts again.
    pub fn close(&mut self, uri: &Uri) {
        let path = uri::path(uri);
        self.documents.remove(&path);
        self.forget(&path);
    }

    /// Something outside has changed: files, settings.
    pub fn forget_everything(&mut self) {
        self.analyses.clear();
        self.closed_files.forget();
    }

    /// A file has another text: whatever read it is out of date.
    fn forget(&mut self, path: &str) {
        self.analyses
            .retain(|main, analysis| main != path && !analysis.depends_on(path));
    }

    /// An open file.
    pub fn document(&self, uri: &Uri) -> Option<&Document> {
        self.documents.get(&uri::path(uri))
    }

    /// How the editor calls a file.
    pub fn uri(&self, path: &str) -> Option<Uri> {
        match self.documents.get(path) {
            Some(document) => Some(document.uri.clone()),
            None => uri::of_path(path),
        }
    }

    /// Compiles whatever is out of date, unless it is cancelled.
    pub fn refresh(&mut self) {
        let stale = self
            .documents
            .values()
            .filter(|it| !self.analyses.contains_key(&it.path));
        let stale: Vec<&Document> = stale.collect();
        if stale.is_empty() {
            return;
        }
        let texts = self.texts();
        for document in stale {
            let Some(analysis) =
                Analysis::new(document, &texts, &self.surroundings, &self.cancellation)
            else {
                self.was_cancelled = true;
                return;
            };
            let analysis = Rc::new(analysis);
            self.analyses.insert(document.path.clone(), analysis);
        }
    }

    /// The open files that are compiled for their own sake: all but those that others of them include.
    pub fn mains(&self) -> impl Iterator<Item = (&Document, &Rc<Analysis>)> {
        self.documents.values().filter_map(|document| {
            let analysis = self.analyses.get(&document.path)?;
            let is_part = self
                .analyses
                .iter()
                .any(|(main, other)| includes(main, other, document, analysis));
            (!is_part).then_some((document, analysis))
        })
    }

    /// An open file, up to date, as seen from the first file that includes it, else from itself.
    pub fn view(&mut self, uri: &Uri) -> Option<View> {
        self.refresh();
        let path = uri::path(uri);
        let document = self.documents.get(&path)?;
        let mains = self.mains();
        let including = mains
            .filter(|(main, _)| main.path != path)
            .find_map(|(_, analysis)| Some((analysis.clone(), analysis.file(&path)?)));
        let (analysis, file) = match including {
            Some(found) => found,
            None => {
                let analysis = self.analyses.get(&path)?.clone();
                let main = analysis.compilation.main?;
                (analysis, main)
            }
        };
        // An include that was read from somewhere else, through a link, may have another text.
        let is_same = analysis.sources().get(file).text == document.source.text;
        is_same.then(|| View {
            analysis,
            file,
            uri: document.uri.clone(),
            encoding: self.encoding,
        })
    }

    /// Compiles what is out of date, and gives the notifications of what is new; `None` if it was cancelled.
    pub fn publish(&mut self) -> Option<Vec<lsp_types::PublishDiagnosticsParams>> {
        self.refresh();
        if std::mem::take(&mut self.was_cancelled) {
            return None;
        }
        let current = diagnostics::collect(self);
        let mut new = Vec::new();
        for (path, it) in &current {
            if self.published.get(path) != Some(it) {
                new.extend(it.params(self.uri(path)));
            }
        }
        for path in self.published.keys() {
            if !current.contains_key(path) {
                new.extend(Published::default().params(self.uri(path)));
            }
        }
        self.published = current
            .into_iter()
            .filter(|(path, it)| !it.diagnostics.is_empty() || self.documents.contains_key(path))
            .collect();
        Some(new)
    }

    /// Visits what the files of the folders define that are not open.
    pub fn of_closed_files(&mut self, visit: impl FnMut(&SymbolInformation)) {
        let texts = self.texts();
        let compiling = Compiling {
            texts: &texts,
            surroundings: &self.surroundings,
            cancellation: &self.cancellation,
            encoding: self.encoding,
        };
        self.closed_files.symbols(&compiling).for_each(visit);
    }

    /// All buffers by path.
    fn texts(&self) -> BTreeMap<String, Vec<u8>> {
        let documents = self.documents.values();
        documents
            .map(|it| (it.path.clone(), it.source.text.as_bytes().to_vec()))
            .collect()
    }

    /// Whether compiling was cancelled since this was asked last.
    pub fn was_cancelled(&mut self) -> bool {
        std::mem::take(&mut self.was_cancelled)
    }

    /// The number of an open file's text.
    pub fn version(&self, path: &str) -> Option<i32> {
        Some(self.documents.get(path)?.version)
    }

    /// The paths of all open files.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.documents.keys()
    }
}

/// Whether `main` includes `document`. Of two that include each other, the first is the main one.
fn includes(main: &str, other: &Analysis, document: &Document, own: &Analysis) -> bool {
    main != document.path
        && other.file(&document.path).is_some()
        && (own.file(main).is_none() || *main < *document.path)
}
