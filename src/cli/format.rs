//! `jobc format`.

use super::exit::{Exit, Failure};
use super::patch::patch;
use super::terminal::Terminal;
use crate::eval::Limits;
use crate::format::{Options, format};
use crate::report::Finding;
use crate::source::{Ownership, SourceFile, Sources};
use crate::workspace::door::{is_folder, read_at_most, read_named, write_whole};
use crate::workspace::files::walk;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// Lay configurations out in the usual style
///
/// Changes blanks, line ends and commas behind last elements, nothing else: what a configuration means stays the
/// same. A file with syntax errors is left as it is. `# fmt: off` and `# fmt: on` around statements, and `# fmt: skip`
/// behind one, keep them as they are.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations, and folders with them; `-` is standard input, formatted to standard output
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Write nothing; name the files that would change, and end with 1 if there are any
    #[arg(long, help_heading = "Formatting")]
    check: bool,
    /// Write nothing; print what would change, and end with 1 if anything would
    #[arg(long, help_heading = "Formatting")]
    diff: bool,
    /// Format only the statements that these lines touch, counted from 1
    #[arg(long, value_name = "FIRST-LAST", value_parser = line_range, help_heading = "Formatting")]
    range: Option<RangeInclusive<usize>>,
    /// What to call the standard input in messages
    #[arg(long, value_name = "PATH", help_heading = "Formatting")]
    stdin_filename: Option<String>,
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
    let files = find(&arguments.files)?;
    if arguments.range.is_some() && files.len() > 1 {
        return Err(Failure::new(
            Exit::Usage,
            "`--range` is of one file, not of several",
        ));
    }
    let mut counts = Counts::default();
    for file in &files {
        match read(file) {
            Ok(text) => one(file, &text, arguments, terminal, &mut counts)?,
            Err(message) => {
                terminal.fail(&format!("cannot read `{file}`: {message}"));
                counts.unreadable += 1;
            }
        }
    }
    if !terminal.quiet && arguments.files != ["-"] {
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

/// The files that are meant: a folder stands for the configurations in it, but for those that version control ignores.
fn find(arguments: &[String]) -> Result<Vec<String>, Failure> {
    let mut files = Vec::new();
    for argument in arguments {
        if argument == "-" || !is_folder(Path::new(argument)) {
            files.push(argument.clone());
            continue;
        }
        let (found, errors) = walk(Path::new(argument));
        if let Some(error) = errors.into_iter().next() {
            return Err(Failure::new(Exit::Unreadable, error));
        }
        let is_meant = |path: &&PathBuf| path.extension().is_some_and(|it| it == "aurora");
        let found = found.iter().filter(is_meant);
        files.extend(found.map(|path| path.display().to_string()));
    }
    Ok(files)
}

fn read(file: &str) -> Result<String, String> {
    let limit = Limits::default().file_size;
    let bytes = match file {
        "-" => read_at_most(std::io::stdin().lock(), limit),
        file => read_named(Path::new(file), limit),
    };
    let bytes = bytes.map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| {
        let row = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count();
        format!("line {} is not UTF-8", row + 1)
    })
}

fn one(
    file: &str,
    text: &str,
    arguments: &Arguments,
    terminal: &Terminal,
    counts: &mut Counts,
) -> Result<(), Failure> {
    let name = match file {
        "-" => arguments.stdin_filename.as_deref().unwrap_or("<stdin>"),
        file => file,
    };
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new(name, text, Ownership::User));
    let options = Options {
        lines: arguments.range.clone(),
        ..Options::default()
    };
    let formatted = format(text, id, &options);
    if !formatted.errors.is_empty() {
        terminal.findings(&Finding::all(&sources, &formatted.errors));
        counts.broken += 1;
        return Ok(());
    }
    let is_changed = formatted.text != text;
    match is_changed {
        true => counts.changed += 1,
        false => counts.unchanged += 1,
    }
    if arguments.check || arguments.diff {
        if is_changed && arguments.diff {
            terminal.output_exactly(&patch(name, text, &formatted.text))?;
        } else if is_changed {
            terminal.output_names([name])?;
        }
    } else if file == "-" {
        terminal.output_exactly(&formatted.text)?;
    } else if is_changed {
        write_whole(&PathBuf::from(file), formatted.text.as_bytes()).map_err(|error| {
            Failure::new(Exit::Unreadable, format!("cannot write `{file}`: {error}"))
        })?;
    }
    Ok(())
}

impl Counts {
    fn summary(&self, is_dry: bool) -> String {
        let would = if is_dry { "would be " } else { "" };
        let parts: Vec<String> = [
            (self.changed, format!("{would}formatted")),
            (self.unchanged, "formatted already".to_owned()),
            (
                self.broken,
                "with syntax errors left as they are".to_owned(),
            ),
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
