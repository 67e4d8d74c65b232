//! What a request is answered from: the open files as the editor has them now, and what was found out of them last.

use super::analysis::Analysis;
use super::cancel::Arrivals;
use super::closed_files::{ClosedFiles, Compiling};
use super::document::Document;
use super::editor::Editor;
use super::shift::Shift;
use super::uri;
use super::view::View;
use crate::format::Lines;
use crate::source::FileId;
use crate::syntax::Parsed;
use lsp_types::{SymbolInformation, Uri};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Analyses of all open files at a moment. They never change, so that any number of readers share them.
#[derive(Default)]
pub struct Analysed {
    /// The editor's side as it was analysed.
    pub editor: Editor,
    /// What is known of each file, by its path.
    analyses: BTreeMap<String, Arc<Analysis>>,
    users: OnceLock<Users>,
}

/// Which open files are compiled for their own sake, and by which of those a file is read.
#[derive(Default)]
struct Users {
    /// The files that no other open file includes.
    mains: Vec<String>,
    /// For each file that one of them includes, by its path: those that do.
    including: FxHashMap<String, Vec<String>>,
}

impl Analysed {
    /// Brings analyses up to date with an editor's side: what does not depend on what has changed since is kept. `None` if a newer
    /// one has arrived meanwhile.
    pub fn after(before: &Analysed, editor: Editor, arrivals: &Arrivals) -> Option<Analysed> {
        let cancellation = arrivals.cancellation(editor.number);
        let mut analyses = BTreeMap::new();
        if editor.outside == before.editor.outside {
            let changed: Vec<&String> = editor.changed_since(&before.editor).collect();
            let is_current = |main: &String, analysis: &Analysis| {
                let depends = |path: &&String| *path == main || analysis.depends_on(path);
                !changed.iter().any(depends)
            };
            let known = before.analyses.iter();
            let current = known.filter(|(main, analysis)| is_current(main, analysis));
            analyses.extend(current.map(|(path, analysis)| (path.clone(), analysis.clone())));
        }
        let (texts, surroundings) = (editor.texts(), &editor.surroundings);
        for document in editor.documents() {
            if !analyses.contains_key(&document.path) {
                let analysis = Analysis::new(document, &texts, surroundings, &cancellation)?;
                analyses.insert(document.path.clone(), Arc::new(analysis));
            }
        }
        Some(Analysed {
            editor,
            analyses,
            users: OnceLock::new(),
        })
    }

    fn users(&self) -> &Users {
        self.users.get_or_init(|| {
            let mut all = FxHashMap::<String, Vec<String>>::default();
            for (main, analysis) in &self.analyses {
                for path in analysis.paths().filter(|it| it != main) {
                    all.entry(path).or_default().push(main.clone());
                }
            }
            let includes = |main: &str, path: &str| {
                let of_path = all.get(path);
                of_path.is_some_and(|users| users.iter().any(|it| it == main))
            };
            // Of two that include each other, the first is the main one.
            let is_part = |path: &String| {
                let users = all.get(path).map(Vec::as_slice).unwrap_or_default();
                users
                    .iter()
                    .any(|user| !includes(path, user) || user < path)
            };
            let open = self.editor.documents().map(|it| &it.path);
            let known = open.filter(|path| self.analyses.contains_key(*path));
            let mains: Vec<String> = known.filter(|path| !is_part(path)).cloned().collect();
            let is_main: FxHashSet<&String> = mains.iter().collect();
            for users in all.values_mut() {
                users.retain(|it| is_main.contains(it));
            }
            Users {
                mains,
                including: all,
            }
        })
    }

    /// The open files that are compiled for their own sake: all but those that others of them include.
    pub fn mains(&self) -> impl Iterator<Item = (&Document, &Arc<Analysis>)> {
        self.users().mains.iter().filter_map(|path| self.main(path))
    }

    /// The open file at a path, if it is one of them.
    pub fn mains_at(&self, path: &str) -> Option<(&Document, &Arc<Analysis>)> {
        let is_main = self.users().mains.iter().any(|it| it == path);
        is_main.then(|| self.main(path))?
    }

    /// Those of them that include a file.
    pub fn including(&self, path: &str) -> impl Iterator<Item = (&Document, &Arc<Analysis>)> {
        let users = self.users().including.get(path);
        let users = users.map(Vec::as_slice).unwrap_or_default();
        users.iter().filter_map(|path| self.main(path))
    }

    fn main(&self, path: &str) -> Option<(&Document, &Arc<Analysis>)> {
        Some((&**self.editor.at(path)?, self.analyses.get(path)?))
    }
}

/// What requests remember for the next ones.
#[derive(Default)]
pub struct Memory {
    closed_files: Mutex<ClosedFiles>,
    /// The lines of the text that was formatted last.
    lines: Mutex<Lines>,
}

/// What one request is answered from.
pub struct Session {
    /// The editor's side as it is now.
    pub editor: Editor,
    /// What was analysed last.
    pub analysed: Arc<Analysed>,
    memory: Arc<Memory>,
    /// How many changes have arrived.
    arrivals: Arrivals,
}

impl Session {
    /// The editor's side as it is now, with what is known of it.
    pub fn new(
        editor: Editor,
        analysed: Arc<Analysed>,
        memory: Arc<Memory>,
        arrivals: Arrivals,
    ) -> Session {
        Session {
            editor,
            analysed,
            memory,
            arrivals,
        }
    }

    /// The open files that are compiled for their own sake: all but those that others of them include.
    pub fn mains(&self) -> impl Iterator<Item = (&Document, &Arc<Analysis>)> {
        self.analysed.mains()
    }

    /// An open file as seen from the first file that includes it, else from itself.
    pub fn view(&self, uri: &Uri) -> Option<View> {
        self.views(uri).into_iter().next()
    }

    /// An open file as seen from each open file that includes it, else from itself. Offsets of it are the same in all of them.
    pub fn views(&self, uri: &Uri) -> Vec<View> {
        let path = uri::path(uri);
        let including = self.analysed.including(&path);
        let including =
            including.filter_map(|(_, analysis)| Some((analysis.clone(), analysis.file(&path)?)));
        let mut views: Vec<View> = including
            .filter_map(|(analysis, file)| self.view_in(&path, analysis, file))
            .collect();
        if views.is_empty()
            && let Some(analysis) = self.analysed.analyses.get(&path)
            && let Some(main) = analysis.compilation.main
        {
            views.extend(self.view_in(&path, analysis.clone(), main));
        }
        views
    }

    fn view_in(&self, path: &str, analysis: Arc<Analysis>, file: FileId) -> Option<View> {
        let document = self.editor.at(path)?;
        let analysed = self.analysed.editor.at(path)?;
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
    pub fn tree(&self, uri: &Uri) -> Option<(Arc<Document>, Arc<Parsed>)> {
        let document = self.editor.document(uri)?.clone();
        if let Some(view) = self.view(uri).filter(|view| view.shift.is_none())
            && let Some(parsed) = view.analysis.parsed(view.file)
        {
            return Some((document, parsed.clone()));
        }
        let parsed = document.parsed().clone();
        Some((document, parsed))
    }

    /// Does something with the lines of the text that was formatted last, unless another request does.
    pub fn with_lines<T>(&self, work: impl FnOnce(Option<&mut Lines>) -> T) -> T {
        match self.memory.lines.try_lock() {
            Ok(mut lines) => work(Some(&mut lines)),
            Err(_) => work(None),
        }
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
    pub fn of_closed_files(&self, visit: impl FnMut(&SymbolInformation)) {
        let compiling = Compiling {
            texts: &self.editor.texts(),
            surroundings: &self.editor.surroundings,
            outside: self.editor.outside,
            cancellation: &self.arrivals.cancellation(self.editor.number),
            encoding: self.editor.encoding,
        };
        let closed_files = self.memory.closed_files.lock();
        let mut closed_files = closed_files.unwrap_or_else(PoisonError::into_inner);
        closed_files.symbols(&compiling).for_each(visit);
    }

    /// How the editor calls a file.
    pub fn uri(&self, path: &str) -> Option<Uri> {
        self.editor.uri(path)
    }
}
