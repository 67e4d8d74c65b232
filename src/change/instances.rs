//! Which instances the scheduler adds, replaces and removes, in which order, and the least time that takes.
//!
//! Aurora: `JobDiff`, `InstanceUpdater`, `UpdateFactory`, `OneWayJobUpdater`.

use super::InstanceCounts;
use super::side::{ComparableJob, Running, fields};
use super::state::populated;
use crate::emit::Thrift;
use crate::job::Job;
use crate::job::value::{self, attribute};
use crate::object::Object;
use std::collections::{BTreeMap, BTreeSet};

/// When a job runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All the time: the scheduler updates it.
    Service,
    /// Once.
    Once,
    /// On a schedule: only later runs use a new configuration.
    Cron,
}

impl Kind {
    /// The kind of a job.
    pub fn of(job: &Job) -> Kind {
        match (job.attribute("cron_schedule"), job.is_service()) {
            (Some(_), _) => Kind::Cron,
            (None, true) => Kind::Service,
            (None, false) => Kind::Once,
        }
    }
}

/// The batches of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batches {
    /// So many at a time, the next as soon as one is done.
    Queue(i64),
    /// So many, and the next ones when all are done.
    Equal(i64),
    /// Batches of these sizes; the last one holds for all further ones.
    Variable(Vec<i64>),
}

impl Batches {
    /// How many batches so many instances need.
    pub fn count(&self, instances: i64) -> i64 {
        let divide = |instances: i64, size: i64| {
            let size = size.max(1);
            instances / size + i64::from(instances % size != 0)
        };
        match self {
            Batches::Queue(size) | Batches::Equal(size) => divide(instances, *size),
            Batches::Variable(sizes) => {
                let mut left = instances;
                for (index, size) in sizes.iter().enumerate() {
                    if left <= 0 {
                        return index as i64;
                    }
                    left = left.saturating_sub((*size).max(1));
                }
                let last = sizes.last().copied().unwrap_or(1);
                sizes.len() as i64 + divide(left.max(0), last)
            }
        }
    }
}

/// How an update of a job goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Strategy {
    /// The batches.
    pub batches: Batches,
    /// How long an instance is watched, in seconds.
    pub watch_secs: i64,
    /// The least time until an instance counts as healthy, in seconds.
    pub health_secs: f64,
    /// Whether the update pauses before each batch but the first.
    pub pauses: bool,
    /// The update waits for a pulse at least this often, in seconds.
    pub pulse_secs: Option<i64>,
}

impl Strategy {
    /// The strategy that a job sets.
    pub fn of(job: &Job) -> Strategy {
        let update = job.attribute("update_config");
        let integer = |owner: Option<&Object>, name| value::read(owner?, name, value::integer);
        let flag = |owner: Option<&Object>, name| {
            owner.and_then(|it| value::read(it, name, value::boolean)) == Some(true)
        };
        let update = update.as_ref();
        let strategy = update.and_then(|it| attribute(it, "update_strategy"));
        let strategy = strategy.as_ref();
        let size = |owner| integer(owner, "batch_size").unwrap_or(1);
        let sizes = strategy.and_then(|it| attribute(it, "batch_sizes"));
        let sizes = sizes.as_ref().and_then(Object::as_list);
        let batches = match (strategy, sizes) {
            (_, Some(sizes)) => {
                Batches::Variable(sizes.iter().filter_map(value::integer).collect())
            }
            (Some(it), None) if it.field("autopause_after_batch").is_some() => {
                Batches::Equal(size(strategy))
            }
            (Some(_), None) => Batches::Queue(size(strategy)),
            (None, _) if flag(update, "wait_for_batch_completion") => Batches::Equal(size(update)),
            (None, _) => Batches::Queue(size(update)),
        };
        Strategy {
            batches,
            watch_secs: integer(update, "watch_secs").unwrap_or(45).max(0),
            health_secs: health_secs(job),
            pauses: flag(strategy, "autopause_after_batch"),
            pulse_secs: integer(update, "pulse_interval_secs"),
        }
    }
}

/// The least time until an instance counts as healthy: the first check is at once, the others follow at intervals. Without a check, an
/// instance is healthy as soon as it runs.
fn health_secs(job: &Job) -> f64 {
    let Some(config) = job.attribute("health_check_config") else {
        return 0.0;
    };
    let checker = attribute(&config, "health_checker");
    let has_shell = checker.is_some_and(|it| attribute(&it, "shell").is_some());
    let portmap = job
        .attribute("announce")
        .and_then(|it| attribute(&it, "portmap"));
    let names_port = portmap.is_some_and(|map| {
        let keys = map.as_map().unwrap_or_default().iter();
        let mut names = keys.filter_map(|(key, _)| value::text(key));
        names.any(|name| name == "health")
    });
    let has_port = job.ports.iter().any(|port| port == "health");
    if !has_shell && !has_port && !names_port {
        return 0.0;
    }
    let successes = value::read(&config, "min_consecutive_successes", value::integer);
    let interval = value::read(&config, "interval_secs", value::float).unwrap_or(10.0);
    (successes.unwrap_or(1) - 1).max(0) as f64 * interval.max(0.0)
}

/// What a person should know about an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// Running instances stay; later runs use the new configuration.
    LaterRuns,
    /// The scheduler updates services only: the job has to be killed and created.
    NotAService,
    /// A job that is not in the configuration any more runs until it is killed.
    RunsOn,
    /// A cron job cannot become another one, nor the reverse, unless it is killed.
    OtherKind,
    /// No value differs, only the text that the scheduler compares.
    TextOnly,
    /// The state lacks the executor's data: what is only there was not compared.
    DataUnknown,
    /// The update pauses, so many times.
    Pauses(i64),
    /// The update stops unless there are pulses.
    Pulses,
}

/// What an update of a job does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InstancePlan {
    /// How many instances are added, removed, replaced and left.
    pub counts: InstanceCounts,
    /// In which order: added first, then replaced, then removed, each by ascending number.
    pub order: Vec<InstanceRange>,
    /// The fields of the scheduler's `TaskConfig` that differ.
    pub fields: Vec<String>,
    /// The batches of the update; `None` if there is no update.
    pub batches: Option<i64>,
    /// The least time that the update takes, in seconds.
    pub least_secs: f64,
    /// What else to know.
    pub notes: Vec<Note>,
}

/// Instances that are treated alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstanceRange {
    /// What happens to them.
    pub action: Action,
    /// The first number.
    pub first: i64,
    /// The last number.
    pub last: i64,
}

/// What happens to an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Action {
    Add,
    Replace,
    Remove,
}

impl InstancePlan {
    /// What happens to the instances of a job.
    pub fn of(old: Option<&ComparableJob>, new: Option<&ComparableJob>) -> InstancePlan {
        match (old, new) {
            (Some(old), Some(new)) if old.key == new.key => between(old, new),
            _ => apart(old, new),
        }
    }
}

/// The instances of a job that the scheduler runs by itself: a cron job has them only while it runs.
fn standing(job: &ComparableJob) -> i64 {
    match job.kind {
        Kind::Cron => 0,
        Kind::Service | Kind::Once => job.instances.max(0),
    }
}

/// Two jobs, of which the scheduler does not know that they have to do with each other.
fn apart(old: Option<&ComparableJob>, new: Option<&ComparableJob>) -> InstancePlan {
    let (removed, added) = (old.map_or(0, standing), new.map_or(0, standing));
    let mut plan = InstancePlan {
        counts: InstanceCounts {
            added,
            removed,
            ..InstanceCounts::default()
        },
        ..InstancePlan::default()
    };
    plan.range(Action::Add, 0, added);
    plan.range(Action::Remove, 0, removed);
    if removed > 0 {
        plan.notes.push(Note::RunsOn);
    }
    plan
}

fn between(old: &ComparableJob, new: &ComparableJob) -> InstancePlan {
    if let Some(running) = &old.running
        && new.kind != Kind::Cron
    {
        return against(running, new);
    }
    if (old.kind == Kind::Cron) != (new.kind == Kind::Cron) {
        let mut plan = apart(Some(old), Some(new));
        plan.notes = vec![Note::OtherKind];
        return plan;
    }
    let mut plan = InstancePlan {
        fields: differing(&old.config, &new.config),
        ..InstancePlan::default()
    };
    let is_text_only =
        plan.fields.iter().eq(["executorConfig.data"]) && is_same_json(&old.config, &new.config);
    if is_text_only && !(old.is_order_known && new.is_order_known) {
        plan.fields.clear();
    }
    let differs = !plan.fields.is_empty();
    if new.kind == Kind::Cron {
        plan.counts.unchanged = old.instances.max(0);
        if differs || old.instances != new.instances {
            plan.notes.push(Note::LaterRuns);
        }
        return plan;
    }
    let (before, after) = (old.instances.max(0), new.instances.max(0));
    let kept = before.min(after);
    plan.counts = InstanceCounts {
        added: after - kept,
        removed: before - kept,
        replaced: if differs { kept } else { 0 },
        unchanged: if differs { 0 } else { kept },
    };
    plan.range(Action::Add, before, after);
    if differs {
        plan.range(Action::Replace, 0, kept);
    }
    plan.range(Action::Remove, after, before);
    if is_text_only && differs {
        plan.notes.push(Note::TextOnly);
    }
    plan.schedule(new);
    plan
}

impl InstancePlan {
    /// Adds how an update to a job goes.
    fn schedule(&mut self, new: &ComparableJob) {
        let plan = self;
        let started = plan.counts.added + plan.counts.replaced;
        if plan.order.is_empty() {
            return;
        }
        if new.kind != Kind::Service {
            plan.notes.push(Note::NotAService);
            return;
        }
        let strategy = &new.strategy;
        let batches = strategy.batches.count(started);
        plan.batches = Some(batches);
        plan.least_secs = batches as f64 * (strategy.health_secs + strategy.watch_secs as f64);
        let all = strategy.batches.count(started + plan.counts.removed);
        if strategy.pauses && all > 1 {
            plan.notes.push(Note::Pauses(all - 1));
        }
        if strategy.pulse_secs.is_some() {
            plan.notes.push(Note::Pulses);
        }
    }

    fn range(&mut self, action: Action, first: i64, end: i64) {
        if first < end {
            self.order.push(InstanceRange {
                action,
                first,
                last: end - 1,
            });
        }
    }
}

/// What an update does to the instances that run. Aurora: `JobDiff.compute`.
fn against(running: &Running, new: &ComparableJob) -> InstancePlan {
    let wanted = populated(new.config.clone());
    let count = new.instances.max(0);
    let mut plan = InstancePlan::default();
    let mut actions: BTreeMap<(Action, i64), ()> = BTreeMap::new();
    let mut has_data = true;
    let mut known: BTreeSet<i64> = BTreeSet::new();
    let mut are_equal_but_for_text = true;
    for version in &running.configs {
        let mut differs = differing(&version.config, &wanted);
        if !version.has_data {
            has_data = false;
            differs.retain(|field| field != "executorConfig.data");
        }
        are_equal_but_for_text &= differs.is_empty()
            || differs.iter().eq(["executorConfig.data"]) && is_same_json(&version.config, &wanted);
        for id in &version.instances {
            known.insert(*id);
            if *id >= count {
                actions.insert((Action::Remove, *id), ());
            } else if differs.is_empty() {
                plan.counts.unchanged += 1;
            } else {
                actions.insert((Action::Replace, *id), ());
            }
        }
        for field in differs {
            if !plan.fields.contains(&field) {
                plan.fields.push(field);
            }
        }
    }
    for id in (0..count).filter(|id| !known.contains(id)) {
        actions.insert((Action::Add, id), ());
    }
    for (action, id) in actions.into_keys() {
        match action {
            Action::Add => plan.counts.added += 1,
            Action::Replace => plan.counts.replaced += 1,
            Action::Remove => plan.counts.removed += 1,
        }
        match plan.order.last_mut() {
            Some(last) if last.action == action && last.last + 1 == id => last.last = id,
            _ => plan.order.push(InstanceRange {
                action,
                first: id,
                last: id,
            }),
        }
    }
    if are_equal_but_for_text && plan.counts.replaced > 0 {
        plan.notes.push(Note::TextOnly);
    }
    plan.schedule(new);
    if !has_data {
        plan.notes.push(Note::DataUnknown);
    }
    plan
}

/// The fields of two `TaskConfig`s that differ.
pub(super) fn differing(old: &Thrift, new: &Thrift) -> Vec<String> {
    let mut found = Vec::new();
    let find = |config: &'_ Thrift, name: &str| -> Option<Thrift> {
        let mut fields = fields(config).iter();
        let field = fields.find(|field| field.name == name)?;
        Some(field.value.clone())
    };
    if old == new {
        return found;
    }
    let mut names: Vec<&str> = fields(old).iter().map(|it| it.name).collect();
    names.extend(fields(new).iter().map(|it| it.name));
    let mut seen = rustc_hash::FxHashSet::default();
    for name in names.into_iter().filter(|name| seen.insert(*name)) {
        let (before, after) = (find(old, name), find(new, name));
        match (&before, &after) {
            _ if before == after => {}
            (Some(before), Some(after)) if name == "executorConfig" => {
                let inner = differing(before, after);
                found.extend(inner.into_iter().map(|it| format!("{name}.{it}")));
            }
            _ => found.push(name.to_owned()),
        }
    }
    found
}

/// The text of the executor's data.
pub(super) fn data(config: &Thrift) -> Option<&str> {
    let executor = fields(config)
        .iter()
        .find(|it| it.name == "executorConfig")?;
    let data = fields(&executor.value)
        .iter()
        .find(|it| it.name == "data")?;
    match &data.value {
        Thrift::Text(text) => Some(text),
        _ => None,
    }
}

/// Whether the data of both mean the same.
fn is_same_json(old: &Thrift, new: &Thrift) -> bool {
    let parse = |config| serde_json::from_str::<serde_json::Value>(data(config)?).ok();
    match (parse(old), parse(new)) {
        (Some(old), Some(new)) => old == new,
        _ => false,
    }
}
