//! P004

use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::Process;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::object::Field;

rule! {
    /// ## What it does
    /// Reports a process that is in no order of its task, although other processes are.
    ///
    /// Daemons, ephemeral and final processes are not reported. Nor is a process with an order of its own:
    /// `order('watch')`.
    ///
    /// ## Why is this bad?
    /// The process starts immediately, in parallel with the first process of the order. Often what it needs has not
    /// been fetched or unpacked yet.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [
    ///       Process(name = 'fetch', cmdline = './fetch'),
    ///       Process(name = 'unpack', cmdline = 'tar xzf app.tar.gz'),
    ///       Process(name = 'serve', cmdline = './app'),
    ///     ],
    ///     constraints = order('fetch', 'unpack'),
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
    ///       Process(name = 'fetch', cmdline = './fetch'),
    ///       Process(name = 'unpack', cmdline = 'tar xzf app.tar.gz'),
    ///       Process(name = 'serve', cmdline = './app'),
    ///     ],
    ///     constraints = order('fetch', 'unpack') + order('unpack', 'serve'),
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    "P004" "process-outside-order" Warning Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(task) = job.task() else { return };
    let processes = task.processes();
    let orders = task.orders();
    // `Tasks.combine` puts tasks side by side on purpose.
    let by_user = |field: &Field| context.sources.is_users(field.set_by);
    if !task.0.field("constraints").is_some_and(by_user) {
        return;
    }
    let Some(edge) = job
        .plan
        .edges
        .iter()
        .find(|edge| is_ordinary(processes.get(edge.before)))
    else {
        return;
    };
    let first = processes
        .get(edge.before)
        .and_then(Process::name)
        .unwrap_or_default();
    for process in &processes {
        let Some(name) = process.name() else { continue };
        let is_named = orders.iter().flatten().any(|other| *other == name);
        if is_named || !is_ordinary(Some(process)) || process.is_daemon() || process.is_ephemeral()
        {
            continue;
        }
        let Some(place) = context.users(&[process.0.span()]) else {
            continue;
        };
        let message =
            format!("`{name}` is in no order, so it starts immediately, together with `{first}`");
        let help =
            format!("add it to the order, or add `order('{name}')` if it should run in parallel");
        findings.push_for(job, Diagnostic::new(&RULE.code, message, place).help(help));
    }
}

fn is_ordinary(process: Option<&Process>) -> bool {
    process.is_some_and(|process| !process.is_final())
}
