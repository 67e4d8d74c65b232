//! J004

use super::facts;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// A service in production with several instances that may all run on the same machine, and in the same rack: nothing says
    /// otherwise, and the scheduler likes to fill machines. When that machine fails, the whole service does.
    ///
    /// A limit on any attribute of the machines (a `zone`, say) is good enough, and so is the constraint `dedicated`, which leaves
    /// the choice of machines to the people who set them aside.
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
