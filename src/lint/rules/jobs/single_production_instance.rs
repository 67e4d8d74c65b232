//! J002

use super::facts;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a production service with a single instance.
    ///
    /// A service is in production if its environment is `prod`, or if it has the tier `preferred` outside of `devel`,
    /// `test` and `staging`.
    ///
    /// ## Why is this bad?
    /// Nothing answers while the instance moves. That happens whenever its machine fails or is drained for maintenance,
    /// and whenever the job is updated.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'shop',
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
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'shop',
    ///     contact = 'shop-team@example.com',
    ///     instances = 3,
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[http]}}'),
    ///   ),
    /// ]
    /// ```
    "J002" "single-production-instance" Info Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    if !facts::is_production_service(job) || facts::instances(job) != Some(1) {
        return;
    }
    let message = format!(
        "the service `{}` runs in production with a single instance",
        job.key.name
    );
    let place = facts::written_or_job(context, job, &job.object, "instances");
    findings.push_for(
        job,
        Diagnostic::new(&RULE.code, message, place)
            .help("run at least two, so that one answers while another is moved or updated: `instances = 2`"),
    );
}
