//! P005

use super::command::place_of;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// A daemon that may fail without limit and is started again after less than five seconds.
    ///
    /// With `max_failures = 0` nothing ever stops it: a program that cannot start any more is started for ever, its logs fill the disk
    /// and its checkpoints grow, while the job looks healthy.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [
    ///       Process(name = 'serve', cmdline = './serve'),
    ///       Process(name = 'proxy', cmdline = './proxy', daemon = True, ephemeral = True, max_failures = 0, min_duration = 1),
    ///     ],
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
    ///       Process(name = 'proxy', cmdline = './proxy', daemon = True, ephemeral = True, max_failures = 100, min_duration = 30),
    ///     ],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Source
    /// The Aurora reference, `Process.max_failures` and `Process.min_duration`: the least time between two starts is 5 s unless it is set.
    "P005" "daemon-without-pause" Warning Processes on Job(check)
}

/// The default of `min_duration`, in seconds.
const SHORTEST: i64 = 5;

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for process in job.task().map(|task| task.processes()).unwrap_or_default() {
        let (Some(0), Some(pause)) = (process.max_failures(), process.min_duration()) else {
            continue;
        };
        if !process.is_daemon() || pause >= SHORTEST {
            continue;
        }
        let Some(place) = place_of(context, &process, "min_duration") else {
            continue;
        };
        let message = format!(
            "the daemon `{}` may fail without limit and is started again every {pause} s, for ever",
            process.name().unwrap_or_default()
        );
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, place)
                .help("set `max_failures`, or a longer `min_duration`"),
        );
    }
}
