//! GitLab's code quality report.

use super::details;
use super::escape;
use super::finding::Finding;
use crate::diagnostic::Severity;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;

pub(super) fn render(findings: &[Finding]) -> String {
    let mut seen = FxHashMap::default();
    let all: Vec<Value> = findings
        .iter()
        .map(|finding| object(finding, &mut seen))
        .collect();
    escape::json(serde_json::to_string_pretty(&all).unwrap_or_default()) + "\n"
}

fn object(finding: &Finding, seen: &mut FxHashMap<String, usize>) -> Value {
    let diagnostic = finding.diagnostic;
    let place = finding.primary();
    let identity = format!(
        "{}\0{}\0{}",
        diagnostic.code.code, place.filename, diagnostic.message
    );
    let repetition = seen.entry(identity.clone()).or_insert(0);
    *repetition += 1;
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
        "fingerprint": fingerprint(&identity, *repetition),
        "location": {
            "path": place.filename,
            "positions": {
                "begin": {"line": place.start.row, "column": place.start.column},
                "end": {"line": place.end.row, "column": place.end.column},
            },
        },
    })
}

/// The same finding on another line keeps its fingerprint, so that moved lines do not make it new.
fn fingerprint(identity: &str, repetition: usize) -> String {
    let digest = Sha256::digest(format!("{identity}\0{repetition}"));
    digest
        .iter()
        .take(16)
        .fold(String::new(), |mut text, byte| {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
