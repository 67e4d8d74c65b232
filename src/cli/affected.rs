//! `jobc affected`.

use super::evaluation::plan_in;
use super::exit::{Exit, Failure};
use super::load::CompileArguments;
use super::terminal::Terminal;
use crate::project::{Affected, Plan, Target, evaluate};
use crate::report::escape;
use crate::workspace::Tree;
use crate::workspace::checked::Checked;
use crate::workspace::contents::Contents;
use crate::workspace::door;
use crate::workspace::files::normalize;
use std::path::{Path, PathBuf};

/// Show which files and jobs a file, or the changes since a revision, can affect
///
/// A configuration is affected if it is one of the files, reads one of them, looks for one in vain, or has it as its settings. What a
/// configuration reads is known from evaluating it.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files and folders; or one revision, as `jobc check --changed-since` takes it
    #[arg(required = true, value_name = "FILE|REVISION")]
    words: Vec<String>,
    /// Where to look for configurations. May be repeated [default: the current folder]
    #[arg(long = "in", value_name = "PATH")]
    paths: Vec<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    compile: CompileArguments,
}

/// What is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Files, each with the keys of its jobs
    #[default]
    Text,
    /// Files, one per line
    Files,
    /// Job keys, one per line
    Jobs,
    /// `{"files": [{"file": …, "jobs": […]}]}`
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
    let overrides = arguments.compile.overrides()?;
    let paths = match arguments.paths.as_slice() {
        [] => vec![".".to_owned()],
        paths => paths.to_vec(),
    };
    let plan = plan_in(Tree::default(), &overrides, &paths, terminal)?;
    let cause = Cause::of(
        &arguments.words,
        &plan,
        overrides.settings.looks_for_files(),
    )?;
    let targets: Vec<&Target> = plan.targets.iter().collect();
    let contents = Contents::default();
    let checked = evaluate(
        &plan,
        &targets,
        &contents,
        &terminal.reporter(),
        |target, compilation, found| Checked::of(&target.name, compilation, found),
    );
    let affected: Vec<&Checked> = targets
        .iter()
        .zip(&checked)
        .filter(|(target, checked)| cause.affects(target, checked, &plan))
        .map(|(_, checked)| checked)
        .collect();
    print(arguments.format, &affected, terminal)?;
    Ok(Exit::Success)
}

/// What affects configurations.
enum Cause {
    /// Files and folders, by their absolute paths.
    Files(Vec<PathBuf>),
    /// The changes since a revision.
    Changes(Box<Affected>),
}

impl Cause {
    fn of(words: &[String], plan: &Plan, looks_for_settings: bool) -> Result<Cause, Failure> {
        let exists = |word: &String| door::exists(Path::new(word));
        match words {
            [revision] if !exists(revision) => {
                let affected = Affected::since(revision, plan, looks_for_settings)?;
                Ok(Cause::Changes(Box::new(affected)))
            }
            words => match words.iter().find(|word| !exists(word)) {
                Some(word) => {
                    let message = format!("`{word}` does not exist");
                    Err(Failure::new(Exit::Unreadable, message))
                }
                None => {
                    let absolute = |word: &String| normalize(&plan.current.join(word));
                    Ok(Cause::Files(words.iter().map(absolute).collect()))
                }
            },
        }
    }

    fn affects(&self, target: &Target, checked: &Checked, plan: &Plan) -> bool {
        match self {
            Cause::Changes(affected) => affected.has(checked),
            Cause::Files(files) => {
                let is_meant = |path: &Path| files.iter().any(|file| path.starts_with(file));
                let settings = &plan.circumstances[target.circumstances].found.path;
                let settings = settings.iter().map(|it| normalize(&plan.current.join(it)));
                let mut own = settings.chain([target.path.clone()]);
                own.any(|path| is_meant(&path)) || checked.depends_on(is_meant, &plan.current)
            }
        }
    }
}

fn print(format: Format, affected: &[&Checked], terminal: &Terminal) -> Result<(), Failure> {
    let jobs = |checked: &Checked| -> Vec<String> {
        let jobs = checked.jobs.iter();
        jobs.map(|job| job.key.clone()).collect()
    };
    match format {
        Format::Files => terminal.output_names(affected.iter().map(|it| it.name.as_str())),
        Format::Jobs => {
            let mut keys: Vec<String> = affected.iter().flat_map(|it| jobs(it)).collect();
            keys.sort();
            keys.dedup();
            let lines = keys.iter().map(|key| format!("{}\n", escape::line(key)));
            terminal.output(&lines.collect::<String>())
        }
        Format::Text => {
            let mut text = String::new();
            for checked in affected {
                text.push_str(&format!("{}\n", escape::line(&checked.name)));
                for key in jobs(checked) {
                    text.push_str(&format!("  {}\n", escape::line(&key)));
                }
            }
            terminal.output(&text)
        }
        Format::Json => {
            let files = affected
                .iter()
                .map(|it| serde_json::json!({"file": it.name, "jobs": jobs(it)}));
            let json = serde_json::json!({"files": files.collect::<Vec<_>>()});
            let text = serde_json::to_string_pretty(&json).unwrap_or_default();
            terminal.output_json(text + "\n")
        }
    }
}
