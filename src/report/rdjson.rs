//! Reviewdog's JSON. Its columns count bytes.

use super::details;
use super::escape;
use super::finding::Finding;
use crate::source::Span;
use serde_json::{Value, json};

pub(super) fn render(findings: &[Finding]) -> String {
    let report = json!({
        "source": {"name": "jobc"},
        "severity": "ERROR",
        "diagnostics": findings.iter().map(object).collect::<Vec<_>>(),
    });
    escape::json(serde_json::to_string_pretty(&report).unwrap_or_default()) + "\n"
}

fn object(finding: &Finding) -> Value {
    let diagnostic = finding.diagnostic;
    let mut object = json!({
        "message": message(finding),
        "location": location(finding, diagnostic.primary.span),
        "severity": finding.level("info").to_uppercase(),
        "code": {"value": diagnostic.code.code},
    });
    if let Some(fix) = &diagnostic.fix {
        let suggestions: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| json!({"range": range(finding, edit.span), "text": edit.replacement}))
            .collect();
        object["suggestions"] = suggestions.into();
    }
    if !diagnostic.labels.is_empty() {
        let related: Vec<Value> = diagnostic
            .labels
            .iter()
            .map(|label| json!({"message": label.message, "location": location(finding, label.span)}))
            .collect();
        object["related_locations"] = related.into();
    }
    object
}

/// The message with what has no field of its own.
fn message(finding: &Finding) -> String {
    let diagnostic = finding.diagnostic;
    let help = details::help(diagnostic).map(|it| format!("help: {it}"));
    let parts = [
        Some(diagnostic.message.clone()),
        help,
        details::jobs(diagnostic),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("\n")
}

fn location(finding: &Finding, span: Span) -> Value {
    json!({"path": finding.place(span).filename, "range": range(finding, span)})
}

fn range(finding: &Finding, span: Span) -> Value {
    let place = finding.place(span);
    json!({
        "start": {"line": place.start.row, "column": finding.byte_column(span, span.start)},
        "end": {"line": place.end.row, "column": finding.byte_column(span, span.end)},
    })
}
