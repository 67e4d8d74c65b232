//! J014

use super::facts;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::cron::Cron;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a cron schedule that starts the job every minute.
    ///
    /// ## Why is this bad?
    /// Usually the first field was meant to be a number: `* 3 * * *` runs sixty times between three and four, not once
    /// at three. If every minute is intended, most of each run is spent on fetching and unpacking. A service with a
    /// loop does the same work for less.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     cron_schedule = '* * * * *',
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
    ///     cron_schedule = '*/15 * * * *',
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// ```
    "J014" "cron-every-minute" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(schedule) = job.text("cron_schedule") else {
        return;
    };
    let Ok(cron) = Cron::parse(&schedule) else {
        return;
    };
    if starts_each_minute(&cron, &schedule) {
        let message = "the job starts every minute";
        let place = facts::written_or_job(context, job, &job.object, "cron_schedule");
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, place)
                .help("set the minute in the first field: `0 3 * * *` is once a day, at three"),
        );
    }
}

/// Every minute of the day, or of an hour.
fn starts_each_minute(cron: &Cron, schedule: &str) -> bool {
    let minutes = schedule.split_whitespace().next();
    cron.every_minute() || matches!(minutes, Some("*" | "*/1" | "0-59"))
}
