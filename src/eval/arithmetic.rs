//! Numbers: what operators do to integers of any size and floats.

use super::value::{Value, ValueKind};
use super::{EvalResult, Interpreter, Raised};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::Span;
use crate::syntax::ast::BinaryOperator;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use std::sync::Arc;

/// How many steps of a division of large integers count as a bit of its result.
const DIVISION_STEPS: u64 = 64;

/// A number that takes part in an operation.
pub(super) enum Number {
    Integer(i64),
    Big(BigInt),
    Float(f64),
}

pub(super) fn number(value: &Value) -> Option<Number> {
    Some(match &value.kind {
        ValueKind::Integer(value) => Number::Integer(*value),
        ValueKind::Boolean(value) => Number::Integer(i64::from(*value)),
        ValueKind::BigInteger(value) => Number::Big((**value).clone()),
        ValueKind::Float(value) => Number::Float(*value),
        ValueKind::Instance(instance) => return number(instance.payload.as_ref()?),
        _ => return None,
    })
}

impl Number {
    fn float(&self) -> f64 {
        match self {
            Number::Integer(value) => *value as f64,
            Number::Big(value) => value.to_f64().unwrap_or(f64::INFINITY),
            Number::Float(value) => *value,
        }
    }

    pub fn big(self) -> BigInt {
        match self {
            Number::Integer(value) => value.into(),
            Number::Big(value) => value,
            Number::Float(_) => BigInt::zero(),
        }
    }
}

/// An integer of any size as a value.
pub fn big_integer(value: BigInt, span: Span) -> Value {
    match value.to_i64() {
        Some(value) => Value::integer(value, span),
        None => Value::new(ValueKind::BigInteger(Arc::new(value)), span),
    }
}

pub(super) fn as_long(value: Value) -> Value {
    match value.kind {
        ValueKind::Integer(number) => {
            let kind = ValueKind::BigInteger(Arc::new(number.into()));
            Value::new(kind, value.origin)
        }
        _ => value,
    }
}

impl Interpreter<'_> {
    pub(super) fn arithmetic(
        &mut self,
        operator: BinaryOperator,
        left: Number,
        right: Number,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if let Number::Float(_) = left {
            return self.float_arithmetic(operator, left.float(), right.float(), span);
        }
        if let Number::Float(_) = right {
            return self.float_arithmetic(operator, left.float(), right.float(), span);
        }
        // What is computed with a `long` is one, however small.
        let long = matches!((&left, &right), (Number::Big(_), _) | (_, Number::Big(_)));
        let result = self.integer_arithmetic(operator, left.big(), right.big(), span)?;
        Ok(if long { result.map(as_long) } else { result })
    }

    fn float_arithmetic(
        &mut self,
        operator: BinaryOperator,
        a: f64,
        b: f64,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let division = matches!(
            operator,
            BinaryOperator::Divide
                | BinaryOperator::TrueDivide
                | BinaryOperator::FloorDivide
                | BinaryOperator::Modulo
        );
        if division && b == 0.0 {
            let what = match operator {
                BinaryOperator::Modulo => "float modulo",
                BinaryOperator::FloorDivide => "float divmod()",
                _ => "float division by zero",
            };
            return Err(division_by_zero(what, span));
        }
        let result = match operator {
            BinaryOperator::Add => a + b,
            BinaryOperator::Subtract => a - b,
            BinaryOperator::Multiply => a * b,
            BinaryOperator::Divide | BinaryOperator::TrueDivide => a / b,
            BinaryOperator::FloorDivide => (a / b).floor(),
            BinaryOperator::Modulo => {
                let remainder = a % b;
                if remainder != 0.0 && (remainder < 0.0) != (b < 0.0) {
                    remainder + b
                } else if remainder == 0.0 {
                    0.0_f64.copysign(b)
                } else {
                    remainder
                }
            }
            BinaryOperator::Power => {
                if a == 0.0 && b < 0.0 {
                    return Err(division_by_zero(
                        "0.0 cannot be raised to a negative power",
                        span,
                    ));
                }
                if a < 0.0 && b.fract() != 0.0 && b.is_finite() {
                    return Err(Raised::new(
                        "ValueError",
                        &eval::VALUE_ERROR,
                        "negative number cannot be raised to a fractional power",
                        span,
                    ));
                }
                let result = a.powf(b);
                if result.is_infinite() && a.is_finite() && b.is_finite() {
                    return Err(Raised::new(
                        "OverflowError",
                        &eval::VALUE_ERROR,
                        "(34, 'Numerical result out of range')",
                        span,
                    ));
                }
                result
            }
            _ => return Ok(None),
        };
        Ok(Some(Value::new(ValueKind::Float(result), span)))
    }

    fn integer_arithmetic(
        &mut self,
        operator: BinaryOperator,
        a: BigInt,
        b: BigInt,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let result = match operator {
            BinaryOperator::Add => a + b,
            BinaryOperator::Subtract => a - b,
            BinaryOperator::Multiply => {
                self.allocate_bits(a.bits().saturating_add(b.bits()), span)?;
                a * b
            }
            BinaryOperator::Divide | BinaryOperator::FloorDivide | BinaryOperator::Modulo => {
                if b.is_zero() {
                    return Err(division_by_zero("integer division or modulo by zero", span));
                }
                self.bound_division(&a, &b, span)?;
                let (quotient, remainder) = floor_division(&a, &b);
                if operator == BinaryOperator::Modulo {
                    remainder
                } else {
                    quotient
                }
            }
            BinaryOperator::TrueDivide => return self.true_division(&a, &b, span).map(Some),
            BinaryOperator::Power => return self.integer_power(a, b, span).map(Some),
            BinaryOperator::LeftShift | BinaryOperator::RightShift => {
                let Some(count) = b.to_u64().filter(|_| !b.is_negative()) else {
                    return Err(Raised::new(
                        "ValueError",
                        &eval::VALUE_ERROR,
                        "negative shift count",
                        span,
                    ));
                };
                if operator == BinaryOperator::RightShift {
                    let count = count.min(a.bits() + 1);
                    a >> count
                } else if a.is_zero() {
                    a
                } else {
                    self.allocate_bits(a.bits().saturating_add(count), span)?;
                    a << count
                }
            }
            BinaryOperator::BitAnd => a & b,
            BinaryOperator::BitOr => a | b,
            BinaryOperator::BitXor => a ^ b,
            BinaryOperator::MatrixMultiply => return Ok(None),
        };
        Ok(Some(big_integer(result, span)))
    }

    fn allocate_bits(&mut self, bits: u64, span: Span) -> EvalResult<()> {
        if bits <= 128 {
            return Ok(());
        }
        self.allocate(usize::try_from(bits).unwrap_or(usize::MAX), span)
    }

    /// Dividing takes time with the product of the lengths of quotient and divisor, and cannot be interrupted.
    pub(super) fn bound_division(&mut self, a: &BigInt, b: &BigInt, span: Span) -> EvalResult<()> {
        let quotient = a.bits().saturating_sub(b.bits()) / 64;
        let steps = quotient.saturating_mul(b.bits() / 64) / DIVISION_STEPS;
        self.allocate_bits(steps, span)
    }

    /// The float nearest to a quotient, also where neither of the numbers is a float.
    fn true_division(&mut self, a: &BigInt, b: &BigInt, span: Span) -> EvalResult {
        if b.is_zero() {
            return Err(division_by_zero("division by zero", span));
        }
        self.bound_division(a, b, span)?;
        let quotient = nearest_quotient(a, b);
        if quotient.is_infinite() {
            return Err(Raised::new(
                "OverflowError",
                &eval::VALUE_ERROR,
                "integer division result too large for a float",
                span,
            ));
        }
        Ok(Value::new(ValueKind::Float(quotient), span))
    }

    fn integer_power(&mut self, base: BigInt, exponent: BigInt, span: Span) -> EvalResult {
        if exponent.is_negative() {
            if base.is_zero() {
                return Err(division_by_zero(
                    "0.0 cannot be raised to a negative power",
                    span,
                ));
            }
            let result = base
                .to_f64()
                .unwrap_or(f64::INFINITY)
                .powf(exponent.to_f64().unwrap_or(f64::NEG_INFINITY));
            return Ok(Value::new(ValueKind::Float(result), span));
        }
        let trivial = base.bits() <= 1;
        let Some(count) = exponent.to_u32() else {
            if trivial {
                let odd = exponent.bit(0);
                let result = if base.is_negative() && !odd {
                    -base
                } else {
                    base
                };
                return Ok(big_integer(result, span));
            }
            self.allocate(usize::MAX, span)?;
            return Ok(Value::poison(span));
        };
        if !trivial {
            self.allocate_bits(base.bits().saturating_mul(u64::from(count)), span)?;
        }
        Ok(big_integer(base.pow(count), span))
    }
}

#[inline]
pub(super) fn small_arithmetic(operator: BinaryOperator, a: i64, b: i64) -> Option<i64> {
    match operator {
        BinaryOperator::Add => a.checked_add(b),
        BinaryOperator::Subtract => a.checked_sub(b),
        BinaryOperator::Multiply => a.checked_mul(b),
        BinaryOperator::Divide | BinaryOperator::FloorDivide if b != 0 => {
            let quotient = a.checked_div(b)?;
            let inexact = a % b != 0 && (a < 0) != (b < 0);
            Some(quotient - i64::from(inexact))
        }
        BinaryOperator::Modulo if b != 0 => {
            let remainder = a.checked_rem(b)?;
            Some(if remainder != 0 && (remainder < 0) != (b < 0) {
                remainder + b
            } else {
                remainder
            })
        }
        BinaryOperator::BitAnd => Some(a & b),
        BinaryOperator::BitOr => Some(a | b),
        BinaryOperator::BitXor => Some(a ^ b),
        _ => None,
    }
}

/// Rounds once: what is dropped of an integer quotient with more digits than a float has is kept as its last bit.
fn nearest_quotient(a: &BigInt, b: &BigInt) -> f64 {
    const DIGITS: i64 = 66;
    const EXACT: u64 = 53;
    if a.bits() <= EXACT && b.bits() <= EXACT {
        let float = |number: &BigInt| number.to_f64().unwrap_or(f64::NAN);
        return float(a) / float(b);
    }
    let shift = DIGITS + b.bits() as i64 - a.bits() as i64;
    let (dividend, divisor) = match shift {
        0.. => (a.magnitude() << shift, b.magnitude().clone()),
        _ => (a.magnitude().clone(), b.magnitude() << -shift),
    };
    let mut quotient = &dividend / &divisor;
    if &quotient * &divisor != dividend {
        quotient.set_bit(0, true);
    }
    let sign = if a.sign() == b.sign() { 1.0 } else { -1.0 };
    let digits = sign * quotient.to_f64().unwrap_or(f64::INFINITY);
    // In two steps: a power of two may be out of range where the product is not.
    let half = shift / 2;
    let power = |exponent: i64| 2f64.powi(exponent.clamp(-2000, 2000) as i32);
    digits * power(-half) * power(half - shift)
}

fn floor_division(a: &BigInt, b: &BigInt) -> (BigInt, BigInt) {
    let (quotient, remainder) = (a / b, a % b);
    if !remainder.is_zero() && remainder.is_negative() != b.is_negative() {
        (quotient - 1, remainder + b)
    } else {
        (quotient, remainder)
    }
}

#[cold]
fn division_by_zero(python_message: &str, span: Span) -> Box<Raised> {
    Raised::with_diagnostic(
        "ZeroDivisionError",
        python_message,
        Diagnostic::new(&eval::DIVISION_BY_ZERO, "division by zero", span),
    )
}
