//! Functions over numbers.

use super::arguments::{bind, exactly, integer, type_error, wrong_argument};
use super::kind::type_name;
use crate::diagnostic::codes;
use crate::eval::format::{Number, radix_text};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::Span;
use crate::syntax::ast::BinaryOperator;
use num_bigint::{BigInt, Sign};

pub(super) fn abs(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [value] = exactly("abs", arguments, span)?;
    let kind = match &value.kind {
        ValueKind::Float(number) => ValueKind::Float(number.abs()),
        _ => match Number::of(&value) {
            Some(Number::Small(number)) => match number.checked_abs() {
                Some(number) => ValueKind::Integer(number),
                None => Number::Big(-BigInt::from(number)).kind(),
            },
            Some(Number::Big(number)) => {
                Number::Big(BigInt::from(number.magnitude().clone())).kind()
            }
            None => {
                if let ValueKind::Instance(_) | ValueKind::Foreign(_) = value.kind
                    && let Some(method) = interpreter.attribute_if_any(&value, "__abs__", span)?
                {
                    return interpreter.call(&method, Arguments::default(), span);
                }
                let python = format!("bad operand type for abs(): '{}'", type_name(&value));
                return Err(wrong_argument("abs", "a number", &value, python, span));
            }
        },
    };
    Ok(Value::new(kind, span))
}

/// Away from zero where it is a tie, and always a float.
pub(super) fn round(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([mut value], [digits]) = bind("round", arguments, &["number", "ndigits"], span)?;
    if let ValueKind::Instance(_) = value.kind
        && let Some(method) = interpreter.attribute_if_any(&value, "__float__", span)?
    {
        value = interpreter.call(&method, Arguments::default(), span)?;
    }
    let Some(number) = float_of(&value) else {
        let python = "a float is required";
        return Err(wrong_argument("round", "a number", &value, python, span));
    };
    let digits = match digits {
        Some(value) => integer("round", &value, span)?,
        None => 0,
    };
    Ok(Value::new(ValueKind::Float(rounded(number, digits)), span))
}

/// Correctly rounded, as if in exact decimal arithmetic (CPython 2.7: `float_round`).
fn rounded(number: f64, digits: i64) -> f64 {
    if !number.is_finite() || number == 0.0 || digits > 323 {
        return number;
    }
    if digits < -308 {
        return 0.0_f64.copysign(number);
    }
    // The exact decimal expansion of the number.
    let exact = format!("{:.1100}", number.abs());
    let (whole, fraction) = exact.split_once('.').unwrap_or((&exact, ""));
    let mut decimal: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    let point = whole.len() as i64;
    let keep = point + digits;
    if keep < 0 {
        return 0.0_f64.copysign(number);
    }
    let keep = keep as usize;
    let up = decimal.get(keep).is_some_and(|digit| *digit >= b'5');
    decimal.truncate(keep);
    let mut text = String::from_utf8(decimal).unwrap_or_default();
    if text.is_empty() {
        text.push('0');
    }
    let scaled: BigInt = text.parse().unwrap_or_default();
    let scaled = if up { scaled + 1 } else { scaled };
    let result: f64 = format!("{scaled}e{}", -digits).parse().unwrap_or(number);
    result.copysign(number)
}

fn float_of(value: &Value) -> Option<f64> {
    match &value.kind {
        ValueKind::Float(number) => Some(*number),
        _ => Number::of(value).map(|number| number.to_float()),
    }
}

pub(super) fn divmod(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [left, right] = exactly("divmod", arguments, span)?;
    let quotient = interpreter.binary(BinaryOperator::FloorDivide, &left, &right, span)?;
    let remainder = interpreter.binary(BinaryOperator::Modulo, &left, &right, span)?;
    Ok(Value::tuple(vec![quotient, remainder], span))
}

pub(super) fn pow(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([base, exponent], [modulus]) = bind("pow", arguments, &[], span)?;
    let modulus = modulus.filter(|value| !matches!(value.kind, ValueKind::None));
    let Some(modulus) = modulus else {
        return interpreter.binary(BinaryOperator::Power, &base, &exponent, span);
    };
    let numbers = (
        Number::of(&base),
        Number::of(&exponent),
        Number::of(&modulus),
    );
    let (Some(base), Some(exponent), Some(modulus)) = numbers else {
        let message = "pow() 3rd argument not allowed unless all arguments are integers";
        return Err(type_error(message, span));
    };
    if exponent.is_negative() {
        let message = "pow() 2nd argument cannot be negative when 3rd argument specified";
        return Err(type_error(message, span));
    }
    let long = [&base, &exponent, &modulus]
        .iter()
        .any(|number| matches!(number, Number::Big(_)));
    let modulus = modulus.big();
    if modulus.sign() == Sign::NoSign {
        return Err(super::arguments::value_error(
            "pow() 3rd argument cannot be 0",
            span,
        ));
    }
    interpreter.allocate(modulus.bits() as usize, span)?;
    interpreter.allocate(exponent.big().bits() as usize, span)?;
    // Each bit of the exponent takes a multiplication and a division, none of which can be interrupted.
    let length = modulus.bits() / 64 + 1;
    let steps = exponent.big().bits().saturating_mul(length * length) / 32;
    interpreter.allocate(usize::try_from(steps).unwrap_or(usize::MAX), span)?;
    let result = base.big().modpow(&exponent.big(), &modulus);
    let number = if long {
        Number::Big(result)
    } else {
        Number::fitting(result)
    };
    Ok(Value::new(number.kind(), span))
}

fn in_base(
    interpreter: &mut Interpreter,
    function: &'static str,
    arguments: Arguments,
    span: Span,
    radix: u32,
    prefix: &str,
) -> EvalResult {
    let [value] = exactly(function, arguments, span)?;
    let Some(number) = Number::of(&value) else {
        let python = format!("{function}() argument can't be converted to {function}");
        return Err(wrong_argument(function, "an integer", &value, python, span));
    };
    interpreter.allocate(number.big().bits() as usize / 2, span)?;
    let mut text = radix_text(&number, radix, prefix);
    if radix == 8 && text.trim_start_matches('-') == "00" {
        text = "0".to_owned();
    }
    if matches!(number, Number::Big(_)) && function != "bin" {
        text.push('L');
    }
    Ok(Value::string(text, span))
}

pub(super) fn hex(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    in_base(interpreter, "hex", arguments, span, 16, "0x")
}

pub(super) fn oct(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    in_base(interpreter, "oct", arguments, span, 8, "0")
}

pub(super) fn bin(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    in_base(interpreter, "bin", arguments, span, 2, "0b")
}

/// `OverflowError`.
pub(super) fn overflow(message: impl Into<String>, span: Span) -> Box<Raised> {
    Raised::new("OverflowError", &codes::eval::VALUE_ERROR, message, span)
}
