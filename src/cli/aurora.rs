//! The words of the Aurora client, for hands and scripts that know them: `job inspect KEY FILE`, `config list FILE`.

use super::client_verbs;
use super::exit::{Exit, Failure};
use super::inputs::Inputs;
use super::inspect;
use super::load::CompileArguments;
use super::outcome::conclude;
use super::selection::Pattern;
use super::terminal::Terminal;
use crate::report::escape;

/// Commands on one job
#[derive(Debug, clap::Subcommand)]
pub enum Job {
    /// Show a job, as `jobc inspect KEY FILE`
    Inspect {
        /// `cluster/role/environment/name`
        #[arg(value_name = "KEY", value_parser = Pattern::parse)]
        key: Pattern,
        /// The configuration; `-` is standard input
        #[arg(value_name = "FILE")]
        file: String,
        /// Print the job as JSON
        #[arg(long)]
        write_json: bool,
        /// Print every attribute, including defaults
        #[arg(long, conflicts_with = "write_json")]
        raw: bool,
        /// Arguments for compiling.
        #[command(flatten)]
        compile: Box<CompileArguments>,
    },
    /// Other verbs of the client
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// Commands on a configuration
#[derive(Debug, clap::Subcommand)]
pub enum Config {
    /// List the jobs of a configuration in one line
    List {
        /// Print the keys as a JSON array
        #[arg(long)]
        write_json: bool,
        /// The configuration; `-` is standard input
        #[arg(value_name = "FILE")]
        file: String,
        /// Arguments for compiling.
        #[command(flatten)]
        compile: CompileArguments,
    },
}

/// Runs a `job` command.
pub fn job(command: &Job, terminal: &Terminal) -> Result<Exit, Failure> {
    let (key, file, write_json, raw, compile) = match command {
        Job::Inspect {
            key,
            file,
            write_json,
            raw,
            compile,
        } => (key, file, write_json, raw, compile),
        Job::Other(words) => {
            let words: Vec<String> = std::iter::once("job".to_owned())
                .chain(words.iter().cloned())
                .collect();
            let message = client_verbs::answer(&words).unwrap_or_default();
            return Err(Failure::new(Exit::Usage, message));
        }
    };
    let form = match (write_json, raw) {
        (true, _) => inspect::Form::ClientJson,
        (_, true) => inspect::Form::Raw,
        _ => inspect::Form::Page,
    };
    let inputs = Inputs {
        files: vec![file.clone()],
        keys: vec![key.clone()],
    };
    inspect::show(&inputs, form, compile, terminal)
}

/// Runs a `config` command.
pub fn config(command: &Config, terminal: &Terminal) -> Result<Exit, Failure> {
    let Config::List {
        write_json,
        file,
        compile,
    } = command;
    let loaded = compile.load(file, terminal)?;
    let exit = conclude(&loaded, None, terminal);
    let jobs = &loaded.compilation.jobs;
    let keys: Vec<String> = jobs.iter().map(|job| job.key.to_string()).collect();
    let text = match write_json {
        true => escape::json(serde_json::to_string_pretty(&keys).unwrap_or_default()),
        false => format!("jobs=[{}]", escape::line(&keys.join(", "))),
    };
    terminal.output(&(text + "\n"))?;
    Ok(exit)
}
