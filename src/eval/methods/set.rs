//! The methods of `set` and `frozenset`.

use super::dict::missing_key;
use super::wrong_receiver;
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{alone, bind_method, positional, receiver};
use crate::eval::set_operations::{Operand, Operation};
use crate::eval::value::{DictOrder, Elements, Set};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::Span;
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

/// A set as a value.
pub(in crate::eval) fn set_value(items: Elements, frozen: bool, origin: Span) -> Value {
    let items = RefCell::new(items);
    Value::new(ValueKind::Set(Rc::new(Set { items, frozen })), origin)
}

/// What `set(value)` has in it.
pub(in crate::eval) fn keys_of(
    interpreter: &mut Interpreter,
    value: &Value,
    span: Span,
) -> EvalResult<Elements> {
    let operand = Operand::of(interpreter, value, span)?;
    Ok(operand.into_elements(interpreter.language.dict_order))
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
    let items = set.items.borrow().copy();
    interpreter.allocate(items.len(), span)?;
    Ok(set_value(items, set.frozen, span))
}

/// Combines a set with any number of iterables, one after the other, into a new one.
fn made(
    interpreter: &mut Interpreter,
    method: &'static str,
    mut arguments: Arguments,
    span: Span,
    operation: Operation,
) -> EvalResult {
    let this = receiver(method, &mut arguments, span)?;
    let set = set_of(method, &this, span)?;
    let order = interpreter.language.dict_order;
    let mut result: Option<Rc<Set>> = None;
    for other in positional(method, arguments)? {
        let other = Operand::of(interpreter, &other, span)?;
        match &result {
            None => {
                let items = RefCell::new(operation.make(&set, &other, order));
                let frozen = set.frozen;
                result = Some(Rc::new(Set { items, frozen }));
            }
            Some(result) => operation.change(result, &other, order),
        }
        let size = result.as_ref().map_or(0, |set| set.items.borrow().len());
        interpreter.allocate(size, span)?;
    }
    Ok(match result {
        Some(result) => Value::new(ValueKind::Set(result), span),
        None => set_value(set.items.borrow().copy(), set.frozen, span),
    })
}

/// Changes a set by any number of iterables, one after the other.
fn changed(
    interpreter: &mut Interpreter,
    method: &'static str,
    mut arguments: Arguments,
    span: Span,
    operation: Operation,
) -> EvalResult {
    let this = receiver(method, &mut arguments, span)?;
    let set = set_of(method, &this, span)?;
    for other in positional(method, arguments)? {
        let other = Operand::of(interpreter, &other, span)?;
        operation.change(&set, &other, interpreter.language.dict_order);
        interpreter.allocate(set.items.borrow().len(), span)?;
    }
    Ok(Value::none(span))
}

fn union(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    made(i, "union", arguments, span, Operation::Union)
}

fn intersection(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    made(i, "intersection", arguments, span, Operation::Intersection)
}

fn difference(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    made(i, "difference", arguments, span, Operation::Difference)
}

fn symmetric_difference(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let operation = Operation::SymmetricDifference;
    made(i, "symmetric_difference", arguments, span, operation)
}

fn update(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    changed(i, "update", arguments, span, Operation::Union)
}

fn intersection_update(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let operation = Operation::Intersection;
    changed(i, "intersection_update", arguments, span, operation)
}

fn difference_update(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let operation = Operation::Difference;
    changed(i, "difference_update", arguments, span, operation)
}

fn symmetric_difference_update(
    i: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let operation = Operation::SymmetricDifference;
    changed(i, "symmetric_difference_update", arguments, span, operation)
}

fn tested(
    interpreter: &mut Interpreter,
    method: &'static str,
    arguments: Arguments,
    span: Span,
    test: fn(&Operand, &Elements, DictOrder) -> bool,
) -> EvalResult {
    let (this, [other], []) = bind_method(method, arguments, &[], span)?;
    let set = set_of(method, &this, span)?;
    let other = Operand::of(interpreter, &other, span)?;
    let holds = test(&other, &set.items.borrow(), interpreter.language.dict_order);
    Ok(Value::boolean(holds, span))
}

fn is_disjoint(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    tested(i, "isdisjoint", arguments, span, Operand::is_disjoint_from)
}

fn is_subset(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    tested(i, "issubset", arguments, span, Operand::is_superset_of)
}

fn is_superset(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    tested(i, "issuperset", arguments, span, Operand::is_subset_of)
}

fn add(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [item], []) = bind_method("add", arguments, &[], span)?;
    let set = set_of("add", &this, span)?;
    let key = interpreter.key(&item, span)?;
    set.items.borrow_mut().insert(key, ());
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
    set.items.borrow_mut().remove(&key);
    Ok(Value::none(span))
}

fn remove(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [item], []) = bind_method("remove", arguments, &[], span)?;
    let set = set_of("remove", &this, span)?;
    let key = interpreter.key(&item, span)?;
    let removed = set.items.borrow_mut().remove(&key);
    if removed.is_some() {
        Ok(Value::none(span))
    } else {
        Err(missing_key(interpreter, &item, span))
    }
}

fn pop(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("pop", arguments, span)?;
    let set = set_of("pop", &this, span)?;
    let mut items = set.items.borrow_mut();
    let removed = match interpreter.language.dict_order {
        DictOrder::Python2 => items.pop(),
        DictOrder::Insertion => items.pop_inserted(false),
    };
    match removed {
        Some((key, ())) => Ok(key.value().clone()),
        None => Err(Raised::new(
            "KeyError",
            &codes::eval::MISSING_KEY,
            "'pop from an empty set'",
            span,
        )),
    }
}
