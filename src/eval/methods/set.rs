//! The methods of `set` and `frozenset`.

use super::dict::missing_key;
use super::wrong_receiver;
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{alone, bind_method, positional, receiver};
use crate::eval::value::{Key, Set};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::Span;
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use std::cell::RefCell;
use std::rc::Rc;

super::methods! {
    /// The methods of both kinds of sets.
    METHODS:
    "copy" => copy,
    "difference" => difference,
    "intersection" => intersection,
    "isdisjoint" => is_disjoint,
    "issubset" => is_subset,
    "issuperset" => is_superset,
    "symmetric_difference" => symmetric_difference,
    "union" => union,
}

super::methods! {
    /// The methods that change a set.
    CHANGING:
    "add" => add,
    "clear" => clear,
    "difference_update" => difference_update,
    "discard" => discard,
    "intersection_update" => intersection_update,
    "pop" => pop,
    "remove" => remove,
    "symmetric_difference_update" => symmetric_difference_update,
    "update" => update,
}

type Keys = IndexSet<Key, FxBuildHasher>;

/// A set as a value.
pub(in crate::eval) fn set_value(items: Keys, frozen: bool, origin: Span) -> Value {
    let set = Set {
        items: RefCell::new(items),
        frozen,
    };
    Value::new(ValueKind::Set(Rc::new(set)), origin)
}

/// The items of an iterable as keys.
pub(in crate::eval) fn keys_of(
    interpreter: &mut Interpreter,
    value: &Value,
    span: Span,
) -> EvalResult<Keys> {
    if let ValueKind::Set(set) = &value.kind {
        return Ok(set.items.borrow().clone());
    }
    let items = interpreter.items(value, span)?;
    interpreter.allocate(items.len(), span)?;
    let mut keys = Keys::default();
    for item in items {
        keys.insert(interpreter.key(&item, span)?);
    }
    Ok(keys)
}

fn set_of(method: &'static str, this: &Value, span: Span) -> EvalResult<Rc<Set>> {
    match &this.kind {
        ValueKind::Set(set) => Ok(set.clone()),
        _ => wrong_receiver(method, "set", this, span),
    }
}

fn copy(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("copy", arguments, span)?;
    let set = set_of("copy", &this, span)?;
    let items = set.items.borrow().clone();
    interpreter.allocate(items.len(), span)?;
    Ok(set_value(items, set.frozen, span))
}

type Combine = fn(Keys, &Keys) -> Keys;

/// Combines a set with any number of iterables, one after the other.
fn combined(
    interpreter: &mut Interpreter,
    method: &'static str,
    mut arguments: Arguments,
    span: Span,
    combine: Combine,
) -> EvalResult<(Rc<Set>, Keys)> {
    let this = receiver(method, &mut arguments, span)?;
    let set = set_of(method, &this, span)?;
    let mut items = set.items.borrow().clone();
    for other in positional(method, arguments)? {
        let other = keys_of(interpreter, &other, span)?;
        items = combine(items, &other);
        interpreter.allocate(items.len(), span)?;
    }
    Ok((set, items))
}

fn made(
    interpreter: &mut Interpreter,
    method: &'static str,
    arguments: Arguments,
    span: Span,
    combine: Combine,
) -> EvalResult {
    let (set, items) = combined(interpreter, method, arguments, span, combine)?;
    Ok(set_value(items, set.frozen, span))
}

fn changed(
    interpreter: &mut Interpreter,
    method: &'static str,
    arguments: Arguments,
    span: Span,
    combine: Combine,
) -> EvalResult {
    let (set, items) = combined(interpreter, method, arguments, span, combine)?;
    *set.items.borrow_mut() = items;
    Ok(Value::none(span))
}

fn united(mut left: Keys, right: &Keys) -> Keys {
    left.extend(right.iter().cloned());
    left
}

fn shared(mut left: Keys, right: &Keys) -> Keys {
    left.retain(|key| right.contains(key));
    left
}

fn without(mut left: Keys, right: &Keys) -> Keys {
    left.retain(|key| !right.contains(key));
    left
}

fn either(left: Keys, right: &Keys) -> Keys {
    let added: Vec<Key> = right
        .iter()
        .filter(|key| !left.contains(*key))
        .cloned()
        .collect();
    let mut items = without(left, right);
    items.extend(added);
    items
}

fn union(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    made(i, "union", arguments, span, united)
}

fn intersection(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    made(i, "intersection", arguments, span, shared)
}

fn difference(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    made(i, "difference", arguments, span, without)
}

fn symmetric_difference(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    made(i, "symmetric_difference", arguments, span, either)
}

fn update(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    changed(i, "update", arguments, span, united)
}

fn intersection_update(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    changed(i, "intersection_update", arguments, span, shared)
}

fn difference_update(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    changed(i, "difference_update", arguments, span, without)
}

fn symmetric_difference_update(
    i: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    changed(i, "symmetric_difference_update", arguments, span, either)
}

fn tested(
    interpreter: &mut Interpreter,
    method: &'static str,
    arguments: Arguments,
    span: Span,
    test: fn(&Keys, &Keys) -> bool,
) -> EvalResult {
    let (this, [other], []) = bind_method(method, arguments, &[], span)?;
    let set = set_of(method, &this, span)?;
    let other = keys_of(interpreter, &other, span)?;
    let holds = test(&set.items.borrow(), &other);
    Ok(Value::boolean(holds, span))
}

fn is_disjoint(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    tested(i, "isdisjoint", arguments, span, |left, right| {
        left.is_disjoint(right)
    })
}

fn is_subset(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    tested(i, "issubset", arguments, span, |left, right| {
        left.is_subset(right)
    })
}

fn is_superset(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    tested(i, "issuperset", arguments, span, |left, right| {
        left.is_superset(right)
    })
}

fn add(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [item], []) = bind_method("add", arguments, &[], span)?;
    let set = set_of("add", &this, span)?;
    let key = interpreter.key(&item, span)?;
    set.items.borrow_mut().insert(key);
    Ok(Value::none(span))
}

fn clear(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("clear", arguments, span)?;
    set_of("clear", &this, span)?.items.borrow_mut().clear();
    Ok(Value::none(span))
}

fn discard(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [item], []) = bind_method("discard", arguments, &[], span)?;
    let set = set_of("discard", &this, span)?;
    let key = interpreter.key(&item, span)?;
    set.items.borrow_mut().shift_remove(&key);
    Ok(Value::none(span))
}

fn remove(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [item], []) = bind_method("remove", arguments, &[], span)?;
    let set = set_of("remove", &this, span)?;
    let key = interpreter.key(&item, span)?;
    let removed = set.items.borrow_mut().shift_remove(&key);
    if removed {
        Ok(Value::none(span))
    } else {
        Err(missing_key(interpreter, &item, span))
    }
}

/// Takes the first one: Python takes any.
fn pop(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("pop", arguments, span)?;
    let set = set_of("pop", &this, span)?;
    let removed = set.items.borrow_mut().shift_remove_index(0);
    match removed {
        Some(key) => Ok(key.value().clone()),
        None => Err(Raised::new(
            "KeyError",
            &codes::eval::MISSING_KEY,
            "'pop from an empty set'",
            span,
        )),
    }
}
