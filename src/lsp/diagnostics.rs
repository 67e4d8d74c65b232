//! Diagnostics as the protocol has them.

use super::pages;
use super::position::Encoding;
use super::session::Session;
use super::uri;
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

/// What is to be said of a file, while it is put together.
#[derive(Default)]
struct Collected {
    published: Published,
    /// Which diagnostics are at a place: the same one is not said twice.
    places: FxHashMap<lsp_types::Range, Vec<usize>>,
}

impl Collected {
    fn is_full(&self) -> bool {
        self.published.diagnostics.len() >= MOST
    }

    fn add(&mut self, diagnostic: lsp_types::Diagnostic) {
        let all = &mut self.published.diagnostics;
        let here = self.places.entry(diagnostic.range).or_default();
        if !here.iter().any(|&index| all[index] == diagnostic) {
            here.push(all.len());
            all.push(diagnostic);
        }
    }
}

/// What is wrong with each open file, and with each file that one of them includes.
pub fn collect(session: &Session) -> BTreeMap<String, Published> {
    let mut files = BTreeMap::<String, Collected>::new();
    for document in session.editor.documents() {
        let collected = files.entry(document.path.clone()).or_default();
        collected.published.version = Some(document.version);
    }
    for (_, analysis) in session.mains() {
        let sources = analysis.sources();
        let settings = analysis.bad_settings.as_deref();
        let settings = settings.map(|bad| (&bad.sources, bad.diagnostics.as_slice()));
        let all = [Some((sources, analysis.findings.as_slice())), settings];
        for (sources, findings) in all.into_iter().flatten() {
            for finding in findings {
                if !lint::needs_all_users(finding) || is_said_by_all(session, finding, sources) {
                    add(session, &mut files, finding, sources);
                }
            }
        }
    }
    let files = files.into_iter();
    files.map(|(path, it)| (path, it.published)).collect()
}

/// Whether every open file that uses the file of a finding has the same finding there.
fn is_said_by_all(session: &Session, finding: &Diagnostic, sources: &Sources) -> bool {
    let path = uri::normalize(&sources.get(finding.primary.span.file).name);
    let place = |it: &Diagnostic| (it.code.code, it.primary.span.start, it.primary.span.end);
    session
        .mains()
        .all(|(_, analysis)| match analysis.file(&path) {
            None => true,
            Some(file) => analysis
                .findings
                .iter()
                .any(|it| it.primary.span.file == file && place(it) == place(finding)),
        })
}

fn add(
    session: &Session,
    files: &mut BTreeMap<String, Collected>,
    finding: &Diagnostic,
    sources: &Sources,
) {
    if !sources.is_users(finding.primary.span) {
        return;
    }
    let path = uri::normalize(&sources.get(finding.primary.span.file).name);
    let collected = files.entry(path).or_default();
    if !collected.is_full() {
        collected.add(convert(session, finding, sources));
    }
}

/// A diagnostic as the protocol has it. Code actions find it again by this.
pub fn convert(
    session: &Session,
    finding: &Diagnostic,
    sources: &Sources,
) -> lsp_types::Diagnostic {
    let encoding = session.editor.encoding;
    let related: Vec<_> = finding
        .labels
        .iter()
        .filter(|label| sources.is_users(label.span))
        .filter_map(|label| {
            let path = uri::normalize(&sources.get(label.span.file).name);
            let range = range(encoding, sources, label.span);
            Some(DiagnosticRelatedInformation {
                location: Location::new(session.uri(&path)?, range),
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
        code_description: link(&session.editor.client, finding.code),
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
        Tag::Unnecessary => DiagnosticTag::UNNECESSARY,
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
