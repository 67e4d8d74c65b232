//! From the variables of an evaluation to objects that are jobs.

use super::variables::{elements, variable};
use super::{CompileOptions, tasks};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::{Evaluation, Value, ValueKind};
use crate::job::{Candidate, jobs_not_a_list, no_jobs, not_a_job, too_many_jobs};
use crate::object::Object;
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind, Statement, StatementKind};

/// The objects in `jobs`, and what is wrong with the list.
pub(super) fn objects(
    evaluation: &Evaluation,
    options: &CompileOptions,
) -> (Vec<Object>, Vec<Diagnostic>) {
    let Some(jobs) = variable(evaluation, "jobs") else {
        return (Vec::new(), missing(evaluation));
    };
    if jobs.is_poison() {
        return (Vec::new(), Vec::new());
    }
    let Some(elements) = elements(evaluation, &jobs) else {
        return (Vec::new(), vec![no_list(evaluation, &jobs)]);
    };
    if elements.is_empty() {
        // What could not be read may be why there are none.
        let is_syntax = |it: &Diagnostic| codes::syntax::ALL.contains(&it.code);
        let found = (!evaluation.diagnostics.iter().any(is_syntax))
            .then(|| no_jobs(visible(evaluation, jobs.origin), None));
        return (Vec::new(), found.into_iter().collect());
    }
    let mut diagnostics = Vec::new();
    let limit = options.evaluation.limits.jobs;
    if elements.len() > limit {
        let place = visible(evaluation, jobs.origin);
        diagnostics.push(too_many_jobs(elements.len(), limit, place));
    }
    let mut objects = Vec::new();
    for element in elements.into_iter().take(limit) {
        match element.kind {
            ValueKind::Object(object) => objects.push(object),
            ValueKind::Poison => {}
            _ => diagnostics.push(not_a_job(
                &describe(&element),
                visible(evaluation, element.origin),
            )),
        }
    }
    (objects, diagnostics)
}

/// Says that `jobs` is no list, where that was assigned: the value may have been made far from there.
fn no_list(evaluation: &Evaluation, jobs: &Value) -> Diagnostic {
    let made = visible(evaluation, jobs.origin);
    let assigned = evaluation.parsed.get(&evaluation.main).and_then(|parsed| {
        parsed
            .module
            .body
            .iter()
            .filter_map(assigned_jobs)
            .next_back()
    });
    match assigned {
        Some(place) if place != made && made.to(place) != place => {
            let diagnostic = jobs_not_a_list(&describe(jobs), place);
            diagnostic.label(made, "made here")
        }
        _ => jobs_not_a_list(&describe(jobs), made),
    }
}

/// What a statement assigns to `jobs`.
fn assigned_jobs(statement: &Statement) -> Option<Span> {
    let StatementKind::Assign { targets, value } = &statement.kind else {
        return None;
    };
    let is_jobs = |target: &Expression| matches!(&target.kind, ExpressionKind::Name(name) if &**name == "jobs");
    targets.iter().any(is_jobs).then_some(value.span)
}

/// The names of the classes and functions in `hooks`. They are never run.
pub(super) fn hooks(evaluation: &Evaluation) -> Vec<String> {
    let hooks = variable(evaluation, "hooks");
    let elements = hooks
        .as_ref()
        .and_then(|hooks| elements(evaluation, hooks))
        .unwrap_or_default();
    elements
        .iter()
        .map(|hook| match &hook.kind {
            ValueKind::Instance(instance) => instance.class.name.to_string(),
            ValueKind::Class(class) => class.name.to_string(),
            ValueKind::Function(function) => function.name.to_string(),
            _ => describe(hook),
        })
        .collect()
}

/// A file without `jobs` that makes some: an error, unless it exports tasks, or something else in it went wrong, which may be
/// why. A file that makes no jobs either is a template for others.
fn missing(evaluation: &Evaluation) -> Vec<Diagnostic> {
    let failed = evaluation.diagnostics.iter().any(Diagnostic::is_error);
    if failed || tasks::are_exported(evaluation) {
        return Vec::new();
    }
    let length = evaluation.sources.get(evaluation.main).text.len();
    let end = Span::new(evaluation.main, length, length);
    let candidate = candidate(evaluation);
    let found = candidate.map(|candidate| no_jobs(end, Some(&candidate)));
    found.into_iter().collect()
}

/// A variable of the user that holds a job or a list of jobs: probably meant where there are no `jobs`.
fn candidate(evaluation: &Evaluation) -> Option<Candidate> {
    let variables = evaluation.globals.variables.borrow();
    let (name, value) = variables
        .iter()
        .filter(|(_, value)| evaluation.sources.is_users(value.origin))
        .rfind(|(_, value)| first_job(evaluation, value).is_some())?;
    Some(Candidate {
        list: match elements(evaluation, value) {
            Some(_) => name.to_string(),
            None => format!("[{name}]"),
        },
        span: value.origin,
        missing: first_job(evaluation, value)
            .map(|job| unset(&job))
            .unwrap_or_default(),
    })
}

/// The job that a value is, or the first one in it.
fn first_job(evaluation: &Evaluation, value: &Value) -> Option<Object> {
    match elements(evaluation, value) {
        Some(elements) => elements.iter().find_map(as_job),
        None => as_job(value),
    }
}

/// The required attributes of an object that are not set.
fn unset(object: &Object) -> Vec<String> {
    let attributes = object.ty().as_struct().map(|ty| ty.attributes.iter());
    let required = attributes
        .into_iter()
        .flatten()
        .filter(|(_, it)| it.required);
    let unset = required.filter(|(name, _)| object.field(name).is_none());
    unset.map(|(name, _)| name.to_string()).collect()
}

fn as_job(value: &Value) -> Option<Object> {
    match &value.kind {
        ValueKind::Object(object) if matches!(&**object.ty().name(), "Job" | "MesosJob") => {
            Some(object.clone())
        }
        _ => None,
    }
}

/// The place of a value, or the start of the file if it is none of the user's own.
fn visible(evaluation: &Evaluation, span: Span) -> Span {
    match evaluation.sources.is_users(span) {
        true => span,
        false => Span::new(evaluation.main, 0, 0),
    }
}

/// A value in words.
fn describe(value: &Value) -> String {
    match &value.kind {
        ValueKind::None => "None",
        ValueKind::Boolean(_) => "a boolean",
        ValueKind::Integer(_) | ValueKind::BigInteger(_) | ValueKind::Float(_) => "a number",
        ValueKind::String(_) | ValueKind::Unicode(_) => "a string",
        ValueKind::List(_) => "a list",
        ValueKind::Tuple(_) => "a tuple",
        ValueKind::Dict(_) => "a dict",
        ValueKind::Set(_) => "a set",
        ValueKind::Function(_) | ValueKind::Native(_) | ValueKind::Method(_) => "a function",
        ValueKind::Class(_) => "a class",
        ValueKind::Module(_) => "a module",
        ValueKind::Iterator(_) => "an iterator",
        ValueKind::Object(object) => return object.ty().one(),
        ValueKind::Type(ty) => return format!("the type `{}`, not called", ty.name()),
        ValueKind::Empty => "Empty",
        _ => "something else",
    }
    .to_owned()
}
