//! Findings under the name of their file.

use super::Style;
use super::concise::tag;
use super::details;
use super::escape;
use super::finding::{Finding, by_file};

pub(super) fn render(findings: &[Finding], style: &Style) -> String {
    let mut out = String::new();
    for (filename, findings) in by_file(findings) {
        out.push_str(&format!("{}:\n", escape::line(filename)));
        let places: Vec<String> = findings
            .iter()
            .map(|finding| finding.primary().start)
            .map(|start| format!("{}:{}", start.row, start.column))
            .collect();
        let width = places.iter().map(String::len).max().unwrap_or(0);
        for (finding, place) in findings.iter().zip(places) {
            let tag = tag(finding, style);
            let message = details::line(finding);
            out.push_str(&format!("  {place:width$} {tag} {message}\n"));
        }
        out.push('\n');
    }
    out
}
