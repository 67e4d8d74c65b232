//! Jobs that are placed and then fail on the machine. Aurora: the executor's `HealthCheckerProvider`, `ThreadedHealthChecker`,
//! `DefaultAnnouncerCheckerProvider`.

use super::flag::ZK_PATH;
use super::{Check, always, flagged, written};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::scheduler::{CUSTOM_ZK_PATH, HEALTH_CHECK_INTERVAL};
use crate::job::resolved_job::ResolvedJob;
use crate::job::value::{self, attribute};
use crate::job::{AURORA_EXECUTOR, client};
use crate::object::Object;

pub(super) static CHECKS: &[Check] = &[always(interval), flagged(&[&ZK_PATH], zk_path)];

/// The executor divides by `interval_secs`.
fn interval(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(config) = written(case, "health_check_config") else {
        return;
    };
    let interval = value::read(&config, "interval_secs", value::float);
    if interval != Some(0.0) || !has_health_check(case, &config) || !has_own_executor(case) {
        return;
    }
    let message =
        "without time between two health checks, every instance fails as soon as it starts";
    let places = case.places_of(&config, "interval_secs");
    found.push(
        case.diagnostic(&HEALTH_CHECK_INTERVAL, message, &places)
            .at("more than 0"),
    );
}

/// Whether instances are checked: by a command, or at a port `health`. Aurora: `HealthCheckerProvider.from_assigned_task`.
fn has_health_check(case: &ResolvedJob<'_>, config: &Object) -> bool {
    let checker = attribute(config, "health_checker");
    if checker.is_some_and(|checker| checker.field("shell").is_some()) {
        return true;
    }
    let in_portmap = || {
        let portmap = attribute(&case.get("announce")?, "portmap")?;
        let mut names = portmap.as_map()?.iter();
        Some(names.any(|(name, _)| value::text(name) == Some("health")))
    };
    client::used_ports(case).contains("health") || in_portmap() == Some(true)
}

/// Whether Aurora's executor runs the job, and not one of the site's.
fn has_own_executor(case: &ResolvedJob<'_>) -> bool {
    let name = written(case, "executor_config").and_then(|config| attribute(&config, "name"));
    name.is_none_or(|name| value::text(&name) == Some(AURORA_EXECUTOR))
}

/// Aurora: "Executor must be started with --announcer-allow-custom-serverset-path", and it exits.
fn zk_path(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(announce) = case.get("announce") else {
        return;
    };
    let may_choose = case.settings.announcer_allow_custom_serverset_path == Some(true);
    if announce.field("zk_path").is_none() || may_choose || !has_own_executor(case) {
        return;
    }
    let message = "the executor does not allow a job to choose its `zk_path`, and exits";
    let places = case.places_of(&announce, "zk_path");
    found.push(case.diagnostic(&CUSTOM_ZK_PATH, message, &places));
}
