//! Settings of the client: they go before those of `jobc.toml`, as the arguments of the command line do.

use crate::diagnostic::{Severity, nearest};
use crate::ide::HiddenHints;
use crate::lint::Selector;
use crate::workspace::settings::Settings;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What the client wants. What it says nothing of is as `jobc.toml` has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClientSettings {
    /// The settings file, in place of the nearest one.
    pub config: Option<String>,
    /// The rules that are on.
    select: Option<Vec<Selector>>,
    extend_select: Vec<Selector>,
    ignore: Vec<Selector>,
    severity: BTreeMap<String, Severity>,
    bindings: BTreeMap<String, String>,
    /// The environment variables that may be read.
    allow: Option<Vec<String>>,
    values: BTreeMap<String, String>,
    /// What is not shown although it could be.
    pub hidden: Hidden,
}

/// What is not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Inlay hints.
    pub hints: HiddenHints,
    /// Code lenses.
    pub lenses: bool,
}

/// All settings. The last two are the client's own: an extension sends them with the others.
const ALL: [&str; 14] = [
    "config",
    "lint.select",
    "lint.extendSelect",
    "lint.ignore",
    "lint.severity",
    "bindings",
    "env.allow",
    "env.values",
    "inlayHints.references",
    "inlayHints.sizes",
    "inlayHints.names",
    "codeLens",
    "path",
    "trace",
];

impl ClientSettings {
    /// Reads settings: those of a member `jobc` if there is one. What cannot be used is left out, and complained of.
    pub fn read(value: &Value) -> (ClientSettings, Vec<String>) {
        let mut reader = Reader::default();
        match value.get("jobc").unwrap_or(value) {
            Value::Object(members) => reader.members("", members),
            Value::Null => {}
            _ => reader.complain("settings", "must be an object"),
        }
        (reader.settings, reader.complaints)
    }

    /// Whether a client says anything at all with these settings: some send an empty object when they have none.
    pub fn says_something(value: &Value) -> bool {
        !value.is_null() && value.as_object().is_none_or(|it| !it.is_empty())
    }

    /// The settings of a file with those of the client before them.
    pub fn over(&self, mut settings: Settings) -> Settings {
        let lint = &mut settings.lint;
        if let Some(select) = &self.select {
            lint.select = Some(select.clone());
            lint.extend_select.clear();
            lint.ignore.clear();
        }
        lint.ignore.retain(|it| !self.extend_select.contains(it));
        lint.extend_select.extend_from_slice(&self.extend_select);
        lint.ignore.extend_from_slice(&self.ignore);
        lint.severity.extend(self.severity.clone());
        settings.bindings.extend(self.bindings.clone());
        settings.env.values.extend(self.values.clone());
        if let Some(allow) = &self.allow {
            settings.env.allow = Some(allow.clone());
        }
        settings
    }
}

#[derive(Default)]
struct Reader {
    settings: ClientSettings,
    complaints: Vec<String>,
}

/// Unknown rules that are reported: nobody reads thousands.
const MOST_EXPLAINED: usize = 100;

impl Reader {
    fn complain(&mut self, name: &str, words: &str) {
        self.complaints.push(format!("`{name}` {words}"));
    }

    fn members(&mut self, prefix: &str, members: &Map<String, Value>) {
        for (key, value) in members {
            let path = format!("{prefix}{}", camel_case(key));
            let group = format!("{path}.");
            match value {
                Value::Null => {}
                _ if ALL.contains(&path.as_str()) => self.setting(&path, value),
                Value::Object(inner) if ALL.iter().any(|it| it.starts_with(&group)) => {
                    self.members(&group, inner);
                }
                _ if ALL.iter().any(|it| it.starts_with(&group)) => {
                    self.complain(&path, "must be an object");
                }
                _ if path.starts_with("trace.") => {}
                _ => self.unknown(&path),
            }
        }
    }

    fn unknown(&mut self, path: &str) {
        // A name may be right and stand at the wrong place.
        let last = |name: &str| name.rsplit('.').next() == path.rsplit('.').next();
        let near = nearest(path, ALL).or_else(|| ALL.into_iter().find(|it| last(it)));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the settings are `{}`", ALL.join("`, `")),
        };
        self.complaints
            .push(format!("unknown setting `{path}`; {help}"));
    }

    fn setting(&mut self, path: &str, value: &Value) {
        match path {
            "config" => {
                if let Some(text) = self.value::<String>(path, value, "the path of a file") {
                    self.settings.config = Some(text).filter(|it| !it.is_empty());
                }
            }
            "lint.select" => self.settings.select = self.selectors(path, value),
            "lint.extendSelect" => {
                self.settings.extend_select = self.selectors(path, value).unwrap_or_default();
            }
            "lint.ignore" => {
                self.settings.ignore = self.selectors(path, value).unwrap_or_default();
            }
            "lint.severity" => {
                let expected = "codes with `info`, `warning` or `error`";
                let mut found: BTreeMap<String, Severity> =
                    self.value(path, value, expected).unwrap_or_default();
                found.retain(|code, _| self.is_rule(path, &Selector(code.clone())));
                self.settings.severity = found;
            }
            "bindings" => self.settings.bindings = self.texts(path, value),
            "env.values" => self.settings.values = self.texts(path, value),
            "env.allow" => self.settings.allow = self.value(path, value, "a list of names"),
            "path" | "trace" => {}
            _ => self.switch(path, value),
        }
    }

    fn switch(&mut self, path: &str, value: &Value) {
        let Some(is_shown) = self.value::<bool>(path, value, "`true` or `false`") else {
            return;
        };
        let hidden = &mut self.settings.hidden;
        match path {
            "inlayHints.references" => hidden.hints.references = !is_shown,
            "inlayHints.sizes" => hidden.hints.sizes = !is_shown,
            "inlayHints.names" => hidden.hints.names = !is_shown,
            _ => hidden.lenses = !is_shown,
        }
    }

    fn value<T: DeserializeOwned>(
        &mut self,
        path: &str,
        value: &Value,
        expected: &str,
    ) -> Option<T> {
        let read = serde_json::from_value(value.clone()).ok();
        if read.is_none() {
            self.complain(path, &format!("must be {expected}, not {value:.80}"));
        }
        read
    }

    fn texts(&mut self, path: &str, value: &Value) -> BTreeMap<String, String> {
        self.value(path, value, "names with strings")
            .unwrap_or_default()
    }

    fn selectors(&mut self, path: &str, value: &Value) -> Option<Vec<Selector>> {
        let mut found: Vec<Selector> = self.value(path, value, "a list of rules")?;
        found.retain(|it| self.is_rule(path, it));
        Some(found)
    }

    fn is_rule(&mut self, path: &str, selector: &Selector) -> bool {
        let is_known = selector.is_known();
        if !is_known && self.complaints.len() < MOST_EXPLAINED {
            let help = match selector.nearest() {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`jobc rule --all` lists them".to_owned(),
            };
            let word = &selector.0;
            let words = format!("names an unknown rule `{word}`; {help}");
            self.complain(path, &words);
        }
        is_known
    }
}

/// `extend-select`, as `jobc.toml` has it, in the words of editors.
fn camel_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut is_start = false;
    for character in name.chars() {
        match character {
            '-' => is_start = true,
            _ if is_start => {
                out.extend(character.to_uppercase());
                is_start = false;
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_form_is_read() {
        let nested = json!({"lint": {"extendSelect": ["L012"]}, "codeLens": false});
        let (settings, complaints) = ClientSettings::read(&nested);
        assert_eq!(complaints, [""; 0]);
        assert!(settings.hidden.lenses);
        assert_eq!(settings.extend_select, [Selector("L012".to_owned())]);
        for other in [
            json!({"jobc": nested, "python": {"x": 1}}),
            json!({"lint": {"extend-select": ["L012"], "select": null}, "codeLens": false}),
            json!({"lint.extendSelect": ["L012"], "codeLens": false, "path": "x", "trace": {"server": "off"}}),
        ] {
            assert_eq!(ClientSettings::read(&other), (settings.clone(), vec![]));
        }
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        for (value, expected) in [
            (
                json!({"lint": {"selct": []}}),
                "unknown setting `lint.selct`; did you mean `lint.select`?",
            ),
            (
                json!({"ignore": []}),
                "unknown setting `ignore`; did you mean `lint.ignore`?",
            ),
            (json!({"lint": ["J"]}), "`lint` must be an object"),
            (
                json!({"lint": {"select": "J"}}),
                "`lint.select` must be a list of rules, not \"J\"",
            ),
            (
                json!({"lint": {"ignore": ["unused-varable"]}}),
                "`lint.ignore` names an unknown rule `unused-varable`; did you mean `unused-variable`?",
            ),
            (
                json!({"lint": {"severity": {"J001": "bad"}}}),
                "`lint.severity` must be codes with `info`, `warning` or `error`, not {\"J001\":\"bad\"}",
            ),
            (
                json!({"inlayHints": {"sizes": 1}}),
                "`inlayHints.sizes` must be `true` or `false`, not 1",
            ),
            (json!(3), "`settings` must be an object"),
        ] {
            let (settings, complaints) = ClientSettings::read(&value);
            assert_eq!(complaints, [expected]);
            assert!(settings.ignore.is_empty());
        }
        let (_, complaints) = ClientSettings::read(&json!({"whatever": 1}));
        assert!(complaints[0].contains("the settings are `config`, `lint.select`"));
    }
}
