//! The functions of `itertools` whose iterators share one source: `groupby` and `tee`.

use super::arguments::{count, present, take};
use super::build::{iterator, positional};
use crate::eval::value::{Arguments, Iteration, Lazy, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// What `groupby` and the group it gave last share.
#[derive(Debug)]
struct Grouping {
    source: Iteration,
    key: Option<Value>,
    /// The item that was read ahead, with its key.
    pending: Option<(Value, Value)>,
    /// The key of the group that was given last, and its number.
    current: Option<Value>,
    number: usize,
}

impl Grouping {
    /// Makes sure that an item is pending, if one is left.
    fn fill(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<bool> {
        if self.pending.is_none() {
            interpreter.step(span)?;
            let Some(item) = interpreter.next(&mut self.source, span)? else {
                return Ok(false);
            };
            let key = match &self.key {
                Some(key) => interpreter.call(key, positional([item.clone()]), span)?,
                None => item.clone(),
            };
            self.pending = Some((key, item));
        }
        Ok(true)
    }

    fn continues(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<bool> {
        if !self.fill(interpreter, span)? {
            return Ok(false);
        }
        match (&self.pending, &self.current) {
            (Some((key, _)), Some(current)) => interpreter.equal(key, current, span),
            _ => Ok(false),
        }
    }
}

#[derive(Debug)]
struct GroupBy(Rc<RefCell<Grouping>>);

#[derive(Debug)]
struct Group {
    grouping: Rc<RefCell<Grouping>>,
    number: usize,
}

impl Lazy for GroupBy {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        let Ok(mut grouping) = self.0.try_borrow_mut() else {
            return Ok(None);
        };
        while grouping.continues(interpreter, span)? {
            grouping.pending = None;
        }
        let Some((key, _)) = &grouping.pending else {
            return Ok(None);
        };
        let key = key.clone();
        grouping.current = Some(key.clone());
        grouping.number += 1;
        let group = Group {
            grouping: self.0.clone(),
            number: grouping.number,
        };
        Ok(Some(Value::tuple([key, iterator(group, span)], span)))
    }
}

impl Lazy for Group {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        let Ok(mut grouping) = self.grouping.try_borrow_mut() else {
            return Ok(None);
        };
        if grouping.number != self.number || !grouping.continues(interpreter, span)? {
            return Ok(None);
        }
        Ok(grouping.pending.take().map(|(_, item)| item))
    }
}

/// `groupby`.
pub(super) fn group_by(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let ([items], [key]) = take("groupby", arguments, ["iterable"], ["key"], span)?;
    let grouping = Grouping {
        source: interpreter.iterate(&items, span)?,
        key: present(key),
        pending: None,
        current: None,
        number: 0,
    };
    Ok(iterator(GroupBy(Rc::new(RefCell::new(grouping))), span))
}

/// What the iterators of one `tee` share: each has a queue of what the others have read already.
#[derive(Debug)]
struct Shared {
    source: Iteration,
    queues: Vec<VecDeque<Value>>,
}

#[derive(Debug)]
struct Tee {
    shared: Rc<RefCell<Shared>>,
    index: usize,
}

impl Lazy for Tee {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        let Ok(mut shared) = self.shared.try_borrow_mut() else {
            return Ok(None);
        };
        interpreter.step(span)?;
        if let Some(item) = shared
            .queues
            .get_mut(self.index)
            .and_then(VecDeque::pop_front)
        {
            return Ok(Some(item));
        }
        let Some(item) = interpreter.next(&mut shared.source, span)? else {
            return Ok(None);
        };
        let others = shared.queues.len().saturating_sub(1);
        interpreter.allocate(others, span)?;
        for (index, queue) in shared.queues.iter_mut().enumerate() {
            if index != self.index {
                queue.push_back(item.clone());
            }
        }
        Ok(Some(item))
    }
}

/// `tee`.
pub(super) fn tee(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([items], [number]) = take("tee", arguments, [""], [""], span)?;
    let number = match number {
        Some(number) => count("tee", &number, span)?,
        None => 2,
    };
    interpreter.allocate(number, span)?;
    let shared = Rc::new(RefCell::new(Shared {
        source: interpreter.iterate(&items, span)?,
        queues: vec![VecDeque::new(); number],
    }));
    let tees = (0..number).map(|index| {
        let shared = shared.clone();
        iterator(Tee { shared, index }, span)
    });
    Ok(Value::tuple(tees.collect::<Vec<_>>(), span))
}
