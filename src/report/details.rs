//! What is said of a finding beside its message: help, further places, jobs, and whether it can be fixed.
//!
//! Every format has all of it. Those whose findings are one line join the parts with `; `.

use super::escape;
use super::finding::Finding;
use crate::diagnostic::{Applicability, Diagnostic};

/// Job keys that are named before the rest is only counted.
const JOBS: usize = 3;

/// The message and all details on one line, safe to print.
pub(super) fn line(finding: &Finding) -> String {
    let diagnostic = finding.diagnostic;
    let mut parts = vec![diagnostic.message.clone()];
    parts.extend(help(diagnostic).map(|it| format!("help: {it}")));
    parts.extend(labels(finding));
    parts.extend(jobs(diagnostic));
    parts.extend(fixable(diagnostic).map(str::to_owned));
    escape::line(&parts.join("; ")).into_owned()
}

/// The message, then each detail, a line each; safe to print.
pub(super) fn lines(finding: &Finding) -> Vec<String> {
    let diagnostic = finding.diagnostic;
    let mut lines = vec![diagnostic.message.clone()];
    let label = &diagnostic.primary.message;
    lines.extend((!label.is_empty()).then(|| label.clone()));
    lines.extend(labels(finding));
    lines.extend(help(diagnostic).map(|it| format!("help: {it}")));
    lines.extend(jobs(diagnostic));
    lines.extend(fixable(diagnostic).map(str::to_owned));
    let lines = lines.iter();
    lines.map(|it| escape::line(it).into_owned()).collect()
}

/// The help, or else the title of the fix. A title starts with a capital letter, for the menus of editors; help does not.
pub(super) fn help(diagnostic: &Diagnostic) -> Option<String> {
    if let Some(help) = &diagnostic.help {
        return Some(help.clone());
    }
    let mut title = diagnostic.fix.as_ref()?.message.clone();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    Some(title)
}

/// The jobs that the diagnostic affects, if there are several.
pub(super) fn jobs(diagnostic: &Diagnostic) -> Option<String> {
    let jobs = &diagnostic.jobs;
    if jobs.len() < 2 {
        return None;
    }
    let named: Vec<&str> = jobs.iter().take(JOBS).map(String::as_str).collect();
    let more = match jobs.len() > JOBS {
        true => ", …",
        false => "",
    };
    Some(format!(
        "in {} jobs: {}{more}",
        jobs.len(),
        named.join(", ")
    ))
}

/// Which option of `jobc check` applies the fix, if there is one.
pub(super) fn fixable(diagnostic: &Diagnostic) -> Option<&'static str> {
    let fix = diagnostic.fix.as_ref()?;
    Some(match fix.applicability {
        Applicability::Safe => "fixable with `--fix`",
        Applicability::Unsafe => "fixable with `--fix --unsafe-fixes`",
        Applicability::Suggestion => "fixable with `--fix=suggested`",
    })
}

/// What each further label says, and where it is.
fn labels(finding: &Finding) -> Vec<String> {
    let file = finding.diagnostic.primary.span.file;
    let labels = finding.diagnostic.labels.iter();
    let labels = labels.filter(|label| !label.message.is_empty());
    labels
        .map(|label| {
            let place = finding.place(label.span);
            let name = match label.span.file == file {
                true => String::new(),
                false => format!("{}:", place.filename),
            };
            let (row, column) = (place.start.row, place.start.column);
            format!("{} at {name}{row}:{column}", label.message)
        })
        .collect()
}
