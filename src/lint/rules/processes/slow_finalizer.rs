//! P007

use super::command::commands;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use std::ops::Range;

rule! {
    /// ## What it does
    /// Reports a final process that sleeps at least as long as all final processes may take together.
    ///
    /// ## Why is this bad?
    /// When `finalization_wait` is over, everything that still runs is killed. The commands after the `sleep` never
    /// run.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [
    ///       Process(name = 'serve', cmdline = './serve'),
    ///       Process(name = 'leave', cmdline = 'sleep 45 && ./deregister', final = True),
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
    ///       Process(name = 'leave', cmdline = 'sleep 45 && ./deregister', final = True),
    ///     ],
    ///     finalization_wait = 60,
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## References
    /// The Aurora documentation, `docs/reference/configuration.md`, under `finalization_wait`: ending the ordinary
    /// processes and running the final ones must fit into it. What remains then gets SIGKILL.
    "P007" "slow-finalizer" Warning Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let wait = job
        .task()
        .and_then(|task| task.integer("finalization_wait"));
    let Some(wait) = wait else { return };
    for command in commands(job) {
        if !command.process.is_final() {
            continue;
        }
        let Some((range, seconds)) = sleep(&command.text) else {
            continue;
        };
        if seconds < wait {
            continue;
        }
        let Some(place) = command.place(context, range) else {
            continue;
        };
        let message = format!(
            "{} sleeps for {seconds} s, but final processes are killed after `finalization_wait`, {wait} s",
            command.name()
        );
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, place)
                .at("killed before it ends")
                .help("sleep for less time, or raise the task's `finalization_wait`"),
        );
    }
}

/// The first `sleep` that certainly runs, and its seconds: at the start of the command line or of a line of it.
fn sleep(text: &str) -> Option<(Range<usize>, i64)> {
    let mut start = 0;
    for line in text.split('\n') {
        let command = line.trim_start();
        let at = start + line.len() - command.len();
        start += line.len() + 1;
        let Some(argument) = command.strip_prefix("sleep ") else {
            continue;
        };
        let digits = argument.trim_start();
        let length = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        let rest = &digits[length..];
        let factor = match rest.chars().next() {
            None | Some(' ' | ';' | '&') => 1,
            Some('s') => 1,
            Some('m') => 60,
            Some('h') => 3600,
            _ => continue,
        };
        let in_background =
            rest.trim_start().starts_with('&') && !rest.trim_start().starts_with("&&");
        let Some(seconds) = digits[..length].parse::<i64>().ok() else {
            continue;
        };
        if !in_background {
            let end =
                at + command.len() - rest.len() + usize::from(rest.starts_with(['s', 'm', 'h']));
            return Some((at..end, seconds.saturating_mul(factor)));
        }
    }
    None
}
