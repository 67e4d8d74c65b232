//! J005

use super::facts::{self, HealthCheck};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a job that configures a health check although none of its processes uses the port `health`.
    ///
    /// ## Why is this bad?
    /// The executor sends health checks to that port. Without it, no check ever takes place.
    ///
    /// If the program answers on another port, map `health` to that port in the portmap of `announce`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'shop',
    ///     contact = 'shop-team@example.com',
    ///     health_check_config = HealthCheckConfig(interval_secs = 5),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[http]}}'),
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
    ///     health_check_config = HealthCheckConfig(interval_secs = 5),
    ///     announce = Announcer(portmap = {'health': 'http'}),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[http]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## References
    /// Aurora's executor creates no checker for an instance without a port `health`, unless the checker is a command
    /// (`HealthCheckerProvider`).
    "J005" "health-check-without-port" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(place) = facts::written(context, &job.object, "health_check_config") else {
        return;
    };
    if facts::health_check(job) != HealthCheck::WithoutPort {
        return;
    }
    let message = "this health check never takes place: no process uses the port `health`";
    let help = match job.ports.as_slice() {
        [] => "let the program answer on `{{thermos.ports[health]}}`".to_owned(),
        [port, ..] => format!(
            "if the program answers on the port `{port}`, add `announce = Announcer(portmap = {{'health': '{port}'}})`"
        ),
    };
    findings.push_for(job, Diagnostic::new(&RULE.code, message, place).help(help));
}
