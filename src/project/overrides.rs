//! What a user sets for one run, above all settings files.

use super::Error;
use super::settings::{Found, SettingsOverrides};
use crate::compile::CompileOptions;
use crate::diagnostic::nearest;
use crate::eval::Limits;
use crate::job::Tiers;
use crate::stack::STACK_SIZE;
use crate::workspace::machine::address_space_left;
use crate::workspace::settings::Settings;
use crate::workspace::{DiskHost, Passing, find_root_in};
use std::path::{Path, PathBuf};

/// What a user sets for one run.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Bindings for every job, in order.
    pub bindings: Vec<(String, String)>,
    /// Whether every file is read as JSON, whatever its name.
    pub read_json: bool,
    /// Environment variables.
    pub env: Vec<(String, String)>,
    /// Whether the process's own environment is hidden.
    pub no_env: bool,
    /// The folder outside of which nothing is read.
    pub root: Option<PathBuf>,
    /// Files that are executed before every configuration.
    pub preludes: Vec<String>,
    /// Limits by name.
    pub limits: Vec<(String, String)>,
    /// Whether jobs are not checked for what the scheduler, an update or a machine would reject.
    pub no_scheduler_checks: bool,
    /// The tiers of the scheduler.
    pub tiers: Option<Tiers>,
    /// Which settings files are obeyed.
    pub settings: SettingsOverrides,
}

impl Overrides {
    /// What a file is compiled with under these settings; `name` is relative to `current`.
    pub fn prepare(
        &self,
        found: &Found,
        name: &str,
        current: &Path,
    ) -> Result<(CompileOptions, DiskHost), Error> {
        let options = self.options(&found.settings, found.folder.as_deref())?;
        let host = self.host(found, name, current, &options)?;
        Ok((options, host))
    }

    fn options(&self, settings: &Settings, folder: Option<&Path>) -> Result<CompileOptions, Error> {
        let folder = folder.unwrap_or(Path::new(""));
        let mut evaluation = settings.evaluation(folder);
        evaluation.preludes.extend(self.preludes.iter().cloned());
        evaluation.limits = self.limits(&settings.limits)?;
        let mut bindings = settings.all_bindings();
        bindings.extend(self.bindings.iter().cloned());
        let mut scheduler = settings.scheduler();
        scheduler.checks &= !self.no_scheduler_checks;
        scheduler.tiers = self.tiers.clone().or(scheduler.tiers);
        scheduler.parameters = settings.parameters(None);
        Ok(CompileOptions {
            evaluation,
            bindings,
            read_json: self.read_json,
            scheduler,
            keeps_resolutions: false,
        })
    }

    fn limits(&self, settings: &Limits) -> Result<Limits, Error> {
        // Through its written form, so that the names are those of the settings and written down in one place.
        let mut table = serde_json::to_value(settings).unwrap_or_default();
        for (name, number) in &self.limits {
            let Ok(number) = number.replace('_', "").parse::<u64>() else {
                let message = format!("the limit `{name}` must be an integer, not `{number}`");
                return Err(Error::usage(message));
            };
            match table.get_mut(name) {
                Some(limit) => *limit = number.into(),
                None => return Err(unknown_limit(name, &table)),
            }
        }
        let mut limits: Limits = serde_json::from_value(table)
            .map_err(|error| Error::usage(format!("a limit does not fit: {error}")))?;
        if let Some(left) = address_space_left() {
            // What is counted is less than what is taken.
            limits.memory = limits.memory.min(left.saturating_sub(STACK_SIZE) / 6);
        }
        Ok(limits)
    }

    fn host(
        &self,
        found: &Found,
        name: &str,
        current: &Path,
        options: &CompileOptions,
    ) -> Result<DiskHost, Error> {
        let settings = &found.settings;
        let tree = &self.settings.tree;
        let root = match (&self.root, found.folder.as_deref()) {
            (Some(root), _) => current.join(root),
            (None, Some(folder)) => current.join(settings.root_in(folder)),
            (None, None) => match &settings.root {
                Some(root) => current.join(root),
                None => find_root_in(&**tree, &current.join(name), current),
            },
        };
        let mut environment = settings.environment();
        if self.no_env {
            environment.passing = Passing::None;
        }
        environment.given.extend(self.env.iter().cloned());
        let size = options.evaluation.limits.file_size;
        let host = DiskHost::in_tree(tree.clone(), &root, current, environment, size);
        let mut host = host.map_err(|error| {
            Error::usage(format!("cannot use the root `{}`: {error}", root.display()))
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

fn unknown_limit(name: &str, table: &serde_json::Value) -> Error {
    let names: Vec<&str> = table
        .as_object()
        .into_iter()
        .flat_map(|table| table.keys().map(String::as_str))
        .collect();
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the limits are `{}`", names.join("`, `")),
    };
    Error::usage(format!("unknown limit `{name}`; {help}"))
}
