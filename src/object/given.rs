//! Plain values on their way into an object.

use super::Object;
use crate::source::{Span, Text};
use num_bigint::BigInt;
use std::rc::Rc;

/// A value handed to a constructor, and the expression that wrote it.
#[derive(Clone, Debug)]
pub struct Given {
    /// The value.
    pub kind: GivenKind,
    /// The expression that wrote the value, which may be far from the one that passes it on.
    pub span: Span,
}

/// The kinds of values that can reach an object.
#[derive(Clone, Debug)]
pub enum GivenKind {
    /// Pystachio's `Empty`: takes an attribute away.
    Empty,
    /// A string.
    Text(Text),
    /// An integer that fits.
    Integer(i64),
    /// An integer that does not.
    BigInteger(Rc<BigInt>),
    /// A float.
    Float(f64),
    /// A boolean.
    Boolean(bool),
    /// A list or tuple.
    List(Rc<[Given]>),
    /// A dict.
    Map(Rc<[(Given, Given)]>),
    /// An object.
    Object(Object),
    /// Something no object can hold, such as `None` or a function; the words name it: "None", "a function".
    /// It is refused when the object is checked, not before, as in Pystachio.
    Other(Rc<str>),
    /// The result of an expression that failed and was reported: silences what depends on it.
    Poison,
}
