//! JUnit's XML: a suite for each file, a failed case for each finding.

use super::finding::{Finding, by_file};
use super::xml::text;

pub(super) fn render(findings: &[Finding]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let count = findings.len();
    out.push_str(&format!(
        "<testsuites name=\"jobc\" tests=\"{}\" failures=\"{count}\" errors=\"0\">\n",
        count.max(1)
    ));
    for (filename, findings) in by_file(findings) {
        out.push_str(&format!(
            "    <testsuite name=\"{}\" tests=\"{count}\" disabled=\"0\" errors=\"0\" failures=\"{count}\" package=\"jobc\">\n",
            text(filename),
            count = findings.len(),
        ));
        for finding in findings {
            case(&mut out, finding);
        }
        out.push_str("    </testsuite>\n");
    }
    if findings.is_empty() {
        out.push_str(concat!(
            "    <testsuite name=\"jobc\" tests=\"1\" disabled=\"0\" errors=\"0\" failures=\"0\" package=\"jobc\">\n",
            "        <testcase name=\"no findings\" classname=\"jobc\"/>\n",
            "    </testsuite>\n",
        ));
    }
    out.push_str("</testsuites>\n");
    out
}

fn case(out: &mut String, finding: &Finding) {
    let diagnostic = finding.diagnostic;
    let place = finding.primary();
    let message = text(&diagnostic.message);
    out.push_str(&format!(
        "        <testcase name=\"jobc.{}\" classname=\"{}\" line=\"{}\" column=\"{}\">\n",
        diagnostic.code.code,
        text(place.filename),
        place.start.row,
        place.start.column,
    ));
    out.push_str(&format!(
        "            <failure message=\"{message}\" type=\"{}\">line {}, column {}: {message}</failure>\n        </testcase>\n",
        diagnostic.severity, place.start.row, place.start.column,
    ));
}
