//! One job on its way to being accepted or refused.

use super::plan::Plan;
use super::reference::{Known, known};
use super::value::{self, attribute};
use super::{Bindings, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::object::{
    Field, Interpolation, Limits, Object, Problem, ProblemKind, Resolution, UnboundReference,
};
use crate::source::{Sources, Span};
use rustc_hash::FxHashSet;

/// One job, resolved, and what was found to be wrong with it.
pub struct Case<'a> {
    /// The job as it was written, with all bindings around it.
    pub bound: Object,
    /// The job with all references resolved but those that the cluster fills in.
    pub job: Object,
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

impl<'a> Case<'a> {
    /// Resolves a job; also keeps what answered its references, if that is wanted.
    pub fn new(
        written: &Object,
        bindings: &Bindings,
        limits: &Limits<'_>,
        sources: &'a Sources,
        settings: &'a Settings,
        keeps_resolutions: bool,
    ) -> Case<'a> {
        let bound = bindings.around(written);
        let mut resolutions = keeps_resolutions.then(Vec::new);
        let first = bound.interpolate_with(limits, resolutions.as_mut());
        let second = again(&first, limits, settings, resolutions.as_mut());
        let instance = bindings
            .instance_of(&second.object)
            .interpolate_with(limits, None);
        let mut problems = first.problems;
        // What could not be resolved stays as it is, and nothing is bound around it any more.
        let left: FxHashSet<&str> = problems.iter().map(|problem| &*problem.path).collect();
        let is_left = |reference: &UnboundReference| left.contains(&*reference.path);
        let mut unbound = first.unbound;
        let mut more = second.unbound;
        more.retain(|reference| !is_left(reference));
        retain_new(&unbound, &mut more);
        unbound.extend(more);
        let mut later = instance.unbound;
        later.retain(|reference| !is_left(reference));
        retain_new(&unbound, &mut later);
        problems.extend(second.problems);
        problems.extend(instance.problems);
        let checked = instance.object.check_with(limits);
        let more = without_repeats(checked, &problems);
        problems.extend(more);
        Case {
            bound,
            job: second.object,
            instance: instance.object,
            unbound,
            unbound_later: later,
            problems,
            sources,
            settings,
            resolutions,
            plan: None,
            found: Vec::new(),
        }
    }

    /// That a limit of the whole compilation was used up meanwhile: then the job says nothing.
    pub fn exceeded(&self) -> Option<Diagnostic> {
        let ended = |problem: &&Problem| matches!(problem.kind, ProblemKind::Exceeded(_));
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

/// The client interpolates a job twice, which brings out what `{{&name}}` put off. Where nothing was put off and only the
/// cluster is left to fill something in, it would change nothing.
fn again(
    first: &Interpolation,
    limits: &Limits<'_>,
    settings: &Settings,
    trace: Option<&mut Vec<Resolution>>,
) -> Interpolation {
    let is_clusters = |unbound: &UnboundReference| {
        matches!(
            known(&unbound.reference, settings),
            Known::Cluster | Known::Port(_)
        )
    };
    let is_settled =
        !first.has_deferred && first.problems.is_empty() && first.unbound.iter().all(is_clusters);
    match is_settled {
        true => Interpolation {
            object: first.object.clone(),
            unbound: Vec::new(),
            problems: Vec::new(),
            has_deferred: false,
        },
        false => first.object.interpolate_with(limits, trace),
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

/// What checking finds, but for the references of texts which could not be resolved: such a text is as it was written, and nothing
/// is bound around it any more.
fn without_repeats(mut checked: Vec<Problem>, problems: &[Problem]) -> Vec<Problem> {
    let left: FxHashSet<&str> = problems.iter().map(|problem| &*problem.path).collect();
    checked.retain(|problem| {
        !matches!(problem.kind, ProblemKind::Unresolved { .. }) || !left.contains(&*problem.path)
    });
    checked
}

/// Leaves out of `more` what stands for the same thing in the same attribute as one of `known`, or as one before it.
fn retain_new(known: &[UnboundReference], more: &mut Vec<UnboundReference>) {
    if more.is_empty() {
        return;
    }
    let key = |it: &UnboundReference| (it.path.clone(), it.reference.clone());
    let mut seen: FxHashSet<_> = known.iter().map(key).collect();
    more.retain(|reference| seen.insert(key(reference)));
}
