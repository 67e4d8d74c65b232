//! Jobs given as JSON: what `jobc emit` writes, and what the Aurora client reads with `--read-json`.

use super::json::{self, JsonError};
use super::json_defaults::is_default;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::job::{INVALID_JSON, JSON_NOT_A_JOB, NO_JOBS, REPEATED_KEY};
use crate::diagnostic::codes::limits::JOB_LIMIT;
use crate::object::{
    Budget, BudgetExceeded, Object, PlainKind, PlainValue, Type, TypeKind, repair,
};
use crate::source::{FileId, Sources, Span};

/// How much is read of JSON.
pub struct ReadLimits<'a> {
    /// Bytes that the values take, roughly.
    pub memory: usize,
    /// Jobs.
    pub jobs: usize,
    /// The time and memory of the compilation.
    pub budget: &'a dyn Budget,
}

/// How many repeated keys are reported.
const MOST_REPEATED: usize = 1000;

/// The work that making a job is, next to that of copying a byte.
const JOB: usize = 1 << 14;

/// Reads `{"jobs": […]}`, or a single job, and makes objects of type `job`.
pub fn read(
    file: FileId,
    job: &Type,
    sources: &Sources,
    limits: &ReadLimits,
) -> (Vec<Object>, Vec<Diagnostic>) {
    let text = &sources.get(file).text;
    let given = match json::parse(text, file, limits.memory) {
        Ok(given) => given,
        Err(JsonError {
            memory: Some(limit),
            span,
            ..
        }) => {
            let diagnostic = BudgetExceeded::Memory(limit).diagnostic(span);
            return (Vec::new(), vec![diagnostic]);
        }
        Err(error) => {
            let message = format!("invalid JSON: {}", error.message);
            return (
                Vec::new(),
                vec![Diagnostic::new(&INVALID_JSON, message, error.span)],
            );
        }
    };
    let repeated = given.repeated.iter().take(MOST_REPEATED).map(|key| {
        let name = sources.text(*key);
        let message = format!("duplicate key {name} in one object: only the last value counts");
        Diagnostic::new(&REPEATED_KEY, message, *key).at("not read")
    });
    let mut diagnostics: Vec<Diagnostic> = repeated.collect();
    let given = given.value;
    let elements = match elements(&given) {
        Ok(elements) => elements,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return (Vec::new(), diagnostics);
        }
    };
    let mut objects = Vec::new();
    if elements.len() > limits.jobs {
        diagnostics.push(too_many_jobs(elements.len(), limits.jobs, given.span));
    }
    for element in elements.into_iter().take(limits.jobs) {
        if let Some(exceeded) = limits.budget.work(JOB) {
            diagnostics.push(exceeded.diagnostic(element.span));
            break;
        }
        match Object::new(job, &fitted(element, job)) {
            Ok(object) => objects.push(object),
            Err(_) => {
                let mut wrong = Vec::new();
                let repaired = repair(job, &fitted(element, job), None, &mut wrong);
                let wrong = wrong.iter();
                diagnostics
                    .extend(wrong.map(|it| it.error.diagnostic_of(it.given_to.as_ref(), sources)));
                objects.extend(Object::new(job, &repaired));
            }
        }
    }
    (objects, diagnostics)
}

/// A value with the dicts that stand for one of several structs made objects of it. Pystachio tries a dict only as the first of them,
/// which would keep it from reading what it wrote.
fn fitted(given: &PlainValue, ty: &Type) -> PlainValue {
    let kind = match (&given.kind, ty.kind()) {
        (PlainKind::Map(pairs), TypeKind::Struct(declared)) => {
            let attribute = |key: &PlainValue| match &key.kind {
                PlainKind::Text(name, _) => declared.attributes.get(name.as_str()),
                _ => None,
            };
            let fit = |(key, value): &(PlainValue, PlainValue)| match attribute(key) {
                Some(attribute) => (key.clone(), fitted(value, &attribute.ty)),
                None => (key.clone(), value.clone()),
            };
            let is_decided = |(key, value): &&(PlainValue, PlainValue)| {
                let default = attribute(key).and_then(|it| it.default.as_ref());
                !default.is_some_and(|default| is_default(value, default))
            };
            let decided = pairs.iter().filter(is_decided);
            PlainKind::Map(decided.map(fit).collect())
        }
        (PlainKind::Map(pairs), TypeKind::Map { value, .. }) => {
            let fit = |(key, item): &(PlainValue, PlainValue)| (key.clone(), fitted(item, value));
            PlainKind::Map(pairs.iter().map(fit).collect())
        }
        (PlainKind::List(items), TypeKind::List { element }) => {
            PlainKind::List(items.iter().map(|item| fitted(item, element)).collect())
        }
        (PlainKind::Map(pairs), TypeKind::Choice { alternatives }) => {
            return chosen(given, pairs, alternatives).unwrap_or_else(|| given.clone());
        }
        _ => return given.clone(),
    };
    PlainValue {
        kind,
        span: given.span,
    }
}

/// The first alternative that has all the attributes of a dict and misses none, made of it.
fn chosen(
    given: &PlainValue,
    pairs: &[(PlainValue, PlainValue)],
    alternatives: &[Type],
) -> Option<PlainValue> {
    let names: Vec<&str> = pairs
        .iter()
        .filter_map(|(key, _)| match &key.kind {
            PlainKind::Text(name, _) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let ty = alternatives.iter().find(|ty| {
        ty.as_struct().is_some_and(|declared| {
            let mut attributes = declared.attributes.iter();
            names
                .iter()
                .all(|name| declared.attributes.contains_key(*name))
                && attributes
                    .all(|(name, attribute)| !attribute.required || names.contains(&&**name))
        })
    })?;
    let object = Object::new(ty, &fitted(given, ty)).ok()?;
    Some(PlainValue {
        kind: PlainKind::Object(object),
        span: given.span,
    })
}

/// The jobs, each as a dict.
fn elements(given: &PlainValue) -> Result<Vec<&PlainValue>, Box<Diagnostic>> {
    let PlainKind::Map(pairs) = &given.kind else {
        return Err(no_job(given));
    };
    let is_jobs =
        |key: &PlainValue| matches!(&key.kind, PlainKind::Text(text, _) if text.as_str() == "jobs");
    let Some((_, jobs)) = pairs.iter().find(|(key, _)| is_jobs(key)) else {
        return Ok(vec![given]);
    };
    let PlainKind::List(jobs) = &jobs.kind else {
        return Err(no_job(jobs));
    };
    if jobs.is_empty() {
        let message = "`jobs` is empty, so there is nothing to run";
        return Err(Box::new(Diagnostic::new(&NO_JOBS, message, given.span)));
    }
    match jobs
        .iter()
        .find(|job| !matches!(job.kind, PlainKind::Map(_)))
    {
        Some(other) => Err(no_job(other)),
        None => Ok(jobs.iter().collect()),
    }
}

fn no_job(given: &PlainValue) -> Box<Diagnostic> {
    let message = format!(
        "expected a job or `{{\"jobs\": […]}}`, found {}",
        given.describe()
    );
    let first = Span {
        end: given.span.end.min(given.span.start + 1),
        ..given.span
    };
    Box::new(Diagnostic::new(&JSON_NOT_A_JOB, message, first))
}

/// Says that a list has more jobs than the limit `jobs` allows.
pub fn too_many_jobs(found: usize, limit: usize, span: Span) -> Diagnostic {
    let message = format!("`jobs` has {found} jobs, more than the limit of {limit}");
    Diagnostic::new(&JOB_LIMIT, message, span)
        .help("the limit is the setting `jobs`; or split the file")
}
