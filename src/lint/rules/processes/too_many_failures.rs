//! P006

use super::command::place_of;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a process that may fail more than 100 times, or without limit.
    ///
    /// ## Why is this bad?
    /// The runner starts a process at most 100 times, counting successes, failures and losses. A higher number, or 0
    /// for no limit, has the same effect as 100.
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
    /// The job description changes, although the job runs in the same way. The fix is therefore unsafe.
    ///
    /// ## References
    /// Thermos's `TaskRunner`: `MAX_RUNS` of a process is 100. The Aurora documentation mentions it under `daemon`.
    "P006" "too-many-process-failures" Warning Processes on Job(check)
}

/// How often the runner starts a process.
pub(super) const MOST_RUNS: i64 = 100;

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for process in job.task().map(|task| task.processes()).unwrap_or_default() {
        let is_unlimited = process.max_failures() == Some(0);
        // A daemon without limit is P005's.
        let is_reported =
            |failures: &i64| *failures > MOST_RUNS || is_unlimited && !process.is_daemon();
        let Some(failures) = process.max_failures().filter(is_reported) else {
            continue;
        };
        let Some(place) = place_of(context, &process, "max_failures") else {
            continue;
        };
        let times = match failures {
            0 => "without limit".to_owned(),
            failures => format!("{failures} times"),
        };
        let message = format!(
            "`{}` may fail {times}, but the runner gives up after {MOST_RUNS} runs",
            process.name().unwrap_or_default()
        );
        let mut diagnostic = Diagnostic::new(&RULE.code, message, place)
            .at(format!("at most {MOST_RUNS}"))
            .help(format!("write {MOST_RUNS}"));
        if context.text(place).parse() == Ok(failures) {
            diagnostic.fix = Some(Fix {
                message: format!("Write {MOST_RUNS}"),
                edits: vec![Edit {
                    span: place,
                    replacement: MOST_RUNS.to_string(),
                }],
                applicability: Applicability::Unsafe,
            });
        }
        findings.push_for(job, diagnostic);
    }
}
