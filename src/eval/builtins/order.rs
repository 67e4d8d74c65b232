//! Comparing and sorting.

use super::arguments::{bind, exactly, given, positional, type_error, value_error};
use super::sequence::call_with;
use crate::eval::address_order::is_turned_here;
use crate::eval::methods::sort_values;
use crate::eval::{Arguments, EvalResult, Interpreter, Value};
use crate::source::Span;
use std::cmp::Ordering;

pub(super) fn cmp(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [left, right] = exactly("cmp", arguments, span)?;
    let order = interpreter.compare(&left, &right, span)?;
    Ok(Value::integer(order as i64, span))
}

pub(super) fn sorted(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let names = ["iterable", "cmp", "key", "reverse"];
    let ([sequence], order) = bind("sorted", arguments, &names, span)?;
    let items = interpreter.items(&sequence, span)?;
    interpreter.allocate(items.len(), span)?;
    let sorted = sort_values(interpreter, items, order, span)?;
    Ok(Value::list(sorted, span))
}

pub(super) fn min(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    extreme(interpreter, "min", arguments, Ordering::Less, span)
}

pub(super) fn max(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    extreme(interpreter, "max", arguments, Ordering::Greater, span)
}

/// The first of the values that none of the others comes before, in the wanted direction.
fn extreme(
    interpreter: &mut Interpreter,
    function: &'static str,
    mut arguments: Arguments,
    wanted: Ordering,
    span: Span,
) -> EvalResult {
    let mut key = None;
    let mut default = None;
    arguments.keywords.retain(|(name, _, value)| {
        let slot = match &**name {
            "key" => &mut key,
            // Only Python 3 has it.
            "default" => &mut default,
            _ => return true,
        };
        *slot = Some(value.clone());
        false
    });
    let key = given(key);
    let values = positional(function, arguments)?;
    let items = match values.as_slice() {
        [] => {
            let message = format!("{function} expected 1 arguments, got 0");
            return Err(type_error(message, span));
        }
        [sequence] => interpreter.items(sequence, span)?,
        _ => values,
    };
    let mut items = items;
    if wanted == Ordering::Greater && is_turned_here() {
        // Values that are compared by address are `Less` either way then, which only a minimum sees.
        items.reverse();
    }
    let mut best: Option<(Value, Value)> = None;
    for item in items {
        interpreter.step(span)?;
        let rank = match &key {
            Some(key) => call_with(interpreter, key, [item.clone()], span)?,
            None => item.clone(),
        };
        let better = match &best {
            None => true,
            Some((best_rank, _)) => interpreter.compare(&rank, best_rank, span)? == wanted,
        };
        if better {
            best = Some((rank, item));
        }
    }
    match (best, default) {
        (Some((_, item)), _) => Ok(item),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(value_error(
            format!("{function}() arg is an empty sequence"),
            span,
        )),
    }
}
