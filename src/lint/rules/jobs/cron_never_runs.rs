//! J013

use super::facts;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::cron::Cron;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// A cron schedule of a day that no calendar has, such as the 30th of February. The scheduler takes it, and the job never
    /// starts.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     cron_schedule = '0 4 31 4,6 *',
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     cron_schedule = '0 4 30 4,6 *',
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// ```
    "J013" "cron-never-runs" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(schedule) = job.text("cron_schedule") else {
        return;
    };
    let Ok(cron) = Cron::parse(&schedule) else {
        return;
    };
    if !cron.ever_runs() {
        let message = "the job never runs: none of these months has such a day";
        let place = facts::written_or_job(context, job, &job.object, "cron_schedule");
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, place)
                .help("the fields are minute, hour, day of the month, month, day of the week"),
        );
    }
}
