//! P008

use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a `finalization_wait` of more than 60 seconds.
    ///
    /// ## Why is this bad?
    /// When a task is killed, the executor waits one minute before it kills what is left. The rest of the time is never
    /// granted, neither in an update nor when the machine is drained.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [
    ///       Process(name = 'serve', cmdline = './serve'),
    ///       Process(name = 'leave', cmdline = './deregister', final = True),
    ///     ],
    ///     finalization_wait = 300,
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [
    ///       Process(name = 'serve', cmdline = './serve'),
    ///       Process(name = 'leave', cmdline = './deregister', final = True),
    ///     ],
    ///     finalization_wait = 60,
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## References
    /// The Aurora documentation, `docs/reference/configuration.md`, under `finalization_wait`: capped at 60 seconds on
    /// Aurora.
    "P008" "long-finalization-wait" Warning Processes on Job(check)
}

/// Seconds that the executor waits.
const MOST: i64 = 60;

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(task) = job.task() else { return };
    let Some(wait) = task
        .integer("finalization_wait")
        .filter(|wait| *wait > MOST)
    else {
        return;
    };
    let Some(field) = task
        .0
        .field("finalization_wait")
        .filter(|field| !field.is_default)
    else {
        return;
    };
    // `Tasks.concat` sums up what its tasks say; no place of the user's says too much then.
    if !context.sources.is_users(field.set_by) {
        return;
    }
    let Some(place) = context.users(&[field.value.span(), field.set_by]) else {
        return;
    };
    let message =
        format!("`finalization_wait` is {wait} s, but the executor waits at most {MOST} s");
    let diagnostic = Diagnostic::new(&RULE.code, message, place).at(format!("at most {MOST}"));
    findings.push_for(job, diagnostic.help("make the final processes faster"));
}
