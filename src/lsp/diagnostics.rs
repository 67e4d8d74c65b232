//! Diagnostics as the protocol has them.

use super::editor::Editor;
use super::pages;
use super::position::Encoding;
use super::session::{Analysed, Session};
use super::uri;
use super::view::View;
use crate::diagnostic::codes::job::NO_JOBS;
use crate::diagnostic::{Code, Diagnostic, Severity, Tag};
use crate::lint;
use crate::source::{Sources, Span};
use lsp_types::{
    ClientCapabilities, CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, Location, NumberOrString, Uri,
};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;

/// The most diagnostics of a file; editors are slow with more.
const MOST: usize = 1000;

/// What was said of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// The number of the text, if the file is open.
    pub version: Option<i32>,
    /// What is wrong with it.
    pub diagnostics: Vec<lsp_types::Diagnostic>,
}

impl Published {
    /// What the notification says.
    pub fn params<'a>(&'a self, uri: &'a Uri) -> PublishParams<'a> {
        PublishParams {
            uri,
            diagnostics: &self.diagnostics,
            version: self.version,
        }
    }
}

/// The parameters of `textDocument/publishDiagnostics`, borrowed: there may be many.
#[derive(Debug, Serialize)]
pub struct PublishParams<'a> {
    uri: &'a Uri,
    diagnostics: &'a [lsp_types::Diagnostic],
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
}

/// The findings of one file, each once: open files that include it may have the same one, for jobs of their own.
#[derive(Default)]
pub struct Findings<'a> {
    all: Vec<(Diagnostic, &'a Sources)>,
    known: FxHashMap<(&'static str, u32, u32, String), usize>,
}

impl<'a> Findings<'a> {
    /// Adds a finding, or only its jobs if it is known.
    pub fn add(&mut self, finding: &Diagnostic, sources: &'a Sources) {
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

    /// The findings, each with the files that its spans are of.
    pub fn iter(&self) -> impl Iterator<Item = (&Diagnostic, &'a Sources)> {
        self.all
            .iter()
            .map(|(finding, sources)| (finding, *sources))
    }
}

/// What is wrong with each open file, and with each file that one of them includes.
pub fn collect(analysed: &Analysed) -> BTreeMap<String, Published> {
    let mut files = BTreeMap::<String, Findings>::new();
    for document in analysed.editor.documents() {
        files.entry(document.path.clone()).or_default();
    }
    for (_, analysis) in analysed.mains() {
        let settings = analysis.bad_settings.as_deref();
        let settings = settings.map(|bad| (&bad.sources, bad.diagnostics.as_slice()));
        let own = Some((analysis.sources(), analysis.findings.as_slice()));
        for (sources, findings) in [own, settings].into_iter().flatten() {
            for finding in findings.iter().filter(|it| is_meant(analysed, it, sources)) {
                let path = uri::normalize(&sources.get(finding.primary.span.file).name);
                files.entry(path).or_default().add(finding, sources);
            }
        }
    }
    let files = files.into_iter().map(|(path, findings)| {
        let diagnostics = findings.iter();
        let diagnostics = diagnostics.map(|(it, sources)| convert(&analysed.editor, it, sources));
        let published = Published {
            version: analysed.editor.at(&path).map(|it| it.version),
            diagnostics: diagnostics.collect(),
        };
        (path, published)
    });
    files.collect()
}

/// What is wrong with a file, as all the open files see it that include it: of the findings those that are wanted.
pub fn of_file<'a>(
    session: &Session,
    views: &'a [View],
    is_wanted: impl Fn(&View, &Diagnostic) -> bool,
) -> Findings<'a> {
    let mut found = Findings::default();
    for view in views {
        let sources = view.analysis.sources();
        let here = view.analysis.findings.iter();
        let here = here.filter(|it| it.primary.span.file == view.file && is_wanted(view, it));
        for finding in here.filter(|it| is_meant(&session.analysed, it, sources)) {
            found.add(finding, sources);
        }
    }
    found
}

/// Whether a finding is to be shown: it is in a file of the user's, and holds for all that use the file if it has to.
fn is_meant(analysed: &Analysed, finding: &Diagnostic, sources: &Sources) -> bool {
    sources.is_users(finding.primary.span)
        && (!lint::needs_all_users(finding) || is_said_by_all(analysed, finding, sources))
}

/// Whether every open file that uses the file of a finding has the same finding there.
fn is_said_by_all(analysed: &Analysed, finding: &Diagnostic, sources: &Sources) -> bool {
    let path = uri::normalize(&sources.get(finding.primary.span.file).name);
    let place = |it: &Diagnostic| (it.code.code, it.primary.span.start, it.primary.span.end);
    let own = analysed.mains_at(&path);
    analysed
        .including(&path)
        .chain(own)
        .all(|(_, analysis)| match analysis.file(&path) {
            None => true,
            Some(file) => analysis
                .findings
                .iter()
                .any(|it| it.primary.span.file == file && place(it) == place(finding)),
        })
}

/// A diagnostic as the protocol has it. Code actions find it again by this.
pub fn convert(editor: &Editor, finding: &Diagnostic, sources: &Sources) -> lsp_types::Diagnostic {
    let encoding = editor.encoding;
    let related: Vec<_> = finding
        .labels
        .iter()
        .filter(|label| sources.is_users(label.span))
        .filter_map(|label| {
            let path = uri::normalize(&sources.get(label.span.file).name);
            let range = range(encoding, sources, label.span);
            Some(DiagnosticRelatedInformation {
                location: Location::new(editor.uri(&path)?, range),
                message: label.message.clone(),
            })
        })
        .collect();
    lsp_types::Diagnostic {
        range: range(encoding, sources, finding.primary.span),
        severity: Some(match finding.severity {
            // A file that others include has none, and nothing tells one from a file that is not finished.
            _ if finding.code == &NO_JOBS => DiagnosticSeverity::INFORMATION,
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Info => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.code.code.to_owned())),
        source: Some("jobc".to_owned()),
        message: message(finding),
        related_information: (!related.is_empty()).then_some(related),
        tags: finding.code.tag.map(|it| vec![tag(it)]),
        code_description: link(&editor.client, finding.code),
        ..lsp_types::Diagnostic::default()
    }
}

fn range(encoding: Encoding, sources: &Sources, span: Span) -> lsp_types::Range {
    encoding.range(sources.get(span.file), span)
}

/// The message with what the excerpt and the lines below it say on the command line.
fn message(finding: &Diagnostic) -> String {
    let mut message = finding.message.clone();
    if !finding.primary.message.is_empty() {
        message.push_str(&format!(" ({})", finding.primary.message));
    }
    if let Some(help) = &finding.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    if let Some((first, rest)) = finding.jobs.split_first() {
        let more = match rest.len() {
            0 => String::new(),
            count => format!(" and {count} more"),
        };
        message.push_str(&format!("\njob: {first}{more}"));
    }
    message
}

fn tag(tag: Tag) -> DiagnosticTag {
    match tag {
        Tag::Unnecessary | Tag::Unused => DiagnosticTag::UNNECESSARY,
        Tag::Deprecated => DiagnosticTag::DEPRECATED,
    }
}

/// The link to the page of a code, for a client that shows links.
fn link(client: &ClientCapabilities, code: &Code) -> Option<CodeDescription> {
    let publishing = client
        .text_document
        .as_ref()?
        .publish_diagnostics
        .as_ref()?;
    publishing.code_description_support.filter(|&it| it)?;
    let href = pages::address(code)?;
    Some(CodeDescription { href })
}
