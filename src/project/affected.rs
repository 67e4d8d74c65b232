//! What the changes since a revision can affect, for `--changed-since`.

use super::{Error, Plan, Target};
use crate::workspace::SETTINGS_FILE;
use crate::workspace::changed::{Changes, changed_since};
use crate::workspace::checked::Checked;
use crate::workspace::files::normalize;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// What changed, and which files it affects by way of their settings.
pub struct Affected {
    changes: Changes,
    current: PathBuf,
    /// Whether the settings of a file changed, by its name.
    by_settings: FxHashMap<String, bool>,
}

impl Affected {
    /// What the changes since a revision affect of a plan. `looks_for_settings` tells whether settings files are looked for.
    pub fn since(revision: &str, plan: &Plan, looks_for_settings: bool) -> Result<Affected, Error> {
        let changes = changed_since(revision, &plan.current).map_err(Error::usage)?;
        let mut affected = Affected {
            changes,
            current: plan.current.clone(),
            by_settings: FxHashMap::default(),
        };
        let by_plan: Vec<bool> = (0..plan.circumstances.len())
            .map(|index| affected.is_any(&named(plan, index)))
            .collect();
        let mut by_folder = FxHashMap::<PathBuf, bool>::default();
        for target in &plan.targets {
            let folder = target.path.parent().unwrap_or(&plan.current);
            let is_changed = by_plan[target.circumstances]
                || looks_for_settings
                    && *by_folder.entry(folder.to_owned()).or_insert_with(|| {
                        affected.is_any(&settings_files(plan, target, affected.changes.top()))
                    });
            affected.by_settings.insert(target.name.clone(), is_changed);
        }
        Ok(affected)
    }

    /// Whether the changes can affect what was found in a file: they are in it, in what it read or looked for, or in its settings.
    pub fn has(&self, checked: &Checked) -> bool {
        self.by_settings.get(&checked.name) == Some(&true)
            || checked.depends_on(|path| self.changes.contains(path), &self.current)
    }

    fn is_any(&self, paths: &[PathBuf]) -> bool {
        let mut paths = paths.iter().map(|path| normalize(&self.current.join(path)));
        paths.any(|path| self.changes.contains(&path))
    }
}

/// The settings file of some targets, and all files that it names.
fn named(plan: &Plan, index: usize) -> Vec<PathBuf> {
    let circumstances = &plan.circumstances[index];
    let found = &circumstances.found;
    let folder = found.folder.as_deref().unwrap_or(Path::new(""));
    let clusters = found.settings.lint.thresholds.clusters_file.as_ref();
    let rules = &found.settings.lint.custom_rules;
    let judging = clusters.into_iter().chain(rules);
    let judging = judging.map(|path| folder.join(path));
    let evaluation = &circumstances.options.evaluation;
    let preludes = evaluation.preludes.iter().map(PathBuf::from);
    let modules = evaluation.modules.iter();
    let modules = modules.map(|(_, path)| PathBuf::from(path));
    let file = found.path.iter().cloned();
    file.chain(judging).chain(preludes).chain(modules).collect()
}

/// Where a settings file of a target would be: one that is gone, or did not count before, affects it as well.
fn settings_files(plan: &Plan, target: &Target, top: &Path) -> Vec<PathBuf> {
    let found = &plan.circumstances[target.circumstances].found;
    let last = found.folder.as_deref().unwrap_or(top);
    let mut files = Vec::new();
    for folder in target.path.ancestors().skip(1) {
        files.push(folder.join(SETTINGS_FILE));
        if folder == last {
            break;
        }
    }
    files
}
