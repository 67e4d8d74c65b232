//! The JSON Schema of `jobc.toml`, for editors that complete and check it.

use super::settings::{INCLUDE, Settings};
use serde_json::{Map, Value, json};

/// Every setting: its path, its type, what it does. The defaults are those of the settings themselves.
const FIELDS: &[(&str, Kind, &str)] = &[
    (
        "root",
        Kind::Text,
        "The folder outside of which nothing is read, relative to this file",
    ),
    (
        "include",
        Kind::Texts,
        "The files that `check` looks for in folders: globs as in .gitignore",
    ),
    (
        "exclude",
        Kind::Texts,
        "Files that `check` leaves out: globs as in .gitignore",
    ),
    (
        "preludes",
        Kind::Texts,
        "Files executed before every configuration, relative to this file",
    ),
    (
        "modules",
        Kind::TextMap,
        "Files that replace Python modules, by dotted name, relative to this file",
    ),
    (
        "bindings",
        Kind::TextMap,
        "Bindings for every configuration, as `-E NAME=VALUE` makes them",
    ),
    (
        "language.python",
        Kind::OneOf(&["2.7", "3"]),
        "The Python version that reads the files: 2.7 for the client, or 3 if only jobc reads them",
    ),
    (
        "language.dict-order",
        Kind::OneOf(&["python2", "insertion"]),
        "The order of dicts and sets: the client's, or the order in which keys were added",
    ),
    (
        "parameters",
        Kind::Parameters,
        "Names that the command line will bind, and their types",
    ),
    (
        "per-file-parameters",
        Kind::ParametersMap,
        "Names that the command line will bind in some files, by a glob as in .gitignore",
    ),
    (
        "language.module-path",
        Kind::Texts,
        "Folders in which Python modules are looked for, relative to this file",
    ),
    (
        "scheduler.checks",
        Kind::Boolean,
        "Whether jobs are checked for what the scheduler, an update or a machine would reject",
    ),
    (
        "scheduler.assume-defaults",
        Kind::Boolean,
        "Whether every flag that is not set here has the scheduler's default",
    ),
    (
        "external.names",
        Kind::Texts,
        "How external references begin, such as `docker.image`",
    ),
    (
        "external.lock",
        Kind::Text,
        "A JSON file with the values of external references, relative to this file",
    ),
    (
        "external.values",
        Kind::TextMap,
        "Values of external references, by reference without its braces",
    ),
    (
        "scheduler.environments",
        Kind::Text,
        "The environments that jobs may have, a regular expression: -allowed_job_environments",
    ),
    (
        "scheduler.max-instances",
        Kind::Integer,
        "The most instances of a job: -max_tasks_per_job",
    ),
    (
        "scheduler.min-sla-instances",
        Kind::Integer,
        "The fewest instances of a job with an SLA policy: -min_required_instances_for_sla_check",
    ),
    (
        "scheduler.max-sla-duration-secs",
        Kind::Integer,
        "The longest duration of an SLA policy, in seconds: -max_sla_duration_secs",
    ),
    (
        "scheduler.max-update-instance-failures",
        Kind::Integer,
        "The most failures that an update may tolerate: -max_update_instance_failures",
    ),
    (
        "scheduler.tiers",
        Kind::Tiers,
        "The tiers: names, or a table with a default: -tier_config",
    ),
    (
        "scheduler.executors",
        Kind::Texts,
        "The names of the executors: -custom_executor_config",
    ),
    (
        "scheduler.container-types",
        Kind::Texts,
        "The types of containers that jobs may run in: -allowed_container_types",
    ),
    (
        "scheduler.allow-docker-parameters",
        Kind::Boolean,
        "Whether jobs may pass parameters to Docker: -allow_docker_parameters",
    ),
    (
        "scheduler.allow-container-volumes",
        Kind::Boolean,
        "Whether jobs may mount volumes: -allow_container_volumes",
    ),
    (
        "scheduler.allow-gpu-resource",
        Kind::Boolean,
        "Whether jobs may use GPUs: -allow_gpu_resource",
    ),
    (
        "scheduler.sla-aware-kill-non-prod",
        Kind::Boolean,
        "Whether jobs that are not for production may have an SLA policy: -sla_aware_kill_non_prod",
    ),
    (
        "scheduler.receive-revocable-resources",
        Kind::Boolean,
        "Whether the scheduler receives revocable resources: -receive_revocable_resources",
    ),
    (
        "scheduler.announcer-allow-custom-serverset-path",
        Kind::Boolean,
        "Whether jobs may choose the path they are announced at: --announcer-allow-custom-serverset-path of the executor",
    ),
    (
        "scheduler.max-identifier-length",
        Kind::Integer,
        "The most characters of a role, an environment or a name",
    ),
    (
        "targets",
        Kind::Tables,
        "Options of the targets of `jobc emit`, by the name of the target",
    ),
    (
        "env.allow",
        Kind::Texts,
        "Environment variables that configurations may read, `*` at the end for any rest",
    ),
    (
        "env.values",
        Kind::TextMap,
        "Values of environment variables that go before the process's own",
    ),
    (
        "limits.nesting",
        Kind::Integer,
        "Nested brackets, blocks and operators, at most 200",
    ),
    (
        "limits.statements",
        Kind::Integer,
        "Executed statements and loop iterations, in all files together",
    ),
    ("limits.call-depth", Kind::Integer, "Nested calls"),
    (
        "limits.size",
        Kind::Integer,
        "Bytes of a string, elements of a list, bits of an integer",
    ),
    (
        "limits.memory",
        Kind::Integer,
        "Bytes that all strings and lists of an evaluation take together",
    ),
    (
        "limits.expansion",
        Kind::Integer,
        "Bytes of one string after its references are resolved",
    ),
    (
        "limits.rounds",
        Kind::Integer,
        "Rounds of resolving the references of one string, at most 100",
    ),
    (
        "limits.includes",
        Kind::Integer,
        "Files included, counting repetitions",
    ),
    ("limits.include-depth", Kind::Integer, "Nested includes"),
    ("limits.jobs", Kind::Integer, "Jobs in a file"),
    ("limits.file-size", Kind::Integer, "Bytes of a file"),
    (
        "limits.milliseconds",
        Kind::Integer,
        "Milliseconds that one file may take in total",
    ),
    (
        "lint.select",
        Kind::Texts,
        "The rules that are on: codes, starts of codes, names, groups, or ALL",
    ),
    (
        "lint.extend-select",
        Kind::Texts,
        "Rules that are on in addition",
    ),
    ("lint.ignore", Kind::Texts, "Rules that are off"),
    (
        "lint.preset",
        Kind::Preset,
        "How strict the rules are: `strict` turns opinions into warnings",
    ),
    (
        "lint.severity",
        Kind::Severities,
        "Severities that differ from the rule's own, by code or name",
    ),
    (
        "lint.custom-rules",
        Kind::Texts,
        "Files with rules of the repository, written in the language",
    ),
    (
        "lint.shellcheck.enabled",
        Kind::Boolean,
        "Whether `check` starts shellcheck, if it is installed, and reports what it finds in command lines",
    ),
    (
        "lint.shellcheck.exclude",
        Kind::Texts,
        "shellcheck codes that are not reported, such as SC2086",
    ),
    (
        "lint.shellcheck.milliseconds",
        Kind::Integer,
        "Milliseconds that shellcheck may take for the command lines of one file",
    ),
    (
        "lint.per-file-ignores",
        Kind::TextsMap,
        "Rules that are off in some files, by a glob as in .gitignore",
    ),
];

/// The type of a setting.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    OneOf(&'static [&'static str]),
    Boolean,
    Integer,
    Texts,
    TextMap,
    TextsMap,
    Severities,
    Preset,
    Tiers,
    Parameters,
    ParametersMap,
    Tables,
}

impl Kind {
    fn schema(self) -> Value {
        let texts = json!({"type": "array", "items": {"type": "string"}});
        let parameters = json!({
            "type": "object",
            "additionalProperties": {"anyOf": [
                {"enum": ["String", "Integer", "Float", "Boolean"]},
                {
                    "type": "object",
                    "properties": {
                        "type": {"enum": ["String", "Integer", "Float", "Boolean", "Enum"]},
                        "values": texts,
                    },
                    "required": ["type"],
                    "additionalProperties": false,
                },
            ]},
        });
        match self {
            Kind::Text => json!({"type": "string"}),
            Kind::OneOf(words) => json!({"enum": words}),
            Kind::Boolean => json!({"type": "boolean"}),
            Kind::Integer => json!({"type": "integer", "minimum": 0}),
            Kind::Texts => texts,
            Kind::TextMap => json!({"type": "object", "additionalProperties": {"type": "string"}}),
            Kind::TextsMap => json!({"type": "object", "additionalProperties": texts}),
            Kind::Preset => json!({"enum": ["standard", "strict"]}),
            Kind::Tiers => {
                let flags =
                    json!({"preemptible": {"type": "boolean"}, "revocable": {"type": "boolean"}});
                let tier = json!({
                    "type": "object",
                    "properties": flags,
                    "required": ["preemptible", "revocable"],
                    "additionalProperties": false,
                });
                let default = json!({"type": "string"});
                let table = json!({
                    "type": "object",
                    "properties": {"default": default},
                    "additionalProperties": tier,
                });
                json!({"anyOf": [texts, table]})
            }
            Kind::Tables => json!({"type": "object", "additionalProperties": {"type": "object"}}),
            Kind::Parameters => parameters,
            Kind::ParametersMap => json!({"type": "object", "additionalProperties": parameters}),
            Kind::Severities => json!({
                "type": "object",
                "additionalProperties": {"enum": ["info", "warning", "error"]},
            }),
        }
    }
}

/// The schema.
pub fn schema() -> Value {
    let mut defaults = serde_json::to_value(Settings::default()).unwrap_or_default();
    defaults["include"] = json!(INCLUDE);
    let mut root = table(&defaults, "");
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    root["title"] = "jobc.toml".into();
    root["description"] = "Settings for a repository of configurations".into();
    root
}

/// The schema of a table, whose fields are those that its defaults have.
fn table(defaults: &Value, path: &str) -> Value {
    let mut properties = Map::new();
    for (name, default) in defaults.as_object().into_iter().flatten() {
        let path = match path {
            "" => name.clone(),
            path => format!("{path}.{name}"),
        };
        let described = FIELDS.iter().find(|(field, ..)| *field == path);
        let mut property = match described {
            Some((_, kind, _)) => kind.schema(),
            None if default.is_object() => table(default, &path),
            None => plain(default),
        };
        if let Some((.., text)) = described {
            property["description"] = (*text).into();
        }
        if !default.is_null() && property.get("properties").is_none() {
            property["default"] = default.clone();
        }
        properties.insert(name.clone(), property);
    }
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

/// The schema of a value that nothing is written about: the thresholds of rules, which the pages of the rules explain.
fn plain(default: &Value) -> Value {
    match default {
        Value::Number(number) if number.is_f64() => json!({"type": "number"}),
        Value::Number(_) => Kind::Integer.schema(),
        Value::Bool(_) => Kind::Boolean.schema(),
        Value::Array(_) => Kind::Texts.schema(),
        _ => Kind::Text.schema(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_described() {
        let schema = schema();
        for (path, ..) in FIELDS {
            let pointer = path.split('.').fold(String::new(), |pointer, name| {
                format!("{pointer}/properties/{name}")
            });
            let property = schema.pointer(&pointer);
            assert!(property.is_some(), "there is no setting `{path}`");
        }
        let undescribed = undescribed(&schema, "");
        assert!(undescribed.is_empty(), "{undescribed:?}");
    }

    fn undescribed(schema: &Value, path: &str) -> Vec<String> {
        let properties = schema["properties"].as_object();
        properties
            .into_iter()
            .flatten()
            .flat_map(|(name, property)| {
                let path = format!("{path}.{name}");
                if property.get("properties").is_some() {
                    undescribed(property, &path)
                } else if property.get("description").is_none()
                    && !path.starts_with(".lint.thresholds.")
                {
                    vec![path]
                } else {
                    Vec::new()
                }
            })
            .collect()
    }
}
