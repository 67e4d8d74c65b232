//! A comparison as JSON; docs/diff.md describes it.

use super::instances::{Action, Note};
use super::quota::{Exceeded, Quota};
use super::totals::DIMENSIONS;
use super::{
    Amounts, BeforeAfter, Cause, Change, ChangeKind, Comparison, Group, Incomparable,
    InstanceCounts, JobChange,
};
use crate::emit::Json;
use serde_json::{Map, Value, json};

/// The version of the schema. Fields may be added to it without a new version.
const VERSION: u32 = 1;

/// A comparison of two sides with these names.
pub fn to_json(comparison: &Comparison, quotas: &[Exceeded], old: &str, new: &str) -> Value {
    let jobs = &comparison.jobs;
    let groups = comparison.groups.iter().map(group);
    let incomparable = comparison.incomparable.iter().map(incomparable);
    let totals = &comparison.totals;
    let by = DIMENSIONS.iter().zip(&totals.by).map(|(name, by)| {
        let entries = by
            .iter()
            .map(|(name, totals)| (name.clone(), resources(totals)));
        (String::from(*name), Value::Object(entries.collect()))
    });
    json!({
        "version": VERSION,
        "old": old,
        "new": new,
        "summary": {
            "jobs": {
                "added": jobs.added,
                "removed": jobs.removed,
                "renamed": jobs.renamed,
                "changed": jobs.changed,
                "unchanged": jobs.unchanged,
                "incomparable": jobs.incomparable,
            },
            "instances": counts(&comparison.instances),
            "resources": resources(&totals.all),
            "by": Value::Object(by.collect()),
        },
        "groups": groups.collect::<Vec<_>>(),
        "incomparable": incomparable.collect::<Vec<_>>(),
        "quotas": quotas.iter().map(quota).collect::<Vec<_>>(),
    })
}

fn counts(counts: &InstanceCounts) -> Value {
    json!({
        "added": counts.added,
        "removed": counts.removed,
        "replaced": counts.replaced,
        "unchanged": counts.unchanged,
    })
}

fn resources(totals: &BeforeAfter) -> Value {
    let amounts = |amounts: &Amounts| {
        json!({
            "cpu": amounts.rounded_cpu(),
            "ram": amounts.ram,
            "disk": amounts.disk,
            "gpu": amounts.gpu,
            "instances": amounts.instances,
        })
    };
    json!({"before": amounts(&totals.before), "after": amounts(&totals.after)})
}

fn group(group: &Group) -> Value {
    json!({
        "kind": group.kind.name(),
        "jobs": group.jobs.iter().map(job).collect::<Vec<_>>(),
        "instances": counts(&group.instances()),
        "changes": group.changes().iter().map(change).collect::<Vec<_>>(),
        "causes": group.causes.iter().map(cause).collect::<Vec<_>>(),
    })
}

fn cause(cause: &Cause) -> Value {
    json!({
        "file": cause.file,
        "line": cause.line,
        "column": cause.column,
        "before": cause.before,
        "after": cause.after,
    })
}

fn job(job: &JobChange) -> Value {
    let plan = &job.instances;
    let mut fields = Map::new();
    let mut add = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    add("key", job.key().to_string().into());
    if let Some(old) = job.old.as_ref().filter(|old| old.key != *job.key()) {
        add("old_key", old.key.to_string().into());
    }
    add("file", (*job.any().file).into());
    add("instances", counts(&plan.counts));
    let order = plan.order.iter().map(|range| {
        let action = match range.action {
            Action::Add => "add",
            Action::Replace => "replace",
            Action::Remove => "remove",
        };
        json!({"action": action, "first": range.first, "last": range.last})
    });
    add("order", order.collect::<Vec<_>>().into());
    add("fields", plan.fields.clone().into());
    if let Some(batches) = plan.batches {
        add("batches", batches.into());
        add("least_seconds", plan.least_secs.into());
    }
    let notes = plan.notes.iter().map(|note| note_name(*note));
    add("notes", notes.collect::<Vec<_>>().into());
    Value::Object(fields)
}

fn note_name(note: Note) -> &'static str {
    match note {
        Note::LaterRuns => "later-runs",
        Note::NotAService => "not-a-service",
        Note::RunsOn => "runs-on",
        Note::OtherKind => "other-kind",
        Note::TextOnly => "text-only",
        Note::DataUnknown => "data-unknown",
        Note::Pauses(_) => "pauses",
        Note::Pulses => "pulses",
    }
}

fn change(change: &Change) -> Value {
    let kind = match change.kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
        ChangeKind::Reordered => "reordered",
    };
    json!({
        "path": change.path,
        "kind": kind,
        "before": change.before.as_ref().map(value),
        "after": change.after.as_ref().map(value),
    })
}

/// The same value for the other library; integers that do not fit become floats.
fn value(json: &Json) -> Value {
    serde_json::from_str(&json.to_compact()).unwrap_or_default()
}

fn quota(exceeded: &Exceeded) -> Value {
    let amounts =
        |quota: &Quota| json!({"cpu": quota.cpu, "ram_mb": quota.ram_mb, "disk_mb": quota.disk_mb});
    json!({
        "role": exceeded.role,
        "quota": amounts(&exceeded.quota),
        "before": amounts(&exceeded.before),
        "after": amounts(&exceeded.after),
        "during": amounts(&exceeded.during),
    })
}

fn incomparable(job: &Incomparable) -> Value {
    json!({
        "key": job.key,
        "side": if job.in_new { "new" } else { "old" },
        "file": job.file,
        "reason": job.reason,
    })
}
