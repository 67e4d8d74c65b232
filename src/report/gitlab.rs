//! GitLab's code quality report.

use super::details;
use super::escape;
use super::finding::Finding;
use super::fingerprint::Fingerprints;
use crate::diagnostic::Severity;
use serde_json::{Value, json};

pub(super) fn render(findings: &[Finding]) -> String {
    let mut fingerprints = Fingerprints::default();
    let all: Vec<Value> = findings
        .iter()
        .map(|finding| object(finding, fingerprints.next(finding)))
        .collect();
    escape::json(serde_json::to_string_pretty(&all).unwrap_or_default()) + "\n"
}

fn object(finding: &Finding, fingerprint: String) -> Value {
    let diagnostic = finding.diagnostic;
    let place = finding.primary();
    json!({
        "type": "issue",
        "check_name": diagnostic.code.code,
        "description": format!("{} {}: {}", diagnostic.severity, diagnostic.code.name, details::line(finding)),
        "severity": match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        "categories": ["Bug Risk"],
        "fingerprint": fingerprint,
        "location": {
            "path": place.filename,
            "positions": {
                "begin": {"line": place.start.row, "column": place.start.column},
                "end": {"line": place.end.row, "column": place.end.column},
            },
        },
    })
}
