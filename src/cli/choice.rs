//! The arguments that choose rules.

use super::exit::{Exit, Failure};
use crate::lint::{Selector, Settings};
use crate::workspace::globs::Globs;
use std::collections::BTreeMap;
use std::path::Path;

/// Which rules are on.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Rules")]
pub struct RuleArguments {
    /// Only these rules, whatever the settings choose: codes, starts of codes, names, groups, or ALL
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Option<Vec<String>>,
    /// Not these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// These rules too
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    extend_select: Vec<String>,
    /// Let shellcheck look at command lines, too
    #[arg(long, overrides_with = "no_shellcheck")]
    shellcheck: bool,
    /// Do not, whatever the settings say
    #[arg(long, overrides_with = "shellcheck")]
    no_shellcheck: bool,
    /// Not this rule in files that match the glob
    #[arg(long, value_name = "GLOB:RULE", value_delimiter = ',', value_parser = pair)]
    per_file_ignores: Vec<(String, String)>,
}

/// Reads `GLOB:RULE`.
fn pair(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once(':') {
        Some((glob, rule)) if !glob.is_empty() && !rule.is_empty() => {
            Ok((glob.to_owned(), rule.to_owned()))
        }
        _ => Err("expected GLOB:RULE".to_owned()),
    }
}

/// Rules that are off in some files.
pub type PerFile = Vec<(Globs, Vec<Selector>)>;

impl RuleArguments {
    /// Fails if a rule is named that there is not.
    pub fn validate(&self) -> Result<(), Failure> {
        let per_file = self.per_file_ignores.iter().map(|(_, rule)| rule);
        let all = self.select.iter().flatten().chain(&self.ignore);
        for name in all.chain(&self.extend_select).chain(per_file) {
            let selector = Selector(name.clone());
            if !selector.is_known() {
                let help = match selector.nearest() {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`jobc rule --all` lists them".to_owned(),
                };
                let message = format!("there is no rule `{name}`; {help}");
                return Err(Failure::new(Exit::Usage, message));
            }
        }
        Ok(())
    }

    /// Whether shellcheck was asked for, so that it has to be there.
    pub fn wants_shellcheck(&self) -> bool {
        self.shellcheck
    }

    /// The settings with what the arguments change.
    pub fn apply(&self, settings: &Settings) -> Settings {
        let mut settings = settings.clone();
        let selectors = |names: &[String]| names.iter().cloned().map(Selector).collect::<Vec<_>>();
        if let Some(select) = &self.select {
            settings.select = Some(selectors(select));
            settings.extend_select.clear();
            settings.ignore.clear();
        }
        // What the command line says goes before the settings, however exact these are.
        let (selected, ignored) = (selectors(&self.extend_select), selectors(&self.ignore));
        let is_covered = |it: &Selector, by: &[Selector]| by.iter().any(|by| by.covers(it));
        settings.ignore.retain(|it| !is_covered(it, &selected));
        if self.select.is_none() {
            if let Some(select) = &mut settings.select {
                select.retain(|it| !is_covered(it, &ignored));
            }
            settings
                .extend_select
                .retain(|it| !is_covered(it, &ignored));
        }
        settings.extend_select.extend(selected);
        settings.ignore.extend(ignored);
        settings.shellcheck.enabled |= self.shellcheck;
        settings.shellcheck.enabled &= !self.no_shellcheck;
        settings
    }

    /// Which rules are off in which files: the settings', relative to the folder of each glob, and the arguments', relative
    /// to `current`.
    pub fn per_file<'a>(
        &self,
        settings: &Settings,
        folder: &dyn Fn(&str) -> &'a Path,
        current: &'a Path,
    ) -> Result<PerFile, String> {
        let mut given = BTreeMap::<&str, Vec<Selector>>::new();
        for (glob, rule) in &self.per_file_ignores {
            given.entry(glob).or_default().push(Selector(rule.clone()));
        }
        let settings = settings.per_file_ignores.iter();
        let settings = settings.map(|(glob, rules)| (folder(glob), glob.as_str(), rules.clone()));
        let given = given
            .into_iter()
            .map(|(glob, rules)| (current, glob, rules));
        settings
            .chain(given)
            .map(|(folder, glob, rules)| Ok((Globs::new(folder, [glob])?, rules)))
            .collect()
    }

    /// The settings that arguments change, for `jobc config`.
    pub fn changed(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        if self.select.is_some() {
            names.extend(["lint.select", "lint.extend-select", "lint.ignore"]);
        }
        if self.shellcheck || self.no_shellcheck {
            names.push("lint.shellcheck.enabled");
        }
        if !self.ignore.is_empty() {
            names.push("lint.ignore");
        }
        if !self.extend_select.is_empty() {
            names.push("lint.extend-select");
        }
        names
    }
}
