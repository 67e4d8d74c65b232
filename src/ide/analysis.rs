//! What jobc knows of one open file, and of everything that it includes.

use super::buffer_host::BufferHost;
use super::document::Document;
use super::inputs::Inputs;
use super::path;
use super::world::Files;
use crate::backstop;
use crate::compile::{Compilation, Input, compile};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::{Dependency, FinalKind, FinalValue};
use crate::object::{Resolution, Type};
use crate::semantic::Model;
use crate::source::{FileId, Ownership, SourceFile, Sources, Span};
use crate::syntax::Parsed;
use std::any::Any;
use std::sync::{Arc, OnceLock};

/// Hovering and hints look at the references of so many jobs.
const JOBS: usize = 100;

/// A compiled file with its findings.
pub struct Analysis {
    /// What came out of the compilation.
    pub compilation: Compilation,
    /// The errors and the linter's findings.
    pub findings: Vec<Diagnostic>,
    /// What is wrong with the settings file that was in force.
    pub settings_findings: Option<Arc<(Sources, Vec<Diagnostic>)>>,
    /// The files that it can read.
    pub files: Arc<dyn Files>,
    names: OnceLock<Model>,
    resolutions: OnceLock<Vec<(usize, Resolution)>>,
    /// Which names belong together, once renaming has asked: what it knows of that, only it can say.
    pub name_index: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl Analysis {
    /// Compiles a file among open ones, which go before the files on the disk. `None` if it was cancelled.
    pub fn new(document: &Document, inputs: &Inputs) -> Option<Analysis> {
        let config = inputs.world.config(&document.path);
        let cancellation = inputs.cancellation();
        let limits = &config.options.evaluation.limits;
        let obsolete = cancellation.clone();
        let is_obsolete = Box::new(move || obsolete.is_cancelled());
        let _watched = backstop::watch_unless(&document.path, limits, is_obsolete);
        let compilation = match document.source.text.len() as u64 > limits.file_size {
            true => too_large(document, limits.file_size),
            false => {
                let host = BufferHost {
                    disk: config.files.as_host(),
                    inputs: path::has_file(&document.path).then_some(inputs),
                    cancellation: &cancellation,
                };
                let input = Input::Text {
                    name: document.path.clone(),
                    bytes: document.source.text.as_bytes().to_vec(),
                };
                compile(&input, &config.options, &host)
            }
        };
        if cancellation.is_cancelled() {
            return None;
        }
        let mut findings = compilation.check(&config.lint);
        findings.retain(|it| {
            let file = &compilation.sources.get(it.primary.span.file).name;
            !(config.is_ignored)(it, &path::normalize(file))
        });
        Some(Analysis {
            compilation,
            findings,
            settings_findings: config.settings_findings,
            files: config.files,
            names: OnceLock::new(),
            resolutions: OnceLock::new(),
            name_index: OnceLock::new(),
        })
    }

    /// Every file that was read.
    pub fn sources(&self) -> &Sources {
        &self.compilation.sources
    }

    /// A file by its absolute path.
    pub fn file(&self, path: &str) -> Option<FileId> {
        let mut files = self.sources().iter();
        files
            .find(|(id, file)| {
                self.sources().is_users(Span::new(*id, 0, 0)) && path::normalize(&file.name) == path
            })
            .map(|(id, _)| id)
    }

    /// The absolute paths of the user's files that were read.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        let files = self.sources().iter();
        let files = files.filter(|(_, file)| file.ownership == Ownership::User);
        files.map(|(_, file)| path::normalize(&file.name))
    }

    /// Whether it read that file, or looked for it in vain.
    pub fn depends_on(&self, path: &str) -> bool {
        let files = self.compilation.dependencies.iter();
        self.file(path).is_some()
            || files.into_iter().any(|dependency| match dependency {
                Dependency::File(file) => path::normalize(file) == path,
                _ => false,
            })
    }

    /// The tree of a file.
    pub fn parsed(&self, file: FileId) -> Option<&Arc<Parsed>> {
        let mut files = self.compilation.files.iter();
        files.find(|(id, _)| *id == file).map(|(_, parsed)| parsed)
    }

    /// What the names in all files mean.
    pub fn names(&self) -> &Model {
        self.names.get_or_init(|| {
            let files = self.compilation.files.iter();
            Model::of(files.map(|(_, parsed)| &**parsed))
        })
    }

    /// What answered the references of the first jobs, each with the index of its job.
    pub fn resolutions(&self) -> &[(usize, Resolution)] {
        self.resolutions.get_or_init(|| {
            let jobs = self.compilation.jobs.iter().take(JOBS).enumerate();
            jobs.flat_map(|(index, job)| {
                job.resolutions()
                    .iter()
                    .cloned()
                    .map(move |resolution| (index, resolution))
            })
            .collect()
        })
    }

    /// The references that stand at an offset of a file, each with the index of its job and its place.
    pub fn references_at(&self, file: FileId, offset: u32) -> Vec<(usize, &Resolution, Span)> {
        let covers = |span: Span| span.file == file && span.touches(offset);
        self.resolutions()
            .iter()
            .filter(|(_, it)| {
                let mut pieces = it.place.text.pieces().iter();
                pieces.any(|piece| piece.literal.is_some_and(covers))
            })
            .map(|(job, it)| (*job, it, it.place.locate(self.sources())))
            .filter(|(_, _, span)| covers(*span))
            .collect()
    }

    /// A global variable, as it is at the end, or a builtin.
    pub fn global(&self, name: &str) -> Option<&FinalValue> {
        self.compilation.globals.get(name)
    }

    /// A type of the schema or of the configuration by the name of its variable.
    pub fn named_type(&self, name: &str) -> Option<Type> {
        match &self.global(name)?.kind {
            FinalKind::Type(ty) => Some(ty.clone()),
            FinalKind::Object(object) => Some(object.ty().clone()),
            // `SequentialTask`, `combine_tasks` and their relatives take the attributes of a `Task`.
            FinalKind::Function(_) => {
                let makes_task = name.ends_with("Task") || name.ends_with("_tasks");
                match &makes_task.then(|| self.global("Task"))??.kind {
                    FinalKind::Type(ty) => Some(ty.clone()),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

fn too_large(document: &Document, limit: u64) -> Compilation {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::clone(&document.source));
    let message = format!("The file is larger than {limit} bytes");
    let diagnostic = Diagnostic::new(
        &codes::limits::FILE_SIZE_LIMIT,
        message,
        Span::new(file, 0, 0),
    );
    Compilation {
        sources,
        main: Some(file),
        diagnostics: vec![diagnostic],
        ..Compilation::default()
    }
}
