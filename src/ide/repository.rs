//! What is wrong over many files, open or not: the findings of `jobc check` that no file shows alone.

use super::answer::TextRange;
use super::closed_files::ClosedFiles;
use super::diagnostics::Finding;
use super::path;
use super::snapshot::Analysed;
use crate::lint::{self, JobPlace, duplicate_keys, is_suppressed};
use crate::source::{FileId, Sources, Span};
use std::collections::BTreeMap;

/// The jobs of open files whose keys other files have too (J090): those of the file that comes first in order of paths count as meant.
pub fn duplicate_jobs(analysed: &Analysed, closed: &ClosedFiles) -> Vec<Finding> {
    let inputs = &analysed.inputs;
    let mut files = BTreeMap::<&str, Vec<(String, String, TextRange)>>::new();
    for (path, file) in closed.known(inputs) {
        files.insert(path, file.jobs.clone());
    }
    for (document, analysis) in analysed.mains() {
        let jobs = analysis.compilation.jobs.iter().map(|job| {
            let file = analysis.sources().get(job.span.file);
            let range = TextRange {
                start: job.span.start,
                end: job.span.end,
            };
            (job.key.to_string(), path::normalize(&file.name), range)
        });
        files.insert(&document.path, jobs.collect());
    }
    let mut numbers = BTreeMap::<String, FileId>::new();
    let mut number = |path: &str| {
        let next = FileId(numbers.len() as u32);
        *numbers.entry(path.to_owned()).or_insert(next)
    };
    let jobs: Vec<(&str, Vec<JobPlace>)> = files
        .into_iter()
        .map(|(path, jobs)| {
            let jobs = jobs.into_iter().map(|(key, file, range)| {
                let (start, end) = (range.start as usize, range.end as usize);
                let span = Span::new(number(&file), start, end);
                JobPlace { key, span }
            });
            (path, jobs.collect())
        })
        .collect();
    let found = duplicate_keys(jobs);
    if found.is_empty() {
        return Vec::new();
    }
    // Only now texts are needed.
    let mut by_number: Vec<(&String, &FileId)> = numbers.iter().collect();
    by_number.sort_by_key(|(_, number)| **number);
    let mut sources = Sources::new();
    for (path, _) in by_number {
        sources.add(inputs.document(path).source.with_lines());
    }
    let mut findings = Vec::new();
    for mut diagnostic in found {
        let path = &sources.get(diagnostic.primary.span.file).name;
        if inputs.at(path).is_none() {
            continue;
        }
        let config = inputs.world.config(path);
        let rule = lint::rules::find(diagnostic.code.code);
        let is_selected = rule.is_some_and(|rule| config.lint.is_selected(rule));
        if is_selected
            && !(config.is_ignored)(&diagnostic, path)
            && !is_suppressed(&sources, &diagnostic)
        {
            diagnostic.severity = config.lint.severity(diagnostic.code);
            findings.push(Finding::new(&diagnostic, &sources));
        }
    }
    findings
}
