//! What jobc knows of one open file, and of everything that it includes.

use super::cancel::{CancellableHost, Cancellation};
use super::document::Document;
use super::rename::Belongings;
use super::surroundings::Surroundings;
use super::uri;
use crate::backstop;
use crate::compile::{Compilation, CompileOptions, Input, compile};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::{Host, Snapshot, SnapshotKind};
use crate::lint::{Selector, can_be_ignored};
use crate::object::{Resolution, Type};
use crate::semantic::Model;
use crate::source::{FileId, Ownership, SourceFile, Sources, Span};
use crate::syntax::Parsed;
use crate::workspace::globs::Globs;
use crate::workspace::settings::{BadSettings, Settings};
use crate::workspace::{DiskHost, MemoryHost, OverlayHost};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Hovering and hints look at the references of so many jobs.
const JOBS: usize = 100;

/// A compiled file with its findings.
pub struct Analysis {
    /// What came out of the compilation.
    pub compilation: Compilation,
    /// The errors and the linter's findings.
    pub findings: Vec<Diagnostic>,
    /// The settings file that was in force, and what is wrong with it.
    pub bad_settings: Option<Box<BadSettings>>,
    /// The disk as it sees it, inside of its root; `None` if its folder is not there (any more).
    pub disk: Option<DiskHost>,
    names: OnceLock<Model>,
    resolutions: OnceLock<Vec<(usize, Resolution)>>,
    /// Which names belong together.
    pub belongings: Belongings,
}

impl Analysis {
    /// Compiles a buffer. `texts` are all buffers by path: they go before the files on the disk. `None` if it was cancelled.
    pub fn new(
        document: &Document,
        texts: &BTreeMap<String, Vec<u8>>,
        surroundings: &Surroundings,
        cancellation: &Cancellation,
    ) -> Option<Analysis> {
        let in_force = surroundings.in_force(&document.path);
        let settings = &in_force.settings;
        let mut options = options(
            settings,
            in_force.folder.as_deref(),
            Path::new(&document.path),
        );
        options.evaluation.trees = surroundings.trees.clone();
        let root = surroundings.root(&document.path, &in_force);
        let disk = root.and_then(|it| disk(document, &it, settings, &options.evaluation.preludes));
        let limits = &options.evaluation.limits;
        let obsolete = cancellation.clone();
        let is_obsolete = Box::new(move || obsolete.is_cancelled());
        let _watched = backstop::watch_unless(&document.path, limits, is_obsolete);
        let compilation = match document.source.text.len() as u64 > settings.limits.file_size {
            true => too_large(document, settings.limits.file_size),
            false => {
                let buffers = Buffers {
                    document,
                    texts,
                    cancellation,
                };
                match &disk {
                    Some(disk) => buffers.compile(&options, disk),
                    // Its folder is gone, or it never had one.
                    None => buffers.compile(&options, &MemoryHost::default()),
                }
            }
        };
        if cancellation.is_cancelled() {
            return None;
        }
        let mut findings = compilation.check(&settings.lint);
        let folder = in_force.folder.as_deref().unwrap_or(Path::new("/"));
        let ignores = settings.lint.per_file_ignores.iter();
        let ignores: Vec<_> = ignores
            .filter_map(|(glob, rules)| {
                Some((Globs::new(folder, [glob.as_str()]).ok()?, rules.as_slice()))
            })
            .collect();
        if !ignores.is_empty() {
            findings.retain(|it| !is_ignored_here(it, &compilation.sources, &ignores));
        }
        Some(Analysis {
            compilation,
            findings,
            bad_settings: in_force.bad,
            disk,
            names: OnceLock::new(),
            resolutions: OnceLock::new(),
            belongings: Belongings::default(),
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
                self.sources().is_users(Span::new(*id, 0, 0)) && uri::normalize(&file.name) == path
            })
            .map(|(id, _)| id)
    }

    /// The absolute paths of the user's files that were read.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        let files = self.sources().iter();
        let files = files.filter(|(_, file)| file.ownership == Ownership::User);
        files.map(|(_, file)| uri::normalize(&file.name))
    }

    /// Whether it read that file, or looked for it in vain.
    pub fn depends_on(&self, path: &str) -> bool {
        let files = self.compilation.dependencies.iter();
        self.file(path).is_some()
            || files.into_iter().any(|dependency| match dependency {
                crate::eval::Dependency::File(file) => uri::normalize(file) == path,
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
    pub fn global(&self, name: &str) -> Option<&Snapshot> {
        self.compilation.globals.get(name)
    }

    /// A type of the schema or of the configuration by the name of its variable.
    pub fn named_type(&self, name: &str) -> Option<Type> {
        match &self.global(name)?.kind {
            SnapshotKind::Type(ty) => Some(ty.clone()),
            SnapshotKind::Object(object) => Some(object.ty().clone()),
            // `SequentialTask`, `combine_tasks` and their relatives take the attributes of a `Task`.
            SnapshotKind::Function(_) => {
                let makes_task = name.ends_with("Task") || name.ends_with("_tasks");
                match &makes_task.then(|| self.global("Task"))??.kind {
                    SnapshotKind::Type(ty) => Some(ty.clone()),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// What a buffer is compiled with.
struct Buffers<'a> {
    document: &'a Document,
    texts: &'a BTreeMap<String, Vec<u8>>,
    cancellation: &'a Cancellation,
}

impl Buffers<'_> {
    fn compile(&self, options: &CompileOptions, behind: &dyn Host) -> Compilation {
        let input = Input::Text {
            name: self.document.path.clone(),
            bytes: self.document.source.text.as_bytes().to_vec(),
        };
        let texts = match uri::has_file(&self.document.path) {
            true => self.texts.clone(),
            // Other buffers are files that it is not beside.
            false => BTreeMap::new(),
        };
        let host = OverlayHost { behind, texts };
        let host = CancellableHost {
            behind: &host,
            cancellation: self.cancellation,
        };
        compile(&input, options, &host)
    }
}

/// The disk as a document sees it.
fn disk(
    document: &Document,
    root: &Path,
    settings: &Settings,
    preludes: &[String],
) -> Option<DiskHost> {
    let parent = Path::new(&document.path).parent();
    let parent = parent.unwrap_or(Path::new("/"));
    let size = settings.limits.file_size;
    let mut disk = DiskHost::new(root, parent, settings.environment(), size).ok()?;
    for prelude in preludes {
        disk.name_file(Path::new(prelude));
    }
    Some(disk)
}

fn options(settings: &Settings, folder: Option<&Path>, path: &Path) -> CompileOptions {
    let folder = folder.unwrap_or(Path::new(""));
    CompileOptions {
        evaluation: settings.evaluation(folder),
        bindings: settings.all_bindings(),
        read_json: false,
        scheduler: crate::job::Settings {
            parameters: settings.parameters(folder.is_absolute().then_some((folder, path))),
            ..settings.scheduler()
        },
        keeps_resolutions: true,
    }
}

/// Whether the settings switch a finding off in the file that it is in.
fn is_ignored_here(
    finding: &Diagnostic,
    sources: &Sources,
    ignores: &[(Globs, &[Selector])],
) -> bool {
    let path = uri::normalize(&sources.get(finding.primary.span.file).name);
    can_be_ignored(finding.code)
        && ignores.iter().any(|(globs, rules)| {
            rules.iter().any(|it| it.selects(finding.code)) && globs.matches(Path::new(&path))
        })
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
