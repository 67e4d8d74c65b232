//! What jobc knows of, and does not do.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, Foreign, Value};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;

/// The exception for a call that is refused.
pub(super) fn refused_call(function: &str, reason: &str, span: Span) -> Box<Raised> {
    let message = format!("`{function}` is not available: {reason}");
    let diagnostic = Diagnostic::new(&codes::UNSUPPORTED, message, span);
    let python = format!("{function} is not available");
    Raised::with_diagnostic("NotImplementedError", python, diagnostic)
}

/// A function that refuses when it is called.
#[derive(Debug)]
pub(super) struct Refusal {
    function: String,
    reason: String,
}

impl Refusal {
    /// A function by its whole name, refused for a reason.
    pub fn new(function: impl Into<String>, reason: impl Into<String>) -> Refusal {
        Refusal {
            function: function.into(),
            reason: reason.into(),
        }
    }
}

impl Foreign for Refusal {
    fn type_name(&self) -> &'static str {
        "builtin_function_or_method"
    }

    fn call(&self, _: &mut Interpreter, _: Arguments, span: Span) -> EvalResult<Option<Value>> {
        Err(refused_call(&self.function, &self.reason, span))
    }

    fn is_refusal(&self) -> bool {
        true
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
