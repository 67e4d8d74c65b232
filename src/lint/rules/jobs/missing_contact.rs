//! J001

use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a job without `contact`.
    ///
    /// ## Why is this bad?
    /// When a job misbehaves at night, the operators of the cluster use its `contact` to find out whom to wake. Prefer
    /// the mailing list of a team to the address of a person.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example',
    ///     role = 'www-data',
    ///     environment = 'devel',
    ///     name = 'hello',
    ///     task = SimpleTask('hello', 'echo hello'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example',
    ///     role = 'www-data',
    ///     environment = 'devel',
    ///     name = 'hello',
    ///     contact = 'web-team@example.com',
    ///     task = SimpleTask('hello', 'echo hello'),
    ///   ),
    /// ]
    /// ```
    "J001" "missing-contact" Info Jobs on Job(check)
}

fn check(_: &Context, job: &Job, findings: &mut Findings) {
    if job.object.field("contact").is_none() {
        let message = format!("the job `{}` has no `contact`", job.key.name);
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, job.span)
                .help("add a contact for when it misbehaves: `contact = 'team@example.com'`"),
        );
    }
}
