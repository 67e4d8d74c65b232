//! Cron jobs. Aurora: `SchedulerThriftInterface.scheduleCronJob`, `CrontabEntry`, `CronJobManagerImpl`.

use super::{Check, always};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::scheduler::{CRON_ON_SERVICE, INVALID_CRON_SCHEDULE, RUN_OVERLAP};
use crate::job::cron::Cron;
use crate::job::resolved_job::ResolvedJob;
use crate::job::value;
use crate::object::Leaf;
use crate::source::{Span, Text};
use crate::syntax::literal::locate;

pub(super) static CHECKS: &[Check] = &[always(service), always(schedule), always(policy)];

/// The schedule as text, if the job has one.
fn written(case: &ResolvedJob<'_>) -> Option<Text> {
    match case.get("cron_schedule")?.as_leaf()? {
        Leaf::Text(text, _) => Some(text.clone()),
        _ => None,
    }
}

/// Aurora: "A service task may not be run on a cron schedule".
fn service(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let is_service = value::read(&case.job, "service", value::boolean) == Some(true);
    if !is_service || written(case).is_none_or(|text| text.is_empty()) {
        return;
    }
    let message = "a service cannot have a cron schedule: it runs all the time";
    let places = case.places_of(&case.job, "cron_schedule");
    found.push(
        case.diagnostic(&CRON_ON_SERVICE, message, &places)
            .at("on a service")
            .help("use `Job` instead of `Service`, or remove the schedule"),
    );
}

/// Aurora: `CrontabEntry.parse`; Quartz: "Based on configured schedule, the given trigger will never fire".
fn schedule(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(text) = written(case) else { return };
    let mut places: Vec<Span> = Vec::new();
    let message = match Cron::parse(&text) {
        Ok(cron) if cron.ever_runs() => return,
        Ok(_) => "the job never runs: none of these months has such a day".to_owned(),
        Err(error) => {
            places.extend(locate(
                &text,
                error.range.start,
                error.range.end,
                case.sources,
            ));
            format!(
                "invalid cron schedule `{}`: {}",
                text.as_str(),
                error.message
            )
        }
    };
    places.extend(case.places_of(&case.job, "cron_schedule"));
    found.push(case.diagnostic(&INVALID_CRON_SCHEDULE, message, &places));
}

/// Aurora: "The RUN_OVERLAP collision policy is no longer supported."
fn policy(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(policy) = case.get("cron_collision_policy") else {
        return;
    };
    let overlaps = value::text(&policy).is_some_and(|it| it.eq_ignore_ascii_case("RUN_OVERLAP"));
    if !overlaps || written(case).is_none() {
        return;
    }
    let message = "schedulers no longer support the cron collision policy `RUN_OVERLAP`";
    let places = case.places_of(&case.job, "cron_collision_policy");
    found.push(
        case.diagnostic(&RUN_OVERLAP, message, &places)
            .help("use `KILL_EXISTING` or `CANCEL_NEW`"),
    );
}
