//! Which job of one side is which of the other.

use super::side::{ComparableFile, ComparableJob, Side};
use super::{Incomparable, attributes};
use crate::job::JobKey;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// A job before and after.
pub type Pair = (Option<Arc<ComparableJob>>, Option<Arc<ComparableJob>>);

/// The jobs of both sides.
#[derive(Default)]
pub struct Matched {
    /// Each job of either side that can be compared.
    pub pairs: Vec<Pair>,
    /// The others.
    pub incomparable: Vec<Incomparable>,
}

/// The most pairs of an added and a removed job that are looked at for a rename.
const MOST_CANDIDATES: usize = 1_000_000;

/// The share of equal leaves from which on two jobs count as one that was renamed, in percent.
const SIMILAR: usize = 75;

/// Matches the jobs of two sides.
pub fn matching(old: &Side, new: &Side) -> Matched {
    let mut matched = Matched::default();
    let (old_index, new_index) = (Index::of(old), Index::of(new));
    let mut removed = Vec::new();
    for (place, job) in &old_index.jobs {
        match new_index.positions.get(place) {
            Some(&other) => {
                let other = new_index.jobs[other].1.clone();
                matched.pairs.push((Some(job.clone()), Some(other)));
            }
            None => removed.push(job.clone()),
        }
    }
    let mut added = Vec::new();
    for (place, job) in &new_index.jobs {
        if !old_index.positions.contains_key(place) {
            added.push(job.clone());
        }
    }
    for (side, other, in_new, jobs) in [
        (new, old, true, &mut removed),
        (old, new, false, &mut added),
    ] {
        let doubts = Doubts::of(side, other, in_new);
        jobs.retain(|job: &Arc<ComparableJob>| {
            let doubt = doubts.about(job);
            let is_certain = doubt.is_none();
            matched.incomparable.extend(doubt);
            is_certain
        });
        matched.incomparable.extend(unusable(side, in_new));
    }
    // Errors of the new side are the ones to mend.
    matched
        .incomparable
        .sort_by(|a, b| (&a.key, !a.in_new, a).cmp(&(&b.key, !b.in_new, b)));
    matched.incomparable.dedup_by(|a, b| a.key == b.key);
    renames(&mut removed, &mut added, &mut matched.pairs);
    let removed = removed.into_iter().map(|job| (Some(job), None));
    matched.pairs.extend(removed);
    let added = added.into_iter().map(|job| (None, Some(job)));
    matched.pairs.extend(added);
    matched.pairs.sort_by(|a, b| key_of(a).cmp(key_of(b)));
    matched
}

fn key_of(pair: &Pair) -> &JobKey {
    match pair {
        (_, Some(job)) | (Some(job), None) => &job.key,
        (None, None) => unreachable!("a pair has a job"),
    }
}

/// The jobs of a side that can be compared, by key. A key that is there several times has a number each.
struct Index {
    jobs: Vec<((JobKey, usize), Arc<ComparableJob>)>,
    positions: FxHashMap<(JobKey, usize), usize>,
}

impl Index {
    fn of(side: &Side) -> Index {
        let mut index = Index {
            jobs: Vec::new(),
            positions: FxHashMap::default(),
        };
        let mut seen: FxHashMap<&JobKey, usize> = FxHashMap::default();
        let files = side.files.iter().filter(|file| file.error.is_none());
        for job in files.flat_map(|file| &file.jobs) {
            let number = seen.entry(&job.key).or_default();
            let place = (job.key.clone(), *number);
            *number += 1;
            index.positions.insert(place.clone(), index.jobs.len());
            index.jobs.push((place, job.clone()));
        }
        index
    }
}

/// What a side cannot say because of its errors.
struct Doubts<'a> {
    in_new: bool,
    files: FxHashMap<&'a str, &'a ComparableFile>,
    /// What the sides call a file, by what messages call the one that the other side has.
    names: FxHashMap<&'a str, &'a str>,
    /// Jobs that the side has, but that cannot be compared, by key.
    unusable: FxHashMap<String, Incomparable>,
    /// A file with errors that the other side does not have: any of its files may be what this one was.
    stray: Option<&'a ComparableFile>,
}

impl<'a> Doubts<'a> {
    fn of(side: &'a Side, other: &'a Side, in_new: bool) -> Doubts<'a> {
        let others: FxHashSet<&str> = other.files.iter().map(|it| it.name.as_str()).collect();
        let files = side.files.iter().map(|it| (it.name.as_str(), &**it));
        let mut broken = side.files.iter().filter(|it| it.error.is_some());
        Doubts {
            in_new,
            files: files.collect(),
            names: other
                .files
                .iter()
                .filter_map(|it| Some((&*it.jobs.first()?.file, it.name.as_str())))
                .collect(),
            unusable: unusable(side, in_new)
                .map(|job| (job.key.clone(), job))
                .collect(),
            stray: broken
                .find(|it| !others.contains(it.name.as_str()))
                .map(|it| &**it),
        }
    }

    /// Why this side cannot say whether it has a job of the other side.
    fn about(&self, job: &ComparableJob) -> Option<Incomparable> {
        let key = job.key.label();
        if let Some(job) = self.unusable.get(&key) {
            return Some(job.clone());
        }
        let name = self.names.get(&*job.file).copied().unwrap_or(&job.file);
        let own = self.files.get(name).copied();
        let file = match own {
            Some(file) => file,
            None => self.stray?,
        };
        let error = file.error.as_deref()?;
        Some(incomparable(key, file, error, self.in_new))
    }
}

/// The jobs of a side that cannot be compared: the client would refuse them, or the file that lists them.
fn unusable(side: &Side, in_new: bool) -> impl Iterator<Item = Incomparable> {
    side.files.iter().flat_map(move |file| {
        let refused = file.refused.iter();
        let refused =
            refused.map(move |(key, reason)| incomparable(key.clone(), file, reason, in_new));
        let listed = file.error.iter().flat_map(move |reason| {
            let jobs = file.jobs.iter();
            jobs.map(move |job| incomparable(job.key.label(), file, reason, in_new))
        });
        refused.chain(listed)
    })
}

fn incomparable(key: String, file: &ComparableFile, reason: &str, in_new: bool) -> Incomparable {
    Incomparable {
        key,
        file: file.name.clone(),
        in_new,
        reason: reason.to_owned(),
    }
}

/// Takes out jobs that were renamed: first those that are equal but for the key, then the most similar ones.
fn renames(
    removed: &mut Vec<Arc<ComparableJob>>,
    added: &mut Vec<Arc<ComparableJob>>,
    pairs: &mut Vec<Pair>,
) {
    if removed.is_empty() || added.is_empty() {
        return;
    }
    let leaves = |jobs: &[Arc<ComparableJob>]| -> Vec<FxHashSet<u64>> {
        jobs.iter().map(|job| attributes::leaves(job)).collect()
    };
    let (old_leaves, new_leaves) = (leaves(removed), leaves(added));
    let mut candidates = Vec::new();
    let looked_at = removed.len().saturating_mul(added.len());
    for (old, old_leaves) in old_leaves.iter().enumerate() {
        for (new, new_leaves) in new_leaves.iter().enumerate() {
            // Of very many jobs, only those of the same name are looked at.
            let is_near = removed[old].key.name == added[new].key.name;
            if looked_at > MOST_CANDIDATES && !is_near {
                continue;
            }
            let common = old_leaves.intersection(new_leaves).count();
            let all = old_leaves.len().max(new_leaves.len()).max(1);
            let share = common * 100 / all;
            if share >= SIMILAR {
                let parts = same_parts(&removed[old].key, &added[new].key);
                candidates.push((share, parts, old, new));
            }
        }
    }
    candidates.sort_by(|a, b| {
        (b.0, b.1)
            .cmp(&(a.0, a.1))
            .then((a.2, a.3).cmp(&(b.2, b.3)))
    });
    let (mut old_taken, mut new_taken) = (FxHashSet::default(), FxHashSet::default());
    for (.., old, new) in candidates {
        if !old_taken.contains(&old) && !new_taken.contains(&new) {
            old_taken.insert(old);
            new_taken.insert(new);
            pairs.push((Some(removed[old].clone()), Some(added[new].clone())));
        }
    }
    let keep = |jobs: &mut Vec<Arc<ComparableJob>>, taken: &FxHashSet<usize>| {
        let mut index = 0;
        jobs.retain(|_| {
            index += 1;
            !taken.contains(&(index - 1))
        });
    };
    keep(removed, &old_taken);
    keep(added, &new_taken);
}

/// How many parts two keys have in common.
fn same_parts(a: &JobKey, b: &JobKey) -> usize {
    let parts = [
        a.cluster == b.cluster,
        a.role == b.role,
        a.environment == b.environment,
        a.name == b.name,
    ];
    parts.into_iter().filter(|it| *it).count()
}
