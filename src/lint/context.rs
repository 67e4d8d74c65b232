//! What a rule may look at, and where its findings go.

use super::rules::language::names::Reads;
use super::{Settings, Shell, Suppressions, Thresholds};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::object::{Object, Resolution, Type};
use crate::semantic::Model;
use crate::source::{FileId, Sources, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::Name;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use std::sync::OnceLock;

/// A file of the user's: the one that was asked for, or one that it includes or imports.
#[derive(Clone)]
pub struct File {
    /// Its number.
    pub id: FileId,
    /// Its tree and comments.
    pub parsed: Arc<Parsed>,
}

/// What a global variable holds, as far as rules want to know.
#[derive(Clone, Debug)]
pub enum Global {
    /// An object.
    Object(Object),
    /// A type of objects.
    Type(Type),
    /// A class.
    Class,
    /// The result of an expression that failed.
    Poison,
    /// A value of Python: a text, a number, a function.
    Plain,
}

/// Global variables by their names.
pub type Globals = FxHashMap<Name, Global>;

/// A compilation, as rules see it.
pub struct Context<'a> {
    /// Every file that was read.
    pub sources: &'a Sources,
    /// The file that was asked for.
    pub main: FileId,
    /// The user's files in the order they were read, the main one first.
    pub files: &'a [File],
    /// The jobs that the client accepts, in order.
    pub jobs: &'a [Job],
    /// The variables at the end of the evaluation.
    pub globals: &'a Globals,
    /// What compiling found.
    pub errors: &'a [Diagnostic],
    /// The names that the language itself defines.
    pub builtins: &'a FxHashSet<Name>,
    /// The places of the exceptions that the configuration caught itself.
    pub caught: &'a FxHashSet<Span>,
    /// Whether the compilation found errors: a rule that says what is *not* used in objects has to keep silent then.
    pub has_errors: bool,
    /// Whether all files were there, parsed, and evaluated without an error: what else is wrong is wrong with objects and jobs.
    pub is_evaluated: bool,
    /// The numbers to compare with.
    pub thresholds: &'a Thresholds,
    /// What looks at command lines, if it is there and wanted.
    pub shell: Option<&'a dyn Shell>,
    /// What several rules ask for.
    pub memo: Memo,
}

/// What several rules ask for, found when the first of them does.
#[derive(Default)]
pub struct Memo {
    reads: OnceLock<Vec<Reads>>,
    names: OnceLock<Model>,
}

/// What rules found.
#[derive(Default)]
pub struct Findings {
    /// Each with what tells it from another of the same rule at the same place.
    diagnostics: Vec<(u32, Diagnostic)>,
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.push_kind(0, diagnostic);
    }

    /// Adds a finding, if there is one.
    pub fn push_all(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|it| self.push(it));
    }

    /// Adds a finding of a rule that may have others, of other kinds, at the same place.
    pub fn push_kind(&mut self, kind: u32, diagnostic: Diagnostic) {
        self.diagnostics.push((kind, diagnostic));
    }

    /// Adds a finding about a job: the same mistake in a template of many jobs is one finding that names them.
    pub fn push_for(&mut self, job: &Job, mut diagnostic: Diagnostic) {
        diagnostic.jobs.push(job.key.label());
        self.push_kind(0, diagnostic);
    }

    /// Adds what others found.
    pub(super) fn extend(&mut self, others: Findings) {
        self.diagnostics.extend(others.diagnostics);
    }

    /// The findings in file order, those of several jobs merged, each with the severity that the settings give it.
    pub fn into_diagnostics(self, settings: &Settings) -> Vec<Diagnostic> {
        let mut merged = indexmap::IndexMap::<_, Diagnostic>::new();
        for (kind, mut diagnostic) in self.diagnostics {
            // A rule may find some things less bad than others, which the settings need not.
            if diagnostic.severity == diagnostic.code.severity || settings.sets(diagnostic.code) {
                diagnostic.severity = settings.severity(diagnostic.code);
            }
            let place = (diagnostic.primary.span, diagnostic.code.code, kind);
            match merged.entry(place) {
                indexmap::map::Entry::Occupied(mut entry) => {
                    entry.get_mut().jobs.extend(diagnostic.jobs)
                }
                indexmap::map::Entry::Vacant(entry) => {
                    entry.insert(diagnostic);
                }
            }
        }
        merged.sort_by(|left, _, right, _| left.cmp(right));
        merged.into_values().collect()
    }
}

impl Context<'_> {
    /// The text under a span.
    pub fn text(&self, span: Span) -> &str {
        self.sources.text(span)
    }

    /// Whether the jobs were given as JSON, in which no advice about the language is good.
    pub fn is_json(&self) -> bool {
        self.files.iter().all(|file| file.id != self.main)
    }

    /// The first of some places that is in a file of the user's.
    pub fn users(&self, places: &[Span]) -> Option<Span> {
        places
            .iter()
            .copied()
            .find(|&span| self.sources.is_users(span))
    }

    /// Every job with what answered each of its references, those that `{{&name}}` put off included.
    pub fn resolved_jobs(&self) -> impl Iterator<Item = (&Job, &[Resolution])> {
        self.jobs.iter().map(|job| (job, job.resolutions()))
    }

    /// What each of the files reads.
    pub(super) fn reads(&self) -> &[Reads] {
        self.memo
            .reads
            .get_or_init(|| self.files.iter().map(Reads::of_file).collect())
    }

    /// What the names of all files mean.
    pub(super) fn names(&self) -> &Model {
        let files = self.files.iter();
        let names = || Model::of(files.map(|file| &*file.parsed));
        self.memo.names.get_or_init(names)
    }

    /// The comments of a file that switch rules off.
    pub fn suppressions(&self, file: &File) -> Suppressions {
        Suppressions::read(self.sources.get(file.id), file.id, &file.parsed.comments)
    }
}
