//! What `check` writes, and where.

use super::super::exit::{Exit, Failure};
use super::super::terminal::Terminal;
use super::arguments::{Arguments, FailOn, Level};
use crate::cli::units::count;
use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::project::fix::Fixer;
use crate::project::{Declaration, Merged, Plan, Run};
use crate::report::{Finding, Format, Style, escape, render};
use crate::source::{Ownership, Sources};
use crate::workspace::door::{true_path, write_whole};
use crate::workspace::files::normalize;
use crate::workspace::find_repository;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// How findings are reported.
#[derive(Clone, Debug)]
pub struct ReportArguments {
    /// The format.
    pub format: Format,
    /// The file to write to; standard output if there is none.
    pub file: Option<PathBuf>,
    /// Whether errors are a reason to fail.
    pub fails: bool,
}

impl ReportArguments {
    /// How `check` was asked to report.
    pub fn of(arguments: &Arguments) -> ReportArguments {
        ReportArguments {
            format: arguments.output_format,
            file: arguments.output_file.clone(),
            fails: arguments.fail_on() != FailOn::Never,
        }
    }

    /// The report.
    pub fn render(
        &self,
        sources: &Sources,
        diagnostics: &[Diagnostic],
        terminal: &Terminal,
    ) -> String {
        let renamed = self
            .format
            .wants_repository_paths()
            .then(|| in_repository(sources));
        let sources = renamed.as_ref().unwrap_or(sources);
        render(
            &Finding::all(sources, diagnostics),
            self.format,
            &self.style(terminal),
        )
    }

    /// What can be shown there.
    fn style(&self, terminal: &Terminal) -> Style {
        match &self.file {
            Some(_) => Style::default(),
            None => Style {
                fix_hints: true,
                ..terminal.output_style()
            },
        }
    }

    /// Writes a report there, whole or not at all.
    pub fn write(&self, text: &str, terminal: &Terminal) -> Result<(), Failure> {
        match &self.file {
            Some(path) => write_whole(path, text.as_bytes()).map_err(|error| {
                let message = format!("cannot write `{}`: {error}", path.display());
                Failure::new(Exit::Unreadable, message)
            }),
            None => terminal.output_as_it_is(text),
        }
    }
}

/// Writes the findings, or how many of each rule there are, where the arguments want them.
pub fn findings(
    arguments: &Arguments,
    merged: &Merged,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let reporting = ReportArguments::of(arguments);
    let text = match arguments.statistics {
        true => statistics(merged, arguments.output_format),
        false => reporting.render(&merged.sources, &merged.diagnostics, terminal),
    };
    reporting.write(&text, terminal)
}

/// The files under their paths from the root of the repository on; those elsewhere under their absolute paths.
fn in_repository(sources: &Sources) -> Sources {
    let current = std::env::current_dir().unwrap_or_default();
    let current = true_path(&current).unwrap_or(current);
    let root = find_repository(&current).unwrap_or_else(|| current.clone());
    sources.renamed(|file| {
        if file.ownership != Ownership::User {
            return file.name.clone();
        }
        let path = normalize(&current.join(&file.name));
        let path = path.strip_prefix(&root).unwrap_or(&path);
        path.display().to_string()
    })
}

/// A line for each code and severity: how often, both, the code's name; the most frequent first. As JSON the same,
/// and how many have
/// a safe fix.
fn statistics(merged: &Merged, format: Format) -> String {
    let mut counts = BTreeMap::<(&str, Severity), (usize, usize, &Code)>::new();
    for diagnostic in &merged.diagnostics {
        let code = diagnostic.code;
        let (count, fixable, _) = counts
            .entry((code.code, diagnostic.severity))
            .or_insert((0, 0, code));
        *count += 1;
        let fix = diagnostic.fix.as_ref();
        *fixable += usize::from(fix.is_some_and(|fix| fix.applicability == Applicability::Safe));
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, (count, ..))| std::cmp::Reverse(*count));
    let rows = counts.iter();
    if matches!(format, Format::Json | Format::JsonLines) {
        let rows = rows.map(|((_, severity), (count, fixable, code))| {
            json!({
                "code": code.code, "name": code.name, "severity": severity, "count": count,
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
    rows.map(|((_, severity), (count, _, code))| {
        let severity = severity.to_string();
        format!("{count:>5}  {:<5} {severity:<7} {}\n", code.code, code.name)
    })
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
        terminal.error(&format!("reverted {number}: the jobs would have changed\n"));
    }
}

/// Says which settings file declares more parameters.
pub fn declared(declaration: &Declaration, plan: &Plan, terminal: &Terminal) {
    if terminal.quiet {
        return;
    }
    let (name, ..) = declaration.preview(plan);
    let number = count(declaration.count, "parameter");
    terminal.error(&format!("declared {number} in `{}`\n", escape::line(&name)));
}

/// The last lines: what can be fixed, and how much was looked at and found. `asked` is how many of the files were asked for.
pub fn summary(
    arguments: &Arguments,
    merged: &Merged,
    run: &Run,
    asked: usize,
    took: Duration,
    terminal: &Terminal,
) {
    if terminal.quiet {
        return;
    }
    if let Some(fixable) = fixable(&merged.diagnostics, arguments.level()) {
        terminal.error(&fixable);
    }
    terminal.error(&format!(
        "{}, {}, {}{} in {took:.1?}\n",
        count(asked, "file"),
        count(merged.jobs, "valid job"),
        count(merged.diagnostics.len(), "finding"),
        severities(&merged.diagnostics),
    ));
    if terminal.verbose {
        terminal.error(&format!(
            "{} evaluated, {} from the cache\n",
            count(run.compiled, "file"),
            run.checked.len().saturating_sub(run.compiled),
        ));
    }
}

/// How many findings there are of each severity: ` (1 error, 2 warnings)`.
fn severities(diagnostics: &[Diagnostic]) -> String {
    let all = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
    ];
    let parts: Vec<String> = all
        .into_iter()
        .filter_map(|(severity, noun)| {
            let number = diagnostics.iter().filter(|it| it.severity == severity);
            let number = number.count();
            (number > 0).then(|| count(number, noun))
        })
        .collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!(" ({})", parts.join(", ")),
    }
}

/// How many findings each level of fixes repairs, without the levels that were applied already:
/// ``2 fixable with `--fix` (1 more with `--fix --unsafe-fixes`)``.
fn fixable(diagnostics: &[Diagnostic], applied: Option<Level>) -> Option<String> {
    let is_left = |level: Applicability| match applied {
        None => true,
        Some(Level::Safe) => level > Applicability::Safe,
        Some(Level::Unsafe) => level > Applicability::Unsafe,
        Some(Level::Suggested | Level::Ask) => false,
    };
    let number = |level: Applicability| {
        let fixes = diagnostics.iter().filter_map(|it| it.fix.as_ref());
        fixes
            .filter(|fix| fix.applicability == level && is_left(level))
            .count()
    };
    let mut parts: Vec<String> = [
        (number(Applicability::Safe), "--fix"),
        (number(Applicability::Unsafe), "--fix --unsafe-fixes"),
        (number(Applicability::Suggestion), "--fix=suggested"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, option)| format!("{number} fixable with `{option}`"))
    .collect();
    let first = match parts.is_empty() {
        true => return None,
        false => parts.remove(0),
    };
    let more: Vec<String> = parts
        .iter()
        .map(|it| it.replacen("fixable", "more", 1))
        .collect();
    Some(match more.is_empty() {
        true => format!("{first}\n"),
        false => format!("{first} ({})\n", more.join(", ")),
    })
}
