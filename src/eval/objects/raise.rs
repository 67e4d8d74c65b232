//! Errors of objects as exceptions.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::eval::{Interpreter, Raised};
use crate::object::{GivenTo, ObjectError, ObjectErrorKind, ProblemKind};
use crate::source::{Sources, Span};

/// Turns errors of objects into the exceptions that Pystachio raises.
pub(super) fn raise(interpreter: &Interpreter) -> impl Fn(ObjectError) -> Box<Raised> {
    raise_of(interpreter, None)
}

/// The same with the attribute that the wrong value was given to.
pub(super) fn raise_of(
    interpreter: &Interpreter,
    given_to: Option<&GivenTo>,
) -> impl Fn(ObjectError) -> Box<Raised> {
    move |error| {
        if let ObjectErrorKind::Problem(problem) = &error.kind
            && let ProblemKind::BudgetExceeded(exceeded) = problem.kind
        {
            return interpreter.ends(exceeded, problem.span);
        }
        let diagnostic = explain(&error, given_to, &interpreter.sources);
        if is_of_generator(&error) {
            return Raised::with_diagnostic(
                "TypeError",
                "can't pickle generator objects",
                diagnostic,
            );
        }
        let class = match &error.kind {
            ObjectErrorKind::UnknownAttribute { .. }
            | ObjectErrorKind::Incomparable { .. }
            | ObjectErrorKind::UncheckedChoice { .. } => "AttributeError",
            ObjectErrorKind::BadKey { .. } => "TypeError",
            ObjectErrorKind::MissingKey { .. } => "KeyError",
            ObjectErrorKind::InvalidAddress { .. } => "InvalidRefError",
            ObjectErrorKind::TooDeep => "RuntimeError",
            ObjectErrorKind::Problem(problem) => class_of(&problem.kind),
            ObjectErrorKind::Coercion { .. } => "CoercionError",
            ObjectErrorKind::Mismatch { .. } | ObjectErrorKind::BadBinding { .. } => "ValueError",
        };
        Raised::with_diagnostic(class, error.python_message, diagnostic)
    }
}

/// What Pystachio raises where interpolating meets such a problem.
fn class_of(problem: &ProblemKind) -> &'static str {
    match problem {
        ProblemKind::Coercion { .. } | ProblemKind::BadMapKey { .. } => "CoercionError",
        ProblemKind::Cycle { .. } | ProblemKind::TooLarge { .. } => "Uninterpolatable",
        ProblemKind::InvalidReference { .. } => "InvalidRefError",
        ProblemKind::UnknownAttribute { .. } => "AttributeError",
        ProblemKind::NoScope { .. } => "TypeError",
        _ => "ValueError",
    }
}

fn is_of_generator(error: &ObjectError) -> bool {
    let ObjectErrorKind::Mismatch { found, .. } = &error.kind else {
        return false;
    };
    found == super::convert::GENERATOR
}

/// The error as a diagnostic, of the attribute that the wrong value was given to.
pub(super) fn explain(
    error: &ObjectError,
    given_to: Option<&GivenTo>,
    sources: &Sources,
) -> Diagnostic {
    let diagnostic = error.diagnostic_of(given_to, sources);
    match is_of_generator(error) {
        true => diagnostic.help("write a list: put `[` and `]` around it"),
        false => diagnostic,
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
