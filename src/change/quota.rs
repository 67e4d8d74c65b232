//! What exceeds a quota. Aurora: `QuotaManager`.

use super::Comparison;
use super::side::ComparableJob;
use crate::job::MEGABYTE;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a role may use with jobs that are for production and not on dedicated machines.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quota {
    /// Cores.
    pub cpu: f64,
    /// Megabytes of memory.
    pub ram_mb: i64,
    /// Megabytes of disk.
    pub disk_mb: i64,
}

/// The quotas of roles; a role without one may use nothing.
pub type Quotas = BTreeMap<String, Quota>;

/// A role whose quota is exceeded.
#[derive(Clone, Debug, PartialEq)]
pub struct Exceeded {
    /// The role.
    pub role: String,
    /// What it may use.
    pub quota: Quota,
    /// What its jobs use before the change.
    pub before: Quota,
    /// What they use after it.
    pub after: Quota,
    /// The most that they use while all updates are under way: of each job, the larger of both versions.
    pub during: Quota,
}

impl Quota {
    fn add(&mut self, other: Quota) {
        self.cpu += other.cpu;
        self.ram_mb = self.ram_mb.saturating_add(other.ram_mb);
        self.disk_mb = self.disk_mb.saturating_add(other.disk_mb);
    }

    fn max(self, other: Quota) -> Quota {
        Quota {
            cpu: self.cpu.max(other.cpu),
            ram_mb: self.ram_mb.max(other.ram_mb),
            disk_mb: self.disk_mb.max(other.disk_mb),
        }
    }

    /// By how much it exceeds another one, in the scheduler's words; `None` if it does not.
    pub fn beyond(&self, quota: &Quota) -> Option<String> {
        let mut words = Vec::new();
        // A difference beyond the sixth decimal is a rounding error.
        let cpu = self.cpu - quota.cpu;
        if cpu > 1e-6 {
            words.push(format!("CPU quota exceeded by {cpu:.2} core(s)"));
        }
        let ram = self.ram_mb.saturating_sub(quota.ram_mb);
        if ram > 0 {
            words.push(format!("RAM quota exceeded by {ram}.00 MB"));
        }
        let disk = self.disk_mb.saturating_sub(quota.disk_mb);
        if disk > 0 {
            words.push(format!("disk quota exceeded by {disk}.00 MB"));
        }
        (!words.is_empty()).then(|| words.join("; "))
    }
}

/// What all instances of a job count against the quota. Cron jobs count all the time.
fn used(job: Option<&ComparableJob>) -> Quota {
    let Some(job) = job.filter(|job| job.counts_against_quota) else {
        return Quota::default();
    };
    let count = job.instances.max(0);
    let megabytes = |bytes: i64| bytes.div_euclid(MEGABYTE).saturating_mul(count);
    Quota {
        cpu: job.resources.cpu * count as f64,
        ram_mb: megabytes(job.resources.ram),
        disk_mb: megabytes(job.resources.disk),
    }
}

/// The roles that exceed their quotas after the change, or while it is made.
pub fn exceeded(comparison: &Comparison, quotas: &Quotas) -> Vec<Exceeded> {
    let mut roles: BTreeMap<&str, [Quota; 3]> = BTreeMap::new();
    for (old, new) in &comparison.pairs {
        let (old, new) = (old.as_deref(), new.as_deref());
        let is_same_role = match (old, new) {
            (Some(old), Some(new)) => old.key == new.key,
            _ => false,
        };
        let (before, after) = (used(old), used(new));
        if let Some(job) = old {
            let role = roles.entry(&job.key.role).or_default();
            role[0].add(before);
            if !is_same_role {
                role[2].add(before);
            }
        }
        if let Some(job) = new {
            let role = roles.entry(&job.key.role).or_default();
            role[1].add(after);
            role[2].add(if is_same_role {
                before.max(after)
            } else {
                after
            });
        }
    }
    let mut found = Vec::new();
    for (role, [before, after, during]) in roles {
        let quota = quotas.get(role).copied().unwrap_or_default();
        if during.beyond(&quota).is_some() {
            found.push(Exceeded {
                role: role.to_owned(),
                quota,
                before,
                after,
                during,
            });
        }
    }
    found
}

/// Reads quotas: what the scheduler answers to `/quotas`, `{ROLE: {"cpu_cores": …, "ram_mb": …, "disk_mb": …}}`. The error is a sentence.
pub fn parse(text: &str) -> Result<Quotas, String> {
    const FORM: &str =
        "expected `{\"ROLE\": {\"cpu_cores\": 10.0, \"ram_mb\": 1024, \"disk_mb\": 2048}}`";
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
    let roles = value.as_object().ok_or(FORM)?;
    let mut quotas = Quotas::new();
    for (role, entry) in roles {
        let wrong = || format!("the quota of `{role}` is not one: {FORM}");
        let entry = entry.as_object().ok_or_else(wrong)?;
        let number = |names: [&str; 2]| {
            let value = names.iter().find_map(|name| entry.get(*name));
            match value {
                None => Some(0.0),
                Some(value) => value.as_f64().filter(|it| *it >= 0.0),
            }
        };
        const CPU: [&str; 2] = ["cpu_cores", "cpu"];
        const RAM: [&str; 2] = ["ram_mb", "ramMb"];
        const DISK: [&str; 2] = ["disk_mb", "diskMb"];
        let known = [CPU, RAM, DISK].concat();
        if entry.is_empty() || entry.keys().any(|name| !known.contains(&name.as_str())) {
            return Err(wrong());
        }
        let quota = Quota {
            cpu: number(CPU).ok_or_else(wrong)?,
            ram_mb: number(RAM).ok_or_else(wrong)? as i64,
            disk_mb: number(DISK).ok_or_else(wrong)? as i64,
        };
        quotas.insert(role.clone(), quota);
    }
    Ok(quotas)
}
