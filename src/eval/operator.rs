//! Arithmetic: what `+ - * / // % ** << >> & | ^` and the signs do to each kind of value.

use super::value::{Arguments, Set, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised, format, methods, objects};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::{Span, Text, TextBuilder};
use crate::syntax::ast::{BinaryOperator, UnaryOperator};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use std::cell::RefCell;
use std::rc::Rc;

/// A number that takes part in an operation.
enum Number {
    Integer(i64),
    Big(BigInt),
    Float(f64),
}

fn number(value: &Value) -> Option<Number> {
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

    fn big(self) -> BigInt {
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
        None => Value::new(ValueKind::BigInteger(Rc::new(value)), span),
    }
}

fn as_long(value: Value) -> Value {
    match value.kind {
        ValueKind::Integer(number) => {
            let kind = ValueKind::BigInteger(Rc::new(number.into()));
            Value::new(kind, value.origin)
        }
        _ => value,
    }
}

fn method_names(operator: BinaryOperator) -> (&'static str, &'static str, &'static str) {
    match operator {
        BinaryOperator::Add => ("__add__", "__radd__", "__iadd__"),
        BinaryOperator::Subtract => ("__sub__", "__rsub__", "__isub__"),
        BinaryOperator::Multiply => ("__mul__", "__rmul__", "__imul__"),
        BinaryOperator::Divide => ("__div__", "__rdiv__", "__idiv__"),
        BinaryOperator::FloorDivide => ("__floordiv__", "__rfloordiv__", "__ifloordiv__"),
        BinaryOperator::Modulo => ("__mod__", "__rmod__", "__imod__"),
        BinaryOperator::Power => ("__pow__", "__rpow__", "__ipow__"),
        BinaryOperator::LeftShift => ("__lshift__", "__rlshift__", "__ilshift__"),
        BinaryOperator::RightShift => ("__rshift__", "__rrshift__", "__irshift__"),
        BinaryOperator::BitAnd => ("__and__", "__rand__", "__iand__"),
        BinaryOperator::BitOr => ("__or__", "__ror__", "__ior__"),
        BinaryOperator::BitXor => ("__xor__", "__rxor__", "__ixor__"),
        BinaryOperator::MatrixMultiply => ("__matmul__", "__rmatmul__", "__imatmul__"),
    }
}

/// Shows what each operand of an operation is.
#[cold]
pub(super) fn label_operands(
    raised: Box<Raised>,
    span: Span,
    left: (&Value, Span),
    right: (&Value, Span),
) -> Box<Raised> {
    let concerned = matches!(
        &*raised,
        Raised::Exception(e) if e.diagnostic.primary.span == span && e.diagnostic.code == &eval::TYPE_ERROR
    );
    if !concerned {
        return raised;
    }
    raised.map_diagnostic(|diagnostic| {
        diagnostic
            .label(left.1, super::render::short_description(left.0))
            .label(right.1, super::render::short_description(right.0))
    })
}

/// How many steps of a division of large integers count as a bit of its result.
const DIVISION_STEPS: u64 = 64;

impl Interpreter<'_> {
    /// `left operator right`.
    pub fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult {
        if left.is_poison() || right.is_poison() {
            return Ok(Value::poison(span));
        }
        if let (ValueKind::Integer(a), ValueKind::Integer(b)) = (&left.kind, &right.kind)
            && let Some(result) = small_arithmetic(operator, *a, *b)
        {
            return Ok(Value::integer(result, span));
        }
        if let Some(result) = self.binary_of_kinds(operator, left, right, span)? {
            return Ok(result);
        }
        Err(self.unsupported_operands(operator, left, right, span))
    }

    #[inline(never)]
    fn binary_of_kinds(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if let Some(result) = self.binary_by_method(operator, left, right, span)? {
            return Ok(Some(result));
        }
        if let ValueKind::Foreign(foreign) = &left.kind
            && let Some(result) = foreign.clone().binary(self, operator, right, false, span)?
        {
            return Ok(Some(result));
        }
        if let ValueKind::Foreign(foreign) = &right.kind
            && let Some(result) = foreign.clone().binary(self, operator, left, true, span)?
        {
            return Ok(Some(result));
        }
        if operator == BinaryOperator::Modulo {
            match &left.kind {
                ValueKind::String(_) | ValueKind::Unicode(_) => {
                    return format::percent(self, left, right, span).map(Some);
                }
                ValueKind::Object(object) => {
                    return objects::modulo(self, object, right, span).map(Some);
                }
                _ => {}
            }
        }
        if let (Some(a), Some(b)) = (number(left), number(right)) {
            return self.arithmetic(operator, a, b, span);
        }
        self.sequence_operation(operator, &payload(left), &payload(right), span)
    }

    fn binary_by_method(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let (direct, reflected, _) = method_names(operator);
        for (this, other, name) in [(left, right, direct), (right, left, reflected)] {
            let ValueKind::Instance(instance) = &this.kind else {
                continue;
            };
            let mut method = self.method_of(instance, this, name);
            if method.is_none() && operator == BinaryOperator::Divide {
                let name = if name == "__div__" {
                    "__truediv__"
                } else {
                    "__rtruediv__"
                };
                method = self.method_of(instance, this, name);
            }
            if let Some(method) = method {
                let arguments = Arguments {
                    positional: [other.clone()].into_iter().collect(),
                    keywords: Vec::new(),
                };
                let result = self.call(&method, arguments, span)?;
                if !matches!(result.kind, ValueKind::NotImplemented) {
                    return Ok(Some(result));
                }
            }
        }
        Ok(None)
    }

    /// `left operator= right`, which changes a list or set itself.
    pub(super) fn binary_in_place(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult {
        match (&left.kind, operator) {
            (ValueKind::List(list), BinaryOperator::Add) => {
                if right.is_poison() {
                    list.borrow_mut().push(Value::poison(right.origin));
                    return Ok(left.clone());
                }
                let items = self.items(right, span)?;
                self.allocate(list.borrow().len() + items.len(), span)?;
                list.borrow_mut().extend(items);
                return Ok(left.clone());
            }
            (ValueKind::List(list), BinaryOperator::Multiply) => {
                if let ValueKind::Integer(_) | ValueKind::Boolean(_) = right.kind {
                    let new = self.binary(operator, left, right, span)?;
                    if let ValueKind::List(new) = &new.kind {
                        let items = new.take();
                        list.replace(items);
                    }
                    return Ok(left.clone());
                }
            }
            (ValueKind::Set(set), _) if !set.frozen => {
                let result = self.binary(operator, left, right, span)?;
                if let ValueKind::Set(new) = &result.kind {
                    let items = new.items.take();
                    set.items.replace(items);
                    return Ok(left.clone());
                }
                return Ok(result);
            }
            (ValueKind::Instance(instance), _) => {
                let (_, _, name) = method_names(operator);
                if let Some(method) = self.method_of(instance, left, name) {
                    let arguments = Arguments {
                        positional: [right.clone()].into_iter().collect(),
                        keywords: Vec::new(),
                    };
                    return self.call(&method, arguments, span);
                }
            }
            (ValueKind::Foreign(_), _) if !right.is_poison() => {
                let (_, _, name) = method_names(operator);
                if let Some(native) = methods::find(&left.kind, name) {
                    let arguments = Arguments {
                        positional: [left.clone(), right.clone()].into_iter().collect(),
                        keywords: Vec::new(),
                    };
                    return self.call_native(native, arguments, span);
                }
            }
            _ => {}
        }
        self.binary(operator, left, right, span)
    }

    fn arithmetic(
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
            BinaryOperator::Divide | BinaryOperator::FloorDivide | BinaryOperator::Modulo
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
            BinaryOperator::Divide => a / b,
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

    /// `+ *` on strings, lists and tuples, and the operators of sets.
    fn sequence_operation(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        match operator {
            BinaryOperator::Add => self.concatenate(left, right, span),
            BinaryOperator::Multiply => {
                if let Some(count) = repetitions(right) {
                    return self.repeat(left, count, span);
                }
                if let Some(count) = repetitions(left) {
                    return self.repeat(right, count, span);
                }
                Ok(None)
            }
            BinaryOperator::BitAnd
            | BinaryOperator::BitOr
            | BinaryOperator::BitXor
            | BinaryOperator::Subtract => {
                if let (ValueKind::Set(a), ValueKind::Set(b)) = (&left.kind, &right.kind) {
                    let size = a.items.borrow().len() + b.items.borrow().len();
                    self.allocate_items(size, span)?;
                }
                Ok(set_operation(operator, left, right, span))
            }
            _ => Ok(None),
        }
    }

    fn concatenate(
        &mut self,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let kind = match (&left.kind, &right.kind) {
            (ValueKind::String(a), ValueKind::String(b)) => {
                ValueKind::String(self.joined(a, b, span)?)
            }
            (ValueKind::Unicode(a), ValueKind::Unicode(b)) => {
                ValueKind::Unicode(self.joined(a, b, span)?)
            }
            (ValueKind::String(a), ValueKind::Unicode(b)) => {
                decodable(a, span)?;
                ValueKind::Unicode(self.joined(a, b, span)?)
            }
            (ValueKind::Unicode(a), ValueKind::String(b)) => {
                decodable(b, span)?;
                ValueKind::Unicode(self.joined(a, b, span)?)
            }
            (ValueKind::List(a), ValueKind::List(b)) => {
                self.allocate_items(a.borrow().len() + b.borrow().len(), span)?;
                let mut items = a.borrow().clone();
                items.extend(b.borrow().iter().cloned());
                return Ok(Some(Value::list(items, span)));
            }
            (ValueKind::Tuple(a), ValueKind::Tuple(b)) => {
                self.allocate_items(a.items.len() + b.items.len(), span)?;
                let items: Vec<Value> = a.items.iter().chain(&b.items).cloned().collect();
                return Ok(Some(Value::tuple(items, span)));
            }
            _ => return Ok(None),
        };
        Ok(Some(Value::new(kind, span)))
    }

    fn joined(&mut self, a: &Text, b: &Text, span: Span) -> EvalResult<Text> {
        self.allocate(a.len() + b.len(), span)?;
        Ok(a.concat(b))
    }

    fn repeat(&mut self, value: &Value, count: i64, span: Span) -> EvalResult<Option<Value>> {
        let count = usize::try_from(count).unwrap_or(0);
        let kind = match &value.kind {
            ValueKind::String(text) => ValueKind::String(self.repeated(text, count, span)?),
            ValueKind::Unicode(text) => ValueKind::Unicode(self.repeated(text, count, span)?),
            ValueKind::List(list) => {
                let items = list.borrow().clone();
                self.allocate_items(items.len().saturating_mul(count), span)?;
                return Ok(Some(Value::list(repeated_items(&items, count), span)));
            }
            ValueKind::Tuple(tuple) => {
                self.allocate_items(tuple.items.len().saturating_mul(count), span)?;
                return Ok(Some(Value::tuple(
                    repeated_items(&tuple.items, count),
                    span,
                )));
            }
            _ => return Ok(None),
        };
        Ok(Some(Value::new(kind, span)))
    }

    fn repeated(&mut self, text: &Text, count: usize, span: Span) -> EvalResult<Text> {
        self.allocate(text.len().saturating_mul(count), span)?;
        if text.is_empty() {
            return Ok(text.clone());
        }
        let mut builder = TextBuilder::new();
        for _ in 0..count {
            builder.push(text);
        }
        Ok(builder.finish())
    }

    /// `-value`, `+value`, `~value`.
    pub fn unary(&mut self, operator: UnaryOperator, value: &Value, span: Span) -> EvalResult {
        if value.is_poison() {
            return Ok(Value::poison(span));
        }
        let (symbol, name) = match operator {
            UnaryOperator::Minus => ("-", "__neg__"),
            UnaryOperator::Plus => ("+", "__pos__"),
            UnaryOperator::Invert => ("~", "__invert__"),
            UnaryOperator::Not => return Ok(Value::boolean(!self.truth(value, span)?, span)),
        };
        if let ValueKind::Instance(instance) = &value.kind
            && let Some(method) = self.method_of(instance, value, name)
        {
            return self.call(&method, Arguments::default(), span);
        }
        match (operator, number(value)) {
            (UnaryOperator::Plus, Some(Number::Float(number))) => {
                Ok(Value::new(ValueKind::Float(number), span))
            }
            (UnaryOperator::Minus, Some(Number::Float(number))) => {
                Ok(Value::new(ValueKind::Float(-number), span))
            }
            (UnaryOperator::Plus, Some(Number::Big(number))) => {
                Ok(as_long(big_integer(number, span)))
            }
            // The smallest `int` is written as a minus and a number that does not fit.
            (UnaryOperator::Minus, Some(Number::Big(number))) => {
                let fits = number.to_i64().is_some();
                let negated = big_integer(-number, span);
                Ok(if fits { as_long(negated) } else { negated })
            }
            (UnaryOperator::Plus, Some(number)) => Ok(big_integer(number.big(), span)),
            (UnaryOperator::Minus, Some(number)) => Ok(big_integer(-number.big(), span)),
            (UnaryOperator::Invert, Some(Number::Integer(number))) => {
                Ok(Value::integer(!number, span))
            }
            (UnaryOperator::Invert, Some(Number::Big(number))) => {
                Ok(as_long(big_integer(-number - 1, span)))
            }
            _ => {
                let found = self.type_name(value);
                Err(Raised::saying(
                    "TypeError",
                    format!("bad operand type for unary {symbol}: '{found}'"),
                    Diagnostic::new(
                        &eval::TYPE_ERROR,
                        format!("`{symbol}` needs a number, found {}", self.describe(value)),
                        span,
                    ),
                ))
            }
        }
    }

    #[cold]
    fn unsupported_operands(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> Box<Raised> {
        let (a, b) = (self.type_name(left), self.type_name(right));
        let symbol = operator.symbol();
        let is_text = |value: &Value| value.as_text().is_some();
        let python_message = match &left.kind {
            ValueKind::String(_) if operator == BinaryOperator::Add => {
                format!("cannot concatenate 'str' and '{b}' objects")
            }
            ValueKind::Unicode(_) if operator == BinaryOperator::Add => {
                format!("coercing to Unicode: need string or buffer, {b} found")
            }
            ValueKind::List(_) if operator == BinaryOperator::Add => {
                format!("can only concatenate list (not \"{b}\") to list")
            }
            ValueKind::Tuple(_) if operator == BinaryOperator::Add => {
                format!("can only concatenate tuple (not \"{b}\") to tuple")
            }
            _ => {
                let symbol = match operator {
                    BinaryOperator::Power => "** or pow()",
                    _ => symbol,
                };
                format!("unsupported operand type(s) for {symbol}: '{a}' and '{b}'")
            }
        };
        let message = match operator {
            BinaryOperator::Add => format!(
                "{} and {} cannot be added",
                self.describe(left),
                self.describe(right)
            ),
            _ => format!(
                "`{symbol}` does not take {} and {}",
                self.describe(left),
                self.describe(right)
            ),
        };
        let mut diagnostic = Diagnostic::new(&eval::TYPE_ERROR, message, span);
        let other = if is_text(left) { right } else { left };
        if operator == BinaryOperator::Add && is_text(left) != is_text(right) {
            diagnostic = match &other.kind {
                ValueKind::Object(_) => diagnostic.help(
                    "objects do not add up: write a string with a reference, or format with `%s`",
                ),
                ValueKind::None => diagnostic,
                _ => diagnostic.help("convert it with `str(…)`, or format it with `%s`"),
            };
        }
        Raised::saying("TypeError", python_message, diagnostic)
    }
}

/// The builtin value inside of an object that inherits from one.
pub(super) fn payload(value: &Value) -> Value {
    match &value.kind {
        ValueKind::Instance(instance) => match &instance.payload {
            Some(payload) => payload.clone(),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

#[inline]
fn small_arithmetic(operator: BinaryOperator, a: i64, b: i64) -> Option<i64> {
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
    Raised::saying(
        "ZeroDivisionError",
        python_message,
        Diagnostic::new(&eval::DIVISION_BY_ZERO, "division by zero", span),
    )
}

/// How often a sequence is repeated by a number; one that does not fit is over every limit.
fn repetitions(value: &Value) -> Option<i64> {
    match number(value)? {
        Number::Integer(count) => Some(count),
        Number::Big(count) if count.sign() == num_bigint::Sign::Minus => Some(0),
        Number::Big(count) => Some(count.to_i64().unwrap_or(i64::MAX)),
        Number::Float(_) => None,
    }
}

fn repeated_items(items: &[Value], count: usize) -> Vec<Value> {
    if items.is_empty() {
        return Vec::new();
    }
    let mut repeated = Vec::with_capacity(items.len() * count);
    for _ in 0..count {
        repeated.extend_from_slice(items);
    }
    repeated
}

/// Python 2 decodes a plain string as ASCII where it meets a unicode one.
pub(super) fn decodable(text: &Text, span: Span) -> EvalResult<()> {
    if text.is_ascii() {
        return Ok(());
    }
    let (position, letter) = text
        .chars()
        .enumerate()
        .find(|(_, letter)| !letter.is_ascii())
        .unwrap_or((0, '\0'));
    Err(Raised::saying(
        "UnicodeDecodeError",
        format!(
            "'ascii' codec can't decode byte 0x{:x} in position {position}: ordinal not in range(128)",
            letter as u32
        ),
        Diagnostic::new(
            &eval::VALUE_ERROR,
            "a plain string with letters beyond ASCII cannot be joined with a unicode string",
            span,
        )
        .help("write `u'…'`, or decode the string with `.decode('utf-8')`"),
    ))
}

fn set_operation(
    operator: BinaryOperator,
    left: &Value,
    right: &Value,
    span: Span,
) -> Option<Value> {
    let (ValueKind::Set(a), ValueKind::Set(b)) = (&left.kind, &right.kind) else {
        return None;
    };
    let (first, second) = (a.items.borrow(), b.items.borrow());
    let items = match operator {
        BinaryOperator::BitAnd => first.intersection(&second).cloned().collect(),
        BinaryOperator::BitOr => first.union(&second).cloned().collect(),
        BinaryOperator::BitXor => first.symmetric_difference(&second).cloned().collect(),
        _ => first.difference(&second).cloned().collect(),
    };
    let set = Set {
        items: RefCell::new(items),
        frozen: a.frozen,
    };
    Some(Value::new(ValueKind::Set(Rc::new(set)), span))
}
