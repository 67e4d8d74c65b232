//! The analyses of all files that are concerned: those that are open, and those of the workspace that include one of them.

use super::graph::Graph;
use super::place::{Place, Places};
use super::process::{ProcessName, names_of};
use crate::lsp::analysis::Analysis;
use crate::lsp::dispatch::Failure;
use crate::lsp::document::Document;
use crate::lsp::session::Session;
use crate::lsp::uri;
use crate::lsp::view::View;
use crate::source::{SourceFile, Span};
use crate::workspace::files::walk;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

/// The most files that are compiled because they include one that is concerned.
const USERS: usize = 500;

/// A file that is compiled for its own sake.
pub struct Main {
    /// What is known of it and of all that it includes.
    pub analysis: Rc<Analysis>,
    /// Its text.
    pub document: Rc<Document>,
    graph: OnceCell<Graph>,
    processes: OnceCell<Vec<ProcessName>>,
}

impl Main {
    fn new(analysis: Rc<Analysis>, document: Document) -> Main {
        Main {
            analysis,
            document: Rc::new(document),
            graph: OnceCell::new(),
            processes: OnceCell::new(),
        }
    }

    /// What a request looks at.
    pub fn of_view(view: &View) -> Main {
        Main::new(view.analysis.clone(), Document::clone(&view.document))
    }

    /// Which places belong together.
    pub fn graph(&self) -> &Graph {
        self.graph.get_or_init(|| Graph::new(&self.analysis))
    }

    /// The names of processes.
    pub fn process_names(&self) -> &[ProcessName] {
        self.processes.get_or_init(|| names_of(self))
    }
}

/// All files that are concerned.
pub struct World {
    mains: Vec<Main>,
    /// For each file of the workspace those that it includes, once somebody asked.
    includes: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl World {
    /// The open files.
    pub fn of_session(session: &Session) -> World {
        let mains = session.mains();
        World {
            mains: mains
                .map(|(document, analysis)| Main::new(analysis.clone(), document.clone()))
                .collect(),
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
            let root = session.root_of(path);
            let includes = self
                .includes
                .entry(root)
                .or_insert_with_key(|root| includes_below(session, root));
            new.extend(users(includes, path));
        }
        new.retain(|path| {
            let mut mains = self.mains.iter();
            !mains.any(|main| main.analysis.file(path).is_some())
        });
        if new.len() > USERS {
            let words = format!(
                "{} files use it, more than can be changed at once",
                new.len()
            );
            return Err(Failure::refused(words));
        }
        for path in &new {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            let Some(address) = uri::of_path(path) else {
                continue;
            };
            let document = Document::new(address, 0, text);
            match session.analysis_of(&document, &session.editor.texts()) {
                Some(analysis) => self.mains.push(Main::new(Rc::new(analysis), document)),
                None => return Err(Failure::refused("the text has changed since")),
            }
        }
        Ok(!new.is_empty())
    }
}

/// The files that include a file, also through others, and are not included by such themselves.
fn users(includes: &BTreeMap<String, Vec<String>>, path: &str) -> Vec<String> {
    let mut users = BTreeMap::<&str, Vec<&str>>::new();
    for (file, included) in includes {
        for it in included {
            users.entry(it).or_default().push(file);
        }
    }
    let mut found = BTreeSet::new();
    let mut pending = vec![path];
    while let Some(wanted) = pending.pop() {
        let all = users.get(wanted).into_iter().flatten().copied();
        pending.extend(all.filter(|it| *it != path && found.insert(*it)));
    }
    let included = found.iter().filter_map(|it| includes.get(*it));
    let included: BTreeSet<&str> = included.flatten().map(String::as_str).collect();
    let ends = found.iter().filter(|it| !included.contains(**it));
    ends.map(|it| (*it).to_owned()).collect()
}

/// What the configurations below a folder include by paths that are written out.
fn includes_below(session: &Session, root: &str) -> BTreeMap<String, Vec<String>> {
    let texts = session.editor.texts();
    let mut found = BTreeMap::new();
    for file in walk(Path::new(root)).0 {
        let Some(path) = file.to_str() else {
            continue;
        };
        let is_configuration = [".aurora", ".thermos"].iter().any(|it| path.ends_with(it));
        if !is_configuration {
            continue;
        }
        let bytes = texts
            .get(path)
            .cloned()
            .or_else(|| std::fs::read(&file).ok());
        let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
        let folder = file.parent().unwrap_or(Path::new("/"));
        let included = written_includes(&text).into_iter();
        let included = included
            .filter_map(|it| Some(uri::normalize(folder.join(it).to_str()?)))
            .collect();
        found.insert(path.to_owned(), included);
    }
    found
}

/// The paths in `include('…')`.
fn written_includes(text: &str) -> Vec<&str> {
    let calls = text.split("include").skip(1);
    let arguments = calls.filter_map(|behind| {
        let argument = behind.trim_start().strip_prefix('(')?.trim_start();
        let quote = argument.chars().next().filter(|it| "'\"".contains(*it))?;
        argument[1..].split(quote).next()
    });
    arguments.collect()
}
