//! The methods of numbers.

use super::wrong_receiver;
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{alone, value_error};
use crate::eval::format::Number;
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::Span;
use num_bigint::BigInt;

super::methods! {
    /// The methods of `int` and `long`.
    INTEGER:
    "bit_length" => bit_length,
    "conjugate" => conjugate,
}

super::methods! {
    /// The methods of `float`.
    FLOAT:
    "as_integer_ratio" => as_integer_ratio,
    "conjugate" => conjugate,
    "hex" => hex,
    "is_integer" => is_integer,
}

fn float_of(method: &'static str, this: &Value, span: Span) -> EvalResult<f64> {
    match &this.kind {
        ValueKind::Float(number) => Ok(*number),
        _ => wrong_receiver(method, "float", this, span),
    }
}

fn bit_length(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("bit_length", arguments, span)?;
    match Number::of(&this) {
        Some(number) => Ok(Value::integer(number.big().bits() as i64, span)),
        None => wrong_receiver("bit_length", "int", &this, span),
    }
}

fn conjugate(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    alone("conjugate", arguments, span)
}

fn is_integer(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("is_integer", arguments, span)?;
    let number = float_of("is_integer", &this, span)?;
    let whole = number.is_finite() && number.fract() == 0.0;
    Ok(Value::boolean(whole, span))
}

/// Sign, mantissa and exponent of a finite float: `sign * mantissa * 2 ** exponent`.
fn parts(number: f64) -> (bool, u64, i32) {
    let bits = number.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = match exponent {
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, exponent - 1075),
    };
    (bits >> 63 == 1, mantissa, exponent)
}

fn as_integer_ratio(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("as_integer_ratio", arguments, span)?;
    let number = float_of("as_integer_ratio", &this, span)?;
    if number.is_nan() {
        return Err(value_error(
            "Cannot pass NaN to float.as_integer_ratio.",
            span,
        ));
    }
    if number.is_infinite() {
        return Err(Raised::new(
            "OverflowError",
            &codes::eval::VALUE_ERROR,
            "Cannot pass infinity to float.as_integer_ratio.",
            span,
        ));
    }
    let (negative, mut mantissa, mut exponent) = parts(number);
    if mantissa == 0 {
        exponent = 0;
    }
    while exponent < 0 && mantissa.is_multiple_of(2) {
        mantissa /= 2;
        exponent += 1;
    }
    let shift = exponent.unsigned_abs() as usize;
    let mantissa = BigInt::from(mantissa) * if negative { -1 } else { 1 };
    let (numerator, denominator) = if exponent < 0 {
        (mantissa, BigInt::from(1) << shift)
    } else {
        (mantissa << shift, BigInt::from(1))
    };
    let part = |number| Value::new(Number::fitting(number).kind(), span);
    Ok(Value::tuple(vec![part(numerator), part(denominator)], span))
}

fn hex(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("hex", arguments, span)?;
    let number = float_of("hex", &this, span)?;
    if !number.is_finite() {
        let text = crate::eval::format::float_repr(number);
        return Ok(Value::string(text, span));
    }
    let (negative, mantissa, exponent) = parts(number);
    let sign = if negative { "-" } else { "" };
    let text = if mantissa == 0 {
        format!("{sign}0x0.0p+0")
    } else {
        let whole = mantissa >> 52;
        let fraction = mantissa & ((1 << 52) - 1);
        format!("{sign}0x{whole}.{fraction:013x}p{:+}", exponent + 52)
    };
    Ok(Value::string(text, span))
}
