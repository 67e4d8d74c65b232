//! SARIF 2.1.0, with the rules' pages, fixes and related locations. Relative paths are relative to the root of the repository, which
//! readers such as GitHub call `%SRCROOT%`.

use super::details;
use super::escape;
use super::finding::{Finding, Place};
use super::fingerprint::Fingerprints;
use crate::diagnostic::{Applicability, Code, Fix};
use crate::source::Span;
use indexmap::IndexMap;
use serde_json::{Value, json};

pub(super) fn render(findings: &[Finding]) -> String {
    let mut rules = IndexMap::<&str, &Code>::new();
    for finding in findings {
        let code = finding.diagnostic.code;
        rules.entry(code.code).or_insert(code);
    }
    rules.sort_keys();
    let mut fingerprints = Fingerprints::default();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let rule = rules.get_index_of(finding.diagnostic.code.code);
            result(finding, rule, fingerprints.next(finding))
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "jobc",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: {"description": {"text": "the root of the repository"}}},
            "results": results,
        }],
    });
    escape::json(serde_json::to_string_pretty(&log).unwrap_or_default()) + "\n"
}

fn rule(code: &Code) -> Value {
    let page = code.text();
    json!({
        "id": code.code,
        "name": code.name,
        "shortDescription": {"text": code.summary()},
        "fullDescription": {"text": &page},
        "help": {"text": &page, "markdown": &page},
        "defaultConfiguration": {"level": level(&code.severity.to_string())},
    })
}

/// SARIF calls an info a note.
fn level(severity: &str) -> &str {
    match severity {
        "info" => "note",
        other => other,
    }
}

fn result(finding: &Finding, rule_index: Option<usize>, fingerprint: String) -> Value {
    let diagnostic = finding.diagnostic;
    let help = details::help(diagnostic);
    let parts = [
        Some(diagnostic.message.clone()),
        help,
        details::jobs(diagnostic),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let text = parts.join("\n");
    let mut result = json!({
        "ruleId": diagnostic.code.code,
        "ruleIndex": rule_index,
        "level": finding.level("note"),
        "message": {"text": text},
        "partialFingerprints": {"jobcFinding/v1": fingerprint},
        "locations": [{"physicalLocation": physical(finding, diagnostic.primary.span)}],
    });
    if !diagnostic.labels.is_empty() {
        let related: Vec<Value> = diagnostic
            .labels
            .iter()
            .enumerate()
            .map(|(index, label)| {
                json!({
                    "id": index,
                    "physicalLocation": physical(finding, label.span),
                    "message": {"text": label.message},
                })
            })
            .collect();
        result["relatedLocations"] = related.into();
    }
    if let Some(it) = &diagnostic.fix
        && it.applicability != Applicability::Suggestion
    {
        result["fixes"] = json!([fix(finding, it)]);
    }
    result
}

fn physical(finding: &Finding, span: Span) -> Value {
    json!({
        "artifactLocation": artifact(finding.place(span).filename),
        "region": region(finding, span),
    })
}

fn region(finding: &Finding, span: Span) -> Value {
    let Place { start, end, .. } = finding.place(span);
    json!({
        "startLine": start.row,
        "startColumn": start.column,
        "endLine": end.row,
        "endColumn": end.column,
    })
}

fn fix(finding: &Finding, fix: &Fix) -> Value {
    let mut files = IndexMap::<&str, Vec<Value>>::new();
    for edit in &fix.edits {
        files
            .entry(finding.place(edit.span).filename)
            .or_default()
            .push(json!({
                "deletedRegion": region(finding, edit.span),
                "insertedContent": {"text": edit.replacement},
            }));
    }
    let changes: Vec<Value> = files
        .into_iter()
        .map(|(name, replacements)| {
            json!({"artifactLocation": artifact(name), "replacements": replacements})
        })
        .collect();
    json!({"description": {"text": fix.message}, "artifactChanges": changes})
}

/// What the root of the repository is called. Where it is on this machine is nobody's business.
const ROOT: &str = "%SRCROOT%";

/// The place of a file: from the root of the repository on, or by its absolute path if it is elsewhere.
fn artifact(name: &str) -> Value {
    match name.strip_prefix('/') {
        Some(path) => json!({"uri": format!("file:///{}", uri(path))}),
        None => json!({"uri": uri(name), "uriBaseId": ROOT}),
    }
}

/// A file name as a URI reference: bytes that may not stand there are percent-encoded.
fn uri(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for &byte in name.as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                out.push(byte as char);
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
