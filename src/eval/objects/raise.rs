//! Errors of objects as exceptions.

use crate::diagnostic::codes::eval;
use crate::eval::Raised;
use crate::object::{ObjectError, ObjectErrorKind};
use crate::source::Span;

/// An error of an object as the exception that Pystachio raises.
pub(super) fn raise(error: ObjectError) -> Box<Raised> {
    let class = match &error.kind {
        ObjectErrorKind::UnknownAttribute { .. } => "AttributeError",
        ObjectErrorKind::Mismatch { found, .. } if found == super::convert::GENERATOR => {
            return Raised::saying(
                "TypeError",
                "can't pickle generator objects",
                error.to_diagnostic(),
            );
        }
        ObjectErrorKind::BadKey { .. } => "TypeError",
        ObjectErrorKind::MissingKey { .. } => "KeyError",
        ObjectErrorKind::InvalidAddress { .. } => "Exception",
        ObjectErrorKind::TooDeep => "RuntimeError",
        ObjectErrorKind::Problem(_)
        | ObjectErrorKind::Mismatch { .. }
        | ObjectErrorKind::Coercion { .. }
        | ObjectErrorKind::BadBinding { .. } => "ValueError",
    };
    Raised::saying(
        class,
        error.python_message.clone(),
        error.to_diagnostic(),
    )
}

/// `TypeError`: an operation that values of this kind do not have.
pub(super) fn type_error(message: impl Into<String>, span: Span) -> Box<Raised> {
    Raised::new("TypeError", &eval::TYPE_ERROR, message, span)
}

/// `TypeError`: a call with the wrong arguments.
pub(super) fn bad_call(message: impl Into<String>, span: Span) -> Box<Raised> {
    Raised::new("TypeError", &eval::BAD_CALL, message, span)
}

/// The result of something that failed before and was reported.
pub(super) fn poisoned() -> Box<Raised> {
    Box::new(Raised::Poisoned)
}
