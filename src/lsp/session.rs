//! What one thread knows of the open files.
//!
//! Values of a configuration do not leave their thread. So there are two threads, each with a session: while one analyses the newest
//! texts, the other answers from what it found out before (see `server.rs`).

use super::analysis::Analysis;
use super::cancel::Arrivals;
use super::closed_files::{ClosedFiles, Compiling};
use super::diagnostics::{self, Published};
use super::document::Document;
use super::editor::Editor;
use super::shift::Shift;
use super::uri;
use super::view::View;
use crate::format::Lines;
use crate::source::FileId;
use crate::syntax::{Parsed, parse};
use lsp_types::{SymbolInformation, Uri};
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

/// Analyses of all open files, and the editor's side that requests are about.
#[derive(Default)]
pub struct Session {
    /// The editor's side as it is now.
    pub editor: Editor,
    /// The editor's side as it was analysed.
    analysed: Editor,
    /// What is known of the files that were open then.
    analyses: BTreeMap<String, Rc<Analysis>>,
    /// The tree of a text that is newer than its analysis.
    newer: Option<(Arc<Document>, Arc<Parsed>)>,
    closed_files: ClosedFiles,
    /// The lines of the text that was formatted last.
    pub lines: Lines,
    /// What is no longer true. Taking a large file's objects apart takes a while, so that waits until nobody else does.
    outdated: Vec<Rc<Analysis>>,
    /// How many changes have arrived.
    arrivals: Arrivals,
}

impl Session {
    /// A session that knows nothing.
    pub fn new(arrivals: Arrivals) -> Session {
        Session {
            arrivals,
            ..Session::default()
        }
    }

    /// Brings all analyses up to date with an editor's side, and gives what is wrong with its files; `None` if a newer one has
    /// arrived meanwhile.
    pub fn analyse(&mut self, editor: Editor) -> Option<BTreeMap<String, Published>> {
        self.forget_older_than(&editor);
        self.editor = editor.clone();
        self.analysed = editor;
        let cancellation = self.arrivals.cancellation(self.editor.number);
        let (texts, surroundings) = (self.editor.texts(), &self.editor.surroundings);
        for document in self.editor.documents() {
            if !self.analyses.contains_key(&document.path) {
                let analysis = Analysis::new(document, &texts, surroundings, &cancellation)?;
                self.analyses
                    .insert(document.path.clone(), Rc::new(analysis));
            }
        }
        Some(diagnostics::collect(self))
    }

    /// Drops what was made of texts, files or settings that are different by now.
    fn forget_older_than(&mut self, editor: &Editor) {
        self.newer = None;
        if editor.outside != self.analysed.outside {
            self.outdated
                .extend(std::mem::take(&mut self.analyses).into_values());
            self.closed_files.forget();
        }
        for path in editor.changed_since(&self.analysed) {
            let is_outdated = |main: &String, analysis: &mut Rc<Analysis>| {
                main == path || analysis.depends_on(path)
            };
            let outdated = self.analyses.extract_if(.., is_outdated);
            self.outdated.extend(outdated.map(|(_, analysis)| analysis));
        }
    }

    /// Frees what is no longer needed, when what was asked for is done.
    pub fn tidy(&mut self) {
        self.outdated.clear();
    }

    /// The open files that are compiled for their own sake: all but those that others of them include.
    pub fn mains(&self) -> impl Iterator<Item = (&Document, &Rc<Analysis>)> {
        self.analysed.documents().filter_map(|document| {
            let analysis = self.analyses.get(&document.path)?;
            let is_part = self
                .analyses
                .iter()
                .any(|(main, other)| includes(main, other, document, analysis));
            (!is_part).then_some((&**document, analysis))
        })
    }

    /// An open file as seen from the first file that includes it, else from itself.
    pub fn view(&self, uri: &Uri) -> Option<View> {
        self.views(uri).into_iter().next()
    }

    /// An open file as seen from each open file that includes it, else from itself. Offsets of it are the same in all of them.
    pub fn views(&self, uri: &Uri) -> Vec<View> {
        let path = uri::path(uri);
        let mains = self.mains();
        let including = mains.filter(|(main, _)| main.path != path);
        let including =
            including.filter_map(|(_, analysis)| Some((analysis.clone(), analysis.file(&path)?)));
        let mut views: Vec<View> = including
            .filter_map(|(analysis, file)| self.view_in(&path, analysis, file))
            .collect();
        if views.is_empty()
            && let Some(analysis) = self.analyses.get(&path)
            && let Some(main) = analysis.compilation.main
        {
            views.extend(self.view_in(&path, analysis.clone(), main));
        }
        views
    }

    fn view_in(&self, path: &str, analysis: Rc<Analysis>, file: FileId) -> Option<View> {
        let document = self.editor.at(path)?;
        let analysed = self.analysed.at(path)?;
        // An include that was read from somewhere else, through a link, may have another text.
        let is_same = analysis.sources().get(file).text == analysed.source.text;
        is_same.then(|| View {
            analysis,
            file,
            uri: document.uri.clone(),
            encoding: self.editor.encoding,
            shift: (!Arc::ptr_eq(document, analysed))
                .then(|| Shift::between(&analysed.source.text, &document.source.text)),
            document: document.clone(),
        })
    }

    /// An open file with the tree of its text as it is now, whether it was analysed or not. Which file the spans are of, it does
    /// not say.
    pub fn tree(&mut self, uri: &Uri) -> Option<(Arc<Document>, Arc<Parsed>)> {
        let document = self.editor.document(uri)?.clone();
        if let Some(view) = self.view(uri).filter(|view| view.shift.is_none())
            && let Some(parsed) = view.analysis.parsed(view.file)
        {
            return Some((document, parsed.clone()));
        }
        match &self.newer {
            Some((known, _)) if Arc::ptr_eq(known, &document) => {}
            _ => {
                let parsed = Arc::new(parse(&document.source.text, FileId(0)));
                self.newer = Some((document, parsed));
            }
        }
        self.newer.clone()
    }

    /// Compiles a text that need not be that of a buffer, with others in place of files; `None` if a newer one has arrived.
    pub fn analysis_of(
        &self,
        document: &Document,
        texts: &BTreeMap<String, Vec<u8>>,
    ) -> Option<Analysis> {
        let cancellation = self.arrivals.cancellation(self.editor.number);
        Analysis::new(document, texts, &self.editor.surroundings, &cancellation)
    }

    /// The folder outside of which a file includes nothing, and is included by nothing. A buffer without a file has none.
    pub fn root_of(&self, path: &str) -> Option<String> {
        let surroundings = &self.editor.surroundings;
        let root = surroundings.root(path, &surroundings.in_force(path));
        Some(uri::normalize(&root?.to_string_lossy()))
    }

    /// Whether the settings in force for a file make it one that is executed before all others.
    pub fn is_prelude(&self, path: &str) -> bool {
        let in_force = self.editor.surroundings.in_force(path);
        let folder = in_force.folder.as_deref().unwrap_or(Path::new("/"));
        let preludes = in_force.settings.evaluation(folder).preludes;
        preludes.iter().any(|it| uri::normalize(it) == path)
    }

    /// Visits what the files of the folders define that are not open.
    pub fn of_closed_files(&mut self, visit: impl FnMut(&SymbolInformation)) {
        let compiling = Compiling {
            texts: &self.editor.texts(),
            surroundings: &self.editor.surroundings,
            cancellation: &self.arrivals.cancellation(self.editor.number),
            encoding: self.editor.encoding,
        };
        self.closed_files.symbols(&compiling).for_each(visit);
    }

    /// How the editor calls a file.
    pub fn uri(&self, path: &str) -> Option<Uri> {
        self.editor.uri(path)
    }
}

/// Whether `main` includes `document`. Of two that include each other, the first is the main one.
fn includes(main: &str, other: &Analysis, document: &Document, own: &Analysis) -> bool {
    main != document.path
        && other.file(&document.path).is_some()
        && (own.file(main).is_none() || *main < *document.path)
}
