//! `jobc diff`.
//!
//! | file | what |
//! | --- | --- |
//! | `inputs.rs` | which two sides the words of the command line mean |
//! | `condition.rs` | conditions such as `restarts > 100` |
//! | `values.rs` | values and instances in words |
//! | `words.rs` | counts and resources in words |
//! | `text.rs` | a comparison for a person |
//! | `html.rs` | the same as HTML, and as Markdown for a pull request |

mod condition;
mod html;
mod inputs;
mod text;
mod values;
mod words;

use super::exit::{Exit, Failure};
use super::load::CompileArguments;
use super::terminal::Terminal;
use crate::change::quota::{self, Exceeded, Quotas, exceeded};
use crate::change::{Comparison, compare, state, to_json};
use crate::project::causes::find_causes;
use crate::project::sides::{SideFiles, side, sides};
use crate::workspace::door;
use condition::Condition;
use inputs::Inputs;
use std::path::{Path, PathBuf};

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
    /// Compare the files on the disk with what runs: what `aurora job status --write-json` writes, or the scheduler's answer to
    /// `getConfigSummary`, `getTasksStatus` or `getJobs`
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Say which roles exceed their quotas: JSON as the scheduler answers to `/quotas`
    #[arg(long, value_name = "FILE")]
    quota: Option<PathBuf>,
    /// The user who creates the jobs [default: the current user]
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
    /// A comment for a pull request of at most 65,000 characters, with details folded
    Markdown,
    /// A page of its own
    Html,
}

impl Arguments {
    /// Whether everything that is printed is to be JSON.
    pub fn wants_json(&self) -> bool {
        self.format == Format::Json
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let quotas = arguments.quota.as_deref().map(read_quotas).transpose()?;
    let compared = match &arguments.state {
        Some(path) => with_state(arguments, path, terminal)?,
        None => of_files(arguments, terminal)?,
    };
    let comparison = &compared.comparison;
    let exceeded = quotas.map(|quotas| exceeded(comparison, &quotas));
    let exceeded = exceeded.unwrap_or_default();
    let shown = Shown {
        comparison,
        exceeded: &exceeded,
        quotas: exceeded.iter().map(values::exceeded).collect(),
        old: &compared.old,
        new: &compared.new,
    };
    show(arguments, &shown, terminal)?;
    Ok(conclude(arguments, comparison, terminal))
}

/// A comparison, and what its sides are called.
struct Compared {
    comparison: Comparison,
    old: String,
    new: String,
}

/// Compares two versions of files.
fn of_files(arguments: &Arguments, terminal: &Terminal) -> Result<Compared, Failure> {
    let inputs = Inputs::of(&arguments.words, &arguments.paths)?;
    let both = inputs.files(&arguments.compile, terminal)?;
    let (old, new) = (both.old_files(), both.new_files());
    let owner = arguments.owner.as_deref();
    let sides = sides(&old, &new, owner, &terminal.reporter())?;
    if terminal.verbose {
        terminal.error(&format!("{} files evaluated\n", sides.evaluated));
    }
    let mut comparison = compare(&sides.old, &sides.new);
    if !arguments.stat && !arguments.name_only {
        find_causes(&mut comparison, &old, &new, owner);
    }
    Ok(Compared {
        comparison,
        old: both.old,
        new: both.new,
    })
}

/// Compares what runs with the files on the disk.
fn with_state(
    arguments: &Arguments,
    path: &Path,
    terminal: &Terminal,
) -> Result<Compared, Failure> {
    let name = path.display().to_string();
    let unreadable = |why: String| {
        Failure::new(
            Exit::Unreadable,
            format!("cannot read the state in `{name}`: {why}"),
        )
    };
    let text = door::read_named_or_stream(path, door::LARGEST).and_then(door::text);
    let text = text.map_err(|refusal| unreadable(refusal.to_string()))?;
    let state = state::parse(&text).map_err(unreadable)?;
    if !state.has_data() {
        terminal.note(
            "the state has no `executorConfig.data`: command lines, health checks and whatever else is only there are not compared",
        );
    }
    let paths = [arguments.words.as_slice(), arguments.paths.as_slice()].concat();
    let plan = inputs::on_disk(&arguments.compile, paths, terminal)?;
    let files = SideFiles {
        plan: &plan,
        revision: None,
        base: "",
    };
    let new = side(&files, arguments.owner.as_deref(), &terminal.reporter());
    Ok(Compared {
        comparison: compare(&state.side(&new, &name), &new),
        old: name,
        new: inputs::DISK.to_owned(),
    })
}

/// What is shown.
struct Shown<'a> {
    comparison: &'a Comparison,
    exceeded: &'a [Exceeded],
    /// The same in words.
    quotas: Vec<String>,
    old: &'a str,
    new: &'a str,
}

fn show(arguments: &Arguments, shown: &Shown<'_>, terminal: &Terminal) -> Result<(), Failure> {
    let document = html::Document {
        comparison: shown.comparison,
        old: shown.old,
        new: shown.new,
        quotas: &shown.quotas,
    };
    match arguments.format {
        Format::Json => {
            let value = to_json(shown.comparison, shown.exceeded, shown.old, shown.new);
            let text = serde_json::to_string_pretty(&value).unwrap_or_default();
            terminal.output_json(text + "\n")
        }
        Format::Markdown => terminal.output(&document.markdown()),
        Format::Html => terminal.output(&document.page()),
        Format::Text => {
            let text = text::Text {
                comparison: shown.comparison,
                old: shown.old,
                new: shown.new,
                style: &terminal.output_style(),
                quotas: &shown.quotas,
                all_jobs: terminal.verbose,
            };
            terminal.output(&match (arguments.stat, arguments.name_only) {
                (true, _) => text.summary(),
                (_, true) => text.names(),
                _ => text.all(),
            })
        }
    }
}

fn read_quotas(path: &Path) -> Result<Quotas, Failure> {
    let unreadable = |why: String| {
        let message = format!("cannot read the quotas in `{}`: {why}", path.display());
        Failure::new(Exit::Unreadable, message)
    };
    let text = door::read_named_or_stream(path, door::LARGEST).and_then(door::text);
    let text = text.map_err(|refusal| unreadable(refusal.to_string()))?;
    quota::parse(&text).map_err(unreadable)
}

/// The most files with errors that are named.
const BROKEN: usize = 10;

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
    let is_incomparable = comparison.incomparable.iter().any(|it| it.in_new);
    if !is_incomparable {
        for (file, error) in comparison.broken.iter().take(BROKEN) {
            let file = if file.is_empty() {
                "the new file"
            } else {
                file
            };
            terminal.fail(&format!(
                "{file} has errors, so its jobs are unknown: {error}"
            ));
        }
    }
    match is_incomparable || !comparison.broken.is_empty() {
        true => Exit::Invalid,
        false => exit,
    }
}
