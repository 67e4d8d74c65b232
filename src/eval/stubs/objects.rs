//! Stands in for `objects/` until it is merged: the signatures that the core calls.
#![allow(missing_docs, unused_variables, clippy::unnecessary_wraps)]
use crate::eval::value::{Arguments, Iteration, Namespace, Value};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::object::{Object, Type};
use crate::source::{Span, Text};
use crate::syntax::ast;
use std::cmp::Ordering;

fn missing<T>(span: Span) -> EvalResult<T> {
    Err(Raised::new(
        "TypeError",
        &crate::diagnostic::codes::eval::UNSUPPORTED,
        "no objects yet",
        span,
    ))
}
pub fn install(interpreter: &mut Interpreter, namespace: &Namespace) {}
pub fn call_type(i: &mut Interpreter, ty: &Type, arguments: Arguments, span: Span) -> EvalResult {
    missing(span)
}
pub fn call_object(
    i: &mut Interpreter,
    o: &Object,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    missing(span)
}
pub fn attribute(
    i: &mut Interpreter,
    value: &Value,
    name: &str,
    span: Span,
) -> EvalResult<Option<Value>> {
    missing(span)
}
pub fn struct_class(
    i: &mut Interpreter,
    class: &ast::Class,
    bases: &[Value],
    body: &Namespace,
    documentation: Option<Text>,
) -> EvalResult {
    missing(class.header)
}
pub fn iterate(i: &mut Interpreter, o: &Object, span: Span) -> EvalResult<Iteration> {
    missing(span)
}
pub fn subscript(i: &mut Interpreter, o: &Object, index: &Value, span: Span) -> EvalResult {
    missing(span)
}
pub fn contains(i: &mut Interpreter, o: &Object, item: &Value, span: Span) -> EvalResult<bool> {
    missing(span)
}
pub fn equal(i: &mut Interpreter, o: &Object, other: &Value, span: Span) -> EvalResult<bool> {
    missing(span)
}
pub fn compare(i: &mut Interpreter, o: &Object, other: &Value, span: Span) -> EvalResult<Ordering> {
    missing(span)
}
pub fn truth(i: &mut Interpreter, o: &Object, span: Span) -> EvalResult<bool> {
    missing(span)
}
pub fn to_str(i: &mut Interpreter, value: &Value, span: Span) -> EvalResult<Text> {
    missing(span)
}
pub fn repr(i: &mut Interpreter, value: &Value, span: Span) -> EvalResult<String> {
    missing(span)
}
pub fn hash(o: &Object) -> u64 {
    0
}
pub fn length(i: &mut Interpreter, o: &Object, span: Span) -> EvalResult<usize> {
    missing(span)
}
pub fn modulo(i: &mut Interpreter, o: &Object, argument: &Value, span: Span) -> EvalResult {
    missing(span)
}
pub fn same(a: &Object, b: &Object) -> bool {
    false
}
pub fn equal_keys(a: &Object, b: &Object) -> bool {
    false
}
