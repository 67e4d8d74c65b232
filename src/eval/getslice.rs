//! `__getslice__`, `__setslice__` and `__delslice__`: what Python 2 asks an object for where a slice has no step. `__getitem__`
//! and its relatives are asked only if there are none, also in classes derived from `list`, `str` or `tuple`, which inherit some.

use super::operator::payload;
use super::value::{Arguments, Instance, Value, ValueKind};
use super::{EvalResult, Interpreter};
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind};
use std::rc::Rc;

/// The bounds of a slice without step, as numbers.
struct Plain {
    start: i64,
    stop: i64,
}

impl Interpreter<'_> {
    /// `object[index]`; the index also as it is written.
    pub(super) fn item(
        &mut self,
        object: &Value,
        written: &Expression,
        index: &Value,
        span: Span,
    ) -> EvalResult {
        if let ValueKind::Instance(_) = &object.kind
            && let Some(found) = self.get_plain_slice(object, written, index, span)?
        {
            return Ok(found);
        }
        self.subscript(object, index, span)
    }

    /// `object[start:stop]`, if the object has something for that.
    fn get_plain_slice(
        &mut self,
        object: &Value,
        written: &Expression,
        index: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let Some((instance, plain)) = getslice(object, written, index) else {
            return Ok(None);
        };
        if let Some(method) = self.method_of(&instance, object, "__getslice__") {
            return self.call_slice_method(object, &method, plain, None, span);
        }
        match &instance.payload {
            Some(inside) if is_sequence(inside) => self.subscript(inside, index, span).map(Some),
            _ => Ok(None),
        }
    }

    /// `object[start:stop] = value`; whether the object had something for that.
    pub(super) fn set_plain_slice(
        &mut self,
        object: &Value,
        written: &Expression,
        (index, value): (&Value, &Value),
        span: Span,
    ) -> EvalResult<bool> {
        let Some((instance, plain)) = getslice(object, written, index) else {
            return Ok(false);
        };
        if let Some(method) = self.method_of(&instance, object, "__setslice__") {
            let value = Some(value.clone());
            let done = self.call_slice_method(object, &method, plain, value, span)?;
            return Ok(done.is_some());
        }
        match &instance.payload {
            Some(list) if matches!(list.kind, ValueKind::List(_)) => {
                self.set_subscript(list, index, value.clone(), span)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// `del object[start:stop]`; whether the object had something for that.
    pub(super) fn delete_plain_slice(
        &mut self,
        object: &Value,
        written: &Expression,
        index: &Value,
        span: Span,
    ) -> EvalResult<bool> {
        let Some((instance, plain)) = getslice(object, written, index) else {
            return Ok(false);
        };
        if let Some(method) = self.method_of(&instance, object, "__delslice__") {
            let done = self.call_slice_method(object, &method, plain, None, span)?;
            return Ok(done.is_some());
        }
        match &instance.payload {
            Some(list) if matches!(list.kind, ValueKind::List(_)) => {
                self.delete_subscript(list, index, span)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Calls one of the methods; bounds below zero count from the end, if the object has a length.
    fn call_slice_method(
        &mut self,
        object: &Value,
        method: &Value,
        plain: Plain,
        value: Option<Value>,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let length = match plain.start < 0 || plain.stop < 0 {
            true => self.length_if_any(object, span)?,
            false => 0,
        };
        let bound = |number: i64| match number < 0 {
            true => Value::integer(number.saturating_add(length), span),
            false => Value::integer(number, span),
        };
        let arguments = Arguments {
            positional: [bound(plain.start), bound(plain.stop)]
                .into_iter()
                .chain(value)
                .collect(),
            keywords: Vec::new(),
        };
        self.call(method, arguments, span).map(Some)
    }

    fn length_if_any(&mut self, object: &Value, span: Span) -> EvalResult<i64> {
        if self.attribute_if_any(object, "__len__", span)?.is_none() {
            return Ok(0);
        }
        let len = super::builtins::function(self, "len", span)?;
        let arguments = Arguments {
            positional: [object.clone()].into_iter().collect(),
            keywords: Vec::new(),
        };
        let length = self.call(&len, arguments, span)?;
        Ok(match length.kind {
            ValueKind::Integer(length) => length,
            _ => 0,
        })
    }
}

/// The object and the bounds, if it is one of a class and no step is written. Bounds that are no numbers are for `__getitem__`.
fn getslice(object: &Value, written: &Expression, index: &Value) -> Option<(Rc<Instance>, Plain)> {
    let ValueKind::Instance(instance) = &object.kind else {
        return None;
    };
    let (ExpressionKind::Slice { start, stop, step }, ValueKind::Slice(bounds)) =
        (&written.kind, &index.kind)
    else {
        return None;
    };
    if step.is_some() {
        return None;
    }
    let plain = Plain {
        start: number(start.is_some(), &bounds[0], 0)?,
        stop: number(stop.is_some(), &bounds[1], i64::MAX)?,
    };
    Some((instance.clone(), plain))
}

fn number(is_written: bool, bound: &Value, default: i64) -> Option<i64> {
    match payload(bound).kind {
        _ if !is_written => Some(default),
        ValueKind::Integer(number) => Some(number),
        ValueKind::Boolean(truth) => Some(i64::from(truth)),
        _ => None,
    }
}

fn is_sequence(value: &Value) -> bool {
    matches!(
        value.kind,
        ValueKind::List(_) | ValueKind::Tuple(_) | ValueKind::String(_) | ValueKind::Unicode(_)
    )
}
