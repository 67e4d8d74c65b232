//! What a site says of its scheduler.

use super::parameter::Parameters;
use super::tiers::Tiers;
use fancy_regex::Regex;
use std::fmt;
use std::sync::OnceLock;

/// The scheduler that the jobs are for: what its flags are, as far as the site says. See `scheduler/flag.rs`.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Whether jobs are checked for what fails after the client has accepted them.
    pub checks: bool,
    /// Whether every flag that is not set here is known to have the scheduler's default.
    pub assume_defaults: bool,
    /// The environments that jobs may have: a regular expression, as the flag `-allowed_job_environments` takes.
    pub environments: Option<Pattern>,
    /// The most instances of a job.
    pub max_instances: Option<i64>,
    /// The fewest instances of a job with an SLA policy that counts them.
    pub min_sla_instances: Option<i64>,
    /// The longest duration of an SLA policy, in seconds.
    pub max_sla_duration_secs: Option<i64>,
    /// The most failures of instances that an update may tolerate, over all instances.
    pub max_update_instance_failures: Option<i64>,
    /// The tiers.
    pub tiers: Option<Tiers>,
    /// The names of the executors.
    pub executors: Option<Vec<String>>,
    /// The types of containers that jobs may run in: `MESOS`, `DOCKER`.
    pub container_types: Option<Vec<String>>,
    /// Whether jobs may pass parameters to Docker.
    pub allow_docker_parameters: Option<bool>,
    /// Whether jobs may mount volumes.
    pub allow_container_volumes: Option<bool>,
    /// Whether jobs may use GPUs.
    pub allow_gpu_resource: Option<bool>,
    /// Whether jobs of tiers that are not for production may have an SLA policy.
    pub sla_aware_kill_non_prod: Option<bool>,
    /// Whether the scheduler accepts revocable resources, which jobs of revocable tiers need.
    pub receive_revocable_resources: Option<bool>,
    /// Whether the executor lets jobs choose the path that they are announced at.
    pub announcer_allow_custom_serverset_path: Option<bool>,
    /// The most characters of a role, an environment or a name.
    pub max_identifier_length: usize,
    /// How references begin that something outside of jobc resolves, so that they may stay open: `docker.image` stands for
    /// `{{docker.image[…][…]}}`. The setting is `names` under `[external]`.
    #[serde(skip, default = "default_externals")]
    pub externals: Vec<String>,
    /// Whether such references are errors nevertheless, because the jobs go to a scheduler as they are.
    #[serde(skip)]
    pub refuses_externals: bool,
    /// The names that the command line is going to bind. They are no limit of the scheduler's, and a table of their own in settings.
    #[serde(skip)]
    pub parameters: Parameters,
}

/// The only name that the client resolves by itself. The client: `docker_image_lookup`.
fn default_externals() -> Vec<String> {
    vec!["docker.image".to_owned()]
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            checks: true,
            assume_defaults: false,
            environments: None,
            max_instances: None,
            min_sla_instances: None,
            max_sla_duration_secs: None,
            max_update_instance_failures: None,
            tiers: None,
            executors: None,
            container_types: None,
            allow_docker_parameters: None,
            allow_container_volumes: None,
            allow_gpu_resource: None,
            sla_aware_kill_non_prod: None,
            receive_revocable_resources: None,
            announcer_allow_custom_serverset_path: None,
            max_identifier_length: 255,
            externals: default_externals(),
            refuses_externals: false,
            parameters: Parameters::default(),
        }
    }
}

impl Settings {
    /// The environments that jobs may have.
    pub fn environments(&self) -> &Pattern {
        static DEFAULT: OnceLock<Pattern> = OnceLock::new();
        let default = || DEFAULT.get_or_init(Pattern::default);
        self.environments.as_ref().unwrap_or_else(default)
    }

    /// The tiers.
    pub fn tiers(&self) -> &Tiers {
        self.tiers.as_ref().unwrap_or_else(|| Tiers::own())
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
            .map_err(|error| format!("`{source}` is not a regular expression: {error}"))?;
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
        assert_eq!(settings.max_instances, Some(10));
        assert_eq!(settings.min_sla_instances, None);
        let environments = settings.environments();
        assert!(environments.matches("qa") && !environments.matches("devel"));
        let again = serde_json::to_string(&settings).expect("settings are JSON");
        assert!(again.contains(r#""environments":"prod|qa""#), "{again}");
        assert!(serde_json::from_str::<Settings>(r#"{"max-instance": 10}"#).is_err());
        assert!(serde_json::from_str::<Settings>(r#"{"environments": "("}"#).is_err());
    }
}
