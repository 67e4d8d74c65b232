//! Rules about jobs.

mod batch_size_above_instances;
mod container_wrapper;
mod cron_every_minute;
pub mod custom_rule;
mod doubtful_constraint;
mod duplicate_job_key;
mod duplicate_metadata;
mod facts;
mod health_check_without_port;
mod impossible_health_check;
mod inactive_hooks;
mod lifecycle_without_port;
mod max_task_failures;
mod missing_contact;
mod portmap_without_process;
mod production_attribute;
mod production_without_health_check;
mod production_without_spread;
mod short_watch;
mod single_production_instance;
#[cfg(test)]
mod tests;
mod unknown_cluster;
mod unknown_hook_method;

use crate::lint::Rule;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &missing_contact::RULE,
    &single_production_instance::RULE,
    &production_without_health_check::RULE,
    &production_without_spread::RULE,
    &health_check_without_port::RULE,
    &impossible_health_check::RULE,
    &short_watch::RULE,
    &batch_size_above_instances::RULE,
    &lifecycle_without_port::RULE,
    &production_attribute::RULE,
    &container_wrapper::RULE,
    &duplicate_job_key::RULE,
    &cron_every_minute::RULE,
    &unknown_cluster::RULE,
    &portmap_without_process::RULE,
    &duplicate_metadata::RULE,
    &doubtful_constraint::RULE,
    &max_task_failures::RULE,
    &inactive_hooks::RULE,
    &unknown_hook_method::RULE,
    &custom_rule::RULE,
];
