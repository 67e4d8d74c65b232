//! The hashes that objects have in Python 2, which decide where they are in a dict or a set. Pystachio: the `__hash__` methods.

use super::{Given, GivenKind, Object};
use crate::python2::hash;
use num_traits::ToPrimitive;
use std::cmp::Ordering;

impl Object {
    /// What `hash()` gives in Python 2: that of the raw value. `None` if that is made of an address, as for what no
    /// object can hold.
    pub fn python_hash(&self) -> Option<i64> {
        self.get().ok()?.python_hash()
    }
}

impl Given {
    /// What `hash()` gives in Python 2. A dict counts as the tuple of its pairs, sorted by key (Pystachio: `frozendict.__hash__`).
    pub fn python_hash(&self) -> Option<i64> {
        Some(match &self.kind {
            GivenKind::Text(text) => hash::characters(text.as_str()),
            GivenKind::Integer(number) => hash::integer(*number),
            GivenKind::BigInteger(number) => hash::long(number),
            GivenKind::Float(number) => hash::float(*number),
            GivenKind::Boolean(value) => i64::from(*value),
            GivenKind::List(values) | GivenKind::Tuple(values) => {
                let hashes = values.iter().map(Given::python_hash);
                hash::tuple(&hashes.collect::<Option<Vec<i64>>>()?)
            }
            GivenKind::Map(pairs) => {
                let mut pairs: Vec<&(Given, Given)> = pairs.iter().collect();
                pairs.sort_by(|(a, _), (b, _)| compare(a, b));
                let hashes = pairs.iter().map(|(key, value)| {
                    Some(hash::tuple(&[key.python_hash()?, value.python_hash()?]))
                });
                hash::tuple(&hashes.collect::<Option<Vec<i64>>>()?)
            }
            GivenKind::Object(object) => return object.python_hash(),
            GivenKind::Reference(reference) => reference.python_hash(),
            GivenKind::Empty
            | GivenKind::Environment(_)
            | GivenKind::Other(_)
            | GivenKind::Poison => return None,
        })
    }
}

/// The order of keys: numbers, then texts. Others are no keys of maps.
fn compare(a: &Given, b: &Given) -> Ordering {
    match (&a.kind, &b.kind) {
        (GivenKind::Text(a), GivenKind::Text(b)) => a.as_str().cmp(b.as_str()),
        _ => number(a).total_cmp(&number(b)),
    }
}

fn number(given: &Given) -> f64 {
    match &given.kind {
        GivenKind::Integer(number) => *number as f64,
        GivenKind::BigInteger(number) => number.to_f64().unwrap_or(0.0),
        GivenKind::Float(number) => *number,
        GivenKind::Boolean(value) => f64::from(u8::from(*value)),
        _ => f64::INFINITY,
    }
}
