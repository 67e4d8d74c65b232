//! What JSON says that the schema says anyway: `jobc emit` writes every attribute, also those that have their defaults.

use super::value;
use crate::object::{Object, PlainKind, PlainValue};

/// Whether a value is the default of its attribute. It is then as if it were not written: nobody has decided it, so no advice is due.
pub(super) fn is_default(given: &PlainValue, default: &Object) -> bool {
    let default = default.unwrap_choice();
    match &given.kind {
        PlainKind::Text(text, _) => value::text(&default) == Some(text.as_str()),
        PlainKind::Integer(number) => {
            value::boolean(&default).is_none() && value::float(&default) == Some(*number as f64)
        }
        PlainKind::Float(number) => value::float(&default) == Some(*number),
        PlainKind::Boolean(it) => value::boolean(&default) == Some(*it),
        PlainKind::List(items) => default.as_list().is_some_and(|defaults| {
            items.len() == defaults.len()
                && items.iter().zip(defaults).all(|(a, b)| is_default(a, b))
        }),
        PlainKind::Map(pairs) => match default.as_map() {
            Some(defaults) => {
                let is_there = |(key, item): &(PlainValue, PlainValue)| {
                    let mut defaults = defaults.iter();
                    defaults.any(|(k, v)| is_default(key, k) && is_default(item, v))
                };
                pairs.len() == defaults.len() && pairs.iter().all(is_there)
            }
            None => is_default_struct(pairs, &default),
        },
        _ => false,
    }
}

fn is_default_struct(pairs: &[(PlainValue, PlainValue)], default: &Object) -> bool {
    let Some(declared) = default.ty().as_struct() else {
        return false;
    };
    let is_same = |(key, item): &(PlainValue, PlainValue)| match &key.kind {
        PlainKind::Text(name, _) => default
            .field(name.as_str())
            .is_some_and(|field| is_default(item, &field.value)),
        _ => false,
    };
    let set = declared.attributes.keys();
    let set = set.filter(|name| default.field(name).is_some()).count();
    pairs.len() == set && pairs.iter().all(is_same)
}
