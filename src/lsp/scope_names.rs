//! The names that a `{{reference}}` at an offset can be made of.

use super::view::View;
use crate::object::Object;
use crate::source::Text;
use crate::template::Reference;
use std::collections::BTreeSet;

/// The most jobs, parts of a list and names that are looked at.
const JOBS: usize = 50;
const PARTS: usize = 50;
const NAMES: usize = 1000;

/// The deepest nesting that is looked at.
const DEPTH: usize = 8;

/// What the scopes at an offset bind that continues what is typed: whole addresses. Where no job uses the string at the
/// offset, what the scopes of all jobs bind.
pub fn at(view: &View, offset: u32, typed: &str) -> BTreeSet<String> {
    let start = typed.rfind(['.', '[']).map(|end| &typed[..end]);
    let Ok(reference) = Reference::parse(start.unwrap_or("_")) else {
        return BTreeSet::new();
    };
    let jobs = &view.analysis.compilation.jobs;
    let mut collector = Collector {
        reference: &reference,
        is_here: &|text| {
            let mut pieces = text.pieces().iter();
            pieces.any(|piece| {
                piece
                    .literal
                    .is_some_and(|it| it.file == view.file && it.touches(offset))
            })
        },
        names: BTreeSet::new(),
    };
    let mut is_used = false;
    for job in jobs.iter().take(JOBS) {
        is_used |= collector.visit(&job.bound, 0);
    }
    if !is_used {
        collector.is_here = &|_| true;
        for job in jobs.iter().take(JOBS) {
            collector.visit(&job.bound, 0);
        }
    }
    let mut names = collector.names;
    names.retain(|name| match start {
        None => !name.contains('['),
        Some(start) => {
            let rest = name.strip_prefix(start).unwrap_or_default();
            rest.starts_with(['.', '['])
        }
    });
    names
}

struct Collector<'a> {
    reference: &'a Reference,
    /// Whether a text is the one that is meant.
    is_here: &'a dyn Fn(&Text) -> bool,
    names: BTreeSet<String>,
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
    }
}
