//! Which settings are in force for a file: those of a file, single ones laid over it, or none.

use super::rules::PerFile;
use super::{Error, RuleOverrides};
use crate::job::Parameters;
use crate::workspace::door::{self, Refusal};
use crate::workspace::layers::{Layer, Merged, merge};
use crate::workspace::settings::Settings;
use crate::workspace::{Tree, find_settings_in};
use std::path::{Path, PathBuf};
use toml::Table;

/// Which settings a user wants instead of those that are found.
#[derive(Clone, Debug, Default)]
pub struct SettingsOverrides {
    /// The one settings file to obey.
    pub file: Option<PathBuf>,
    /// Single settings, as TOML; the last ones win.
    pub inline: Vec<String>,
    /// Whether no settings file is looked for.
    pub isolated: bool,
    /// Where files are looked for.
    pub tree: Tree,
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
    /// The parameters of a file, by its absolute path.
    pub fn parameters(&self, current: &Path, file: &Path) -> Parameters {
        let folder = current.join(self.folder.as_deref().unwrap_or(Path::new("")));
        let folder = door::true_path(&folder).unwrap_or(folder);
        let parent = file.parent().and_then(|it| door::true_path(it).ok());
        let file = match (parent, file.file_name()) {
            (Some(parent), Some(name)) => parent.join(name),
            _ => file.to_owned(),
        };
        self.settings.parameters(Some((&folder, &file)))
    }

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

impl Found {
    /// Which rules are off in which files: what settings say, relative to their folder or else the root, and what the user says,
    /// relative to the current folder.
    pub fn per_file_ignores(
        &self,
        rules: &RuleOverrides,
        root: &Path,
        current: &Path,
    ) -> Result<PerFile, Error> {
        let folder = self.base(root, current);
        // Globs of the command line are relative to the current folder.
        let of_glob = |glob: &str| match self.is_given(&["lint", "per-file-ignores", glob]) {
            true => current,
            false => folder.as_path(),
        };
        let lint = rules.apply(&self.settings.lint);
        rules
            .per_file(&lint, &of_glob, current)
            .map_err(Error::usage)
    }

    /// The folder that globs of the settings file are relative to.
    pub fn base(&self, root: &Path, current: &Path) -> PathBuf {
        let folder = match &self.folder {
            Some(folder) => current.join(folder),
            None => root.to_owned(),
        };
        door::true_path(&folder).unwrap_or(folder)
    }
}

impl SettingsOverrides {
    /// Fails if the single settings are wrong whatever the settings files are.
    pub fn validate(&self) -> Result<(), Error> {
        self.merge(None).map(|_| ())
    }

    /// Whether the settings file of each file is looked for: none is named, and there is to be one.
    pub fn looks_for_files(&self) -> bool {
        !self.isolated && self.file.is_none()
    }

    /// The settings file for a file, by its absolute path.
    pub fn file(&self, file: &Path) -> Option<PathBuf> {
        match (&self.file, self.isolated) {
            (Some(path), _) => Some(path.clone()),
            (None, true) => None,
            (None, false) => find_settings_in(&*self.tree, file),
        }
    }

    /// Reads a settings file, the defaults without one, and what goes before them.
    pub fn read(&self, path: Option<PathBuf>) -> Result<Found, Error> {
        self.validate()?;
        let Some(path) = path else {
            let merged = self.merge(None)?;
            return Ok(Found {
                settings: merged.settings,
                given: merged.written,
                ..Found::default()
            });
        };
        let name = path.display().to_string();
        let bytes = match self.file {
            // What is named may be a pipe.
            Some(_) => door::read_named_or_stream(&path, door::LARGEST),
            None => self.read_found(&path),
        };
        let text = bytes.and_then(door::text);
        let text = text.map_err(|refusal| {
            Error::usage(format!("cannot read the settings `{name}`: {refusal}"))
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut merged = self.merge(Some(Layer::file(folder, &name, &text)))?;
        Ok(Found {
            settings: merged.settings,
            written: merged.written.remove(0),
            given: merged.written,
            folder: Some(folder.to_owned()),
            path: Some(path),
        })
    }

    /// The bytes of a settings file that was found, and not named.
    fn read_found(&self, path: &Path) -> Result<Vec<u8>, Refusal> {
        if let Some(checkout) = self.tree.link_out_of_checkout(path) {
            return Err(Refusal::Outside(checkout));
        }
        let resolved = self.tree.true_path(path);
        let resolved = resolved.map_err(|error| Refusal::of(&error))?;
        self.tree.read(&resolved, door::LARGEST)
    }

    /// Lays single settings over a file.
    fn merge(&self, file: Option<Layer>) -> Result<Merged, Error> {
        let current = std::env::current_dir().unwrap_or_default();
        let inline = self.inline.iter();
        let inline = inline.map(|text| Layer::inline(&current, ARGUMENT, text));
        let layers: Vec<Layer> = file.into_iter().chain(inline).collect();
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
            Error::settings(bad)
        })
    }
}

/// What is said of an argument that is no TOML: mostly the shell took the quotes.
const TOML: &str =
    "a setting is TOML: quote a string inside the shell's quotes, as in `--config 'root = \"..\"'`";
