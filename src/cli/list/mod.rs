//! `jobc list`.
//!
//! | file | what |
//! | --- | --- |
//! | `inventory.rs` | what a job is, in a line, and the totals |
//! | `write.rs` | tables, CSV and JSON |

pub mod inventory;
mod write;

use super::exit::{Exit, Failure};
use super::inputs::Inputs;
use super::load::CompileArguments;
use super::outcome::{conclude, meant};
use super::selection::select;
use super::terminal::Terminal;
use crate::report::escape;
use inventory::Entry;

/// Print job keys, one per line, or the inventory of a repository
///
/// Prints `cluster/role/environment/name` of every valid job, in the order of the `jobs` list. If there are invalid
/// jobs, prints their errors to standard error and exits with 3.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations and folders (`-` is standard input), and optionally the jobs to select
    #[arg(required = true, value_name = "FILE|JOBKEY")]
    words: Vec<String>,
    /// Also print file, kind, instances, resources, tier and contact, and totals by cluster, role and environment
    #[arg(short, long)]
    long: bool,
    /// The output format [default: keys, or table with --long]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// `--format json`
    #[arg(long, hide = true, conflicts_with = "format")]
    json: bool,
    #[command(flatten)]
    compile: CompileArguments,
}

/// How jobs are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Keys, one per line
    Keys,
    /// Columns
    Table,
    /// Comma-separated values; sizes are bytes
    Csv,
    /// An array of objects; with --long an object with `jobs` and `totals`
    Json,
}

impl Arguments {
    /// Whether everything that is printed is to be JSON.
    pub fn wants_json(&self) -> bool {
        self.json || self.format == Some(Format::Json)
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let inputs = Inputs::of(&arguments.words)?;
    let format = match (arguments.format, arguments.json, arguments.long) {
        (Some(format), ..) => format,
        (None, true, _) => Format::Json,
        (None, false, true) => Format::Table,
        (None, false, false) => Format::Keys,
    };
    let loaded = inputs.load(&arguments.compile, terminal)?;
    let selected = select(&loaded, &inputs.keys, &inputs.names(&loaded));
    let mut exit = Exit::Success;
    for (index, it) in loaded.iter().enumerate() {
        let meant = meant(&selected, &inputs, index);
        exit = exit.max(conclude(it, meant, terminal));
        if it.compilation.jobs.is_empty() && !it.compilation.tasks.is_empty() {
            terminal.note(&only_tasks(&it.name, it.compilation.tasks.len()));
        }
    }
    // A job that is missing may be missing because of an error.
    let jobs = match (selected, exit) {
        (Ok(jobs), _) => jobs,
        (Err(failure), Exit::Success) => return Err(failure),
        (Err(_), exit) => return Ok(exit),
    };
    let entries: Vec<Entry> = loaded
        .iter()
        .zip(&jobs)
        .flat_map(|(loaded, jobs)| jobs.iter().map(|job| Entry::of(job, &loaded.name)))
        .collect();
    let pretty = |value| serde_json::to_string_pretty(&value).unwrap_or_default() + "\n";
    match format {
        Format::Keys => {
            let keys = entries.iter().map(|entry| format!("{}\n", entry.key));
            terminal.output(&escape::text(&keys.collect::<String>()))?;
        }
        Format::Table => terminal.output(&write::table(&entries))?,
        Format::Csv => terminal.output_exactly(&write::csv(&entries))?,
        Format::Json if arguments.long => {
            terminal.output_json(pretty(write::long_json(&entries)))?;
        }
        Format::Json => terminal.output_json(pretty(write::json(&entries)))?,
    }
    Ok(exit)
}

/// Says why nothing is listed of a file that is right.
fn only_tasks(name: &str, tasks: usize) -> String {
    let (tasks, them) = match tasks {
        1 => ("1 task".to_owned(), "it"),
        more => (format!("{more} tasks"), "them"),
    };
    format!("no jobs: `{name}` exports {tasks} for the Thermos runner; `jobc inspect` shows {them}")
}
