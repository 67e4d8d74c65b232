//! The arguments that say which settings are in force: a file of them, single ones, or none.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use crate::report::Finding;
use crate::workspace::find_settings;
use crate::workspace::layers::{Layer, Merged, merge};
use crate::workspace::regular::{LARGEST, read_text};
use crate::workspace::settings::Settings;
use std::fs;
use std::path::{Path, PathBuf};
use toml::Table;

/// What every command takes that has settings.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct SettingsArguments {
    /// Use these settings instead of the nearest jobc.toml, or change one, as in `lint.select = ["J001"]`. May be repeated
    #[arg(long, value_name = "FILE|KEY=VALUE", value_parser = config)]
    config: Vec<Config>,
    /// Use no jobc.toml
    #[arg(long)]
    isolated: bool,
}

/// What `--config` says.
#[derive(Clone, Debug)]
enum Config {
    /// Where all settings are.
    File(PathBuf),
    /// TOML that goes before them.
    Inline(String),
}

/// Tells TOML from the name of a file: TOML has a `=`, and there is no such file.
fn config(text: &str) -> Result<Config, String> {
    Ok(match text.contains('=') && !Path::new(text).is_file() {
        true => Config::Inline(text.to_owned()),
        false => Config::File(PathBuf::from(text)),
    })
}

/// What messages call settings that were given as an argument.
const ARGUMENT: &str = "--config";

/// The settings in force, and where they are from.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The settings.
    pub settings: Settings,
    /// What their file says.
    pub written: Table,
    /// What the command line says, each `--config` for itself.
    given: Vec<Table>,
    /// The folder of their file.
    pub folder: Option<PathBuf>,
    /// Their file; `None` for the defaults.
    pub path: Option<PathBuf>,
}

impl Found {
    /// What the command line says.
    pub fn given(&self) -> &[Table] {
        &self.given
    }

    /// Whether a setting is from the command line.
    pub fn is_given(&self, path: &[&str]) -> bool {
        let Some((last, tables)) = path.split_last() else {
            return false;
        };
        self.given.iter().any(|table| {
            let inner = tables
                .iter()
                .try_fold(table, |table, key| table.get(*key)?.as_table());
            inner.is_some_and(|it| it.contains_key(*last))
        })
    }
}

impl SettingsArguments {
    /// Fails if these arguments are wrong whatever the settings files are.
    pub fn validate(&self, terminal: &Terminal) -> Result<(), Failure> {
        let mut files = self.config.iter().filter_map(|it| match it {
            Config::File(path) => Some(path.display()),
            Config::Inline(_) => None,
        });
        let message = match (files.next(), files.next(), self.isolated) {
            (Some(first), Some(second), _) => {
                format!("`--config` names two files, `{first}` and `{second}`: one holds")
            }
            (Some(file), None, true) => {
                format!("`--isolated` is for no file of settings, but `--config` names `{file}`")
            }
            _ => return self.merge(None, terminal).map(|_| ()),
        };
        Err(Failure::new(Exit::Usage, message))
    }

    /// The settings file for a file, by its absolute path.
    pub fn file(&self, file: &Path) -> Option<PathBuf> {
        let named = self.config.iter().find_map(|it| match it {
            Config::File(path) => Some(path.clone()),
            Config::Inline(_) => None,
        });
        match (named, self.isolated) {
            (Some(path), _) => Some(path),
            (None, true) => None,
            (None, false) => file.parent().and_then(|folder| {
                find_settings(&folder.canonicalize().unwrap_or_else(|_| folder.to_owned()))
            }),
        }
    }

    /// Reads a settings file, the defaults without one, and what goes before them.
    pub fn read(&self, path: Option<PathBuf>, terminal: &Terminal) -> Result<Found, Failure> {
        self.validate(terminal)?;
        let Some(path) = path else {
            let merged = self.merge(None, terminal)?;
            return Ok(Found {
                settings: merged.settings,
                given: merged.written,
                ..Found::default()
            });
        };
        let name = path.display().to_string();
        // What is named may be a pipe; what is found is a file.
        let text = match path.is_file() {
            true => read_text(&path, LARGEST),
            false => fs::read_to_string(&path),
        };
        let text = text.map_err(|error| {
            let message = format!("cannot read the settings `{name}`: {error}");
            Failure::new(Exit::Usage, message)
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut merged = self.merge(Some(Layer::file(folder, &name, &text)), terminal)?;
        Ok(Found {
            settings: merged.settings,
            written: merged.written.remove(0),
            given: merged.written,
            folder: Some(folder.to_owned()),
            path: Some(path),
        })
    }

    /// Lays what the arguments say over a file.
    fn merge(&self, file: Option<Layer>, terminal: &Terminal) -> Result<Merged, Failure> {
        let current = std::env::current_dir().unwrap_or_default();
        let given = self.config.iter().filter_map(|it| match it {
            Config::Inline(text) => Some(Layer::inline(&current, ARGUMENT, text)),
            Config::File(_) => None,
        });
        let layers: Vec<Layer> = file.into_iter().chain(given).collect();
        merge(&layers).map_err(|mut bad| {
            for diagnostic in &mut bad.diagnostics {
                let file = bad.sources.get(diagnostic.primary.span.file);
                if diagnostic.help.is_none()
                    && &*file.name == ARGUMENT
                    && toml::from_str::<Table>(&file.text).is_err()
                {
                    diagnostic.help = Some(TOML.to_owned());
                }
            }
            terminal.findings(&Finding::all(&bad.sources, &bad.diagnostics));
            Failure::new(Exit::Usage, "")
        })
    }
}

/// What is said of an argument that is no TOML: mostly the shell took the quotes.
const TOML: &str = "a setting is TOML, and its text is in quotes inside of the shell's: `--config 'root = \"..\"'`";
