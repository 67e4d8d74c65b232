//! What `check` writes, and where.

use super::super::exit::{Exit, Failure};
use super::super::terminal::Terminal;
use super::Arguments;
use super::fix::Fixer;
use super::merge::Merged;
use super::run::Run;
use crate::diagnostic::{Applicability, Code};
use crate::report::{Finding, Format, Style, escape, render};
use crate::workspace::write_whole;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// Writes the findings, or how many of each rule there are, where the arguments want them.
pub fn findings(
    arguments: &Arguments,
    merged: &Merged,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let style = match &arguments.output_file {
        Some(_) => Style::default(),
        None => terminal.output_style(),
    };
    let text = match arguments.statistics {
        true => statistics(merged, arguments.output_format),
        false => {
            let findings = Finding::all(&merged.sources, &merged.diagnostics);
            render(&findings, arguments.output_format, &style)
        }
    };
    match &arguments.output_file {
        Some(path) => write_whole(path, text.as_bytes()).map_err(|error| {
            let message = format!("cannot write `{}`: {error}", path.display());
            Failure::new(Exit::Unreadable, message)
        }),
        None => terminal.output(&text),
    }
}

/// A line for each code: how often, the code, its name; the most frequent first. As JSON the same, and how many have a safe fix.
fn statistics(merged: &Merged, format: Format) -> String {
    let mut counts = BTreeMap::<&str, (usize, usize, &Code)>::new();
    for diagnostic in &merged.diagnostics {
        let code = diagnostic.code;
        let (count, fixable, _) = counts.entry(code.code).or_insert((0, 0, code));
        *count += 1;
        let fix = diagnostic.fix.as_ref();
        *fixable += usize::from(fix.is_some_and(|fix| fix.applicability == Applicability::Safe));
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    let rows = counts.iter();
    if matches!(format, Format::Json | Format::JsonLines) {
        let rows = rows.map(|(count, fixable, code)| {
            json!({
                "code": code.code, "name": code.name, "count": count,
                "fixable": fixable == count, "fixable_count": fixable,
            })
        });
        return match format {
            Format::Json => {
                let rows: Vec<Value> = rows.collect();
                serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"
            }
            _ => rows.map(|row| format!("{row}\n")).collect(),
        };
    }
    rows.map(|(count, _, code)| format!("{count:>5}  {:<5} {}\n", code.code, code.name))
        .collect()
}

/// Says what was done to files.
pub fn fixed(fixer: &Fixer, what: &str, in_detail: bool, terminal: &Terminal) {
    if terminal.quiet {
        return;
    }
    if in_detail {
        for (name, code, message) in &fixer.applied {
            let line = format!("{name}: {} {message}", code.code);
            terminal.error(&format!("{}\n", escape::line(&line)));
        }
    }
    if !fixer.applied.is_empty() {
        // A comment may be for several findings.
        let noun = if what == "added" {
            "comment"
        } else {
            "finding"
        };
        let number = count(fixer.applied.len(), noun);
        terminal.error(&format!("{what} {number}\n"));
    }
    if fixer.rejected() > 0 {
        let number = count(fixer.rejected(), "fix").replace("fixs", "fixes");
        terminal.error(&format!(
            "took back {number}: the jobs would not have been the same\n"
        ));
    }
}

/// The last line: how much was looked at.
pub fn summary(merged: &Merged, run: &Run, took: Duration, terminal: &Terminal) {
    if terminal.quiet {
        return;
    }
    terminal.error(&format!(
        "{}, {}, {} in {took:.1?}\n",
        count(run.checked.len(), "file"),
        count(merged.jobs, "valid job"),
        count(merged.diagnostics.len(), "finding"),
    ));
    if terminal.verbose {
        terminal.error(&format!(
            "{} evaluated, {} from the cache\n",
            count(run.compiled, "file"),
            run.checked.len().saturating_sub(run.compiled),
        ));
    }
}

/// A number and its noun.
pub fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
