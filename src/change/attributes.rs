//! What differs in a job, attribute by attribute.

use super::ComparableJob;
use crate::emit::Json;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// A step from a value into a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An attribute of an object, or a key of a map.
    Attribute(String),
    /// The element of a list that has this name.
    Element(String),
}

/// An attribute that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its path: `task.processes[serve].cmdline`.
    pub path: String,
    /// The same, step by step.
    pub steps: Vec<Step>,
    /// How it differs.
    pub kind: ChangeKind,
    /// What its numbers count.
    pub unit: Unit,
    /// The value before; `None` if it was not set.
    pub before: Option<Json>,
    /// The value after; `None` if it is not set.
    pub after: Option<Json>,
}

/// How an attribute differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It was not set before.
    Added,
    /// It is not set any more.
    Removed,
    /// It has another value.
    Changed,
    /// The same things are in another order.
    Reordered,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Nothing in particular.
    Plain,
    /// Bytes.
    Bytes,
    /// Seconds.
    Seconds,
}

/// Attributes that are the key, which is compared as a whole.
const KEY: [&str; 4] = ["cluster", "role", "environment", "name"];

/// What identifies the elements of a list.
pub const IDENTITIES: [&str; 3] = ["name", "key", "container_path"];

/// The path of the orders of a task's processes: lists of names, which are compared as wholes.
const ORDERS: &str = "task.constraints";

/// What differs between two jobs, without their keys.
pub fn changes(old: &ComparableJob, new: &ComparableJob) -> Vec<Change> {
    let mut found = Vec::new();
    let running = old.running.as_ref();
    let (Json::Object(old), Json::Object(new)) = (&old.value, &new.value) else {
        return found;
    };
    let top = Path::default();
    let (mut before, mut after) = (without_key(old), without_key(new));
    if let Some(running) = running {
        // The scheduler does not keep what only updates need.
        after.retain(|(name, _)| *name != "update_config");
        if !running.configs.iter().all(|it| it.has_data) {
            // What the executor gets is not known.
            let known = [
                "instances",
                "service",
                "priority",
                "tier",
                "production",
                "contact",
                "max_task_failures",
            ];
            before.retain(|(name, _)| known.contains(name));
            after.retain(|(name, _)| before.iter().any(|(other, _)| other == name));
        }
    }
    objects(&top, &before, &after, &mut found);
    found
}

/// Fingerprints of the leaves of a job with their paths, without its key.
pub fn leaves(job: &ComparableJob) -> FxHashSet<u64> {
    let mut found = FxHashSet::default();
    if let Json::Object(attributes) = &job.value {
        for (name, value) in without_key(attributes) {
            collect_leaves(value, hash_of(name), &mut found);
        }
    }
    found
}

fn hash_of(value: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

fn collect_leaves(value: &Json, path: u64, found: &mut FxHashSet<u64>) {
    match value {
        Json::Object(pairs) => {
            for (name, value) in pairs {
                collect_leaves(value, hash_of((path, name)), found);
            }
        }
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_leaves(item, hash_of((path, index)), found);
            }
        }
        leaf => {
            found.insert(hash_of((path, leaf.to_compact())));
        }
    }
}

type Pairs<'a> = Vec<(&'a str, &'a Json)>;

fn without_key(pairs: &[(String, Json)]) -> Pairs<'_> {
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value));
    pairs.filter(|(name, _)| !KEY.contains(name)).collect()
}

fn objects(path: &Path, old: &Pairs, new: &Pairs, found: &mut Vec<Change>) {
    let in_new: FxHashMap<&str, &Json> = new.iter().copied().collect();
    let in_old: FxHashSet<&str> = old.iter().map(|(name, _)| *name).collect();
    for (name, before) in old {
        let path = path.attribute(name);
        match in_new.get(name) {
            Some(after) => values(&path, before, after, found),
            None => found.push(change(&path, Some(before), None)),
        }
    }
    for (name, after) in new {
        if !in_old.contains(name) {
            found.push(change(&path.attribute(name), None, Some(after)));
        }
    }
}

fn values(path: &Path, old: &Json, new: &Json, found: &mut Vec<Change>) {
    if old == new {
        return;
    }
    match (old, new) {
        (Json::Object(old), Json::Object(new)) => {
            let pairs = |pairs: &'_ [(String, Json)]| -> Vec<(String, Json)> { pairs.to_vec() };
            let (old, new) = (pairs(old), pairs(new));
            objects(path, &borrowed(&old), &borrowed(&new), found);
        }
        (Json::List(old), Json::List(new)) if path.text != ORDERS => {
            lists(path, old, new, found);
        }
        _ => found.push(change(path, Some(old), Some(new))),
    }
}

fn borrowed(pairs: &[(String, Json)]) -> Pairs<'_> {
    pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect()
}

/// Compares lists: elements with names by their names, others as a whole.
fn lists(path: &Path, old: &[Json], new: &[Json], found: &mut Vec<Change>) {
    let names = named(old).zip(named(new));
    let Some((old_names, new_names)) = names else {
        let (old, new) = (Json::List(old.to_vec()), Json::List(new.to_vec()));
        return found.push(change(path, Some(&old), Some(&new)));
    };
    let element = |name: &str| path.element(name);
    let in_new: FxHashMap<&str, &Json> = new_names.iter().copied().collect();
    let in_old: FxHashSet<&str> = old_names.iter().map(|(name, _)| *name).collect();
    for (name, before) in &old_names {
        match in_new.get(name) {
            Some(after) => values(&element(name), before, after, found),
            None => found.push(change(&element(name), Some(before), None)),
        }
    }
    for (name, after) in &new_names {
        if !in_old.contains(name) {
            found.push(change(&element(name), None, Some(after)));
        }
    }
    let kept = |names: &Pairs, other: &dyn Fn(&str) -> bool| -> Vec<Json> {
        let names = names.iter().map(|(name, _)| *name);
        names.filter(|name| other(name)).map(Json::text).collect()
    };
    let before = kept(&old_names, &|name| in_new.contains_key(name));
    let after = kept(&new_names, &|name| in_old.contains(name));
    if before != after {
        found.push(Change {
            path: path.text.clone(),
            steps: path.steps.clone(),
            kind: ChangeKind::Reordered,
            unit: Unit::Plain,
            before: Some(Json::List(before)),
            after: Some(Json::List(after)),
        });
    }
}

/// The elements of a list by what identifies them; `None` if that is not unique.
fn named(list: &[Json]) -> Option<Pairs<'_>> {
    let identity = |element: &'_ Json| -> Option<String> {
        let Json::Object(pairs) = element else {
            return None;
        };
        let text = |wanted: &&str| {
            let mut pairs = pairs.iter();
            pairs.find_map(|(name, value)| match value {
                Json::Text(text) if name == wanted => Some(text.clone()),
                _ => None,
            })
        };
        IDENTITIES.iter().find_map(text)
    };
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    for element in list {
        let name = identity(element)?;
        if !seen.insert(name.clone()) {
            return None;
        }
        found.push((text_of(element, &name)?, element));
    }
    Some(found)
}

/// The text in an element that is its name, borrowed from it.
fn text_of<'a>(element: &'a Json, name: &str) -> Option<&'a str> {
    let Json::Object(pairs) = element else {
        return None;
    };
    let mut texts = pairs.iter().filter_map(|(key, value)| match value {
        Json::Text(text) if IDENTITIES.contains(&key.as_str()) => Some(text.as_str()),
        _ => None,
    });
    texts.find(|text| *text == name)
}

fn change(path: &Path, before: Option<&Json>, after: Option<&Json>) -> Change {
    let kind = match (before, after) {
        (None, _) => ChangeKind::Added,
        (_, None) => ChangeKind::Removed,
        _ => ChangeKind::Changed,
    };
    Change {
        unit: Unit::of(&path.text),
        kind,
        before: before.cloned(),
        after: after.cloned(),
        path: path.text.clone(),
        steps: path.steps.clone(),
    }
}

impl Unit {
    /// What the numbers of an attribute count, by its path. The units are those that the schema documents.
    pub fn of(path: &str) -> Unit {
        let name = path.rsplit('.').next().unwrap_or(path);
        match name {
            "ram" | "disk" => Unit::Bytes,
            "finalization_wait" | "min_duration" => Unit::Seconds,
            _ if name.ends_with("_secs") => Unit::Seconds,
            _ => Unit::Plain,
        }
    }
}

/// A path into a job.
#[derive(Clone, Default)]
struct Path {
    text: String,
    steps: Vec<Step>,
}

impl Path {
    fn attribute(&self, name: &str) -> Path {
        let text = match self.text.as_str() {
            "" => name.to_owned(),
            // A key of a map may hold anything.
            path if name.contains(['.', '[', ' ']) => format!("{path}[{name}]"),
            path => format!("{path}.{name}"),
        };
        self.then(text, Step::Attribute(name.to_owned()))
    }

    fn element(&self, name: &str) -> Path {
        let text = format!("{}[{name}]", self.text);
        self.then(text, Step::Element(name.to_owned()))
    }

    fn then(&self, text: String, step: Step) -> Path {
        let mut steps = self.steps.clone();
        steps.push(step);
        Path { text, steps }
    }
}
