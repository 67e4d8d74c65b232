//! Key, number of instances, environment.
//!
//! Aurora: `ConfigurationManager.validateAndPopulate(IJobConfiguration)`, `JobKeys.isValid`, `SchedulerThriftInterface.createJob`.

use super::flag::{ENVIRONMENTS, MAX_INSTANCES};
use super::{Check, always, flagged, is_open};
use crate::diagnostic::codes::scheduler::{
    ENVIRONMENT, INVALID_CHARACTERS, LONG_IDENTIFIER, NEGATIVE_INSTANCES, TOO_MANY_INSTANCES,
};
use crate::diagnostic::{Diagnostic, nearest};
use crate::job::key::is_identifier;
use crate::job::resolved_job::ResolvedJob;
use crate::job::{Pattern, value};

pub(super) static CHECKS: &[Check] = &[
    always(few_instances),
    always(key_length),
    always(key_characters),
    flagged(&[&ENVIRONMENTS], environment),
    flagged(&[&MAX_INSTANCES], many_instances),
];

/// Instances of a job unless `max-instances` says otherwise.
const MOST_INSTANCES: i64 = 4000;

/// Aurora: "Instance count must be positive."
fn few_instances(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(instances) = case.instances().filter(|&instances| instances < 1) else {
        return;
    };
    let message = format!("a job has at least one instance, not {instances}");
    let places = case.places_of(&case.job, "instances");
    found.push(
        case.diagnostic(&NEGATIVE_INSTANCES, message, &places)
            .at("too few"),
    );
}

/// Aurora: "Instance count must be between 1 and 4000 inclusive."
fn many_instances(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let most = case.settings.max_instances.unwrap_or(MOST_INSTANCES);
    let Some(instances) = case.instances().filter(|&instances| instances > most) else {
        return;
    };
    let message =
        format!("the scheduler allows at most {most} instances of a job, not {instances}");
    let places = case.places_of(&case.job, "instances");
    found.push(
        case.diagnostic(&TOO_MANY_INSTANCES, message, &places)
            .at("too many"),
    );
}

const PARTS: [&str; 3] = ["role", "environment", "name"];

/// Aurora: `UserProvidedStrings.isGoodIdentifier`.
fn key_length(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let most = case.settings.max_identifier_length;
    for name in PARTS {
        let length = value::read(&case.job, name, |part| {
            value::text(part).map(|text| text.chars().count())
        });
        let Some(length) = length.filter(|&length| length > most) else {
            continue;
        };
        let message = format!("the {name} of a job has at most {most} characters, not {length}");
        let places = case.places_of(&case.job, name);
        found.push(
            case.diagnostic(&LONG_IDENTIFIER, message, &places)
                .at("too long"),
        );
    }
}

/// Aurora: `UserProvidedStrings.isGoodIdentifier`. The client looks for `^[\w\-.]+$`, which lets a newline at the end pass.
fn key_characters(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    for name in PARTS {
        let Some(part) = case.get(name) else { continue };
        let Some(text) = value::text(&part) else {
            continue;
        };
        if is_open(text) || is_identifier(text) {
            continue;
        }
        let message = format!("the {name} of a job ends in a newline");
        let places = case.places_of(&case.job, name);
        found.push(
            case.diagnostic(&INVALID_CHARACTERS, message, &places)
                .help("remove it: `.strip()`"),
        );
    }
}

/// Aurora: "Job environment … doesn't match: …"
fn environment(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(part) = case.get("environment") else {
        return;
    };
    let Some(text) = value::text(&part) else {
        return;
    };
    let allowed = case.settings.environments();
    if allowed.matches(text) || is_open(text) {
        return;
    }
    let message = match allowed.as_str() == Pattern::default().as_str() {
        true => format!(
            "the scheduler allows the environments `prod`, `devel`, `test` and `staging` (with or without a number), not `{text}`"
        ),
        false => format!(
            "the scheduler allows environments that match `{}`, not `{text}`",
            allowed.as_str()
        ),
    };
    let places = case.places_of(&case.job, "environment");
    let diagnostic = case
        .diagnostic(&ENVIRONMENT, message, &places)
        .at("not allowed");
    let near = match text {
        "production" => Some("prod"),
        "development" | "dev" => Some("devel"),
        "testing" => Some("test"),
        "stage" => Some("staging"),
        _ => nearest(text, ["prod", "devel", "test", "staging"]),
    };
    found.push(match near.filter(|name| allowed.matches(name)) {
        Some(near) => case.suggest(diagnostic, text, near),
        None => diagnostic,
    });
}
