//! `collections.deque`.

use super::arguments::{bad_value, integer, present, take};
use super::build::{downcast, foreign, foreign_class, method, natives, receiver, without_class};
use crate::diagnostic::codes::eval as codes;
use crate::eval::compare::ELEMENT;
use crate::eval::value::{Arguments, Class, Foreign, Iteration, NativeFunction, Value};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// A queue with two ends.
#[derive(Debug)]
struct Deque {
    items: RefCell<VecDeque<Value>>,
    /// The length at which an item that comes pushes one out at the other end.
    maximum: Option<usize>,
}

static NEW: NativeFunction = NativeFunction {
    name: "deque",
    call: new,
};

natives! { METHODS:
    "append" => |i, a, s| add(i, a, "append", false, s),
    "appendleft" => |i, a, s| add(i, a, "appendleft", true, s),
    "extend" => |i, a, s| extend(i, a, "extend", false, s),
    "extendleft" => |i, a, s| extend(i, a, "extendleft", true, s),
    "pop" => |_, a, s| pop(a, "pop", false, s),
    "popleft" => |_, a, s| pop(a, "popleft", true, s),
    "clear" => clear,
    "count" => count,
    "remove" => remove,
    "reverse" => reverse,
    "rotate" => rotate,
    "__len__" => length,
    "copy" => copy,
}

/// The class.
pub(super) fn class(interpreter: &Interpreter, span: Span) -> Rc<Class> {
    foreign_class(interpreter, "deque", &NEW, &[], span)
}

fn new(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let arguments = without_class(arguments);
    let ([], [items, maximum]) = take("deque", arguments, [], ["iterable", "maxlen"], span)?;
    let maximum = match present(maximum) {
        Some(maximum) => Some(
            usize::try_from(integer("deque", &maximum, span)?)
                .map_err(|_| bad_value("maxlen must be non-negative", span))?,
        ),
        None => None,
    };
    let deque = Deque {
        items: RefCell::default(),
        maximum,
    };
    if let Some(items) = items {
        for item in interpreter.items(&items, span)? {
            deque.push(item, false);
        }
    }
    Ok(foreign(deque, span))
}

impl Deque {
    fn push(&self, item: Value, left: bool) {
        let mut items = self.items.borrow_mut();
        if left {
            items.push_front(item);
        } else {
            items.push_back(item);
        }
        if self.maximum.is_some_and(|maximum| items.len() > maximum) {
            if left {
                items.pop_back();
            } else {
                items.pop_front();
            }
        }
    }

    fn snapshot(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }

    fn position(&self, index: &Value, span: Span) -> EvalResult<usize> {
        let number = integer("deque", index, span)?;
        let length = self.items.borrow().len() as i64;
        let position = if number < 0 {
            number.saturating_add(length)
        } else {
            number
        };
        if (0..length).contains(&position) {
            return Ok(position as usize);
        }
        let code = &codes::INDEX_OUT_OF_RANGE;
        Err(Raised::new(
            "IndexError",
            code,
            "deque index out of range",
            span,
        ))
    }
}

impl Foreign for Deque {
    fn type_name(&self) -> &'static str {
        "collections.deque"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if name == "maxlen" {
            return Ok(Some(match self.maximum {
                Some(maximum) => Value::integer(maximum as i64, span),
                None => Value::none(span),
            }));
        }
        Ok(method(METHODS, this, name, span))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> EvalResult<String> {
        let nowhere = Span::NOWHERE;
        let list = interpreter.repr(&Value::list(self.snapshot(), nowhere), nowhere)?;
        Ok(match self.maximum {
            Some(maximum) => format!("deque({list}, maxlen={maximum})"),
            None => format!("deque({list})"),
        })
    }

    fn iterate(&self, _: &mut Interpreter, _: &Value, _: Span) -> EvalResult<Option<Iteration>> {
        let items = self.snapshot();
        Ok(Some(Iteration::Items { items, position: 0 }))
    }

    fn index(&self, _: &mut Interpreter, index: &Value, span: Span) -> EvalResult<Option<Value>> {
        let position = self.position(index, span)?;
        Ok(self.items.borrow().get(position).cloned())
    }

    fn set_index(
        &self,
        _: &mut Interpreter,
        index: &Value,
        value: Value,
        span: Span,
    ) -> EvalResult<bool> {
        let position = self.position(index, span)?;
        if let Some(item) = self.items.borrow_mut().get_mut(position) {
            *item = value;
        }
        Ok(true)
    }

    fn length(&self) -> Option<usize> {
        Some(self.items.borrow().len())
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn add(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    left: bool,
    span: Span,
) -> EvalResult {
    let ([this, item], []) = take(name, arguments, ["", ""], [], span)?;
    interpreter.allocate(1, span)?;
    receiver::<Deque>(name, &this, span)?.push(item, left);
    Ok(Value::none(span))
}

fn extend(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    left: bool,
    span: Span,
) -> EvalResult {
    let ([this, items], []) = take(name, arguments, ["", ""], [], span)?;
    let items = interpreter.items(&items, span)?;
    interpreter.allocate(items.len(), span)?;
    let deque = receiver::<Deque>(name, &this, span)?;
    for item in items {
        deque.push(item, left);
    }
    Ok(Value::none(span))
}

fn pop(arguments: Arguments, name: &str, left: bool, span: Span) -> EvalResult {
    let ([this], []) = take(name, arguments, [""], [], span)?;
    let mut items = receiver::<Deque>(name, &this, span)?.items.borrow_mut();
    let item = if left {
        items.pop_front()
    } else {
        items.pop_back()
    };
    item.ok_or_else(|| {
        let code = &codes::INDEX_OUT_OF_RANGE;
        Raised::new("IndexError", code, "pop from an empty deque", span)
    })
}

fn clear(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], []) = take("clear", arguments, [""], [], span)?;
    receiver::<Deque>("clear", &this, span)?
        .items
        .borrow_mut()
        .clear();
    Ok(Value::none(span))
}

fn count(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, wanted], []) = take("count", arguments, ["", ""], [], span)?;
    let mut count = 0;
    let deque = receiver::<Deque>("count", &this, span)?;
    interpreter.work(deque.items.borrow().len() * ELEMENT, span)?;
    for item in deque.snapshot() {
        count += i64::from(interpreter.equal(&item, &wanted, span)?);
    }
    Ok(Value::integer(count, span))
}

fn remove(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, wanted], []) = take("remove", arguments, ["", ""], [], span)?;
    let deque = receiver::<Deque>("remove", &this, span)?;
    interpreter.work(deque.items.borrow().len() * ELEMENT, span)?;
    for (position, item) in deque.snapshot().iter().enumerate() {
        if interpreter.equal(item, &wanted, span)? {
            deque.items.borrow_mut().remove(position);
            return Ok(Value::none(span));
        }
    }
    Err(bad_value("deque.remove(x): x not in deque", span))
}

fn reverse(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], []) = take("reverse", arguments, [""], [], span)?;
    let mut items = receiver::<Deque>("reverse", &this, span)?
        .items
        .borrow_mut();
    items.make_contiguous().reverse();
    Ok(Value::none(span))
}

fn rotate(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], [steps]) = take("rotate", arguments, [""], [""], span)?;
    let steps = match steps {
        Some(steps) => integer("rotate", &steps, span)?,
        None => 1,
    };
    let mut items = receiver::<Deque>("rotate", &this, span)?.items.borrow_mut();
    if !items.is_empty() {
        let steps = steps.rem_euclid(items.len() as i64) as usize;
        items.rotate_right(steps);
    }
    Ok(Value::none(span))
}

fn length(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], []) = take("__len__", arguments, [""], [], span)?;
    let length = receiver::<Deque>("__len__", &this, span)?
        .items
        .borrow()
        .len();
    Ok(Value::integer(length as i64, span))
}

fn copy(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], []) = take("copy", arguments, [""], [], span)?;
    receiver::<Deque>("copy", &this, span)?;
    Ok(copied(&this, span).unwrap_or(this))
}

/// A copy, if the value is a deque.
pub(super) fn copied(value: &Value, span: Span) -> Option<Value> {
    let deque = downcast::<Deque>(value)?;
    let copy = Deque {
        items: deque.items.clone(),
        maximum: deque.maximum,
    };
    Some(foreign(copy, span))
}
