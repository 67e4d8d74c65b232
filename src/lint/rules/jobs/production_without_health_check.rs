//! J003

use super::facts::{self, HealthCheck};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a production service without a health check.
    ///
    /// An instance is checked if a process uses the port `health`, or if the portmap of `announce` maps `health` to
    /// another port. It is also checked if the health checker runs a command.
    ///
    /// ## Why is this bad?
    /// The scheduler only sees whether the process runs. A process that hangs is kept, and an update that breaks the
    /// program continues to the last instance.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'shop', instances = 3,
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[http]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'shop', instances = 3,
    ///     contact = 'shop-team@example.com',
    ///     announce = Announcer(portmap = {'health': 'http'}),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[http]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## References
    /// Aurora's executor creates no checker for an instance without a port `health`, unless the checker is a command
    /// (`HealthCheckerProvider`).
    "J003" "production-without-health-check" Info Jobs on Job(check)
}

fn check(_: &Context, job: &Job, findings: &mut Findings) {
    let is_checked = facts::health_check(job) != HealthCheck::WithoutPort;
    if !facts::is_production_service(job) || is_checked {
        return;
    }
    let message = format!("the service `{}` has no health check", job.key.name);
    let help = match job.ports.as_slice() {
        [] => "let the program answer on `{{thermos.ports[health]}}`, or set a command: `health_check_config = HealthCheckConfig(health_checker = HealthCheckerConfig(shell = ShellHealthChecker(shell_command = '…')))`".to_owned(),
        [port, ..] => format!("if it answers on the port `{port}`, add `announce = Announcer(portmap = {{'health': '{port}'}})`; otherwise, let it answer on `{{{{thermos.ports[health]}}}}`"),
    };
    findings.push_for(
        job,
        Diagnostic::new(&RULE.code, message, job.span).help(help),
    );
}
