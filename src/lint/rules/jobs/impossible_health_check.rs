//! J006

use super::facts::{self, HealthCheck};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::value::attribute;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::object::Object;

rule! {
    /// ## What it does
    /// Reports a health check that no instance can pass. Either it allows no time for an answer, or it expects a status
    /// code that HTTP does not have.
    ///
    /// ## Why is this bad?
    /// Every instance is killed as soon as the first checks count.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'shop',
    ///     contact = 'shop-team@example.com',
    ///     health_check_config = HealthCheckConfig(timeout_secs = 0),
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
    ///     health_check_config = HealthCheckConfig(timeout_secs = 2),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[health]}}'),
    ///   ),
    /// ]
    /// ```
    "J006" "impossible-health-check" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(config) = job.attribute("health_check_config") else {
        return;
    };
    if facts::health_check(job) == HealthCheck::WithoutPort {
        return;
    }
    let found = [
        timeout(context, job, &config),
        status(context, job, &config),
    ];
    found
        .into_iter()
        .flatten()
        .for_each(|diagnostic| findings.push_for(job, diagnostic));
}

fn timeout(context: &Context, job: &Job, config: &Object) -> Option<Diagnostic> {
    let timeout = facts::number(config, "timeout_secs").filter(|&timeout| timeout <= 0.0)?;
    let message = format!(
        "no answer arrives within {}, so every health check fails",
        facts::seconds(timeout)
    );
    let place = facts::written_or_job(context, job, config, "timeout_secs");
    Some(Diagnostic::new(&RULE.code, message, place).help("allow at least one second"))
}

fn status(context: &Context, job: &Job, config: &Object) -> Option<Diagnostic> {
    let http = attribute(&attribute(config, "health_checker")?, "http")?;
    let status = facts::number(&http, "expected_response_code")
        .filter(|status| *status != 0.0 && !(100.0..600.0).contains(status))?;
    let message = format!("no answer has the status {status}, so every health check fails");
    let place = facts::written_or_job(context, job, &http, "expected_response_code");
    Some(
        Diagnostic::new(&RULE.code, message, place)
            .help("use an HTTP status from 100 to 599, or 0 for any success"),
    )
}
