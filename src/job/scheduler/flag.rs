//! The flags of scheduler and executor that decide what they accept.

use crate::diagnostic::{Diagnostic, Severity};
use crate::job::Settings;

/// A flag that an operator can set, and what settings call it.
#[derive(Debug)]
pub struct Flag {
    /// Its name, with dashes: `-allow_gpu_resource`.
    pub name: &'static str,
    /// Its default, as it would be written on the command line.
    pub default: &'static str,
    /// The setting under `[scheduler]` in `jobc.toml` that says what it is.
    pub setting: &'static str,
    is_set: fn(&Settings) -> bool,
}

impl Flag {
    /// Whether the site says what this flag is.
    pub fn is_known(&self, settings: &Settings) -> bool {
        settings.assume_defaults || (self.is_set)(settings)
    }
}

/// Declares flags: name, default, setting, field of [`Settings`].
macro_rules! flags {
    ($($ident:ident = $name:literal $default:literal $setting:literal $field:ident;)+) => {
        $(
            pub(super) static $ident: Flag = Flag {
                name: $name,
                default: $default,
                setting: $setting,
                is_set: |settings| settings.$field.is_some(),
            };
        )+

        /// Every flag that a check depends on.
        pub static FLAGS: &[&Flag] = &[$(&$ident),+];
    };
}

flags! {
    ENVIRONMENTS = "-allowed_job_environments" "^(prod|devel|test|staging\\d*)$" "environments" environments;
    MAX_INSTANCES = "-max_tasks_per_job" "4000" "max-instances" max_instances;
    TIERS = "-tier_config" "preferred, preemptible, revocable" "tiers" tiers;
    EXECUTORS = "-custom_executor_config" "AuroraExecutor" "executors" executors;
    CONTAINER_TYPES = "-allowed_container_types" "MESOS" "container-types" container_types;
    DOCKER_PARAMETERS = "-allow_docker_parameters" "false" "allow-docker-parameters" allow_docker_parameters;
    VOLUMES = "-allow_container_volumes" "false" "allow-container-volumes" allow_container_volumes;
    GPU = "-allow_gpu_resource" "false" "allow-gpu-resource" allow_gpu_resource;
    SLA_NON_PRODUCTION = "-sla_aware_kill_non_prod" "false" "sla-aware-kill-non-prod" sla_aware_kill_non_prod;
    SLA_INSTANCES = "-min_required_instances_for_sla_check" "20" "min-sla-instances" min_sla_instances;
    SLA_DURATION = "-max_sla_duration_secs" "2hrs" "max-sla-duration-secs" max_sla_duration_secs;
    UPDATE_FAILURES = "-max_update_instance_failures" "20000" "max-update-instance-failures" max_update_instance_failures;
    REVOCABLE = "-receive_revocable_resources" "false" "receive-revocable-resources" receive_revocable_resources;
    ZK_PATH = "--announcer-allow-custom-serverset-path" "false" "announcer-allow-custom-serverset-path" announcer_allow_custom_serverset_path;
}

/// Makes a finding that depends on flags with unknown values an `info` that names them.
pub(super) fn soften(diagnostic: &mut Diagnostic, unknown: &[&Flag]) {
    diagnostic.severity = Severity::Info;
    diagnostic.message.insert_str(0, "by default, ");
    let flags: Vec<String> = unknown
        .iter()
        .map(|flag| format!("`{}` (default `{}`)", flag.name, flag.default))
        .collect();
    let settings: Vec<String> = unknown
        .iter()
        .map(|flag| format!("`{}`", flag.setting))
        .collect();
    let flags = match flags.as_slice() {
        [flag] => format!("the flag {flag} decides"),
        flags => format!("the flags {} decide", flags.join(" and ")),
    };
    let help = format!(
        "{flags}: set {} under `[scheduler]` in `jobc.toml`",
        settings.join(" and ")
    );
    diagnostic.help = Some(match diagnostic.help.take() {
        Some(before) if before.ends_with('?') => format!("{before} If not, {help}"),
        Some(before) => format!("{before}; {help}"),
        None => help,
    });
}
