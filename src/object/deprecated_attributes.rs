//! Attributes that older schemas had, and what has replaced them.

/// What took the place of an attribute.
pub(super) enum Replacement {
    /// Another name for the same.
    Name(&'static str),
    /// Something else, in words.
    Words(&'static str),
}

use Replacement::{Name, Words};

/// Types, attributes that older clients knew, and what is written today. From the changes of Aurora's schema up to 0.23; `max_failures` is
/// what a task calls it.
const REPLACED: &[(&str, &str, Replacement)] = &[
    ("MesosJob", "daemon", Name("service")),
    ("MesosJob", "cron_policy", Name("cron_collision_policy")),
    (
        "MesosJob",
        "health_check_interval_secs",
        Words("write `health_check_config = HealthCheckConfig(interval_secs = …)`"),
    ),
    ("MesosJob", "max_failures", Name("max_task_failures")),
    (
        "MesosJob",
        "restart_threshold",
        Words(
            "leave it out: the scheduler decides by itself how long an instance may take to start",
        ),
    ),
    (
        "UpdateConfig",
        "restart_threshold",
        Words(
            "leave it out: the scheduler decides by itself how long an instance may take to start",
        ),
    ),
    (
        "HealthCheckConfig",
        "endpoint",
        Words(
            "write `health_checker = HealthCheckerConfig(http = HttpHealthChecker(endpoint = …))`",
        ),
    ),
    (
        "HealthCheckConfig",
        "expected_response",
        Words(
            "write `health_checker = HealthCheckerConfig(http = HttpHealthChecker(expected_response = …))`",
        ),
    ),
    (
        "HealthCheckConfig",
        "expected_response_code",
        Words(
            "write `health_checker = HealthCheckerConfig(http = HttpHealthChecker(expected_response_code = …))`",
        ),
    ),
    (
        "HealthCheckConfig",
        "shell_command",
        Words(
            "write `health_checker = HealthCheckerConfig(shell = ShellHealthChecker(shell_command = …))`",
        ),
    ),
    (
        "HealthCheckConfig",
        "type",
        Words(
            "leave it out: `health_checker` says by its own attribute, `http` or `shell`, how to check",
        ),
    ),
];

/// What has replaced an attribute of a type, if older clients had it.
pub(super) fn find(ty: &str, attribute: &str) -> Option<&'static Replacement> {
    REPLACED
        .iter()
        .find(|(owner, name, _)| *owner == ty && *name == attribute)
        .map(|(.., replacement)| replacement)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_old_clients_had_is_known() {
        assert!(matches!(
            find("MesosJob", "cron_policy"),
            Some(Name("cron_collision_policy"))
        ));
        assert!(matches!(
            find("UpdateConfig", "restart_threshold"),
            Some(Words(_))
        ));
        assert!(find("Process", "daemon").is_none());
    }
}
