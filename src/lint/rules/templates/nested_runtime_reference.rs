//! T009

use super::runtime_reference::open;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::rules::processes::command::commands;
use crate::lint::{Context, Findings};
use crate::template::Reference;
use std::ops::Range;

rule! {
    /// ## What it does
    /// Reports a reference whose name contains a reference that only the executor resolves.
    ///
    /// ## Why is this bad?
    /// The name of `{{thermos.ports[http{{mesos.instance}}]}}` is complete only when an instance runs. The scheduler
    /// allocates ports long before, from the names in the command lines. It does not see this name, and the reference
    /// has no value when the process starts.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve {{thermos.ports[http{{mesos.instance}}]}}')],
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
    ///     processes = [Process(name = 'serve', cmdline = './serve {{thermos.ports[http]}} --instance {{mesos.instance}}')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## References
    /// The client collects port names from the references that are complete when it resolves the job. It accepts
    /// incomplete ones.
    "T009" "nested-runtime-reference" Warning Templates on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for command in commands(job) {
        for (reference, range) in inside_references(&command.text) {
            let Some(place) = command.place(context, range) else {
                continue;
            };
            let message = format!(
                "the name of this reference is known only when an instance runs: it contains `{{{{{reference}}}}}`"
            );
            findings.push_for(
                job,
                Diagnostic::new(&RULE.code, message, place)
                    .at("never resolved")
                    .help("choose the value in the command line, with a shell variable"),
            );
        }
    }
}

/// The references of the cluster that stand inside of another reference, and where.
fn inside_references(text: &str) -> Vec<(Reference, Range<usize>)> {
    open(text)
        .into_iter()
        .filter(|(_, range)| is_enclosed(text, range))
        .collect()
}

/// Whether braces are open in front of a range, and closed behind it.
fn is_enclosed(text: &str, range: &Range<usize>) -> bool {
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let is_open = match (before.rfind("{{"), before.rfind("}}")) {
        (Some(open), Some(close)) => open > close,
        (open, None) => open.is_some(),
        (None, _) => false,
    };
    let is_closed = match (behind.find("}}"), behind.find("{{")) {
        (Some(close), Some(open)) => close < open,
        (close, None) => close.is_some(),
        (None, _) => false,
    };
    is_open && is_closed
}
