//! Errors of objects as exceptions.

use crate::diagnostic::codes::eval;
use crate::eval::{Interpreter, Raised};
use crate::object::{ObjectError, ObjectErrorKind, ProblemKind};
use crate::source::Span;

/// Turns errors of objects into the exceptions that Pystachio raises.
pub(super) fn raise(interpreter: &Interpreter) -> impl Fn(ObjectError) -> Box<Raised> {
    |error| {
        if let ObjectErrorKind::Problem(problem) = &error.kind
            && let ProblemKind::Exceeded(exceeded) = problem.kind
        {
            return interpreter.ends(exceeded, problem.span);
        }
        let diagnostic = error.diagnostic(&interpreter.sources);
        let generator = matches!(
            &error.kind,
            ObjectErrorKind::Mismatch { found, .. } if found == super::convert::GENERATOR
        );
        if generator {
            let diagnostic = diagnostic.help("write a list: put `[` and `]` around it");
            return Raised::saying("TypeError", "can't pickle generator objects", diagnostic);
        }
        let class = match &error.kind {
            ObjectErrorKind::UnknownAttribute { .. } => "AttributeError",
            ObjectErrorKind::BadKey { .. } => "TypeError",
            ObjectErrorKind::MissingKey { .. } => "KeyError",
            ObjectErrorKind::InvalidAddress { .. } => "Exception",
            ObjectErrorKind::TooDeep => "RuntimeError",
            ObjectErrorKind::Problem(_)
            | ObjectErrorKind::Mismatch { .. }
            | ObjectErrorKind::Coercion { .. }
            | ObjectErrorKind::BadBinding { .. } => "ValueError",
        };
        Raised::saying(class, error.python_message, diagnostic)
    }
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
    Raised::poisoned()
}
