//! Files in memory with a cursor.

use crate::compile::CompileOptions;
use crate::diagnostic::Diagnostic;
use crate::ide::*;
use crate::lint;
use crate::workspace::MemoryHost;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The folder of the files.
const FOLDER: &str = "/w";

/// Files that are open, or only on the disk, and a cursor in one of them.
pub struct Fixture {
    /// What answers are made from.
    pub snapshot: Snapshot,
    /// The file with the cursor.
    pub path: String,
    /// Where the cursor is.
    pub offset: u32,
}

/// A disk in memory.
#[derive(Clone, Default)]
pub struct MemoryWorld {
    files: BTreeMap<String, String>,
}

impl Fixture {
    /// One file `a.aurora` with a cursor (`$0`), or several that begin with a line such as `### b.aurora`. A file whose line is
    /// `### b.aurora closed` is not open.
    pub fn new(text: &str) -> Fixture {
        let mut world = MemoryWorld::default();
        let mut open = Vec::new();
        let mut cursor = None;
        for (name, mut text, is_open) in files(text) {
            let path = format!("{FOLDER}/{name}");
            if let Some(offset) = text.find("$0") {
                text.replace_range(offset..offset + 2, "");
                cursor = Some((path.clone(), offset as u32));
            }
            if is_open {
                open.push((path.clone(), text.clone()));
            }
            world.files.insert(path, text);
        }
        let mut inputs = Inputs::new(Arc::new(world), Arrivals::default());
        for (path, text) in open {
            inputs.set(Document::new(&path, 1, text));
        }
        let nothing = Analysed::nothing(inputs.clone());
        let analysed = Analysed::after(&nothing, inputs.clone()).expect("nothing cancels it");
        let (path, offset) = cursor.expect("a cursor `$0`");
        Fixture {
            snapshot: Snapshot::new(inputs, Arc::new(analysed), Arc::default()),
            path,
            offset,
        }
    }

    /// The same with the cursor behind some characters of a text that stands there.
    pub fn at(text: &str, mark: &str, skip: usize) -> Fixture {
        let offset = text.find(mark).expect(mark) + skip;
        Fixture::new(&format!("{}$0{}", &text[..offset], &text[offset..]))
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> String {
        self.snapshot.inputs.text(path).to_string()
    }

    /// What places are of, each as `name:line: text`.
    pub fn shown(&self, places: &[FileRange]) -> Vec<String> {
        let places = places.iter().map(|place| {
            let range = place.range.start as usize..place.range.end as usize;
            let row = place.source.row(range.start);
            let name = path::name(&place.path);
            format!("{name}:{row}: {}", &place.source.text[range])
        });
        places.collect()
    }

    /// The page that is shown at the cursor; empty if there is none.
    pub fn hover(&self) -> String {
        let hover = hover(&self.snapshot, &self.path, self.offset);
        hover.map(|it| it.page).unwrap_or_default()
    }

    /// What can be typed at the cursor.
    pub fn completions(&self) -> Vec<CompletionItem> {
        let found = complete(&self.snapshot, &self.path, self.offset, true);
        found.map(|it| it.items).unwrap_or_default()
    }

    /// The labels of that, the best first.
    pub fn labels(&self) -> Vec<String> {
        let mut items = self.completions();
        items.sort_by_key(|it| it.sort_text.clone().unwrap_or_default());
        items.into_iter().map(|it| it.label).collect()
    }
}

/// A text with edits made.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut edits: Vec<&TextEdit> = edits.iter().collect();
    edits.sort_by_key(|it| it.range);
    let mut result = text.to_owned();
    for edit in edits.iter().rev() {
        result.replace_range(
            edit.range.start as usize..edit.range.end as usize,
            &edit.text,
        );
    }
    result
}

/// The files of a fixture: names, texts, whether they are open.
fn files(text: &str) -> Vec<(String, String, bool)> {
    if !text.starts_with("### ") {
        return vec![("a.aurora".to_owned(), text.to_owned(), true)];
    }
    let parts = text.split("### ").skip(1);
    let files = parts.map(|part| {
        let (head, text) = part.split_once('\n').expect("a text below its name");
        let (name, is_open) = match head.strip_suffix(" closed") {
            Some(name) => (name, false),
            None => (head, true),
        };
        (name.to_owned(), text.to_owned(), is_open)
    });
    files.collect()
}

impl World for MemoryWorld {
    fn config(&self, _path: &str) -> Config {
        let files = self.files.iter();
        let files = files.map(|(path, text)| (path.as_str(), text.as_str()));
        Config {
            options: CompileOptions {
                keeps_resolutions: true,
                ..CompileOptions::default()
            },
            lint: lint::Settings::default(),
            is_ignored: Arc::new(|_: &Diagnostic, _: &str| false),
            settings_findings: None,
            files: Arc::new(MemoryHost::with_files(files)),
            root: Some(FOLDER.to_owned()),
        }
    }

    fn text(&self, path: &str) -> String {
        self.files.get(path).cloned().unwrap_or_default()
    }

    fn configurations(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    fn configurations_below(&self, folder: &str) -> Option<Vec<String>> {
        let paths = self.files.keys();
        Some(paths.filter(|it| it.starts_with(folder)).cloned().collect())
    }

    fn users(&self, templates: &[String]) -> Vec<Vec<String>> {
        let users = |path: &String| {
            let name = path::name(path);
            let users = self.files.iter().filter(|(_, text)| text.contains(name));
            users.map(|(path, _)| path.clone()).collect()
        };
        templates.iter().map(users).collect()
    }

    fn is_file(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn is_folder(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.files.keys().any(|it| it.starts_with(&folder))
    }
}
