//! Problems of types and references.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::job::{INVALID_PORT_REFERENCE, RUNTIME_REFERENCE};
use crate::diagnostic::codes::object::TYPE_MISMATCH;
use crate::job::ParameterType;
use crate::job::reference::{Known, alike, known};
use crate::job::resolve::is_in_task;
use crate::job::resolved_job::ResolvedJob;
use crate::object::{self, Leaf, Object, Problem, ProblemKind, Type, TypeKind, UnboundReference};
use crate::source::Span;
use crate::template::{Component, Reference};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) fn check(case: &mut ResolvedJob<'_>) {
    unbound(case);
    below_a_port(case);
    nested(case);
    problems(case);
    needed_early(case);
}

/// The ports that processes refer to. The client: `ThermosTaskWrapper.ports`.
pub(crate) fn used_ports(case: &ResolvedJob<'_>) -> BTreeSet<String> {
    case.unbound
        .iter()
        .filter(|unbound| is_in_process(unbound))
        .filter_map(|unbound| match known(&unbound.reference, case.settings) {
            Known::Port(name) => Some(name),
            _ => None,
        })
        .collect()
}

fn is_in_process(unbound: &UnboundReference) -> bool {
    unbound.path.starts_with("task.processes")
}

/// Unbound references of a job that are explained: for each, the names in its scopes are compared with it.
const MOST_EXPLAINED: usize = 200;

fn unbound(case: &mut ResolvedJob<'_>) {
    // A name that a struct of the standard library takes from elsewhere by default: what is missing there is reported itself.
    let (own, derived): (Vec<_>, Vec<_>) = case
        .unbound
        .iter()
        .filter(|unbound| match known(&unbound.reference, case.settings) {
            Known::MistypedPort | Known::Nobody => true,
            Known::Elsewhere => case.settings.refuses_externals,
            Known::Cluster | Known::Port(_) | Known::Parameter => false,
        })
        .partition(|unbound| case.sources.is_users(unbound.locate(case.sources)));
    let mut found: Vec<Diagnostic> = own
        .into_iter()
        .enumerate()
        .filter_map(|(number, unbound)| match number < MOST_EXPLAINED {
            true => unbound_reference(case, unbound),
            false => Some(unbound.brief(case.sources)),
        })
        .collect();
    let nothing_else = case.problems.is_empty() && found.is_empty() && case.found.is_empty();
    if nothing_else {
        found.extend(
            derived
                .into_iter()
                .filter_map(|unbound| unbound_default(case, unbound)),
        );
    }
    case.found.extend(found);
}

fn unbound_reference(case: &ResolvedJob<'_>, unbound: &UnboundReference) -> Option<Diagnostic> {
    let reference = &unbound.reference;
    match known(reference, case.settings) {
        Known::MistypedPort if is_in_process(unbound) || reference.components().len() == 2 => {
            let diagnostic = Diagnostic::new(
                &INVALID_PORT_REFERENCE,
                format!(
                    "`{{{{{reference}}}}}` is not a port: the name of a port is written in brackets"
                ),
                unbound.locate(case.sources),
            );
            let name = reference.to_string();
            let name = name.rsplit('.').next().filter(|name| *name != "ports");
            Some(match name {
                Some(name) => {
                    let span = diagnostic.primary.span;
                    diagnostic.suggest(span, format!("{{{{thermos.ports[{name}]}}}}"))
                }
                None => diagnostic.help("write `{{thermos.ports[http]}}`"),
            })
        }
        Known::Nobody => {
            let mut elsewhere = alike(&unbound.reference);
            let parameters = case.settings.parameters.iter();
            elsewhere.extend(parameters.map(|(name, _)| name.to_owned()));
            let diagnostic = unbound.diagnostic(&elsewhere, case.sources);
            Some(match is_often_external(&unbound.reference) {
                true => diagnostic.help(format!(
                    "bind it with `-E '{reference}=…'`; if an external tool resolves it, add it under `[external]` in jobc.toml"
                )),
                false => diagnostic,
            })
        }
        Known::Elsewhere => {
            let diagnostic = unbound.diagnostic(&[], case.sources);
            Some(diagnostic.help(format!(
                "set its value with `-E '{reference}=…'`, or in the `lock` file of `[external]` in jobc.toml"
            )))
        }
        _ => None,
    }
}

/// Whether tools of some sites are known to resolve a reference.
fn is_often_external(reference: &Reference) -> bool {
    let first = reference.components().first();
    matches!(first, Some(Component::Attribute(name)) if matches!(&**name, "packer" | "docker"))
}

/// A reference in a default that nothing answers, such as the name of a task without processes.
fn unbound_default(case: &ResolvedJob<'_>, unbound: &UnboundReference) -> Option<Diagnostic> {
    if known(&unbound.reference, case.settings) != Known::Nobody {
        return None;
    }
    let mut diagnostic = unbound.diagnostic(&[], case.sources);
    let (owner, attribute) = owner(&case.job, &unbound.path);
    diagnostic.message = format!(
        "`{attribute}` of {} is not set, and its default `{{{{{}}}}}` is not bound",
        owner.ty().name(),
        unbound.reference
    );
    diagnostic.primary.span = case.place(&[owner.span()]);
    diagnostic.primary.message = format!("sets no `{attribute}`");
    diagnostic.labels.clear();
    diagnostic.fix = None;
    diagnostic.help = Some(format!("set `{attribute}`"));
    Some(diagnostic)
}

/// The struct that has the last attribute of a path, and the attribute.
fn owner(job: &Object, path: &str) -> (Object, String) {
    let mut owner = job.clone();
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        if steps.peek().is_none() {
            return (owner, step.to_string());
        }
        match owner.field(step) {
            Some(field) => owner = field.value.unwrap_choice(),
            None => return (owner, step.to_string()),
        }
    }
    (owner, path.to_string())
}

/// References that turn out to be open only when an instance runs: they depend on it.
fn nested(case: &mut ResolvedJob<'_>) {
    let is_running = |it: &&UnboundReference| {
        let known = known(&it.reference, case.settings);
        matches!(known, Known::Cluster | Known::Port(_))
    };
    let found: Vec<Diagnostic> = case
        .unbound_later
        .iter()
        .map(|unbound| {
            let mut inside = case.unbound.iter().filter(is_running);
            let inner = inside.find(|inner| inner.span == unbound.span);
            let span = inner.map_or(unbound.span, |inner| inner.locate(case.sources));
            let by = inner.map_or("the instance".to_string(), |inner| {
                format!("`{{{{{}}}}}`", inner.reference)
            });
            too_late(
                format!("the name of a reference depends on {by}, which is known only when an instance runs"),
                case.place(&[span]),
            )
            .help("choose the value in the command line, with a shell variable")
        })
        .collect();
    case.found.extend(found);
}

/// References of the task to something below a port, which is a number.
fn below_a_port(case: &mut ResolvedJob<'_>) {
    let below = |unbound: &UnboundReference| match unbound.reference.components() {
        [_, _, Component::Index(name), _, ..] => {
            let port = known(&unbound.reference, case.settings);
            (port == Known::Port(name.to_string())).then(|| name.clone())
        }
        _ => None,
    };
    let found: Vec<Diagnostic> = case
        .unbound
        .iter()
        .filter(|unbound| is_in_task(&unbound.path))
        .filter_map(|unbound| {
            let name = below(unbound)?;
            let reference = &unbound.reference;
            let message =
                format!("`{{{{{reference}}}}}` has an attribute of a port, but a port is a number");
            let span = unbound.locate(case.sources);
            let diagnostic = Diagnostic::new(&INVALID_PORT_REFERENCE, message, span);
            Some(diagnostic.suggest(span, format!("{{{{thermos.ports[{name}]}}}}")))
        })
        .collect();
    case.found.extend(found);
}

fn too_late(message: String, span: Span) -> Diagnostic {
    Diagnostic::new(&RUNTIME_REFERENCE, message, span).at("not known yet")
}

fn problems(case: &mut ResolvedJob<'_>) {
    let missing = missing_of_calls(&case.problems);
    // What a made-up instance gives is no mistake of the user's; that the value is open at all is reported.
    let is_made_up = |problem: &&Problem| {
        matches!(problem.kind, ProblemKind::Coercion { .. })
            && case.unbound.iter().any(|unbound| {
                let known = known(&unbound.reference, case.settings);
                *unbound.path == problem.path && matches!(known, Known::Cluster | Known::Port(_))
            })
    };
    let found: Vec<Diagnostic> = case
        .problems
        .iter()
        .filter(|problem| !is_made_up(problem))
        .filter_map(|problem| problem_found(case, problem, &missing))
        .collect();
    let place = |it: &Diagnostic| (it.code.code, it.primary.span);
    let mut seen: FxHashSet<_> = case.found.iter().map(place).collect();
    let new = |it: &Diagnostic| seen.insert(place(it));
    case.found.extend(found.into_iter().filter(new));
}

/// What each call leaves out.
type Missing = FxHashMap<Span, Vec<Arc<str>>>;

/// Everything that a call leaves out is one mistake.
fn missing_of_calls(problems: &[Problem]) -> Missing {
    let mut missing = Missing::default();
    for problem in problems {
        if let ProblemKind::Missing { attribute, .. } = &problem.kind {
            let of_call = missing.entry(problem.span).or_default();
            if !of_call.contains(attribute) {
                of_call.push(attribute.clone());
            }
        }
    }
    missing
}

fn problem_found(
    case: &ResolvedJob<'_>,
    problem: &Problem,
    missing: &Missing,
) -> Option<Diagnostic> {
    if let ProblemKind::Unresolved {
        reference,
        expected,
    } = &problem.kind
    {
        match known(reference, case.settings) {
            // Reported by itself, with what it rests on.
            Known::Nobody
                if case
                    .unbound_later
                    .iter()
                    .any(|later| later.reference == *reference) =>
            {
                return None;
            }
            Known::Nobody => {}
            Known::Parameter => return unfit_parameter(case, problem, reference, expected),
            _ => {
                return Some(value_too_late(
                    case,
                    reference.to_string(),
                    expected.name(),
                    &problem.path,
                    problem.locate(case.sources),
                ));
            }
        }
    }
    let mut diagnostic = match (&problem.kind, missing.get(&problem.span)) {
        (ProblemKind::Missing { ty, .. }, Some(all)) => object::missing(ty, all, problem.span),
        _ => problem.diagnostic(case.sources),
    };
    if !case.sources.is_users(diagnostic.primary.span) {
        let (owner, _) = owner(&case.job, &problem.path);
        diagnostic.primary.span = case.place(&[problem.span, owner.span()]);
    }
    Some(diagnostic)
}

/// A parameter whose declared type does not fit where it is used.
fn unfit_parameter(
    case: &ResolvedJob<'_>,
    problem: &Problem,
    reference: &Reference,
    expected: &Type,
) -> Option<Diagnostic> {
    let name = reference.to_string();
    let declared = case.settings.parameters.get(&name)?;
    let is_whole = match &problem.text {
        Some((text, range)) => *range == (0..text.len()),
        None => true,
    };
    // Of a number with digits around it, nobody can say more.
    let fits = match is_whole {
        true => declared.fits(expected),
        false => *declared == ParameterType::Integer && declared.fits(expected),
    };
    if fits {
        return None;
    }
    let attribute = problem.path.rsplit('.').next().unwrap_or(&problem.path);
    let wanted = object::takes(expected);
    let message = format!("`{attribute}` {wanted}, but `{{{{{name}}}}}` is declared as {declared}");
    let span = case.place(&[problem.locate(case.sources)]);
    let diagnostic = Diagnostic::new(&TYPE_MISMATCH, message, span).at("not of that type");
    Some(diagnostic.help("change its type under `[parameters]` in jobc.toml"))
}

/// Numbers and the like with an open reference: the client checks the types of the whole job before anything else.
fn needed_early(case: &mut ResolvedJob<'_>) {
    // A command line is text. Most references are in one.
    if case.unbound.iter().all(|it| it.path.ends_with("cmdline")) {
        return;
    }
    let mut open = Vec::new();
    for (name, field) in case.job.fields() {
        open_leaves(&field.value, name, &mut open);
    }
    let found: Vec<Diagnostic> = open
        .iter()
        .filter_map(|(name, leaf)| {
            let unbound = case.unbound.iter().find(|unbound| {
                let known = known(&unbound.reference, case.settings);
                unbound.span == leaf.span() && matches!(known, Known::Cluster | Known::Port(_))
            })?;
            let span = unbound.locate(case.sources);
            let reference = unbound.reference.to_string();
            Some(value_too_late(
                case,
                reference,
                leaf.ty().name(),
                name,
                span,
            ))
        })
        .collect();
    case.found.extend(found);
}

fn value_too_late(
    case: &ResolvedJob<'_>,
    reference: String,
    expected: &str,
    path: &str,
    span: Span,
) -> Diagnostic {
    let attribute = path.rsplit('.').next().unwrap_or(path);
    too_late(
        format!(
            "`{attribute}` requires its {expected} early, but `{{{{{reference}}}}}` is known only when an instance runs"
        ),
        case.place(&[span]),
    )
}

/// The values that are not text, but still have text in them, with the attribute they are in.
fn open_leaves(object: &Object, name: &str, open: &mut Vec<(String, Object)>) {
    let object = object.unwrap_choice();
    if let Some(leaf) = object.as_leaf() {
        let is_text = matches!(object.ty().kind(), TypeKind::String);
        if !is_text && matches!(leaf, Leaf::Text(text, _) if text.contains("{{")) {
            open.push((name.to_string(), object));
        }
        return;
    }
    for element in object.as_list().unwrap_or_default() {
        open_leaves(element, name, open);
    }
    for (_, value) in object.as_map().unwrap_or_default() {
        open_leaves(value, name, open);
    }
    for (name, field) in object.fields() {
        open_leaves(&field.value, name, open);
    }
}
