//! Exceptions, and how they become diagnostics.

use super::value::Value;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The result of evaluating something.
pub type EvalResult<T = Value> = Result<T, Box<Raised>>;

/// Why an evaluation did not give a value.
#[derive(Clone, Debug)]
pub enum Raised {
    /// An exception that a `try` may catch.
    Exception(Exception),
    /// A limit was hit or the program ended: everything up to the file's next statement is given up, nothing catches it.
    /// `None` if it was reported already.
    Abort(Option<Diagnostic>),
    /// The operation met the result of an expression that failed and was reported: the expression around it gives
    /// poison, silently.
    Poisoned,
}

/// A raised exception.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Which exception Python would raise. Its object is made only when a handler wants it.
    pub kind: ExceptionKind,
    /// What `str(e)` gives.
    pub python_message: String,
    /// What is reported if nothing catches it.
    pub diagnostic: Diagnostic,
}

/// The exception itself.
#[derive(Clone, Debug)]
pub enum ExceptionKind {
    /// One of Python's own, raised by jobc: the name of its class.
    Builtin(&'static str),
    /// An object that the configuration raised.
    Value(Value),
}

impl Raised {
    /// An exception of one of Python's classes, `class` being its name. The diagnostic says the same as `str(e)`, unless it is
    /// replaced with [`Raised::with_diagnostic`].
    pub fn new(
        class: &'static str,
        code: &'static Code,
        message: impl Into<String>,
        span: Span,
    ) -> Box<Raised> {
        let python_message = message.into();
        let diagnostic = Diagnostic::new(code, python_message.clone(), span);
        Box::new(Raised::Exception(Exception {
            kind: ExceptionKind::Builtin(class),
            python_message,
            diagnostic,
        }))
    }

    /// An exception whose diagnostic differs from what Python says.
    pub fn with_diagnostic(
        class: &'static str,
        python_message: impl Into<String>,
        diagnostic: Diagnostic,
    ) -> Box<Raised> {
        let python_message = python_message.into();
        Box::new(Raised::Exception(Exception {
            kind: ExceptionKind::Builtin(class),
            python_message,
            diagnostic,
        }))
    }

    /// Ends everything up to the file's next statement.
    pub fn abort(diagnostic: Diagnostic) -> Box<Raised> {
        Box::new(Raised::Abort(Some(diagnostic)))
    }

    /// What an operation on poison gives where no value can be given.
    pub fn poisoned() -> Box<Raised> {
        Box::new(Raised::Poisoned)
    }

    /// Changes the diagnostic, if there is one.
    pub fn map_diagnostic(
        mut self: Box<Self>,
        change: impl FnOnce(Diagnostic) -> Diagnostic,
    ) -> Box<Raised> {
        match &mut *self {
            Raised::Exception(exception) => {
                exception.diagnostic = change(exception.diagnostic.clone())
            }
            Raised::Abort(diagnostic) => *diagnostic = diagnostic.take().map(change),
            Raised::Poisoned => {}
        }
        self
    }
}
