//! One version of the jobs, as far as it could be evaluated.

use super::instances::{Kind, Strategy};
use crate::emit::{DataWriter, Field, Json, Thrift, job_configuration};
use crate::job::{Job, JobKey, Resources, Tiers};
use crate::source::Sources;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A file of a side: its jobs, and what is wrong with it.
#[derive(Debug, Default)]
pub struct ComparableFile {
    /// Its name, the same on both sides.
    pub name: String,
    /// The jobs that could be evaluated.
    pub jobs: Vec<Arc<ComparableJob>>,
    /// The keys of jobs that the client would refuse, each with the first error.
    pub refused: Vec<(String, String)>,
    /// The first error because of which the client would not read the file: none of its jobs can be compared.
    pub error: Option<String>,
}

/// One version of the jobs.
#[derive(Debug, Default)]
pub struct Side {
    /// Its files, in order. A file that is equal on both sides is in both by the same pointer.
    pub files: Vec<Arc<ComparableFile>>,
}

/// A job with all that is compared of it.
#[derive(Debug)]
pub struct ComparableJob {
    /// Its key.
    pub key: JobKey,
    /// The file that lists it.
    pub file: Arc<str>,
    /// The `Job` as the client sends it: references resolved, tier and production filled in.
    pub value: Json,
    /// The `TaskConfig` as the scheduler stores it.
    pub config: Thrift,
    /// Whether the order of the keys in the executor's data is known. JSON does not say in which order attributes were set, on which the
    /// order depends.
    pub is_order_known: bool,
    /// How many instances run.
    pub instances: i64,
    /// What of it runs when.
    pub kind: Kind,
    /// The resources of one instance.
    pub resources: Resources,
    /// Its tier.
    pub tier: String,
    /// Whether the scheduler counts it against the quota of its role: it is for production, and not on dedicated machines.
    pub counts_against_quota: bool,
    /// How an update goes.
    pub strategy: Strategy,
    /// What runs, if the job is the scheduler's and not a configuration's.
    pub running: Option<Running>,
    /// The job and the files that it is made of, if it was evaluated and not read from elsewhere.
    pub origin: Option<Origin>,
}

/// What runs of a job, as the scheduler says.
#[derive(Clone, Debug)]
pub struct Running {
    /// The versions that run.
    pub configs: Vec<RunningConfig>,
}

/// Instances that run with the same configuration.
#[derive(Clone, Debug)]
pub struct RunningConfig {
    /// The `TaskConfig`, populated.
    pub config: Thrift,
    /// The numbers of the instances.
    pub instances: BTreeSet<i64>,
    /// Whether the executor's data is known.
    pub has_data: bool,
}

/// Where a job is from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The evaluated job.
    pub job: Arc<Job>,
    /// The files that its positions point into.
    pub sources: Arc<Sources>,
}

impl ComparableJob {
    /// A job that was evaluated. `tiers` are those of the scheduler, `owner` is who creates the job.
    pub fn new(
        job: Job,
        file: &Arc<str>,
        sources: &Arc<Sources>,
        tiers: &Tiers,
        owner: &str,
        data: &mut DataWriter,
    ) -> ComparableJob {
        let filled = job.with_filled_tier(tiers);
        let task = filled.task();
        let resources = task.and_then(|task| task.resources());
        let tier = filled.text("tier");
        ComparableJob {
            config: task_config(job_configuration(&filled, owner, data)),
            value: Json::of(&filled.object),
            is_order_known: true,
            instances: filled.instances(),
            kind: Kind::of(&filled),
            resources: resources.unwrap_or(Resources {
                cpu: 0.0,
                ram: 0,
                disk: 0,
                gpu: 0,
            }),
            tier: tier.unwrap_or_default(),
            counts_against_quota: counts_against_quota(&filled, tiers),
            strategy: Strategy::of(&filled),
            key: job.key.clone(),
            file: file.clone(),
            running: None,
            origin: Some(Origin {
                job: Arc::new(job),
                sources: sources.clone(),
            }),
        }
    }

    /// A field of the `TaskConfig`.
    pub fn config_field(&self, name: &str) -> Option<&Thrift> {
        fields(&self.config)
            .iter()
            .find(|field| field.name == name)
            .map(|field| &field.value)
    }
}

/// Whether a job is for production, as its tier says, and not on dedicated machines. Aurora: `QuotaManager`.
fn counts_against_quota(job: &Job, tiers: &Tiers) -> bool {
    let tier = job.text("tier").and_then(|tier| tiers.get(&tier));
    let is_production = match tier {
        Some(tier) => tier.is_production(),
        None => job.flag("production"),
    };
    let mut constraints = job.constraints().into_iter();
    is_production && !constraints.any(|(name, _)| name == "dedicated")
}

/// The fields of a struct.
pub(super) fn fields(record: &Thrift) -> &[Field] {
    match record {
        Thrift::Record(fields) => fields,
        _ => &[],
    }
}

/// The `TaskConfig` of a `JobConfiguration`.
fn task_config(configuration: Thrift) -> Thrift {
    let Thrift::Record(fields) = configuration else {
        return configuration;
    };
    let mut fields = fields.into_iter();
    let config = fields.find(|field| field.name == "taskConfig");
    config.map_or(Thrift::Record(Vec::new()), |field| field.value)
}
