//! Integers that do not fit into the scheduler's 32 bits. Aurora: `api.thrift`; the client fails while it encodes them.

use super::{Check, always, written};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::scheduler::INTEGER_RANGE;
use crate::job::constraint::Constraint;
use crate::job::resolved_job::ResolvedJob;
use crate::job::value::{self, attribute};
use crate::object::Object;
use crate::source::Span;

pub(super) static CHECKS: &[Check] = &[always(of_job), always(of_update), always(of_constraints)];

/// The largest integer.
const LARGEST: i64 = i32::MAX as i64;

/// The scheduler counts these seconds in milliseconds.
const LONGEST: i64 = LARGEST / 1000;

fn of_job(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    for name in ["priority", "max_task_failures", "instances"] {
        attribute_of(case, &case.job, name, LARGEST, found);
    }
}

fn of_update(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(update) = written(case, "update_config") else {
        return;
    };
    for (name, most) in [
        ("batch_size", LARGEST),
        ("max_per_shard_failures", LARGEST),
        ("max_total_failures", LARGEST),
        ("watch_secs", LONGEST),
        ("pulse_interval_secs", LONGEST),
    ] {
        attribute_of(case, &update, name, most, found);
    }
    let sizes = attribute(&update, "update_strategy").and_then(|it| attribute(&it, "batch_sizes"));
    for size in sizes.as_ref().and_then(Object::as_list).unwrap_or_default() {
        let places = || {
            let set = case.places_of(&update, "update_strategy");
            [&[size.span()], &set[..]].concat()
        };
        found.extend(check(
            case,
            || "a batch size".to_owned(),
            value::integer(size),
            LARGEST,
            places,
        ));
    }
}

fn of_constraints(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let constraints = case.get("constraints");
    let pairs = constraints.as_ref().and_then(Object::as_map);
    for (_, constraint) in pairs.unwrap_or_default() {
        let text = value::text(constraint).unwrap_or_default();
        let Constraint::Limit(limit) = Constraint::parse(text) else {
            continue;
        };
        let places = || {
            let set = case.places_of(&case.job, "constraints");
            [&[constraint.span()], &set[..]].concat()
        };
        found.extend(check(case, || "a limit".to_owned(), limit, LARGEST, places));
    }
}

fn attribute_of(
    case: &ResolvedJob<'_>,
    owner: &Object,
    name: &str,
    most: i64,
    found: &mut Vec<Diagnostic>,
) {
    let number = value::read(owner, name, value::integer);
    let places = || case.places_of(owner, name);
    found.extend(check(case, || format!("`{name}`"), number, most, places));
}

/// Reports a number that does not fit between `-most - 1` and `most`. `what` names it.
fn check(
    case: &ResolvedJob<'_>,
    what: impl FnOnce() -> String,
    number: Option<i64>,
    most: i64,
    places: impl FnOnce() -> Vec<Span>,
) -> Option<Diagnostic> {
    let least = -most - 1;
    let number = number.filter(|number| !(least..=most).contains(number))?;
    let too = match number < least {
        true => "too small",
        false => "too large",
    };
    let message = format!("{} is an integer from {least} to {most}", what());
    Some(case.diagnostic(&INTEGER_RANGE, message, &places()).at(too))
}
