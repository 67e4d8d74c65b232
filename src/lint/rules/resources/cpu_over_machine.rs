//! R003

use super::amount::place;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a task that requests more cores than the largest machine can offer. The executor takes a quarter of a
    /// core, so a task with 64 cores does not fit a machine with 64.
    ///
    /// ## Why is this bad?
    /// The scheduler accepts the job and waits for a large enough machine. The job stays pending forever.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve')],
    ///     resources = Resources(cpu = 128.0, ram = 256*MB, disk = 512*MB),
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
    ///     processes = [Process(name = 'serve', cmdline = './serve')],
    ///     resources = Resources(cpu = 16.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Options
    /// - `lint.thresholds.machine-cpu`: the cores of the largest machine. The default is 64.
    ///
    /// ## References
    /// Aurora adds `-thermos_executor_cpu=0.25` to the resources of a task before it compares them with an offer.
    "R003" "cpu-over-machine" Warning Resources on Job(check)
}

/// The cores that the executor takes beside the task, unless the scheduler is configured otherwise.
const EXECUTOR_CPU: f64 = 0.25;

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(resources) = job.task().and_then(|task| task.resources()) else {
        return;
    };
    let machine = context.thresholds.machine_cpu;
    let most = machine - EXECUTOR_CPU;
    if resources.cpu <= most {
        return;
    }
    let Some(place) = place(context, job, "cpu") else {
        return;
    };
    let message = format!(
        "`cpu` is {} and the executor takes {EXECUTOR_CPU}, but the largest machine has {machine} cores, so the job would stay pending",
        resources.cpu
    );
    let diagnostic = Diagnostic::new(&RULE.code, message, place).at(format!("at most {most}"));
    findings.push_for(
        job,
        diagnostic.help(
            "run more instances with fewer cores, or set `machine-cpu` to the cores of your machines",
        ),
    );
}
