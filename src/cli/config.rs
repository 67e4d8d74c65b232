//! `jobc config`.

use super::aurora;
use super::choice::RuleArguments;
use super::exit::{Exit, Failure};
use super::load::CompileArguments;
use super::terminal::Terminal;
use crate::report::{commands, escape};
use crate::workspace::door::{exists, is_folder};
use crate::workspace::files::near_file;
use crate::workspace::schema::schema;
use crate::workspace::settings::INCLUDE;
use serde_json::Value;
use std::path::Path;

/// Show the active settings and the source of each
///
/// The output is valid in a jobc.toml.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// The file or folder whose settings to show
    #[arg(default_value = ".")]
    path: String,
    /// Print the JSON Schema of jobc.toml instead
    #[arg(long)]
    schema: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    rules: RuleArguments,
    #[command(flatten)]
    compile: CompileArguments,
    #[command(subcommand)]
    command: Option<aurora::Config>,
}

/// How settings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One line per setting, with its source
    #[default]
    Toml,
    /// An object of `value` and `source` by setting
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
    if let Some(command) = &arguments.command {
        return aurora::config(command, terminal);
    }
    if arguments.schema {
        let text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
        terminal.output_as_it_is(&(text + "\n"))?;
        return Ok(Exit::Success);
    }
    show(
        &arguments.path,
        &arguments.compile,
        &arguments.rules,
        arguments.format,
        terminal,
    )
}

/// Prints the settings in force for a path.
pub fn show(
    path: &str,
    compile: &CompileArguments,
    rules: &RuleArguments,
    format: Format,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let current = std::env::current_dir().unwrap_or_default();
    // What standard input is called need not exist.
    if !path.starts_with('<') && !exists(&current.join(path)) && !compile.names_stdin() {
        let help = match near_file(Path::new(path)) {
            Some(near) => format!("; did you mean `{near}`?"),
            None => String::new(),
        };
        let message = format!("`{path}` does not exist{help}");
        return Err(Failure::new(Exit::Usage, message));
    }
    let path = current.join(path);
    let file = match is_folder(&path) {
        true => path.join("file.aurora"),
        false => path,
    };
    let rules = rules.overrides()?;
    let overrides = compile.overrides()?.settings;
    let found = overrides.read(overrides.file(&file))?;
    let mut settings = found.settings.clone();
    settings.lint = rules.apply(&settings.lint);
    let mut table = serde_json::to_value(&settings).unwrap_or_default();
    if settings.include.is_none() {
        table["include"] = INCLUDE.as_slice().into();
    }
    for (name, key, value) in compile.given() {
        set(&mut table, name, key, value);
    }
    let names = |table: &toml::Table| {
        let value = serde_json::to_value(table).unwrap_or_default();
        leaves(&value, "").into_iter().map(|(name, _)| name)
    };
    let file = found.path.as_deref().map(|path| shown(path, &current));
    let source = Source {
        arguments: rules
            .changed()
            .into_iter()
            .map(str::to_owned)
            .chain(
                compile
                    .given()
                    .map(|(table, key, _)| format!("{table}.{}", quoted(key))),
            )
            .collect(),
        given: found.given().iter().flat_map(names).collect(),
        written: names(&found.written).collect(),
        file: file.as_deref().unwrap_or("jobc.toml"),
        clusters: found.settings.lint.thresholds.clusters_file.as_deref(),
    };
    if format == Format::Json {
        let all = leaves(&table, "").into_iter().map(|(name, value)| {
            let from = source.of(&name);
            (name, serde_json::json!({"value": value, "source": from}))
        });
        let all: serde_json::Map<String, Value> = all.collect();
        let text = serde_json::to_string_pretty(&all).unwrap_or_default();
        terminal.output_json(text + "\n")?;
        return Ok(Exit::Success);
    }
    let mut text = String::new();
    for (name, value) in leaves(&table, "") {
        let from = source.of(&name);
        // The name of a file may have a line end in it.
        let from = escape::line(&from);
        text.push_str(&match value {
            Value::Null => format!("# {name} is not set\n"),
            value => format!("{name} = {value}  # {from}\n"),
        });
    }
    // In strings of TOML that means the same.
    // As in JSON.
    terminal.output(&commands::defuse_json(&escape::toml(text)))?;
    Ok(Exit::Success)
}

/// Where settings are from.
struct Source<'a> {
    arguments: Vec<String>,
    given: Vec<String>,
    written: Vec<String>,
    file: &'a str,
    /// The file that has further clusters.
    clusters: Option<&'a str>,
}

/// The setting that a file of clusters adds to.
const CLUSTERS: &str = "lint.thresholds.clusters";

impl Source<'_> {
    fn of(&self, name: &str) -> String {
        let is_in = |names: &[String]| names.iter().any(|it| it == name);
        if is_in(&self.arguments) {
            return "the command line".to_owned();
        }
        let place = match (is_in(&self.given), is_in(&self.written)) {
            (true, _) => Some("the command line (--config)"),
            (false, true) => Some(self.file),
            (false, false) => None,
        };
        match (place, self.clusters.filter(|_| name == CLUSTERS)) {
            (Some(place), Some(clusters)) => format!("{place} and {clusters}"),
            (Some(place), None) => place.to_owned(),
            (None, Some(clusters)) => clusters.to_owned(),
            (None, None) => "default".to_owned(),
        }
    }
}

fn shown(path: &Path, current: &Path) -> String {
    let path = path.strip_prefix(current).unwrap_or(path);
    path.display().to_string()
}

/// Puts in what an argument says, as a number where one was.
fn set(table: &mut Value, name: &str, key: &str, value: &str) {
    let inner = name
        .split('.')
        .try_fold(table, |table, part| table.get_mut(part));
    if let Some(Value::Object(inner)) = inner {
        let number = value.replace('_', "").parse::<u64>();
        let value = match (inner.get(key), number) {
            (Some(Value::Number(_)), Ok(number)) => number.into(),
            _ => value.into(),
        };
        inner.insert(key.to_owned(), value);
    }
}

/// A key, in quotes if TOML wants them.
fn quoted(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match !key.is_empty() && key.chars().all(is_bare) {
        true => key.to_owned(),
        false => Value::from(key).to_string(),
    }
}

/// Every value with its dotted name.
fn leaves(value: &Value, prefix: &str) -> Vec<(String, Value)> {
    let Value::Object(fields) = value else {
        return vec![(prefix.to_owned(), value.clone())];
    };
    fields
        .iter()
        .flat_map(|(name, value)| {
            let name = quoted(name);
            let path = match prefix {
                "" => name,
                prefix => format!("{prefix}.{name}"),
            };
            leaves(value, &path)
        })
        .collect()
}
