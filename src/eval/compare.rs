//! Equality, Python 2's order between any two values, `is`.

use super::address_order::is_turned;
use super::methods::sort_values;
use super::operator::payload;
use super::value::{Arguments, Dict, DictKind, DictOrder, Key, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised, objects, views};
use crate::source::{Span, Text};
use crate::syntax::ast::CompareOperator;
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};
use std::cmp::Ordering;
use std::rc::Rc;
use std::sync::Arc;

/// The work that comparing an element is, next to that of a byte.
pub(super) const ELEMENT: usize = 16;

impl Interpreter<'_> {
    /// `left operator right`.
    pub fn compare_operator(
        &mut self,
        operator: CompareOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult {
        if left.is_poison() || right.is_poison() {
            return Ok(Value::poison(span));
        }
        if let (
            ValueKind::String(text) | ValueKind::Unicode(text),
            ValueKind::String(_) | ValueKind::Unicode(_),
        ) = (&left.kind, &right.kind)
        {
            self.work(text.len(), span)?;
        }
        let result = match operator {
            CompareOperator::Is => same(left, right),
            CompareOperator::IsNot => !same(left, right),
            CompareOperator::In => self.contains(right, left, span)?,
            CompareOperator::NotIn => !self.contains(right, left, span)?,
            _ => {
                if let Some(result) = self.compare_by_method(operator, left, right, span)? {
                    return Ok(result);
                }
                match operator {
                    CompareOperator::Equal => self.equal(left, right, span)?,
                    CompareOperator::NotEqual => !self.equal(left, right, span)?,
                    _ => self.ordered(operator, left, right, span)?,
                }
            }
        };
        Ok(Value::boolean(result, span))
    }

    fn ordered(
        &mut self,
        operator: CompareOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<bool> {
        if let Some((left, right)) = self.views_as_sets(left, right, span)? {
            return self.ordered(operator, &left, &right, span);
        }
        if let (ValueKind::Set(a), ValueKind::Set(b)) = (&left.kind, &right.kind) {
            let (a, b) = (a.items.borrow(), b.items.borrow());
            return Ok(match operator {
                CompareOperator::Less => a.len() < b.len() && a.is_subset(&b),
                CompareOperator::LessOrEqual => a.is_subset(&b),
                CompareOperator::Greater => a.len() > b.len() && b.is_subset(&a),
                _ => b.is_subset(&a),
            });
        }
        if let (Some(a), Some(b)) = (as_float(left), as_float(right))
            && (a.is_nan() || b.is_nan())
        {
            return Ok(false);
        }
        if let Some(is_so) = objects::ordered(self, operator, left, right)? {
            return Ok(is_so);
        }
        let order = self.compare(left, right, span)?;
        Ok(match operator {
            CompareOperator::Less => order.is_lt(),
            CompareOperator::LessOrEqual => order.is_le(),
            CompareOperator::Greater => order.is_gt(),
            _ => order.is_ge(),
        })
    }

    /// A comparison that a class of the configuration defines.
    fn compare_by_method(
        &mut self,
        operator: CompareOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let (direct, reflected) = match operator {
            CompareOperator::Equal => ("__eq__", "__eq__"),
            CompareOperator::NotEqual => ("__ne__", "__ne__"),
            CompareOperator::Less => ("__lt__", "__gt__"),
            CompareOperator::LessOrEqual => ("__le__", "__ge__"),
            CompareOperator::Greater => ("__gt__", "__lt__"),
            _ => ("__ge__", "__le__"),
        };
        for (this, other, name) in [(left, right, direct), (right, left, reflected)] {
            let ValueKind::Instance(instance) = &this.kind else {
                continue;
            };
            if let Some(method) = self.method_of(instance, this, name) {
                let result = self.call_with(&method, other, span)?;
                if !matches!(result.kind, ValueKind::NotImplemented) {
                    return Ok(Some(result));
                }
            }
        }
        if let Some(order) = self.cmp_method(left, right, span)? {
            let result = match operator {
                CompareOperator::Equal => order.is_eq(),
                CompareOperator::NotEqual => order.is_ne(),
                CompareOperator::Less => order.is_lt(),
                CompareOperator::LessOrEqual => order.is_le(),
                CompareOperator::Greater => order.is_gt(),
                _ => order.is_ge(),
            };
            return Ok(Some(Value::boolean(result, span)));
        }
        Ok(None)
    }

    /// `__cmp__`.
    fn cmp_method(
        &mut self,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<Ordering>> {
        for (this, other, reversed) in [(left, right, false), (right, left, true)] {
            let ValueKind::Instance(instance) = &this.kind else {
                continue;
            };
            let Some(method) = self.method_of(instance, this, "__cmp__") else {
                continue;
            };
            let result = self.call_with(&method, other, span)?;
            let order = match &result.kind {
                ValueKind::Integer(value) => value.cmp(&0),
                ValueKind::Boolean(value) => value.cmp(&false),
                ValueKind::Poison => return Err(Raised::poisoned()),
                _ => continue,
            };
            return Ok(Some(if reversed { order.reverse() } else { order }));
        }
        Ok(None)
    }

    /// Both values with sets in place of views of dicts, if one is a view and both are sets then.
    fn views_as_sets(
        &mut self,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<(Value, Value)>> {
        let views = (
            views::as_set(self, left, span)?,
            views::as_set(self, right, span)?,
        );
        let (left, right) = match views {
            (None, None) => return Ok(None),
            (Some(left), Some(right)) => (left, right),
            (Some(left), None) => (left, right.clone()),
            (None, Some(right)) => (left.clone(), right),
        };
        let are_sets = [&left, &right]
            .iter()
            .all(|it| matches!(it.kind, ValueKind::Set(_)));
        Ok(are_sets.then_some((left, right)))
    }

    pub(super) fn call_with(&mut self, method: &Value, argument: &Value, span: Span) -> EvalResult {
        let arguments = Arguments {
            positional: [argument.clone()].into_iter().collect(),
            keywords: Vec::new(),
        };
        self.call(method, arguments, span)
    }

    /// `a == b`.
    pub fn equal(&mut self, left: &Value, right: &Value, span: Span) -> EvalResult<bool> {
        match (&left.kind, &right.kind) {
            (ValueKind::Poison, _) | (_, ValueKind::Poison) => Err(Raised::poisoned()),
            (ValueKind::Integer(a), ValueKind::Integer(b)) => Ok(a == b),
            (ValueKind::String(a), ValueKind::String(b))
            | (ValueKind::Unicode(a), ValueKind::Unicode(b)) => self.equal_texts(a, b, span),
            // Python 2 decodes the plain string as ASCII; where that fails they are unequal.
            (ValueKind::String(a), ValueKind::Unicode(b))
            | (ValueKind::Unicode(b), ValueKind::String(a)) => {
                Ok(a.is_ascii() && self.equal_texts(a, b, span)?)
            }
            (ValueKind::Object(object), _) => objects::equal(self, object, right, span),
            (_, ValueKind::Object(object)) => objects::equal(self, object, left, span),
            (ValueKind::Instance(_), _) | (_, ValueKind::Instance(_)) => {
                self.equal_instances(left, right, span)
            }
            _ if same(left, right) => Ok(true),
            (ValueKind::List(a), ValueKind::List(b)) => {
                let (a, b) = (a.borrow().clone(), b.borrow().clone());
                self.equal_items(&a, &b, span)
            }
            (ValueKind::Tuple(a), ValueKind::Tuple(b)) => {
                self.equal_items(&a.items, &b.items, span)
            }
            (ValueKind::Dict(a), ValueKind::Dict(b)) => {
                let ordered = |dict: &Dict| matches!(dict.kind, DictKind::Ordered);
                let in_order = ordered(a) && ordered(b);
                if a.entries.borrow().len() != b.entries.borrow().len() {
                    return Ok(false);
                }
                let (a, keys) = (a.items(DictOrder::Insertion), b.keys(DictOrder::Insertion));
                if in_order
                    && !a
                        .iter()
                        .zip(keys)
                        .all(|((key, _), other)| *key == Key(other))
                {
                    return Ok(false);
                }
                self.work(a.len().saturating_mul(ELEMENT), span)?;
                self.nested(span, |interpreter| {
                    for (key, value) in &a {
                        let other = b.entries.borrow().get(key).cloned();
                        match other {
                            Some(other) if interpreter.equal(value, &other, span)? => {}
                            _ => return Ok(false),
                        }
                    }
                    Ok(true)
                })
            }
            (ValueKind::Set(a), ValueKind::Set(b)) => {
                let (a, b) = (a.items.borrow(), b.items.borrow());
                Ok(a.len() == b.len() && a.is_subset(&b))
            }
            (ValueKind::Slice(a), ValueKind::Slice(b)) => {
                self.nested(span, |it| it.equal_items(&a[..], &b[..], span))
            }
            (ValueKind::Foreign(_), _) | (_, ValueKind::Foreign(_)) => {
                if let Some((left, right)) = self.views_as_sets(left, right, span)? {
                    return self.equal(&left, &right, span);
                }
                let (ValueKind::Foreign(a), ValueKind::Foreign(b)) = (&left.kind, &right.kind)
                else {
                    return Ok(false);
                };
                Ok(Rc::ptr_eq(a, b))
            }
            _ => Ok(compare_numbers(left, right) == Some(Ordering::Equal)),
        }
    }

    #[inline]
    fn equal_texts(&mut self, a: &Text, b: &Text, span: Span) -> EvalResult<bool> {
        if a.is(b) {
            return Ok(true);
        }
        if a.len() != b.len() {
            return Ok(false);
        }
        self.work(a.len(), span)?;
        Ok(a == b)
    }

    fn equal_instances(&mut self, left: &Value, right: &Value, span: Span) -> EvalResult<bool> {
        let by_method = self.compare_by_method(CompareOperator::Equal, left, right, span)?;
        if let Some(result) = by_method {
            return self.truth(&result, span);
        }
        if same(left, right) {
            return Ok(true);
        }
        let (a, b) = (payload(left), payload(right));
        if matches!(a.kind, ValueKind::Instance(_)) || matches!(b.kind, ValueKind::Instance(_)) {
            return Ok(false);
        }
        self.equal(&a, &b, span)
    }

    fn equal_items(&mut self, a: &[Value], b: &[Value], span: Span) -> EvalResult<bool> {
        if a.len() != b.len() {
            return Ok(false);
        }
        self.work(a.len().saturating_mul(ELEMENT), span)?;
        self.nested(span, |interpreter| {
            for (a, b) in a.iter().zip(b) {
                if !interpreter.equal(a, b, span)? {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }

    /// `cmp(a, b)`, Python 2's order between any two values.
    pub fn compare(&mut self, left: &Value, right: &Value, span: Span) -> EvalResult<Ordering> {
        if let Some(order) = compare_numbers(left, right) {
            return Ok(order);
        }
        match (&left.kind, &right.kind) {
            (ValueKind::Poison, _) | (_, ValueKind::Poison) => Err(Raised::poisoned()),
            (
                ValueKind::String(a) | ValueKind::Unicode(a),
                ValueKind::String(b) | ValueKind::Unicode(b),
            ) => {
                self.work(a.len().min(b.len()), span)?;
                Ok(a.cmp(b))
            }
            (ValueKind::Object(object), _) => objects::compare(self, object, right, span),
            (_, ValueKind::Object(object)) => {
                objects::compare(self, object, left, span).map(Ordering::reverse)
            }
            (ValueKind::Instance(_), _) | (_, ValueKind::Instance(_)) => {
                self.compare_instances(left, right, span)
            }
            (ValueKind::List(a), ValueKind::List(b)) => {
                let (a, b) = (a.borrow().clone(), b.borrow().clone());
                self.compare_items(&a, &b, span)
            }
            (ValueKind::Tuple(a), ValueKind::Tuple(b)) => {
                self.compare_items(&a.items, &b.items, span)
            }
            (ValueKind::Dict(_), ValueKind::Dict(_)) => {
                if self.equal(left, right, span)? {
                    return Ok(Ordering::Equal);
                }
                let mut sides = Vec::new();
                for side in [left, right] {
                    let entries: Vec<Value> = self
                        .mapping_entries(side, span)?
                        .into_iter()
                        .map(|(key, value)| Value::tuple(vec![key, value], span))
                        .collect();
                    sides.push(sort_values(self, entries, [None, None, None], span)?);
                }
                match sides[0].len().cmp(&sides[1].len()) {
                    Ordering::Equal => self.compare_items(&sides[0], &sides[1], span),
                    order => Ok(order),
                }
            }
            (ValueKind::Foreign(a), ValueKind::Foreign(b)) if a.type_name() == b.type_name() => {
                Ok(Ordering::Equal)
            }
            _ => {
                if self.equal(left, right, span)? {
                    return Ok(Ordering::Equal);
                }
                let (a, b) = (self.rank(left), self.rank(right));
                Ok(a.cmp(&b).then_with(|| by_address(left, right)))
            }
        }
    }

    /// `None` first, then numbers, then the others by the names of their types.
    fn rank(&self, value: &Value) -> (u8, Arc<str>) {
        match &value.kind {
            ValueKind::None => (0, "".into()),
            ValueKind::Integer(_)
            | ValueKind::Boolean(_)
            | ValueKind::Float(_)
            | ValueKind::BigInteger(_) => (1, "".into()),
            _ => (2, self.type_name(value)),
        }
    }

    fn compare_instances(
        &mut self,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Ordering> {
        if let Some(order) = self.cmp_method(left, right, span)? {
            return Ok(order);
        }
        for (operator, order) in [
            (CompareOperator::Less, Ordering::Less),
            (CompareOperator::Greater, Ordering::Greater),
            (CompareOperator::Equal, Ordering::Equal),
        ] {
            if let Some(result) = self.compare_by_method(operator, left, right, span)? {
                if self.truth(&result, span)? {
                    return Ok(order);
                }
                if operator == CompareOperator::Less
                    && self
                        .compare_by_method(CompareOperator::Greater, left, right, span)?
                        .is_none()
                {
                    return Ok(Ordering::Equal);
                }
            }
        }
        let (a, b) = (payload(left), payload(right));
        let inner = |value: &Value| matches!(value.kind, ValueKind::Instance(_));
        if !inner(&a) && !inner(&b) {
            return self.compare(&a, &b, span);
        }
        let (a, b) = (self.rank(left), self.rank(right));
        Ok(a.cmp(&b).then_with(|| by_address(left, right)))
    }

    fn compare_items(&mut self, a: &[Value], b: &[Value], span: Span) -> EvalResult<Ordering> {
        self.work(a.len().min(b.len()).saturating_mul(ELEMENT), span)?;
        self.nested(span, |interpreter| {
            for (a, b) in a.iter().zip(b) {
                if !interpreter.equal(a, b, span)? {
                    return interpreter.compare(a, b, span);
                }
            }
            Ok(a.len().cmp(&b.len()))
        })
    }
}

fn as_float(value: &Value) -> Option<f64> {
    match value.kind {
        ValueKind::Float(value) => Some(value),
        ValueKind::Integer(value) => Some(value as f64),
        ValueKind::Boolean(value) => Some(f64::from(u8::from(value))),
        _ => None,
    }
}

/// The order of two numbers; `None` if one is none. Integers and floats compare exactly.
fn compare_numbers(left: &Value, right: &Value) -> Option<Ordering> {
    let integer = |value: &Value| match &value.kind {
        ValueKind::Integer(value) => Some(*value),
        ValueKind::Boolean(value) => Some(i64::from(*value)),
        _ => None,
    };
    if let (Some(a), Some(b)) = (integer(left), integer(right)) {
        return Some(a.cmp(&b));
    }
    let big = |value: &Value| match &value.kind {
        ValueKind::BigInteger(value) => Some((**value).clone()),
        _ => integer(value).map(BigInt::from),
    };
    match (&left.kind, &right.kind) {
        (ValueKind::Float(a), ValueKind::Float(b)) => {
            Some(a.partial_cmp(b).unwrap_or(Ordering::Less))
        }
        (ValueKind::Float(a), _) => Some(compare_big(&big(right)?, *a).reverse()),
        (_, ValueKind::Float(b)) => Some(compare_big(&big(left)?, *b)),
        _ => Some(big(left)?.cmp(&big(right)?)),
    }
}

fn compare_big(integer: &BigInt, float: f64) -> Ordering {
    match BigInt::from_f64(float.trunc()) {
        Some(whole) => integer.cmp(&whole).then_with(|| {
            0.0_f64
                .partial_cmp(&float.fract())
                .unwrap_or(Ordering::Less)
        }),
        None => integer
            .to_f64()
            .and_then(|integer| integer.partial_cmp(&float))
            .unwrap_or(Ordering::Less),
    }
}

/// The order of two values that CPython 2.7 compares by address: the one that they have already, so that a sort keeps it.
fn by_address(left: &Value, right: &Value) -> Ordering {
    match address(left) != 0 && address(right) != 0 && is_turned() {
        // A sort that merges takes them the other way round then.
        true => Ordering::Less,
        false => Ordering::Equal,
    }
}

/// Where a shared value is, which tells whether two are the same.
pub(super) fn address(value: &Value) -> usize {
    match &value.kind {
        ValueKind::List(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Tuple(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Dict(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Set(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Function(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Class(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Instance(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Module(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Iterator(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Descriptor(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Foreign(v) => Rc::as_ptr(v).cast::<()>() as usize,
        ValueKind::Native(v) => std::ptr::from_ref(*v) as usize,
        ValueKind::BigInteger(v) => Arc::as_ptr(v).cast::<()>() as usize,
        _ => 0,
    }
}

/// `left is right`. Small values are the same where they are equal, as CPython shares most of those.
pub(super) fn same(left: &Value, right: &Value) -> bool {
    match (&left.kind, &right.kind) {
        (ValueKind::None, ValueKind::None)
        | (ValueKind::Ellipsis, ValueKind::Ellipsis)
        | (ValueKind::NotImplemented, ValueKind::NotImplemented)
        | (ValueKind::Empty, ValueKind::Empty) => true,
        (ValueKind::Boolean(a), ValueKind::Boolean(b)) => a == b,
        (ValueKind::Integer(a), ValueKind::Integer(b)) => a == b,
        (ValueKind::Float(a), ValueKind::Float(b)) => a.to_bits() == b.to_bits() && !a.is_nan(),
        (ValueKind::String(a), ValueKind::String(b))
        | (ValueKind::Unicode(a), ValueKind::Unicode(b)) => a == b,
        (ValueKind::Type(a), ValueKind::Type(b)) => a.name() == b.name(),
        (ValueKind::Method(a), ValueKind::Method(b)) => {
            same(&a.receiver, &b.receiver) && same(&a.function, &b.function)
        }
        (ValueKind::Object(a), ValueKind::Object(b)) => objects::same(a, b),
        (a, b) if std::mem::discriminant(a) == std::mem::discriminant(b) => {
            let address_of_left = address(left);
            address_of_left != 0 && address_of_left == address(right)
        }
        _ => false,
    }
}
