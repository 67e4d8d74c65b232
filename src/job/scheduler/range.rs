//! Integers that do not fit into the scheduler's 32 bits. Aurora: `api.thrift`; the client fails while it encodes them.

use super::{Check, always, written};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::scheduler::INTEGER_RANGE;
use crate::job::case::Case;
use crate::job::constraint::Constraint;
use crate::job::value::{self, attribute};
use crate::object::Object;
use crate::source::Span;

pub(super) static CHECKS: &[Check] = &[always(of_job), always(of_update), always(of_constraints)];

/// The largest integer.
const LARGEST: i64 = i32::MAX as i64;

/// The scheduler counts these seconds in milliseconds.
const LONGEST: i64 = LARGEST / 1000;

fn of_job(case: &Case<'_>, found: &mut Vec<Diagnostic>) {
    for name in ["priority", "max_task_failures", "instances"] {
        attribute_of(case, &case.job, name, LARGEST, found);
    }
}

fn of_update(case: &Case<'_>, found: &mut Vec<Diagnostic>) {
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
        let mut places = vec![size.span()];
        places.extend(case.places_of(&update, "update_strategy"));
        check(
            case,
            "a batch size",
            value::integer(size),
            LARGEST,
            &places,
            found,
        );
    }
}

fn of_constraints(case: &Case<'_>, found: &mut Vec<Diagnostic>) {
    let constraints = case.get("constraints");
    let pairs = constraints.as_ref().and_then(Object::as_map);
    for (_, constraint) in pairs.unwrap_or_default() {
        let text = value::text(constraint).unwrap_or_default();
        let Constraint::Limit(limit) = Constraint::parse(text) else {
            continue;
        };
        let mut places = vec![constraint.span()];
        places.extend(case.places_of(&case.job, "constraints"));
        check(case, "a limit", limit, LARGEST, &places, found);
    }
}

fn attribute_of(
    case: &Case<'_>,
    owner: &Object,
    name: &str,
    most: i64,
    found: &mut Vec<Diagnostic>,
) {
    let number = value::read(owner, name, value::integer);
    let places = case.places_of(owner, name);
    check(case, &format!("`{name}`"), number, most, &places, found);
}

fn check(
    case: &Case<'_>,
    what: &str,
    number: Option<i64>,
    most: i64,
    places: &[Span],
    found: &mut Vec<Diagnostic>,
) {
    let least = -most - 1;
    let Some(number) = number.filter(|number| !(least..=most).contains(number)) else {
        return;
    };
    let too = match number < least {
        true => "too small",
        false => "too large",
    };
    let message = format!("{what} is an integer from {least} to {most}");
    found.push(case.diagnostic(&INTEGER_RANGE, message, places).at(too));
}
