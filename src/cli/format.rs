//! `jobc format`.

use super::exit::{Exit, Failure};
use super::patch::patch;
use super::settings::SettingsArguments;
use super::terminal::Terminal;
use crate::backstop;
use crate::compile::decode;
use crate::eval::Limits;
use crate::format::format;
use crate::project::{Options, Overrides, Plan, Reason, RuleOverrides, Target, plan};
use crate::report::Finding;
use crate::source::{Ownership, SourceFile, Sources};
use crate::workspace::door::{read_named, write_whole};
use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

/// Format configurations
///
/// Changes only whitespace, line breaks and trailing commas. The meaning of a configuration stays the same. A file
/// with syntax errors is not changed. `# fmt: off` and `# fmt: on` around statements, or `# fmt: skip` after one,
/// turn formatting off.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations and folders; `-` formats standard input to standard output [default: `.`, or `-` with
    /// --stdin-filename]
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// List the files that would change without writing them, and exit with 1 if there are any
    #[arg(long, help_heading = "Formatting")]
    check: bool,
    /// Print what would change without writing it, and exit with 1 if anything would
    #[arg(long, help_heading = "Formatting")]
    diff: bool,
    /// Format only the statements on these lines, counted from 1
    #[arg(long, value_name = "FIRST-LAST", value_parser = line_range, help_heading = "Formatting")]
    range: Option<RangeInclusive<usize>>,
    /// The name of standard input in messages
    #[arg(long, value_name = "PATH", help_heading = "Formatting")]
    stdin_filename: Option<String>,
    /// Skip files that match the glob, in addition to the setting `exclude`. May be repeated
    #[arg(
        long,
        value_name = "GLOB",
        value_delimiter = ',',
        help_heading = "Files"
    )]
    exclude: Vec<String>,
    /// Apply `exclude` to named files too
    #[arg(long, help_heading = "Files")]
    force_exclude: bool,
    #[command(flatten, next_help_heading = "Files")]
    settings: SettingsArguments,
}

impl Arguments {
    /// The files and folders to format.
    fn paths(&self) -> Vec<String> {
        match (self.files.as_slice(), &self.stdin_filename) {
            ([], Some(_)) => vec!["-".to_owned()],
            ([], None) => vec![".".to_owned()],
            (files, _) => files.to_vec(),
        }
    }
}

/// Reads `3-7` or `3`.
fn line_range(text: &str) -> Result<RangeInclusive<usize>, String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse::<usize>(), last.trim().parse::<usize>()) {
        (Ok(first), Ok(last)) if 1 <= first && first <= last => Ok(first..=last),
        _ => Err("expected two line numbers such as `3-7`, or one".to_owned()),
    }
}

/// How many files became what.
#[derive(Debug, Default)]
struct Counts {
    changed: usize,
    unchanged: usize,
    broken: usize,
    unreadable: usize,
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let plan = find(arguments)?;
    let targets: Vec<&Target> = plan.targets.iter().filter(|it| is_meant(it)).collect();
    if arguments.range.is_some() && targets.len() > 1 {
        return Err(Failure::new(
            Exit::Usage,
            "`--range` requires a single file",
        ));
    }
    for error in &plan.errors {
        terminal.fail(error);
    }
    let mut counts = Counts {
        unreadable: plan.errors.len(),
        ..Counts::default()
    };
    for target in targets {
        match read(target, &plan) {
            Ok(bytes) => one(target, bytes, arguments, terminal, &mut counts)?,
            Err(message) => {
                terminal.fail(&format!("cannot read `{}`: {message}", target.name));
                counts.unreadable += 1;
            }
        }
    }
    if !terminal.quiet && arguments.paths() != ["-"] {
        terminal.error(&counts.summary(arguments.check || arguments.diff));
    }
    Ok(match counts {
        Counts {
            unreadable: 1.., ..
        } => Exit::Unreadable,
        Counts { broken: 1.., .. } => Exit::Invalid,
        Counts { changed: 1.., .. } if arguments.check || arguments.diff => Exit::Findings,
        _ => Exit::Success,
    })
}

/// The files that are meant, as `check` finds them.
fn find(arguments: &Arguments) -> Result<Plan, Failure> {
    let overrides = Overrides {
        settings: arguments.settings.overrides()?,
        ..Overrides::default()
    };
    let plan = plan(
        &arguments.paths(),
        &Options {
            overrides: &overrides,
            rules: &RuleOverrides::default(),
            stdin_name: arguments.stdin_filename.as_deref().unwrap_or("<stdin>"),
            cache_dir: None,
            use_cache: false,
            extra: None,
            exclude: &arguments.exclude,
            force_exclude: arguments.force_exclude,
            reporter: &(),
        },
    )?;
    let json = plan
        .targets
        .iter()
        .find(|it| it.reason == Reason::Named && it.is_json);
    match json {
        Some(json) => {
            let message = format!("`{}` is JSON, which `format` does not format", json.name);
            Err(Failure::new(Exit::Usage, message))
        }
        None => Ok(plan),
    }
}

/// Whether a file is one to format. JSON that contains jobs is checked, but is not a configuration.
fn is_meant(target: &Target) -> bool {
    !target.is_json
}

fn read(target: &Target, plan: &Plan) -> Result<Vec<u8>, String> {
    let options = &plan.circumstances[target.circumstances].options;
    let limit = options.evaluation.limits.file_size;
    match &target.text {
        Some(bytes) => Ok(bytes.clone()),
        None => read_named(Path::new(&target.name), limit).map_err(|error| error.to_string()),
    }
}

/// The bytes of a text in the encoding that its file has: a file that is not UTF-8 is read as Latin-1, and stays so.
fn encoded(text: &str, is_utf8: bool) -> Vec<u8> {
    let latin: Option<Vec<u8>> = match is_utf8 {
        true => None,
        false => text.chars().map(|it| u8::try_from(it).ok()).collect(),
    };
    latin.unwrap_or_else(|| text.as_bytes().to_vec())
}

fn one(
    target: &Target,
    bytes: Vec<u8>,
    arguments: &Arguments,
    terminal: &Terminal,
    counts: &mut Counts,
) -> Result<(), Failure> {
    let name = target.name.as_str();
    let is_utf8 = std::str::from_utf8(&bytes).is_ok();
    let text = decode(bytes);
    let text = text.as_str();
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new(name, text, Ownership::User));
    let options = crate::format::Options {
        lines: arguments.range.clone(),
        ..crate::format::Options::default()
    };
    let watched = backstop::watch(name, &Limits::default(), Duration::ZERO);
    let formatted = format(text, id, &options);
    if !formatted.errors.is_empty() {
        drop(watched);
        terminal.findings(&Finding::all(&sources, &formatted.errors));
        counts.broken += 1;
        return Ok(());
    }
    let is_changed = formatted.text != text;
    match is_changed {
        true => counts.changed += 1,
        false => counts.unchanged += 1,
    }
    let patch = (is_changed && arguments.diff).then(|| patch(name, text, &formatted.text));
    drop(watched);
    if arguments.check || arguments.diff {
        if let Some(patch) = patch {
            terminal.output_exactly(&patch)?;
        } else if is_changed {
            terminal.output_names([name])?;
        }
    } else if target.text.is_some() && is_utf8 {
        terminal.output_exactly(&formatted.text)?;
    } else if target.text.is_some() {
        let bytes = encoded(&formatted.text, is_utf8);
        terminal.output_by(|out| out.write_all(&bytes))?;
    } else if is_changed {
        let bytes = encoded(&formatted.text, is_utf8);
        write_whole(Path::new(name), &bytes).map_err(|error| {
            Failure::new(Exit::Unreadable, format!("cannot write `{name}`: {error}"))
        })?;
    }
    Ok(())
}

impl Counts {
    fn summary(&self, is_dry: bool) -> String {
        let would = if is_dry { "would be " } else { "" };
        let parts: Vec<String> = [
            (self.changed, format!("{would}formatted")),
            (self.unchanged, "already formatted".to_owned()),
            (self.broken, "with syntax errors left unchanged".to_owned()),
            (self.unreadable, "could not be read".to_owned()),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| match count {
            1 => format!("1 file {}", what.replace("they are", "it is")),
            _ => format!("{count} files {what}"),
        })
        .collect();
        match parts.is_empty() {
            true => "no configurations found\n".to_owned(),
            false => format!("{}\n", parts.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_lines() {
        assert_eq!(line_range("3-7"), Ok(3..=7));
        assert_eq!(line_range("3"), Ok(3..=3));
        for wrong in ["", "0", "0-3", "7-3", "a-b", "1-", "-1", "1-2-3"] {
            assert!(line_range(wrong).is_err(), "{wrong}");
        }
    }
}
