//! JUnit's XML: a suite for each file, a failed case for each finding.
//!
//! Only what the schema that Jenkins publishes has, so no `line` or `column`; but readers such as GitLab take cases of the
//! same name for one, so the place is part of the name.

use super::details;
use super::finding::{Finding, by_file};
use super::xml::text;
use crate::source::Location;
use rustc_hash::FxHashMap;

pub(super) fn render(findings: &[Finding]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let count = findings.len();
    out.push_str(&format!(
        "<testsuites name=\"jobc\" tests=\"{}\" failures=\"{count}\" errors=\"0\">\n",
        count.max(1)
    ));
    for (filename, findings) in by_file(findings) {
        out.push_str(&format!(
            "    <testsuite name=\"{}\" tests=\"{count}\" errors=\"0\" failures=\"{count}\" package=\"jobc\">\n",
            text(filename),
            count = findings.len(),
        ));
        let mut names = FxHashMap::default();
        for finding in findings {
            case(&mut out, finding, &mut names);
        }
        out.push_str("    </testsuite>\n");
    }
    if findings.is_empty() {
        out.push_str(concat!(
            "    <testsuite name=\"jobc\" tests=\"1\" errors=\"0\" failures=\"0\" package=\"jobc\">\n",
            "        <testcase name=\"no findings\" classname=\"jobc\"/>\n",
            "    </testsuite>\n",
        ));
    }
    out.push_str("</testsuites>\n");
    out
}

/// Writes a case; `names` has how often each name was given.
fn case(out: &mut String, finding: &Finding, names: &mut FxHashMap<String, usize>) {
    let diagnostic = finding.diagnostic;
    let place = finding.primary();
    let message = text(&details::line(finding));
    let details = text(&details::lines(finding).join("\n"));
    let Location { row, column } = place.start;
    let mut name = format!("jobc.{} at {row}:{column}", diagnostic.code.code);
    let count = names.entry(name.clone()).or_insert(0);
    *count += 1;
    if *count > 1 {
        name += &format!(", {count}");
    }
    out.push_str(&format!(
        "        <testcase name=\"{name}\" classname=\"{}\">\n",
        text(place.filename),
    ));
    out.push_str(&format!(
        "            <failure message=\"{message}\" type=\"{severity}\">{severity}, line {row}, column {column}: {details}</failure>\n        </testcase>\n",
        severity = diagnostic.severity,
    ));
}
