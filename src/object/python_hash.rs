//! The hashes that objects have in Python 2, which decide where they are in a dict or a set. Pystachio: the `__hash__` methods.

use super::plain_value::PART;
use super::{Object, PlainKind, PlainValue};
use crate::python2::hash;
use crate::source::Guard;
use num_traits::ToPrimitive;
use std::cmp::Ordering;

impl Object {
    /// What `hash()` gives in Python 2: that of the raw value. `None` if that is made of an address, as for what no
    /// object can hold.
    pub fn python_hash(&self) -> Option<i64> {
        self.get().ok()?.python_hash()
    }
}

impl PlainValue {
    /// What `hash()` gives in Python 2. A dict counts as the tuple of its pairs, sorted by key (Pystachio: `frozendict.__hash__`).
    pub fn python_hash(&self) -> Option<i64> {
        if !Guard::work(PART) {
            return None;
        }
        Some(match &self.kind {
            PlainKind::Text(text, _) => hash::characters(text.as_str()),
            PlainKind::Integer(number) => hash::integer(*number),
            PlainKind::BigInteger(number) => hash::long(number),
            PlainKind::Float(number) => hash::float(*number),
            PlainKind::Boolean(value) => i64::from(*value),
            PlainKind::List(values) | PlainKind::Tuple(values) => {
                let hashes = values.iter().map(PlainValue::python_hash);
                hash::tuple(&hashes.collect::<Option<Vec<i64>>>()?)
            }
            PlainKind::Map(pairs) => {
                let mut pairs: Vec<&(PlainValue, PlainValue)> = pairs.iter().collect();
                pairs.sort_by(|(a, _), (b, _)| compare(a, b));
                let hashes = pairs.iter().map(|(key, value)| {
                    Some(hash::tuple(&[key.python_hash()?, value.python_hash()?]))
                });
                hash::tuple(&hashes.collect::<Option<Vec<i64>>>()?)
            }
            PlainKind::Object(object) => return object.python_hash(),
            PlainKind::Reference(reference) => reference.python_hash(),
            PlainKind::Empty
            | PlainKind::Environment(_)
            | PlainKind::Other(_)
            | PlainKind::Poison => return None,
        })
    }
}

/// The order of keys: numbers, then texts. Others are no keys of maps.
fn compare(a: &PlainValue, b: &PlainValue) -> Ordering {
    match (&a.kind, &b.kind) {
        (PlainKind::Text(a, _), PlainKind::Text(b, _)) => a.as_str().cmp(b.as_str()),
        _ => number(a).total_cmp(&number(b)),
    }
}

fn number(given: &PlainValue) -> f64 {
    match &given.kind {
        PlainKind::Integer(number) => *number as f64,
        PlainKind::BigInteger(number) => number.to_f64().unwrap_or(0.0),
        PlainKind::Float(number) => *number,
        PlainKind::Boolean(value) => f64::from(u8::from(*value)),
        _ => f64::INFINITY,
    }
}
