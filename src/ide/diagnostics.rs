//! What is wrong with files, as all open files see it that use them.

use super::analysis::Analysis;
use super::answer::{FileRange, TextRange};
use super::path;
use super::snapshot::Analysed;
use super::view::View;
use crate::diagnostic::Diagnostic;
use crate::lint;
use crate::source::{Sources, Span};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most findings of a file; editors are slow with more.
const MOST: usize = 1000;

/// Something that is wrong with a file.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it is.
    pub diagnostic: Diagnostic,
    /// Where it is.
    pub place: FileRange,
    /// Further places in the user's files, and what is said of them.
    pub related: Vec<(FileRange, String)>,
}

impl Finding {
    /// A diagnostic with its places.
    pub fn new(diagnostic: &Diagnostic, sources: &Sources) -> Finding {
        let labels = diagnostic.labels.iter();
        let labels = labels.filter(|label| sources.is_users(label.span));
        Finding {
            place: place(sources, diagnostic.primary.span),
            related: labels
                .map(|label| (place(sources, label.span), label.message.clone()))
                .collect(),
            diagnostic: diagnostic.clone(),
        }
    }
}

fn place(sources: &Sources, span: Span) -> FileRange {
    let source = sources.get(span.file);
    FileRange {
        path: path::normalize(&source.name),
        source: source.with_lines(),
        range: TextRange {
            start: span.start,
            end: span.end,
        },
    }
}

/// The findings of one file, each once: open files that include it may have the same one, for jobs of their own.
#[derive(Default)]
struct Findings<'a> {
    all: Vec<(Diagnostic, &'a Sources)>,
    known: FxHashMap<(&'static str, u32, u32, String), usize>,
}

impl<'a> Findings<'a> {
    /// Adds a finding, or only its jobs if it is known.
    fn add(&mut self, finding: &Diagnostic, sources: &'a Sources) {
        let span = finding.primary.span;
        let message = finding.message.clone();
        let identity = (finding.code.code, span.start, span.end, message);
        match self.known.get(&identity) {
            Some(&index) => {
                let jobs = &mut self.all[index].0.jobs;
                let new = finding.jobs.iter();
                let new: Vec<String> = new.filter(|it| !jobs.contains(it)).cloned().collect();
                jobs.extend(new);
            }
            None if self.all.len() < MOST => {
                self.known.insert(identity, self.all.len());
                self.all.push((finding.clone(), sources));
            }
            None => {}
        }
    }
}

/// What is wrong with each open file, and with each file that one of them includes, by path.
pub fn collect(analysed: &Analysed) -> BTreeMap<String, Vec<Finding>> {
    let mut files = BTreeMap::<String, Findings>::new();
    for document in analysed.inputs.documents() {
        files.entry(document.path.clone()).or_default();
    }
    for (main, analysis) in analysed.mains() {
        // Of a file that is not open, only what it makes of open ones is shown.
        let is_open = analysed.inputs.at(&main.path).is_some();
        let settings = analysis.settings_findings.as_deref();
        let settings = settings.map(|(sources, findings)| (sources, findings.as_slice()));
        let own = Some((analysis.sources(), analysis.findings.as_slice()));
        for (sources, findings) in [own, settings].into_iter().flatten() {
            for finding in findings.iter().filter(|it| is_meant(analysed, it, sources)) {
                let path = path::normalize(&sources.get(finding.primary.span.file).name);
                if !is_open && analysed.inputs.at(&path).is_none() {
                    continue;
                }
                files.entry(path).or_default().add(finding, sources);
            }
        }
    }
    let files = files.into_iter().map(|(path, findings)| {
        let findings = findings.all.iter();
        let findings = findings.map(|(it, sources)| Finding::new(it, sources));
        (path, findings.collect())
    });
    files.collect()
}

/// What is wrong with a file, as all the open files see it that include it: of the findings those that are wanted, each with the view
/// that it is from.
pub fn of_file<'v>(
    analysed: &Analysed,
    views: &'v [View],
    is_wanted: impl Fn(&View, &Diagnostic) -> bool,
) -> Vec<(Diagnostic, &'v View)> {
    let mut found = Findings::default();
    for view in views {
        let sources = view.analysis.sources();
        let here = view.analysis.findings.iter();
        let here = here.filter(|it| it.primary.span.file == view.file && is_wanted(view, it));
        for finding in here.filter(|it| is_meant(analysed, it, sources)) {
            found.add(finding, sources);
        }
    }
    let found = found.all.into_iter().filter_map(|(finding, sources)| {
        let mut views = views.iter();
        let view = views.find(|it| std::ptr::eq(it.analysis.sources(), sources))?;
        Some((finding, view))
    });
    found.collect()
}

/// Whether a finding is to be shown: it is in a file of the user's, and holds for all that use the file if it has to.
fn is_meant(analysed: &Analysed, finding: &Diagnostic, sources: &Sources) -> bool {
    sources.is_users(finding.primary.span)
        && (!lint::needs_all_users(finding) || is_said_by_all(analysed, finding, sources))
}

/// Whether every open file that uses the file of a finding has the same finding there.
fn is_said_by_all(analysed: &Analysed, finding: &Diagnostic, sources: &Sources) -> bool {
    let path = path::normalize(&sources.get(finding.primary.span.file).name);
    let place = |it: &Diagnostic| (it.code.code, it.primary.span.start, it.primary.span.end);
    let says = |analysis: &Arc<Analysis>| match analysis.file(&path) {
        None => true,
        Some(file) => analysis
            .findings
            .iter()
            .any(|it| it.primary.span.file == file && place(it) == place(finding)),
    };
    let users = analysed.including(&path).chain(analysed.main_at(&path));
    users.map(|(_, analysis)| analysis).all(says)
}
