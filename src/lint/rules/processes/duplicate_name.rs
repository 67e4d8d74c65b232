//! P001

use super::command::place_of;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::Process;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use rustc_hash::FxHashMap;

rule! {
    /// ## What it does
    /// Reports two processes of a task with the same name.
    ///
    /// ## Why is this bad?
    /// The client plans only the last of them. The other one silently never runs.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [
    ///       Process(name = 'fetch', cmdline = './fetch one'),
    ///       Process(name = 'fetch', cmdline = './fetch two'),
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
    ///       Process(name = 'fetch_one', cmdline = './fetch one'),
    ///       Process(name = 'fetch_two', cmdline = './fetch two'),
    ///     ],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## References
    /// The client keeps processes by name when it plans a task (Thermos: `TaskPlanner`).
    "P001" "duplicate-process-name" Warning Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let processes = job.task().map(|task| task.processes()).unwrap_or_default();
    let names: Vec<Option<String>> = processes.iter().map(Process::name).collect();
    let last: FxHashMap<&String, usize> = names
        .iter()
        .enumerate()
        .filter_map(|(index, name)| Some((name.as_ref()?, index)))
        .collect();
    for (index, (process, name)) in processes.iter().zip(&names).enumerate() {
        let Some(name) = name else { continue };
        let later = last.get(name).filter(|&&last| last > index);
        let Some(last) = later.and_then(|&last| processes.get(last)) else {
            continue;
        };
        let Some(place) = place_of(context, process, "name") else {
            continue;
        };
        let message = format!(
            "the task has several processes named `{name}`; only the last of them runs, not this one"
        );
        let mut diagnostic = Diagnostic::new(&RULE.code, message, place)
            .at("never runs")
            .help("give each process a unique name");
        if let Some(other) = place_of(context, last, "name").filter(|other| *other != place) {
            diagnostic = diagnostic.label(other, "this one runs");
        }
        findings.push_for(job, diagnostic);
    }
}
