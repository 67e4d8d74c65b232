//! The scheduler's state as a side: what runs, and with which configuration.
//!
//! | file | what |
//! | --- | --- |
//! | `schema.rs` | the structs of the scheduler's API |
//! | `populate.rs` | what the scheduler fills in before it compares |

mod populate;
mod schema;

pub(super) use populate::populated;

use super::instances::{Batches, Kind, Strategy};
use super::side::{ComparableFile, ComparableJob, Running, RunningConfig, Side, fields};
use crate::emit::{Json, Thrift};
use crate::job::{JobKey, MEGABYTE, Resources};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the scheduler says that runs.
#[derive(Debug, Default)]
pub struct State {
    /// The cluster, if it is said.
    cluster: Option<String>,
    /// Jobs by role, environment and name.
    jobs: BTreeMap<[String; 3], StateJob>,
}

#[derive(Debug, Default)]
struct StateJob {
    cluster: Option<String>,
    is_cron: bool,
    configs: Vec<RunningConfig>,
}

/// What is accepted, in words.
const FORMS: &str = "expected what `aurora job status --write-json` or `jobc emit --target aurora` writes, or what the scheduler answers \
    to `getConfigSummary`, `getTasksStatus` or `getJobs`";

/// Reads the state. The error is a sentence.
pub fn parse(text: &str) -> Result<State, String> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
    let mut state = State::default();
    match &value {
        // A message of Thrift's JSON protocol: version, method, kind, number, arguments.
        Value::Array(message) if message.first().is_some_and(Value::is_number) => {
            let result = message.get(4).and_then(|it| it.get("0")?.get("rec"));
            let result = result.ok_or("it is not the reply to a call")?;
            let response = schema::plain(result, &schema::RESPONSE);
            state.response(&response.ok_or("it is not Thrift's JSON protocol")?)?;
        }
        Value::Array(items) => {
            for item in items {
                state.item(item)?;
            }
        }
        // The client found no job.
        Value::Object(object) if object.contains_key("jobspec") => {}
        Value::Object(object) if object.contains_key("responseCode") => state.response(&value)?,
        _ => return Err(FORMS.to_owned()),
    }
    Ok(state)
}

impl State {
    /// Whether the state has everything that the scheduler compares; the client's leaves out what the executor gets.
    pub fn has_data(&self) -> bool {
        let configs = self.jobs.values().flat_map(|job| &job.configs);
        configs.into_iter().all(|config| config.has_data)
    }

    /// A job of a list.
    fn item(&mut self, item: &Value) -> Result<(), String> {
        if item.get("taskConfig").is_some() {
            return self.configuration(item);
        }
        let (Some(job), Some(active)) = (item.get("job"), item.get("active")) else {
            return Err(FORMS.to_owned());
        };
        let active = active.as_array().ok_or("`active` is not a list")?;
        let cluster = job.as_str().and_then(|key| key.split('/').next());
        for task in active {
            self.task(task, cluster)?;
        }
        Ok(())
    }

    fn response(&mut self, response: &Value) -> Result<(), String> {
        let code = &response["responseCode"];
        if code != "OK" && code != 1 {
            let details = response["details"].as_array();
            let message = details.and_then(|it| it.first()?["message"].as_str());
            let message = message.unwrap_or("it gives no reason");
            return Err(format!("the scheduler refused to answer: {message}"));
        }
        let cluster = response["serverInfo"]["clusterName"].as_str();
        self.cluster = cluster.map(str::to_owned);
        let result = &response["result"];
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        if let Some(status) = result.get("scheduleStatusResult") {
            for task in list(&status["tasks"]) {
                self.task(&task, None)?;
            }
        } else if let Some(jobs) = result.get("getJobsResult") {
            for job in list(&jobs["configs"]) {
                self.configuration(&job)?;
            }
        } else if let Some(summary) = result.get("configSummaryResult") {
            for group in list(&summary["summary"]["groups"]) {
                let mut instances = BTreeSet::new();
                for range in list(&group["instances"]) {
                    instances.extend(numbers(&range)?);
                }
                self.add(&group["config"], instances, None, false)?;
            }
        } else {
            return Err(FORMS.to_owned());
        }
        Ok(())
    }

    /// A task of the scheduler; one that has ended does not count.
    fn task(&mut self, task: &Value, cluster: Option<&str>) -> Result<(), String> {
        let status = &task["status"];
        let has_ended = |(name, number): &(&str, i64)| status == name || status == number;
        if schema::ENDED.iter().any(has_ended) {
            return Ok(());
        }
        let assigned = &task["assignedTask"];
        let id = assigned["instanceId"].as_i64();
        let id = id.ok_or("a task has no `instanceId`")?;
        self.add(&assigned["task"], BTreeSet::from([id]), cluster, false)
    }

    /// A `JobConfiguration`.
    fn configuration(&mut self, job: &Value) -> Result<(), String> {
        let count = job["instanceCount"].as_i64();
        let count = count.filter(|it| (0..=MOST_INSTANCES).contains(it));
        let count = count.ok_or("a job has no `instanceCount`")?;
        let is_cron = job.get("cronSchedule").is_some_and(Value::is_string);
        self.add(&job["taskConfig"], (0..count).collect(), None, is_cron)
    }

    fn add(
        &mut self,
        config: &Value,
        instances: BTreeSet<i64>,
        cluster: Option<&str>,
        is_cron: bool,
    ) -> Result<(), String> {
        let key = ["role", "environment", "name"].map(|part| config["job"][part].as_str());
        let [Some(role), Some(environment), Some(name)] = key else {
            return Err("a task has no `job` with role, environment and name".to_owned());
        };
        let key = [role, environment, name].map(str::to_owned);
        let config = populated(schema::thrift(config, &schema::TASK_CONFIG, "task")?);
        let data = super::instances::data(&config);
        let in_data = data.and_then(|data| serde_json::from_str::<Value>(data).ok());
        let in_data = in_data.and_then(|it| it["cluster"].as_str().map(str::to_owned));
        let job = self.jobs.entry(key).or_default();
        job.is_cron |= is_cron;
        job.cluster = cluster
            .map(str::to_owned)
            .or(in_data)
            .or(job.cluster.take());
        let has_data = data.is_some();
        match job.configs.iter_mut().find(|it| it.config == config) {
            Some(known) => known.instances.extend(instances),
            None => job.configs.push(RunningConfig {
                config,
                instances,
                has_data,
            }),
        }
        Ok(())
    }

    /// The state as a side that is compared with another one. Where the state does not name the cluster, it is the one of the job that has the
    /// same role, environment and name there.
    pub fn side(&self, other: &Side, name: &str) -> Side {
        let others = other.files.iter().flat_map(|file| &file.jobs);
        let others: Vec<&Arc<ComparableJob>> = others.collect();
        let jobs = self.jobs.iter().map(|(key, job)| {
            let [role, environment, job_name] = key;
            let same = others.iter().find(|other| {
                let other = &other.key;
                [&other.role, &other.environment, &other.name] == [role, environment, job_name]
            });
            let cluster = job.cluster.clone().or(self.cluster.clone());
            let cluster = cluster.or(same.map(|it| it.key.cluster.clone()));
            let key = JobKey {
                cluster: cluster.unwrap_or_default(),
                role: role.clone(),
                environment: environment.clone(),
                name: job_name.clone(),
            };
            Arc::new(running_job(key, job, name))
        });
        let file = ComparableFile {
            name: name.to_owned(),
            jobs: jobs.collect(),
            ..ComparableFile::default()
        };
        Side {
            files: vec![Arc::new(file)],
        }
    }
}

/// The most instances of a job; the scheduler allows 4,000 unless it is told otherwise.
const MOST_INSTANCES: i64 = 1_000_000;

fn numbers(range: &Value) -> Result<std::ops::RangeInclusive<i64>, String> {
    let (first, last) = (range["first"].as_i64(), range["last"].as_i64());
    match (first, last) {
        (Some(first), Some(last)) if (0..=MOST_INSTANCES).contains(&(last - first)) => {
            Ok(first..=last)
        }
        _ => Err("`instances` is not a list of ranges".to_owned()),
    }
}

fn running_job(key: JobKey, job: &StateJob, file: &str) -> ComparableJob {
    let most = job.configs.iter().max_by_key(|it| it.instances.len());
    let config = most.map_or(Thrift::Record(Vec::new()), |it| it.config.clone());
    let count: usize = job.configs.iter().map(|it| it.instances.len()).sum();
    let count = count as i64;
    let flag = |name| matches!(find(&config, name), Some(Thrift::Bool(true)));
    let kind = match (job.is_cron, flag("isService")) {
        (true, _) => Kind::Cron,
        (_, true) => Kind::Service,
        _ => Kind::Once,
    };
    let tier = match find(&config, "tier") {
        Some(Thrift::Text(tier)) => tier.clone(),
        _ => String::new(),
    };
    let data = super::instances::data(&config);
    let data = data.and_then(|data| serde_json::from_str::<Value>(data).ok());
    let mut value = match data.map(|it| json(&it)) {
        Some(Json::Object(pairs)) => pairs,
        _ => Vec::new(),
    };
    value.push(("instances".to_owned(), Json::integer(count)));
    ComparableJob {
        value: Json::Object(value),
        is_order_known: true,
        instances: count,
        kind,
        resources: resources(&config),
        tier,
        counts_against_quota: flag("production") && !is_dedicated(&config),
        strategy: Strategy {
            batches: Batches::Queue(1),
            watch_secs: 0,
            health_secs: 0.0,
            pauses: false,
            pulse_secs: None,
        },
        running: Some(Running {
            configs: job.configs.clone(),
        }),
        origin: None,
        file: file.into(),
        config,
        key,
    }
}

fn find<'a>(record: &'a Thrift, name: &str) -> Option<&'a Thrift> {
    let field = fields(record).iter().find(|it| it.name == name)?;
    Some(&field.value)
}

fn items(value: Option<&Thrift>) -> &[Thrift] {
    match value {
        Some(Thrift::Set(_, items) | Thrift::List(_, items)) => items,
        _ => &[],
    }
}

fn resources(config: &Thrift) -> Resources {
    let mut found = Resources {
        cpu: 0.0,
        ram: 0,
        disk: 0,
        gpu: 0,
    };
    for field in items(find(config, "resources")).iter().flat_map(fields) {
        match (field.name, &field.value) {
            ("numCpus", Thrift::Double(cpu)) => found.cpu = *cpu,
            ("ramMb", Thrift::I64(ram)) => found.ram = ram.saturating_mul(MEGABYTE),
            ("diskMb", Thrift::I64(disk)) => found.disk = disk.saturating_mul(MEGABYTE),
            ("numGpus", Thrift::I64(gpu)) => found.gpu = *gpu,
            _ => {}
        }
    }
    found
}

fn is_dedicated(config: &Thrift) -> bool {
    let constraints = items(find(config, "constraints")).iter();
    let mut names = constraints.filter_map(|it| find(it, "name"));
    names.any(|name| *name == Thrift::Text("dedicated".to_owned()))
}

/// The same value as the other type.
fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Boolean(*value),
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            Some(float) => Json::Float(float),
            None => Json::integer(number),
        },
        Value::String(text) => Json::text(text.as_str()),
        Value::Array(items) => Json::List(items.iter().map(json).collect()),
        Value::Object(pairs) => {
            let pairs = pairs.iter();
            Json::Object(pairs.map(|(name, it)| (name.clone(), json(it))).collect())
        }
    }
}
