//! What a change does: two sets of evaluated jobs are compared as people, the scheduler and a quota see them.
//!
//! | file | what |
//! | --- | --- |
//! | `side.rs` | one version of the jobs |
//! | `state/` | what the scheduler says that runs, as a side |
//! | `matching.rs` | which job of one side is which of the other; jobs that were renamed |
//! | `attributes.rs` | what differs in a job, attribute by attribute |
//! | `words.rs` | what differs in a string, word by word |
//! | `instances.rs` | which instances the scheduler replaces, in which order, and the least time that takes |
//! | `totals.rs` | resources before and after |
//! | `text_edits.rs` | what was edited in the files |
//! | `cause.rs` | which edits led to a change |
//! | `quota.rs` | what exceeds a quota |
//! | `groups.rs` | jobs with the same changes |
//! | `json.rs` | all of it as JSON |

mod attributes;
mod cause;
mod groups;
mod instances;
mod json;
mod matching;
pub mod quota;
mod side;
pub mod state;
mod text_edits;
mod totals;
mod words;

#[cfg(test)]
mod tests;

pub use attributes::{Change, ChangeKind, Unit, changes};
pub use cause::{Cause, KnownEdits, by_origin, file_edits};
pub use groups::{Group, GroupKind};
pub use instances::{Action, Batches, InstancePlan, InstanceRange, Kind, Note, Strategy};
pub use json::to_json;
pub use matching::Pair;
pub use side::{ComparableFile, ComparableJob, Side};
pub use text_edits::FileEdits;
pub use totals::{Amounts, BeforeAfter, DIMENSIONS, Totals};
pub use words::{Edit, edits};

use crate::job::JobKey;
use std::sync::Arc;

/// A job on both sides or on one of them.
#[derive(Debug)]
pub struct JobChange {
    /// The job before; `None` if it was added.
    pub old: Option<Arc<ComparableJob>>,
    /// The job after; `None` if it was removed.
    pub new: Option<Arc<ComparableJob>>,
    /// What differs, without the key.
    pub changes: Vec<Change>,
    /// What an update does.
    pub instances: InstancePlan,
}

impl JobChange {
    /// The key after the change, or before it if the job was removed.
    pub fn key(&self) -> &JobKey {
        &self.any().key
    }

    /// The job after the change, or before it if it was removed.
    pub fn any(&self) -> &ComparableJob {
        match (&self.new, &self.old) {
            (Some(job), _) | (None, Some(job)) => job,
            (None, None) => unreachable!("a change is of a job"),
        }
    }
}

/// A job that one side has, and of which the other side cannot say whether it has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Incomparable {
    /// Its key.
    pub key: String,
    /// The file whose errors are why.
    pub file: String,
    /// Whether that is the new side.
    pub in_new: bool,
    /// The first error.
    pub reason: String,
}

/// How many jobs there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct JobCounts {
    pub added: usize,
    pub removed: usize,
    pub renamed: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub incomparable: usize,
}

/// How many instances the scheduler adds, removes, replaces and leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct InstanceCounts {
    pub added: i64,
    pub removed: i64,
    pub replaced: i64,
    pub unchanged: i64,
}

impl InstanceCounts {
    fn add(&mut self, other: &InstanceCounts) {
        self.added = self.added.saturating_add(other.added);
        self.removed = self.removed.saturating_add(other.removed);
        self.replaced = self.replaced.saturating_add(other.replaced);
        self.unchanged = self.unchanged.saturating_add(other.unchanged);
    }
}

/// What differs between two sides.
#[derive(Debug)]
pub struct Comparison {
    /// Jobs with the same changes, the most jobs first.
    pub groups: Vec<Group>,
    /// Jobs that cannot be compared, by key.
    pub incomparable: Vec<Incomparable>,
    /// Files of the new side with errors, each with the first one: nobody knows their jobs.
    pub broken: Vec<(String, String)>,
    /// How many jobs of each kind.
    pub jobs: JobCounts,
    /// How many instances of each kind.
    pub instances: InstanceCounts,
    /// Resources.
    pub totals: Totals,
    /// Every job that can be compared, before and after.
    pub pairs: Vec<matching::Pair>,
}

impl Comparison {
    /// Whether both sides have the same jobs, as far as they can be compared.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.incomparable.is_empty()
    }
}

/// Files of the new side with errors. One that the old side has, too, is as it was.
fn broken(old: &Side, new: &Side) -> Vec<(String, String)> {
    let is_new = |file: &&Arc<ComparableFile>| !old.files.iter().any(|it| Arc::ptr_eq(it, file));
    let with_errors = new.files.iter().filter(|it| it.error.is_some());
    let files = with_errors.filter(is_new);
    let files = files.filter_map(|it| Some((it.name.clone(), it.error.clone()?)));
    files.collect()
}

/// Compares two sides.
pub fn compare(old: &Side, new: &Side) -> Comparison {
    let matched = matching::matching(old, new);
    let mut counts = JobCounts {
        incomparable: matched.incomparable.len(),
        ..JobCounts::default()
    };
    let mut instances = InstanceCounts::default();
    let mut totals = Totals::default();
    let mut changed = Vec::new();
    for (before, after) in matched.pairs.iter().cloned() {
        totals.add(before.as_deref(), after.as_deref());
        let is_same = match (&before, &after) {
            (Some(before), Some(after)) => Arc::ptr_eq(before, after),
            _ => false,
        };
        let job = JobChange {
            changes: match (&before, &after) {
                (Some(before), Some(after)) if !is_same => attributes::changes(before, after),
                _ => Vec::new(),
            },
            instances: InstancePlan::of(before.as_deref(), after.as_deref()),
            old: before,
            new: after,
        };
        instances.add(&job.instances.counts);
        match GroupKind::of(&job) {
            None => counts.unchanged += 1,
            Some(kind) => {
                match kind {
                    GroupKind::Added => counts.added += 1,
                    GroupKind::Removed => counts.removed += 1,
                    GroupKind::Renamed => counts.renamed += 1,
                    GroupKind::Changed => counts.changed += 1,
                }
                changed.push(job);
            }
        }
    }
    Comparison {
        groups: groups::groups(changed),
        incomparable: matched.incomparable,
        broken: broken(old, new),
        jobs: counts,
        instances,
        totals,
        pairs: matched.pairs,
    }
}
