//! Jobs with the same changes.

use super::words::{Edit, edits};
use super::{Cause, Change, ChangeKind, InstanceCounts, JobChange};
use crate::emit::Json;
use crate::job::JobKey;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// What happened to the jobs of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum GroupKind {
    Changed,
    Renamed,
    Added,
    Removed,
}

impl GroupKind {
    /// What happened to a job; `None` if nothing did.
    pub fn of(job: &JobChange) -> Option<GroupKind> {
        let counts = &job.instances.counts;
        let moves = counts.added + counts.removed + counts.replaced;
        match (&job.old, &job.new) {
            (None, _) => Some(GroupKind::Added),
            (_, None) => Some(GroupKind::Removed),
            (Some(old), Some(new)) if old.key != new.key => Some(GroupKind::Renamed),
            _ if job.changes.is_empty() && moves == 0 => None,
            _ => Some(GroupKind::Changed),
        }
    }

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            GroupKind::Changed => "changed",
            GroupKind::Renamed => "renamed",
            GroupKind::Added => "added",
            GroupKind::Removed => "removed",
        }
    }
}

/// Jobs with the same changes.
#[derive(Debug)]
pub struct Group {
    /// What happened to them.
    pub kind: GroupKind,
    /// The jobs, by key. The changes of the first one stand for all: of strings, the same words differ.
    pub jobs: Vec<JobChange>,
    /// The edits that led to the changes, as far as they were looked for.
    pub causes: Vec<Cause>,
}

impl Group {
    /// What differs in each job.
    pub fn changes(&self) -> &[Change] {
        self.jobs.first().map_or(&[], |job| &job.changes)
    }

    /// What happens to all their instances.
    pub fn instances(&self) -> InstanceCounts {
        let mut all = InstanceCounts::default();
        for job in &self.jobs {
            all.add(&job.instances.counts);
        }
        all
    }
}

/// What jobs of a group have in common.
#[derive(PartialEq, Eq, Hash)]
struct Signature {
    kind: GroupKind,
    key: Vec<Option<Vec<Edit>>>,
    changes: Vec<(String, ChangeKind, Vec<Edit>)>,
    is_text_only: bool,
}

/// Puts jobs with the same changes together. The largest group is first.
pub fn groups(jobs: Vec<JobChange>) -> Vec<Group> {
    let mut found: IndexMap<Signature, Group, FxBuildHasher> = IndexMap::default();
    for job in jobs {
        let Some(kind) = GroupKind::of(&job) else {
            continue;
        };
        let group = found.entry(signature(&job, kind)).or_insert_with(|| Group {
            kind,
            jobs: Vec::new(),
            causes: Vec::new(),
        });
        group.jobs.push(job);
    }
    let mut groups: Vec<Group> = found.into_values().collect();
    groups.sort_by_cached_key(|group| {
        let counts = group.instances();
        let moved = counts.added + counts.removed + counts.replaced;
        let first = group.jobs[0].key().clone();
        (
            std::cmp::Reverse((group.jobs.len(), moved)),
            group.kind,
            first,
        )
    });
    groups
}

fn signature(job: &JobChange, kind: GroupKind) -> Signature {
    let change = |change: &Change| {
        let text = match (&change.before, &change.after) {
            (Some(Json::Text(before)), Some(Json::Text(after))) => differing(before, after),
            (before, after) => [before, after]
                .map(|it| it.as_ref().map_or(String::new(), Json::to_compact))
                .map(Edit::Removed)
                .to_vec(),
        };
        (change.path.clone(), change.kind, text)
    };
    let is_told = matches!(kind, GroupKind::Changed | GroupKind::Renamed);
    let key = match (kind, &job.old, &job.new) {
        (GroupKind::Renamed, Some(old), Some(new)) => renamed(&old.key, &new.key),
        _ => Vec::new(),
    };
    Signature {
        kind,
        key,
        changes: match is_told {
            true => job.changes.iter().map(change).collect(),
            false => Vec::new(),
        },
        is_text_only: is_told && job.changes.is_empty(),
    }
}

/// What differs between strings, without what is equal.
fn differing(before: &str, after: &str) -> Vec<Edit> {
    let mut edits = edits(before, after);
    edits.retain(|edit| !matches!(edit, Edit::Equal(_)));
    edits
}

/// What differs in each part of a key.
fn renamed(old: &JobKey, new: &JobKey) -> Vec<Option<Vec<Edit>>> {
    let parts = [
        (&old.cluster, &new.cluster),
        (&old.role, &new.role),
        (&old.environment, &new.environment),
        (&old.name, &new.name),
    ];
    let differs = |(old, new): (&String, &String)| (old != new).then(|| differing(old, new));
    parts.map(differs).to_vec()
}
