//! What the diagnostics of a compilation mean for the command that asked for it.

use super::exit::{Exit, Failure};
use super::inputs::Inputs;
use super::load::Loaded;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};
use crate::job::Job;
use crate::report::{Finding, escape};
use std::collections::BTreeMap;

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
    if compilation.is_template() && !terminal.quiet {
        terminal.error(&format!("{}: {TEMPLATE}", escape::line(&loaded.name)));
    }
    Exit::Success
}

/// The selected jobs of a file, if the user named any: only their errors count.
pub fn meant<'s, 'j>(
    selected: &'s Result<Vec<Vec<&'j Job>>, Failure>,
    inputs: &Inputs,
    file: usize,
) -> Option<&'s [&'j Job]> {
    match selected {
        Ok(jobs) if !inputs.keys.is_empty() => Some(&jobs[file]),
        _ => None,
    }
}

/// The same as [`conclude`] for all files. The command ends as the worst of them.
pub fn conclude_all(
    loaded: &[Loaded],
    selected: &Result<Vec<Vec<&Job>>, Failure>,
    inputs: &Inputs,
    terminal: &Terminal,
) -> Exit {
    let files = loaded.iter().enumerate();
    let exits = files.map(|(file, it)| conclude(it, meant(selected, inputs, file), terminal));
    exits.max().unwrap_or(Exit::Success)
}

/// Why a template shows nothing.
const TEMPLATE: &str = "no jobs: the file assigns no `jobs`, so it is a template for others\n";

/// How a command ends that needs jobs, where all files are right but none has jobs.
pub fn with_jobs(loaded: &[Loaded], exit: Exit) -> Exit {
    let is_template = |it: &Loaded| it.compilation.is_template();
    match exit {
        Exit::Success if !loaded.is_empty() && loaded.iter().all(is_template) => Exit::Invalid,
        exit => exit,
    }
}

/// Names the parameters that the selected jobs need and that have no value yet, for all files at once. `command` is the start of the
/// command line that would bind them.
pub fn demand_parameters(
    loaded: &[Loaded],
    selected: &Result<Vec<Vec<&Job>>, Failure>,
    command: &str,
) -> Result<(), Failure> {
    let mut types = BTreeMap::new();
    let mut files = Vec::new();
    for (index, it) in loaded.iter().enumerate() {
        // A key that matches no job may have a parameter in it.
        let jobs: Vec<&Job> = match selected {
            Ok(selected) => selected[index].clone(),
            Err(_) => it.compilation.jobs.iter().collect(),
        };
        let names = jobs.iter().flat_map(|job| &job.parameters);
        let mut is_missing = false;
        for name in names {
            is_missing = true;
            types.insert(name.as_str(), it.parameters.get(name));
        }
        if is_missing {
            files.push(it.name.as_str());
        }
    }
    if files.is_empty() {
        return Ok(());
    }
    let described = types.iter().map(|(name, ty)| match ty {
        Some(ty) => format!("`{name}` ({ty})"),
        None => format!("`{name}`"),
    });
    let described: Vec<String> = described.collect();
    let bound: String = types.keys().map(|name| format!(" -E {name}=…")).collect();
    let (verb, them) = match files.len() {
        1 => ("needs", files[0].to_owned()),
        _ => ("need", files.join(" ")),
    };
    let message = format!(
        "`{}` {verb} values for parameters: {}\nbind them: `{command}{bound} {them}`",
        files.join("`, `"),
        described.join(", ")
    );
    Err(Failure::new(Exit::Invalid, message))
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
