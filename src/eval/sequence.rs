//! Strings, lists, tuples and sets: what operators do to them.

use super::arithmetic::{Number, number};
use super::set_operations::{Operand, Operation};
use super::value::{DictKind, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised, methods};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::{Span, Text, TextBuilder};
use crate::syntax::ast::BinaryOperator;
use num_traits::ToPrimitive;

impl Interpreter<'_> {
    /// `+ *` on strings, lists and tuples, and the operators of sets.
    pub(super) fn sequence_operation(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        match operator {
            BinaryOperator::Add if matches!(left.kind, ValueKind::Dict(_)) => {
                self.set_operation(operator, left, right, span)
            }
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
            _ => self.set_operation(operator, left, right, span),
        }
    }

    fn set_operation(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if let (ValueKind::Dict(a), ValueKind::Dict(b)) = (&left.kind, &right.kind)
            && let (DictKind::Counter, DictKind::Counter) = (&a.kind, &b.kind)
        {
            return methods::counter_arithmetic(self, operator, a, b, span);
        }
        let (ValueKind::Set(a), ValueKind::Set(b), Some(operation)) =
            (&left.kind, &right.kind, Operation::of(operator))
        else {
            return Ok(None);
        };
        let size = a.items.borrow().len() + b.items.borrow().len();
        self.allocate_items(size, span)?;
        let items = operation.make(a, &Operand::Set(b.clone()), self.language.dict_order);
        Ok(Some(methods::set_value(items, a.frozen, span)))
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
    Err(Raised::with_diagnostic(
        "UnicodeDecodeError",
        format!(
            "'ascii' codec can't decode byte 0x{:x} in position {position}: ordinal not in range(128)",
            letter as u32
        ),
        Diagnostic::new(
            &eval::VALUE_ERROR,
            "a byte string with non-ASCII characters cannot be joined with a unicode string",
            span,
        )
        .help("write `u'…'`, or decode the string with `.decode('utf-8')`"),
    ))
}
