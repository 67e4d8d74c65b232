//! The analyses of all files that are concerned: those that are open, and those of the workspace that include one of them.

use super::graph::Graph;
use super::includes::Includes;
use super::place::{Place, Places};
use super::process::{self, Processes};
use super::target::Kind;
use crate::ide::analysis::Analysis;
use crate::ide::answer::Refusal;
use crate::ide::document::Document;
use crate::ide::path;
use crate::ide::snapshot::Snapshot;
use crate::ide::view::View;
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

/// The index of an analysis.
fn index(analysis: &Analysis) -> &NameIndex {
    static NOTHING: NameIndex = NameIndex {
        graph: OnceLock::new(),
        processes: OnceLock::new(),
    };
    let index = analysis
        .name_index
        .get_or_init(|| Box::new(NameIndex::default()));
    index.downcast_ref().unwrap_or(&NOTHING)
}

/// What an analysis knows of names that belong together, once somebody asked.
#[derive(Default)]
struct NameIndex {
    graph: OnceLock<Graph>,
    processes: OnceLock<Processes>,
}

impl Main {
    fn new(analysis: Arc<Analysis>, document: Arc<Document>) -> Main {
        Main { analysis, document }
    }

    /// What a request looks at.
    pub fn of_view(view: &View) -> Main {
        Main::new(view.analysis.clone(), view.document.clone())
    }

    /// Which places belong together.
    pub fn graph(&self) -> &Graph {
        let graph = &index(&self.analysis).graph;
        graph.get_or_init(|| Graph::new(&self.analysis))
    }

    /// The names of processes.
    pub fn processes(&self) -> &Processes {
        let processes = &index(&self.analysis).processes;
        processes.get_or_init(|| Processes::new(&self.analysis))
    }
}

/// A refusal that names a place.
pub fn refused_at(place: &Place, main: &Main, words: &str) -> Refusal {
    let row = place.span(&main.analysis).map_or(0, |span| {
        let file = main.analysis.sources().get(span.file);
        file.row(span.start as usize)
    });
    let name = path::name(&place.path);
    Refusal::new(format!("{words} ({name}, line {row})"))
}

/// All files that are concerned.
pub struct RenameScope {
    mains: Vec<Main>,
    /// What the files below each root include, once somebody asked.
    includes: BTreeMap<String, Includes>,
}

impl RenameScope {
    /// The open files that includes connect with the file that is looked at: what has the same name in others is something else.
    pub fn of_session(snapshot: &Snapshot, view: &View) -> RenameScope {
        let mains = snapshot.mains();
        let mut far: Vec<Main> = mains
            .map(|(document, analysis)| Main::new(analysis.clone(), Arc::new(document.clone())))
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
        RenameScope {
            mains,
            includes: BTreeMap::new(),
        }
    }

    /// What a request looks at, and nothing else.
    pub fn of_view(view: &View) -> RenameScope {
        RenameScope {
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
    pub fn add_users(&mut self, snapshot: &Snapshot, places: &Places) -> Result<bool, Refusal> {
        let paths: BTreeSet<&str> = places.iter().map(|it| it.path.as_str()).collect();
        let mut new = BTreeSet::new();
        for path in &paths {
            new.extend(self.includes_around(snapshot, path)?.users(path));
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
            let words = format!("{} files use it, too many to change at once", new.len());
            return Err(Refusal::new(words));
        }
        for path in &new {
            let document = snapshot.inputs.document(path);
            match Analysis::new(&document, &snapshot.inputs) {
                Some(analysis) => self.mains.push(Main::new(Arc::new(analysis), document)),
                None => return Err(Refusal::new("the text has changed since")),
            }
        }
        Ok(!new.is_empty())
    }

    fn includes_around(&mut self, snapshot: &Snapshot, path: &str) -> Result<&Includes, Refusal> {
        let Some(root) = snapshot.inputs.world.config(path).root else {
            // Nothing else can use it.
            return Ok(self.includes.entry(String::new()).or_default());
        };
        Ok(match self.includes.entry(root) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let includes = Includes::below(&snapshot.inputs, place.key())?;
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
        snapshot: &Snapshot,
        places: &Places,
        name: &str,
    ) -> Result<(), Refusal> {
        let paths: BTreeSet<&str> = places.iter().map(|it| it.path.as_str()).collect();
        for path in paths {
            let includes = self.includes.values();
            let mut uncertain =
                includes.filter_map(|it| it.uncertain_user(path, name, &snapshot.inputs));
            if let Some((file, error)) = uncertain.next() {
                let words = format!(
                    "`{file}` mentions `{name}`, and an error hides what it includes: {error}"
                );
                return Err(Refusal::new(words));
            }
            if snapshot.inputs.is_prelude(path) {
                let words = format!(
                    "the settings execute `{path}` before every file: which of them use `{name}` is not looked up"
                );
                return Err(Refusal::new(words));
            }
        }
        Ok(())
    }
}
