//! `hash()`, as CPython 2.7 computes it on a machine of 64 bits: a configuration that spreads jobs by `hash(name) % 4` has to get the
//! same numbers.

use super::arguments::{exactly, type_error};
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::source::Span;
use num_bigint::{BigInt, Sign};
use num_traits::FromPrimitive;

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
        ValueKind::Integer(number) => whole(*number),
        ValueKind::Boolean(truth) => i64::from(*truth),
        ValueKind::BigInteger(number) => of_long(number),
        ValueKind::Float(number) => of_float(*number),
        ValueKind::String(text) | ValueKind::Unicode(text) => {
            of_units(text.chars().map(u32::from), text.char_count())
        }
        ValueKind::Tuple(tuple) => {
            let Some(hashes) = all(interpreter, tuple.items.iter().cloned(), span)? else {
                return Ok(None);
            };
            of_tuple(&hashes)
        }
        ValueKind::Set(set) => {
            let items: Vec<Value> = {
                let items = set.items.borrow();
                items.iter().map(|key| key.value().clone()).collect()
            };
            let Some(hashes) = all(interpreter, items.into_iter(), span)? else {
                return Ok(None);
            };
            of_set(&hashes)
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
        ValueKind::Integer(number) => Ok(whole(*number)),
        ValueKind::Boolean(truth) => Ok(i64::from(*truth)),
        ValueKind::BigInteger(number) => Ok(of_long(number)),
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

/// -1 stands for an error inside of Python.
fn whole(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// A number modulo 2⁶⁴ - 1, by its digits of 30 bits.
fn of_long(number: &BigInt) -> i64 {
    let mut hash = 0u64;
    for digit in digits(number).into_iter().rev() {
        hash = hash.rotate_left(30);
        let (sum, carries) = hash.overflowing_add(digit);
        hash = sum.wrapping_add(u64::from(carries));
    }
    let hash = hash as i64;
    whole(match number.sign() {
        Sign::Minus => hash.wrapping_neg(),
        _ => hash,
    })
}

/// The digits of 30 bits that CPython keeps a long number in, the least first.
fn digits(number: &BigInt) -> Vec<u64> {
    const BITS: u64 = 30;
    let words = number.magnitude().to_u64_digits();
    let bit = |at: u64| {
        words
            .get((at / 64) as usize)
            .map_or(0, |word| word >> (at % 64) & 1)
    };
    let count = number.bits().div_ceil(BITS);
    let digit = |index: u64| {
        (0..BITS)
            .map(|offset| bit(index * BITS + offset) << offset)
            .sum()
    };
    (0..count).map(digit).collect()
}

fn of_float(number: f64) -> i64 {
    if number.is_nan() {
        return 0;
    }
    if number.is_infinite() {
        return if number < 0.0 { -271_828 } else { 314_159 };
    }
    if number.fract() == 0.0 {
        return match BigInt::from_f64(number) {
            Some(number) => of_long(&number),
            None => 0,
        };
    }
    const BITS_31: f64 = 2_147_483_648.0;
    let (mantissa, exponent) = frexp(number);
    let scaled = mantissa * BITS_31;
    let high = scaled as i64;
    let low = ((scaled - high as f64) * BITS_31) as i64;
    whole(high.wrapping_add(low).wrapping_add(exponent << 15))
}

/// A number as a fraction between 0.5 and 1, and a power of two. It is neither whole nor tiny but for the smallest of all.
fn frexp(number: f64) -> (f64, i64) {
    const EXPONENT: u64 = 0x7ff << 52;
    if number.to_bits() & EXPONENT == 0 {
        let (mantissa, exponent) = frexp(number * 2f64.powi(64));
        return (mantissa, exponent - 64);
    }
    let bits = number.to_bits();
    let exponent = ((bits & EXPONENT) >> 52) as i64 - 1022;
    let mantissa = f64::from_bits(bits & !EXPONENT | 1022 << 52);
    (mantissa, exponent)
}

/// A string, by its bytes or characters.
fn of_units(units: impl Iterator<Item = u32> + Clone, length: usize) -> i64 {
    let Some(first) = units.clone().next() else {
        return 0;
    };
    let mut hash = i64::from(first) << 7;
    for unit in units {
        hash = hash.wrapping_mul(1_000_003) ^ i64::from(unit);
    }
    whole(hash ^ length as i64)
}

fn of_tuple(items: &[i64]) -> i64 {
    let (mut hash, mut factor) = (0x0034_5678_i64, 1_000_003_i64);
    for (index, item) in items.iter().enumerate() {
        let behind = (items.len() - index - 1) as i64;
        hash = (hash ^ item).wrapping_mul(factor);
        factor = factor.wrapping_add(82_520 + behind + behind);
    }
    whole(hash.wrapping_add(97_531))
}

fn of_set(items: &[i64]) -> i64 {
    let mut hash = 1_927_868_237_u64.wrapping_mul(items.len() as u64 + 1);
    for item in items {
        let item = *item as u64;
        hash ^= (item ^ (item << 16) ^ 89_869_747).wrapping_mul(3_644_798_167);
    }
    let hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923) as i64;
    if hash == -1 { 590_923_713 } else { hash }
}
