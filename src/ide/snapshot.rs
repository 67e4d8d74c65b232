//! What a request is answered from: the open files as the editor has them now, and what was found out of them last.

use super::analysis::Analysis;
use super::closed_files::ClosedFiles;
use super::document::Document;
use super::inputs::Inputs;
use super::shift::Shift;
use super::view::View;
use crate::format::Lines;
use crate::source::FileId;
use crate::syntax::Parsed;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The most users of a template that are looked at when it is open alone.
const USERS: usize = 20;

/// Analyses of all open files at a moment. They never change, so that any number of readers share them.
pub struct Analysed {
    /// The open files as they were analysed.
    pub inputs: Inputs,
    /// What is known of each open file, by its path.
    analyses: BTreeMap<String, Arc<Analysis>>,
    /// Files that are not open and use templates that are open alone: what these are shows only there.
    closed: BTreeMap<String, (Arc<Document>, Arc<Analysis>)>,
    /// The templates that were looked for users of, each with those that were found.
    templates: BTreeMap<String, Vec<String>>,
    users: OnceLock<Users>,
}

/// Which files are compiled for their own sake, and by which of those a file is read.
#[derive(Default)]
struct Users {
    /// The files that no other of them includes.
    mains: Vec<String>,
    /// For each file that one of them includes, by its path: those that do.
    including: FxHashMap<String, Vec<String>>,
}

impl Analysed {
    /// Nothing is known yet of open files.
    pub fn nothing(inputs: Inputs) -> Analysed {
        Analysed {
            inputs,
            analyses: BTreeMap::new(),
            closed: BTreeMap::new(),
            templates: BTreeMap::new(),
            users: OnceLock::new(),
        }
    }

    /// Brings analyses up to date with open files: what does not depend on what has changed since is kept. `None` if a newer text
    /// has arrived meanwhile.
    pub fn after(before: &Analysed, inputs: Inputs) -> Option<Analysed> {
        let mut after = Analysed::nothing(inputs);
        let inputs = &after.inputs;
        if inputs.outside == before.inputs.outside {
            let changed: Vec<&String> = inputs.changed_since(&before.inputs).collect();
            let is_current = |main: &str, analysis: &Analysis| {
                let depends = |path: &&String| *path == main || analysis.depends_on(path);
                !changed.iter().any(depends)
            };
            let known = before.analyses.iter();
            let current = known.filter(|(main, analysis)| is_current(main, analysis));
            let current = current.map(|(path, analysis)| (path.clone(), analysis.clone()));
            after.analyses.extend(current);
            let closed = before.closed.iter();
            let closed = closed.filter(|(main, (_, analysis))| is_current(main, analysis));
            let closed = closed.map(|(path, known)| (path.clone(), known.clone()));
            after.closed.extend(closed);
            after.templates.clone_from(&before.templates);
        }
        for document in inputs.documents() {
            if !after.analyses.contains_key(&document.path) {
                let analysis = Analysis::new(document, inputs)?;
                let path = document.path.clone();
                after.analyses.insert(path, Arc::new(analysis));
            }
        }
        after.add_users_of_templates()?;
        Some(after)
    }

    /// Adds the users on the disk of templates that no open file uses. `None` if a newer text has arrived meanwhile.
    fn add_users_of_templates(&mut self) -> Option<()> {
        let inputs = &self.inputs;
        let all = self.analyses.iter();
        let used = all.flat_map(|(main, it)| it.paths().filter(move |path| path != main));
        let used: FxHashSet<String> = used.collect();
        let templates = self
            .analyses
            .iter()
            .filter(|(_, it)| it.compilation.is_template());
        let alone = templates.map(|(path, _)| path);
        let alone = alone.filter(|path| !used.contains(*path));
        let alone: Vec<String> = alone.cloned().collect();
        let new = alone.iter().filter(|it| !self.templates.contains_key(*it));
        let new: Vec<String> = new.cloned().collect();
        if !new.is_empty() {
            let users = inputs.world.users(&new);
            self.templates.extend(new.into_iter().zip(users));
        }
        let mut wanted = BTreeSet::new();
        for users in alone.iter().filter_map(|it| self.templates.get(it)) {
            let closed = users.iter().filter(|it| inputs.at(it).is_none());
            wanted.extend(closed.take(USERS).cloned());
        }
        self.closed.retain(|path, _| wanted.contains(path));
        for path in wanted {
            if let Entry::Vacant(entry) = self.closed.entry(path) {
                let document = inputs.document(entry.key());
                let analysis = Analysis::new(&document, inputs)?;
                entry.insert((document, Arc::new(analysis)));
            }
        }
        Some(())
    }

    fn users(&self) -> &Users {
        self.users.get_or_init(|| {
            let mut all = FxHashMap::<String, Vec<String>>::default();
            let open = self.analyses.iter();
            let closed = self.closed.iter().map(|(path, (_, it))| (path, it));
            for (main, analysis) in open.chain(closed) {
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
            let known = self.analyses.keys().chain(self.closed.keys());
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
    pub fn main_at(&self, path: &str) -> Option<(&Document, &Arc<Analysis>)> {
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
        match self.analyses.get(path) {
            Some(analysis) => Some((&**self.inputs.at(path)?, analysis)),
            None => {
                let (document, analysis) = self.closed.get(path)?;
                Some((document, analysis))
            }
        }
    }
}

/// What requests remember for the next ones.
#[derive(Default)]
pub struct Memory {
    closed_files: Mutex<ClosedFiles>,
    /// The lines of the text that was formatted last.
    lines: Mutex<Lines>,
}

impl Memory {
    /// What is known of files that are not open.
    pub fn closed_files(&self) -> MutexGuard<'_, ClosedFiles> {
        let closed_files = self.closed_files.lock();
        closed_files.unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one request is answered from.
pub struct Snapshot {
    /// The open files as they are now.
    pub inputs: Inputs,
    /// What was analysed last.
    pub analysed: Arc<Analysed>,
    memory: Arc<Memory>,
}

impl Snapshot {
    /// The open files as they are now, with what is known of them.
    pub fn new(inputs: Inputs, analysed: Arc<Analysed>, memory: Arc<Memory>) -> Snapshot {
        Snapshot {
            inputs,
            analysed,
            memory,
        }
    }

    /// The open files that are compiled for their own sake: all but those that others of them include.
    pub fn mains(&self) -> impl Iterator<Item = (&Document, &Arc<Analysis>)> {
        self.analysed.mains()
    }

    /// An open file as seen from the first file that includes it, else from itself.
    pub fn view(&self, path: &str) -> Option<View> {
        self.views(path).into_iter().next()
    }

    /// An open file as seen from each open file that includes it, else from itself. Offsets of it are the same in all of them.
    pub fn views(&self, path: &str) -> Vec<View> {
        let including = self.analysed.including(path);
        let including =
            including.filter_map(|(_, analysis)| Some((analysis.clone(), analysis.file(path)?)));
        let mut views: Vec<View> = including
            .filter_map(|(analysis, file)| self.view_in(path, analysis, file))
            .collect();
        if views.is_empty()
            && let Some(analysis) = self.analysed.analyses.get(path)
            && let Some(main) = analysis.compilation.main
        {
            views.extend(self.view_in(path, analysis.clone(), main));
        }
        views
    }

    fn view_in(&self, path: &str, analysis: Arc<Analysis>, file: FileId) -> Option<View> {
        let document = self.inputs.at(path)?;
        let analysed = self.analysed.inputs.at(path)?;
        // An include that was read from somewhere else, through a link, may have another text.
        let is_same = analysis.sources().get(file).text == analysed.source.text;
        is_same.then(|| View {
            analysis,
            file,
            shift: (!Arc::ptr_eq(document, analysed))
                .then(|| Shift::between(&analysed.source.text, &document.source.text)),
            document: document.clone(),
        })
    }

    /// An open file with the tree of its text as it is now, whether it was analysed or not. Which file the spans are of, it does
    /// not say.
    pub fn tree(&self, path: &str) -> Option<(Arc<Document>, Arc<Parsed>)> {
        let document = self.inputs.at(path)?.clone();
        if let Some(view) = self.view(path).filter(|view| view.shift.is_none())
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

    /// Does something with what is known of the files of the folders that are not open. Those that are not known yet are compiled
    /// until `is_over`.
    pub fn with_closed_files<T>(
        &self,
        is_over: &dyn Fn() -> bool,
        work: impl FnOnce(&ClosedFiles) -> T,
    ) -> T {
        let mut closed_files = self.memory.closed_files();
        closed_files.advance(&self.inputs, is_over);
        work(&closed_files)
    }
}
