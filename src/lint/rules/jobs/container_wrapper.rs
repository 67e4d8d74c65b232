//! J011

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::source::Span;

rule! {
    /// ## What it does
    /// Reports a `Container` wrapper around a container: `Container(docker = Docker(…))`.
    ///
    /// ## Why is this bad?
    /// Only old clients require the wrapper. `container` accepts a `Docker` or a `Mesos` object directly.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     container = Container(docker = Docker(image = 'report:7')),
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     container = Docker(image = 'report:7'),
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// The container stays the same, but the job description for the executor loses a level. The fix is therefore
    /// unsafe.
    "J011" "container-wrapper" Warning Jobs on Job(check) Deprecated
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(container) = job.attribute("container") else {
        return;
    };
    let span = container.span();
    // A dict that became one is as short as it gets.
    let is_wrapper = &**container.ty().name() == "Container"
        && context.sources.is_users(span)
        && context.text(span).starts_with("Container");
    let Some(field) = container.field("docker").filter(|_| is_wrapper) else {
        return;
    };
    let message = "the `Container` around the container is unnecessary";
    let mut diagnostic = Diagnostic::new(&RULE.code, message, span)
        .help("set the container directly: `container = Docker(…)`");
    let inner = field.value.span();
    let (before, after) = (
        Span {
            end: inner.start,
            ..span
        },
        Span {
            start: inner.end,
            ..span
        },
    );
    let is_inside = inner.file == span.file && span.start < inner.start && inner.end < span.end;
    if is_inside
        && is_call(context.text(before))
        && matches!(context.text(after).trim(), ")" | ",)")
    {
        let edit = |span| Edit {
            span,
            replacement: String::new(),
        };
        diagnostic.fix = Some(Fix {
            message: "Remove the `Container` around it".to_owned(),
            edits: vec![edit(before), edit(after)],
            applicability: Applicability::Unsafe,
        });
    }
    findings.push_for(job, diagnostic);
}

fn is_call(text: &str) -> bool {
    let words: String = text.split_whitespace().collect();
    words == "Container(docker="
}
