//! `jobc inspect`.
//!
//! | file | what |
//! | --- | --- |
//! | `page.rs` | a job laid out for a person |
//! | `changes.rs` | the attributes that differ from their defaults |
//! | `schedule.rs` | the processes of a task and when they run |
//! | `raw.rs` | every attribute |

mod changes;
mod page;
mod raw;
mod schedule;

use super::exit::{Exit, Failure};
use super::inputs::Inputs;
use super::load::{CompileArguments, Loaded};
use super::outcome::{conclude_all, demand_parameters, with_jobs};
use super::selection::select;
use super::terminal::Terminal;
use crate::compile::ExportedTask;
use crate::emit::Json;
use crate::job::Job;
use crate::report::{commands, escape};
use schedule::Schedule;
use std::mem::ManuallyDrop;

/// Show the jobs of a configuration in readable form
///
/// Shows what will run: resources, ports, processes with their command lines and order, and every setting that
/// differs from its default.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations and folders (`-` is standard input), and optionally the jobs to select:
    /// `cluster/role/environment/name`, its first or last parts, with `*` and `?`
    #[arg(value_name = "FILE|JOBKEY", required = true)]
    words: Vec<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Print every attribute, including defaults: `--format raw`
    #[arg(long)]
    raw: bool,
    /// `--format json`
    #[arg(long, hide = true, conflicts_with = "raw")]
    json: bool,
    /// What the Aurora client had for jobs that run on this machine
    #[arg(long, hide = true)]
    local: bool,
    #[command(flatten)]
    compile: CompileArguments,
}

/// How jobs are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Readable text
    #[default]
    Page,
    /// Every attribute
    Raw,
    /// An array of objects with `key`, `job`, `ports`, `schedule` and `hooks`
    Json,
}

impl Arguments {
    /// Whether everything that is printed is to be JSON.
    pub fn wants_json(&self) -> bool {
        self.json || self.format == Format::Json
    }
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
    if arguments.local {
        let message = "`--local` was removed, as `spawn` was from the Aurora client; without it, jobc shows a job as a cluster would run it";
        return Err(Failure::new(Exit::Usage, message));
    }
    let form = match (arguments.raw, arguments.json, arguments.format) {
        (true, ..) | (_, false, Format::Raw) => Form::Raw,
        (_, true, _) | (.., Format::Json) => Form::Json,
        (.., Format::Page) => Form::Page,
    };
    let inputs = Inputs::of(&arguments.words)?;
    show(&inputs, form, &arguments.compile, terminal)
}

/// Shows the jobs that are meant; those that are valid also where others are not.
pub fn show(
    inputs: &Inputs,
    form: Form,
    compile: &CompileArguments,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    // The process ends behind this: taking a thousand jobs apart would be for nothing.
    let loaded = ManuallyDrop::new(inputs.load(compile, terminal)?);
    let selected = select(&loaded, &inputs.keys, &inputs.names(&loaded));
    let exit = conclude_all(&loaded, &selected, inputs, terminal);
    let exit = with_jobs(&loaded, exit);
    if exit == Exit::Success {
        demand_parameters(&loaded, &selected, "jobc inspect")?;
    }
    // A job that is missing may be missing because of an error.
    let jobs = match (selected, exit) {
        (Ok(jobs), _) => jobs,
        (Err(failure), Exit::Success) => return Err(failure),
        (Err(_), exit) => return Ok(exit),
    };
    let color = terminal.output_style().color;
    let files = || loaded.iter().zip(&jobs);
    let with_tasks = inputs.keys.is_empty();
    let tasks = |loaded: &Loaded| match with_tasks {
        true => loaded.compilation.tasks.clone(),
        false => Vec::new(),
    };
    let text = match form {
        Form::Page => {
            let pages: Vec<String> = files()
                .filter_map(|(loaded, jobs)| {
                    let tasks = tasks(loaded);
                    let tasks = tasks.iter().map(|it| page::task(it, color));
                    let pages = jobs
                        .iter()
                        .map(|job| page::page(job, loaded.tiers.as_ref(), color));
                    let pages: Vec<String> = pages.chain(tasks).collect();
                    let hooks = page::hooks(&loaded.compilation.hooks, color);
                    (!pages.is_empty() || !hooks.is_empty()).then(|| pages.join("\n") + &hooks)
                })
                .collect();
            pages.join("\n")
        }
        Form::Raw => files()
            .flat_map(|(loaded, jobs)| {
                let tasks = tasks(loaded);
                let tasks: Vec<String> = tasks.iter().map(|it| raw::raw(&it.object)).collect();
                let jobs = jobs.iter().map(|job| raw::raw(&job.object));
                jobs.chain(tasks).collect::<Vec<_>>()
            })
            .collect(),
        Form::ClientJson => files()
            .flat_map(|(_, jobs)| jobs)
            .map(|job| Json::of(&job.object).to_pretty() + "\n")
            .collect(),
        Form::Json => {
            let all = files().flat_map(|(loaded, jobs)| {
                let hooks = &loaded.compilation.hooks;
                let tasks = tasks(loaded);
                let tasks: Vec<Json> = tasks.iter().map(task_object).collect();
                let jobs = jobs.iter().map(|job| object(job, hooks));
                jobs.chain(tasks).collect::<Vec<_>>()
            });
            Json::List(all.collect()).to_pretty() + "\n"
        }
    };
    match form {
        Form::Page | Form::Raw => terminal.output(&text)?,
        Form::ClientJson | Form::Json => terminal.output(&commands::defuse_json(&text))?,
    }
    Ok(exit)
}

/// A task for the Thermos runner as `--format json` prints it.
fn task_object(task: &ExportedTask) -> Json {
    let Json::Object(mut fields) = object(&task.job, &[]) else {
        return Json::of(&task.object);
    };
    fields.retain(|(name, _)| ["ports", "schedule", "final_schedule"].contains(&&**name));
    fields.push(("task".into(), Json::of(&task.object)));
    Json::Object(fields)
}

/// A job as `--format json` prints it.
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
