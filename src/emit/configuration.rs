//! From a job to what the scheduler's API takes: `JobConfiguration`. The client: `thrift.convert`.
//!
//! Field numbers and names are those of Aurora's `api.thrift`.

use super::DataWriter;
use super::thrift::{RECORD, TEXT, Thrift};
use crate::job::constraint::Constraint;
use crate::job::cron::collision_policy_number;
use crate::job::value::{self, attribute};
use crate::job::{AURORA_EXECUTOR, Job, JobKey, MEGABYTE};
use crate::object::Object;

/// The `JobConfiguration` of a job that `owner` creates. `data` writes what the executor gets.
pub fn job_configuration(job: &Job, owner: &str, data: &mut DataWriter) -> Thrift {
    let object = &job.object;
    Thrift::record([
        (9, "key", Some(job_key(&job.key))),
        (7, "owner", Some(identity(owner))),
        (4, "cronSchedule", text(object, "cron_schedule")),
        (
            5,
            "cronCollisionPolicy",
            Some(cron_collision_policy(object)),
        ),
        (6, "taskConfig", Some(task_config(job, owner, data))),
        (8, "instanceCount", i32(object, "instances")),
    ])
}

fn job_key(key: &JobKey) -> Thrift {
    Thrift::record([
        (1, "role", Some(Thrift::Text(key.role.clone()))),
        (
            2,
            "environment",
            Some(Thrift::Text(key.environment.clone())),
        ),
        (3, "name", Some(Thrift::Text(key.name.clone()))),
    ])
}

fn identity(user: &str) -> Thrift {
    Thrift::record([(2, "user", Some(Thrift::Text(user.to_string())))])
}

fn cron_collision_policy(job: &Object) -> Thrift {
    let policy = attribute(job, "cron_collision_policy");
    let number = policy
        .as_ref()
        .and_then(value::text)
        .and_then(collision_policy_number);
    Thrift::I32(number.unwrap_or(0))
}

fn task_config(job: &Job, owner: &str, data: &mut DataWriter) -> Thrift {
    let object = &job.object;
    Thrift::record([
        (28, "job", Some(job_key(&job.key))),
        (17, "owner", Some(identity(owner))),
        (7, "isService", boolean(object, "service")),
        (11, "priority", i32(object, "priority")),
        (13, "maxTaskFailures", i32(object, "max_task_failures")),
        (18, "production", boolean(object, "production")),
        (30, "tier", text(object, "tier")),
        (32, "resources", Some(resources(job))),
        (20, "constraints", Some(constraints(object))),
        // The client drops the links of the job.
        (22, "taskLinks", Some(Thrift::Map(Vec::new()))),
        (23, "contactEmail", text(object, "contact")),
        (25, "executorConfig", Some(executor_config(job, data))),
        (27, "metadata", Some(metadata(object))),
        (
            34,
            "partitionPolicy",
            attribute(object, "partition_policy").map(partition_policy),
        ),
        (
            35,
            "slaPolicy",
            attribute(object, "sla_policy").and_then(sla_policy),
        ),
        (29, "container", Some(container(object))),
    ])
}

fn resources(job: &Job) -> Thrift {
    let resources = attribute(&job.object, "task").and_then(|task| attribute(&task, "resources"));
    let get = |name| {
        resources
            .as_ref()
            .and_then(|resources| attribute(resources, name))
    };
    let number = |name| get(name).as_ref().and_then(value::integer);
    let megabytes = |name| number(name).map(|bytes| Thrift::I64(bytes.div_euclid(MEGABYTE)));
    let cpu = get("cpu")
        .as_ref()
        .and_then(value::float)
        .map(Thrift::Double);
    let gpus = number("gpu").filter(|&gpus| gpus != 0).map(Thrift::I64);
    let one = |id, name, value: Option<Thrift>| value.map(|value| Thrift::union(id, name, value));
    let ports = job
        .ports
        .iter()
        .map(|port| Thrift::union(4, "namedPort", Thrift::Text(port.clone())));
    let all = [
        one(1, "numCpus", cpu),
        one(2, "ramMb", megabytes("ram")),
        one(3, "diskMb", megabytes("disk")),
        one(5, "numGpus", gpus),
    ];
    Thrift::set(RECORD, all.into_iter().flatten().chain(ports))
}

fn constraints(job: &Object) -> Thrift {
    let map = attribute(job, "constraints");
    let pairs = map.as_ref().map(Object::distinct_items).unwrap_or_default();
    Thrift::set(
        RECORD,
        pairs.iter().filter_map(|(name, constraint)| {
            let name = value::text(name)?.to_string();
            let constraint = task_constraint(value::text(constraint)?);
            Some(Thrift::record([
                (1, "name", Some(Thrift::Text(name))),
                (2, "constraint", Some(constraint)),
            ]))
        }),
    )
}

fn task_constraint(text: &str) -> Thrift {
    match Constraint::parse(text) {
        Constraint::Limit(limit) => {
            let limit = Thrift::record([(1, "limit", limit.map(Thrift::I32))]);
            Thrift::union(2, "limit", limit)
        }
        Constraint::Values { negated, values } => {
            let values = values.into_iter();
            let values = values.map(|value| Thrift::Text(value.to_string()));
            let constraint = Thrift::record([
                (1, "negated", Some(Thrift::Bool(negated))),
                (2, "values", Some(Thrift::set(TEXT, values))),
            ]);
            Thrift::union(1, "value", constraint)
        }
    }
}

fn executor_config(job: &Job, data: &mut DataWriter) -> Thrift {
    let config = attribute(&job.object, "executor_config");
    let get = |name| {
        let object = attribute(config.as_ref()?, name)?;
        value::text(&object).map(String::from)
    };
    let name = get("name").unwrap_or_else(|| AURORA_EXECUTOR.to_string());
    let data = match name == AURORA_EXECUTOR {
        true => data.data(job.executors_object()),
        false => get("data").unwrap_or_default(),
    };
    Thrift::record([
        (1, "name", Some(Thrift::Text(name))),
        (2, "data", Some(Thrift::Text(data))),
    ])
}

fn metadata(job: &Object) -> Thrift {
    let list = attribute(job, "metadata");
    let entries = list.as_ref().and_then(Object::as_list).unwrap_or_default();
    Thrift::set(
        RECORD,
        entries.iter().map(|entry| {
            Thrift::record([
                (1, "key", text(entry, "key")),
                (2, "value", text(entry, "value")),
            ])
        }),
    )
}

fn partition_policy(policy: Object) -> Thrift {
    Thrift::record([
        (1, "reschedule", boolean(&policy, "reschedule")),
        (2, "delaySecs", i64(&policy, "delay_secs")),
    ])
}

fn sla_policy(policy: Object) -> Option<Thrift> {
    let duration = i64(&policy, "duration_secs");
    if let Some(percentage) = attribute(&policy, "percentage") {
        let percentage = value::float(&percentage).map(Thrift::Double);
        let policy = Thrift::record([(1, "percentage", percentage), (2, "durationSecs", duration)]);
        return Some(Thrift::union(1, "percentageSlaPolicy", policy));
    }
    if let Some(count) = i64(&policy, "count") {
        let policy = Thrift::record([(1, "count", Some(count)), (2, "durationSecs", duration)]);
        return Some(Thrift::union(2, "countSlaPolicy", policy));
    }
    let url = text(&policy, "coordinator_url")?;
    let policy = Thrift::record([
        (1, "coordinatorUrl", Some(url)),
        (2, "statusKey", text(&policy, "status_key")),
    ]);
    Some(Thrift::union(3, "coordinatorSlaPolicy", policy))
}

fn container(job: &Object) -> Thrift {
    let Some(mut container) = attribute(job, "container") else {
        return Thrift::union(1, "mesos", Thrift::Record(Vec::new()));
    };
    if let Some(docker) = attribute(&container, "docker") {
        container = docker;
    }
    match text(&container, "image") {
        Some(image) => Thrift::union(2, "docker", docker_container(&container, image)),
        None => Thrift::union(1, "mesos", mesos_container(&container)),
    }
}

fn docker_container(docker: &Object, image: Thrift) -> Thrift {
    let parameters = records(docker, "parameters", |parameter| {
        Thrift::record([
            (1, "name", text(parameter, "name")),
            (2, "value", text(parameter, "value")),
        ])
    });
    // The client lists none where the attribute is `Empty`.
    let parameters = parameters.unwrap_or(Thrift::List(RECORD, Vec::new()));
    Thrift::record([
        (1, "image", Some(image)),
        (2, "parameters", Some(parameters)),
    ])
}

fn mesos_container(mesos: &Object) -> Thrift {
    let volumes = records(mesos, "volumes", |volume| {
        let mode = attribute(volume, "mode");
        let mode = match mode.as_ref().and_then(value::text) {
            Some("RW") => Some(1),
            Some("RO") => Some(2),
            _ => None,
        };
        Thrift::record([
            (1, "containerPath", text(volume, "container_path")),
            (2, "hostPath", text(volume, "host_path")),
            (3, "mode", mode.map(Thrift::I32)),
        ])
    });
    Thrift::record([
        (1, "image", attribute(mesos, "image").map(image)),
        (2, "volumes", volumes),
    ])
}

fn image(image: Object) -> Thrift {
    let name = text(&image, "name");
    if let Some(id) = text(&image, "image_id") {
        let appc = Thrift::record([(1, "name", name), (2, "imageId", Some(id))]);
        return Thrift::union(2, "appc", appc);
    }
    let docker = Thrift::record([(1, "name", name), (2, "tag", text(&image, "tag"))]);
    Thrift::union(1, "docker", docker)
}

fn records(object: &Object, name: &str, make: impl Fn(&Object) -> Thrift) -> Option<Thrift> {
    let list = attribute(object, name)?;
    let records = list.as_list()?.iter().map(make).collect();
    Some(Thrift::List(RECORD, records))
}

fn text(object: &Object, name: &str) -> Option<Thrift> {
    let value = attribute(object, name)?;
    value::text(&value).map(|text| Thrift::Text(text.to_string()))
}

fn boolean(object: &Object, name: &str) -> Option<Thrift> {
    value::boolean(&attribute(object, name)?).map(Thrift::Bool)
}

fn i32(object: &Object, name: &str) -> Option<Thrift> {
    value::integer(&attribute(object, name)?).map(Thrift::I32)
}

fn i64(object: &Object, name: &str) -> Option<Thrift> {
    value::integer(&attribute(object, name)?).map(Thrift::I64)
}
