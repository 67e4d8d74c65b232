//! From arguments to a compilation: settings, the root, the environment, the input.

use super::exit::{Exit, Failure};
use super::settings::SettingsArguments;
use super::terminal::Terminal;
use crate::backstop;
use crate::compile::{Compilation, CompileOptions, Input, compile};
use crate::diagnostic::Diagnostic;
use crate::job::{Parameters, Tiers};
use crate::project::{Overrides, RuleOverrides, is_off, standard_input};
use crate::report::escape;
use crate::workspace::DiskHost;
use crate::workspace::door;
use crate::workspace::files::near_file;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What every command that compiles takes.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Compiling")]
pub struct CompileArguments {
    /// Bind `{{NAME}}` to a string in every job. May be repeated
    #[arg(short = 'E', long = "bind", value_name = "NAME=VALUE", value_parser = pair)]
    bindings: Vec<(String, String)>,
    /// Read every file as JSON, not only `*.json`: one job, or `{"jobs": […]}` as written by `jobc emit`
    #[arg(short = 'j', long)]
    read_json: bool,
    /// The name of standard input; includes are relative to it
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<String>,
    /// Set an environment variable for the configuration. May be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    env: Vec<(String, String)>,
    /// Hide the environment, except for variables set by `--env` and the settings
    #[arg(long)]
    no_env: bool,
    /// Read nothing outside of this folder [default: the folder with jobc.toml or .git]
    #[arg(long, value_name = "DIR", env = "JOBC_ROOT", hide_env = true)]
    root: Option<PathBuf>,
    /// Execute a file with definitions before the configuration. May be repeated
    #[arg(long = "prelude", value_name = "FILE")]
    preludes: Vec<String>,
    #[command(flatten)]
    settings: SettingsArguments,
    /// Do not check what the scheduler, an update or a machine would reject: E6xx
    #[arg(long)]
    no_scheduler_checks: bool,
    /// Fill in tier and production as the client does, with `default` tiers or the scheduler's tier file
    #[arg(long, value_name = "default|FILE", value_parser = tiers)]
    tiers: Option<Tiers>,
    /// Change a limit, such as `statements=50000000`; see `jobc rule E802`. May be repeated
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = pair)]
    limits: Vec<(String, String)>,
}

/// Reads `NAME=VALUE`.
pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

/// Reads the tiers of a scheduler.
fn tiers(name: &str) -> Result<Tiers, String> {
    if name == "default" {
        return Ok(Tiers::own().clone());
    }
    let text = door::read_named(Path::new(name), door::LARGEST).and_then(door::text);
    let text = text.map_err(|refusal| format!("cannot read `{name}`: {refusal}"))?;
    Tiers::parse(&text).map_err(|error| format!("cannot use the tiers in `{name}`: {error}"))
}

/// A compiled file, and the host it was compiled with.
pub struct Loaded {
    /// The file, as messages call it.
    pub name: String,
    /// Whether it was read as JSON.
    pub is_json: bool,
    /// What came out.
    pub compilation: Compilation,
    /// The world that the configuration saw.
    pub host: DiskHost,
    /// The findings that settings and comments do not turn off.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether jobs were checked for what the scheduler would reject.
    pub checks_scheduler: bool,
    /// The tiers of the scheduler, if the site says what they are.
    pub tiers: Option<Tiers>,
    /// Options of targets, by the name of the target.
    pub targets: BTreeMap<String, toml::Table>,
    /// The names that the command line may leave open for `check`.
    pub parameters: Parameters,
}

impl CompileArguments {
    /// Compiles a file, `-` being the standard input.
    pub fn load(&self, file: &str, terminal: &Terminal) -> Result<Loaded, Failure> {
        self.load_with(file, terminal, |_| {})
    }

    /// The same with other options than those of the command line and the settings.
    pub fn load_with(
        &self,
        file: &str,
        terminal: &Terminal,
        change: impl FnOnce(&mut CompileOptions),
    ) -> Result<Loaded, Failure> {
        let begin = std::time::Instant::now();
        let current = std::env::current_dir().map_err(|error| {
            Failure::new(
                Exit::Unreadable,
                format!("cannot find the current directory: {error}"),
            )
        })?;
        let name = match file {
            "-" => self.stdin_name(),
            file => file,
        };
        let overrides = self.overrides()?;
        let found = overrides.settings.file(&current.join(name));
        let found = overrides.settings.read(found)?;
        let (mut options, mut host) = overrides.prepare(&found, name, &current)?;
        options.scheduler.parameters = found.parameters(&current, &current.join(name));
        change(&mut options);
        host.name_file(Path::new(name));
        options.read_json |= name.ends_with(".json");
        let input = match file {
            "-" => Input::Text {
                name: name.to_owned(),
                bytes: standard_input(options.evaluation.limits.file_size)?,
            },
            _ => Input::File(file.to_owned()),
        };
        let watched = backstop::watch(name, &options.evaluation.limits, Duration::ZERO);
        let mut compilation = compile(&input, &options, &host);
        drop(watched);
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
        let mut diagnostics = compilation.reported(&found.settings.lint);
        let per_file = found.per_file_ignores(&RuleOverrides::default(), host.root(), &current)?;
        let sources = &compilation.sources;
        diagnostics.retain(|it| !is_off(&per_file, sources, it, &current));
        Ok(Loaded {
            name: name.to_owned(),
            is_json: options.read_json,
            compilation,
            host,
            diagnostics,
            checks_scheduler: options.scheduler.checks,
            tiers: options.scheduler.tiers,
            targets: found.settings.targets.clone(),
            parameters: options.scheduler.parameters,
        })
    }

    /// What they ask for; fails if they contradict each other.
    pub(super) fn overrides(&self) -> Result<Overrides, Failure> {
        Ok(Overrides {
            bindings: self.bindings.clone(),
            read_json: self.read_json,
            env: self.env.clone(),
            no_env: self.no_env,
            root: self.root.clone(),
            preludes: self.preludes.clone(),
            limits: self.limits.clone(),
            settings: self.settings.overrides()?,
            no_scheduler_checks: self.no_scheduler_checks,
            tiers: self.tiers.clone(),
        })
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

    /// The name of standard input.
    pub(super) fn stdin_name(&self) -> &str {
        self.stdin_filename.as_deref().unwrap_or("<stdin>")
    }
}

/// What was probably meant by a file that cannot be read.
fn what_is_meant(name: &str) -> Option<String> {
    const KEYS: &str = "to choose jobs by their keys, also name the configuration";
    if let Some(near) = near_file(Path::new(name)) {
        return Some(format!("did you mean `{near}`?"));
    }
    let is_key = name.contains('/') && Path::new(name).extension().is_none();
    (is_key && !door::exists(Path::new(name))).then(|| KEYS.to_owned())
}
