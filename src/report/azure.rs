//! Logging commands of Azure Pipelines.

use super::details;
use super::escape;
use super::finding::Finding;

pub(super) fn render(findings: &[Finding]) -> String {
    findings.iter().map(line).collect()
}

fn line(finding: &Finding) -> String {
    let place = finding.primary();
    format!(
        "##vso[task.logissue type={};sourcepath={};linenumber={};columnnumber={};code={};]{}\n",
        // Azure knows two levels only.
        finding.level("warning"),
        property(&escape::line(place.filename)),
        place.start.row,
        place.start.column,
        finding.diagnostic.code.code,
        details::line(finding).replace('%', "%AZP25"),
    )
}

fn property(text: &str) -> String {
    text.replace('%', "%AZP25")
        .replace(';', "%3B")
        .replace(']', "%5D")
}
