//! Placement constraints and the cron collision policy.

use super::identity::quoted;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::job::{INVALID_LIMIT, UNKNOWN_CRON_POLICY};
use crate::diagnostic::nearest;
use crate::job::constraint::Constraint;
use crate::job::cron::collision_policy_number;
use crate::job::resolved_job::ResolvedJob;
use crate::job::value;
use crate::object::Object;

pub(super) fn check(case: &mut ResolvedJob<'_>) {
    let constraints = case.get("constraints");
    let pairs = constraints.as_ref().and_then(Object::as_map);
    let mut found: Vec<Diagnostic> = pairs
        .unwrap_or_default()
        .iter()
        .filter_map(|(_, constraint)| limit(case, constraint))
        .collect();
    found.extend(cron_policy(case));
    case.found.extend(found);
}

fn limit(case: &ResolvedJob<'_>, constraint: &Object) -> Option<Diagnostic> {
    let text = value::text(constraint)?;
    // What is open is reported as such.
    if Constraint::parse(text) != Constraint::Limit(None) || text.contains("{{") {
        return None;
    }
    let limit = text.trim_start_matches("limit:");
    let message = format!("`limit:` requires an integer, found {}", quoted(limit));
    let mut places = vec![constraint.span()];
    places.extend(case.places_of(&case.job, "constraints"));
    Some(
        case.diagnostic(&INVALID_LIMIT, message, &places)
            .at("not an integer")
            .help(
                "write `'limit:1'` for at most one instance on hosts with the same attribute value",
            ),
    )
}

const POLICIES: [&str; 3] = ["KILL_EXISTING", "CANCEL_NEW", "RUN_OVERLAP"];

fn cron_policy(case: &ResolvedJob<'_>) -> Option<Diagnostic> {
    let policy = case.get("cron_collision_policy")?;
    let name = value::text(&policy)?;
    if collision_policy_number(name).is_some() {
        return None;
    }
    let message = format!(
        "unknown cron collision policy {}; use `KILL_EXISTING` or `CANCEL_NEW`",
        quoted(name)
    );
    let places = case.places_of(&case.job, "cron_collision_policy");
    let diagnostic = case.diagnostic(&UNKNOWN_CRON_POLICY, message, &places);
    Some(match nearest(name, POLICIES) {
        Some(near) => case.suggest(diagnostic, name, near),
        None => diagnostic,
    })
}
