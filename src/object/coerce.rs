//! Turning simple values into what their type says. Pystachio: `coerce` of the classes in `pystachio.basic`.

use super::number::{float_text, parse_float, parse_integer};
use super::{Leaf, StringType, Type, TypeKind};
use crate::source::Text;
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive, Zero};
use std::sync::Arc;

/// The value as its type has it; `None` if it does not fit.
pub(super) fn coerce(ty: &Type, leaf: &Leaf) -> Option<Leaf> {
    match ty.kind() {
        TypeKind::String => to_string(leaf),
        TypeKind::Integer => to_integer(leaf),
        TypeKind::Float => to_float(leaf).map(Leaf::Float),
        TypeKind::Boolean => to_boolean(leaf).map(Leaf::Boolean),
        TypeKind::Enum { values } => match leaf {
            Leaf::Text(text, _) if values.iter().any(|value| **value == *text.as_str()) => {
                Some(Leaf::text(text.clone()))
            }
            _ => None,
        },
        _ => None,
    }
}

impl Type {
    /// Whether a text can be made a value of this type.
    pub fn accepts(&self, text: &str) -> bool {
        coerce(self, &Leaf::text(text)).is_some()
    }
}

/// Whether coercing would change nothing.
pub(super) fn is_coerced(ty: &Type, leaf: &Leaf) -> bool {
    match (ty.kind(), leaf) {
        (TypeKind::String, Leaf::Text(..))
        | (TypeKind::Integer, Leaf::Integer(_) | Leaf::BigInteger(_))
        | (TypeKind::Float, Leaf::Float(_))
        | (TypeKind::Boolean, Leaf::Boolean(_)) => true,
        (TypeKind::Enum { .. }, _) => coerce(ty, leaf).is_some(),
        _ => false,
    }
}

impl Leaf {
    /// A `unicode` string.
    pub fn text(text: impl Into<Text>) -> Leaf {
        Leaf::Text(text.into(), StringType::Unicode)
    }

    /// Python 2's `str()` of the value.
    pub fn to_text(&self) -> Text {
        match self {
            Leaf::Text(text, _) => text.clone(),
            Leaf::Integer(number) => number.to_string().into(),
            Leaf::BigInteger(number) => number.to_string().into(),
            Leaf::Float(number) => float_text(*number).into(),
            Leaf::Boolean(true) => "True".into(),
            Leaf::Boolean(false) => "False".into(),
            Leaf::Other(words) => Text::from(&**words),
        }
    }
}

fn to_string(leaf: &Leaf) -> Option<Leaf> {
    match leaf {
        Leaf::Other(_) => None,
        leaf => Some(Leaf::text(leaf.to_text())),
    }
}

fn to_integer(leaf: &Leaf) -> Option<Leaf> {
    match leaf {
        Leaf::Integer(_) | Leaf::BigInteger(_) => Some(leaf.clone()),
        Leaf::Boolean(value) => Some(Leaf::Integer(i64::from(*value))),
        Leaf::Float(number) => BigInt::from_f64(number.trunc()).map(integer),
        Leaf::Text(text, _) => parse_integer(text).map(integer),
        Leaf::Other(_) => None,
    }
}

fn integer(number: BigInt) -> Leaf {
    match number.to_i64() {
        Some(small) => Leaf::Integer(small),
        None => Leaf::BigInteger(Arc::new(number)),
    }
}

fn to_float(leaf: &Leaf) -> Option<f64> {
    match leaf {
        Leaf::Float(number) => Some(*number),
        Leaf::Integer(number) => Some(*number as f64),
        // Python refuses integers that are no finite float.
        Leaf::BigInteger(number) => number.to_f64().filter(|number| number.is_finite()),
        Leaf::Boolean(value) => Some(f64::from(u8::from(*value))),
        Leaf::Text(text, _) => parse_float(text),
        Leaf::Other(_) => None,
    }
}

fn to_boolean(leaf: &Leaf) -> Option<bool> {
    match leaf {
        Leaf::Boolean(value) => Some(*value),
        Leaf::Integer(number) => Some(*number != 0),
        Leaf::BigInteger(number) => Some(!number.is_zero()),
        Leaf::Float(number) => Some(*number != 0.0),
        Leaf::Text(text, _) => match text.to_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        Leaf::Other(_) => None,
    }
}
