//! Values as dict keys: which are hashable, hashing and equality.

use super::compare::{ELEMENT, address, same};
use super::value::{Key, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised, objects};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::python2::hash as python2;
use crate::source::{Guard, Span};
use num_traits::ToPrimitive;
use std::hash::{Hash, Hasher};

impl Interpreter<'_> {
    /// The value as a dict key, or `TypeError` if it is not hashable.
    pub fn key(&mut self, value: &Value, span: Span) -> EvalResult<Key> {
        match &value.kind {
            ValueKind::Poison => Err(Raised::poisoned()),
            ValueKind::List(_) | ValueKind::Dict(_) | ValueKind::Slice(_) => {
                Err(self.unhashable(value, span))
            }
            ValueKind::Set(set) if !set.frozen => Err(self.unhashable(value, span)),
            ValueKind::Tuple(tuple) => {
                self.work(tuple.items.len().saturating_mul(ELEMENT), span)?;
                self.nested(span, |interpreter| {
                    for item in &tuple.items {
                        interpreter.key(item, span)?;
                    }
                    Ok(())
                })?;
                Ok(Key(value.clone()))
            }
            ValueKind::Instance(instance) => {
                if let Some(payload) = &instance.payload
                    && instance.class.lookup("__hash__").is_none()
                {
                    self.key(payload, span)?;
                }
                self.group_key(instance, value, span)?;
                Ok(Key(value.clone()))
            }
            ValueKind::String(text) | ValueKind::Unicode(text) => {
                self.work(text.len(), span)?;
                Ok(Key(value.clone()))
            }
            _ => Ok(Key(value.clone())),
        }
    }

    #[cold]
    pub(super) fn unhashable(&mut self, value: &Value, span: Span) -> Box<Raised> {
        let found = self.type_name(value);
        Raised::with_diagnostic(
            "TypeError",
            format!("unhashable type: '{found}'"),
            Diagnostic::new(
                &eval::TYPE_ERROR,
                format!(
                    "{} cannot be a dict key or in a set, because it is mutable",
                    self.describe(value)
                ),
                span,
            )
            .help(if matches!(value.kind, ValueKind::List(_)) {
                "use a tuple"
            } else {
                "use a string, a number or a tuple"
            }),
        )
    }
}

/// The work of hashing or comparing a part of a key, beside its bytes.
const PART: usize = 16;

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, state);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        equal(&self.0, &other.0)
    }
}

impl Eq for Key {}

fn hash<H: Hasher>(value: &Value, state: &mut H) {
    // Each part by itself: parts may be shared.
    if !Guard::work(PART) {
        return;
    }
    match &value.kind {
        ValueKind::Integer(value) => value.hash(state),
        ValueKind::Boolean(value) => i64::from(*value).hash(state),
        // An integral float is equal to the integer, so it has the same hash.
        ValueKind::Float(value) => match whole(*value) {
            Some(whole) => whole.hash(state),
            None => value.to_bits().hash(state),
        },
        ValueKind::BigInteger(value) => match value.to_i64() {
            Some(value) => value.hash(state),
            None => value.to_f64().unwrap_or(0.0).to_bits().hash(state),
        },
        ValueKind::String(text) | ValueKind::Unicode(text) => text.hash(state),
        ValueKind::Tuple(tuple) => {
            Guard::deeper((), || {
                for item in &tuple.items {
                    hash(item, state);
                }
            });
        }
        ValueKind::Set(set) => set.items.borrow().len().hash(state),
        ValueKind::Object(object) => objects::hash(object).hash(state),
        ValueKind::Type(ty) => ty.name().hash(state),
        ValueKind::Reference(reference) => reference.hash(state),
        ValueKind::Instance(instance) => match (instance.attributes.group(), &instance.payload) {
            (0, Some(payload)) => Guard::deeper((), || hash(payload, state)),
            (0, None) => address(value).hash(state),
            (group, _) => group.hash(state),
        },
        ValueKind::Method(method) => Guard::deeper((), || {
            hash(&method.receiver, state);
            hash(&method.function, state);
        }),
        _ => address(value).hash(state),
    }
}

/// The hash that CPython 2.7 gives a key; `None` where it goes by the address.
pub(super) fn python_hash(value: &Value) -> Option<i64> {
    if !Guard::work(PART) {
        return None;
    }
    Some(match &value.kind {
        ValueKind::Integer(number) => python2::integer(*number),
        ValueKind::Boolean(truth) => i64::from(*truth),
        ValueKind::BigInteger(number) => python2::long(number),
        ValueKind::Float(number) => python2::float(*number),
        ValueKind::String(text) | ValueKind::Unicode(text) => python2::characters(text.as_str()),
        ValueKind::Tuple(tuple) => {
            let hashes = || {
                tuple
                    .items
                    .iter()
                    .map(python_hash)
                    .collect::<Option<Vec<i64>>>()
            };
            python2::tuple(&Guard::deeper(None, hashes)?)
        }
        ValueKind::Set(set) => {
            let items = set.items.borrow();
            let hashes = || {
                let hashes = items.inserted().map(|(key, _)| python_hash(key.value()));
                hashes.collect::<Option<Vec<i64>>>()
            };
            python2::frozenset(&Guard::deeper(None, hashes)?)
        }
        ValueKind::Object(object) => return objects::python_hash(object),
        ValueKind::Instance(instance) => match (instance.attributes.hash(), &instance.payload) {
            (Some(hash), _) => hash,
            (None, Some(payload)) => return Guard::deeper(None, || python_hash(payload)),
            (None, None) => return None,
        },
        ValueKind::Reference(reference) => reference.python_hash(),
        _ => return None,
    })
}

fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9e18).then_some(value as i64)
}

fn equal(left: &Value, right: &Value) -> bool {
    // The shortest way out is that the key was found.
    if !Guard::work(PART) {
        return true;
    }
    match (&left.kind, &right.kind) {
        (ValueKind::String(a), ValueKind::String(b))
        | (ValueKind::Unicode(a), ValueKind::Unicode(b)) => a == b,
        (ValueKind::String(a), ValueKind::Unicode(b))
        | (ValueKind::Unicode(b), ValueKind::String(a)) => a.is_ascii() && a == b,
        (ValueKind::Tuple(a), ValueKind::Tuple(b)) => {
            let mut items = a.items.iter().zip(&b.items);
            a.items.len() == b.items.len()
                && Guard::deeper(true, || items.all(|(a, b)| equal(a, b)))
        }
        (ValueKind::Set(a), ValueKind::Set(b)) => {
            Guard::deeper(true, || *a.items.borrow() == *b.items.borrow())
        }
        (ValueKind::Object(a), ValueKind::Object(b)) => objects::key_equality(a, b),
        (ValueKind::Reference(a), ValueKind::Reference(b)) => a == b,
        (ValueKind::BigInteger(a), ValueKind::BigInteger(b)) => a == b,
        (ValueKind::Instance(a), ValueKind::Instance(b)) => {
            match (a.attributes.group(), b.attributes.group()) {
                (0, 0) => match (&a.payload, &b.payload) {
                    (Some(a), Some(b)) => Guard::deeper(true, || equal(a, b)),
                    _ => std::rc::Rc::ptr_eq(a, b),
                },
                (a, b) => a == b,
            }
        }
        (ValueKind::Instance(instance), _) => match &instance.payload {
            Some(payload) => Guard::deeper(true, || equal(payload, right)),
            None => false,
        },
        (_, ValueKind::Instance(instance)) => match &instance.payload {
            Some(payload) => Guard::deeper(true, || equal(left, payload)),
            None => false,
        },
        _ => match (number(left), number(right)) {
            (Some(a), Some(b)) => a == b,
            _ => same(left, right),
        },
    }
}

/// A number as far as keys tell numbers apart: whole ones exactly, others by their bits.
fn number(value: &Value) -> Option<(Option<i64>, u64)> {
    match &value.kind {
        ValueKind::Integer(value) => Some((Some(*value), 0)),
        ValueKind::Boolean(value) => Some((Some(i64::from(*value)), 0)),
        ValueKind::Float(value) => Some(match whole(*value) {
            Some(whole) => (Some(whole), 0),
            None => (None, value.to_bits()),
        }),
        ValueKind::BigInteger(value) => Some(match value.to_i64() {
            Some(value) => (Some(value), 0),
            None => (None, value.to_f64().unwrap_or(0.0).to_bits()),
        }),
        _ => None,
    }
}
