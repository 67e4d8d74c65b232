//! Integers of any size in any base.

use crate::eval::{Value, ValueKind};
use num_bigint::{BigInt, Sign};
use num_traits::{FromPrimitive, ToPrimitive};

/// An integer of any size.
#[derive(Clone, Debug)]
pub(in crate::eval) enum Number {
    /// An `int`.
    Small(i64),
    /// A `long`, whatever its size.
    Big(BigInt),
}

impl Number {
    /// The integer that a value is; booleans are 0 and 1.
    pub fn of(value: &Value) -> Option<Number> {
        match &value.kind {
            ValueKind::Boolean(truth) => Some(Number::Small(i64::from(*truth))),
            ValueKind::Integer(number) => Some(Number::Small(*number)),
            ValueKind::BigInteger(number) => Some(Number::Big((**number).clone())),
            _ => None,
        }
    }

    /// A float cut off towards zero; `None` for infinities and NaN.
    pub fn truncated(value: f64) -> Option<Number> {
        BigInt::from_f64(value.trunc()).map(Number::fitting)
    }

    /// An `int` if it fits, else a `long`.
    pub fn fitting(number: BigInt) -> Number {
        match number.to_i64() {
            Some(number) => Number::Small(number),
            None => Number::Big(number),
        }
    }

    /// As a value's kind.
    pub fn kind(self) -> ValueKind {
        match self {
            Number::Small(number) => ValueKind::Integer(number),
            Number::Big(number) => ValueKind::BigInteger(number.into()),
        }
    }

    /// The integer, as a big one.
    pub fn big(&self) -> BigInt {
        match self {
            Number::Small(number) => BigInt::from(*number),
            Number::Big(number) => number.clone(),
        }
    }

    /// The nearest float; infinite if it is too large.
    pub fn to_float(&self) -> f64 {
        match self {
            Number::Small(number) => *number as f64,
            Number::Big(number) => number.to_f64().unwrap_or(f64::INFINITY),
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match self {
            Number::Small(number) => *number < 0,
            Number::Big(number) => number.sign() == Sign::Minus,
        }
    }

    /// The digits without a sign, in a base from 2 to 36.
    pub fn digits(&self, radix: u32) -> String {
        match self {
            Number::Small(number) if radix == 10 => number.unsigned_abs().to_string(),
            Number::Small(number) => BigInt::from(*number).magnitude().to_str_radix(radix),
            Number::Big(number) => number.magnitude().to_str_radix(radix),
        }
    }
}

/// What `hex`, `oct` and `bin` give: sign, prefix and digits.
pub(in crate::eval) fn radix_text(number: &Number, radix: u32, prefix: &str) -> String {
    let sign = if number.is_negative() { "-" } else { "" };
    format!("{sign}{prefix}{}", number.digits(radix))
}
