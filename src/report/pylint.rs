//! `file:row: [CODE] severity: message`, as pylint writes it.

use super::details;
use super::escape;
use super::finding::Finding;

pub(super) fn render(findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|finding| {
            let place = finding.primary();
            format!(
                "{}:{}: [{}] {}: {}\n",
                escape::line(place.filename),
                place.start.row,
                finding.diagnostic.code.code,
                finding.diagnostic.severity,
                details::line(finding),
            )
        })
        .collect()
}
