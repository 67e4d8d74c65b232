//! `file:row:column: error[CODE] message`, one line each.

use super::Style;
use super::details;
use super::escape;
use super::finding::Finding;
use crate::diagnostic::Severity;

pub(super) fn render(findings: &[Finding], style: &Style) -> String {
    findings
        .iter()
        .map(|finding| line(finding, style))
        .collect()
}

/// One finding on one line, with its newline.
pub(super) fn line(finding: &Finding, style: &Style) -> String {
    let place = finding.primary();
    format!(
        "{}:{}:{}: {} {}\n",
        escape::line(place.filename),
        place.start.row,
        place.start.column,
        tag(finding, style),
        details::line(finding),
    )
}

/// `error[CODE]`, coloured where the terminal can.
pub(super) fn tag(finding: &Finding, style: &Style) -> String {
    let diagnostic = finding.diagnostic;
    let tag = format!("{}[{}]", diagnostic.severity, diagnostic.code.code);
    let color = match diagnostic.severity {
        Severity::Error => 31,
        Severity::Warning => 33,
        Severity::Info => 36,
    };
    match style.color {
        true => format!("\x1b[1;{color}m{tag}\x1b[0m"),
        false => tag,
    }
}
