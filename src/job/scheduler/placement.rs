//! Jobs that the scheduler accepts and never places. Aurora: `SchedulingFilterImpl`, `ConstraintMatcher`.
//!
//! What only probably matches no machine is the linter's: `doubtful-constraint`.

use super::flag::{REVOCABLE, TIERS};
use super::{Check, always, flagged};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::scheduler::{NEVER_PLACED, REVOCABLE_TIER};
use crate::job::constraint::Constraint;
use crate::job::resolved_job::ResolvedJob;
use crate::job::value;
use crate::object::Object;

pub(super) static CHECKS: &[Check] = &[always(limit), flagged(&[&REVOCABLE, &TIERS], revocable)];

/// Aurora: `AttributeAggregate` counts instances below the limit, which none are if it is 0.
fn limit(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let constraints = case.get("constraints");
    let pairs = constraints.as_ref().and_then(Object::as_map);
    for (name, constraint) in pairs.unwrap_or_default() {
        let text = value::text(constraint).unwrap_or_default();
        let Constraint::Limit(Some(limit)) = Constraint::parse(text) else {
            continue;
        };
        // A limit on `dedicated` is wrong whatever its number.
        if limit > 0 || value::text(name) == Some("dedicated") {
            continue;
        }
        let message = format!("no machine satisfies `{text}`, so the job stays pending forever");
        let mut places = vec![constraint.span()];
        places.extend(case.places_of(&case.job, "constraints"));
        found.push(
            case.diagnostic(&NEVER_PLACED, message, &places)
                .at("at least 1")
                .help("write `'limit:1'` for one instance on each machine with that value"),
        );
    }
}

/// Aurora: tasks of a revocable tier only match offers with revocable resources.
fn revocable(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tier) = case.get("tier") else { return };
    let Some(name) = value::text(&tier) else {
        return;
    };
    let is_revocable = case
        .settings
        .tiers()
        .get(name)
        .is_some_and(|it| it.revocable);
    if !is_revocable || case.settings.receive_revocable_resources == Some(true) {
        return;
    }
    let message = format!(
        "the scheduler receives no revocable resources, so a job in the tier `{name}` stays pending forever"
    );
    let places = case.places_of(&case.job, "tier");
    found.push(case.diagnostic(&REVOCABLE_TIER, message, &places));
}
