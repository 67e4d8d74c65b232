//! Words that other schedulers use for what an attribute of the schema means.

/// The words for an attribute, and the attributes that they may mean: the first that the type has. More than one name in a group is
/// offered as a choice.
const SYNONYMS: &[(&[&str], &[&str])] = &[
    (
        &["command", "cmd", "commands", "exec", "run", "script"],
        &["cmdline"],
    ),
    (
        &["memory", "mem", "memory_mb", "mem_limit", "ram_mb"],
        &["ram"],
    ),
    (
        &["cpus", "cores", "cpu_shares", "vcpus", "num_cpus"],
        &["cpu"],
    ),
    (
        &["storage", "disk_space", "disk_mb", "ephemeral_storage"],
        &["disk"],
    ),
    (&["gpus", "num_gpus"], &["gpu"]),
    (
        &[
            "replicas",
            "count",
            "shards",
            "num_instances",
            "instance_count",
            "copies",
            "scale",
        ],
        &["instances"],
    ),
    (&["owner", "team", "user"], &["role", "contact"]),
    (&["email", "mail", "maintainer", "oncall"], &["contact"]),
    (&["env", "stage"], &["environment"]),
    (&["datacenter", "dc", "zone", "region"], &["cluster"]),
    (&["schedule", "cron", "crontab"], &["cron_schedule"]),
    (
        &["concurrency_policy", "collision_policy"],
        &["cron_collision_policy"],
    ),
    (
        &[
            "retries",
            "max_retries",
            "attempts",
            "max_attempts",
            "backoff_limit",
        ],
        &["max_failures", "max_task_failures"],
    ),
    (&["concurrency", "parallelism"], &["max_concurrency"]),
    (
        &["grace_period", "kill_timeout", "stop_timeout"],
        &["finalization_wait"],
    ),
    (
        &[
            "healthcheck",
            "health_check",
            "health_checks",
            "liveness_probe",
        ],
        &["health_check_config"],
    ),
    (
        &[
            "update",
            "update_policy",
            "update_strategy",
            "rolling_update",
        ],
        &["update_config"],
    ),
    (&["labels", "tags", "annotations"], &["metadata"]),
    (
        &["node_selector", "affinity", "placement"],
        &["constraints"],
    ),
    (&["steps", "commands", "procs"], &["processes"]),
    (&["dependencies", "order", "ordering"], &["constraints"]),
    (&["requests", "limits"], &["resources"]),
    (&["interval", "period"], &["interval_secs"]),
    (&["timeout"], &["timeout_secs"]),
    (
        &["initial_delay", "initial_delay_seconds", "start_period"],
        &["initial_interval_secs"],
    ),
    (&["failure_threshold"], &["max_consecutive_failures"]),
    (&["success_threshold"], &["min_consecutive_successes"]),
];

/// The attributes of a type that a word may mean; `has` tells whether the type has an attribute.
pub(super) fn meant_by(word: &str, has: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let word = word.to_lowercase().replace('-', "_");
    let groups = SYNONYMS
        .iter()
        .filter(|(words, _)| words.contains(&word.as_str()));
    let meant = groups.map(|(_, meant)| meant.iter().copied().filter(|it| has(it)).collect());
    let mut meant = meant.filter(|it: &Vec<&str>| !it.is_empty());
    meant.next().unwrap_or_default()
}

/// What to write for a word that no single attribute stands for.
const WORDS: &[(&[&str], &str, &str)] = &[
    (
        &["depends_on", "requires", "after", "needs"],
        "Process",
        "order the processes in the task: `constraints = order('first', 'second')`",
    ),
    (
        &["env", "environ", "environment", "env_vars"],
        "Process",
        "set variables in the command line: `cmdline = 'NAME=value command'`",
    ),
    (
        &["image", "docker", "docker_image"],
        "MesosJob",
        "write `container = Docker(image = '…')`",
    ),
    (
        &["image", "docker", "docker_image", "container"],
        "Task",
        "set it in the job: `container = Docker(image = '…')`",
    ),
    (
        &["port", "ports"],
        "*",
        "a process requests a port by its name: `{{thermos.ports[http]}}`",
    ),
];

/// What to do instead, where a word stands for more than an attribute.
pub(super) fn advice(ty: &str, word: &str) -> Option<&'static str> {
    let is_meant =
        |of: &str| of == ty || of == "*" && matches!(ty, "MesosJob" | "Task" | "Process");
    let found = WORDS
        .iter()
        .find(|(words, of, _)| is_meant(of) && words.contains(&word));
    found.map(|(.., advice)| *advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_what_the_type_has() {
        let job =
            |name: &str| matches!(name, "role" | "contact" | "instances" | "max_task_failures");
        for (word, meant) in [
            ("replicas", &["instances"][..]),
            ("owner", &["role", "contact"]),
            ("Max-Retries", &["max_task_failures"]),
            ("memory", &[]),
            ("instances", &[]),
        ] {
            assert_eq!(meant_by(word, job), meant, "{word}");
        }
    }

    #[test]
    fn no_attribute_is_a_word_for_another() {
        for (words, attributes) in SYNONYMS {
            for attribute in *attributes {
                assert!(!words.contains(attribute), "{attribute}");
            }
        }
    }
}
