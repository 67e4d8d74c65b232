//! `hash()`, as CPython 2.7 computes it on a machine of 64 bits: a configuration that spreads jobs by `hash(name) % 4` has to get the
//! same numbers.

use super::arguments::{exactly, type_error};
use crate::eval::key::python_hash;
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::python2::hash as python2;
use crate::source::Span;

pub(super) fn hash(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [value] = exactly("hash", arguments, span)?;
    // What cannot be a key has no hash.
    let key = interpreter.key(&value, span)?;
    match python_hash(key.value()) {
        Some(hash) => Ok(Value::integer(hash, span)),
        // Python goes by the address, which nobody relies on.
        None => {
            use std::hash::{BuildHasher, BuildHasherDefault};
            let hash = BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(&key);
            Ok(Value::integer(hash as i64, span))
        }
    }
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
