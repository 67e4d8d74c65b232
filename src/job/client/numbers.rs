//! Numbers that have to fit each other. The client: `validate_config`.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::job::{
    NEGATIVE_NUMBER, NO_INSTANCES, PRODUCTION_WITHOUT_TIER, TOO_FEW_FAILURES, TOO_MANY_FAILURES,
};
use crate::job::resolved_job::ResolvedJob;
use crate::job::value::{self, attribute};

pub(super) fn check(case: &mut ResolvedJob<'_>) {
    let mut found: Vec<Diagnostic> = total_failures(case).into_iter().collect();
    for (owner, name) in [
        ("update_config", "watch_secs"),
        ("health_check_config", "max_consecutive_failures"),
        ("health_check_config", "min_consecutive_successes"),
        ("health_check_config", "initial_interval_secs"),
        ("health_check_config", "interval_secs"),
    ] {
        found.extend(negative(case, owner, name));
    }
    found.extend(production(case));
    case.found.extend(found);
}

fn total_failures(case: &ResolvedJob<'_>) -> Option<Diagnostic> {
    let instances = case.instances()?;
    let update = case.get("update_config")?;
    let failures = attribute(&update, "max_total_failures")?;
    let failures = value::integer(&failures)?;
    let least = instances.saturating_mul(2).div_euclid(100);
    let at_failures = case.places_of(&update, "max_total_failures");
    let at_instances = case.places_of(&case.job, "instances");
    if failures >= instances && instances <= 0 {
        let message = format!("a job requires at least one instance, but this one has {instances}");
        return Some(
            case.diagnostic(&NO_INSTANCES, message, &at_instances)
                .at("no instances"),
        );
    }
    if failures >= instances {
        let message = format!(
            "`max_total_failures` must be lower than the number of instances, {instances}, but it is {failures}"
        );
        let diagnostic = case
            .diagnostic(&TOO_MANY_FAILURES, message, &at_failures)
            .at(format!("at most {}", instances - 1));
        let span = case.place(&at_instances);
        return Some(if span == diagnostic.primary.span {
            diagnostic
        } else {
            diagnostic.label(span, format!("{instances} instances"))
        });
    }
    if case.is_dedicated() && failures < least {
        let message = format!(
            "the update of a dedicated job must tolerate failures of 2 % of its instances ({least}), but `max_total_failures` is {failures}"
        );
        let is_set = update
            .field("max_total_failures")
            .is_some_and(|field| !field.is_default);
        let places = if is_set { at_failures } else { at_instances };
        return Some(
            case.diagnostic(&TOO_FEW_FAILURES, message, &places)
                .help(format!(
                    "set `update_config = UpdateConfig(max_total_failures = {least})`"
                )),
        );
    }
    None
}

fn negative(case: &ResolvedJob<'_>, owner: &str, name: &str) -> Option<Diagnostic> {
    let owner = case.get(owner)?;
    let number = value::read(&owner, name, value::float)?;
    if number >= 0.0 || number.is_nan() {
        return None;
    }
    let message = format!("`{name}` cannot be negative, but it is {number}");
    let places = case.places_of(&owner, name);
    Some(
        case.diagnostic(&NEGATIVE_NUMBER, message, &places)
            .at("negative"),
    )
}

fn production(case: &ResolvedJob<'_>) -> Option<Diagnostic> {
    let is_production = value::read(&case.job, "production", value::boolean)?;
    if !is_production || case.job.field("tier").is_some() {
        return None;
    }
    let message = "the scheduler reads `tier`, not `production`, and this job sets no tier";
    let places = case.places_of(&case.job, "production");
    Some(
        case.diagnostic(&PRODUCTION_WITHOUT_TIER, message, &places)
            .help("set `tier = 'preferred'`"),
    )
}
