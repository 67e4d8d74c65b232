//! Which rules a user wants for one run.

use super::Error;
use crate::diagnostic::Diagnostic;
use crate::lint::{Selector, Settings, can_be_ignored};
use crate::source::Sources;
use crate::workspace::files::normalize;
use crate::workspace::globs::Globs;
use std::collections::BTreeMap;
use std::path::Path;

/// Which rules are on, whatever the settings say.
#[derive(Clone, Debug, Default)]
pub struct RuleOverrides {
    /// Only these, instead of everything that the settings choose.
    pub select: Option<Vec<Selector>>,
    /// Not these.
    pub ignore: Vec<Selector>,
    /// These too.
    pub extend_select: Vec<Selector>,
    /// Whether shellcheck looks at command lines.
    pub shellcheck: Option<bool>,
    /// Turn off a rule in files that match the glob.
    pub per_file_ignores: Vec<(String, Selector)>,
}

/// Rules that are off in some files.
pub type PerFile = Vec<(Globs, Vec<Selector>)>;

impl RuleOverrides {
    /// Fails if a rule is unknown.
    pub fn validate(&self) -> Result<(), Error> {
        let per_file = self.per_file_ignores.iter().map(|(_, rule)| rule);
        let all = self.select.iter().flatten().chain(&self.ignore);
        let mut all = all.chain(&self.extend_select).chain(per_file);
        match all.find(|selector| !selector.is_known()) {
            Some(selector) => {
                let help = match selector.nearest() {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`jobc rule --all` lists them".to_owned(),
                };
                let name = &selector.0;
                Err(Error::usage(format!("unknown rule `{name}`; {help}")))
            }
            None => Ok(()),
        }
    }

    /// Whether shellcheck was asked for, so that it has to be there.
    pub fn wants_shellcheck(&self) -> bool {
        self.shellcheck == Some(true)
    }

    /// The settings with what the user changes.
    pub fn apply(&self, settings: &Settings) -> Settings {
        let mut settings = settings.clone();
        if let Some(select) = &self.select {
            settings.select = Some(select.clone());
            settings.extend_select.clear();
            settings.ignore.clear();
        }
        // What the user says goes before the settings, however exact these are.
        let (selected, ignored) = (self.extend_select.clone(), self.ignore.clone());
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
        if let Some(enabled) = self.shellcheck {
            settings.shellcheck.enabled = enabled;
        }
        settings
    }

    /// Which rules are off in which files: the settings', relative to the folder of each glob, and the user's, relative to
    /// `current`.
    pub fn per_file<'a>(
        &self,
        settings: &Settings,
        folder: &dyn Fn(&str) -> &'a Path,
        current: &'a Path,
    ) -> Result<PerFile, String> {
        let mut given = BTreeMap::<&str, Vec<Selector>>::new();
        for (glob, rule) in &self.per_file_ignores {
            given.entry(glob).or_default().push(rule.clone());
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

    /// The names of the settings that they change, for `jobc config`.
    pub fn changed(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        if self.select.is_some() {
            names.extend(["lint.select", "lint.extend-select", "lint.ignore"]);
        }
        if self.shellcheck.is_some() {
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

/// Whether rules that are off in some files switch a finding off. Names of files are relative to `current`.
pub fn is_off(
    per_file: &PerFile,
    sources: &Sources,
    diagnostic: &Diagnostic,
    current: &Path,
) -> bool {
    if per_file.is_empty() || !can_be_ignored(diagnostic.code) {
        return false;
    }
    let file = &sources.get(diagnostic.primary.span.file).name;
    let path = normalize(&current.join(file));
    per_file.iter().any(|(globs, rules)| {
        rules.iter().any(|rule| rule.selects(diagnostic.code)) && globs.matches(&path)
    })
}
