//! The analyses of all files that are concerned: those that are open, and those of the workspace that include one of them.

use super::graph::Graph;
use super::includes::Includes;
use super::place::{Place, Places};
use super::process::{self, Processes};
use super::target::Kind;
use crate::lsp::analysis::Analysis;
use crate::lsp::closed_text::text_of;
use crate::lsp::dispatch::Failure;
use crate::lsp::document::Document;
use crate::lsp::session::Session;
use crate::lsp::uri;
use crate::lsp::view::View;
use crate::source::{SourceFile, Span};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The most files that are compiled because they include one that is concerned.
const USERS: usize = 500;

/// A file that is compiled for its own sake.
pub struct Main {
    /// What is known of it and of all that it includes.
    pub analysis: Arc<Analysis>,
    /// Its text.
    pub document: Arc<Document>,
}

/// What an analysis knows of names that belong together, once somebody asked.
#[derive(Default)]
pub struct Belongings {
    graph: OnceLock<Graph>,
    processes: OnceLock<Processes>,
}

impl Main {
    fn new(analysis: Arc<Analysis>, document: Document) -> Main {
        Main {
            analysis,
            document: Arc::new(document),
        }
    }

    /// What a request looks at.
    pub fn of_view(view: &View) -> Main {
        Main::new(view.analysis.clone(), Document::clone(&view.document))
    }

    /// Which places belong together.
    pub fn graph(&self) -> &Graph {
        let graph = &self.analysis.belongings.graph;
        graph.get_or_init(|| Graph::new(&self.analysis))
    }

    /// The names of processes.
    pub fn processes(&self) -> &Processes {
        let processes = &self.analysis.belongings.processes;
        processes.get_or_init(|| Processes::new(&self.analysis))
    }
}

/// All files that are concerned.
pub struct World {
    mains: Vec<Main>,
    /// What the files below each root include, once somebody asked.
    includes: BTreeMap<String, Includes>,
}

impl World {
    /// The open files that includes connect with the file that is looked at: what has the same name in others is something else.
    pub fn of_session(session: &Session, view: &View) -> World {
        let mains = session.mains();
        let mut far: Vec<Main> = mains
            .map(|(document, analysis)| Main::new(analysis.clone(), document.clone()))
            .collect();
        let mut known: BTreeSet<String> = view.analysis.paths().collect();
        known.insert(view.document.path.clone());
        let mut mains = Vec::new();
        loop {
            let is_near = |main: &Main| main.analysis.paths().any(|path| known.contains(&path));
            let (near, rest): (Vec<Main>, Vec<Main>) = far.into_iter().partition(is_near);
            if near.is_empty() {
                break;
            }
            known.extend(near.iter().flat_map(|main| main.analysis.paths()));
            mains.extend(near);
            far = rest;
        }
        World {
            mains,
            includes: BTreeMap::new(),
        }
    }

    /// What a request looks at, and nothing else.
    pub fn of_view(view: &View) -> World {
        World {
            mains: vec![Main::of_view(view)],
            includes: BTreeMap::new(),
        }
    }

    /// The files, each with what it includes.
    pub fn mains(&self) -> &[Main] {
        &self.mains
    }

    /// The file of a place, with the place in it.
    pub fn source(&self, place: &Place) -> Option<(&SourceFile, Span)> {
        self.mains.iter().find_map(|main| {
            let span = place.span(&main.analysis)?;
            Some((main.analysis.sources().get(span.file), span))
        })
    }

    /// Adds the files of the workspace that include a file with one of the places; whether there are any that were not known.
    pub fn add_users(&mut self, session: &Session, places: &Places) -> Result<bool, Failure> {
        let paths: BTreeSet<&str> = places.iter().map(|it| it.path.as_str()).collect();
        let mut new = BTreeSet::new();
        for path in &paths {
            new.extend(self.includes_around(session, path)?.users(path));
        }
        new.retain(|path| {
            let mut mains = self.mains.iter();
            !mains.any(|main| main.analysis.file(path).is_some())
        });
        // What only others of them include is compiled with those, if they do it.
        for path in new.clone() {
            let is_new = |user: &str| user != path && new.contains(user);
            let mut includes = self.includes.values();
            if includes.any(|it| it.direct_users(&path).any(is_new)) {
                new.remove(&path);
            }
        }
        if new.len() > USERS {
            let words = format!(
                "{} files use it, more than can be changed at once",
                new.len()
            );
            return Err(Failure::refused(words));
        }
        let texts = session.editor.texts();
        for path in &new {
            let Some(address) = uri::of_path(path) else {
                continue;
            };
            let document = Document::new(
                address,
                0,
                text_of(path, &texts, &session.editor.surroundings),
            );
            match session.analysis_of(&document, &texts) {
                Some(analysis) => self.mains.push(Main::new(Arc::new(analysis), document)),
                None => return Err(Failure::refused("the text has changed since")),
            }
        }
        Ok(!new.is_empty())
    }

    fn includes_around(&mut self, session: &Session, path: &str) -> Result<&Includes, Failure> {
        let Some(root) = session.root_of(path) else {
            // Nothing else can use it.
            return Ok(self.includes.entry(String::new()).or_default());
        };
        Ok(match self.includes.entry(root) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let includes = Includes::below(session, place.key())?;
                place.insert(includes)
            }
        })
    }

    /// Whether some analysis knows what a place means.
    pub fn knows(&self, kind: Kind, place: &Place) -> bool {
        self.mains.iter().any(|main| match kind {
            Kind::Variable => true,
            Kind::Member => {
                let span = place.span(&main.analysis);
                span.is_some_and(|it| main.graph().knows(it))
            }
            Kind::Process => process::knows(main, place),
        })
    }

    /// Whether all users of the files of some places could be found.
    pub fn check_users(
        &self,
        session: &Session,
        places: &Places,
        name: &str,
    ) -> Result<(), Failure> {
        let texts = session.editor.texts();
        let surroundings = &session.editor.surroundings;
        let paths: BTreeSet<&str> = places.iter().map(|it| it.path.as_str()).collect();
        for path in paths {
            let includes = self.includes.values();
            let mut uncertain =
                includes.filter_map(|it| it.uncertain_user(path, name, &texts, surroundings));
            if let Some((file, error)) = uncertain.next() {
                let words = format!(
                    "`{file}` mentions `{name}`, and an error hides what it includes: {error}"
                );
                return Err(Failure::refused(words));
            }
            if session.is_prelude(path) {
                let words = format!(
                    "the settings execute `{path}` before every file: which of them use `{name}` is not looked up"
                );
                return Err(Failure::refused(words));
            }
        }
        Ok(())
    }
}
