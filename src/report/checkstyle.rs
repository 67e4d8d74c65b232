//! Checkstyle's XML.

use super::details;
use super::finding::{Finding, by_file};
use super::xml::text;

pub(super) fn render(findings: &[Finding]) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    for (filename, findings) in by_file(findings) {
        out.push_str(&format!("  <file name=\"{}\">\n", text(filename)));
        for finding in findings {
            let start = finding.primary().start;
            out.push_str(&format!(
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"jobc.{}\"/>\n",
                start.row,
                start.column,
                finding.level("info"),
                text(&details::line(finding)),
                finding.diagnostic.code.code,
            ));
        }
        out.push_str("  </file>\n");
    }
    out.push_str("</checkstyle>\n");
    out
}
