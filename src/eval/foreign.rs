//! What values and iterators of jobc's own modules have to be able to do.

use super::generator::Generator;
use super::value::{Arguments, Iteration, Value};
use super::{EvalResult, Interpreter};
use crate::source::Span;
use crate::syntax::ast;

/// An iterator that calls back into the interpreter.
pub trait Lazy: std::fmt::Debug {
    /// The next item, or `None` at the end.
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>>;

    /// The call of a generator function that it is, if it is one.
    fn as_generator(&mut self) -> Option<&mut Generator> {
        None
    }

    /// What the iteration becomes before its first item is asked for; `None` if it stays as it is.
    fn start(&mut self, _: &mut Interpreter, _: Span) -> EvalResult<Option<Iteration>> {
        Ok(None)
    }
}

/// A value of one of jobc's modules. What it does not define fails as in Python.
#[allow(unused_variables)]
pub trait Foreign: std::fmt::Debug {
    /// The name of its type, as Python says it: `SRE_Match`.
    fn type_name(&self) -> &'static str;
    /// An attribute or bound method; `None` if there is none of that name.
    fn attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(None)
    }
    /// `repr(self)`.
    fn repr(&self, interpreter: &mut Interpreter) -> EvalResult<String> {
        Ok(format!("<{} object>", self.type_name()))
    }
    /// `str(self)`, if it differs from `repr`.
    fn to_str(&self, interpreter: &mut Interpreter) -> EvalResult<Option<String>> {
        Ok(None)
    }
    /// The items it iterates over; `None` if it is not iterable.
    fn iterate(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        span: Span,
    ) -> EvalResult<Option<Iteration>> {
        Ok(None)
    }
    /// `self[index]`.
    fn index(
        &self,
        interpreter: &mut Interpreter,
        index: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(None)
    }
    /// `self[index] = value`; `false` if it cannot.
    fn set_index(
        &self,
        interpreter: &mut Interpreter,
        index: &Value,
        value: Value,
        span: Span,
    ) -> EvalResult<bool> {
        Ok(false)
    }
    /// `del self[index]`; `false` if it cannot.
    fn delete_index(
        &self,
        interpreter: &mut Interpreter,
        index: &Value,
        span: Span,
    ) -> EvalResult<bool> {
        Ok(false)
    }
    /// `item in self`; `None` to look through the items that it iterates over.
    fn contains(
        &self,
        interpreter: &mut Interpreter,
        item: &Value,
        span: Span,
    ) -> EvalResult<Option<bool>> {
        Ok(None)
    }
    /// `len(self)`.
    fn length(&self) -> Option<usize> {
        None
    }
    /// `self(arguments)`.
    fn call(
        &self,
        interpreter: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(None)
    }
    /// `self operator other`, or `other operator self` if `reflected`; `None` if it does not know.
    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: ast::BinaryOperator,
        other: &Value,
        reflected: bool,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(None)
    }
    /// Whether it is a function that is known, and refused whenever it is called.
    fn is_refusal(&self) -> bool {
        false
    }
    /// For downcasting.
    fn as_any(&self) -> &dyn std::any::Any;
}
