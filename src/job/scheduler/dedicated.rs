//! The constraint `dedicated`, which lets a job run on the machines that were set aside for a role.
//!
//! Aurora: `ConfigurationManager.validateAndPopulate(ITaskConfig)`, `getDedicatedConstraint`.

use super::{Check, always, is_open};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::scheduler::DEDICATED;
use crate::job::constraint::Constraint;
use crate::job::resolved_job::ResolvedJob;
use crate::job::value;
use crate::object::Object;
use std::collections::BTreeSet;

pub(super) static CHECKS: &[Check] = &[always(limit), always(several), always(role)];

/// The constraint `dedicated` of a job, if it has one.
fn written(case: &ResolvedJob<'_>) -> Option<Object> {
    case.constraint("dedicated")
        .filter(|it| value::text(it).is_some_and(|text| !is_open(text)))
}

/// Its values; `None` if it is a limit.
fn values(constraint: &Object) -> Option<BTreeSet<&str>> {
    match Constraint::parse(value::text(constraint)?) {
        Constraint::Values { values, .. } => Some(values.into_iter().collect()),
        Constraint::Limit(_) => None,
    }
}

fn diagnostic(
    case: &ResolvedJob<'_>,
    constraint: &Object,
    message: impl Into<String>,
) -> Diagnostic {
    let mut places = vec![constraint.span()];
    places.extend(case.places_of(&case.job, "constraints"));
    case.diagnostic(&DEDICATED, message, &places)
}

/// Aurora: "A dedicated constraint must be of value type."
fn limit(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(constraint) = written(case)
        && values(&constraint).is_none()
    {
        let message = "the constraint `dedicated` names machines, so it cannot be a limit";
        found.push(diagnostic(case, &constraint, message).help("write `'dedicated': 'ROLE/NAME'`"));
    }
}

/// Aurora: "A dedicated constraint must have exactly one value."
fn several(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(constraint) = written(case)
        && let Some(values) = values(&constraint)
        && values.len() > 1
    {
        let message = format!(
            "the constraint `dedicated` has exactly one value, not {}",
            values.len()
        );
        found.push(diagnostic(case, &constraint, message).help("write `'dedicated': 'ROLE/NAME'`"));
    }
}

/// Aurora: "Only … may use hosts dedicated for that role."
fn role(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(constraint) = written(case) else {
        return;
    };
    let values = values(&constraint).unwrap_or_default();
    let (Some(value), 1) = (values.first(), values.len()) else {
        return;
    };
    let Some(part) = case.get("role") else { return };
    let Some(role) = value::text(&part) else {
        return;
    };
    let owner = value.split('/').next().unwrap_or_default();
    if owner == "*" || owner == role {
        return;
    }
    let message = format!(
        "only the role `{owner}` may use machines dedicated to it, and the role of this job is `{role}`"
    );
    let rest = value.split_once('/').map_or(*value, |(_, rest)| rest);
    found.push(
        diagnostic(case, &constraint, message)
            .help(format!("write `'dedicated': '{role}/{rest}'`")),
    );
}
