//! J016

use super::facts;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// An SLA policy that wants such a part of the instances up that none may ever be taken down. Machines of this job cannot be
    /// drained for maintenance, and an update that heeds the policy (`sla_aware = True`) never replaces an instance.
    ///
    /// For a job of n instances, the highest percentage that leaves one to take down is 100 × (n − 1) / n.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'shop', instances = 20,
    ///     contact = 'shop-team@example.com',
    ///     constraints = {'host': 'limit:1'},
    ///     sla_policy = PercentageSlaPolicy(percentage = 99, duration_secs = 1800),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[health]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'shop', instances = 20,
    ///     contact = 'shop-team@example.com',
    ///     constraints = {'host': 'limit:1'},
    ///     sla_policy = PercentageSlaPolicy(percentage = 95, duration_secs = 1800),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[health]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Source
    /// Aurora counts the instances that would be left (`SlaManager`). A count that is not below the number of instances is an error
    /// of its own.
    "J016" "unsatisfiable-sla-policy" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let instances = job.instances();
    let Some(policy) = job.attribute("sla_policy").filter(|_| instances > 0) else {
        return;
    };
    let Some(wanted) = facts::number(&policy, "percentage").filter(|wanted| *wanted <= 100.0)
    else {
        return;
    };
    let possible = 100.0 * (instances - 1) as f64 / instances as f64;
    if wanted <= possible {
        return;
    }
    let message = format!(
        "{wanted} % of {instances} instances leave none that an update or maintenance could take down"
    );
    let place = facts::written_or_job(context, job, &policy, "percentage");
    findings.push_for(
        job,
        Diagnostic::new(&RULE.code, message, place).help(format!(
            "want at most {:.1} %, or run more instances",
            (possible * 10.0).floor() / 10.0
        )),
    );
}
