//! `jobc list`.

use super::exit::{Exit, Failure};
use super::load::CompileArguments;
use super::outcome::conclude;
use super::terminal::Terminal;
use crate::report::{commands, escape};

/// Print job keys, one a line
///
/// Prints `cluster/role/environment/name` of every valid job, in the order of the `jobs` list. What is wrong with
/// the others goes to standard error, and the exit code is 3.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Print an array of objects with `key`, its parts and `file`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    compile: CompileArguments,
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut exit = Exit::Success;
    let mut objects = Vec::new();
    for file in &arguments.files {
        let loaded = arguments.compile.load(file, terminal)?;
        exit = exit.max(conclude(&loaded, None, terminal));
        let jobs = &loaded.compilation.jobs;
        if arguments.json {
            objects.extend(jobs.iter().map(|job| {
                let key = &job.key;
                serde_json::json!({
                    "key": key.to_string(),
                    "cluster": key.cluster,
                    "role": key.role,
                    "environment": key.environment,
                    "name": key.name,
                    "file": file,
                })
            }));
        } else {
            let keys: String = jobs.iter().map(|job| format!("{}\n", job.key)).collect();
            terminal.output(&escape::text(&keys))?;
        }
    }
    if arguments.json {
        let text = serde_json::to_string_pretty(&objects).unwrap_or_default();
        terminal.output(&commands::defuse_json(&escape::json(text + "\n")))?;
    }
    Ok(exit)
}
