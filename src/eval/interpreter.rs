//! The state of an evaluation, and what every part of it may ask for.

use super::value::{Arguments, Iteration, Key, Namespace, Value};
use super::{Dependency, EvalResult, Host, Limits};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources, Span, Text};
use std::cmp::Ordering;
use std::rc::Rc;

/// What an evaluation starts from.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much may be used.
    pub limits: Limits,
    /// Further files executed behind the standard library and before the configuration: a site's own schema.
    pub preludes: Vec<String>,
}

/// What an evaluation gives.
pub struct Evaluation {
    /// Every file that was read.
    pub sources: Sources,
    /// The file that was asked for.
    pub main: FileId,
    /// All errors, in the order they were found, each once.
    pub diagnostics: Vec<Diagnostic>,
    /// The variables at the end, `jobs` and `hooks` among them.
    pub globals: Rc<Namespace>,
    /// What was asked of the host, sorted, each once.
    pub dependencies: Vec<Dependency>,
    /// What was printed.
    pub output: String,
}

/// Executes a configuration.
pub struct Interpreter<'a> {
    /// The world outside.
    pub host: &'a dyn Host,
    /// Every file that was read.
    pub sources: Sources,
    /// How much may be used.
    pub limits: Limits,
}

impl Interpreter<'_> {
    /// Calls a value. `span` is the whole call.
    pub fn call(&mut self, _function: &Value, _arguments: Arguments, _span: Span) -> EvalResult {
        todo!()
    }

    /// Starts an iteration, or raises `TypeError`.
    pub fn iterate(&mut self, _value: &Value, _span: Span) -> EvalResult<Iteration> {
        todo!()
    }

    /// The next item of an iteration.
    pub fn next(&mut self, _iteration: &mut Iteration, _span: Span) -> EvalResult<Option<Value>> {
        todo!()
    }

    /// All items of a value, within the limits.
    pub fn items(&mut self, _value: &Value, _span: Span) -> EvalResult<Vec<Value>> {
        todo!()
    }

    /// `bool(value)`.
    pub fn truth(&mut self, _value: &Value, _span: Span) -> EvalResult<bool> {
        todo!()
    }

    /// `a == b`.
    pub fn equal(&mut self, _left: &Value, _right: &Value, _span: Span) -> EvalResult<bool> {
        todo!()
    }

    /// `cmp(a, b)`, Python 2's order between any two values.
    pub fn compare(&mut self, _left: &Value, _right: &Value, _span: Span) -> EvalResult<Ordering> {
        todo!()
    }

    /// `str(value)`: plain, except that a unicode result that is not ASCII stays unicode (the caller decides).
    pub fn to_str(&mut self, _value: &Value, _span: Span) -> EvalResult<Text> {
        todo!()
    }

    /// `repr(value)`.
    pub fn repr(&mut self, _value: &Value, _span: Span) -> EvalResult<String> {
        todo!()
    }

    /// `value.name`.
    pub fn attribute(&mut self, _value: &Value, _name: &str, _span: Span) -> EvalResult {
        todo!()
    }

    /// `value.name`, or `None` if there is no such attribute.
    pub fn attribute_if_any(
        &mut self,
        _value: &Value,
        _name: &str,
        _span: Span,
    ) -> EvalResult<Option<Value>> {
        todo!()
    }

    /// `value[index]`.
    pub fn subscript(&mut self, _value: &Value, _index: &Value, _span: Span) -> EvalResult {
        todo!()
    }

    /// The value as a dict key, or `TypeError` if it is not hashable.
    pub fn key(&mut self, _value: &Value, _span: Span) -> EvalResult<Key> {
        todo!()
    }

    /// Counts one step against the statement budget; loops in native functions call it once a round.
    pub fn step(&mut self, _span: Span) -> EvalResult<()> {
        todo!()
    }

    /// Refuses a size (bytes, elements) over the limit before it is allocated, and counts it against the memory budget.
    pub fn allocate(&mut self, _size: usize, _span: Span) -> EvalResult<()> {
        todo!()
    }

    /// Records what was asked of the host.
    pub fn depends_on(&mut self, _dependency: Dependency) {
        todo!()
    }

    /// Reports a diagnostic, unless it was reported already.
    pub fn report(&mut self, _diagnostic: Diagnostic) {
        todo!()
    }
}
