//! P017

use super::command::place_in;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a task whose `max_failures` is higher than its number of processes.
    ///
    /// ## Why is this bad?
    /// `max_failures` of a task counts the processes that failed permanently, each once. The number is never reached,
    /// so the task never fails for that reason.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'upload', cmdline = './upload')],
    ///     max_failures = 5,
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
    ///     processes = [Process(name = 'upload', cmdline = './upload', max_failures = 5)],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## References
    /// The Aurora documentation, `docs/reference/configuration.md`, `Task.max_failures`.
    "P017" "unreachable-task-failures" Warning Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(task) = job.task() else { return };
    let processes = task.processes().len();
    let Some(failures) = task.integer("max_failures") else {
        return;
    };
    if processes == 0 || failures <= processes as i64 {
        return;
    }
    let Some(place) = place_in(context, &task.0, "max_failures") else {
        return;
    };
    let has = match processes {
        1 => "1 process".to_owned(),
        processes => format!("{processes} processes"),
    };
    let message = format!("the task has {has}, so {failures} failures are impossible");
    findings.push_for(
        job,
        Diagnostic::new(&RULE.code, message, place)
            .at(format!("at most {processes}"))
            .help("write 0 if failures do not matter, or set `max_failures` of the processes"),
    );
}
