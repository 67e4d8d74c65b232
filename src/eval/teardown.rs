//! Freeing deeply nested values without recursion: a list inside a list inside a list … a million times would take more
//! native stack than there is.
//!
//! A container that dies hands what it holds to a queue; the outermost one empties the queue in a loop.

use super::iteration::Shared;
use super::value::{
    Descriptor, Dict, Function, Instance, Iteration, List, Method, Scope, Slice, Tuple, Value,
    ValueKind,
};
use std::cell::RefCell;

#[derive(Default)]
struct Queue {
    /// Whether a loop further out is emptying the queue.
    running: bool,
    waiting: Vec<Value>,
}

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

/// Frees values. Those that hold others wait for their turn if this was called from the freeing of another value.
fn free(values: impl IntoIterator<Item = Value>) {
    let mut nested = values.into_iter().filter(holds_values).peekable();
    if nested.peek().is_none() {
        return;
    }
    // Without a queue, at the end of a thread, values are freed recursively.
    let starts = QUEUE.try_with(|queue| {
        let mut queue = queue.borrow_mut();
        queue.waiting.extend(nested);
        !std::mem::replace(&mut queue.running, true)
    });
    if starts != Ok(true) {
        return;
    }
    loop {
        let next = QUEUE.try_with(|queue| {
            let mut queue = queue.borrow_mut();
            let next = queue.waiting.pop();
            queue.running = next.is_some();
            next
        });
        match next {
            Ok(Some(value)) => drop(value),
            _ => return,
        }
    }
}

fn holds_values(value: &Value) -> bool {
    matches!(
        value.kind,
        ValueKind::List(_)
            | ValueKind::Tuple(_)
            | ValueKind::Dict(_)
            | ValueKind::Set(_)
            | ValueKind::Slice(_)
            | ValueKind::Function(_)
            | ValueKind::Method(_)
            | ValueKind::Class(_)
            | ValueKind::Instance(_)
            | ValueKind::Iterator(_)
            | ValueKind::Descriptor(_)
            | ValueKind::Foreign(_)
    )
}

fn taken(value: &mut Value) -> Value {
    let kind = std::mem::replace(&mut value.kind, ValueKind::None);
    Value::new(kind, value.origin)
}

impl Drop for List {
    fn drop(&mut self) {
        free(self.items_mut().drain(..));
    }
}

impl Drop for Tuple {
    fn drop(&mut self) {
        if self.items.iter().any(holds_values) {
            free(std::mem::take(&mut self.items));
        }
    }
}

impl Drop for Dict {
    fn drop(&mut self) {
        // Keys hold others only as tuples, which see to themselves.
        free(self.entries.get_mut().drain(..).map(|(_, value)| value));
    }
}

impl Drop for Slice {
    fn drop(&mut self) {
        let [start, stop, step] = &mut self.0;
        free([taken(start), taken(stop), taken(step)]);
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        free([taken(&mut self.0)]);
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let attributes = self.attributes.variables.get_mut();
        free(
            attributes
                .drain(..)
                .map(|(_, value)| value)
                .chain(self.payload.take()),
        );
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        let variables = self.locals.variables.get_mut();
        free(variables.drain(..).map(|(_, value)| value));
        // A chain of scopes is as long as functions are nested in the file, which the parser bounds.
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        let attributes = self.attributes.variables.get_mut();
        let attributes = attributes.drain(..).map(|(_, value)| value);
        free(self.defaults.drain(..).chain(attributes));
    }
}

impl Drop for Method {
    fn drop(&mut self) {
        free([taken(&mut self.receiver), taken(&mut self.function)]);
    }
}

impl Drop for Descriptor {
    fn drop(&mut self) {
        free(std::iter::once(taken(&mut self.function)).chain(self.setter.take()));
    }
}

impl Drop for Iteration {
    fn drop(&mut self) {
        if let Iteration::Items { items, .. } = self {
            free(items.drain(..));
        }
    }
}
