//! What a scheduler's operator can set.

use fancy_regex::Regex;
use std::fmt;
use std::sync::OnceLock;

/// The limits of the scheduler that the jobs are for. The defaults are the scheduler's own.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The environments that jobs may have: a regular expression, as the scheduler's option `-allowed_job_environments` takes.
    pub environments: Pattern,
    /// The most instances of a job.
    pub max_instances: i64,
    /// The fewest instances of a job with an SLA policy of its own.
    pub min_sla_instances: i64,
    /// The names of the tiers.
    pub tiers: Vec<String>,
    /// The most characters of a role, an environment or a name.
    pub max_identifier_length: usize,
    /// References that something between compiler and cluster resolves, so that they may stay open: `docker.image` stands for
    /// `{{docker.image[…][…]}}` and all else that starts like it.
    pub external_references: Vec<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            environments: Pattern::default(),
            max_instances: 4000,
            min_sla_instances: 20,
            tiers: ["preferred", "preemptible", "revocable"]
                .map(String::from)
                .to_vec(),
            max_identifier_length: 255,
            external_references: ["docker.image", "packer"].map(String::from).to_vec(),
        }
    }
}

/// The environments that the scheduler takes unless it is told otherwise.
const DEFAULT: &str = r"prod|devel|test|staging\d*";

/// A regular expression that a whole text has to match.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern {
    source: String,
    /// Compiled at the first match: most runs need it for a job or two, some for none. `None` only if the default did not
    /// compile, which a test rules out.
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Whether all of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        if self.source == DEFAULT && ["prod", "devel", "test", "staging"].contains(&text) {
            // Compiling the expression takes longer than all else that is done for a job or two.
            return true;
        }
        self.regex
            .get_or_init(|| compile(&self.source).ok())
            .as_ref()
            .is_none_or(|regex| regex.is_match(text).unwrap_or(false))
    }

    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        &self.source
    }
}

impl Default for Pattern {
    fn default() -> Pattern {
        Pattern {
            source: DEFAULT.to_string(),
            regex: OnceLock::new(),
        }
    }
}

impl TryFrom<String> for Pattern {
    type Error = String;
    fn try_from(source: String) -> Result<Pattern, String> {
        let regex = compile(&source)
            .map_err(|error| format!("`{source}` is no regular expression: {error}"))?;
        Ok(Pattern {
            source,
            regex: OnceLock::from(Some(regex)),
        })
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> String {
        pattern.source
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.source)
    }
}

fn compile(source: &str) -> Result<Regex, fancy_regex::Error> {
    Regex::new(&format!("^(?:{source})$"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_environments() {
        let pattern = Pattern::default();
        assert!(compile(pattern.as_str()).is_ok());
        for (name, allowed) in [
            ("prod", true),
            ("devel", true),
            ("test", true),
            ("staging", true),
            ("staging17", true),
            ("stagingx", false),
            ("production", false),
            ("test1", false),
            ("", false),
        ] {
            assert_eq!(pattern.matches(name), allowed, "{name}");
        }
    }

    #[test]
    fn settings_are_read_and_written() {
        let text = r#"{"max-instances": 10, "environments": "prod|qa"}"#;
        let settings: Settings = serde_json::from_str(text).expect("valid settings");
        assert_eq!(settings.max_instances, 10);
        assert_eq!(settings.min_sla_instances, 20);
        assert!(settings.environments.matches("qa") && !settings.environments.matches("devel"));
        let again = serde_json::to_string(&settings).expect("settings are JSON");
        assert!(again.contains(r#""environments":"prod|qa""#), "{again}");
        assert!(serde_json::from_str::<Settings>(r#"{"max-instance": 10}"#).is_err());
        assert!(serde_json::from_str::<Settings>(r#"{"environments": "("}"#).is_err());
    }
}
