//! From arguments to a compilation: settings, the root, the environment, the input.

use super::exit::{Exit, Failure};
use super::settings::{Found, SettingsArguments};
use super::terminal::Terminal;
use crate::compile::{Compilation, CompileOptions, Input, compile};
use crate::diagnostic::nearest;
use crate::eval::Limits;
use crate::report::escape;
use crate::workspace::settings::Settings;
use crate::workspace::{DiskHost, Passing, find_root};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What every command that compiles takes.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Compiling")]
pub struct CompileArguments {
    /// Bind a name for `{{NAME}}` in every job; the value is text. May be repeated
    #[arg(short = 'E', long = "bind", value_name = "NAME=VALUE", value_parser = pair)]
    bindings: Vec<(String, String)>,
    /// The file is JSON: one job, or `{"jobs": […]}` as `jobc emit` writes it
    #[arg(short = 'j', long)]
    read_json: bool,
    /// What to call the standard input; includes are relative to it
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<String>,
    /// Set an environment variable for the configuration. May be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    env: Vec<(String, String)>,
    /// Hide the environment: only what `--env` and the settings give is set
    #[arg(long)]
    no_env: bool,
    /// Read nothing outside of this folder [default: where jobc.toml or .git is]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Execute a file with further definitions before the configuration. May be repeated
    #[arg(long = "prelude", value_name = "FILE")]
    preludes: Vec<String>,
    #[command(flatten)]
    settings: SettingsArguments,
    /// Change a limit, such as `statements=50000000`; `jobc rule E802` tells more. May be repeated
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = pair)]
    limits: Vec<(String, String)>,
}

/// Reads `NAME=VALUE`.
fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

/// A compiled file, and the host it was compiled with.
pub struct Loaded {
    /// What came out.
    pub compilation: Compilation,
    /// The world that the configuration saw.
    pub host: DiskHost,
}

impl CompileArguments {
    /// Compiles a file, `-` being the standard input.
    pub fn load(&self, file: &str, terminal: &Terminal) -> Result<Loaded, Failure> {
        let begin = std::time::Instant::now();
        let current = std::env::current_dir().map_err(|error| {
            Failure::new(
                Exit::Unreadable,
                format!("there is no current directory: {error}"),
            )
        })?;
        let name = match file {
            "-" => self.stdin_name(),
            file => file,
        };
        let found = self.settings.file(&current.join(name));
        let found = self.settings.read(found, terminal)?;
        let (options, mut host) = self.prepare(&found, name, &current)?;
        host.name_file(Path::new(name));
        let input = match file {
            "-" => Input::Text {
                name: name.to_owned(),
                bytes: standard_input(options.evaluation.limits.file_size)?,
            },
            _ => Input::File(file.to_owned()),
        };
        let mut compilation = compile(&input, &options, &host);
        if let (None, Some(diagnostic)) = (compilation.main, compilation.diagnostics.first_mut()) {
            diagnostic.help = what_is_meant(name);
        }
        terminal.printed(&compilation.output);
        if terminal.verbose {
            terminal.error(&format!(
                "{}: {} files read, {} jobs, {:.1} ms; root {}\n",
                escape::line(name),
                compilation.sources.iter().count(),
                compilation.jobs.len(),
                begin.elapsed().as_secs_f64() * 1e3,
                escape::line(&host.root().display().to_string()),
            ));
        }
        Ok(Loaded { compilation, host })
    }

    /// The arguments that say which settings are in force.
    pub(super) fn settings(&self) -> &SettingsArguments {
        &self.settings
    }

    /// What a file is compiled with under these settings.
    pub(super) fn prepare(
        &self,
        found: &Found,
        name: &str,
        current: &Path,
    ) -> Result<(CompileOptions, DiskHost), Failure> {
        let options = self.options(&found.settings, found.folder.as_deref())?;
        let host = self.host(found, name, current, &options)?;
        Ok((options, host))
    }

    /// Bindings and variables of the command line, for `jobc config`.
    pub(super) fn given(&self) -> impl Iterator<Item = (&'static str, &str, &str)> {
        let bindings = self.bindings.iter().map(|it| ("bindings", it));
        let variables = self.env.iter().map(|it| ("env.values", it));
        let limits = self.limits.iter().map(|it| ("limits", it));
        let all = bindings.chain(variables).chain(limits);
        all.map(|(table, (name, value))| (table, name.as_str(), value.as_str()))
    }

    /// Whether a name for standard input was given, which is then meant to be read.
    pub(super) fn names_stdin(&self) -> bool {
        self.stdin_filename.is_some()
    }

    /// The name that standard input stands for.
    pub(super) fn stdin_name(&self) -> &str {
        self.stdin_filename.as_deref().unwrap_or("<stdin>")
    }

    fn options(
        &self,
        settings: &Settings,
        folder: Option<&Path>,
    ) -> Result<CompileOptions, Failure> {
        let folder = folder.unwrap_or(Path::new(""));
        let mut evaluation = settings.evaluation(folder);
        evaluation.preludes.extend(self.preludes.iter().cloned());
        evaluation.limits = self.limits(&settings.limits)?;
        let mut bindings: Vec<(String, String)> = settings.bindings.clone().into_iter().collect();
        bindings.extend(self.bindings.iter().cloned());
        Ok(CompileOptions {
            evaluation,
            bindings,
            read_json: self.read_json,
            scheduler: settings.scheduler.clone(),
            keeps_resolutions: false,
        })
    }

    fn limits(&self, settings: &Limits) -> Result<Limits, Failure> {
        // Through its written form, so that the names are those of the settings and written down in one place.
        let mut table = serde_json::to_value(settings).unwrap_or_default();
        for (name, number) in &self.limits {
            let Ok(number) = number.replace('_', "").parse::<u64>() else {
                let message = format!("the limit `{name}` is a whole number, not `{number}`");
                return Err(Failure::new(Exit::Usage, message));
            };
            match table.get_mut(name) {
                Some(limit) => *limit = number.into(),
                None => return Err(unknown_limit(name, &table)),
            }
        }
        serde_json::from_value(table)
            .map_err(|error| Failure::new(Exit::Usage, format!("a limit does not fit: {error}")))
    }

    fn host(
        &self,
        found: &Found,
        name: &str,
        current: &Path,
        options: &CompileOptions,
    ) -> Result<DiskHost, Failure> {
        let settings = &found.settings;
        let root = match (&self.root, found.folder.as_deref()) {
            (Some(root), _) => current.join(root),
            (None, Some(folder)) => current.join(settings.root_in(folder)),
            (None, None) => match &settings.root {
                Some(root) => current.join(root),
                None => find_root(&current.join(name), current),
            },
        };
        let mut environment = settings.environment();
        if self.no_env {
            environment.passing = Passing::None;
        }
        environment.given.extend(self.env.iter().cloned());
        let size = options.evaluation.limits.file_size;
        let mut host = DiskHost::new(&root, current, environment, size).map_err(|error| {
            let message = format!("cannot use the root `{}`: {error}", root.display());
            Failure::new(Exit::Usage, message)
        })?;
        for prelude in &options.evaluation.preludes {
            host.name_file(Path::new(prelude));
        }
        for (_, file) in &options.evaluation.modules {
            host.name_file(Path::new(file));
        }
        Ok(host)
    }
}

/// What was probably meant by a file that cannot be read.
fn what_is_meant(name: &str) -> Option<String> {
    const KEYS: &str = "`inspect` takes a job's key before the file, `emit` and `list` behind it";
    if let Some(near) = near_file(Path::new(name)) {
        return Some(format!("did you mean `{near}`?"));
    }
    let is_key = name.contains('/') && Path::new(name).extension().is_none();
    (is_key && !Path::new(name).exists()).then(|| KEYS.to_owned())
}

/// A file in the same folder whose name comes near that of one that cannot be read.
pub(super) fn near_file(path: &Path) -> Option<String> {
    if path.exists() {
        return None;
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let near = nearest(
        path.file_name()?.to_str()?,
        names.iter().map(String::as_str),
    )?;
    Some(path.with_file_name(near).display().to_string())
}

fn unknown_limit(name: &str, table: &serde_json::Value) -> Failure {
    let names: Vec<&str> = table
        .as_object()
        .into_iter()
        .flat_map(|table| table.keys().map(String::as_str))
        .collect();
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the limits are `{}`", names.join("`, `")),
    };
    Failure::new(Exit::Usage, format!("there is no limit `{name}`; {help}"))
}

pub(super) fn standard_input(limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| {
            Failure::new(
                Exit::Unreadable,
                format!("cannot read standard input: {error}"),
            )
        })?;
    match bytes.len() as u64 > limit {
        true => Err(Failure::new(
            Exit::Unreadable,
            format!(
                "standard input is larger than {limit} bytes (E807); the limit is the setting `file-size`"
            ),
        )),
        false => Ok(bytes),
    }
}
