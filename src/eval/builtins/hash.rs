//! `hash()`, as CPython 2.7 computes it on a machine of 64 bits: a configuration that spreads jobs by `hash(name) % 4` has to get the
//! same numbers.

use super::arguments::{exactly, type_error};
use crate::eval::{Arguments, DictOrder, EvalResult, Interpreter, Value, ValueKind};
use crate::python2::hash as python2;
use crate::source::Span;

pub(super) fn hash(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [value] = exactly("hash", arguments, span)?;
    // What cannot be a key has no hash.
    let key = interpreter.key(&value, span)?;
    match of_value(interpreter, &value, span)? {
        Some(hash) => Ok(Value::integer(hash, span)),
        // Python goes by the address, which nobody relies on.
        None => {
            use std::hash::{BuildHasher, BuildHasherDefault};
            let hash = BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(&key);
            Ok(Value::integer(hash as i64, span))
        }
    }
}

/// The hash of what Python hashes by its value.
fn of_value(interpreter: &mut Interpreter, value: &Value, span: Span) -> EvalResult<Option<i64>> {
    Ok(Some(match &value.kind {
        ValueKind::Integer(number) => python2::integer(*number),
        ValueKind::Boolean(truth) => i64::from(*truth),
        ValueKind::BigInteger(number) => python2::long(number),
        ValueKind::Float(number) => python2::float(*number),
        ValueKind::String(text) | ValueKind::Unicode(text) => python2::characters(text.as_str()),
        ValueKind::Tuple(tuple) => {
            let Some(hashes) = all(interpreter, tuple.items.iter().cloned(), span)? else {
                return Ok(None);
            };
            python2::tuple(&hashes)
        }
        ValueKind::Set(set) => {
            let items = set.items.borrow_mut().keys(DictOrder::Insertion);
            let Some(hashes) = all(interpreter, items.into_iter(), span)? else {
                return Ok(None);
            };
            python2::frozenset(&hashes)
        }
        ValueKind::Instance(instance) => {
            if let Some(method) = interpreter.method_of(instance, value, "__hash__") {
                return of_method(interpreter, &method, span).map(Some);
            }
            return match instance.payload.clone() {
                Some(payload) => interpreter.nested(span, |i| of_value(i, &payload, span)),
                None => Ok(None),
            };
        }
        ValueKind::Object(object) => return Ok(object.python_hash()),
        _ => return Ok(None),
    }))
}

/// What `__hash__` says.
pub(in crate::eval) fn of_method(
    interpreter: &mut Interpreter,
    method: &Value,
    span: Span,
) -> EvalResult<i64> {
    let hash = interpreter.call(method, Arguments::default(), span)?;
    match &hash.kind {
        ValueKind::Integer(number) => Ok(python2::integer(*number)),
        ValueKind::Boolean(truth) => Ok(i64::from(*truth)),
        ValueKind::BigInteger(number) => Ok(python2::long(number)),
        ValueKind::Poison => Err(crate::eval::Raised::poisoned()),
        _ => Err(type_error("an integer is required", span)),
    }
}

fn all(
    interpreter: &mut Interpreter,
    items: impl Iterator<Item = Value>,
    span: Span,
) -> EvalResult<Option<Vec<i64>>> {
    interpreter.nested(span, |interpreter| {
        items.map(|it| of_value(interpreter, &it, span)).collect()
    })
}
