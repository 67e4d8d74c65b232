//! P003

use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::job::Job;
use crate::job::Process;
use crate::lint::rule::rule;
use crate::lint::rules::calls::{call_with, with_comma};
use crate::lint::{Context, Findings};
use crate::source::Span;
use crate::syntax::ast::{Argument, ExpressionKind};

rule! {
    /// ## What it does
    /// Reports an `order` that names every process of the task in the order of the list.
    ///
    /// ## Why is this bad?
    /// `SequentialTask` has the same meaning without a list of names to maintain. A process that is added but missing
    /// from the order runs in parallel with all others.
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
    /// The plan stays the same. The fix is only suggested, because the order may be deliberate while processes are
    /// being added.
    "P003" "order-over-all" Info Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(task) = job.task() else { return };
    let names: Vec<String> = task.processes().iter().filter_map(Process::name).collect();
    let orders = task.orders();
    let (Some(constraints), [order]) = (task.0.field("constraints"), orders.as_slice()) else {
        return;
    };
    if names.len() < 2 || *order != names || constraints.is_default {
        return;
    }
    // A copy that only adds an order to an existing task cannot be written as a `SequentialTask`.
    let Some(fix) = fix(context, constraints.set_by) else {
        return;
    };
    let message = format!(
        "this order names all {} processes in the order of the list, as `SequentialTask` does automatically",
        names.len()
    );
    let mut diagnostic = Diagnostic::new(&RULE.code, message, constraints.set_by)
        .help("write `SequentialTask(…)` and remove `constraints`");
    diagnostic.fix = Some(fix);
    findings.push_for(job, diagnostic);
}

/// Renames `Task` and takes the keyword away, if both stand in the same call, and the processes too.
fn fix(context: &Context, keyword: Span) -> Option<Fix> {
    let call = call_with(context, keyword)?;
    let ExpressionKind::Call {
        function,
        arguments,
    } = &call.kind
    else {
        return None;
    };
    let keywords = || {
        arguments.iter().filter_map(|argument| match argument {
            Argument::Keyword(name, value) => Some((name, value)),
            _ => None,
        })
    };
    if context.text(function.span) != "Task"
        || !keywords().any(|(name, _)| &*name.name == "processes")
    {
        return None;
    }
    let (name, value) = keywords().find(|(name, _)| name.span == keyword)?;
    let removed = with_comma(context, name.span.to(value.span), call.span);
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
