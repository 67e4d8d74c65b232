//! What `collections.Counter` has beyond a dict.

use super::dict::dict_of;
use super::list::sort_values;
use crate::eval::builtins::arguments::{
    alone, bind_method, given, integer, payload, receiver, wrong_argument,
};
use crate::eval::format::Number;
use crate::eval::value::{Dict, Iteration, Key};
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::source::Span;

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
    let (keys, counts): (Vec<Value>, Vec<Value>) = {
        let entries = dict.entries.borrow();
        let pairs = entries.iter();
        pairs
            .map(|(key, count)| (key.value().clone(), count.clone()))
            .unzip()
    };
    let mut pairs = Vec::with_capacity(keys.len());
    for (key, count) in keys.into_iter().zip(counts) {
        // The count goes first, so that sorting by it needs no key function.
        pairs.push((count, key));
    }
    let positions: Vec<Value> = (0..pairs.len())
        .map(|index| Value::integer(index as i64, span))
        .collect();
    let sorted = sort_by_count(interpreter, &pairs, positions, span)?;
    let limit = match given(count) {
        Some(value) => usize::try_from(integer("most_common", &value, span)?).unwrap_or(0),
        None => usize::MAX,
    };
    let items = sorted
        .into_iter()
        .take(limit)
        .filter_map(|position| pairs.get(position))
        .map(|(count, key)| Value::tuple(vec![key.clone(), count.clone()], span))
        .collect();
    Ok(Value::list(items, span))
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
    let entries = dict.entries.borrow().clone();
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
            let others = other.entries.borrow().clone();
            for (key, count) in others {
                add(interpreter, dict, key, &count, sign, span)?;
            }
            continue;
        }
        for item in interpreter.items(&source, span)? {
            interpreter.step(span)?;
            let key = interpreter.key(&item, span)?;
            add(interpreter, dict, key, &Value::integer(1, span), sign, span)?;
        }
    }
    for (name, name_span, count) in arguments.keywords {
        let key = interpreter.key(&Value::string(&*name, name_span), span)?;
        add(interpreter, dict, key, &count, sign, span)?;
    }
    Ok(())
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
