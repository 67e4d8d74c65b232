//! P006

use super::command::place_of;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// A process that may fail more than 100 times.
    ///
    /// The runner does not let it: a higher number has the same effect as 100, and someone relies on something that does not happen.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'upload', cmdline = './upload', max_failures = 1000)],
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
    /// ## Fix safety
    /// The job changes, although it runs the same: the fix is unsafe.
    ///
    /// ## Source
    /// The Aurora documentation, `docs/reference/configuration.md`, says under `daemon` that `max_failures` is capped at 100 on Mesos, and under
    /// `max_failures` that 0 stands for no limit.
    "P006" "too-many-process-failures" Warning Processes on Job(check)
}

/// Failures of a process that the runner bears.
const MOST: i64 = 100;

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for process in job.task().map(|task| task.processes()).unwrap_or_default() {
        let Some(failures) = process.max_failures().filter(|failures| *failures > MOST) else {
            continue;
        };
        let Some(place) = place_of(context, &process, "max_failures") else {
            continue;
        };
        let message = format!(
            "`{}` may fail {failures} times, but the runner gives up after {MOST}",
            process.name().unwrap_or_default()
        );
        let mut diagnostic = Diagnostic::new(&RULE.code, message, place)
            .at(format!("at most {MOST}"))
            .help(format!("write {MOST}, or 0 for no limit"));
        if context.text(place).parse() == Ok(failures) {
            diagnostic.fix = Some(Fix {
                message: format!("Write {MOST}"),
                edits: vec![Edit {
                    span: place,
                    replacement: MOST.to_string(),
                }],
                applicability: Applicability::Unsafe,
            });
        }
        findings.push_for(job, diagnostic);
    }
}
