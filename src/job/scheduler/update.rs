//! Settings of updates. `job create` does not look at them, so a job with wrong ones can be created and then never updated.
//!
//! The client: `UpdaterConfig`, `AuroraClientAPI.start_job_update`; Aurora: `SchedulerThriftInterface.startJobUpdate`.

use super::flag::UPDATE_FAILURES;
use super::{Check, always, flagged, integer, written};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::scheduler::{
    AMBIGUOUS_STRATEGY, BATCH_SIZE, MANY_UPDATE_FAILURES, NEGATIVE_FAILURES, PULSE_INTERVAL,
    SLA_AWARE, UNUSABLE_STRATEGY, UPDATE_WITHOUT_SERVICE,
};
use crate::job::resolved_job::ResolvedJob;
use crate::job::value::{self, attribute};
use crate::object::{Limits, Object};

pub(super) static CHECKS: &[Check] = &[
    always(service),
    always(batch_size),
    always(pulse_interval),
    always(ambiguous_strategy),
    always(unusable_strategy),
    always(batch_sizes),
    always(negative_failures),
    flagged(&[&UPDATE_FAILURES], many_failures),
    always(sla_aware),
];

/// The failures of instances that an update may tolerate, unless settings say otherwise.
const MOST_FAILURES: i64 = 20_000;

/// The shortest pulse interval, in seconds.
const SHORTEST_PULSE: i64 = 60;

fn settings(case: &ResolvedJob<'_>) -> Option<Object> {
    written(case, "update_config")
}

/// The settings and their strategy, if there is one.
fn strategy(case: &ResolvedJob<'_>) -> Option<(Object, Object)> {
    let update = settings(case)?;
    let strategy = attribute(&update, "update_strategy")?;
    Some((update, strategy))
}

fn is_set(owner: &Object, name: &str) -> bool {
    value::read(owner, name, value::boolean) == Some(true)
}

/// Aurora: "Job update settings cannot be applied to a non-service job": "Updates are not supported for non-service tasks".
///
/// Settings that only repeat the defaults are not reported: `jobc emit` writes them. Nor are those of a large dedicated job, to
/// which the client gives no choice.
fn service(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(update) = settings(case) else { return };
    let tolerates_enough = case.is_dedicated() && case.instances().is_some_and(|it| it >= 50);
    // A parameter that the command line binds may be either.
    let is_open = value::read(&case.job, "service", |it| value::text(it).map(str::len)).is_some();
    let may_update = is_open || is_set(&case.job, "service") || tolerates_enough;
    if may_update || !differs_from_defaults(&update) {
        return;
    }
    let kind = match case.get("cron_schedule") {
        Some(_) => "a cron job",
        None => "not a service",
    };
    let message = format!("this job is {kind}, so it cannot be updated");
    let places = case.places_of(&case.job, "update_config");
    found.push(
        case.diagnostic(&UPDATE_WITHOUT_SERVICE, message, &places)
            .at("never used")
            .help("use `Service` instead of `Job`, or remove `update_config`"),
    );
}

fn differs_from_defaults(object: &Object) -> bool {
    let Some(declared) = object.ty().as_struct() else {
        return false;
    };
    object.fields().any(|(name, field)| {
        let default = declared
            .attributes
            .get(name)
            .and_then(|it| it.default.as_ref());
        let is_default = default.is_some_and(|default| {
            let equals = field.value.equals(default, &Limits::default());
            equals.unwrap_or(false)
        });
        !field.is_default && !is_default
    })
}

/// The client: "Batch size should be greater than 0".
fn batch_size(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(update) = settings(case) {
        too_small(case, &update, found);
    }
}

/// Reports the `batch_size` of settings or a strategy that is below one.
fn too_small(case: &ResolvedJob<'_>, owner: &Object, found: &mut Vec<Diagnostic>) {
    let Some(size) = integer(owner, "batch_size").filter(|&size| size < 1) else {
        return;
    };
    let message = format!("an update replaces at least one instance at a time, not {size}");
    let places = case.places_of(owner, "batch_size");
    found.push(
        case.diagnostic(&BATCH_SIZE, message, &places)
            .at("at least 1"),
    );
}

/// Aurora: "All update group sizes must be positive", "Update results in no instance being modified".
fn batch_sizes(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some((_, strategy)) = strategy(case) else {
        return;
    };
    too_small(case, &strategy, found);
    let sizes = attribute(&strategy, "batch_sizes");
    let Some(sizes) = sizes.as_ref().and_then(Object::as_list) else {
        return;
    };
    let places = case.places_of(&strategy, "batch_sizes");
    if sizes.is_empty() {
        let message = "an update without batches replaces no instance";
        found.push(
            case.diagnostic(&BATCH_SIZE, message, &places)
                .at("empty")
                .help("add a number: the last one holds for all further batches"),
        );
    }
    for size in sizes {
        let Some(number) = value::integer(size).filter(|&number| number < 1) else {
            continue;
        };
        let message = format!("an update replaces at least one instance at a time, not {number}");
        let mut places = places.clone();
        places.insert(0, size.span());
        found.push(
            case.diagnostic(&BATCH_SIZE, message, &places)
                .at("at least 1"),
        );
    }
}

/// The client: "Pulse interval seconds must be at least 60 seconds."
fn pulse_interval(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(update) = settings(case) else { return };
    let Some(seconds) = integer(&update, "pulse_interval_secs").filter(|&it| it < SHORTEST_PULSE)
    else {
        return;
    };
    let message = format!("`pulse_interval_secs` is at least {SHORTEST_PULSE}, not {seconds}");
    let places = case.places_of(&update, "pulse_interval_secs");
    found.push(
        case.diagnostic(&PULSE_INTERVAL, message, &places)
            .at(format!("at least {SHORTEST_PULSE}")),
    );
}

/// The client: "Ambiguous update configuration. Cannot combine …".
fn ambiguous_strategy(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some((update, _)) = strategy(case) else {
        return;
    };
    let sets_size = integer(&update, "batch_size").is_some_and(|size| size > 1);
    let sets_waiting = is_set(&update, "wait_for_batch_completion");
    let both = [
        ("batch_size", sets_size),
        ("wait_for_batch_completion", sets_waiting),
    ];
    for (name, _) in both.iter().filter(|(_, is_set)| *is_set) {
        let message = format!("`{name}` and `update_strategy` exclude each other");
        let places = case.places_of(&update, name);
        found.push(
            case.diagnostic(&AMBIGUOUS_STRATEGY, message, &places)
                .help(format!("remove `{name}`")),
        );
    }
}

/// The client fails with an AttributeError: it reads `groupSize`, which these strategies do not have.
fn unusable_strategy(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some((update, strategy)) = strategy(case) else {
        return;
    };
    let attributes = strategy.ty().as_struct().map(|ty| &ty.attributes);
    let Some(attributes) = attributes.filter(|it| !it.contains_key("batch_sizes")) else {
        return;
    };
    let size = integer(&strategy, "batch_size").unwrap_or(1);
    let help = if is_set(&strategy, "autopause_after_batch") {
        format!(
            "write `VariableBatchUpdateStrategy(batch_sizes = [{size}], autopause_after_batch = True)`"
        )
    } else if attributes.contains_key("autopause_after_batch") {
        format!(
            "write `UpdateConfig(batch_size = {size}, wait_for_batch_completion = True)`, without a strategy"
        )
    } else {
        format!("write `UpdateConfig(batch_size = {size})`, without a strategy")
    };
    let message = format!(
        "the client cannot use a `{}`: every update fails",
        strategy.ty().name()
    );
    let places = case.places_of(&update, "update_strategy");
    found.push(
        case.diagnostic(&UNUSABLE_STRATEGY, message, &places)
            .help(help),
    );
}

/// Aurora: "maxPerInstanceFailures must be non-negative", "maxFailedInstances must be non-negative".
fn negative_failures(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(update) = settings(case) else { return };
    // With `max_total_failures = -1` the client accepts a job without instances, which is reported itself.
    let has_instances = case.instances().is_none_or(|instances| instances > 0);
    let names = ["max_per_shard_failures", "max_total_failures"];
    for name in names.into_iter().filter(|_| has_instances) {
        let Some(number) = integer(&update, name).filter(|&number| number < 0) else {
            continue;
        };
        let message = format!("`{name}` cannot be negative, but it is {number}");
        let places = case.places_of(&update, name);
        found.push(case.diagnostic(&NEGATIVE_FAILURES, message, &places));
    }
}

/// Aurora: "Your update allows too many failures to occur".
fn many_failures(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(update), Some(instances)) = (settings(case), case.instances()) else {
        return;
    };
    let Some(failures) = integer(&update, "max_per_shard_failures") else {
        return;
    };
    let most = case.settings.max_update_instance_failures;
    let most = most.unwrap_or(MOST_FAILURES);
    let all = failures.saturating_mul(instances);
    if instances < 1 || all <= most {
        return;
    }
    let message = format!(
        "the scheduler allows at most {most} failures in an update, and {instances} instances with {failures} failures each make {all}"
    );
    let places = case.places_of(&update, "max_per_shard_failures");
    found.push(
        case.diagnostic(&MANY_UPDATE_FAILURES, message, &places)
            .at(format!("at most {}", most / instances)),
    );
}

/// Aurora: "Job update settings have slaAware is true, but no task slaPolicy is specified".
fn sla_aware(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(update) = settings(case) else { return };
    if !is_set(&update, "sla_aware") || case.job.field("sla_policy").is_some() {
        return;
    }
    let message = "`sla_aware` requires an SLA policy, but the job has none";
    let places = case.places_of(&update, "sla_aware");
    found.push(
        case.diagnostic(&SLA_AWARE, message, &places)
            .help("set `sla_policy`, or remove `sla_aware`"),
    );
}
