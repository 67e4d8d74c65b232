//! What the scheduler rejects later. Aurora: `ConfigurationManager`, `CrontabEntry`, `UpdateSettings`.

use super::case::Case;
use super::cron::Cron;
use super::value::{self, attribute};
use crate::diagnostic::codes::scheduler::{
    BATCH_SIZE, CRON_ON_SERVICE, DUPLICATE_METADATA, ENVIRONMENT, INTEGER_RANGE,
    INVALID_CRON_SCHEDULE, LONG_IDENTIFIER, NEGATIVE_INSTANCES, RUN_OVERLAP, SLA_COUNT,
    SLA_INSTANCES, SLA_PERCENTAGE, TOO_MANY_INSTANCES, UNKNOWN_TIER,
};
use crate::diagnostic::{Diagnostic, nearest};
use crate::object::Object;
use crate::source::Span;
use crate::syntax::literal::locate;
use std::collections::HashMap;

/// Everything that the scheduler would reject in a job that the client accepts.
pub(super) fn check(case: &mut Case<'_>) {
    let mut found = Vec::new();
    identity(case, &mut found);
    instances(case, &mut found);
    cron(case, &mut found);
    metadata(case, &mut found);
    sla(case, &mut found);
    update(case, &mut found);
    found.extend(tier(case));
    integers(case, &mut found);
    case.found.extend(found);
}

fn identity(case: &Case<'_>, found: &mut Vec<Diagnostic>) {
    let settings = case.settings;
    for name in ["role", "environment", "name"] {
        let part = case.get(name);
        let Some(text) = part.as_ref().and_then(value::text) else {
            continue;
        };
        let length = text.chars().count();
        if length > settings.max_identifier_length {
            let message = format!(
                "the {name} of a job has at most {} characters, this one {length}",
                settings.max_identifier_length
            );
            let places = case.places_of(&case.job, name);
            found.push(
                case.diagnostic(&LONG_IDENTIFIER, message, &places)
                    .at("too long"),
            );
        }
        if name == "environment" && !settings.environments.matches(text) && !text.contains("{{") {
            found.push(environment(case, text));
        }
    }
}

fn environment(case: &Case<'_>, text: &str) -> Diagnostic {
    let allowed = case.settings.environments.as_str();
    let is_default = allowed == super::Pattern::default().as_str();
    let message = if is_default {
        format!(
            "the scheduler takes `prod`, `devel`, `test` and `staging` (also with a number), not the environment `{text}`"
        )
    } else {
        format!("the scheduler takes environments like `{allowed}`, not `{text}`")
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
    match near.filter(|name| case.settings.environments.matches(name)) {
        Some(near) => case.suggest(diagnostic, text, near),
        None => diagnostic,
    }
}

fn instances(case: &Case<'_>, found: &mut Vec<Diagnostic>) {
    let Some(instances) = case.instances() else {
        return;
    };
    let places = case.places_of(&case.job, "instances");
    if instances > case.settings.max_instances {
        let message = format!(
            "the scheduler takes at most {} instances of a job, not {instances}",
            case.settings.max_instances
        );
        found.push(
            case.diagnostic(&TOO_MANY_INSTANCES, message, &places)
                .at("too many"),
        );
    }
    if instances < 1 {
        let message = format!("a job has at least one instance, not {instances}");
        found.push(
            case.diagnostic(&NEGATIVE_INSTANCES, message, &places)
                .at("too few"),
        );
    }
}

fn cron(case: &Case<'_>, found: &mut Vec<Diagnostic>) {
    let places = case.places_of(&case.job, "cron_collision_policy");
    let policy = case.get("cron_collision_policy");
    let policy = policy.as_ref().and_then(value::text).unwrap_or("");
    if policy.eq_ignore_ascii_case("RUN_OVERLAP") {
        let message = "no scheduler takes the cron collision policy `RUN_OVERLAP` any more";
        found.push(
            case.diagnostic(&RUN_OVERLAP, message, &places)
                .help("use `KILL_EXISTING` or `CANCEL_NEW`"),
        );
    }
    let Some(schedule) = case.get("cron_schedule") else {
        return;
    };
    let places = case.places_of(&case.job, "cron_schedule");
    if let Some(crate::object::Leaf::Text(text)) = schedule.as_leaf()
        && let Err(error) = Cron::parse(text)
    {
        let part = locate(text, error.range.start, error.range.end, case.sources);
        let mut exact: Vec<Span> = part.into_iter().collect();
        exact.extend(&places);
        let message = format!("`{}` is no cron schedule: {}", text.as_str(), error.message);
        found.push(case.diagnostic(&INVALID_CRON_SCHEDULE, message, &exact));
    }
    let service = value::read(&case.job, "service", value::boolean);
    if service == Some(true) {
        let message = "a service cannot have a cron schedule: it runs all the time";
        found.push(
            case.diagnostic(&CRON_ON_SERVICE, message, &places)
                .at("on a service")
                .help("use `Job` in place of `Service`, or leave the schedule out"),
        );
    }
}

fn metadata(case: &Case<'_>, found: &mut Vec<Diagnostic>) {
    let list = case.get("metadata");
    let entries = list.as_ref().and_then(Object::as_list).unwrap_or_default();
    let mut seen: HashMap<String, (String, Span)> = HashMap::new();
    for entry in entries {
        let get = |name| {
            let object = attribute(entry, name)?;
            value::text(&object).map(String::from)
        };
        let (Some(key), Some(value)) = (get("key"), get("value")) else {
            continue;
        };
        match seen.get(&key) {
            // The client sends equal ones once.
            Some((same, _)) if *same == value => {}
            Some((other, first)) => {
                let message =
                    format!("the metadata `{key}` is `{value}` here, and `{other}` before");
                let diagnostic = case.diagnostic(&DUPLICATE_METADATA, message, &[entry.span()]);
                found.push(
                    if case.sources.is_users(*first) && *first != diagnostic.primary.span {
                        diagnostic.label(*first, "the first one")
                    } else {
                        diagnostic
                    },
                );
            }
            None => {
                seen.insert(key, (value, entry.span()));
            }
        }
    }
}

fn sla(case: &Case<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(policy), Some(instances)) = (case.get("sla_policy"), case.instances()) else {
        return;
    };
    let is_coordinator = policy.field("coordinator_url").is_some();
    if instances < case.settings.min_sla_instances && !is_coordinator {
        let message = format!(
            "the scheduler takes an SLA policy on jobs of at least {} instances, and this one has {instances}",
            case.settings.min_sla_instances
        );
        let places = [policy.span()];
        found.push(case.diagnostic(&SLA_INSTANCES, message, &places));
    }
    let number = |name| value::read(&policy, name, value::float);
    if let Some(percentage) = number("percentage")
        && !(0.0..=100.0).contains(&percentage)
    {
        let message = format!("a percentage is from 0 to 100, not {percentage}");
        let places = case.places_of(&policy, "percentage");
        found.push(case.diagnostic(&SLA_PERCENTAGE, message, &places));
    }
    let count = attribute(&policy, "count")
        .as_ref()
        .and_then(value::integer);
    if let Some(count) = count.filter(|&count| count >= instances && instances > 0) {
        let message = format!(
            "the SLA policy wants {count} of {instances} instances up, which leaves none that maintenance could take down"
        );
        let places = case.places_of(&policy, "count");
        found.push(
            case.diagnostic(&SLA_COUNT, message, &places)
                .at(format!("at most {}", instances - 1)),
        );
    }
}

fn update(case: &Case<'_>, found: &mut Vec<Diagnostic>) {
    let Some(update) = case.get("update_config") else {
        return;
    };
    let strategy = attribute(&update, "update_strategy");
    // With a strategy the client no longer reads the batch size beside it.
    let owner = strategy.as_ref().unwrap_or(&update);
    let sizes = attribute(owner, "batch_sizes");
    let sizes = sizes.as_ref().and_then(Object::as_list).unwrap_or_default();
    let size = attribute(owner, "batch_size");
    for size in sizes.iter().chain(&size) {
        let Some(number) = value::integer(size).filter(|&number| number < 1) else {
            continue;
        };
        let message = format!("an update replaces at least one instance at a time, not {number}");
        let mut places = vec![size.span()];
        places.extend(case.places_of(owner, "batch_size"));
        found.push(
            case.diagnostic(&BATCH_SIZE, message, &places)
                .at("at least 1"),
        );
    }
}

fn tier(case: &Case<'_>) -> Option<Diagnostic> {
    let tier = case.get("tier")?;
    let name = value::text(&tier)?;
    let tiers = &case.settings.tiers;
    if tiers.iter().any(|tier| tier == name) || name.contains("{{") {
        return None;
    }
    let all: Vec<String> = tiers.iter().map(|tier| format!("`{tier}`")).collect();
    let message = format!(
        "the scheduler has no tier `{name}`; it has {}",
        all.join(", ")
    );
    let places = case.places_of(&case.job, "tier");
    let diagnostic = case.diagnostic(&UNKNOWN_TIER, message, &places);
    Some(match nearest(name, tiers.iter().map(String::as_str)) {
        Some(near) => case.suggest(diagnostic, name, near),
        None => diagnostic,
    })
}

/// Numbers that Thrift has 32 bits for.
fn integers(case: &Case<'_>, found: &mut Vec<Diagnostic>) {
    for name in ["priority", "max_task_failures"] {
        let number = value::read(&case.job, name, value::integer);
        if number.is_some_and(|number| i32::try_from(number).is_err()) {
            let message = format!(
                "`{name}` is a number of 32 bits: from {} to {}",
                i32::MIN,
                i32::MAX
            );
            let places = case.places_of(&case.job, name);
            found.push(
                case.diagnostic(&INTEGER_RANGE, message, &places)
                    .at("too large"),
            );
        }
    }
}
