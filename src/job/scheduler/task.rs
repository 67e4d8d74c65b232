//! Tier, executor, container, resources. Aurora: `ConfigurationManager.validateAndPopulate(ITaskConfig)`.

use super::flag::{CONTAINER_TYPES, DOCKER_PARAMETERS, EXECUTORS, GPU, TIERS, VOLUMES};
use super::{Check, always, flagged, integer, is_open, list, written};
use crate::diagnostic::codes::scheduler::{
    CONTAINER_TYPE, CONTAINER_VOLUMES, DOCKER_PARAMETER, GPU_RESOURCE, INVALID_CHARACTERS,
    UNKNOWN_EXECUTOR, UNKNOWN_TIER,
};
use crate::diagnostic::{Diagnostic, nearest};
use crate::job::AURORA_EXECUTOR;
use crate::job::key::is_identifier;
use crate::job::resolved_job::ResolvedJob;
use crate::job::value::{self, attribute};
use crate::object::Object;

pub(super) static CHECKS: &[Check] = &[
    always(tier_characters),
    flagged(&[&TIERS], tier),
    flagged(&[&EXECUTORS], executor),
    flagged(&[&DOCKER_PARAMETERS], docker_parameters),
    flagged(&[&CONTAINER_TYPES], container_type),
    flagged(&[&GPU], gpu),
    flagged(&[&VOLUMES], volumes),
];

/// The tier that the job sets.
fn written_tier(case: &ResolvedJob<'_>) -> Option<String> {
    let tier = case.get("tier")?;
    let text = value::text(&tier)?;
    (!is_open(text)).then(|| text.to_owned())
}

/// Aurora: "Tier contains illegal characters".
fn tier_characters(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tier) = written_tier(case).filter(|tier| !is_identifier(tier)) else {
        return;
    };
    let message =
        format!("the tier `{tier}` has characters other than letters, digits, `_`, `-` and `.`");
    let places = case.places_of(&case.job, "tier");
    found.push(case.diagnostic(&INVALID_CHARACTERS, message, &places));
}

/// Aurora: "Invalid tier '…' in TaskConfig".
fn tier(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let tiers = case.settings.tiers();
    let unknown = |tier: &String| is_identifier(tier) && !tiers.contains(tier);
    let Some(tier) = written_tier(case).filter(unknown) else {
        return;
    };
    let message = format!(
        "the scheduler does not know the tier `{tier}`, only {}",
        list(tiers.names())
    );
    let places = case.places_of(&case.job, "tier");
    let diagnostic = case.diagnostic(&UNKNOWN_TIER, message, &places);
    found.push(match nearest(&tier, tiers.names()) {
        Some(near) => case.suggest(diagnostic, &tier, near),
        None => diagnostic,
    });
}

/// Aurora: "Configuration for executor '…' doesn't exist."
fn executor(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(config) = written(case, "executor_config") else {
        return;
    };
    let Some(name) = attribute(&config, "name") else {
        return;
    };
    let Some(name) = value::text(&name).filter(|name| !is_open(name)) else {
        return;
    };
    let own = [AURORA_EXECUTOR.to_owned()];
    let known = case.settings.executors.as_deref().unwrap_or(&own);
    if known.iter().any(|known| known == name) {
        return;
    }
    let known = known.iter().map(String::as_str);
    let message = format!(
        "the scheduler does not know the executor `{name}`, only {}",
        list(known.clone())
    );
    let places = case.places_of(&config, "name");
    let diagnostic = case.diagnostic(&UNKNOWN_EXECUTOR, message, &places);
    found.push(match nearest(name, known) {
        Some(near) => case.suggest(diagnostic, name, near),
        None => diagnostic,
    });
}

/// The container of a job, without the wrapper that old configurations have around it.
fn container(case: &ResolvedJob<'_>) -> Option<Object> {
    let container = case.get("container")?;
    Some(attribute(&container, "docker").unwrap_or(container))
}

/// The attribute of a struct, if it is a list with elements.
fn elements(owner: &Object, name: &str) -> Option<Object> {
    attribute(owner, name).filter(|list| list.as_list().is_some_and(|it| !it.is_empty()))
}

/// Whether a container is one of the Docker engine's; all others are Mesos's own.
fn is_docker(container: &Object) -> bool {
    let attributes = container.ty().as_struct().map(|ty| &ty.attributes);
    attributes.is_some_and(|it| it.contains_key("parameters"))
}

/// Aurora: "This scheduler is configured to disallow Docker parameters."
fn docker_parameters(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(container) = container(case) else {
        return;
    };
    if case.settings.allow_docker_parameters == Some(true)
        || elements(&container, "parameters").is_none()
    {
        return;
    }
    let message = "the scheduler does not allow parameters for Docker";
    let places = case.places_of(&container, "parameters");
    found.push(case.diagnostic(&DOCKER_PARAMETER, message, &places));
}

/// Aurora: "This scheduler is not configured to allow the container type …"
fn container_type(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let (name, engine) = match container(case) {
        Some(container) if is_docker(&container) => ("DOCKER", "Docker"),
        _ => ("MESOS", "Mesos"),
    };
    let own = ["MESOS".to_owned()];
    let allowed = case.settings.container_types.as_deref().unwrap_or(&own);
    if allowed.iter().any(|it| it.eq_ignore_ascii_case(name)) {
        return;
    }
    let message = format!("the scheduler does not allow {engine} containers");
    let places = case.places_of(&case.job, "container");
    found.push(case.diagnostic(&CONTAINER_TYPE, message, &places));
}

/// Aurora: "GPU resource support is disabled in this cluster."
fn gpu(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(resources) = case.task().and_then(|task| attribute(&task, "resources")) else {
        return;
    };
    let wants = integer(&resources, "gpu").is_some_and(|gpu| gpu != 0);
    if !wants || case.settings.allow_gpu_resource == Some(true) {
        return;
    }
    let message = "the scheduler does not allow GPUs";
    let places = case.places_of(&resources, "gpu");
    found.push(case.diagnostic(&GPU_RESOURCE, message, &places));
}

/// Aurora: "This scheduler is configured to disallow container volumes."
fn volumes(case: &ResolvedJob<'_>, found: &mut Vec<Diagnostic>) {
    let Some(container) = container(case) else {
        return;
    };
    if case.settings.allow_container_volumes == Some(true)
        || elements(&container, "volumes").is_none()
    {
        return;
    }
    let message = "the scheduler does not allow volumes in a container";
    let places = case.places_of(&container, "volumes");
    found.push(case.diagnostic(&CONTAINER_VOLUMES, message, &places));
}
