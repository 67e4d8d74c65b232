//! The names in the scopes of an object.

use crate::object::Object;
use crate::template::Reference;
use std::collections::BTreeMap;

/// The most names.
const MOST: usize = 1000;

/// The names in the scopes of an object and of whatever is inside of it.
pub fn collect_names(
    object: &Object,
    reference: &Reference,
    names: &mut BTreeMap<String, ()>,
    depth: usize,
) {
    if depth > 6 || names.len() > MOST {
        return;
    }
    for name in object.names_in_scope(reference) {
        names.insert(name, ());
    }
    let parts = object.as_list().unwrap_or_default().iter().take(50);
    parts.for_each(|part| collect_names(part, reference, names, depth + 1));
    for (_, field) in object.fields().filter(|(_, field)| !field.is_default) {
        let is_leaf = field.value.as_leaf().is_some();
        if !is_leaf {
            collect_names(&field.value, reference, names, depth + 1);
        }
    }
}
