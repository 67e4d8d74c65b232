//! `jobc inspect`.
//!
//! | file | what |
//! | --- | --- |
//! | `page.rs` | a job laid out for a person |
//! | `changes.rs` | the attributes that differ from their defaults |
//! | `schedule.rs` | the processes of a task and when they run |
//! | `units.rs` | numbers of bytes and seconds as people say them |
//! | `raw.rs` | every attribute |

mod changes;
mod page;
mod raw;
mod schedule;
mod units;

use super::exit::{Exit, Failure};
use super::load::CompileArguments;
use super::outcome::conclude;
use super::selection::{Pattern, select};
use super::terminal::Terminal;
use crate::emit::Json;
use crate::job::Job;
use crate::report::{commands, escape};
use schedule::Schedule;
use std::mem::ManuallyDrop;

/// Show the jobs of a configuration, laid out for a person
///
/// Shows what will run: resources, ports, the processes with their command lines, the order they run in, and every
/// setting that is not at its default.
#[derive(Debug, clap::Args)]
#[command(allow_missing_positional = true)]
pub struct Arguments {
    /// Only these jobs: `cluster/role/environment/name` or the last parts of it, with `*` and `?`
    #[arg(value_name = "JOBKEY", value_parser = Pattern::parse)]
    key: Option<Pattern>,
    /// The configuration; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    file: String,
    /// Print every attribute, also those that have their defaults
    #[arg(long)]
    raw: bool,
    /// Print an array of objects with `key`, `job`, `ports`, `schedule` and `hooks`
    #[arg(long, conflicts_with = "raw")]
    json: bool,
    #[command(flatten)]
    compile: CompileArguments,
}

/// How jobs are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For a person.
    Page,
    /// Every attribute.
    Raw,
    /// JSON with what jobc knows of each job.
    Json,
    /// The job alone as JSON, as the Aurora client prints it.
    ClientJson,
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let form = match (arguments.raw, arguments.json) {
        (true, _) => Form::Raw,
        (_, true) => Form::Json,
        _ => Form::Page,
    };
    let key = arguments.key.as_ref();
    show(&arguments.file, key, form, &arguments.compile, terminal)
}

/// Shows the jobs that a key means; those that are valid also where others are not.
pub fn show(
    file: &str,
    key: Option<&Pattern>,
    form: Form,
    compile: &CompileArguments,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    // The process ends behind this: taking a thousand jobs apart would be for nothing.
    let loaded = ManuallyDrop::new(compile.load(file, terminal)?);
    let compilation = &loaded.compilation;
    let patterns: Vec<Pattern> = key.into_iter().cloned().collect();
    let selected = select(&compilation.jobs, &patterns, file);
    let meant: Option<&[&Job]> = match &selected {
        Ok(jobs) if key.is_some() => Some(jobs),
        _ => None,
    };
    let exit = conclude(&loaded, meant, terminal);
    // A job that is missing may be missing because of an error.
    let jobs = match (selected, exit) {
        (Ok(jobs), _) => jobs,
        (Err(failure), Exit::Success) => return Err(failure),
        (Err(_), exit) => return Ok(exit),
    };
    let hooks = &compilation.hooks;
    let text = match form {
        Form::Page => {
            let color = terminal.output_style().color;
            let pages: Vec<String> = jobs.iter().map(|job| page::page(job, color)).collect();
            pages.join("\n") + &page::hooks(hooks, color)
        }
        Form::Raw => jobs.iter().map(|job| raw::raw(&job.object)).collect(),
        Form::ClientJson => jobs
            .iter()
            .map(|job| Json::of(&job.object).to_pretty() + "\n")
            .collect(),
        Form::Json => {
            let all = jobs.iter().map(|job| object(job, hooks)).collect();
            Json::List(all).to_pretty() + "\n"
        }
    };
    match form {
        Form::Page | Form::Raw => terminal.output(&text)?,
        Form::ClientJson | Form::Json => terminal.output(&commands::defuse_json(&text))?,
    }
    Ok(exit)
}

/// A job as `--json` prints it.
fn object(job: &Job, hooks: &[String]) -> Json {
    let texts =
        |texts: &[String]| Json::List(texts.iter().map(|it| Json::text(it.as_str())).collect());
    let schedule = Schedule::of(job);
    let waves = |waves: &[Vec<String>]| Json::List(waves.iter().map(|wave| texts(wave)).collect());
    Json::Object(vec![
        ("key".into(), Json::text(job.key.to_string())),
        ("ports".into(), texts(&job.ports)),
        ("schedule".into(), waves(&schedule.waves)),
        ("final_schedule".into(), waves(&schedule.final_waves)),
        ("hooks".into(), texts(hooks)),
        ("job".into(), Json::of(&job.object)),
    ])
}

/// A text of a configuration, safe to print.
fn safe(text: &str) -> String {
    escape::text(text).into_owned()
}
