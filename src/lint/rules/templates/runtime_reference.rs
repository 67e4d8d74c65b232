//! T007

use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::object::{Leaf, Object};
use crate::source::{Span, Text};
use crate::syntax::literal::locate;
use crate::template::{Component, PartKind, Reference, Template};
use std::ops::Range;

rule! {
    /// ## What it does
    /// Reports a reference that only the executor resolves, in a part of the job that the scheduler reads.
    ///
    /// ## Why is this bad?
    /// `{{mesos.instance}}`, `{{mesos.hostname}}`, `{{thermos.task_id}}` and `{{thermos.ports[NAME]}}` get their values
    /// in the task when an instance runs. The scheduler reads constraints, metadata, contact and container long before,
    /// and takes the braces literally. A constraint on the host `{{mesos.hostname}}` never matches.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    ///   metadata = [Metadata(key = 'instance', value = '{{mesos.instance}}')],
    /// )]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --instance {{mesos.instance}}')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    ///   metadata = [Metadata(key = 'part', value = 'front')],
    /// )]
    /// ```
    ///
    /// ## References
    /// The client copies these attributes unchanged into the `JobConfiguration`. Only the executor binds `mesos` and
    /// `thermos`, in the task that it reads from `executorConfig.data`.
    "T007" "runtime-reference-unread" Warning Templates on Job(check)
}

/// What the scheduler reads of a job, and the executor does not.
const READ_BY_SCHEDULER: &[&str] = &[
    "contact",
    "tier",
    "constraints",
    "metadata",
    "container",
    "sla_policy",
];

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for name in READ_BY_SCHEDULER {
        if let Some(value) = job.attribute(name) {
            texts(&value, &mut |text, span| {
                for (reference, range) in open(text) {
                    let place = locate(text, range.start, range.end, context.sources);
                    let place = place.filter(|place| context.sources.is_users(*place));
                    let Some(place) = place.or_else(|| context.users(&[span, job.span])) else {
                        continue;
                    };
                    let message = format!(
                        "`{{{{{reference}}}}}` is known only when an instance runs, but the scheduler reads `{name}` before, with the braces"
                    );
                    findings.push_for(
                        job,
                        Diagnostic::new(&RULE.code, message, place).at("not resolved"),
                    );
                }
            });
        }
    }
}

/// The references of the cluster in a text.
pub(super) fn open(text: &str) -> Vec<(Reference, Range<usize>)> {
    let parts = Template::parse(text).map(|template| template.parts);
    let parts = parts.unwrap_or_default().into_iter();
    parts
        .filter_map(|part| match part.kind {
            PartKind::Reference(reference) => Some((reference, part.range)),
            _ => None,
        })
        .filter(|(reference, _)| {
            matches!(reference.components(), [Component::Attribute(scope), _, ..] if matches!(&**scope, "mesos" | "thermos"))
        })
        .collect()
}

/// Every text in an object.
pub(super) fn texts(object: &Object, visit: &mut impl FnMut(&Text, Span)) {
    let object = object.unwrap_choice();
    if let Some(Leaf::Text(text, _)) = object.as_leaf() {
        visit(text, object.span());
    }
    for element in object.as_list().unwrap_or_default() {
        texts(element, visit);
    }
    for (key, value) in object.as_map().unwrap_or_default() {
        texts(key, visit);
        texts(value, visit);
    }
    for (_, field) in object.fields() {
        texts(&field.value, visit);
    }
}
