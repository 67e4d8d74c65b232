//! P016

use super::command::place_in;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::object::Object;

rule! {
    /// ## What it does
    /// Reports a negative number of failures, seconds or processes in a process or a task.
    ///
    /// ## Why is this bad?
    /// Negative numbers have no special meaning. With a negative `max_failures`, the first failure ends the process or
    /// the task. To remove the limit, set `max_failures` or `max_concurrency` to 0.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'upload', cmdline = './upload', max_failures = -1)],
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
    ///     processes = [Process(name = 'upload', cmdline = './upload', max_failures = 100)],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## References
    /// The Aurora documentation, `docs/reference/configuration.md`, and Thermos's `TaskRunner`.
    "P016" "negative-number" Warning Processes on Job(check)
}

const OF_PROCESS: [&str; 2] = ["max_failures", "min_duration"];
const OF_TASK: [&str; 3] = ["max_failures", "max_concurrency", "finalization_wait"];

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(task) = job.task() else { return };
    for name in OF_TASK {
        if let Some(number) = task.integer(name).filter(|&number| number < 0) {
            report(context, job, &task.0, (name, "the task", number), findings);
        }
    }
    for process in task.processes() {
        let owner = format!("`{}`", process.name().unwrap_or_default());
        for (name, number) in OF_PROCESS
            .into_iter()
            .zip([process.max_failures(), process.min_duration()])
        {
            if let Some(number) = number.filter(|&number| number < 0) {
                report(context, job, &process.0, (name, &owner, number), findings);
            }
        }
    }
}

fn report(
    context: &Context,
    job: &Job,
    object: &Object,
    (name, owner, number): (&str, &str, i64),
    findings: &mut Findings,
) {
    let place = place_in(context, object, name);
    let message = format!("`{name}` of {owner} is negative: {number}");
    let help = match name {
        "max_failures" | "max_concurrency" => "write 0 for no limit, or a number above 0",
        _ => "write 0 or more seconds",
    };
    let diagnostic = Diagnostic::new(&RULE.code, message, place.unwrap_or(job.span));
    findings.push_for(job, diagnostic.help(help));
}
