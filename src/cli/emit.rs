//! `jobc emit`.

use super::exit::{Exit, Failure};
use super::load::{CompileArguments, Loaded};
use super::outcome::conclude;
use super::selection::{Pattern, select};
use super::terminal::Terminal;
use crate::emit::{Target, emit_to};
use crate::eval::Host;
use crate::job::key::is_identifier;
use crate::job::{Job, is_scheduler};
use crate::workspace::door::write_whole_by;
use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::PathBuf;

/// Write the JSON that a scheduler client takes
///
/// Writes the jobs with every reference resolved that the cluster does not fill in. Nothing is written if anything
/// that was asked for is invalid.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The configuration; `-` is standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Only these jobs: `cluster/role/environment/name` or the last parts of it, with `*` and `?`
    #[arg(value_name = "JOBKEY", value_parser = Pattern::parse)]
    keys: Vec<Pattern>,
    /// What the JSON is for
    #[arg(long, value_enum, default_value_t, value_name = "TARGET")]
    target: Target,
    /// Write to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Who creates the jobs [default: the user]
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    #[command(flatten)]
    compile: CompileArguments,
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    // The process ends behind this: taking a thousand jobs apart would be for nothing.
    let loaded = arguments
        .compile
        .load_with(&arguments.file, terminal, |options| {
            options.scheduler.refuses_externals = arguments.target != Target::Job;
        });
    let loaded = ManuallyDrop::new(loaded?);
    let selected = select(&loaded.compilation.jobs, &arguments.keys, &arguments.file);
    let meant: Option<&[&Job]> = match &selected {
        Ok(jobs) if !arguments.keys.is_empty() => Some(jobs),
        _ => None,
    };
    let exit = conclude(&loaded, meant, terminal);
    // A job that is missing may be missing because of an error.
    let jobs = match (selected, exit) {
        (Ok(jobs), Exit::Success) => jobs,
        (Err(failure), Exit::Success) => return Err(failure),
        (_, exit) => {
            terminal.error(&refused(&loaded));
            return Ok(exit);
        }
    };
    let owner = match &arguments.owner {
        Some(owner) => owner.clone(),
        None => loaded.host.user(),
    };
    if loaded.checks_scheduler && arguments.target != Target::Job {
        check_owner(&owner)?;
    }
    let write = |out: &mut dyn Write| emit_to(arguments.target, &jobs, &owner, out);
    match &arguments.output {
        Some(path) => write_whole_by(path, write).map_err(|error| {
            let message = format!("cannot write `{}`: {error}", path.display());
            Failure::new(Exit::Unreadable, message)
        })?,
        None => terminal.output_json_by(write)?,
    }
    Ok(Exit::Success)
}

/// Says that nothing was written, and what would write it all the same.
fn refused(loaded: &Loaded) -> String {
    let mut errors = loaded.diagnostics.iter().filter(|it| it.is_error());
    let is_only_scheduler = errors.all(|it| is_scheduler(it.code));
    let help = match loaded.compilation.main.is_some() && is_only_scheduler {
        true => "; `--no-scheduler-checks` writes what the client accepts",
        false => "",
    };
    format!("nothing was written{help}\n")
}

/// Fails if the scheduler would reject the jobs of this user. Aurora: "Job user contains illegal characters".
fn check_owner(owner: &str) -> Result<(), Failure> {
    if is_identifier(owner) {
        return Ok(());
    }
    let message = format!(
        "the scheduler rejects the owner `{owner}`: a name consists of letters, digits, `_`, `-` and `.`\nset another with `--owner`; nothing was written"
    );
    Err(Failure::new(Exit::Invalid, message))
}
