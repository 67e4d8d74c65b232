//! P005

use super::command::place_of;
use super::too_many_failures::MOST_RUNS;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a daemon that relies on being restarted without limit. It has `max_failures = 0`, or sets `min_duration`
    /// and the task waits for it.
    ///
    /// ## Why is this bad?
    /// The runner starts a process at most 100 times, counting successes, failures and losses. After that the process
    /// counts as failed, whatever `daemon` and `max_failures = 0` say, and usually the task fails too. A daemon that
    /// ends regularly lasts 100 times its duration, or 100 times `min_duration` if that is longer.
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
    ///       Process(name = 'proxy', cmdline = 'while true; do ./proxy; sleep 1; done', daemon = True, ephemeral = True),
    ///     ],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## References
    /// Thermos's `TaskRunner`: `MAX_RUNS` of a process is 100.
    "P005" "daemon-without-pause" Warning Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for process in job.task().map(|task| task.processes()).unwrap_or_default() {
        if !process.is_daemon() {
            continue;
        }
        let is_unlimited = process.max_failures() == Some(0);
        let pause = process.min_duration().unwrap_or(0).max(0);
        let name = match is_unlimited {
            true => "max_failures",
            false if process.is_ephemeral() || process.written("min_duration").is_none() => {
                continue;
            }
            false => "min_duration",
        };
        let Some(place) = place_of(context, &process, name) else {
            continue;
        };
        let earliest = match pause.saturating_mul(MOST_RUNS) {
            0 => String::new(),
            seconds => format!(", at the earliest after {}", minutes(seconds)),
        };
        let message = format!(
            "the daemon `{}` is not restarted after {MOST_RUNS} runs{earliest}",
            process.name().unwrap_or_default()
        );
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, place)
                .help("if it ends regularly, put a loop into its command line"),
        );
    }
}

/// A number of seconds, in minutes if it is long.
fn minutes(seconds: i64) -> String {
    match seconds {
        ..120 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds / 60),
    }
}
