//! J012

use crate::diagnostic::Diagnostic;
use crate::job::{Job, JobKey};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use indexmap::IndexMap;

rule! {
    /// ## What it does
    /// Reports two jobs with the same key in one file.
    ///
    /// ## Why is this bad?
    /// The client accepts both, but a key names one job. Every command for that key applies to the first job, and the
    /// second is unreachable.
    ///
    /// ## Example
    /// ```python
    /// template = Job(
    ///   cluster = 'example', role = 'www-data', name = 'report', contact = 'shop-team@example.com',
    ///   task = SimpleTask('report', './report'))
    ///
    /// jobs = [template(environment = 'devel'), template(environment = 'devel')]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// template = Job(
    ///   cluster = 'example', role = 'www-data', name = 'report', contact = 'shop-team@example.com',
    ///   task = SimpleTask('report', './report'))
    ///
    /// jobs = [template(environment = 'devel'), template(environment = 'test')]
    /// ```
    "J012" "duplicate-job-key" Warning Jobs on Compilation(check)
}

fn check(context: &Context, findings: &mut Findings) {
    let mut known = IndexMap::<&JobKey, Vec<&Job>>::new();
    for job in context.jobs {
        known.entry(&job.key).or_default().push(job);
    }
    for (key, jobs) in known {
        let [first, others @ ..] = jobs.as_slice() else {
            continue;
        };
        let Some(second) = others.iter().find(|job| job.span != first.span) else {
            if others.is_empty() {
                continue;
            }
            let message = format!(
                "{} of the jobs created here have the key `{key}`",
                jobs.len()
            );
            findings.push_for(
                first,
                Diagnostic::new(&RULE.code, message, first.span)
                    .help("make a part of the key depend on what differs"),
            );
            continue;
        };
        let message = format!("another job already has the key `{key}`");
        findings.push_for(
            second,
            Diagnostic::new(&RULE.code, message, second.span)
                .label(first.span, "the first one")
                .help("change the name or environment of one of them, or remove it"),
        );
    }
}
