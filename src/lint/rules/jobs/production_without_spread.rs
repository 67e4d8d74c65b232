//! J004

use super::facts;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a production service with several instances and no constraint that spreads them over machines.
    ///
    /// A limit on any attribute of the machines, such as `zone`, is enough. So is the constraint `dedicated`, which
    /// leaves the choice of machines to their owners.
    ///
    /// ## Why is this bad?
    /// The scheduler prefers to fill machines, so all instances may run on the same machine or in the same rack. When
    /// that machine fails, the whole service fails.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'shop', instances = 3,
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[health]}}'),
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
    ///     constraints = {'host': 'limit:1'},
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[health]}}'),
    ///   ),
    /// ]
    /// ```
    "J004" "production-without-spread" Info Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    if !facts::is_production_service(job) || job.instances() < 2 {
        return;
    }
    let is_spread = job.constraints().iter().any(|(name, constraint)| {
        matches!(name.as_str(), "host" | "rack" | "dedicated") || constraint.starts_with("limit:")
    });
    if is_spread {
        return;
    }
    let message = format!(
        "all {} instances of the service `{}` may run on the same machine",
        job.instances(),
        job.key.name
    );
    let place = facts::written_or_job(context, job, &job.object, "constraints");
    findings.push_for(
        job,
        Diagnostic::new(&RULE.code, message, place)
            .help("spread them: `constraints = {'host': 'limit:1'}`"),
    );
}
