//! Workflow commands of GitHub Actions: annotations in a pull request.

use super::details;
use super::escape;
use super::finding::Finding;

pub(super) fn render(findings: &[Finding]) -> String {
    findings.iter().map(line).collect()
}

fn line(finding: &Finding) -> String {
    let diagnostic = finding.diagnostic;
    let code = diagnostic.code.code;
    let place = finding.primary();
    let (row, column) = (place.start.row, place.start.column);
    let filename = escape::line(place.filename);
    let details = details::lines(finding).join("\n");
    format!(
        "::{} title=jobc ({code}),file={},line={row},col={column},endLine={},endColumn={}::{}\n",
        finding.level("notice"),
        property(&filename),
        place.end.row,
        place.end.column,
        data(&format!("{filename}:{row}:{column}: {code} {details}")),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
