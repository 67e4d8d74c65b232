//! The targets that jobc has, written in the language itself (`stdlib/targets`).

/// A target.
#[derive(Clone, Debug)]
pub struct TargetFile {
    /// What it is called: `script`, or the path as the user wrote it.
    pub name: String,
    /// Its path; includes are relative to it.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Whether it is part of jobc.
    pub is_own: bool,
}

/// The helpers that every target has, each with their path.
pub const HELPERS: &[(&str, &str)] = &[
    (
        "stdlib/targets/helpers.aurora",
        include_str!("../../stdlib/targets/helpers.aurora"),
    ),
    (
        "stdlib/targets/runner.aurora",
        include_str!("../../stdlib/targets/runner.aurora"),
    ),
    (
        "stdlib/targets/containers.aurora",
        include_str!("../../stdlib/targets/containers.aurora"),
    ),
];

/// The targets by name, each with what it is and its text.
pub const BUILTIN: &[(&str, &str, &str)] = &[
    (
        "script",
        "A bash program that runs the task of the job on this machine, as Thermos does",
        include_str!("../../stdlib/targets/script.aurora"),
    ),
    (
        "thermos",
        "The task of the job, for the runner of Thermos",
        include_str!("../../stdlib/targets/thermos.aurora"),
    ),
    (
        "harpoon",
        "A JobConfig for harpoon",
        include_str!("../../stdlib/targets/harpoon.aurora"),
    ),
    (
        "kubernetes",
        "A Deployment, StatefulSet, Job or CronJob of Kubernetes, with what it needs",
        include_str!("../../stdlib/targets/kubernetes.aurora"),
    ),
    (
        "nomad",
        "A job of Nomad: JSON for its API, or HCL",
        include_str!("../../stdlib/targets/nomad.aurora"),
    ),
    (
        "compose",
        "A project of docker compose that runs the job on one machine",
        include_str!("../../stdlib/targets/compose.aurora"),
    ),
    (
        "systemd",
        "Units of systemd and the script that they run",
        include_str!("../../stdlib/targets/systemd.aurora"),
    ),
];

impl TargetFile {
    /// One that jobc has.
    pub fn own(name: &str) -> Option<TargetFile> {
        let (name, _, text) = BUILTIN.iter().find(|(it, ..)| *it == name)?;
        Some(TargetFile {
            name: (*name).to_owned(),
            path: format!("stdlib/targets/{name}.aurora"),
            text: (*text).to_owned(),
            is_own: true,
        })
    }
}
