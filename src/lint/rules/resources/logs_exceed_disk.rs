//! R007

use super::amount::{amount, size};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::Process;
use crate::job::value::{self, attribute};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::source::Span;

rule! {
    /// ## What it does
    /// Reports logs that may exceed the task's disk space before they are rotated.
    ///
    /// ## Why is this bad?
    /// A logger that rotates keeps the current file and `backups` old ones, each up to `log_size`, for standard output
    /// and again for standard error. If their total is larger than `disk`, the task is killed before rotation helps.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve', logger = Logger(mode = 'rotate', rotate = RotatePolicy(log_size = 100*MB, backups = 10)))],
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
    ///     processes = [Process(name = 'serve', cmdline = './serve', logger = Logger(mode = 'rotate', rotate = RotatePolicy(log_size = 10*MB, backups = 10)))],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## References
    /// The Aurora documentation, `docs/reference/configuration.md`, under `logger`: one file each for `stdout` and
    /// `stderr`. A logger that rotates without a policy of its own keeps 5 backups of 100 MiB.
    "R007" "logs-exceed-disk" Warning Resources on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some((disk, disk_place)) = amount(context, job, "disk") else {
        return;
    };
    let processes = job.task().map(|task| task.processes()).unwrap_or_default();
    let logs: Vec<(i64, &Process)> = processes
        .iter()
        .filter_map(|process| Some((logs(process)?, process)))
        .collect();
    let total = logs
        .iter()
        .fold(0i64, |sum, (bytes, _)| sum.saturating_add(*bytes));
    let Some((_, largest)) = logs
        .iter()
        .max_by_key(|(bytes, _)| *bytes)
        .filter(|_| total > disk)
    else {
        return;
    };
    let logger = largest.0.field("logger");
    let written = logger.map(|field| [field.value.span(), field.set_by]);
    let mut places: Vec<Span> = written.into_iter().flatten().collect();
    places.push(largest.0.span());
    let Some(place) = context.users(&places) else {
        return;
    };
    let message = format!(
        "rotated logs of the task may take {}, but it has {} of disk space",
        size(total),
        size(disk)
    );
    let mut diagnostic = Diagnostic::new(&RULE.code, message, place).help(
        "raise `disk`, or keep fewer or smaller logs: `RotatePolicy(log_size = …, backups = …)`",
    );
    if disk_place != place {
        diagnostic = diagnostic.label(disk_place, size(disk));
    }
    findings.push_for(job, diagnostic);
}

/// Size and backups of a logger that rotates and has no policy.
const UNWRITTEN_POLICY: (i64, i64) = (100 << 20, 5);

/// The bytes that the logs of a process take at most, if it rotates them.
fn logs(process: &Process) -> Option<i64> {
    let logger = attribute(&process.0, "logger")?;
    let word = |name: &str| {
        attribute(&logger, name)
            .as_ref()
            .and_then(value::text)
            .map(String::from)
    };
    let writes_files = matches!(word("destination").as_deref(), Some("file" | "both"));
    if word("mode").as_deref() != Some("rotate") || !writes_files {
        return None;
    }
    let (log_size, backups) = match attribute(&logger, "rotate") {
        Some(rotate) => {
            let number = |name: &str| attribute(&rotate, name).as_ref().and_then(value::integer);
            (number("log_size")?, number("backups")?)
        }
        None => UNWRITTEN_POLICY,
    };
    let files = backups.saturating_add(1).saturating_mul(2);
    Some(log_size.saturating_mul(files))
}
