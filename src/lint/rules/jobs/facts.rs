//! What several rules ask of a job.

use crate::job::value::{self, attribute};
use crate::job::{Job, key};
use crate::lint::Context;
use crate::object::{Field, Object};
use crate::source::Span;
use std::collections::BTreeSet;

/// Whether it is a service that people rely on: in the environment `prod`, or elsewhere with the rank of such a job.
/// The rank alone does not make one in an environment for development and tests.
pub(super) fn is_production_service(job: &Job) -> bool {
    let environment = job.key.environment.as_str();
    let is_trial = ["devel", "test", "staging"]
        .iter()
        .any(|start| environment.starts_with(start));
    let is_ranked = job.flag("production") || job.text("tier").as_deref() == Some("preferred");
    job.is_service() && (environment.starts_with("prod") || is_ranked && !is_trial)
}

/// How many instances it has; `None` if only the command line says it.
pub(super) fn instances(job: &Job) -> Option<i64> {
    match job.attribute("instances") {
        Some(instances) => value::integer(&instances),
        None => Some(job.instances()),
    }
}

/// The names that stand for ports on the machine of an instance: those that the scheduler allocates, and those of the portmap.
pub(super) fn ports(job: &Job) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = job.ports.iter().cloned().collect();
    let portmap = job
        .attribute("announce")
        .and_then(|announce| attribute(&announce, "portmap"));
    let entries = portmap.as_ref().and_then(Object::as_map);
    names.extend(
        entries
            .unwrap_or_default()
            .iter()
            .filter_map(|(name, _)| value::text(name).map(String::from)),
    );
    names
}

/// The means by which an instance is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HealthCheck {
    /// A command.
    Shell,
    /// Requests to the port `health`.
    Http,
    /// Requests, but there is no such port, and so nothing is checked.
    WithoutPort,
}

/// How the instances are checked. Aurora: `HealthCheckerProvider.from_assigned_task`.
pub(super) fn health_check(job: &Job) -> HealthCheck {
    let checker = job
        .attribute("health_check_config")
        .and_then(|config| attribute(&config, "health_checker"));
    let uses_shell = checker.is_some_and(|checker| checker.field("shell").is_some());
    if uses_shell {
        HealthCheck::Shell
    } else if ports(job).contains("health") {
        HealthCheck::Http
    } else {
        HealthCheck::WithoutPort
    }
}

/// A number of seconds, or how many, from a part of the job.
pub(super) fn number(owner: &Object, name: &str) -> Option<f64> {
    value::float(&attribute(owner, name)?)
}

/// Where an attribute is written: its value, else the keyword that set it; `None` if it is a default, or not in a file of the user's.
pub(super) fn written(context: &Context, owner: &Object, name: &str) -> Option<Span> {
    let field = owner.field(name).filter(|field| !field.is_default)?;
    let Field { value, set_by, .. } = field;
    [value.span(), *set_by]
        .into_iter()
        .find(|&span| context.sources.is_users(span))
}

/// The same, or the call that made the job.
pub(super) fn written_or_job(context: &Context, job: &Job, owner: &Object, name: &str) -> Span {
    written(context, owner, name).unwrap_or(job.span)
}

/// Whether a part of the job's key is a word, not a reference that the cluster fills in.
pub(super) fn is_plain(text: &str) -> bool {
    key::is_identifier(text)
}

/// Seconds without a fraction of zero.
pub(super) fn seconds(number: f64) -> String {
    match number {
        1.0 => "1 second".to_owned(),
        _ => format!("{number} seconds"),
    }
}
