//! Jobs given as JSON: what `jobc emit` writes, and what the Aurora client reads with `--read-json`.

use super::json;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::job::{INVALID_JSON, JSON_NOT_A_JOB, NO_JOBS};
use crate::object::{Given, GivenKind, Object, Type};
use crate::source::{FileId, Sources, Span};

/// Reads `{"jobs": […]}`, or a single job, and makes objects of type `job`.
pub fn read(file: FileId, job: &Type, sources: &Sources) -> (Vec<Object>, Vec<Diagnostic>) {
    let text = &sources.get(file).text;
    let given = match json::parse(text, file) {
        Ok(given) => given,
        Err(error) => {
            let message = format!("This is no JSON: {}", error.message);
            return (
                Vec::new(),
                vec![Diagnostic::new(&INVALID_JSON, message, error.span)],
            );
        }
    };
    let elements = match elements(&given) {
        Ok(elements) => elements,
        Err(diagnostic) => return (Vec::new(), vec![*diagnostic]),
    };
    let mut objects = Vec::new();
    let mut diagnostics = Vec::new();
    for element in elements {
        match Object::new(job, element) {
            Ok(object) => objects.push(object),
            Err(error) => diagnostics.push(error.diagnostic(sources)),
        }
    }
    (objects, diagnostics)
}

/// The jobs, each as a dict.
fn elements(given: &Given) -> Result<Vec<&Given>, Box<Diagnostic>> {
    let GivenKind::Map(pairs) = &given.kind else {
        return Err(no_job(given));
    };
    let is_jobs =
        |key: &Given| matches!(&key.kind, GivenKind::Text(text) if text.as_str() == "jobs");
    let Some((_, jobs)) = pairs.iter().find(|(key, _)| is_jobs(key)) else {
        return Ok(vec![given]);
    };
    let GivenKind::List(jobs) = &jobs.kind else {
        return Err(no_job(jobs));
    };
    if jobs.is_empty() {
        let message = "`jobs` is empty, so there is nothing to run";
        return Err(Box::new(Diagnostic::new(&NO_JOBS, message, given.span)));
    }
    match jobs
        .iter()
        .find(|job| !matches!(job.kind, GivenKind::Map(_)))
    {
        Some(other) => Err(no_job(other)),
        None => Ok(jobs.iter().collect()),
    }
}

fn no_job(given: &Given) -> Box<Diagnostic> {
    let message = format!(
        "A job, or `{{\"jobs\": […]}}`, belongs here, but this is {}",
        given.describe()
    );
    let first = Span {
        end: given.span.end.min(given.span.start + 1),
        ..given.span
    };
    Box::new(Diagnostic::new(&JSON_NOT_A_JOB, message, first))
}
