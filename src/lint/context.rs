//! What a rule may look at, and where its findings go.

use super::{Settings, Suppressions, Thresholds};
use crate::diagnostic::Diagnostic;
use crate::eval::value::Namespace;
use crate::job::Job;
use crate::object::Resolution;
use crate::source::{FileId, Sources, Span};
use crate::syntax::Parsed;
use std::cell::OnceCell;
use std::rc::Rc;

/// A file of the user's: the one that was asked for, or one that it includes or imports.
#[derive(Clone)]
pub struct File {
    /// Its number.
    pub id: FileId,
    /// Its tree and comments.
    pub parsed: Rc<Parsed>,
}

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
    pub globals: &'a Namespace,
    /// Whether the compilation found errors: a rule that says what is *not* used has to keep silent then.
    pub has_errors: bool,
    /// The numbers to compare with.
    pub thresholds: &'a Thresholds,
    /// What answered the references of the jobs; found when a rule first asks.
    pub resolutions: OnceCell<Vec<Vec<Resolution>>>,
}

/// What rules found.
#[derive(Default)]
pub struct Findings {
    diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds a finding about a job: the same mistake in a template of many jobs is one finding that names them.
    pub fn push_for(&mut self, job: &Job, mut diagnostic: Diagnostic) {
        diagnostic.jobs.push(job.key.to_string());
        self.diagnostics.push(diagnostic);
    }

    /// The findings in file order, those of several jobs merged, each with the severity that the settings give it.
    pub fn into_diagnostics(self, settings: &Settings) -> Vec<Diagnostic> {
        let mut merged = indexmap::IndexMap::<_, Diagnostic>::new();
        for mut diagnostic in self.diagnostics {
            diagnostic.severity = settings.severity(diagnostic.code);
            let place = (diagnostic.primary.span, diagnostic.code.code);
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

    /// The first of some places that is in a file of the user's.
    pub fn users(&self, places: &[Span]) -> Option<Span> {
        places
            .iter()
            .copied()
            .find(|&span| self.sources.is_users(span))
    }

    /// Every job with what answered each of its references, those that `{{&name}}` put off included.
    pub fn resolved_jobs(&self) -> impl Iterator<Item = (&Job, &[Resolution])> {
        let resolutions = self
            .resolutions
            .get_or_init(|| self.jobs.iter().map(Job::resolutions).collect());
        self.jobs.iter().zip(resolutions.iter().map(Vec::as_slice))
    }

    /// The comments of a file that switch rules off.
    pub fn suppressions(&self, file: &File) -> Suppressions {
        Suppressions::read(self.sources.get(file.id), file.id, &file.parsed.comments)
    }
}
