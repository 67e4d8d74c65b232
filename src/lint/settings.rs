//! Which rules are on, how bad their findings are, and their thresholds.

use super::suppression::can_be_ignored;
use super::{Group, Rule, rules};
use crate::diagnostic::{Code, Severity, codes, nearest};
use std::collections::BTreeMap;

/// A choice of rules: a code, the start of codes, a rule's or group's name, or `ALL`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Selector(pub String);

impl Selector {
    /// Whether it names anything that there is.
    pub fn is_known(&self) -> bool {
        rules::all()
            .iter()
            .any(|rule| self.matches(&rule.code, Some(rule.group)).is_some())
            || codes::all().any(|code| self.matches(code, None).is_some())
    }

    /// Whether it names a code.
    pub fn selects(&self, code: &Code) -> bool {
        self.matches(code, rules::find(code.code).map(|rule| rule.group))
            .is_some()
    }

    /// Whether it names every code that another one names.
    pub fn covers(&self, other: &Selector) -> bool {
        let of_rules = rules::all().iter().map(|rule| &rule.code);
        let mut all = of_rules.chain(codes::all());
        all.all(|code| !other.selects(code) || self.selects(code))
    }

    /// The code, name or group that is written most alike.
    pub fn nearest(&self) -> Option<&'static str> {
        let of_rules = rules::all()
            .iter()
            .flat_map(|rule| [rule.code.code, rule.code.name, rule.group.name()]);
        let others = codes::all().flat_map(|code| [code.code, code.name]);
        nearest(&self.0, of_rules.chain(others).chain(["ALL"]))
    }

    /// How exactly it names a code: the longer the prefix, the more exactly; `None` if it does not.
    fn matches(&self, code: &Code, group: Option<Group>) -> Option<usize> {
        let text = self.0.as_str();
        if text == code.name || text.eq_ignore_ascii_case(code.code) {
            Some(usize::MAX)
        } else if text.eq_ignore_ascii_case("ALL") {
            Some(0)
        } else if group.is_some_and(|group| text == group.name()) {
            Some(1)
        } else if !text.is_empty() && code.code.starts_with(&text.to_ascii_uppercase()) {
            Some(text.len())
        } else {
            None
        }
    }
}

/// What the linter is told.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The rules that are on; those that are on by default, if absent.
    pub select: Option<Vec<Selector>>,
    /// Rules that are on in addition.
    pub extend_select: Vec<Selector>,
    /// Rules that are off. The more exact of two selectors wins, and `ignore` where both are the same.
    pub ignore: Vec<Selector>,
    /// How strict the rules are, before `severity`.
    pub preset: Preset,
    /// Severities that differ from the rule's own, by code or name.
    pub severity: BTreeMap<String, Severity>,
    /// Rules that are off in some files, by a glob as in `.gitignore`, relative to the settings file.
    pub per_file_ignores: BTreeMap<String, Vec<Selector>>,
    /// The numbers that rules compare with.
    pub thresholds: Thresholds,
    /// Whether and how shellcheck looks at command lines.
    pub shellcheck: ShellcheckSettings,
    /// Files with rules of the repository, relative to the settings file.
    pub custom_rules: Vec<String>,
    /// The same files, as they were read.
    #[serde(skip)]
    pub rule_files: Vec<RuleFile>,
}

/// A file with rules of a repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleFile {
    /// Its path, as the settings have it.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// How strict the rules are as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// Opinions are `info`, which fails no gate that did not ask for it.
    #[default]
    Standard,
    /// They are warnings.
    Strict,
}

/// Whether and how shellcheck looks at command lines.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ShellcheckSettings {
    /// Whether it is started.
    pub enabled: bool,
    /// Its own codes that are not wanted, such as `SC2086`.
    pub exclude: Vec<String>,
    /// How long it may take for the command lines of one file.
    pub milliseconds: u64,
}

impl Default for ShellcheckSettings {
    fn default() -> ShellcheckSettings {
        ShellcheckSettings {
            enabled: false,
            exclude: Vec::new(),
            milliseconds: 20_000,
        }
    }
}

/// The numbers that rules compare with.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Thresholds {
    /// The cores of the largest machine.
    pub machine_cpu: f64,
    /// The part of the memory that a Java heap may take, in per cent.
    pub heap_percent: f64,
    /// The clusters that there are; any, if empty.
    pub clusters: Vec<String>,
    /// A client's `clusters.json`, relative to the settings file, whose clusters there are beside these.
    pub clusters_file: Option<String>,
    /// How many short processes in a row are too many.
    pub short_processes: usize,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds {
            machine_cpu: 64.0,
            heap_percent: 90.0,
            clusters: Vec::new(),
            clusters_file: None,
            short_processes: 4,
        }
    }
}

impl Settings {
    /// Whether a rule is on.
    pub fn is_selected(&self, rule: &Rule) -> bool {
        let best = |selectors: &[Selector]| {
            selectors
                .iter()
                .filter_map(|selector| selector.matches(&rule.code, Some(rule.group)))
                .max()
        };
        let selected = match &self.select {
            Some(selectors) => best(selectors),
            None => rule.default.then_some(0),
        };
        match (selected.max(best(&self.extend_select)), best(&self.ignore)) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(selected), Some(ignored)) => selected > ignored,
        }
    }

    /// Whether `ignore` switches a code off that is no rule of the linter: a warning, or what only the scheduler rejects.
    pub fn is_ignored(&self, code: &Code) -> bool {
        can_be_ignored(code) && self.ignore.iter().any(|it| it.selects(code))
    }

    /// Every selector, with the name of the setting it stands in.
    pub fn selectors(&self) -> Vec<(&'static str, Selector)> {
        let lists = [
            ("select", self.select.as_deref().unwrap_or_default()),
            ("extend-select", &self.extend_select),
            ("ignore", &self.ignore),
        ];
        let per_file = self
            .per_file_ignores
            .values()
            .map(|list| ("per-file-ignores", list.as_slice()));
        let mut all: Vec<_> = lists
            .into_iter()
            .chain(per_file)
            .flat_map(|(name, list)| list.iter().map(move |it| (name, it.clone())))
            .collect();
        let severities = self.severity.keys();
        all.extend(severities.map(|code| ("severity", Selector(code.clone()))));
        all
    }

    /// Whether they say how bad the findings of a code are.
    pub fn sets(&self, code: &Code) -> bool {
        let set = [code.code, code.name];
        set.iter().any(|it| self.severity.contains_key(*it))
    }

    /// How bad a finding is.
    pub fn severity(&self, code: &Code) -> Severity {
        let set = self
            .severity
            .get(code.code)
            .or_else(|| self.severity.get(code.name));
        set.copied().unwrap_or_else(|| self.preset_severity(code))
    }

    fn preset_severity(&self, code: &Code) -> Severity {
        let is_opinion = code.severity == Severity::Info && rules::find(code.code).is_some();
        match self.preset {
            Preset::Strict if is_opinion => Severity::Warning,
            _ => code.severity,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules;

    fn selected(select: Option<&[&str]>, extend: &[&str], ignore: &[&str], name: &str) -> bool {
        let list = |items: &[&str]| {
            items
                .iter()
                .map(|item| Selector(item.to_string()))
                .collect::<Vec<_>>()
        };
        let settings = Settings {
            select: select.map(list),
            extend_select: list(extend),
            ignore: list(ignore),
            ..Settings::default()
        };
        let rule = rules::all()
            .iter()
            .find(|rule| rule.code.name == name)
            .expect("a rule of that name");
        settings.is_selected(rule)
    }

    #[test]
    fn the_more_exact_selector_wins() {
        let name = "missing-contact";
        assert!(selected(None, &[], &[], name));
        assert!(!selected(Some(&["T"]), &[], &[], name));
        assert!(selected(Some(&["J"]), &[], &[], name));
        assert!(selected(Some(&["jobs"]), &[], &[], name));
        assert!(selected(Some(&["T"]), &["missing-contact"], &[], name));
        assert!(!selected(None, &[], &["J"], name));
        assert!(selected(Some(&["missing-contact"]), &[], &["J"], name));
        assert!(!selected(Some(&["J"]), &[], &["J"], name));
        assert!(!selected(Some(&["ALL"]), &[], &["missing-contact"], name));
    }
}
