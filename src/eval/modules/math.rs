//! `math`.

use super::arguments::{float, integer, one, take, two, wrong_type};
use super::build::{ModuleBuilder, natives};
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};
use std::sync::Arc;

natives! { FUNCTIONS:
    "acos" => |_, a, s| unary("acos", f64::acos, a, s),
    "acosh" => |_, a, s| unary("acosh", f64::acosh, a, s),
    "asin" => |_, a, s| unary("asin", f64::asin, a, s),
    "asinh" => |_, a, s| unary("asinh", f64::asinh, a, s),
    "atan" => |_, a, s| unary("atan", f64::atan, a, s),
    "atanh" => |_, a, s| unary("atanh", f64::atanh, a, s),
    "atan2" => |_, a, s| binary("atan2", f64::atan2, a, s),
    "ceil" => |_, a, s| unary("ceil", f64::ceil, a, s),
    "copysign" => |_, a, s| binary("copysign", f64::copysign, a, s),
    "cos" => |_, a, s| unary("cos", f64::cos, a, s),
    "cosh" => |_, a, s| unary("cosh", f64::cosh, a, s),
    "degrees" => |_, a, s| unary("degrees", f64::to_degrees, a, s),
    "exp" => |_, a, s| unary("exp", f64::exp, a, s),
    "expm1" => |_, a, s| unary("expm1", f64::exp_m1, a, s),
    "fabs" => |_, a, s| unary("fabs", f64::abs, a, s),
    "factorial" => factorial,
    "floor" => |_, a, s| unary("floor", f64::floor, a, s),
    "fmod" => |_, a, s| binary("fmod", |x, y| x % y, a, s),
    "frexp" => frexp,
    "fsum" => fsum,
    "gcd" => gcd,
    "hypot" => |_, a, s| binary("hypot", f64::hypot, a, s),
    "isinf" => |_, a, s| test("isinf", f64::is_infinite, a, s),
    "isnan" => |_, a, s| test("isnan", f64::is_nan, a, s),
    "ldexp" => ldexp,
    "log" => log,
    "log10" => |_, a, s| unary("log10", f64::log10, a, s),
    "log1p" => |_, a, s| unary("log1p", f64::ln_1p, a, s),
    "log2" => |_, a, s| unary("log2", f64::log2, a, s),
    "modf" => modf,
    "pow" => |_, a, s| binary("pow", f64::powf, a, s),
    "radians" => |_, a, s| unary("radians", f64::to_radians, a, s),
    "sin" => |_, a, s| unary("sin", f64::sin, a, s),
    "sinh" => |_, a, s| unary("sinh", f64::sinh, a, s),
    "sqrt" => |_, a, s| unary("sqrt", f64::sqrt, a, s),
    "tan" => |_, a, s| unary("tan", f64::tan, a, s),
    "tanh" => |_, a, s| unary("tanh", f64::tanh, a, s),
    "trunc" => trunc,
}

/// The module.
pub(super) fn module(_: &mut Interpreter, span: Span) -> EvalResult {
    let float = |number| Value::new(ValueKind::Float(number), span);
    Ok(ModuleBuilder::new("math", span)
        .functions(FUNCTIONS)
        .value("pi", float(std::f64::consts::PI))
        .value("e", float(std::f64::consts::E))
        .finish())
}

fn value(number: f64, span: Span) -> Value {
    Value::new(ValueKind::Float(number), span)
}

/// The result, unless finite arguments gave something that is not a number (outside of the domain) or not finite.
fn checked(result: f64, finite: bool, span: Span) -> EvalResult {
    if finite && result.is_nan() {
        return Err(domain_error(span));
    }
    if finite && result.is_infinite() {
        let class = "OverflowError";
        return Err(Raised::new(
            class,
            &codes::VALUE_ERROR,
            "math range error",
            span,
        ));
    }
    Ok(value(result, span))
}

fn domain_error(span: Span) -> Box<Raised> {
    super::arguments::bad_value("math domain error", span)
}

fn unary(name: &str, function: fn(f64) -> f64, arguments: Arguments, span: Span) -> EvalResult {
    let number = float(name, &one(name, arguments, span)?, span)?;
    let logarithm = name.starts_with("log") || name == "atanh";
    let result = function(number);
    if logarithm && number.is_finite() && result.is_infinite() {
        return Err(domain_error(span));
    }
    checked(
        result,
        !number.is_nan() && (number.is_finite() || result.is_nan()),
        span,
    )
}

fn binary(
    name: &str,
    function: fn(f64, f64) -> f64,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [left, right] = two(name, arguments, span)?;
    let (left, right) = (float(name, &left, span)?, float(name, &right, span)?);
    if name == "pow" && left == 0.0 && right < 0.0 {
        return Err(domain_error(span));
    }
    checked(
        function(left, right),
        left.is_finite() && right.is_finite(),
        span,
    )
}

fn test(name: &str, function: fn(f64) -> bool, arguments: Arguments, span: Span) -> EvalResult {
    let number = float(name, &one(name, arguments, span)?, span)?;
    Ok(Value::boolean(function(number), span))
}

fn log(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([number], [base]) = take("log", arguments, [""], [""], span)?;
    let logarithm = |value: &Value| match &value.kind {
        // Python takes the logarithm of any long, however large.
        ValueKind::BigInteger(number) if number.bits() > 1000 => {
            let shift = number.bits() - 64;
            let head = (&**number >> shift).to_f64().unwrap_or(f64::NAN);
            Ok(head.ln() + shift as f64 * std::f64::consts::LN_2)
        }
        _ => float("log", value, span),
    };
    let ln = |value: &Value| -> EvalResult<f64> {
        let big = matches!(&value.kind, ValueKind::BigInteger(number) if number.bits() > 1000);
        let number = logarithm(value)?;
        if big {
            return Ok(number);
        }
        if number <= 0.0 {
            return Err(domain_error(span));
        }
        Ok(number.ln())
    };
    let result = ln(&number)?;
    let Some(base) = base else {
        return Ok(value(result, span));
    };
    let divisor = ln(&base)?;
    if divisor == 0.0 {
        let class = "ZeroDivisionError";
        let message = "float division by zero";
        return Err(Raised::new(class, &codes::DIVISION_BY_ZERO, message, span));
    }
    Ok(value(result / divisor, span))
}

fn factorial(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let argument = one("factorial", arguments, span)?;
    let number = match argument.kind {
        ValueKind::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => number as i64,
        _ => integer("factorial", &argument, span)?,
    };
    if number < 0 {
        let message = "factorial() not defined for negative values";
        return Err(super::arguments::bad_value(message, span));
    }
    // Stirling's formula gives the bits of the result, which bound the work as well.
    let n = number as f64;
    let bits = n * (n / std::f64::consts::E).max(1.0).log2();
    interpreter.allocate(bits as usize, span)?;
    Ok(big(product(1, number), span))
}

/// The product of the numbers behind `low` up to `high`, by halves, so that the factors are of a size.
fn product(low: i64, high: i64) -> BigInt {
    match high - low {
        ..=0 => BigInt::from(1),
        1 => BigInt::from(high),
        distance => {
            let middle = low + distance / 2;
            product(low, middle) * product(middle, high)
        }
    }
}

/// An integer of any size.
pub(super) fn big(number: BigInt, span: Span) -> Value {
    match number.to_i64() {
        Some(number) => Value::integer(number, span),
        None => Value::new(ValueKind::BigInteger(Arc::new(number)), span),
    }
}

fn fsum(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let values = one("fsum", arguments, span)?;
    // Shewchuk's partial sums: the result is the exact sum, rounded once.
    let mut partials: Vec<f64> = Vec::new();
    for item in interpreter.items(&values, span)? {
        let mut sum = float("fsum", &item, span)?;
        let mut kept = 0;
        for index in 0..partials.len() {
            let (mut larger, mut smaller) = (sum, partials[index]);
            if larger.abs() < smaller.abs() {
                std::mem::swap(&mut larger, &mut smaller);
            }
            let high = larger + smaller;
            let low = smaller - (high - larger);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            sum = high;
        }
        partials.truncate(kept);
        partials.push(sum);
    }
    Ok(value(partials.iter().rev().sum(), span))
}

fn gcd(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [left, right] = two("gcd", arguments, span)?;
    let mut a = i128::from(integer("gcd", &left, span)?).abs();
    let mut b = i128::from(integer("gcd", &right, span)?).abs();
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Ok(big(BigInt::from(a), span))
}

fn frexp(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let number = float("frexp", &one("frexp", arguments, span)?, span)?;
    let (mut mantissa, mut exponent) = (number, 0);
    if number != 0.0 && number.is_finite() {
        while mantissa.abs() >= 1.0 {
            mantissa /= 2.0;
            exponent += 1;
        }
        while mantissa.abs() < 0.5 {
            mantissa *= 2.0;
            exponent -= 1;
        }
    }
    let items = [value(mantissa, span), Value::integer(exponent, span)];
    Ok(Value::tuple(items, span))
}

fn ldexp(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [mantissa, exponent] = two("ldexp", arguments, span)?;
    let mut number = float("ldexp", &mantissa, span)?;
    let exponent = integer("ldexp", &exponent, span)?.clamp(-5000, 5000) as i32;
    // In steps that stay inside the range of exponents, so that a subnormal start may still grow.
    let mut left = exponent;
    while left != 0 {
        let part = left.clamp(-1000, 1000);
        number *= 2f64.powi(part);
        left -= part;
    }
    checked(number, true, span)
}

fn modf(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let number = float("modf", &one("modf", arguments, span)?, span)?;
    let fraction = if number.is_infinite() {
        0.0
    } else {
        number.fract()
    };
    let items = [
        value(fraction.copysign(number), span),
        value(number.trunc(), span),
    ];
    Ok(Value::tuple(items, span))
}

fn trunc(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let argument = one("trunc", arguments, span)?;
    match &argument.kind {
        ValueKind::Float(number) => match BigInt::from_f64(number.trunc()) {
            Some(number) => Ok(big(number, span)),
            None => Err(super::arguments::bad_value(
                "cannot convert float NaN or infinity to integer",
                span,
            )),
        },
        ValueKind::Integer(_) | ValueKind::BigInteger(_) | ValueKind::Boolean(_) => {
            Ok(argument.with_origin(span))
        }
        _ => Err(wrong_type("trunc", "a number", &argument, span)),
    }
}
