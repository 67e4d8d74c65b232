//! What the diagnostics of a compilation mean for the command that asked for it.

use super::exit::Exit;
use super::load::Loaded;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};
use crate::job::Job;
use crate::report::Finding;

/// Shows the diagnostics on standard error and says how the command ends. Errors that concern none of the jobs that are
/// `meant` are shown as warnings: the Aurora client does not look at those jobs either.
pub fn conclude(loaded: &Loaded, meant: Option<&[&Job]>, terminal: &Terminal) -> Exit {
    let compilation = &loaded.compilation;
    if compilation.main.is_none() {
        for diagnostic in &compilation.diagnostics {
            let help = diagnostic.help.iter();
            let help: String = help.map(|help| format!("; {help}")).collect();
            terminal.fail(&format!("{}{help}", diagnostic.message));
        }
        return Exit::Unreadable;
    }
    let keys: Option<Vec<String>> =
        meant.map(|jobs| jobs.iter().map(|job| job.key.label()).collect());
    let mut shown = Vec::new();
    for diagnostic in &loaded.diagnostics {
        let mut diagnostic = diagnostic.clone();
        if diagnostic.is_error() && !stops(&diagnostic, keys.as_deref()) {
            diagnostic.severity = Severity::Warning;
        }
        shown.push(diagnostic);
    }
    let failed = shown.iter().any(Diagnostic::is_error);
    if terminal.quiet {
        shown.retain(Diagnostic::is_error);
    }
    terminal.findings(&Finding::all(&compilation.sources, &shown));
    if failed {
        return Exit::Invalid;
    }
    Exit::Success
}

/// Whether an error keeps the jobs with these keys from being used.
fn stops(diagnostic: &Diagnostic, keys: Option<&[String]>) -> bool {
    match keys {
        Some(keys) if !diagnostic.jobs.is_empty() => {
            diagnostic.jobs.iter().any(|job| keys.contains(job))
        }
        _ => true,
    }
}
