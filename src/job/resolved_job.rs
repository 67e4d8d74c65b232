//! One job on its way to being accepted or refused.

use super::plan::Plan;
use super::resolve::Resolved;
use super::value::{self, attribute};
use super::{Bindings, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::object::{Field, Limits, Object, Problem, ProblemKind, Resolution, UnboundReference};
use crate::source::{Sources, Span};

/// One job, resolved, and what was found to be wrong with it.
pub struct ResolvedJob<'a> {
    /// The job as it was written, with all bindings around it.
    pub bound: Object,
    /// The job with all references resolved but those that the cluster fills in.
    pub job: Object,
    /// The same, resolved once more, if that changes it: what the executor reads.
    pub for_executor: Option<Object>,
    /// The same for a made-up instance: what the client checks the types of.
    pub instance: Object,
    /// References that nothing binds.
    pub unbound: Vec<UnboundReference>,
    /// References that nothing binds even when the instance is known, and that were not open before.
    pub unbound_later: Vec<UnboundReference>,
    /// What interpolating and checking found.
    pub problems: Vec<Problem>,
    /// The files.
    pub sources: &'a Sources,
    /// The limits of the scheduler.
    pub settings: &'a Settings,
    /// What answered each reference, if that is to be kept.
    pub resolutions: Option<Vec<Resolution>>,
    /// The order of the task's processes, once it was checked.
    pub plan: Option<Plan>,
    /// What is wrong so far.
    pub found: Vec<Diagnostic>,
}

impl<'a> ResolvedJob<'a> {
    /// Resolves a job; also keeps what answered its references, if that is wanted.
    pub fn new(
        written: &Object,
        bindings: &Bindings,
        limits: &Limits<'_>,
        sources: &'a Sources,
        settings: &'a Settings,
        keeps_resolutions: bool,
    ) -> ResolvedJob<'a> {
        let mut resolutions = keeps_resolutions.then(Vec::new);
        let resolved = Resolved::new(written, bindings, limits, settings, resolutions.as_mut());
        ResolvedJob {
            bound: resolved.bound,
            job: resolved.job,
            for_executor: resolved.for_executor,
            instance: resolved.instance,
            unbound: resolved.unbound,
            unbound_later: resolved.unbound_later,
            problems: resolved.problems,
            sources,
            settings,
            resolutions,
            plan: None,
            found: Vec::new(),
        }
    }

    /// That a limit of the whole compilation was used up meanwhile: then the job says nothing.
    pub fn exceeded(&self) -> Option<Diagnostic> {
        let ended = |problem: &&Problem| matches!(problem.kind, ProblemKind::BudgetExceeded(_));
        let problem = self.problems.iter().find(ended)?;
        Some(problem.diagnostic(self.sources))
    }

    /// Starts a diagnostic at the first of some places that is in a file of the user's.
    pub fn diagnostic(
        &self,
        code: &'static Code,
        message: impl Into<String>,
        places: &[Span],
    ) -> Diagnostic {
        Diagnostic::new(code, message, self.place(places))
    }

    /// Suggests `near` for `word`: as a fix, if that is what is written at the primary place.
    pub fn suggest(&self, diagnostic: Diagnostic, word: &str, near: &str) -> Diagnostic {
        let span = diagnostic.primary.span;
        let written = self.sources.text(span);
        match written.find(word) {
            // Two quotes, and perhaps a prefix.
            Some(start) if !word.is_empty() && written.len() <= word.len() + 3 => {
                diagnostic.suggest(span.part(start, start + word.len()), near)
            }
            _ => diagnostic.help(format!("did you mean `{near}`?")),
        }
    }

    /// The first of some places that is in a file of the user's; the call that made the job, if none is.
    pub fn place(&self, places: &[Span]) -> Span {
        let users = |span: &&Span| self.sources.is_users(**span);
        *places.iter().find(users).unwrap_or(&self.job.span())
    }

    /// The places to point at for an attribute of `owner`: its value as it was written, what set it, the call that made `owner`.
    pub fn places_of(&self, owner: &Object, name: &str) -> Vec<Span> {
        let field = owner.field(name);
        let own = field
            .filter(|field| !field.is_default)
            .map(|Field { value, set_by, .. }| [value.span(), *set_by]);
        let mut places: Vec<Span> = own.into_iter().flatten().collect();
        places.push(owner.span());
        places
    }

    /// An attribute of the job, if it is set and not the result of an expression that failed.
    pub fn get(&self, name: &str) -> Option<Object> {
        sound(attribute(&self.job, name)?)
    }

    /// The task, as a made-up instance sees it.
    pub fn task(&self) -> Option<Object> {
        sound(attribute(&self.instance, "task")?)
    }

    /// The number of instances.
    pub fn instances(&self) -> Option<i64> {
        value::read(&self.job, "instances", value::integer)
    }

    /// Whether the job is for dedicated hosts.
    pub fn is_dedicated(&self) -> bool {
        self.constraint("dedicated").is_some()
    }

    /// The placement constraint of that name.
    pub fn constraint(&self, name: &str) -> Option<Object> {
        let constraints = self.get("constraints")?;
        let mut pairs = constraints.as_map()?.iter();
        pairs
            .find(|(key, _)| value::text(key) == Some(name))
            .map(|(_, value)| value.clone())
    }
}

/// An object, unless it is the result of an expression that failed. One that only has such a part is kept.
fn sound(object: Object) -> Option<Object> {
    let has_parts = object.as_leaf().is_some()
        || object.as_list().is_some()
        || object.as_map().is_some()
        || object.fields().next().is_some();
    (has_parts || !object.is_poisoned()).then_some(object)
}
