//! The interpolations that a job goes through on its way to the executor, and what each of them leaves open.

use super::reference::{Known, known};
use super::{Bindings, Settings};
use crate::object::{
    Interpolation, Limits, Object, Problem, ProblemKind, Resolution, UnboundReference,
};
use rustc_hash::FxHashSet;

/// A job after all interpolations.
pub(super) struct Resolved {
    /// The job as it was written, with all bindings around it.
    pub bound: Object,
    /// After two interpolations, as the client converts it.
    pub job: Object,
    /// After the third one, which only what the executor reads gets; if that is the same, nothing.
    pub for_executor: Option<Object>,
    /// As a made-up instance sees it: what the client checks the types of.
    pub instance: Object,
    /// References that nothing binds.
    pub unbound: Vec<UnboundReference>,
    /// References of the task that nothing binds even when the instance is known, and that were not open before.
    pub unbound_later: Vec<UnboundReference>,
    /// What interpolating and checking found.
    pub problems: Vec<Problem>,
}

/// Each interpolation removes one `&` of `{{&&&name}}`. The client interpolates a task about so many times before it looks for open
/// references.
const MOST_INTERPOLATIONS: usize = 16;

impl Resolved {
    /// Resolves a job; adds what answers its references to `resolutions`, if they are wanted.
    pub fn new(
        written: &Object,
        bindings: &Bindings,
        limits: &Limits<'_>,
        settings: &Settings,
        mut resolutions: Option<&mut Vec<Resolution>>,
    ) -> Resolved {
        let bound = bindings.around(written);
        let first = bound.interpolate_with(limits, resolutions.as_deref_mut());
        let second = again(&first, limits, settings, resolutions);
        let mut resolved = Resolved {
            bound,
            job: second.object.clone(),
            for_executor: None,
            instance: second.object.clone(),
            unbound: first.unbound,
            unbound_later: Vec::new(),
            problems: first.problems,
        };
        // What could not be resolved stays as it is, and nothing is bound around it any more.
        let left: FxHashSet<String> = resolved.problems.iter().map(|it| it.path.clone()).collect();
        let is_left = |reference: &UnboundReference| left.contains(&*reference.path);
        let mut last = second.clone();
        resolved.add(second, |it| !is_left(it));
        for round in 0..MOST_INTERPOLATIONS {
            if !last.has_deferred {
                break;
            }
            last = last.object.interpolate_with(limits, None);
            if round == 0 {
                resolved.for_executor = Some(last.object.clone());
            } else {
                last.problems.retain(|it| is_in_task(&it.path));
            }
            resolved.add(last.clone(), |it| is_in_task(&it.path) && !is_left(it));
        }
        let instance = bindings
            .instance_of(&last.object)
            .interpolate_with(limits, None);
        resolved.instance = instance.object.clone();
        let running = match instance.may_nest || instance.has_deferred {
            true => Some(running(&resolved, &instance, bindings, limits, settings)),
            false => None,
        };
        let is_running = |it: &UnboundReference| {
            let known = known(&it.reference, settings);
            matches!(known, Known::Cluster | Known::Port(_))
        };
        let is_late = |it: &UnboundReference| is_in_task(&it.path) && !is_left(it);
        resolved.add_later(instance, |it| is_late(it) && !is_running(it));
        if let Some(mut running) = running {
            running.problems.retain(|it| is_in_task(&it.path));
            resolved.add_later(running, is_late);
        }
        let checked = resolved.instance.check_with(limits);
        let more = without_repeats(checked, &resolved.problems);
        resolved.problems.extend(more);
        resolved
    }

    fn add(&mut self, found: Interpolation, is_meant: impl Fn(&UnboundReference) -> bool) {
        let mut more = found.unbound;
        more.retain(is_meant);
        retain_new(&[&self.unbound], &mut more);
        self.unbound.extend(more);
        self.problems.extend(found.problems);
    }

    fn add_later(&mut self, found: Interpolation, is_meant: impl Fn(&UnboundReference) -> bool) {
        let mut more = found.unbound;
        more.retain(is_meant);
        retain_new(&[&self.unbound, &self.unbound_later], &mut more);
        self.unbound_later.extend(more);
        self.problems.extend(found.problems);
    }
}

/// The job of a made-up instance that runs: with numbers for all ports of the task, and an identifier. The client:
/// `ThermosTaskValidator`, which finds what references inside of references lead to.
fn running(
    resolved: &Resolved,
    instance: &Interpolation,
    bindings: &Bindings,
    limits: &Limits<'_>,
    settings: &Settings,
) -> Interpolation {
    let open = resolved.unbound.iter().chain(&instance.unbound);
    let ports = open.filter(|it| is_in_task(&it.path)).filter_map(|it| {
        match known(&it.reference, settings) {
            Known::Port(name) => Some(name),
            _ => None,
        }
    });
    let ports: FxHashSet<String> = ports.collect();
    let mut running = bindings
        .running(&instance.object, ports.iter())
        .interpolate_with(limits, None);
    for _ in 0..MOST_INTERPOLATIONS {
        if !running.has_deferred {
            break;
        }
        let next = running.object.interpolate_with(limits, None);
        running.object = next.object;
        running.has_deferred = next.has_deferred;
        running.unbound.extend(next.unbound);
        running.problems.extend(next.problems);
    }
    running
}

/// Whether a path of attributes leads to the task of a job, or into it.
pub(super) fn is_in_task(path: &str) -> bool {
    path.strip_prefix("task")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The client interpolates a job twice, which brings out what `{{&name}}` deferred. Where nothing was deferred and only the
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
            may_nest: first.may_nest,
        },
        false => first.object.interpolate_with(limits, trace),
    }
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
fn retain_new(known: &[&[UnboundReference]], more: &mut Vec<UnboundReference>) {
    if more.is_empty() {
        return;
    }
    let key = |it: &UnboundReference| (it.path.clone(), it.reference.clone());
    let mut seen: FxHashSet<_> = known.iter().copied().flatten().map(key).collect();
    more.retain(|reference| seen.insert(key(reference)));
}
