//! Modules, and parts of modules, that are written in the language itself, because that is what they are about: generators, and methods
//! that a configuration overrides.

use crate::eval::value::{Value, ValueKind};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;

/// Modules of Python's library that are written in the language, by name. They are executed when they are imported first.
const PYTHON: &[(&str, &str)] = &[
    (
        "bisect",
        include_str!("../../../../stdlib/python/bisect.aurora"),
    ),
    (
        "calendar",
        include_str!("../../../../stdlib/python/calendar.aurora"),
    ),
    (
        "fnmatch",
        include_str!("../../../../stdlib/python/fnmatch.aurora"),
    ),
    (
        "heapq",
        include_str!("../../../../stdlib/python/heapq.aurora"),
    ),
    (
        "pipes",
        include_str!("../../../../stdlib/python/pipes.aurora"),
    ),
    (
        "shlex",
        include_str!("../../../../stdlib/python/shlex.aurora"),
    ),
];

/// The names of the modules of Python's library that are written in the language.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    PYTHON.iter().map(|(name, _)| *name)
}

/// One of these modules.
pub(super) fn load(
    interpreter: &mut Interpreter,
    dotted_name: &str,
    span: Span,
) -> EvalResult<Option<Value>> {
    match PYTHON.iter().find(|(name, _)| *name == dotted_name) {
        Some((name, text)) => interpreter.execute_own_module(name, text, span).map(Some),
        None => Ok(None),
    }
}

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
