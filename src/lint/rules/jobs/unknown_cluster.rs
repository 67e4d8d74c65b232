//! J015

use super::facts;
use crate::diagnostic::{Diagnostic, nearest};
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a job whose cluster is unknown.
    ///
    /// ## Why is this bad?
    /// The client only notices when it tries to connect to the cluster.
    ///
    /// ## Example
    /// ```python
    /// # with settings: {"thresholds": {"clusters": ["example", "west"]}}
    /// jobs = [
    ///   Job(
    ///     cluster = 'exmaple', role = 'www-data', environment = 'prod', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// # with settings: {"thresholds": {"clusters": ["example", "west"]}}
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Options
    /// - `lint.thresholds.clusters`: the names of the clusters. While neither option is set, every cluster is accepted.
    /// - `lint.thresholds.clusters-file`: a client's own list of clusters, as JSON (`[{"name": "example", …}]`),
    ///   relative to the settings file. Its names are added to `clusters`.
    ///
    /// ## References
    /// The Aurora documentation, `docs/reference/client-cluster-configuration.md`: the `name` of an entry is the
    /// cluster of a job key.
    "J015" "unknown-cluster" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let clusters = &context.thresholds.clusters;
    let cluster = &job.key.cluster;
    if clusters.is_empty() || clusters.contains(cluster) || !facts::is_plain(cluster) {
        return;
    }
    let message = format!("unknown cluster `{cluster}`");
    let place = facts::written_or_job(context, job, &job.object, "cluster");
    let diagnostic = Diagnostic::new(&RULE.code, message, place);
    let near = nearest(cluster, clusters.iter().map(String::as_str));
    let written = context.text(place).trim_matches(['\'', '"']);
    findings.push_for(
        job,
        match near {
            Some(near) if written == cluster => {
                let start = context.text(place).find(cluster.as_str()).unwrap_or(0);
                diagnostic.suggest(place.part(start, start + cluster.len()), near)
            }
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("the clusters are `{}`", clusters.join("`, `"))),
        },
    );
}
