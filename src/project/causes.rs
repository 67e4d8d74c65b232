//! Which edits led to the changes of jobs.
//!
//! A value knows the expression that wrote it. Where that expression was edited, it is the cause. Where it was not, because a function, a
//! condition or an operand elsewhere made it give something else, the edits of the job's files are taken back one by one, and the job is evaluated
//! again: an edit without which the value is another one is a cause. What is left can only be from settings.

use super::sides::{SideFiles, evaluate_side, name_on_side};
use crate::change::{
    Cause, ComparableFile, ComparableJob, Comparison, FileEdits, Group, GroupKind, JobChange,
    KnownEdits, by_origin, changes, file_edits,
};
use crate::source::{Ownership, SourceFile};
use crate::workspace::contents::Contents;
use crate::workspace::door;
use crate::workspace::files::normalize;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The most edits of a job's files that are taken back.
const MOST_EDITS: usize = 64;

/// The most evaluations for all groups together.
const MOST_EVALUATIONS: usize = 500;

/// Finds the causes of the changes of every group, by its first job.
pub fn find_causes(
    comparison: &mut Comparison,
    old: &SideFiles<'_>,
    new: &SideFiles<'_>,
    owner: Option<&str>,
) {
    let mut left = MOST_EVALUATIONS;
    let mut known = KnownEdits::default();
    for group in &mut comparison.groups {
        if !matches!(group.kind, GroupKind::Changed | GroupKind::Renamed) {
            continue;
        }
        let causes = of_group(group, old, new, owner, &mut left, &mut known);
        group.causes = causes;
    }
}

fn of_group(
    group: &Group,
    old: &SideFiles<'_>,
    new: &SideFiles<'_>,
    owner: Option<&str>,
    left: &mut usize,
    known: &mut KnownEdits,
) -> Vec<Cause> {
    let Some(job) = group.jobs.first() else {
        return Vec::new();
    };
    let old_name = |name: &str| name_on_side(name, old.base);
    let new_name = |name: &str| name_on_side(name, new.base);
    let files = file_edits(job, &old_name, &new_name, known);
    let mut found: FxHashSet<Cause> = FxHashSet::default();
    let mut unexplained: FxHashSet<&str> = FxHashSet::default();
    for change in &job.changes {
        let causes = by_origin(job, change, &files);
        if causes.is_empty() {
            unexplained.insert(&change.path);
        }
        found.extend(causes);
    }
    let is_text_only = job.changes.is_empty();
    let mut is_explained = unexplained.is_empty() && !is_text_only;
    if !is_explained {
        let tried = without_each_edit(job, &files, new, owner, left);
        for attempt in &tried {
            let matters = match &attempt.differing {
                Some(paths) if is_text_only => attempt.changes_text || !paths.is_empty(),
                Some(paths) => paths.iter().any(|path| unexplained.contains(path.as_str())),
                None => false,
            };
            if matters {
                found.extend(attempt.causes.iter().cloned());
                is_explained = true;
            }
        }
        // Without these, the job does not exist; that they matter is all that is known.
        if !is_explained {
            for attempt in tried.iter().filter(|it| it.differing.is_none()) {
                found.extend(attempt.causes.iter().cloned());
                is_explained = true;
            }
        }
    }
    if !is_explained {
        found.extend(of_settings(job, old, new));
    }
    let mut found: Vec<Cause> = found.into_iter().collect();
    found.sort();
    found
}

/// What came of taking back an edit.
struct Attempt {
    /// The edit.
    causes: Vec<Cause>,
    /// The paths that then differ from what they are now; `None` if the job then cannot be evaluated.
    differing: Option<Vec<String>>,
    /// Whether the scheduler then compares another text.
    changes_text: bool,
}

fn without_each_edit(
    job: &JobChange,
    files: &[Arc<FileEdits>],
    new: &SideFiles<'_>,
    owner: Option<&str>,
    left: &mut usize,
) -> Vec<Attempt> {
    let Some(now) = &job.new else {
        return Vec::new();
    };
    let mut targets = new.plan.targets.iter();
    let Some(target) = targets.find(|it| it.name == *now.file) else {
        return Vec::new();
    };
    let mut attempts = Vec::new();
    let hunks = files
        .iter()
        .flat_map(|file| file.hunks.iter().map(move |hunk| (file, hunk)));
    for (file, (hunk, edits)) in hunks.take(MOST_EDITS) {
        if *left == 0 {
            break;
        }
        *left -= 1;
        let path = normalize(&new.plan.current.join(&file.new.name));
        let text = file.reverted(hunk).into_bytes();
        let texts = BTreeMap::from([(path.display().to_string(), text)]);
        let contents = Contents::with_texts(texts);
        let evaluated = evaluate_side(new, &[target], &contents, owner, &());
        let other = evaluated.first().and_then(|it| same_job(&it.file, now));
        let differing = other.as_ref().map(|other| {
            let changes = changes(now, other).into_iter();
            changes.map(|change| change.path).collect()
        });
        attempts.push(Attempt {
            causes: edits.iter().map(|edit| Cause::of(file, edit)).collect(),
            changes_text: other.is_some_and(|other| other.config != now.config),
            differing,
        });
    }
    attempts
}

fn same_job(file: &ComparableFile, job: &ComparableJob) -> Option<Arc<ComparableJob>> {
    if file.error.is_some() {
        return None;
    }
    file.jobs.iter().find(|it| it.key == job.key).cloned()
}

/// The edits of the settings files of a job.
fn of_settings(job: &JobChange, old: &SideFiles<'_>, new: &SideFiles<'_>) -> Vec<Cause> {
    let read = |side: &SideFiles<'_>, job: &Option<Arc<ComparableJob>>| {
        let file = &job.as_ref()?.file;
        let target = side.plan.targets.iter().find(|it| it.name == **file)?;
        let circumstances = &side.plan.circumstances[target.circumstances];
        let path = circumstances.found.path.as_ref()?;
        let path = side.plan.current.join(path);
        let tree = circumstances.host.tree();
        let bytes = tree
            .read(&tree.true_path(&path).ok()?, door::LARGEST)
            .ok()?;
        let name = path.strip_prefix(&side.plan.current).unwrap_or(&path);
        let text = String::from_utf8(bytes).ok()?;
        Some(source(name, text))
    };
    let (before, after) = (read(old, &job.old), read(new, &job.new));
    let (before, after) = match (before, after) {
        (None, None) => return Vec::new(),
        (Some(before), None) => {
            let empty = source(Path::new(&before.name), String::new());
            (before, empty)
        }
        (None, Some(after)) => (source(Path::new(&after.name), String::new()), after),
        (Some(before), Some(after)) => (before, after),
    };
    FileEdits::lines(&before, &after)
}

fn source(name: &Path, text: String) -> SourceFile {
    SourceFile::new(name.display().to_string(), text, Ownership::User)
}
