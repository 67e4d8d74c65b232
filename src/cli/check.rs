//! `jobc check`.

use super::exit::{Exit, Failure};
use super::load::CompileArguments;
use super::terminal::Terminal;
use crate::report::{Finding, Format, render};
use crate::workspace::write_whole;
use std::path::PathBuf;

/// Report everything that is wrong, at the exact characters
///
/// Finds what the client rejects and what the scheduler would reject later, all of it in one run. Standard output
/// has the findings and nothing else; the exit code is 1 if there are any, 0 if not.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// How to write the findings
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        help_heading = "Findings"
    )]
    output_format: Format,
    /// Write the findings to a file, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Findings")]
    output_file: Option<PathBuf>,
    /// End with 0 also if there are findings
    #[arg(long, help_heading = "Findings")]
    exit_zero: bool,
    #[command(flatten)]
    compile: CompileArguments,
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let begin = std::time::Instant::now();
    let mut loaded = Vec::new();
    for file in &arguments.files {
        loaded.push(arguments.compile.load(file, terminal)?.compilation);
    }
    let findings: Vec<Finding> = loaded
        .iter()
        .flat_map(|it| Finding::all(&it.sources, &it.diagnostics))
        .filter(|finding| !terminal.quiet || finding.diagnostic.is_error())
        .collect();
    let style = match &arguments.output_file {
        Some(_) => crate::report::Style::default(),
        None => terminal.output_style(),
    };
    let text = render(&findings, arguments.output_format, &style);
    match &arguments.output_file {
        Some(path) => write_whole(path, text.as_bytes()).map_err(|error| {
            Failure::new(
                Exit::Unreadable,
                format!("cannot write `{}`: {error}", path.display()),
            )
        })?,
        None => terminal.output(&text)?,
    }
    if !terminal.quiet {
        let jobs: usize = loaded.iter().map(|it| it.jobs.len()).sum();
        terminal.error(&format!(
            "{}, {}, {} in {:.1?}\n",
            count(loaded.len(), "file"),
            count(jobs, "valid job"),
            count(findings.len(), "finding"),
            begin.elapsed(),
        ));
    }
    if loaded.iter().any(|it| it.main.is_none()) {
        return Ok(Exit::Unreadable);
    }
    Ok(match findings.is_empty() || arguments.exit_zero {
        true => Exit::Success,
        false => Exit::Findings,
    })
}

fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
