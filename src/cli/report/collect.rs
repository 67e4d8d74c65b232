//! What the page says of a file.

use crate::cli::graph::{includes, processes_of};
use crate::cli::list::inventory::Entry;
use crate::compile::Compilation;
use crate::diagnostic::Diagnostic;
use crate::explain::{Explanation, JobPath, code, explain, leaves};
use crate::graph::svg;
use crate::job::Job;
use crate::object::Leaf;
use crate::source::{Sources, Span};
use serde_json::{Value, json};

/// The longest value or expression on the page, in characters.
const LONGEST: usize = 300;

/// A file with its jobs.
pub struct FileReport {
    /// The jobs for the totals.
    pub entries: Vec<Entry>,
    /// The jobs as the script of the page reads them.
    pub jobs: Vec<Value>,
    /// Which files include which.
    pub includes: Vec<(String, String)>,
    /// The findings: severity, code, message and place.
    pub findings: Vec<[String; 4]>,
}

impl FileReport {
    /// What the page says of an evaluated file.
    pub fn of(name: &str, compilation: &Compilation, found: &[Diagnostic]) -> FileReport {
        let entries = compilation.jobs.iter().map(|job| Entry::of(job, name));
        let entries: Vec<Entry> = entries.collect();
        let jobs = compilation.jobs.iter().zip(&entries);
        let findings = found.iter().map(|it| {
            [
                it.severity.to_string(),
                it.code.code.to_owned(),
                it.message.clone(),
                place(it.primary.span, &compilation.sources),
            ]
        });
        FileReport {
            jobs: jobs
                .map(|(job, entry)| told(job, entry, compilation))
                .collect(),
            includes: includes(compilation),
            findings: findings.collect(),
            entries,
        }
    }
}

fn told(job: &Job, entry: &Entry, compilation: &Compilation) -> Value {
    json!({
        "key": entry.key.to_string(),
        "file": entry.file,
        "kind": entry.kind,
        "instances": entry.instances,
        "cpu": entry.resources.cpu,
        "ram": entry.resources.ram,
        "disk": entry.resources.disk,
        "tier": entry.tier,
        "contact": entry.contact,
        "processes": svg(&processes_of(job)),
        "values": values(job, compilation),
    })
}

/// The values that the configuration sets, each with its steps.
fn values(job: &Job, compilation: &Compilation) -> Vec<Value> {
    let Ok(root) = JobPath::parse(job, "") else {
        return Vec::new();
    };
    let is_set = |path: &JobPath| {
        let parts = job.bound.locate(&path.steps).unwrap_or_default();
        !parts.iter().any(|it| it.is_default)
    };
    let paths = leaves(&root).paths.into_iter().filter(is_set);
    let explained = paths.map(|path| explain(compilation, job, &path));
    explained
        .map(|it| value(&it, &compilation.sources))
        .collect()
}

fn value(explanation: &Explanation, sources: &Sources) -> Value {
    let leaf = explanation.value.as_leaf().map(Leaf::to_text);
    let text = leaf.map_or(String::new(), |it| it.chars().take(LONGEST).collect());
    let steps = explanation.steps.iter().map(|step| {
        json!([
            step.depth,
            place(step.span, sources),
            step.words,
            code(step.code, sources, LONGEST)
        ])
    });
    json!([explanation.path, text, steps.collect::<Vec<_>>()])
}

fn place(span: Span, sources: &Sources) -> String {
    let file = sources.get(span.file);
    let at = file.location(span.start as usize);
    format!("{}:{}:{}", file.name, at.row, at.column)
}
