//! Attributes that the client reads whether they are set or not. The client: `thrift.convert`, `AuroraConfig`, `ThermosTaskValidator`.
//!
//! All of them have a default, so that they are missing only where a job sets them to `Empty`, or in a schema of a site's own.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::object::MISSING_ATTRIBUTE;
use crate::job::resolved_job::ResolvedJob;
use crate::job::value::{self, attribute};
use crate::object::Object;

const OF_JOB: &[&str] = &[
    "name",
    "instances",
    "priority",
    "production",
    "service",
    "max_task_failures",
    "cron_collision_policy",
    "health_check_config",
    "update_config",
    "executor_config",
];

/// Attributes of structs that are attributes of the job.
const OF_PARTS: &[(&str, &[&str])] = &[
    ("update_config", &["watch_secs", "max_total_failures"]),
    (
        "health_check_config",
        &[
            "initial_interval_secs",
            "interval_secs",
            "max_consecutive_failures",
            "min_consecutive_successes",
        ],
    ),
    ("announce", &["primary_port", "portmap"]),
    ("executor_config", &["name"]),
    ("partition_policy", &["reschedule", "delay_secs"]),
    ("sla_policy", &["status_key"]),
    ("container", &["volumes"]),
];

const OF_RESOURCES: &[&str] = &["gpu"];

const OF_PROCESS: &[&str] = &[
    "max_failures",
    "daemon",
    "final",
    "ephemeral",
    "min_duration",
];

pub(super) fn check(case: &mut ResolvedJob<'_>) {
    // In the schema of the client all of them have defaults.
    let schema = case.job.ty().as_struct().map(|ty| ty.span);
    let is_clients = schema.is_some_and(|span| !case.sources.is_users(span));
    if is_clients && !case.job.lacks_default() && !case.instance.lacks_default() {
        return;
    }
    let mut found = Vec::new();
    missing(case, &case.job, OF_JOB, &mut found);
    for (part, names) in OF_PARTS {
        if let Some(part) = case.get(part) {
            missing(case, &part, names, &mut found);
        }
    }
    if let Some(config) = case.get("executor_config") {
        let name = value::read(&config, "name", |name| value::text(name).map(String::from));
        if name.is_some_and(|name| name != crate::job::AURORA_EXECUTOR) {
            missing(case, &config, &["data"], &mut found);
        }
    }
    if let Some(task) = case.task() {
        if let Some(resources) = attribute(&task, "resources") {
            missing(case, &resources, OF_RESOURCES, &mut found);
        }
        let processes = attribute(&task, "processes");
        for process in processes
            .as_ref()
            .and_then(Object::as_list)
            .unwrap_or_default()
        {
            missing(case, process, OF_PROCESS, &mut found);
        }
    }
    case.found.extend(found);
}

/// Those of the attributes that the struct declares and the object does not set.
fn missing(case: &ResolvedJob<'_>, owner: &Object, names: &[&str], found: &mut Vec<Diagnostic>) {
    let Some(declared) = owner.ty().as_struct() else {
        return;
    };
    // An object that could not be made has no attributes.
    if owner.is_poisoned() {
        return;
    }
    for name in names {
        let Some(attribute) = declared.attributes.get(*name) else {
            continue;
        };
        // What the struct requires is reported as such.
        if attribute.required || owner.field(name).is_some() {
            continue;
        }
        let of = owner.ty().called();
        let diagnostic = match owner.removed(name) {
            Some(empty) => {
                let message = format!("`{name}` of {of} is `Empty`, but the client reads it");
                let places = [empty, owner.span()];
                let diagnostic = case.diagnostic(&MISSING_ATTRIBUTE, message, &places);
                diagnostic.at("removes the default")
            }
            None => {
                let message = format!("`{name}` of {of} is not set, but the client reads it");
                let diagnostic = case.diagnostic(&MISSING_ATTRIBUTE, message, &[owner.span()]);
                diagnostic.at(format!("`{name}` is missing"))
            }
        };
        found.push(match attribute.default {
            Some(_) => diagnostic.help("remove it to get the default"),
            None => diagnostic.help(format!("set `{name}`")),
        });
    }
}
