//! The announcer and its ports.

use super::references::used_ports;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::job::{PORTMAP_CYCLE, STATIC_PORT, UNBOUND_PRIMARY_PORT};
use crate::job::ports::{self, Port};
use crate::job::resolved_job::ResolvedJob;
use crate::job::value::{self, attribute};
use crate::object::Object;
use indexmap::IndexMap;

pub(super) fn check(case: &mut ResolvedJob<'_>) {
    let Some(announce) = case.get("announce") else {
        return;
    };
    let mut found = static_ports(case, &announce);
    match ports::resolve(&names(&announce)) {
        Ok(resolved) => found.extend(unused_port(case, &announce, &resolved)),
        Err(circle) => found.push(cycle(case, &announce, &circle)),
    }
    case.found.extend(found);
}

/// Where the names of the job's portmap lead to; nothing, if it has a circle.
pub(crate) fn portmap(case: &ResolvedJob<'_>) -> IndexMap<String, Port> {
    let announce = case.get("announce");
    let names = announce.as_ref().map(names).unwrap_or_default();
    ports::resolve(&names).unwrap_or_default()
}

fn names(announce: &Object) -> IndexMap<String, String> {
    entries(announce)
        .iter()
        .filter_map(|(name, port)| {
            Some((
                value::text(name)?.to_string(),
                value::text(port)?.to_string(),
            ))
        })
        .collect()
}

fn entries(announce: &Object) -> Vec<(Object, Object)> {
    let portmap = attribute(announce, "portmap");
    let entries = portmap.as_ref().and_then(Object::written_pairs);
    entries.into_iter().flatten().cloned().collect()
}

fn static_ports(case: &ResolvedJob<'_>, announce: &Object) -> Vec<Diagnostic> {
    if case.is_dedicated() {
        return Vec::new();
    }
    let fixed = |port: &Object| value::text(port).and_then(ports::number);
    entries(announce)
        .iter()
        .filter_map(|(name, port)| Some((value::text(name)?, fixed(port)?, port)))
        .map(|(name, number, port)| {
            let message = format!(
                "only jobs on dedicated hosts may use a fixed port, but the portmap sets `{name}` to {number}"
            );
            let mut places = vec![port.span()];
            places.extend(case.places_of(announce, "portmap"));
            case.diagnostic(&STATIC_PORT, message, &places)
                .at("a fixed port")
                .help(format!("remove it and let the scheduler choose the number of `{{{{thermos.ports[{name}]}}}}`; or add a constraint `dedicated`"))
        })
        .collect()
}

fn cycle(case: &ResolvedJob<'_>, announce: &Object, circle: &[String]) -> Diagnostic {
    let spans: Vec<_> = entries(announce)
        .iter()
        .filter(|(name, _)| {
            value::text(name).is_some_and(|name| circle.iter().any(|part| part == name))
        })
        .map(|(name, port)| name.span().to(port.span()))
        .collect();
    let mut places: Vec<_> = spans.iter().rev().copied().collect();
    places.extend(case.places_of(announce, "portmap"));
    let message = format!("the portmap contains a cycle: {}", circle.join(" → "));
    case.diagnostic(&PORTMAP_CYCLE, message, &places)
        .help("remove one of them: a name that is not in the portmap is a port of its own")
}

/// A primary port that no process listens on. A port with a fixed number may be built into the program.
fn unused_port(
    case: &ResolvedJob<'_>,
    announce: &Object,
    resolved: &IndexMap<String, Port>,
) -> Option<Diagnostic> {
    let primary = attribute(announce, "primary_port")?;
    let primary = value::text(&primary)?;
    let end = |name: &str| match resolved.get(name) {
        Some(port) => port.clone(),
        None => Port::Named(name.to_string()),
    };
    let target = end(primary);
    let task_is_whole = case.task().is_some_and(|task| !task.is_poisoned());
    let used = used_ports(case);
    if primary.contains("{{")
        || !task_is_whole
        || matches!(target, Port::Static(_))
        || used.iter().any(|name| end(name) == target)
    {
        return None;
    }
    let message =
        format!("the job announces the port `{primary}`, but none of its processes uses it");
    let diagnostic = case
        .diagnostic(
            &UNBOUND_PRIMARY_PORT,
            message,
            &case.places_of(announce, "primary_port"),
        )
        .at("announced here");
    Some(match used.iter().next() {
        Some(port) if used.len() == 1 => diagnostic.help(format!("its processes use `{port}`")),
        _ => diagnostic.help(format!(
            "pass it to the process that listens: `{{{{thermos.ports[{primary}]}}}}`"
        )),
    })
}
