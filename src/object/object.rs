//! Objects: a type, data, and the scopes that were bound to them.

use super::{Given, Type};
use crate::source::{Span, Text};
use crate::template::Reference;
use num_bigint::BigInt;
use std::rc::Rc;

/// An immutable object; cloning shares it.
#[derive(Clone, Debug)]
pub struct Object(pub(super) Rc<ObjectData>);

#[derive(Debug)]
pub(super) struct ObjectData {
    pub ty: Type,
    /// The expression that wrote the value: the literal, or the call that made the struct.
    pub span: Span,
}

/// A simple value.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Leaf {
    Text(Text),
    Integer(i64),
    BigInteger(Rc<BigInt>),
    Float(f64),
    Boolean(bool),
    /// Something that no object can hold; an error when the object is checked.
    Other(Rc<str>),
}

/// An attribute that is set.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its value.
    pub value: Object,
    /// The keyword or dict key that set it; the declaration, if it is a default.
    pub set_by: Span,
    /// Whether the value is the default of the struct.
    pub is_default: bool,
}

/// Why an object could not be made. The evaluator turns it into an exception.
#[derive(Clone, Debug)]
pub struct ObjectError {
    /// What is wrong.
    pub kind: ObjectErrorKind,
    /// The characters that are wrong: the value as written, or the keyword.
    pub span: Span,
    /// What Pystachio says, for `str(error)`.
    pub python_message: String,
}

/// The ways in which making an object fails.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum ObjectErrorKind {
    /// `AttributeError`: the struct has no such attribute.
    UnknownAttribute { ty: Type, attribute: Rc<str> },
    /// `ValueError`: a list was expected, or a dict, or one of an enumeration's values.
    Mismatch { expected: Type, found: String },
    /// `CoercionError`, a `ValueError`.
    Coercion { expected: Type, found: String },
    /// Interpolating failed.
    Problem(Problem),
}

/// What interpolating an object gives.
#[derive(Clone, Debug)]
pub struct Interpolation {
    /// The object with every reference resolved that can be, coerced; its leaves keep their spans.
    pub object: Object,
    /// The references that nothing binds, each once per place.
    pub unbound: Vec<UnboundReference>,
    /// Everything that went wrong; the parts concerned are left as they were.
    pub problems: Vec<Problem>,
}

/// A reference that nothing binds.
#[derive(Clone, Debug)]
pub struct UnboundReference {
    /// The reference.
    pub reference: Reference,
    /// The string it stands in, and where in it (bytes); `syntax::literal::locate` finds it in the file.
    pub text: Text,
    /// The bytes of `text` that are the reference, braces included.
    pub range: std::ops::Range<usize>,
    /// The expression that wrote the string.
    pub span: Span,
    /// Names bound in that scope that come near, the nearest first.
    pub near: Vec<String>,
}

/// Something wrong that interpolating or checking an object found.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where: the value as written, or the call that made the object that lacks something.
    pub span: Span,
    /// The string and the bytes of it that are wrong, if it is about a reference.
    pub text: Option<(Text, std::ops::Range<usize>)>,
    /// The path of attributes from the object that was interpolated: `task.processes[0].cmdline`.
    pub path: String,
    /// What Pystachio says.
    pub python_message: String,
}

/// The kinds of problems.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum ProblemKind {
    /// A value, after its references were resolved, does not fit its type.
    Coercion { expected: Type, found: String },
    /// A required attribute is not set.
    Missing { ty: Type, attribute: Rc<str> },
    /// `{{…}}` around something that is no reference; the words say what is wrong with it.
    InvalidReference { address: String, reason: String },
    /// References that lead back to themselves: the path, first and last the same.
    Cycle { path: Vec<(Reference, Span)> },
    /// An index before the start of a list.
    BadIndex { reference: Reference },
    /// The expansion grew over the limit, in bytes or in rounds.
    TooLarge { limit: String },
}

impl Object {
    /// Makes an object of a type from a plain value (Pystachio: `Type(value)`).
    pub fn new(_ty: &Type, _given: &Given) -> Result<Object, ObjectError> {
        todo!()
    }

    /// Its type.
    pub fn ty(&self) -> &Type {
        &self.0.ty
    }

    /// The expression that wrote the value: the literal, or the call that made the struct or copied it last.
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// The value, if it is a simple one.
    pub fn as_leaf(&self) -> Option<&Leaf> {
        todo!()
    }

    /// The elements, if it is a list.
    pub fn as_list(&self) -> Option<&[Object]> {
        todo!()
    }

    /// Keys and values, if it is a map.
    pub fn as_map(&self) -> Option<&[(Object, Object)]> {
        todo!()
    }

    /// An attribute, if it is a struct and the attribute is set (or has a default).
    pub fn field(&self, _name: &str) -> Option<&Field> {
        todo!()
    }

    /// The object with every choice on the way replaced by what was chosen; itself if it is no choice.
    pub fn unwrap_choice(&self) -> Object {
        todo!()
    }

    /// Puts bindings in front of those it has.
    pub fn bind(&self, _scope: crate::template::Environment) -> Object {
        todo!()
    }

    /// Resolves every reference that can be resolved, coerces, and collects all problems.
    pub fn interpolate(&self) -> Interpolation {
        todo!()
    }

    /// Everything that Pystachio's `check()` would find, all of it rather than the first.
    pub fn check(&self) -> Vec<Problem> {
        todo!()
    }

    /// Whether anything in it is the result of an expression that failed.
    pub fn is_poisoned(&self) -> bool {
        todo!()
    }
}
