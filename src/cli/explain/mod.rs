//! `jobc explain`.
//!
//! | file | what |
//! | --- | --- |
//! | `target.rs` | which job and which value are meant |
//! | `text.rs` | explanations for a person |

mod target;
mod text;

use super::exit::{Exit, Failure};
use super::inputs::is_file;
use super::load::{CompileArguments, Loaded};
use super::outcome::conclude;
use super::terminal::Terminal;
use crate::emit::Json;
use crate::explain::{JobPath, explain, leaves, to_json};
use crate::job::Job;
use target::{Target, targets};
use text::Text;

/// Show how a value of a job came to be
///
/// Prints every step of the value, newest first: what set it, copies, the calls and variables that it went through, the expression that
/// wrote it, and what that was computed from. For a `{{reference}}`, prints the binding that answered it and the scopes that were searched.
/// Without a path, prints all values that the configuration sets, each with its place.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A job key, optionally followed by a path such as `.task.resources.ram` or `.task.processes[serve].cmdline`; and one configuration
    #[arg(required = true, num_args = 1..=2, value_name = "JOBKEY[.PATH]|FILE")]
    words: Vec<String>,
    /// Also print values that are defaults of the schema, if no single value is meant
    #[arg(long)]
    defaults: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    compile: CompileArguments,
}

/// What is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Steps with their places
    #[default]
    Text,
    /// `{"version": 1, "jobs": [{"key": …, "values": […]}]}`
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
    let (file, wanted) = match arguments.words.as_slice() {
        [file] => (file, ""),
        [one, other] if is_file(other) && !is_file(one) => (other, one.as_str()),
        [one, other, ..] => (one, other.as_str()),
        [] => return Err(Failure::new(Exit::Usage, "name a configuration")),
    };
    let loaded = arguments.compile.load_with(file, terminal, |options| {
        options.keeps_resolutions = true;
        options.evaluation.keeps_journal = true;
    })?;
    let found = targets(&loaded, wanted);
    let jobs: Option<Vec<&Job>> = match &found {
        Ok(targets) => Some(targets.iter().map(|it| it.job).collect()),
        Err(_) => None,
    };
    let exit = conclude(&loaded, jobs.as_deref(), terminal);
    // A job that is missing may be missing because of an error.
    let targets = match (found, exit) {
        (Ok(targets), _) => targets,
        (Err(failure), Exit::Success) => return Err(failure),
        (Err(failure), exit) => {
            terminal.fail_with(&failure);
            return Ok(exit);
        }
    };
    match arguments.format {
        Format::Text => print_text(arguments, &loaded, &targets, terminal)?,
        Format::Json => {
            let jobs = targets.iter().map(|it| json(arguments, &loaded, it));
            let all = Json::Object(vec![
                ("version".to_owned(), Json::integer(1)),
                ("jobs".to_owned(), Json::List(jobs.collect())),
            ]);
            terminal.output_json(all.to_pretty() + "\n")?;
        }
    }
    Ok(exit)
}

/// The values that are meant: the one, or all in it that are set.
fn values(arguments: &Arguments, target: &Target) -> Vec<JobPath> {
    let is_shown = |path: &JobPath| {
        let parts = target.job.bound.locate(&path.steps).unwrap_or_default();
        arguments.defaults || !parts.iter().any(|it| it.is_default)
    };
    match target.path.value.as_leaf() {
        Some(_) => vec![target.path.clone()],
        None => leaves(&target.path)
            .paths
            .into_iter()
            .filter(is_shown)
            .collect(),
    }
}

fn print_text(
    arguments: &Arguments,
    loaded: &Loaded,
    targets: &[Target],
    terminal: &Terminal,
) -> Result<(), Failure> {
    let style = terminal.output_style();
    let sources = &loaded.compilation.sources;
    let mut all = String::new();
    for target in targets {
        if !all.is_empty() {
            all.push('\n');
        }
        let text = Text {
            sources,
            style: &style,
        };
        let explained = values(arguments, target);
        let explained = explained
            .iter()
            .map(|path| explain(&loaded.compilation, target.job, path));
        let key = target.job.key.label();
        match target.path.value.as_leaf() {
            Some(_) => explained.for_each(|it| all.push_str(&text.value(&key, &it))),
            None => all.push_str(&text.overview(&key, &explained.collect::<Vec<_>>())),
        }
    }
    terminal.output(&all)
}

fn json(arguments: &Arguments, loaded: &Loaded, target: &Target) -> Json {
    let values = values(arguments, target);
    let values = values.iter().map(|path| {
        let explanation = explain(&loaded.compilation, target.job, path);
        to_json(&explanation, &loaded.compilation.sources, &|_| None)
    });
    Json::Object(vec![
        ("key".to_owned(), Json::text(target.job.key.label())),
        ("file".to_owned(), Json::text(&*loaded.name)),
        ("values".to_owned(), Json::List(values.collect())),
    ])
}
