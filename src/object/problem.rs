//! What can go wrong with objects.

use super::budget::BudgetExceeded;
use super::scopes::Scopes;
use super::{Object, Type};
use crate::source::{Span, Text};
use crate::template::Reference;
use std::ops::Range;
use std::sync::Arc;

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
    UnknownAttribute { ty: Type, attribute: Arc<str> },
    /// `ValueError`: a list was expected, or a dict, or one of an enumeration's values.
    Mismatch { expected: Type, found: String },
    /// `CoercionError`, a `ValueError`.
    Coercion { expected: Type, found: String },
    /// `TypeError`: the key of a dict that stands for a struct is no text.
    BadKey { ty: Type, found: String },
    /// `ValueError`: a value that cannot be bound to a name.
    BadBinding { found: String },
    /// `Ref.InvalidRefError`, an `Exception`: a name that cannot be bound.
    InvalidAddress { address: String, reason: String },
    /// `KeyError`: a map has no such key.
    MissingKey { found: String },
    /// Objects are nested too deeply; Python would hit its recursion limit.
    TooDeep,
    /// `AttributeError`: a choice that holds a struct, a list or a map is compared.
    Incomparable { chosen: Type },
    /// `AttributeError`: a choice is checked whose object does not pass its own check.
    UncheckedChoice { chosen: Type },
    /// Interpolating failed.
    Problem(Box<Problem>),
}

impl ObjectError {
    pub(crate) fn too_deep(span: Span) -> ObjectError {
        ObjectError {
            kind: ObjectErrorKind::TooDeep,
            span,
            python_message: "maximum recursion depth exceeded".into(),
        }
    }

    /// That a limit of the whole compilation was used up.
    pub(super) fn exceeded(exceeded: BudgetExceeded, span: Span) -> ObjectError {
        let problem = Problem {
            kind: ProblemKind::BudgetExceeded(exceeded),
            span,
            text: None,
            labels: Vec::new(),
            path: String::new(),
            attribute: None,
            python_message: "maximum recursion depth exceeded".into(),
        };
        problem.into()
    }

    /// That a choice of an object was checked which does not pass its own check.
    pub(super) fn unchecked_choice(chosen: &Object) -> ObjectError {
        ObjectError {
            kind: ObjectErrorKind::UncheckedChoice {
                chosen: chosen.ty().clone(),
            },
            span: chosen.span(),
            python_message: "'NoneType' object has no attribute 'ok'".into(),
        }
    }

    /// That a choice of such an object was compared.
    pub(super) fn incomparable(chosen: &Object) -> ObjectError {
        let name = chosen.ty().name();
        ObjectError {
            kind: ObjectErrorKind::Incomparable {
                chosen: chosen.ty().clone(),
            },
            span: chosen.span(),
            python_message: match chosen.ty().as_struct() {
                Some(_) => format!("{name} has no attribute _value"),
                None => format!("'{name}' object has no attribute '_value'"),
            },
        }
    }

    /// That an object shows more than a text may have.
    pub(super) fn too_large(bytes: usize, span: Span) -> ObjectError {
        let limit = format!("{bytes} bytes (the limit `size`)");
        let problem = Problem {
            kind: ProblemKind::TooLarge { limit },
            span,
            text: None,
            labels: Vec::new(),
            path: String::new(),
            attribute: None,
            python_message: "the string is too large".into(),
        };
        problem.into()
    }

    pub(super) fn mismatch(expected: &Type, found: String, span: Span, message: String) -> Self {
        ObjectError {
            kind: ObjectErrorKind::Mismatch {
                expected: expected.clone(),
                found,
            },
            span,
            python_message: message,
        }
    }
}

impl From<Problem> for ObjectError {
    fn from(problem: Problem) -> ObjectError {
        ObjectError {
            span: problem.span,
            python_message: problem.python_message.clone(),
            kind: ObjectErrorKind::Problem(Box::new(problem)),
        }
    }
}

/// Characters of a text, and the expression that wrote it; `syntax::literal::locate` finds them in the file.
#[derive(Clone, Debug)]
pub struct Place {
    /// The text.
    pub text: Text,
    /// The bytes of it that are meant.
    pub range: Range<usize>,
    /// The expression that wrote the text: where to point if the text stands in no literal.
    pub span: Span,
}

/// A place on the way from one value to another, in the words of a label.
#[derive(Clone, Debug)]
pub struct Way {
    /// The place.
    pub place: Place,
    /// What is to be seen there.
    pub message: String,
}

/// A reference that nothing binds.
#[derive(Clone, Debug)]
pub struct UnboundReference {
    /// The reference.
    pub reference: Reference,
    /// The string it stands in, and where in it (bytes); `syntax::literal::locate` finds it in the file.
    pub text: Text,
    /// The bytes of `text` that are the reference, braces included.
    pub range: Range<usize>,
    /// The expression that wrote the string.
    pub span: Span,
    /// The references that led to the string, the nearest first, if it is a bound value.
    pub labels: Vec<Way>,
    /// The path of attributes from the object that was interpolated: `task.processes[0].cmdline`.
    pub path: Arc<str>,
    pub(super) scopes: Scopes,
}

/// Something wrong that interpolating or checking an object found.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where: the value as written, or the call that made the object that lacks something.
    pub span: Span,
    /// The string and the bytes of it that are wrong, if it is about a reference.
    pub text: Option<(Text, Range<usize>)>,
    /// The places that led there, the nearest first.
    pub labels: Vec<Way>,
    /// The path of attributes from the object that was interpolated: `task.processes[0].cmdline`.
    pub path: String,
    /// The attribute that the value was given to, if it was.
    pub attribute: Option<GivenTo>,
    /// What Pystachio says.
    pub python_message: String,
}

/// The attribute that a value was given to.
#[derive(Clone, Debug)]
pub struct GivenTo {
    /// The struct.
    pub ty: Type,
    /// The attribute.
    pub attribute: Arc<str>,
    /// Its name in the call or dict that gave it the value; in the struct for a default.
    pub set_by: Span,
}

/// The kinds of problems.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum ProblemKind {
    /// A value, after its references were resolved, does not fit its type.
    Coercion { expected: Type, found: String },
    /// A value that has to be known still has references in it; found only by `check()`.
    Unresolved {
        expected: Type,
        reference: Reference,
    },
    /// A required attribute is not set.
    Missing { ty: Type, attribute: Arc<str> },
    /// A dict that stands for an alternative of a choice has a key that the struct lacks.
    UnknownAttribute { ty: Type, attribute: Arc<str> },
    /// `{{…}}` around something that is no reference; the words say what is wrong with it.
    InvalidReference { address: String, reason: String },
    /// References that lead back to themselves: the path, first and last the same, each with the expression that
    /// wrote the string it stands in.
    Cycle { path: Vec<(Reference, Span)> },
    /// An index before the start of a list.
    BadIndex { reference: Reference },
    /// A key that a map cannot have, such as a word in a map of integers.
    BadMapKey {
        reference: Reference,
        expected: Type,
    },
    /// A name is looked up in something that has no names: the text or number of `object % 'text'`.
    NoScope { reference: Reference, found: String },
    /// The expansion grew over the limit, in bytes or in rounds.
    TooLarge { limit: String },
    /// A limit of the whole compilation was used up meanwhile.
    BudgetExceeded(BudgetExceeded),
}
