//! P003

use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::job::Job;
use crate::job::Process;
use crate::lint::rule::rule;
use crate::lint::rules::calls::{call_at, with_comma};
use crate::lint::{Context, Findings};
use crate::source::Span;
use crate::syntax::ast::{Argument, ExpressionKind};

rule! {
    /// An `order` that names every process of the task, in the order in which they are listed.
    ///
    /// `SequentialTask` says the same without the list of names, which has to be kept up to date by hand otherwise: a process that is
    /// added and forgotten there runs beside all others.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [
    ///       Process(name = 'fetch', cmdline = './fetch'),
    ///       Process(name = 'build', cmdline = 'make'),
    ///     ],
    ///     constraints = order('fetch', 'build'),
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
    ///   task = SequentialTask(
    ///     processes = [
    ///       Process(name = 'fetch', cmdline = './fetch'),
    ///       Process(name = 'build', cmdline = 'make'),
    ///     ],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Fix safety
    /// The plan stays the same. It is only suggested, because the order may be meant to stay while processes are added.
    "P003" "order-over-all" Info Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(task) = job.task() else { return };
    let names: Vec<String> = task.processes().iter().filter_map(Process::name).collect();
    let orders = task.orders();
    let (Some(constraints), [order]) = (task.0.field("constraints"), orders.as_slice()) else {
        return;
    };
    let by_user = context.sources.is_users(constraints.set_by);
    if names.len() < 2 || *order != names || !by_user || constraints.is_default {
        return;
    }
    let message = format!(
        "this order names all {} processes as they are listed, as `SequentialTask` does by itself",
        names.len()
    );
    let mut diagnostic = Diagnostic::new(&RULE.code, message, constraints.set_by)
        .help("write `SequentialTask(…)` and leave `constraints` out");
    diagnostic.fix = fix(context, task.0.span(), constraints.set_by);
    findings.push_for(job, diagnostic);
}

/// Renames `Task` and takes the keyword away, if both stand in the same call.
fn fix(context: &Context, call: Span, keyword: Span) -> Option<Fix> {
    let call = call_at(context, call)?;
    let ExpressionKind::Call {
        function,
        arguments,
    } = &call.kind
    else {
        return None;
    };
    if context.text(function.span) != "Task" {
        return None;
    }
    let removed = arguments.iter().find_map(|argument| match argument {
        Argument::Keyword(name, value) if name.span == keyword => Some(name.span.to(value.span)),
        _ => None,
    })?;
    let removed = with_comma(context, removed, call.span);
    let edit = |span, replacement: &str| Edit {
        span,
        replacement: replacement.into(),
    };
    Some(Fix {
        message: "Write `SequentialTask`".into(),
        edits: vec![edit(function.span, "SequentialTask"), edit(removed, "")],
        applicability: Applicability::Suggestion,
    })
}
