//! Modules, and parts of modules, that are written in the language itself, because that is what they are about: generators, and methods
//! that a configuration overrides.

use crate::eval::value::{Value, ValueKind};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;

/// `contextlib`.
pub(super) fn contextlib(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let text = include_str!("contextlib.aurora");
    interpreter.execute_own_module("contextlib", text, span)
}

/// `string.Formatter`.
pub(super) fn formatter(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let text = include_str!("string_formatter.aurora");
    let module = interpreter.execute_own_module("string", text, span)?;
    let ValueKind::Module(module) = &module.kind else {
        return Ok(Value::none(span));
    };
    let class = module.namespace.get("Formatter");
    Ok(class.unwrap_or_else(|| Value::none(span)))
}
