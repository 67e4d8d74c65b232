//! What `collections.Counter` has beyond a dict.

use super::dict::{dict_of, dict_value};
use super::list::sort_values;
use crate::eval::builtins::arguments::{
    alone, bind_method, given, integer, payload, receiver, wrong_argument,
};
use crate::eval::format::Number;
use crate::eval::value::{Dict, DictKind, Entries, Iteration, Key};
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::source::Span;
use crate::syntax::ast::{BinaryOperator, UnaryOperator};

super::methods! {
    /// What takes precedence over the methods of dicts.
    METHODS:
    "elements" => elements,
    "most_common" => most_common,
    "subtract" => subtract,
    "update" => update,
    "__init__" => update,
}

fn most_common(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [], [count]) = bind_method("most_common", arguments, &["n"], span)?;
    let dict = dict_of("most_common", &this, span)?;
    let limit = match given(count) {
        Some(value) => usize::try_from(integer("most_common", &value, span)?).unwrap_or(0),
        None => usize::MAX,
    };
    let items = by_count(interpreter, &dict, span)?.into_iter().take(limit);
    let pairs = items.map(|(key, count)| Value::tuple(vec![key, count], span));
    Ok(Value::list(pairs.collect(), span))
}

/// Elements and counts, the largest count first, as a counter is written; equal ones in the order of the dict.
pub(in crate::eval) fn by_count(
    interpreter: &mut Interpreter,
    dict: &Dict,
    span: Span,
) -> EvalResult<Vec<(Value, Value)>> {
    // The count goes first, so that sorting by it needs no key function.
    let items = dict.items(interpreter.language.dict_order).into_iter();
    let pairs: Vec<(Value, Value)> = items.map(|(key, count)| (count, key.0)).collect();
    let positions: Vec<Value> = (0..pairs.len())
        .map(|index| Value::integer(index as i64, span))
        .collect();
    let sorted = sort_by_count(interpreter, &pairs, positions, span)?;
    let pair = |position: usize| pairs.get(position).cloned();
    let sorted = sorted.into_iter().filter_map(pair);
    Ok(sorted.map(|(count, key)| (key, count)).collect())
}

/// Positions, the largest count first; equal ones in the order of the dict.
fn sort_by_count(
    interpreter: &mut Interpreter,
    pairs: &[(Value, Value)],
    positions: Vec<Value>,
    span: Span,
) -> EvalResult<Vec<usize>> {
    let decorated = pairs
        .iter()
        .zip(positions)
        .map(|((count, _), position)| Value::tuple(vec![negated(count), position], span))
        .collect();
    let sorted = sort_values(interpreter, decorated, [None, None, None], span)?;
    Ok(sorted
        .iter()
        .filter_map(|pair| match &pair.kind {
            ValueKind::Tuple(pair) => match pair.items.get(1).map(|value| &value.kind) {
                Some(ValueKind::Integer(position)) => usize::try_from(*position).ok(),
                _ => None,
            },
            _ => None,
        })
        .collect())
}

fn negated(count: &Value) -> Value {
    let kind = match &count.kind {
        ValueKind::Float(number) => ValueKind::Float(-number),
        ValueKind::BigInteger(number) => Number::Big(-(**number).clone()).kind(),
        ValueKind::Integer(number) => match number.checked_neg() {
            Some(number) => ValueKind::Integer(number),
            None => ValueKind::Integer(i64::MAX),
        },
        ValueKind::Boolean(truth) => ValueKind::Integer(-i64::from(*truth)),
        other => other.clone(),
    };
    Value::new(kind, count.origin)
}

fn elements(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("elements", arguments, span)?;
    let dict = dict_of("elements", &this, span)?;
    let entries = dict.items(interpreter.language.dict_order);
    let mut items = Vec::new();
    for (key, count) in entries {
        let count = usize::try_from(integer("elements", &count, span)?).unwrap_or(0);
        interpreter.allocate(items.len().saturating_add(count), span)?;
        items.extend(std::iter::repeat_n(key.value().clone(), count));
    }
    let iteration = Iteration::Items { items, position: 0 };
    let iterator = ValueKind::iterator(iteration);
    Ok(Value::new(iterator, span))
}

fn update(interpreter: &mut Interpreter, mut arguments: Arguments, span: Span) -> EvalResult {
    let this = receiver("update", &mut arguments, span)?;
    let dict = dict_of("update", &this, span)?;
    tally(interpreter, &dict, arguments, 1, span)?;
    Ok(Value::none(span))
}

fn subtract(interpreter: &mut Interpreter, mut arguments: Arguments, span: Span) -> EvalResult {
    let this = receiver("subtract", &mut arguments, span)?;
    let dict = dict_of("subtract", &this, span)?;
    tally(interpreter, &dict, arguments, -1, span)?;
    Ok(Value::none(span))
}

/// Counts the items of an iterable, or adds the counts of a dict and of keywords, each times `sign`.
pub(in crate::eval) fn tally(
    interpreter: &mut Interpreter,
    dict: &Dict,
    arguments: Arguments,
    sign: i64,
    span: Span,
) -> EvalResult<()> {
    for source in arguments.positional {
        let source = payload(source);
        if let ValueKind::Dict(other) = &source.kind {
            tally_counts(interpreter, dict, other, sign, span)?;
            continue;
        }
        for item in interpreter.items(&source, span)? {
            interpreter.step(span)?;
            let key = interpreter.key(&item, span)?;
            add(interpreter, dict, key, &Value::integer(1, span), sign, span)?;
        }
    }
    if arguments.keywords.is_empty() {
        return Ok(());
    }
    let mut keywords = Entries::default();
    for (name, name_span, count) in arguments.keywords {
        let key = interpreter.key(&Value::string(&*name, name_span), span)?;
        keywords.insert(key, count);
    }
    let keywords = Dict::new(keywords, DictKind::Plain);
    tally_counts(interpreter, dict, &keywords, sign, span)
}

/// Adds the counts of a dict, each times `sign`.
fn tally_counts(
    interpreter: &mut Interpreter,
    dict: &Dict,
    counts: &Dict,
    sign: i64,
    span: Span,
) -> EvalResult<()> {
    // To what is still empty they are not added: it becomes a copy.
    if sign > 0 && dict.entries.borrow().is_empty() {
        let counts = counts
            .entries
            .borrow_mut()
            .entries(interpreter.language.dict_order);
        dict.entries.borrow_mut().merge(counts.len(), counts);
        return Ok(());
    }
    for (key, count) in counts.items(interpreter.language.dict_order) {
        add(interpreter, dict, key, &count, sign, span)?;
    }
    Ok(())
}

/// `+ - | &` of two counters: what is counted more than zero times goes into a new one.
pub(in crate::eval) fn arithmetic(
    interpreter: &mut Interpreter,
    operator: BinaryOperator,
    left: &Dict,
    right: &Dict,
    span: Span,
) -> EvalResult<Option<Value>> {
    let none = || Value::integer(0, span);
    let count = |dict: &Dict, key: &Key| {
        let count = dict.entries.borrow().get(key).cloned();
        count.unwrap_or_else(none)
    };
    let combined = |interpreter: &mut Interpreter, own: Value, other: Value| -> EvalResult<_> {
        let smaller = |i: &mut Interpreter| -> EvalResult<bool> {
            Ok(i.compare(&own, &other, span)?.is_lt())
        };
        Ok(match operator {
            BinaryOperator::Add | BinaryOperator::Subtract => {
                Some(interpreter.binary(operator, &own, &other, span)?)
            }
            BinaryOperator::BitOr if smaller(interpreter)? => Some(other),
            BinaryOperator::BitOr => Some(own),
            BinaryOperator::BitAnd if smaller(interpreter)? => Some(own),
            BinaryOperator::BitAnd => Some(other),
            _ => None,
        })
    };
    let mut result = Entries::default();
    let order = interpreter.language.dict_order;
    for (key, own) in left.items(order) {
        let other = count(right, &key);
        let Some(combined) = combined(interpreter, own, other)? else {
            return Ok(None);
        };
        if interpreter.compare(&combined, &none(), span)?.is_gt() {
            result.insert(key, combined);
        }
    }
    if operator != BinaryOperator::BitAnd {
        for (key, other) in right.items(order) {
            if left.entries.borrow().contains(&key) {
                continue;
            }
            let combined = match operator {
                BinaryOperator::Subtract => {
                    interpreter.unary(UnaryOperator::Minus, &other, span)?
                }
                _ => other,
            };
            if interpreter.compare(&combined, &none(), span)?.is_gt() {
                result.insert(key, combined);
            }
        }
    }
    Ok(Some(dict_value(result, DictKind::Counter, span)))
}

fn add(
    _: &mut Interpreter,
    dict: &Dict,
    key: Key,
    count: &Value,
    sign: i64,
    span: Span,
) -> EvalResult<()> {
    let before = dict.entries.borrow().get(&key).cloned();
    let before = before.unwrap_or_else(|| Value::integer(0, span));
    let kind = match (&before.kind, &count.kind) {
        (ValueKind::Float(_), _) | (_, ValueKind::Float(_)) => {
            let (Some(before), Some(count)) = (float_of(&before), float_of(count)) else {
                return Err(no_count(count, span));
            };
            ValueKind::Float(before + sign as f64 * count)
        }
        _ => match (Number::of(&before), Number::of(count)) {
            (Some(before), Some(count)) => {
                Number::fitting(before.big() + count.big() * sign).kind()
            }
            _ => return Err(no_count(count, span)),
        },
    };
    dict.entries
        .borrow_mut()
        .insert(key, Value::new(kind, span));
    Ok(())
}

fn float_of(value: &Value) -> Option<f64> {
    match &value.kind {
        ValueKind::Float(number) => Some(*number),
        _ => Number::of(value).map(|number| number.to_float()),
    }
}

fn no_count(value: &Value, span: Span) -> Box<crate::eval::Raised> {
    if value.is_poison() {
        return crate::eval::Raised::poisoned();
    }
    let python = format!(
        "unsupported operand type(s) for +: 'int' and '{}'",
        crate::eval::builtins::kind::type_name(value)
    );
    wrong_argument("Counter", "numbers as counts", value, python, span)
}
