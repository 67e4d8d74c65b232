//! J020

use super::facts;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a `max_task_failures` of 0 or below -1.
    ///
    /// ## Why is this bad?
    /// -1 allows any number of failures. 0 and all other negative numbers mean the same as 1, the default: a failed
    /// instance is not retried. Services are always retried.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///   contact = 'web-team@example.com',
    ///   max_task_failures = 0,
    ///   task = SimpleTask('report', './report'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///   contact = 'web-team@example.com',
    ///   max_task_failures = -1,
    ///   task = SimpleTask('report', './report'))]
    /// ```
    ///
    /// ## References
    /// Aurora's `TaskStateMachine` reschedules a failed task if it is a service, if the number is -1, or if it failed
    /// less often than the number.
    "J020" "doubtful-max-task-failures" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let number = job.integer("max_task_failures");
    let Some(number) = number.filter(|&number| number == 0 || number < -1) else {
        return;
    };
    let message = format!("`max_task_failures = {number}` means the same as 1: no retry");
    let place = facts::written_or_job(context, job, &job.object, "max_task_failures");
    findings.push_for(
        job,
        Diagnostic::new(&RULE.code, message, place)
            .help("write -1 for any number of failures, or remove it"),
    );
}
