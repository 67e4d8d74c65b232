//! What checking one file gave: all that a report needs, and nothing of the evaluator. It goes from thread to thread and into
//! the cache.

use super::files::normalize;
use crate::compile::Compilation;
use crate::diagnostic::Diagnostic;
use crate::eval::Dependency;
use crate::job::Parameters;
use crate::lint::JobPlace;
use crate::source::{FileId, Ownership, SourceFile, Sources, Span};
use rustc_hash::FxHashMap;
use std::path::Path;

/// What checking one file gave.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The file, as messages call it.
    pub name: String,
    /// Whether it could be read.
    pub is_readable: bool,
    /// Whether it has a variable `jobs`.
    pub defines_jobs: bool,
    /// The names that may be meant as parameters.
    pub undeclared: Parameters,
    /// Its valid jobs.
    pub jobs: Vec<JobPlace>,
    /// The files that `jobs` and `diagnostics` point into.
    pub sources: Sources,
    /// What is wrong or unwise, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// The user's files that were executed: itself, what it includes and imports.
    pub files: Vec<String>,
    /// What it was asked of the host.
    pub dependencies: Vec<Dependency>,
    /// What it printed.
    pub output: String,
    /// Why shellcheck said nothing of its command lines although it was asked.
    pub shell_failure: Option<String>,
}

impl Checked {
    /// Takes out of a compilation what a report needs; `diagnostics` are what is to be reported of it.
    pub fn of(name: &str, compilation: Compilation, diagnostics: Vec<Diagnostic>) -> Checked {
        let jobs = compilation.jobs.iter().map(|job| JobPlace {
            key: job.key.to_string(),
            span: job.span,
        });
        let files = compilation.files.iter();
        let mut checked = Checked {
            name: name.to_owned(),
            is_readable: compilation.main.is_some(),
            defines_jobs: compilation.defines_jobs(),
            undeclared: compilation.undeclared,
            jobs: jobs.collect(),
            sources: Sources::new(),
            diagnostics,
            files: files
                .map(|(id, _)| compilation.sources.get(*id).name.clone())
                .collect(),
            dependencies: compilation.dependencies,
            output: compilation.output,
            shell_failure: None,
        };
        let mut sources = Sources::new();
        let mut known = FxHashMap::default();
        checked.map_spans(&mut |span| Span {
            file: *known
                .entry(span.file)
                .or_insert_with(|| sources.add(compilation.sources.get(span.file).clone())),
            ..span
        });
        checked.sources = sources;
        checked
    }

    /// Changes every position.
    pub fn map_spans(&mut self, map: &mut dyn FnMut(Span) -> Span) {
        for job in &mut self.jobs {
            job.span = map(job.span);
        }
        for diagnostic in &mut self.diagnostics {
            map_spans(diagnostic, map);
        }
    }

    /// Whether it read any of these files, or looked for one in vain. Paths are absolute.
    pub fn depends_on(&self, is_meant: impl Fn(&Path) -> bool, current: &Path) -> bool {
        let files = self.dependencies.iter().filter_map(|it| match it {
            Dependency::File(path) => Some(path),
            _ => None,
        });
        files
            .chain(&self.files)
            .any(|path| is_meant(&normalize(&current.join(path))))
    }
}

/// Changes every position in a diagnostic.
pub fn map_spans(diagnostic: &mut Diagnostic, map: &mut dyn FnMut(Span) -> Span) {
    diagnostic.primary.span = map(diagnostic.primary.span);
    for label in &mut diagnostic.labels {
        label.span = map(label.span);
    }
    for edit in diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.span = map(edit.span);
    }
}

/// Files of many compilations, each once.
#[derive(Debug, Default)]
pub struct SharedSources {
    /// The files.
    pub sources: Sources,
    known: FxHashMap<String, Vec<FileId>>,
}

impl SharedSources {
    /// The number of a file: that of an earlier one which is the same.
    pub fn add(&mut self, file: &SourceFile) -> FileId {
        let path = match file.ownership {
            Ownership::User => normalize(Path::new(&file.name)).display().to_string(),
            Ownership::Stdlib | Ownership::Text => file.name.clone(),
        };
        let ids = self.known.entry(path).or_default();
        // A text under the name of a file need not be the file's.
        let same = ids
            .iter()
            .find(|id| self.sources.get(**id).text == file.text);
        match same {
            Some(id) => *id,
            None => {
                let id = self.sources.add(file.clone());
                ids.push(id);
                id
            }
        }
    }
}
