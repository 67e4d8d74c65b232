//! J007

use super::facts::{self, HealthCheck};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports an update that watches an instance for less time than its health check needs to find a failure.
    ///
    /// A health check ignores failures during the first `initial_interval_secs`, and then forgives
    /// `max_consecutive_failures`, one every `interval_secs`. `watch_secs = 0` is not reported: it leaves the decision
    /// to the health check.
    ///
    /// ## Why is this bad?
    /// When the watch ends, all failures so far have been forgiven, and the update continues with the next instance. It
    /// replaces all of them, however broken the new program is.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'shop',
    ///     contact = 'shop-team@example.com',
    ///     health_check_config = HealthCheckConfig(
    ///       initial_interval_secs = 30, interval_secs = 10, max_consecutive_failures = 3),
    ///     update_config = UpdateConfig(watch_secs = 45),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[health]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'shop',
    ///     contact = 'shop-team@example.com',
    ///     health_check_config = HealthCheckConfig(
    ///       initial_interval_secs = 30, interval_secs = 10, max_consecutive_failures = 3),
    ///     update_config = UpdateConfig(watch_secs = 70),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[health]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## References
    /// Older clients rejected such a job: "Your update will always succeed" (`_validate_update_config`). Newer
    /// executors keep an instance out of `RUNNING` until it passes a check. They detect an instance that was never
    /// healthy, but not one that becomes unhealthy during the watch.
    "J007" "short-watch" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let (Some(config), Some(update)) = (
        job.attribute("health_check_config"),
        job.attribute("update_config"),
    ) else {
        return;
    };
    if !job.is_service() || facts::health_check(job) == HealthCheck::WithoutPort {
        return;
    }
    let (Some(watch), Some(initial), Some(interval), Some(forgiven)) = (
        facts::number(&update, "watch_secs"),
        facts::number(&config, "initial_interval_secs"),
        facts::number(&config, "interval_secs"),
        facts::number(&config, "max_consecutive_failures"),
    ) else {
        return;
    };
    let needed = initial + interval * (forgiven + 1.0);
    if watch <= 0.0 || watch >= needed {
        return;
    }
    let message = if watch <= initial {
        format!(
            "an update watches an instance for {}, and its health check counts only after {}",
            facts::seconds(watch),
            facts::seconds(initial)
        )
    } else {
        format!(
            "an update watches an instance for {}, but its health check takes {} to find a failure",
            facts::seconds(watch),
            facts::seconds(needed)
        )
    };
    let place = facts::written(context, &update, "watch_secs")
        .or_else(|| facts::written(context, &job.object, "health_check_config"))
        .unwrap_or(job.span);
    findings.push_for(
        job,
        Diagnostic::new(&RULE.code, message, place).help(format!(
            "set `watch_secs = {}` in `update_config`, or check more often",
            needed.ceil()
        )),
    );
}
