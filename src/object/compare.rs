//! Equality, order, membership and hashes. Pystachio: the `__eq__`, `__lt__`, `__contains__` and `__hash__` methods.

use super::Limits;
use super::object::Data;
use super::plain_value::PART;
use super::{Leaf, Object, ObjectError, ObjectErrorKind, PlainKind, PlainValue, TypeKind};
use crate::source::Guard;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::cmp::Ordering;
use std::hash::Hasher;

/// What comparing two objects takes, in units of work.
const COMPARE_WORK: usize = 128;

impl Object {
    /// Python's `==`: both sides are interpolated, and that can fail. Equal are simple values of the same type, structs
    /// with the same attributes whatever their names, lists and maps with the same types of elements.
    pub fn equals(&self, other: &Object, limits: &Limits<'_>) -> Result<bool, ObjectError> {
        if let Some(exceeded) = limits.budget.and_then(|budget| budget.work(COMPARE_WORK)) {
            return Err(ObjectError::exceeded(exceeded, self.span()));
        }
        if self.is(other) && !self.ty().0.has_choice {
            return Ok(true);
        }
        let comparable = match (self.ty().kind(), other.ty().kind()) {
            (TypeKind::Struct(_), TypeKind::Struct(_)) => self.ty().has_schema_of(other.ty()),
            (TypeKind::List { element: a }, TypeKind::List { element: b }) => a == b,
            (TypeKind::Map { key: a, value: c }, TypeKind::Map { key: b, value: d }) => {
                a == b && c == d
            }
            (TypeKind::Choice { alternatives: a }, TypeKind::Choice { alternatives: b }) => a == b,
            _ => self.is_of_class_of(other),
        };
        if !comparable {
            return Ok(false);
        }
        let (a, b) = (self.interpolated(limits)?, other.interpolated(limits)?);
        parts_equal(&a, &b, limits)
    }

    /// Python's comparison of simple values: less, equal or greater. One of another type is always less, as in
    /// Pystachio's `_my_cmp`, whichever stands on the left; `None` if it is no simple value.
    pub fn compare(
        &self,
        other: &Object,
        limits: &Limits<'_>,
    ) -> Result<Option<Ordering>, ObjectError> {
        if self.as_leaf().is_none() {
            return Ok(None);
        }
        if !self.is_of_class_of(other) {
            return Ok(Some(Ordering::Less));
        }
        let (a, b) = (self.interpolated(limits)?, other.interpolated(limits)?);
        Ok(match (a.as_leaf(), b.as_leaf()) {
            (Some(a), Some(b)) => Some(compare_leaves(a, b)),
            _ => None,
        })
    }

    /// Whether both are of one class. Types that mention an `Enum` have one each of their own, although these are equal as types.
    fn is_of_class_of(&self, other: &Object) -> bool {
        match self.ty().kind() {
            TypeKind::Enum { .. } => self.ty().is(other.ty()),
            _ => self.ty() == other.ty(),
        }
    }

    /// Python's `item in list` or `key in map`; `None` if it is neither.
    pub fn contains(
        &self,
        item: &PlainValue,
        limits: &Limits<'_>,
    ) -> Result<Option<bool>, ObjectError> {
        match (self.ty().kind(), &item.kind) {
            (TypeKind::Map { .. }, _) => match self.map_item(item, limits) {
                Ok(_) => Ok(Some(true)),
                Err(error) if matches!(error.kind, ObjectErrorKind::MissingKey { .. }) => {
                    Ok(Some(false))
                }
                Err(error) => Err(error),
            },
            (TypeKind::List { element }, PlainKind::Object(object)) if object.ty() == element => {
                for candidate in self.elements(limits)? {
                    if candidate.equals(object, limits)? {
                        return Ok(Some(true));
                    }
                }
                Ok(Some(false))
            }
            (TypeKind::List { .. }, _) => {
                for candidate in self.elements(limits)? {
                    if given_equals(&candidate.get()?, item) {
                        return Ok(Some(true));
                    }
                }
                Ok(Some(false))
            }
            _ => Ok(None),
        }
    }

    /// The elements of a list, interpolated, as Python's `for` and `[…]` see them; none if it is no list.
    pub fn elements(&self, limits: &Limits<'_>) -> Result<Vec<Object>, ObjectError> {
        Ok(self.interpolated(limits)?.as_list().unwrap_or(&[]).to_vec())
    }

    /// The keys and values of a map, interpolated; none if it is no map.
    pub fn pairs(&self, limits: &Limits<'_>) -> Result<Vec<(Object, Object)>, ObjectError> {
        Ok(self.interpolated(limits)?.as_map().unwrap_or(&[]).to_vec())
    }

    /// Python's `map[key]`: the key may be plain.
    pub fn map_item(&self, key: &PlainValue, limits: &Limits<'_>) -> Result<Object, ObjectError> {
        let TypeKind::Map { key: key_type, .. } = self.ty().kind() else {
            let found = "[…]".to_owned();
            return Err(ObjectError::mismatch(
                self.ty(),
                found,
                key.span,
                String::new(),
            ));
        };
        let missing = |message: String| ObjectError {
            kind: ObjectErrorKind::MissingKey {
                found: key.describe(),
            },
            span: key.span,
            python_message: message,
        };
        let wanted = Object::accept(key_type, key)
            .map_err(|_| missing(format!("{} is not coercable", key.describe())))?;
        for (candidate, value) in self.pairs(limits)? {
            if wanted.equals(&candidate, limits)? {
                return Ok(value);
            }
        }
        let shown = wanted.as_leaf().map(Leaf::to_text);
        Err(missing(format!(
            "{} not found",
            shown.as_deref().unwrap_or_default()
        )))
    }

    /// Python's `hash()`, for dicts and sets: of the raw value, as in Pystachio.
    pub fn hash_value<H: Hasher>(&self, state: &mut H) {
        match self.get() {
            Ok(given) => given.hash_value(state),
            Err(_) => state.write_u8(9),
        }
    }
}

/// Compares the parts of two objects of comparable types that are interpolated.
fn parts_equal(a: &Object, b: &Object, limits: &Limits<'_>) -> Result<bool, ObjectError> {
    match (&a.0.data, &b.0.data) {
        (Data::Leaf { leaf: a, .. }, Data::Leaf { leaf: b, .. }) => Ok(leaves_equal(a, b)),
        (Data::List(a), Data::List(b)) => {
            if a.len() != b.len() {
                return Ok(false);
            }
            all_equal(a.iter().zip(b.iter()), limits)
        }
        (Data::Map(a), Data::Map(b)) => {
            if a.len() != b.len() {
                return Ok(false);
            }
            let both = a.iter().zip(b.iter());
            all_equal(both.flat_map(|(a, b)| [(&a.0, &b.0), (&a.1, &b.1)]), limits)
        }
        (Data::Struct(_), Data::Struct(_)) => {
            let names = a.ty().as_struct().map(|ty| ty.attributes.keys());
            for name in names.into_iter().flatten() {
                let equal = match (a.field(name), b.field(name)) {
                    (Some(a), Some(b)) => a.value.equals(&b.value, limits)?,
                    (None, None) => true,
                    _ => false,
                };
                if !equal {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Data::Choice(a), Data::Choice(b)) => match (&a.kind, &b.kind) {
            (PlainKind::Object(a), PlainKind::Object(b)) => chosen_equal(a, b),
            _ => Ok(false),
        },
        _ => Ok(false),
    }
}

/// Pystachio: `ChoiceContainer.__eq__`, which compares the `_value` of what was chosen: only simple values have one.
fn chosen_equal(a: &Object, b: &Object) -> Result<bool, ObjectError> {
    match (a.as_leaf(), b.as_leaf()) {
        (Some(a), Some(b)) => Ok(leaves_equal(a, b)),
        (None, _) => Err(ObjectError::incomparable(a)),
        (_, None) => Err(ObjectError::incomparable(b)),
    }
}

fn all_equal<'a>(
    pairs: impl Iterator<Item = (&'a Object, &'a Object)>,
    limits: &Limits<'_>,
) -> Result<bool, ObjectError> {
    for (a, b) in pairs {
        if !a.equals(b, limits)? {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn leaves_equal(a: &Leaf, b: &Leaf) -> bool {
    match (a, b) {
        (Leaf::Other(a), Leaf::Other(b)) => a == b,
        (Leaf::Other(_), _) | (_, Leaf::Other(_)) => false,
        (Leaf::Float(a), _) | (_, Leaf::Float(a)) if a.is_nan() => false,
        _ => compare_leaves(a, b) == Ordering::Equal,
    }
}

/// Python 2's order: numbers by value, and before any text.
fn compare_leaves(a: &Leaf, b: &Leaf) -> Ordering {
    match (a, b) {
        (Leaf::Text(a, _), Leaf::Text(b, _)) => a.cmp(b),
        _ => match (number_of(a), number_of(b)) {
            (Some(a), Some(b)) => a.compare(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        },
    }
}

enum Number {
    Integer(BigInt),
    Float(f64),
}

impl Number {
    fn compare(&self, other: &Number) -> Ordering {
        match (self, other) {
            (Number::Integer(a), Number::Integer(b)) => a.cmp(b),
            (a, b) => a
                .as_float()
                .partial_cmp(&b.as_float())
                .unwrap_or(Ordering::Equal),
        }
    }

    fn as_float(&self) -> f64 {
        match self {
            Number::Integer(number) => number.to_f64().unwrap_or(f64::NAN),
            Number::Float(number) => *number,
        }
    }
}

fn number_of(leaf: &Leaf) -> Option<Number> {
    match leaf {
        Leaf::Integer(number) => Some(Number::Integer((*number).into())),
        Leaf::BigInteger(number) => Some(Number::Integer((**number).clone())),
        Leaf::Boolean(value) => Some(Number::Integer(u8::from(*value).into())),
        Leaf::Float(number) => Some(Number::Float(*number)),
        Leaf::Text(..) | Leaf::Other(_) => None,
    }
}

/// Python's `==` of plain values.
pub(super) fn given_equals(a: &PlainValue, b: &PlainValue) -> bool {
    if !Guard::work(PART) {
        return true;
    }
    if let (Some(a), Some(b)) = (a.kind.elements(), b.kind.elements()) {
        return a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| given_equals(a, b));
    }
    match (&a.kind, &b.kind) {
        (PlainKind::Map(a), PlainKind::Map(b)) => {
            let has = |(key, value): &(PlainValue, PlainValue)| {
                b.iter()
                    .any(|(k, v)| given_equals(k, key) && given_equals(v, value))
            };
            a.len() == b.len() && a.iter().all(has)
        }
        (PlainKind::Object(a), PlainKind::Object(b)) => {
            a.equals(b, &Limits::default()).unwrap_or(false)
        }
        _ => match (leaf_of(a), leaf_of(b)) {
            (Some(a), Some(b)) => leaves_equal(&a, &b),
            _ => false,
        },
    }
}

fn leaf_of(given: &PlainValue) -> Option<Leaf> {
    Some(match &given.kind {
        PlainKind::Text(text, of_type) => Leaf::Text(text.clone(), *of_type),
        PlainKind::Integer(number) => Leaf::Integer(*number),
        PlainKind::BigInteger(number) => Leaf::BigInteger(number.clone()),
        PlainKind::Float(number) => Leaf::Float(*number),
        PlainKind::Boolean(value) => Leaf::Boolean(*value),
        _ => return None,
    })
}
