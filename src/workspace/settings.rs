//! `jobc.toml`: what a repository of configurations decides for itself.

use super::globs::Globs;
use super::layers::{self, Layer};
use super::{Environment, Passing};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::eval::{Language, Limits};
use crate::job::Parameters;
use crate::lint::{self, Selector};
use crate::source::{Ownership, SourceFile, Sources, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The settings, as they are written; see `docs/settings.md`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The folder outside of which nothing is read, relative to the settings file; its own folder if absent.
    pub root: Option<String>,
    /// The files that `check` looks for in folders: globs as in `.gitignore`, relative to the settings file; [`INCLUDE`] if absent.
    /// Files that end in `.json` are read as JSON.
    pub include: Option<Vec<String>>,
    /// Files that it leaves out, although `include` has them.
    pub exclude: Vec<String>,
    /// Files executed before every configuration, relative to the settings file.
    pub preludes: Vec<String>,
    /// Files that replace Python modules, by dotted name, relative to the settings file.
    pub modules: BTreeMap<String, String>,
    /// Bindings for every configuration, as `-E NAME=VALUE` makes them.
    pub bindings: BTreeMap<String, String>,
    /// What the language means where its versions differ.
    pub language: Language,
    /// References that something outside of jobc resolves.
    pub external: ExternalSettings,
    /// Names that the command line is going to bind.
    pub parameters: Parameters,
    /// Further ones for some files, by a glob as in `.gitignore`, relative to the settings file.
    pub per_file_parameters: BTreeMap<String, Parameters>,
    /// The limits of the scheduler that the jobs are for.
    pub scheduler: crate::job::Settings,
    /// Options of targets that are written in the language, by the name of the target.
    pub targets: BTreeMap<String, toml::Table>,
    /// Environment variables.
    pub env: EnvSettings,
    /// How much a configuration may use.
    pub limits: Limits,
    /// The rules of the linter.
    pub lint: lint::Settings,
}

/// The files that `check` looks for in folders unless settings say otherwise.
pub const INCLUDE: [&str; 4] = ["*.aurora", "*.aur", "*.thermos", "*.mesos"];

/// Environment variables that configurations may read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnvSettings {
    /// Names that may be read, `*` at the end for any rest; all if absent.
    pub allow: Option<Vec<String>>,
    /// Values that go before the process's own.
    pub values: BTreeMap<String, String>,
}

/// References that something outside of jobc resolves, such as a registry of images.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExternalSettings {
    /// How such references begin: `docker.image` stands for `{{docker.image[…][…]}}`. They may stay open, except in what is emitted for a
    /// scheduler.
    pub names: Vec<String>,
    /// A JSON file with values, relative to the settings file.
    pub lock: Option<String>,
    /// Values by reference, which go before those of the file.
    pub values: BTreeMap<String, String>,
}

impl Default for ExternalSettings {
    fn default() -> ExternalSettings {
        ExternalSettings {
            names: crate::job::Settings::default().externals,
            lock: None,
            values: BTreeMap::new(),
        }
    }
}

/// Why settings cannot be used.
pub struct BadSettings {
    /// The settings file alone.
    pub sources: Sources,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Settings {
    /// What evaluations start from, for settings that were found in `folder`.
    pub fn evaluation(&self, folder: &Path) -> crate::eval::Options {
        let inside = |path: &String| folder.join(path).display().to_string();
        let modules = self.modules.iter();
        crate::eval::Options {
            limits: self.limits.clone(),
            language: Language {
                module_path: self.language.module_path.iter().map(inside).collect(),
                ..self.language.clone()
            },
            preludes: self.preludes.iter().map(inside).collect(),
            modules: modules
                .map(|(name, path)| (name.clone(), inside(path)))
                .collect(),
            ..Default::default()
        }
    }

    /// The scheduler that jobs are for, and what is resolved outside of jobc.
    pub fn scheduler(&self) -> crate::job::Settings {
        crate::job::Settings {
            externals: self.external.names.clone(),
            ..self.scheduler.clone()
        }
    }

    /// Bindings for every configuration, in order: later ones win.
    pub fn all_bindings(&self) -> Vec<(String, String)> {
        let all = self.external.values.iter().chain(&self.bindings);
        all.map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// Reads settings; `name` is what messages call the file.
    pub fn parse(name: &str, text: &str) -> Result<Settings, Box<BadSettings>> {
        if text.len() > MOST_BYTES {
            return Err(Box::new(too_long(name)));
        }
        let settings: Settings =
            toml::from_str(text).map_err(|error| Box::new(explain(name, text, &error)))?;
        let unknown = settings.lint.selectors();
        let unknown: Vec<_> = unknown.iter().filter(|(_, it)| !it.is_known()).collect();
        match unknown.is_empty() {
            true => Ok(settings),
            false => Err(Box::new(explain_selectors(name, text, &unknown))),
        }
    }

    /// Reads settings with the files that they name; they are relative to `folder`.
    pub fn parse_in(folder: &Path, name: &str, text: &str) -> Result<Settings, Box<BadSettings>> {
        let layer = Layer::file(folder, name, text);
        layers::merge(&[layer]).map(|merged| merged.settings)
    }

    /// The globs of the files that `check` looks for.
    pub fn include(&self) -> Vec<&str> {
        match &self.include {
            Some(globs) => globs.iter().map(String::as_str).collect(),
            None => INCLUDE.to_vec(),
        }
    }

    /// The parameters of every file or of one: the folder that the settings were found in and the path of the file, both
    /// absolute. Invalid globs match nothing.
    pub fn parameters(&self, file: Option<(&Path, &Path)>) -> Parameters {
        let mut parameters = self.parameters.clone();
        if let Some((folder, file)) = file {
            for (glob, further) in &self.per_file_parameters {
                if Globs::new(folder, [glob.as_str()]).is_ok_and(|it| it.matches(file)) {
                    parameters.extend(further);
                }
            }
        }
        parameters
    }

    /// The folder outside of which nothing is read, for settings that were found in `folder`.
    pub fn root_in(&self, folder: &Path) -> PathBuf {
        match &self.root {
            Some(root) => folder.join(root),
            None => folder.to_owned(),
        }
    }

    /// The environment that the settings give to configurations.
    pub fn environment(&self) -> Environment {
        Environment {
            given: self.env.values.clone(),
            passing: match &self.env.allow {
                Some(names) => Passing::Only(names.clone()),
                None => Passing::All,
            },
        }
    }
}

/// Unknown rules that are reported: each is searched for in the text, and nobody reads thousands.
const MOST_EXPLAINED: usize = 100;

/// Says which rules there are not, each where the settings name it.
fn explain_selectors(name: &str, text: &str, unknown: &[&(&str, Selector)]) -> BadSettings {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new(name, text, Ownership::User));
    let explained = unknown.iter().take(MOST_EXPLAINED);
    let diagnostics = explained.map(|(setting, selector)| {
        let word = selector.0.as_str();
        let message = format!("unknown rule `{word}` in `lint.{setting}`");
        let start = place(text, word).unwrap_or(0);
        let span = Span::new(file, start, start + if start > 0 { word.len() } else { 0 });
        let diagnostic = Diagnostic::new(&codes::files::BAD_SETTINGS, message, span);
        match selector.nearest() {
            Some(near) => diagnostic.suggest(span, near),
            None => diagnostic.help("`jobc rule --all` lists them"),
        }
    });
    BadSettings {
        diagnostics: diagnostics.collect(),
        sources,
    }
}

/// The most bytes of a settings file. Its values take many times as much.
pub(super) const MOST_BYTES: usize = 4 << 20;

/// Says that a settings file is too long; its text is not kept.
fn too_long(name: &str) -> BadSettings {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new(name, "", Ownership::User));
    let message = format!("the settings have more than {MOST_BYTES} bytes");
    let span = Span::new(file, 0, 0);
    BadSettings {
        sources,
        diagnostics: vec![Diagnostic::new(&codes::files::BAD_SETTINGS, message, span)],
    }
}

/// Says why a file that settings name cannot be used, where they name it. `what` is what is in the file: "the clusters".
pub(super) fn explain_file(
    (name, text): (&str, &str),
    what: &str,
    path: &str,
    error: &str,
) -> BadSettings {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new(name, text, Ownership::User));
    let start = place(text, path);
    let length = start.map_or(0, |_| path.len());
    let start = start.unwrap_or(0);
    let message = format!("cannot use {what} in `{path}`: {error}");
    let span = Span::new(file, start, start + length);
    BadSettings {
        sources,
        diagnostics: vec![Diagnostic::new(&codes::files::BAD_SETTINGS, message, span)],
    }
}

/// Where a word stands in TOML: as a string, or as a key.
fn place(text: &str, word: &str) -> Option<usize> {
    let forms = [format!("\"{word}\""), format!("'{word}'")];
    let quoted = forms.iter().find_map(|form| text.find(form.as_str()));
    quoted.map(|at| at + 1).or_else(|| text.find(word))
}

/// Says why settings cannot be read, where that is.
pub(super) fn explain(name: &str, text: &str, error: &toml::de::Error) -> BadSettings {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new(name, text, Ownership::User));
    let range = error.span().unwrap_or(0..0);
    let span = Span::new(file, range.start.min(text.len()), range.end.min(text.len()));
    let message = error.message().trim_end_matches('.').to_owned();
    let diagnostic = match unknown_field(&message) {
        Some((field, expected)) => {
            let message = format!("unknown setting `{field}`");
            let diagnostic = Diagnostic::new(&codes::files::BAD_SETTINGS, message, span);
            match nearest(field, expected.iter().copied()) {
                Some(near) => diagnostic.suggest(span, near),
                None => diagnostic.help(format!("the settings are `{}`", expected.join("`, `"))),
            }
        }
        None => Diagnostic::new(&codes::files::BAD_SETTINGS, message, span),
    };
    BadSettings {
        sources,
        diagnostics: vec![diagnostic],
    }
}

/// The field and the fields that there are, out of serde's "unknown field `a`, expected one of `b`, `c`".
fn unknown_field(message: &str) -> Option<(&str, Vec<&str>)> {
    let rest = message.strip_prefix("unknown field `")?;
    let (field, rest) = rest.split_once('`')?;
    Some((field, rest.split('`').skip(1).step_by(2).collect()))
}
