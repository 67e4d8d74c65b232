//! Plain values on their way into an object.

use super::Object;
use super::number::float_text;
use crate::object::Environment;
use crate::source::{Guard, Span, Text};
use crate::template::Reference;
use num_bigint::BigInt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A value handed to a constructor, and the expression that wrote it.
#[derive(Clone, Debug)]
pub struct PlainValue {
    /// The value.
    pub kind: PlainKind,
    /// The expression that wrote the value, which may be far from the one that passes it on.
    pub span: Span,
}

/// Which of Python 2's two types a string has. They are equal if their characters are; only `repr` and `type` tell one from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StringType {
    /// `str`: what a configuration writes.
    Plain,
    /// `unicode`: what interpolation gives. Pystachio: `String.coerce`.
    Unicode,
}

/// The kinds of values that can reach an object.
#[derive(Clone, Debug)]
pub enum PlainKind {
    /// Pystachio's `Empty`: takes an attribute away.
    Empty,
    /// A string.
    Text(Text, StringType),
    /// An integer that fits.
    Integer(i64),
    /// An integer that does not.
    BigInteger(Arc<BigInt>),
    /// A float.
    Float(f64),
    /// A boolean.
    Boolean(bool),
    /// A list.
    List(Arc<[PlainValue]>),
    /// A tuple, which is as good as a list to every type.
    Tuple(Arc<[PlainValue]>),
    /// A dict.
    Map(Arc<[(PlainValue, PlainValue)]>),
    /// An object.
    Object(Object),
    /// An `Environment`: only good for binding.
    Environment(Environment),
    /// A `Ref`: only good as a name that is bound.
    Reference(Reference),
    /// Something no object can hold, such as `None` or a function; the words name it: "None", "a function".
    /// It is refused when the object is checked, not before, as in Pystachio.
    Other(Arc<str>),
    /// The result of an expression that failed and was reported: silences what depends on it.
    Poison,
}

/// How a message calls a tuple that perhaps only a comma made.
pub(super) const LONE_TUPLE: &str = "a tuple of one element";

impl PlainKind {
    /// A `unicode` string.
    pub fn text(text: impl Into<Text>) -> PlainKind {
        PlainKind::Text(text.into(), StringType::Unicode)
    }

    /// The elements of a list or tuple.
    pub fn elements(&self) -> Option<&Arc<[PlainValue]>> {
        match self {
            PlainKind::List(values) | PlainKind::Tuple(values) => Some(values),
            _ => None,
        }
    }
}

/// The work of hashing or comparing a part of a value, beside its bytes.
pub(super) const PART: usize = 16;

impl PlainValue {
    /// The value in words for a message: "the text 'three'", "a list", "None".
    pub fn describe(&self) -> String {
        match &self.kind {
            PlainKind::Empty => "Empty".into(),
            PlainKind::Text(text, _) => format!("the string {}", quote(text)),
            PlainKind::Integer(number) => format!("the integer {number}"),
            PlainKind::BigInteger(number) => format!("the integer {number}"),
            PlainKind::Float(number) => format!("the float {}", float_text(*number)),
            PlainKind::Boolean(true) => "True".into(),
            PlainKind::Boolean(false) => "False".into(),
            PlainKind::List(_) => "a list".into(),
            PlainKind::Tuple(values) if values.len() == 1 => LONE_TUPLE.into(),
            PlainKind::Tuple(_) => "a tuple".into(),
            PlainKind::Map(_) => "a dict".into(),
            PlainKind::Object(object) => object.describe(),
            PlainKind::Environment(_) => "an Environment".into(),
            PlainKind::Reference(_) => "a Ref".into(),
            PlainKind::Other(words) => words.to_string(),
            PlainKind::Poison => "a value that could not be computed".into(),
        }
    }

    /// Hashes the value so that equal ones hash alike, as Python counts: `1`, `1.0` and `True` are equal.
    pub fn hash_value<H: Hasher>(&self, state: &mut H) {
        if !Guard::work(PART) {
            return;
        }
        match &self.kind {
            PlainKind::Text(text, _) => (1u8, text).hash(state),
            PlainKind::Integer(number) => hash_number(*number as f64, state),
            PlainKind::Float(number) => hash_number(*number, state),
            PlainKind::Boolean(value) => hash_number(f64::from(u8::from(*value)), state),
            PlainKind::BigInteger(number) => {
                hash_number(
                    num_traits::ToPrimitive::to_f64(&**number).unwrap_or(0.0),
                    state,
                );
            }
            PlainKind::List(values) | PlainKind::Tuple(values) => {
                (3u8, values.len()).hash(state);
                values.iter().for_each(|value| value.hash_value(state));
            }
            PlainKind::Map(pairs) => {
                // Dicts are equal whatever their order: add up what the pairs hash to.
                let sum = pairs.iter().fold(0u64, |sum, (key, value)| {
                    let mut pair = rustc_hash::FxHasher::default();
                    key.hash_value(&mut pair);
                    value.hash_value(&mut pair);
                    sum.wrapping_add(pair.finish())
                });
                (4u8, sum).hash(state);
            }
            PlainKind::Object(object) => object.hash_value(state),
            PlainKind::Other(words) => (5u8, words).hash(state),
            PlainKind::Reference(reference) => (6u8, reference).hash(state),
            PlainKind::Empty => 7u8.hash(state),
            PlainKind::Environment(_) | PlainKind::Poison => 8u8.hash(state),
        }
    }
}

fn hash_number<H: Hasher>(number: f64, state: &mut H) {
    // 0.0 and -0.0 are equal.
    (2u8, (number + 0.0).to_bits()).hash(state);
}

/// A text in quotes, shortened for a message.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    let shown = shown.replace('\\', "\\\\").replace('\n', "\\n");
    if shown.contains('\'') && !shown.contains('"') {
        format!("\"{shown}\"")
    } else {
        format!("'{}'", shown.replace('\'', "\\'"))
    }
}
