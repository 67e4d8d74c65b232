//! The names that a `{{reference}}` at an offset can be made of.

use super::cluster_names;
use super::view::View;
use crate::object::Object;
use crate::source::{Sources, Text};
use crate::template::{Component, Reference};
use std::collections::{BTreeMap, BTreeSet};

/// The most jobs, parts of a list and names that are looked at.
const JOBS: usize = 50;
const PARTS: usize = 50;
const NAMES: usize = 1000;

/// The deepest nesting that is looked at.
const DEPTH: usize = 8;

/// Where a name is from, what is most probably meant first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A binding of the configuration.
    Bound,
    /// The cluster.
    Cluster,
    /// An attribute of an object around the string.
    Attribute,
}

/// What the scopes at an offset bind that continues what is typed: whole addresses. Where no job uses the string at the
/// offset, what the scopes of all jobs bind. Jobs that are wrong count: what is being typed often makes them so.
pub fn at(views: &[View], offset: u32, typed: &str) -> BTreeMap<String, Origin> {
    let start = typed.rfind(['.', '[']).map(|end| &typed[..end]);
    let Ok(reference) = Reference::parse(start.unwrap_or("_")) else {
        return BTreeMap::new();
    };
    let mut names = BTreeMap::new();
    for needs_use in [true, false] {
        let mut is_used = false;
        for view in views {
            let mut collector = Collector {
                reference: &reference,
                sources: view.analysis.sources(),
                is_here: &|text| !needs_use || stands_at(text, view, offset),
                names: BTreeSet::new(),
                bound: BTreeSet::new(),
            };
            for job in view.analysis.compilation.all_jobs().take(JOBS) {
                is_used |= collector.visit(&job.bound, 0);
            }
            collector.give(&mut names);
        }
        if is_used {
            break;
        }
    }
    for name in views.iter().flat_map(|it| cluster_names::behind(it, start)) {
        let origin = names.entry(name).or_insert(Origin::Cluster);
        *origin = Origin::Cluster.min(*origin);
    }
    names.retain(|name, _| match start {
        None => !name.contains('['),
        Some(start) => {
            let rest = name.strip_prefix(start).unwrap_or_default();
            rest.starts_with(['.', '['])
        }
    });
    names
}

/// Whether a text was made of a literal that stands there.
fn stands_at(text: &Text, view: &View, offset: u32) -> bool {
    let mut literals = text.pieces().iter().filter_map(|it| it.literal);
    literals.any(|it| it.file == view.file && it.touches(offset))
}

struct Collector<'a> {
    reference: &'a Reference,
    sources: &'a Sources,
    /// Whether a text is the one that is meant.
    is_here: &'a dyn Fn(&Text) -> bool,
    names: BTreeSet<String>,
    /// What the configuration binds: the first steps of addresses.
    bound: BTreeSet<String>,
}

impl Collector<'_> {
    /// Collects the names in the scopes of an object if the text is inside of it.
    fn visit(&mut self, object: &Object, depth: usize) -> bool {
        if depth > DEPTH || self.names.len() > NAMES {
            return false;
        }
        if let Some(leaf) = object.as_leaf() {
            let found = (self.is_here)(&leaf.to_text());
            if found {
                self.add(object);
            }
            return found;
        }
        let mut found = false;
        for part in object.as_list().unwrap_or_default().iter().take(PARTS) {
            found |= self.visit(part, depth + 1);
        }
        for (_, value) in object.as_map().unwrap_or_default().iter().take(PARTS) {
            found |= self.visit(value, depth + 1);
        }
        for (_, field) in object.fields() {
            found |= self.visit(&field.value, depth + 1);
        }
        let chosen = object.unwrap_choice();
        if !chosen.is(object) {
            found |= self.visit(&chosen, depth + 1);
        }
        if found {
            self.add(object);
        }
        found
    }

    fn add(&mut self, object: &Object) {
        self.names.extend(object.names_in_scope(self.reference));
        self.names.extend(object.parts_in_scope(self.reference));
        for environment in object.environments() {
            for (address, binding) in environment.iter().take(NAMES) {
                if self.sources.is_users(binding.name_span)
                    && let Some(Component::Attribute(first)) = address.components().first()
                {
                    self.bound.insert(first.to_string());
                }
            }
        }
    }

    /// The names, each with where it is from.
    fn give(self, names: &mut BTreeMap<String, Origin>) {
        for name in self.names {
            let first = name.split(['.', '[']).next().unwrap_or_default();
            let origin = match self.bound.contains(first) {
                true => Origin::Bound,
                false if matches!(first, "mesos" | "thermos") => Origin::Cluster,
                false => Origin::Attribute,
            };
            let known = names.entry(name).or_insert(origin);
            *known = origin.min(*known);
        }
    }
}
