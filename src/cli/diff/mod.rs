//! `jobc diff`.
//!
//! | file | what |
//! | --- | --- |
//! | `inputs.rs` | which two sides the words of the command line mean |
//! | `condition.rs` | conditions such as `restarts > 100` |
//! | `values.rs` | values and instances in words |
//! | `text.rs` | a comparison for a person |

mod condition;
mod inputs;
mod text;
mod values;

use super::exit::{Exit, Failure};
use super::load::CompileArguments;
use super::terminal::Terminal;
use crate::change::{Comparison, compare, to_json};
use condition::Condition;
use inputs::Inputs;

/// Show what a change does: which jobs differ, and which instances the scheduler replaces
///
/// Compares two versions of configurations. Without OLD and NEW, these are the last commit and the files on the disk. Revisions are
/// read from git's objects: nothing is checked out.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What to compare: a revision (`main` is compared from the commit that it and HEAD began from), `A..B`, `A...B`, or two
    /// files or two folders; then the files and folders that count [default: the current folder]
    #[arg(value_name = "OLD|NEW|PATH")]
    words: Vec<String>,
    /// Files and folders that count, after `--`
    #[arg(last = true, value_name = "PATH", hide = true)]
    paths: Vec<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Show only the totals
    #[arg(long, conflicts_with = "name_only")]
    stat: bool,
    /// Show only the keys of the jobs that differ
    #[arg(long)]
    name_only: bool,
    /// Exit with 1 if anything differs
    #[arg(long)]
    exit_code: bool,
    /// Exit with 1 if this holds, such as `restarts > 100`; `docs/diff.md` lists the names. May be repeated
    #[arg(long, value_name = "CONDITION", value_parser = Condition::parse)]
    fail_on: Vec<Condition>,
    /// Who creates the jobs [default: the user]
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    #[command(flatten)]
    compile: CompileArguments,
}

/// How a comparison is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// An object; its schema is in docs/diff.md
    Json,
}

impl Arguments {
    /// Whether everything that is printed is to be JSON.
    pub fn wants_json(&self) -> bool {
        self.format == Format::Json
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let inputs = Inputs::of(&arguments.words, &arguments.paths)?;
    let read = inputs.read(&arguments.compile, arguments.owner.as_deref(), terminal)?;
    let sides = &read.sides;
    if terminal.verbose {
        terminal.error(&format!("{} files evaluated\n", sides.evaluated));
    }
    let comparison = compare(&sides.old, &sides.new);
    match arguments.format {
        Format::Json => {
            let value = to_json(&comparison, &read.old, &read.new);
            let text = serde_json::to_string_pretty(&value).unwrap_or_default();
            terminal.output_json(text + "\n")?;
        }
        Format::Text => {
            let text = text::Text {
                comparison: &comparison,
                old: &read.old,
                new: &read.new,
                style: &terminal.output_style(),
                all_jobs: terminal.verbose,
            };
            terminal.output(&match (arguments.stat, arguments.name_only) {
                (true, _) => text.summary(),
                (_, true) => text.names(),
                _ => text.all(),
            })?;
        }
    }
    Ok(conclude(arguments, &comparison, terminal))
}

/// How the command ends.
fn conclude(arguments: &Arguments, comparison: &Comparison, terminal: &Terminal) -> Exit {
    let mut exit = Exit::Success;
    if arguments.exit_code && !comparison.is_empty() {
        exit = Exit::Findings;
    }
    for condition in &arguments.fail_on {
        if let Some(value) = condition.holds(comparison) {
            terminal.note(&format!("`{condition}` holds: {value}"));
            exit = Exit::Findings;
        }
    }
    match comparison.incomparable.iter().any(|it| it.in_new) {
        true => Exit::Invalid,
        false => exit,
    }
}
