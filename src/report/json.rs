//! JSON: an array, or an object a line.

use super::escape;
use super::finding::{Finding, Place};
use crate::diagnostic::{Applicability, Fix, Label};
use crate::source::Location;
use serde_json::{Value, json};

pub(super) fn render(findings: &[Finding]) -> String {
    let all: Vec<Value> = findings.iter().map(object).collect();
    let text = serde_json::to_string_pretty(&all).unwrap_or_default();
    escape::json(text) + "\n"
}

pub(super) fn render_lines(findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|finding| escape::json(object(finding).to_string()) + "\n")
        .collect()
}

/// One finding; rows and columns count from 1, columns in characters, ends are exclusive.
fn object(finding: &Finding) -> Value {
    let diagnostic = finding.diagnostic;
    let place = finding.primary();
    json!({
        "code": diagnostic.code.code,
        "name": diagnostic.code.name,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "filename": place.filename,
        "location": location(place.start),
        "end_location": location(place.end),
        "label": diagnostic.primary.message,
        "labels": diagnostic.labels.iter().map(|it| label(finding, it)).collect::<Vec<_>>(),
        "fix": diagnostic.fix.as_ref().map(|it| fix(finding, it)),
        "jobs": diagnostic.jobs,
    })
}

fn location(location: Location) -> Value {
    json!({"row": location.row, "column": location.column})
}

fn label(finding: &Finding, label: &Label) -> Value {
    let Place {
        filename,
        start,
        end,
    } = finding.place(label.span);
    json!({
        "filename": filename,
        "location": location(start),
        "end_location": location(end),
        "message": label.message,
    })
}

fn fix(finding: &Finding, fix: &Fix) -> Value {
    let edits: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            let Place {
                filename,
                start,
                end,
            } = finding.place(edit.span);
            json!({
                "filename": filename,
                "content": edit.replacement,
                "location": location(start),
                "end_location": location(end),
            })
        })
        .collect();
    json!({
        "message": fix.message,
        "applicability": match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
            Applicability::Suggestion => "suggestion",
        },
        "edits": edits,
    })
}
