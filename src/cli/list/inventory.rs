//! What a job is, in a line: for `list --long`.

use crate::job::{Job, JobKey, Resources};
use indexmap::IndexMap;

/// A job in the inventory.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its key.
    pub key: JobKey,
    /// The file that lists it.
    pub file: String,
    /// `service`, `cron` or `adhoc`.
    pub kind: &'static str,
    /// The number of instances.
    pub instances: i64,
    /// What each instance gets.
    pub resources: Resources,
    /// The tier, given or by `production`.
    pub tier: String,
    /// Whom to ask about it.
    pub contact: Option<String>,
}

impl Entry {
    /// What the inventory says of a job that a file lists.
    pub fn of(job: &Job, file: &str) -> Entry {
        let resources = job.task().and_then(|task| task.resources());
        let tier = job.text("tier").unwrap_or_else(|| {
            let tier = match job.flag("production") {
                true => "preferred",
                false => "preemptible",
            };
            tier.to_owned()
        });
        Entry {
            key: job.key.clone(),
            file: file.to_owned(),
            kind: job.kind(),
            instances: job.instances(),
            resources: resources.unwrap_or(Resources {
                cpu: 0.0,
                ram: 0,
                disk: 0,
                gpu: 0,
            }),
            tier,
            contact: job.text("contact"),
        }
    }
}

/// What all instances of some jobs take together.
#[derive(Clone, Copy, Debug, Default)]
pub struct Total {
    /// The jobs.
    pub jobs: usize,
    /// Their instances.
    pub instances: i64,
    /// Cores.
    pub cpu: f64,
    /// Bytes of memory.
    pub ram: i64,
    /// Bytes of disk.
    pub disk: i64,
}

impl Total {
    fn add(&mut self, entry: &Entry) {
        let instances = entry.instances.max(0);
        self.jobs += 1;
        self.instances = self.instances.saturating_add(instances);
        self.cpu += entry.resources.cpu * instances as f64;
        let all = |size: i64| size.saturating_mul(instances);
        self.ram = self.ram.saturating_add(all(entry.resources.ram));
        self.disk = self.disk.saturating_add(all(entry.resources.disk));
    }
}

/// Totals by the parts of a key: `cluster`, `role`, `environment`.
pub type Totals = Vec<(&'static str, IndexMap<String, Total>)>;

/// The totals of all jobs, each part's values in their order.
pub fn totals(entries: &[Entry]) -> Totals {
    ["cluster", "role", "environment"]
        .into_iter()
        .map(|name| {
            let mut totals = IndexMap::<String, Total>::new();
            for entry in entries {
                let key = &entry.key;
                let value = match name {
                    "cluster" => &key.cluster,
                    "role" => &key.role,
                    _ => &key.environment,
                };
                totals.entry(value.clone()).or_default().add(entry);
            }
            totals.sort_keys();
            (name, totals)
        })
        .collect()
}
