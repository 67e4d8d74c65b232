//! What operators and slices do with sequences, as methods: classes derived from `list`, `tuple` or `str` call these.

use super::wrong_receiver;
use crate::eval::builtins::arguments::{bind_method, integer};
use crate::eval::value::Slice;
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::source::Span;
use crate::syntax::ast::BinaryOperator;
use std::rc::Rc;

super::methods! {
    /// Methods of lists, tuples and strings.
    METHODS:
    "__add__" => add,
    "__getslice__" => get_slice,
    "__mul__" => multiply,
    "__rmul__" => multiply,
}

super::methods! {
    /// Methods of lists alone.
    CHANGED:
    "__delslice__" => delete_slice,
    "__iadd__" => extend,
    "__setslice__" => set_slice,
}

fn add(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [other], []) = bind_method("__add__", arguments, &[], span)?;
    i.binary(BinaryOperator::Add, &this, &other, span)
}

fn multiply(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [count], []) = bind_method("__mul__", arguments, &[], span)?;
    let count = Value::integer(integer("__mul__", &count, span)?, count.origin);
    i.binary(BinaryOperator::Multiply, &this, &count, span)
}

fn extend(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [more], []) = bind_method("__iadd__", arguments, &[], span)?;
    i.binary_in_place(BinaryOperator::Add, &this, &more, span)
}

fn get_slice(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, bounds, []) = bind_method("__getslice__", arguments, &[], span)?;
    let bounds = slice_of("__getslice__", bounds, span)?;
    i.subscript(&this, &bounds, span)
}

fn set_slice(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [start, stop, value], []) = bind_method("__setslice__", arguments, &[], span)?;
    list("__setslice__", &this, span)?;
    let bounds = slice_of("__setslice__", [start, stop], span)?;
    i.set_subscript(&this, &bounds, value, span)?;
    Ok(Value::none(span))
}

fn delete_slice(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, bounds, []) = bind_method("__delslice__", arguments, &[], span)?;
    list("__delslice__", &this, span)?;
    let bounds = slice_of("__delslice__", bounds, span)?;
    i.delete_subscript(&this, &bounds, span)?;
    Ok(Value::none(span))
}

fn list(method: &str, this: &Value, span: Span) -> EvalResult<()> {
    match &this.kind {
        ValueKind::List(_) => Ok(()),
        _ => wrong_receiver(method, "list", this, span),
    }
}

/// The bounds as a slice. What is below zero was counted from the end before, and means the start.
fn slice_of(method: &'static str, bounds: [Value; 2], span: Span) -> EvalResult {
    let [start, stop] = bounds;
    let bound = |value: Value| -> EvalResult {
        let number = integer(method, &value, span)?.max(0);
        Ok(Value::integer(number, value.origin))
    };
    let bounds = [bound(start)?, bound(stop)?, Value::none(span)];
    Ok(Value::new(ValueKind::Slice(Rc::new(Slice(bounds))), span))
}
