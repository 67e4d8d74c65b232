//! Diagnostics as the protocol has them.

use super::convert::Converter;
use super::editor::Editor;
use super::pages;
use crate::diagnostic::codes::job::NO_JOBS;
use crate::diagnostic::{Code, Diagnostic, Severity, Tag};
use crate::ide::{Finding, Inputs};
use lsp_types::{
    ClientCapabilities, CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, NumberOrString, Uri,
};
use serde::Serialize;
use std::collections::BTreeMap;

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

/// The findings of files by path, and those over many files, as they are published. They are of the texts that were analysed.
pub fn published(
    editor: &Editor,
    analysed: &Inputs,
    findings: &BTreeMap<String, Vec<Finding>>,
    over_many: &[Finding],
) -> BTreeMap<String, Published> {
    let files = findings.iter().map(|(path, findings)| {
        let mut converter = Converter::new(editor);
        let over_many = over_many.iter().filter(|it| it.place.path == *path);
        let diagnostics = findings.iter().chain(over_many);
        let diagnostics = diagnostics.map(|it| convert(editor, &mut converter, it));
        let published = Published {
            diagnostics: diagnostics.collect(),
            version: analysed.at(path).map(|it| it.version),
        };
        (path.clone(), published)
    });
    files.collect()
}

/// A finding as the protocol has it. Code actions find it again by this.
pub fn convert(
    editor: &Editor,
    converter: &mut Converter,
    finding: &Finding,
) -> lsp_types::Diagnostic {
    let related = finding.related.iter().filter_map(|(place, message)| {
        Some(DiagnosticRelatedInformation {
            location: converter.location(place)?,
            message: message.clone(),
        })
    });
    let related: Vec<_> = related.collect();
    let range = converter.range(&finding.place);
    let finding = &finding.diagnostic;
    lsp_types::Diagnostic {
        range,
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
