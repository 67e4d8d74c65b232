//! `jobc emit`.
//!
//! | file | what |
//! | --- | --- |
//! | `choice.rs` | which target is meant |
//! | `given.rs` | the options of a target: settings and arguments |
//! | `written.rs` | targets that are written in the language |

pub(super) mod choice;
pub(super) mod given;
mod written;

use super::exit::{Exit, Failure};
use super::inputs::Inputs;
use super::load::{CompileArguments, Loaded, pair};
use super::named::Named;
use super::outcome::{conclude_all, demand_parameters, with_jobs};
use super::selection::select;
use super::terminal::Terminal;
use crate::emit::{Json, Target, emit, emit_to};
use crate::eval::Host;
use crate::job::key::is_identifier;
use crate::job::{Job, is_scheduler};
use crate::target::Format;
use crate::workspace::door::{self, make_folder, write_whole, write_whole_by};
use choice::{Choice, Parser};
use std::collections::BTreeMap;
use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

/// Write jobs for a scheduler client
///
/// Resolves every reference that the cluster does not fill in. For a file for the Thermos runner, writes its tasks.
/// Writes nothing if a requested job is invalid. Shows what the target cannot say as the job does.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations and folders (`-` is standard input), and optionally the jobs to select:
    /// `cluster/role/environment/name`, its first or last parts, with `*` and `?`
    #[arg(required = true, value_name = "FILE|JOBKEY")]
    words: Vec<String>,
    /// The client that reads it, or the file of a target that you wrote
    #[arg(long, value_parser = Parser, default_value = "job", value_name = "TARGET")]
    target: Choice,
    /// Set an option of the target. May be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
    /// Write data as JSON or YAML [default: what the target prefers]
    #[arg(long, value_parser = Named(Format::ALL), value_name = "FORMAT")]
    format: Option<Format>,
    /// Write nothing if the target loses or approximates something that the configuration says
    #[arg(long)]
    strict: bool,
    /// Also write what becomes of every attribute, as Markdown, or as JSON if the name ends in `.json`
    #[arg(long, value_name = "FILE")]
    losses: Option<PathBuf>,
    /// Write to a file, completely or not at all, or to a folder, with one file per job:
    /// `DIR/cluster/role/environment/name.json`
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// The user who creates the jobs [default: the current user]
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    #[command(flatten)]
    compile: CompileArguments,
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    const NOTHING: &str = "nothing was written";
    match write(arguments, terminal) {
        Ok(exit) => Ok(exit),
        Err(failure) if failure.exit == Exit::Usage => Err(failure),
        Err(failure) => Err(Failure {
            message: format!("{}\n{NOTHING}", failure.message),
            ..failure
        }),
    }
}

/// The jobs with tier and production filled in, if the settings name the tiers of the cluster and the target is a
/// scheduler. The client
/// fills in what it reads by itself.
fn filled(target: &Choice, loaded: &[Loaded], jobs: &[Vec<&Job>]) -> Option<Vec<Job>> {
    if target.is_job() || loaded.iter().all(|it| it.tiers.is_none()) {
        return None;
    }
    let files = loaded.iter().zip(jobs);
    let filled = files.flat_map(|(loaded, jobs)| {
        jobs.iter().map(|job| match &loaded.tiers {
            Some(tiers) => job.with_filled_tier(tiers),
            None => Job::clone(job),
        })
    });
    Some(filled.collect())
}

fn write(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let inputs = Inputs::of(&arguments.words)?;
    let target = arguments.target.read()?;
    // The process ends behind this: taking a thousand jobs apart would be for nothing.
    let loaded = ManuallyDrop::new(inputs.load_with(&arguments.compile, terminal, |options| {
        options.scheduler.refuses_externals = !arguments.target.is_job()
    })?);
    let selected = select(&loaded, &inputs.keys, &inputs.names(&loaded));
    let exit = conclude_all(&loaded, &selected, &inputs, terminal);
    let exit = with_jobs(&loaded, exit);
    if exit == Exit::Success {
        demand_parameters(&loaded, &selected, "jobc emit")?;
    }
    // A job that is missing may be missing because of an error.
    let jobs = match (selected, exit) {
        (Ok(jobs), Exit::Success) => jobs,
        (Err(failure), Exit::Success) => return Err(failure),
        (_, exit) => {
            terminal.note(&refused(&loaded));
            return Ok(exit);
        }
    };
    if let Some(target) = &target {
        let tasks: Vec<Vec<&Job>> = match jobs.iter().all(Vec::is_empty) {
            true => loaded.iter().map(exported).collect(),
            false => Vec::new(),
        };
        if tasks.iter().any(|it| !it.is_empty()) {
            return written::write(target, arguments, &loaded, &tasks, true, terminal);
        }
        return written::write(target, arguments, &loaded, &jobs, false, terminal);
    }
    let Choice::Aurora(target) = arguments.target else {
        return Ok(exit);
    };
    if arguments.format == Some(Format::Yaml) {
        return Err(Failure::new(Exit::Usage, "Aurora's own forms are JSON"));
    }
    let owner = match (&arguments.owner, loaded.first()) {
        (Some(owner), _) => owner.clone(),
        (None, Some(loaded)) => loaded.host.user(),
        (None, None) => String::new(),
    };
    if loaded.iter().any(|it| it.checks_scheduler) && target != Target::Job {
        check_owner(&owner)?;
    }
    let filled = filled(&arguments.target, &loaded, &jobs);
    let jobs: Vec<&Job> = match &filled {
        Some(filled) => filled.iter().collect(),
        None => jobs.concat(),
    };
    if jobs.is_empty() && target == Target::Job {
        let tasks = tasks(&loaded);
        if !tasks.is_empty() {
            put(arguments, terminal, |out| out.write_all(tasks.as_bytes()))?;
            return Ok(Exit::Success);
        }
    }
    let folder = arguments
        .output
        .as_deref()
        .filter(|it| is_meant_as_folder(it));
    match folder {
        Some(folder) => each_in_a_file(folder, "json", &jobs, |index| {
            vec![(None, emit(target, &[jobs[index]], &owner))]
        })?,
        None => put(arguments, terminal, |out| {
            emit_to(target, &jobs, &owner, out)
        })?,
    }
    Ok(Exit::Success)
}

/// Says that nothing was written, and what would write it all the same.
fn refused(loaded: &[Loaded]) -> String {
    let all = loaded.iter().flat_map(|it| &it.diagnostics);
    let errors: Vec<_> = all.filter(|it| it.is_error()).collect();
    let is_only_scheduler = !errors.is_empty() && errors.iter().all(|it| is_scheduler(it.code));
    let are_read = loaded.iter().all(|it| it.compilation.main.is_some());
    let help = match are_read && is_only_scheduler {
        true => "; `--no-scheduler-checks` writes what the client accepts",
        false => "",
    };
    format!("nothing was written{help}")
}

/// Fails if the scheduler would reject the jobs of this user. Aurora: "Job user contains illegal characters".
fn check_owner(owner: &str) -> Result<(), Failure> {
    if is_identifier(owner) {
        return Ok(());
    }
    let message = format!(
        "the scheduler rejects the owner `{owner}`: a name consists of letters, digits, `_`, `-` and `.`\nset another with `--owner`"
    );
    Err(Failure::new(Exit::Invalid, message))
}

/// Writes a text to where the arguments want it.
fn put(
    arguments: &Arguments,
    terminal: &Terminal,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), Failure> {
    match &arguments.output {
        Some(path) => write_whole_by(path, write).map_err(|error| unwritable(path, &error)),
        None => terminal.output_json_by(write),
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    let message = format!("cannot write `{}`: {error}", path.display());
    Failure::new(Exit::Unreadable, message)
}

/// The jobs that were made up around the tasks of a file for the Thermos runner.
fn exported(loaded: &Loaded) -> Vec<&Job> {
    loaded.compilation.tasks.iter().map(|it| &it.job).collect()
}

/// The tasks of files for the Thermos runner as JSON: the task itself if there is one, as the runner reads it, or
/// else an array.
fn tasks(loaded: &[Loaded]) -> String {
    let tasks = loaded.iter().flat_map(|it| &it.compilation.tasks);
    let mut tasks: Vec<Json> = tasks.map(|task| Json::of(&task.object)).collect();
    match tasks.len() {
        0 => String::new(),
        1 => tasks.remove(0).to_pretty() + "\n",
        _ => Json::List(tasks).to_pretty() + "\n",
    }
}

/// Whether a path is a folder, or is written as one.
fn is_meant_as_folder(path: &Path) -> bool {
    door::is_folder(path) || path.as_os_str().to_string_lossy().ends_with('/')
}

/// Writes a file for each job, or files with names of their own. Nothing is written unless every job has a file of its own.
fn each_in_a_file(
    folder: &Path,
    extension: &str,
    jobs: &[&Job],
    mut texts: impl FnMut(usize) -> Vec<(Option<String>, String)>,
) -> Result<(), Failure> {
    let mut files = BTreeMap::new();
    for (index, job) in jobs.iter().enumerate() {
        let path = folder.join(path_of(job, extension)?);
        if files.insert(path, index).is_some() {
            let message = format!(
                "two jobs have the key `{}`: both would be written to one file",
                job.key
            );
            return Err(Failure::new(Exit::Invalid, message));
        }
    }
    for (path, index) in files {
        for (name, text) in texts(index) {
            let path = match name {
                Some(name) => path.with_extension("").join(name),
                None => path.clone(),
            };
            let parent = path.parent().unwrap_or(folder);
            make_folder(parent).map_err(|error| unwritable(parent, &error))?;
            write_whole(&path, text.as_bytes()).map_err(|error| unwritable(&path, &error))?;
        }
    }
    Ok(())
}

/// Whether a word is the name of a file in the folder that it is looked for in.
fn is_file_name(word: &str) -> bool {
    !matches!(word, "" | "." | "..") && !word.contains(['/', '\\', '\0'])
}

/// The path of a job's file in the folder; fails if a part of its key would lead elsewhere.
fn path_of(job: &Job, extension: &str) -> Result<PathBuf, Failure> {
    let key = &job.key;
    let parts = [&key.cluster, &key.role, &key.environment, &key.name];
    match parts.iter().find(|it| !is_file_name(it)) {
        Some(part) => {
            let message = format!("the job `{key}` has no file: `{part}` is not a folder name");
            Err(Failure::new(Exit::Invalid, message))
        }
        None => Ok(parts[..3]
            .iter()
            .collect::<PathBuf>()
            .join(format!("{}.{extension}", key.name))),
    }
}
