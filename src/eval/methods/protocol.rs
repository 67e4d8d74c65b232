//! What operators and builtin functions do, as methods: `d.__getitem__` as a key function, `items.__len__()`.

use super::list::call_with;
use super::wrong_receiver;
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{alone, bind_method, integer};
use crate::eval::value::DictKind;
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::Span;
use std::cmp::Ordering;

super::methods! {
    /// What all values have.
    COMMON:
    "__cmp__" => compare,
    "__eq__" => equal,
    "__format__" => format,
    "__ge__" => at_least,
    "__gt__" => greater,
    "__hash__" => hash,
    "__iter__" => iterate,
    "__le__" => at_most,
    "__lt__" => less,
    "__ne__" => different,
    "__nonzero__" => truth,
    "__repr__" => repr,
    "__str__" => to_str,
}

super::methods! {
    /// What has a length and items.
    SIZED:
    "__contains__" => contains,
    "__getitem__" => get_item,
    "__len__" => length,
}

super::methods! {
    /// What items can be set in.
    CHANGED:
    "__delitem__" => delete_item,
    "__setitem__" => set_item,
}

super::methods! {
    /// Iterators.
    ITERATOR:
    "next" => next,
    "__next__" => next,
}

fn function(interpreter: &mut Interpreter, name: &str, span: Span) -> EvalResult {
    crate::eval::builtins::function(interpreter, name, span)
}

fn length(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("__len__", arguments, span)?;
    let len = function(interpreter, "len", span)?;
    call_with(interpreter, &len, [this], span)
}

fn hash(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("__hash__", arguments, span)?;
    let hash = function(interpreter, "hash", span)?;
    call_with(interpreter, &hash, [this], span)
}

fn next(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("next", arguments, span)?;
    let next = function(interpreter, "next", span)?;
    call_with(interpreter, &next, [this], span)
}

fn iterate(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("__iter__", arguments, span)?;
    let iter = function(interpreter, "iter", span)?;
    call_with(interpreter, &iter, [this], span)
}

fn format(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [spec], []) = bind_method("__format__", arguments, &[], span)?;
    let format = function(interpreter, "format", span)?;
    call_with(interpreter, &format, [this, spec], span)
}

fn truth(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("__nonzero__", arguments, span)?;
    Ok(Value::boolean(interpreter.truth(&this, span)?, span))
}

fn repr(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("__repr__", arguments, span)?;
    Ok(Value::string(interpreter.repr(&this, span)?, span))
}

fn to_str(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("__str__", arguments, span)?;
    let text = interpreter.to_str(&this, span)?;
    Ok(Value::new(ValueKind::String(text), span))
}

fn get_item(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [index], []) = bind_method("__getitem__", arguments, &[], span)?;
    interpreter.subscript(&this, &index, span)
}

fn contains(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [item], []) = bind_method("__contains__", arguments, &[], span)?;
    let found = interpreter.contains(&this, &item, span)?;
    Ok(Value::boolean(found, span))
}

fn set_item(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [index, value], []) = bind_method("__setitem__", arguments, &[], span)?;
    match &this.kind {
        ValueKind::Dict(dict) => {
            let key = interpreter.key(&index, span)?;
            dict.entries.borrow_mut().insert(key, value);
        }
        ValueKind::List(items) => {
            let position = list_position(items.borrow().len(), &index, span)?;
            if let Some(item) = items.borrow_mut().get_mut(position) {
                *item = value;
            }
        }
        _ => return wrong_receiver("__setitem__", "dict", &this, span),
    }
    Ok(Value::none(span))
}

fn delete_item(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [index], []) = bind_method("__delitem__", arguments, &[], span)?;
    match &this.kind {
        ValueKind::Dict(dict) => {
            let key = interpreter.key(&index, span)?;
            let removed = dict.entries.borrow_mut().remove(&key);
            if removed.is_none() && !matches!(dict.kind, DictKind::Counter) {
                return Err(super::dict::missing_key(interpreter, &index, span));
            }
        }
        ValueKind::List(items) => {
            let position = list_position(items.borrow().len(), &index, span)?;
            items.borrow_mut().remove(position);
        }
        _ => return wrong_receiver("__delitem__", "dict", &this, span),
    }
    Ok(Value::none(span))
}

fn list_position(length: usize, index: &Value, span: Span) -> EvalResult<usize> {
    let position = integer("__setitem__", index, span)?;
    let position = if position < 0 {
        position.saturating_add(length as i64)
    } else {
        position
    };
    match usize::try_from(position) {
        Ok(position) if position < length => Ok(position),
        _ => Err(Raised::new(
            "IndexError",
            &codes::eval::INDEX_OUT_OF_RANGE,
            "list index out of range",
            index.origin,
        )),
    }
}

fn equality(
    interpreter: &mut Interpreter,
    method: &'static str,
    arguments: Arguments,
    span: Span,
    wanted: bool,
) -> EvalResult {
    let (this, [other], []) = bind_method(method, arguments, &[], span)?;
    let equal = interpreter.equal(&this, &other, span)?;
    Ok(Value::boolean(equal == wanted, span))
}

fn equal(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    equality(i, "__eq__", arguments, span, true)
}

fn different(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    equality(i, "__ne__", arguments, span, false)
}

fn ordered(
    interpreter: &mut Interpreter,
    method: &'static str,
    arguments: Arguments,
    span: Span,
    test: fn(Ordering) -> bool,
) -> EvalResult {
    let (this, [other], []) = bind_method(method, arguments, &[], span)?;
    let order = interpreter.compare(&this, &other, span)?;
    Ok(Value::boolean(test(order), span))
}

fn less(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    ordered(i, "__lt__", arguments, span, Ordering::is_lt)
}

fn at_most(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    ordered(i, "__le__", arguments, span, Ordering::is_le)
}

fn greater(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    ordered(i, "__gt__", arguments, span, Ordering::is_gt)
}

fn at_least(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    ordered(i, "__ge__", arguments, span, Ordering::is_ge)
}

fn compare(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [other], []) = bind_method("__cmp__", arguments, &[], span)?;
    let order = interpreter.compare(&this, &other, span)?;
    Ok(Value::integer(order as i64, span))
}
