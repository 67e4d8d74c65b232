//! The methods of lists, and sorting.

use super::wrong_receiver;
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{
    alone, bind_method, given, integer, value_error, wrong_argument,
};
use crate::eval::builtins::kind::type_name;
use crate::eval::value::List;
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::Span;
use smallvec::smallvec;
use std::cmp::Ordering;
use std::rc::Rc;

super::methods! {
    /// Every method of lists.
    METHODS:
    "append" => append,
    "count" => count,
    "extend" => extend,
    "index" => index,
    "insert" => insert,
    "pop" => pop,
    "remove" => remove,
    "reverse" => reverse,
    "sort" => sort,
    "copy" => copy,
    "clear" => clear,
    "__init__" => init,
}

type Items = Rc<List>;

fn items_of(method: &'static str, this: &Value, span: Span) -> EvalResult<Items> {
    match &this.kind {
        ValueKind::List(items) => Ok(items.clone()),
        _ => wrong_receiver(method, "list", this, span),
    }
}

fn append(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [item], []) = bind_method("append", arguments, &[], span)?;
    let items = items_of("append", &this, span)?;
    let size = items.borrow().len();
    if size >= interpreter.limits.size {
        interpreter.allocate(size.saturating_add(1), span)?;
    }
    items.borrow_mut().push(item);
    Ok(Value::none(span))
}

fn extend(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [more], []) = bind_method("extend", arguments, &[], span)?;
    let items = items_of("extend", &this, span)?;
    let more = interpreter.items(&more, span)?;
    let size = items.borrow().len().saturating_add(more.len());
    interpreter.allocate(size, span)?;
    items.borrow_mut().extend(more);
    Ok(Value::none(span))
}

fn insert(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [index, item], []) = bind_method("insert", arguments, &[], span)?;
    let items = items_of("insert", &this, span)?;
    let index = integer("insert", &index, span)?;
    let mut items = items.borrow_mut();
    let length = items.len() as i64;
    let index = if index < 0 {
        index.saturating_add(length)
    } else {
        index
    };
    items.insert(index.clamp(0, length) as usize, item);
    Ok(Value::none(span))
}

fn pop(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [], [index]) = bind_method("pop", arguments, &[], span)?;
    let items = items_of("pop", &this, span)?;
    let (index, place) = match index {
        Some(value) => (integer("pop", &value, span)?, value.origin),
        None => (-1, span),
    };
    let mut items = items.borrow_mut();
    let length = items.len() as i64;
    if length == 0 {
        return Err(out_of_range("pop from empty list", span));
    }
    let index = if index < 0 {
        index.saturating_add(length)
    } else {
        index
    };
    if !(0..length).contains(&index) {
        return Err(out_of_range("pop index out of range", place));
    }
    Ok(items.remove(index as usize))
}

fn out_of_range(message: &str, span: Span) -> Box<Raised> {
    Raised::new(
        "IndexError",
        &codes::eval::INDEX_OUT_OF_RANGE,
        message,
        span,
    )
}

fn remove(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [wanted], []) = bind_method("remove", arguments, &[], span)?;
    let items = items_of("remove", &this, span)?;
    let snapshot = items.borrow().clone();
    match position(interpreter, &snapshot, &wanted, span)? {
        Some(index) => {
            let mut items = items.borrow_mut();
            if index < items.len() {
                items.remove(index);
            }
            Ok(Value::none(span))
        }
        None => Err(value_error("list.remove(x): x not in list", span)),
    }
}

/// Where a value comes first among others.
pub(super) fn position(
    interpreter: &mut Interpreter,
    items: &[Value],
    wanted: &Value,
    span: Span,
) -> EvalResult<Option<usize>> {
    for (index, item) in items.iter().enumerate() {
        interpreter.step(span)?;
        if interpreter.equal(item, wanted, span)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// How often a value occurs among others.
pub(super) fn occurrences(
    interpreter: &mut Interpreter,
    items: &[Value],
    wanted: &Value,
    span: Span,
) -> EvalResult {
    let mut count = 0;
    for item in items {
        interpreter.step(span)?;
        count += i64::from(interpreter.equal(item, wanted, span)?);
    }
    Ok(Value::integer(count, span))
}

/// `index(wanted, start, end)` of a list or tuple.
pub(super) fn index_in(
    interpreter: &mut Interpreter,
    items: &[Value],
    wanted: &Value,
    window: [Option<Value>; 2],
    span: Span,
) -> EvalResult<Option<Value>> {
    let length = items.len() as i64;
    let mut bounds = [0, length];
    for (bound, value) in bounds.iter_mut().zip(window) {
        if let Some(value) = value {
            let index = integer("index", &value, span)?;
            let index = if index < 0 {
                index.saturating_add(length)
            } else {
                index
            };
            *bound = index.clamp(0, length);
        }
    }
    let [start, end] = bounds.map(|bound| bound as usize);
    let searched = items.get(start..end).unwrap_or_default();
    let found = position(interpreter, searched, wanted, span)?;
    Ok(found.map(|index| Value::integer((start + index) as i64, span)))
}

fn index(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [wanted], window) = bind_method("index", arguments, &[], span)?;
    let items = items_of("index", &this, span)?;
    let snapshot = items.borrow().clone();
    match index_in(interpreter, &snapshot, &wanted, window, span)? {
        Some(index) => Ok(index),
        None => {
            let repr = interpreter.repr(&wanted, span)?;
            Err(value_error(format!("{repr} is not in list"), span))
        }
    }
}

fn count(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [wanted], []) = bind_method("count", arguments, &[], span)?;
    let items = items_of("count", &this, span)?;
    let snapshot = items.borrow().clone();
    occurrences(interpreter, &snapshot, &wanted, span)
}

fn reverse(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("reverse", arguments, span)?;
    items_of("reverse", &this, span)?.borrow_mut().reverse();
    Ok(Value::none(span))
}

/// Only Python 3 has it.
fn copy(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("copy", arguments, span)?;
    let items = items_of("copy", &this, span)?.borrow().clone();
    interpreter.allocate(items.len(), span)?;
    Ok(Value::list(items, span))
}

/// Only Python 3 has it.
fn clear(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("clear", arguments, span)?;
    items_of("clear", &this, span)?.borrow_mut().clear();
    Ok(Value::none(span))
}

fn init(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [], [values]) = bind_method("__init__", arguments, &[], span)?;
    let items = items_of("__init__", &this, span)?;
    let values = match values {
        Some(values) => interpreter.items(&values, span)?,
        None => Vec::new(),
    };
    *items.borrow_mut() = values;
    Ok(Value::none(span))
}

fn sort(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let names = ["cmp", "key", "reverse"];
    let (this, [], order) = bind_method("sort", arguments, &names, span)?;
    let items = items_of("sort", &this, span)?;
    let unsorted = items.borrow().clone();
    let sorted = sort_values(interpreter, unsorted, order, span)?;
    *items.borrow_mut() = sorted;
    Ok(Value::none(span))
}

/// Sorts values; `order` is what `sorted` takes: `cmp`, `key` and `reverse`. Stable, and the order of equal values stays
/// the same with `reverse` too.
pub(in crate::eval) fn sort_values(
    interpreter: &mut Interpreter,
    values: Vec<Value>,
    order: [Option<Value>; 3],
    span: Span,
) -> EvalResult<Vec<Value>> {
    let [comparison, key, reverse] = order;
    let comparison = given(comparison);
    let reverse = match reverse {
        Some(value) => interpreter.truth(&value, span)?,
        None => false,
    };
    let keys = match given(key) {
        Some(function) => {
            let mut keys = Vec::with_capacity(values.len());
            for value in &values {
                interpreter.step(span)?;
                keys.push(call_with(interpreter, &function, [value.clone()], span)?);
            }
            keys
        }
        None => values.clone(),
    };
    let positions = sorted_positions(interpreter, &keys, comparison.as_ref(), reverse, span)?;
    let sorted = positions.into_iter().map(|it| values[it].clone());
    Ok(sorted.collect())
}

/// The positions of some keys in the order of the keys. A comparison may fail, and need not be a total order.
pub(in crate::eval) fn sorted_positions(
    interpreter: &mut Interpreter,
    keys: &[Value],
    comparison: Option<&Value>,
    reverse: bool,
    span: Span,
) -> EvalResult<Vec<usize>> {
    let mut positions: Vec<usize> = (0..keys.len()).collect();
    if reverse {
        positions.reverse();
    }
    match comparison {
        None if simple(keys) => positions.sort_by(|a, b| simple_order(&keys[*a], &keys[*b])),
        _ => merge_sort(&mut positions, &mut |a, b| {
            interpreter.step(span)?;
            let (a, b) = (&keys[a], &keys[b]);
            match comparison {
                Some(function) => by_function(interpreter, function, a, b, span),
                None => interpreter.compare(a, b, span),
            }
        })?,
    }
    if reverse {
        positions.reverse();
    }
    Ok(positions)
}

/// Calls a function with arguments by position.
pub(super) fn call_with<const N: usize>(
    interpreter: &mut Interpreter,
    function: &Value,
    positional: [Value; N],
    span: Span,
) -> EvalResult {
    let mut arguments = Arguments {
        positional: smallvec![],
        keywords: Vec::new(),
    };
    arguments.positional.extend(positional);
    interpreter.call(function, arguments, span)
}

fn by_function(
    interpreter: &mut Interpreter,
    function: &Value,
    left: &Value,
    right: &Value,
    span: Span,
) -> EvalResult<Ordering> {
    let result = call_with(interpreter, function, [left.clone(), right.clone()], span)?;
    match &result.kind {
        ValueKind::Integer(number) => Ok(number.cmp(&0)),
        ValueKind::Boolean(truth) => Ok(i64::from(*truth).cmp(&0)),
        ValueKind::BigInteger(_) => Ok(integer("sort", &result, span)?.cmp(&0)),
        ValueKind::Poison => Err(Raised::poisoned()),
        _ => Err(wrong_argument(
            "sort",
            "an integer from the comparison function",
            &result,
            format!(
                "comparison function must return int, not {}",
                type_name(&result)
            ),
            span,
        )),
    }
}

/// Comparing strings of more bytes than this is counted.
const LONG: usize = 1000;

/// Whether all values are short strings of one kind, or small integers: then nothing can go wrong.
fn simple(values: &[Value]) -> bool {
    let integers = |value: &Value| matches!(value.kind, ValueKind::Integer(_));
    // Nothing ends such a sort: long strings are sorted in the way that asks.
    let strings =
        |value: &Value| matches!(&value.kind, ValueKind::String(text) if text.len() <= LONG);
    values.iter().all(integers) || values.iter().all(strings)
}

fn simple_order(left: &Value, right: &Value) -> Ordering {
    match (&left.kind, &right.kind) {
        (ValueKind::Integer(left), ValueKind::Integer(right)) => left.cmp(right),
        (ValueKind::String(left), ValueKind::String(right)) => left.cmp(right),
        _ => Ordering::Equal,
    }
}

/// A stable sort with a comparison that may fail, and that need not be consistent: the standard library's may panic then.
fn merge_sort(
    positions: &mut Vec<usize>,
    compare: &mut dyn FnMut(usize, usize) -> EvalResult<Ordering>,
) -> EvalResult<()> {
    let mut width = 1;
    while width < positions.len() {
        let mut merged = Vec::with_capacity(positions.len());
        for run in positions.chunks(width * 2) {
            let (left, right) = run.split_at(width.min(run.len()));
            merge(left, right, &mut merged, compare)?;
        }
        *positions = merged;
        width *= 2;
    }
    Ok(())
}

fn merge(
    mut left: &[usize],
    mut right: &[usize],
    merged: &mut Vec<usize>,
    compare: &mut dyn FnMut(usize, usize) -> EvalResult<Ordering>,
) -> EvalResult<()> {
    while let ([first, left_rest @ ..], [second, right_rest @ ..]) = (left, right) {
        if compare(*second, *first)? == Ordering::Less {
            merged.push(*second);
            right = right_rest;
        } else {
            merged.push(*first);
            left = left_rest;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
    Ok(())
}
