//! The task: its processes and resources, and what the job runs in.

use super::identity::quoted;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::job::{EMPTY_CONTAINER, INVALID_PROCESS_NAME, INVALID_RESOURCES};
use crate::diagnostic::codes::object::MISSING_ATTRIBUTE;
use crate::job::MEGABYTE;
use crate::job::resolved_job::ResolvedJob;
use crate::job::value::{self, attribute};
use crate::object::{Object, TypeKind};

pub(super) fn check(case: &mut ResolvedJob<'_>) {
    let mut found = Vec::new();
    if let Some(task) = case.task() {
        found.extend(missing(
            case,
            &task,
            "processes",
            "which a job requires; an empty list is allowed",
        ));
        found.extend(missing(
            case,
            &task,
            "resources",
            "which a job requires: cpu, ram and disk",
        ));
        if let Some(resources) = attribute(&task, "resources") {
            resources_found(case, &resources, &mut found);
        }
        let processes = attribute(&task, "processes");
        for process in processes
            .as_ref()
            .and_then(Object::as_list)
            .unwrap_or_default()
        {
            found.extend(process_name(case, process));
        }
    }
    found.extend(container(case));
    case.found.extend(found);
}

/// An attribute that the struct does not require, but the job does.
fn missing(case: &ResolvedJob<'_>, task: &Object, name: &str, why: &str) -> Option<Diagnostic> {
    if task.field(name).is_some() {
        return None;
    }
    let message = format!("the task of the job sets no `{name}`, {why}");
    let diagnostic = case.diagnostic(&MISSING_ATTRIBUTE, message, &[task.span()]);
    Some(diagnostic.at(format!("`{name}` is missing")))
}

fn resources_found(case: &ResolvedJob<'_>, resources: &Object, found: &mut Vec<Diagnostic>) {
    if let Some(cpu) = value::read(resources, "cpu", value::float)
        && !(cpu > 0.0 && cpu.is_finite())
    {
        let message = format!("a task requires more than 0 cores, but `cpu` is {cpu}");
        found.push(
            case.diagnostic(
                &INVALID_RESOURCES,
                message,
                &case.places_of(resources, "cpu"),
            )
            .at("must be above 0"),
        );
    }
    for (name, what) in [("ram", "memory"), ("disk", "disk space")] {
        found.extend(megabytes(case, resources, name, what));
    }
}

fn megabytes(
    case: &ResolvedJob<'_>,
    resources: &Object,
    name: &str,
    what: &str,
) -> Option<Diagnostic> {
    let bytes = value::read(resources, name, value::integer)?;
    if bytes >= MEGABYTE {
        return None;
    }
    let size = if bytes == 1 {
        "1 byte".to_string()
    } else {
        format!("{bytes} bytes")
    };
    let message =
        format!("a task requires at least one megabyte of {what}, but `{name}` is {size}");
    let diagnostic = case.diagnostic(
        &INVALID_RESOURCES,
        message,
        &case.places_of(resources, name),
    );
    let span = diagnostic.primary.span;
    let is_number = case.sources.text(span).parse() == Ok(bytes);
    // Half a terabyte and more is rarely meant.
    let unit_forgotten = (1..1 << 19).contains(&bytes) && is_number;
    Some(if unit_forgotten {
        diagnostic
            .at(size.clone())
            .help(format!("{size}; did you mean `{bytes} * MB`?"))
            .suggest(span, format!("{bytes} * MB"))
    } else {
        diagnostic
            .at("too little")
            .help("write a number of bytes with a unit, like `128 * MB`")
    })
}

/// The client: `^[^./][^/]*$`.
fn process_name(case: &ResolvedJob<'_>, process: &Object) -> Option<Diagnostic> {
    let name = attribute(process, "name")?;
    let text = value::text(&name)?;
    let wrong = if text.is_empty() {
        "is empty"
    } else if text.starts_with('.') {
        "starts with a dot"
    } else if text.contains('/') {
        "contains a slash"
    } else {
        return None;
    };
    let message = format!(
        "the name of a process is also the name of its folder, but {} {wrong}",
        quoted(text)
    );
    let places = case.places_of(process, "name");
    Some(
        case.diagnostic(&INVALID_PROCESS_NAME, message, &places)
            .at(wrong),
    )
}

/// A container whose only attribute, the type, is not set.
fn container(case: &ResolvedJob<'_>) -> Option<Diagnostic> {
    let container = case.get("container")?;
    let TypeKind::Struct(declared) = container.ty().kind() else {
        return None;
    };
    let is_wrapper = declared.attributes.len() == 1 && declared.attributes.contains_key("docker");
    if !is_wrapper || container.field("docker").is_some() || container.is_poisoned() {
        return None;
    }
    let message = "a `Container` requires a container type, but this one does not set `docker`";
    Some(
        case.diagnostic(&EMPTY_CONTAINER, message, &[container.span()])
            .at("empty")
            .help("write `Docker(image = …)` or `Mesos(image = …)`, without `Container` around it"),
    )
}
