//! J005

use super::facts::{self, HealthCheck};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// A job says how its instances are to be checked, but none of its processes uses the port `health`, and so no check ever
    /// takes place.
    ///
    /// The checker sends its requests to that port. If the program answers on another one, the portmap of `announce` says so.
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
    /// ## Source
    /// Aurora's executor makes no checker for an instance without a port `health` unless the checker is a command
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
            "if the program answers on the port `{port}`, say so: `announce = Announcer(portmap = {{'health': '{port}'}})`"
        ),
    };
    findings.push_for(job, Diagnostic::new(&RULE.code, message, place).help(help));
}
