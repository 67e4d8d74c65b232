//! J008

use super::facts;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::value::{self, attribute};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::object::Object;
use crate::source::Span;
use indexmap::IndexMap;

rule! {
    /// ## What it does
    /// Reports an update that replaces more instances at a time than the job has.
    ///
    /// In a template that several jobs share, the batch size is reported only if it is too large for all of them.
    ///
    /// ## Why is this bad?
    /// All instances go down together. If the new ones do not start, no old instance is left to answer.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'shop', instances = 4,
    ///     contact = 'shop-team@example.com',
    ///     update_config = UpdateConfig(batch_size = 10),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[health]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'shop', instances = 4,
    ///     contact = 'shop-team@example.com',
    ///     update_config = UpdateConfig(batch_size = 2),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[health]}}'),
    ///   ),
    /// ]
    /// ```
    "J008" "batch-size-above-instances" Warning Jobs on Compilation(check)
}

fn check(context: &Context, findings: &mut Findings) {
    // Of a template that several jobs share it is no mistake, and in JSON nobody knows what is shared.
    if context.is_json() {
        return;
    }
    let mut sizes = IndexMap::<Span, Vec<(&Job, i64)>>::new();
    for job in context.jobs {
        for (span, size) in batches(context, job) {
            sizes.entry(span).or_default().push((job, size));
        }
    }
    for (span, uses) in sizes {
        if uses
            .iter()
            .any(|(job, size)| facts::instances(job).is_none_or(|it| *size <= it))
        {
            continue;
        }
        for (job, size) in uses {
            let message = format!(
                "the batch has {size} instances, but the job has {}",
                job.instances()
            );
            findings.push_for(
                job,
                Diagnostic::new(&RULE.code, message, span)
                    .at("more than the job has")
                    .help("use smaller batches, so that some instances stay up"),
            );
        }
    }
}

/// The sizes of the batches of a job's update that are written in the user's files, and where.
fn batches(context: &Context, job: &Job) -> Vec<(Span, i64)> {
    let Some(update) = job.attribute("update_config") else {
        return Vec::new();
    };
    let strategy = attribute(&update, "update_strategy");
    // With a strategy the batch size beside it is not read.
    let owner = strategy.as_ref().unwrap_or(&update);
    let several = attribute(owner, "batch_sizes");
    let several = several
        .as_ref()
        .and_then(Object::as_list)
        .unwrap_or_default();
    let single = facts::written(context, owner, "batch_size").zip(
        attribute(owner, "batch_size")
            .as_ref()
            .and_then(value::integer),
    );
    several
        .iter()
        .filter_map(|size| Some((size.span(), value::integer(size)?)))
        .filter(|(span, _)| context.sources.is_users(*span))
        .chain(single)
        .collect()
}
