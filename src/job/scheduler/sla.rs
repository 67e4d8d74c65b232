//! SLA policies. Aurora: `ConfigurationManager.validateSlaPolicy`.

use super::flag::{SLA_DURATION, SLA_INSTANCES as MIN_INSTANCES, SLA_NON_PRODUCTION, TIERS};
use super::{Check, always, flagged, integer};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::scheduler::{
    SLA_COUNT, SLA_INSTANCES, SLA_LONG_DURATION, SLA_PERCENTAGE, SLA_TIER,
};
use crate::job::resolved_job::ResolvedJob;
use crate::job::value::{self, attribute};
use crate::object::Object;

pub(super) static CHECKS: &[Check] = &[
    flagged(&[&SLA_NON_PRODUCTION, &TIERS], tier),
    flagged(&[&MIN_INSTANCES], few_instances),
    always(count),
    flagged(&[&SLA_DURATION], duration),
    always(percentage),
];

/// Instances of a job with an SLA policy, and the longest duration of one in seconds, unless settings say otherwise.
const FEWEST_INSTANCES: i64 = 20;
const LONGEST: i64 = 2 * 60 * 60;

/// The policy of a job, and its number of instances.
fn policy(case: &ResolvedJob<'_>) -> Option<(Object, i64)> {
    Some((case.get("sla_policy")?, case.instances()?))
}

/// Whether a service decides, instead of a number.
fn has_coordinator(policy: &Object) -> bool {
    policy.field("coordinator_url").is_some()
}

/// Aurora: "Tier '…' does not support SlaPolicy."
fn tier(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    if case.settings.sla_aware_kill_non_prod == Some(true) || case.get("sla_policy").is_none() {
        return;
    }
    let written = attribute(&case.job, "tier");
    let written = written.as_ref().and_then(value::text);
    let production = value::read(&case.job, "production", value::boolean) == Some(true);
    let tiers = case.settings.tiers();
    let Some(name) = tiers.of(written, production) else {
        return;
    };
    if tiers.get(name).is_none_or(|tier| tier.is_production()) {
        return;
    }
    let message = format!(
        "the scheduler allows an SLA policy only in tiers for production, not in `{name}`{}",
        if written.is_none() {
            ", the tier of this job"
        } else {
            ""
        }
    );
    let places = case.places_of(&case.job, "sla_policy");
    let diagnostic = case.diagnostic(&SLA_TIER, message, &places);
    let mut names = tiers.names();
    let production = names.find(|name| tiers.get(name).is_some_and(|it| it.is_production()));
    found.push(match production {
        Some(name) => diagnostic.help(format!("set `tier = '{name}'`")),
        None => diagnostic,
    });
}

/// Aurora: "Job with fewer than … instances cannot have Percentage/Count SlaPolicy."
fn few_instances(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some((policy, instances)) = policy(case) else {
        return;
    };
    let least = case.settings.min_sla_instances.unwrap_or(FEWEST_INSTANCES);
    if instances >= least || has_coordinator(&policy) {
        return;
    }
    let message = format!(
        "the scheduler allows such an SLA policy for jobs with at least {least} instances, not {instances}"
    );
    let places = case.places_of(&case.job, "sla_policy");
    found.push(case.diagnostic(&SLA_INSTANCES, message, &places));
}

/// Aurora: "Current CountSlaPolicy: count=… will not allow any instances to be killed."
fn count(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some((policy, instances)) = policy(case).filter(|(_, instances)| *instances > 0) else {
        return;
    };
    let Some(count) = integer(&policy, "count").filter(|&count| count >= instances) else {
        return;
    };
    let message = format!(
        "the SLA policy requires {count} of {instances} instances to run, so none may be taken down"
    );
    let places = case.places_of(&policy, "count");
    found.push(
        case.diagnostic(&SLA_COUNT, message, &places)
            .at(format!("at most {}", instances - 1)),
    );
}

/// Aurora: "… durationSecs=… must be less than cluster-wide maximum".
fn duration(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let most = case.settings.max_sla_duration_secs.unwrap_or(LONGEST);
    let Some(policy) = case.get("sla_policy").filter(|it| !has_coordinator(it)) else {
        return;
    };
    let Some(seconds) = integer(&policy, "duration_secs").filter(|&it| it > most) else {
        return;
    };
    let message = format!(
        "the scheduler allows an SLA policy a duration of at most {most} seconds, not {seconds}"
    );
    let places = case.places_of(&policy, "duration_secs");
    found.push(
        case.diagnostic(&SLA_LONG_DURATION, message, &places)
            .at(format!("at most {most}")),
    );
}

/// Aurora: "Current PercentageSlaPolicy: percentage=… will not allow any instances to be killed. Must be less than …"; in doubles.
fn percentage(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some((policy, instances)) = policy(case).filter(|(_, instances)| *instances > 0) else {
        return;
    };
    let Some(percentage) = value::read(&policy, "percentage", value::float) else {
        return;
    };
    let instances = instances as f64;
    if instances - instances * percentage / 100.0 >= 1.0 {
        return;
    }
    let message = format!(
        "the SLA policy requires {percentage} % of {instances} instances to run, so none may be taken down"
    );
    let most = (100.0 * (instances - 1.0) / instances * 10.0).floor() / 10.0;
    let places = case.places_of(&policy, "percentage");
    found.push(
        case.diagnostic(&SLA_PERCENTAGE, message, &places)
            .at(format!("at most {most}")),
    );
}
