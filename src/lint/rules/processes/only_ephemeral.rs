//! P009

use super::command::place_of;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::Process;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a task whose ordinary processes are all ephemeral.
    ///
    /// ## Why is this bad?
    /// A task ends when only ephemeral processes are left. This task ends immediately.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'watch', cmdline = './watch', daemon = True, ephemeral = True)],
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
    ///     processes = [Process(name = 'watch', cmdline = './watch', daemon = True)],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    "P009" "only-ephemeral-processes" Warning Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let processes = job.task().map(|task| task.processes()).unwrap_or_default();
    let mut ordinary = processes.iter().filter(|process| !process.is_final());
    let Some(first) = ordinary.clone().next() else {
        return;
    };
    if !ordinary.all(Process::is_ephemeral) {
        return;
    }
    let Some(place) = place_of(context, first, "ephemeral") else {
        return;
    };
    let message = "every process of the task is ephemeral, so the task ends immediately";
    findings.push_for(
        job,
        Diagnostic::new(&RULE.code, message, place)
            .at("the task does not wait for this process")
            .help("make the main process of the task an ordinary one"),
    );
}
