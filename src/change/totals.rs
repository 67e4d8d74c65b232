//! Resources before and after.

use super::ComparableJob;
use std::collections::BTreeMap;

/// The resources of some instances.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Amounts {
    /// Instances, those of cron jobs included.
    pub instances: i64,
    /// Cores.
    pub cpu: f64,
    /// Bytes of memory.
    pub ram: i64,
    /// Bytes of disk.
    pub disk: i64,
    /// Graphics processors.
    pub gpu: i64,
}

impl Amounts {
    /// Adds all instances of a job.
    pub fn add(&mut self, job: &ComparableJob) {
        let count = job.instances.max(0);
        let resources = &job.resources;
        let times = |amount: i64| amount.saturating_mul(count);
        self.instances = self.instances.saturating_add(count);
        self.cpu += resources.cpu * count as f64;
        self.ram = self.ram.saturating_add(times(resources.ram));
        self.disk = self.disk.saturating_add(times(resources.disk));
        self.gpu = self.gpu.saturating_add(times(resources.gpu));
    }

    /// The cores, rounded to six decimals to remove rounding errors of the sum.
    pub fn rounded_cpu(&self) -> f64 {
        (self.cpu * 1e6).round() / 1e6
    }
}

/// Resources of both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct BeforeAfter {
    pub before: Amounts,
    pub after: Amounts,
}

impl BeforeAfter {
    fn add(&mut self, old: Option<&ComparableJob>, new: Option<&ComparableJob>) {
        if let Some(job) = old {
            self.before.add(job);
        }
        if let Some(job) = new {
            self.after.add(job);
        }
    }
}

/// What jobs are counted by.
pub const DIMENSIONS: [&str; 4] = ["cluster", "role", "environment", "tier"];

/// Resources of both sides, altogether and by part of the key or by tier.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// Of all jobs that can be compared.
    pub all: BeforeAfter,
    /// In the order of [`DIMENSIONS`].
    pub by: [BTreeMap<String, BeforeAfter>; 4],
}

impl Totals {
    /// Adds a job.
    pub fn add(&mut self, old: Option<&ComparableJob>, new: Option<&ComparableJob>) {
        self.all.add(old, new);
        for (index, by) in self.by.iter_mut().enumerate() {
            let name = |job: &ComparableJob| {
                let key = &job.key;
                [&key.cluster, &key.role, &key.environment, &job.tier][index].clone()
            };
            let mut add = |name: String, old, new| by.entry(name).or_default().add(old, new);
            if let Some(job) = old {
                add(name(job), old, None);
            }
            if let Some(job) = new {
                add(name(job), None, new);
            }
        }
    }
}
