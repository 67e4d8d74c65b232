//! The command line of a process, and where it was written.

use crate::job::value::attribute;
use crate::job::{Job, Process};
use crate::lint::Context;
use crate::object::{Leaf, Object};
use crate::source::{Span, Text};
use crate::syntax::literal::locate;
use std::ops::Range;

/// The command line of a process: resolved, but for what the cluster fills in.
pub(in crate::lint::rules) struct Command {
    /// The process.
    pub process: Process,
    /// What bash runs.
    pub text: Text,
    /// The expression that wrote it.
    pub span: Span,
}

/// The command lines of a job's processes, in order.
pub(in crate::lint::rules) fn commands(job: &Job) -> Vec<Command> {
    let processes = job.task().map(|task| task.processes()).unwrap_or_default();
    processes
        .into_iter()
        .filter_map(|process| {
            let value = attribute(&process.0, "cmdline")?;
            let Some(Leaf::Text(text, _)) = value.as_leaf() else {
                return None;
            };
            Some(Command {
                text: text.clone(),
                span: value.span(),
                process,
            })
        })
        .collect()
}

impl Command {
    /// Where some bytes of the command line were written; the whole of it, or the process, if they were computed.
    pub fn place(&self, context: &Context, range: Range<usize>) -> Option<Span> {
        let part = locate(&self.text, range.start, range.end, context.sources);
        let part = part.filter(|&span| context.sources.is_users(span));
        part.or_else(|| context.users(&[self.span, self.process.0.span()]))
    }

    /// The name of the process, in backticks.
    pub fn name(&self) -> String {
        format!("`{}`", self.process.name().unwrap_or_default())
    }
}

/// Where an attribute of a process was written; the process, if it was not.
pub(super) fn place_of(context: &Context, process: &Process, name: &str) -> Option<Span> {
    place_in(context, &process.0, name)
}

/// The same for an attribute of any struct, such as a task.
pub(super) fn place_in(context: &Context, owner: &Object, name: &str) -> Option<Span> {
    let mut places = Vec::new();
    if let Some(field) = owner.field(name).filter(|field| !field.is_default) {
        places.extend([field.value.span(), field.set_by]);
    }
    places.push(owner.span());
    context.users(&places)
}
