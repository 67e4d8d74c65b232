//! Freeing deeply nested values without recursion: a list inside a list inside a list … a million times would take more
//! native stack than there is.
//!
//! A container that dies hands what it holds to a queue; the outermost one empties the queue in a loop.

use super::iteration::Shared;
use super::value::{
    Class, Descriptor, Dict, Foreign, Function, Instance, Iteration, List, Method, Scope, Set,
    Slice, Tuple, Value, ValueKind,
};
use smallvec::SmallVec;
use std::cell::RefCell;
use std::rc::Rc;

/// A shared value that is freed in its turn, whatever it holds: for values of which only a trait is known.
#[derive(Debug)]
pub struct DeferredRc<T: Deferred + ?Sized> {
    rc: Rc<T>,
    // Dropped after `rc`: only then the queue has the last owner.
    _sweep: Sweep,
}

#[derive(Debug)]
struct Sweep;

impl<T: Deferred + ?Sized> DeferredRc<T> {
    pub(super) fn new(rc: Rc<T>) -> Self {
        DeferredRc { rc, _sweep: Sweep }
    }
}

impl<T: Deferred + ?Sized> Clone for DeferredRc<T> {
    fn clone(&self) -> Self {
        DeferredRc::new(self.rc.clone())
    }
}

impl<T: Deferred + ?Sized> std::ops::Deref for DeferredRc<T> {
    type Target = Rc<T>;
    fn deref(&self) -> &Rc<T> {
        &self.rc
    }
}

impl<T: Deferred + ?Sized> Drop for DeferredRc<T> {
    fn drop(&mut self) {
        if Rc::strong_count(&self.rc) == 1 {
            let last = T::waiting(self.rc.clone());
            // Without a queue, at the end of a thread, it is freed at once.
            let _ = QUEUE.try_with(|queue| queue.borrow_mut().waiting.push(last));
        }
    }
}

impl Drop for Sweep {
    fn drop(&mut self) {
        empty_queue();
    }
}

/// What [`DeferredRc`] can hold.
pub trait Deferred {
    /// The last owner of a value that waits to be freed.
    fn waiting(last: Rc<Self>) -> Waiting;
}

impl Deferred for RefCell<Iteration> {
    fn waiting(last: Rc<Self>) -> Waiting {
        Waiting::Iterator(last)
    }
}

impl Deferred for dyn Foreign {
    fn waiting(last: Rc<Self>) -> Waiting {
        Waiting::Foreign(last)
    }
}

/// Something that waits to be freed.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Waiting {
    Value(Value),
    /// Those of a large container, one after the other: to queue each by itself would take as much memory again.
    Values(std::vec::IntoIter<Value>),
    Iterator(Rc<RefCell<Iteration>>),
    Foreign(Rc<dyn Foreign>),
}

#[derive(Default)]
struct Queue {
    /// Whether a loop further out is emptying the queue.
    running: bool,
    waiting: Vec<Waiting>,
}

impl Queue {
    /// What is freed next.
    fn next(&mut self) -> Option<Waiting> {
        if let Some(Waiting::Values(values)) = self.waiting.last_mut()
            && let Some(value) = values.next()
        {
            return Some(Waiting::Value(value));
        }
        self.waiting.pop()
    }
}

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

/// Frees values. Those that hold others wait for their turn if this was called from the freeing of another value.
fn free(values: impl IntoIterator<Item = Value>) {
    free_waiting(values.into_iter().filter(holds_values).map(Waiting::Value));
}

fn free_waiting(nested: impl Iterator<Item = Waiting>) {
    // Taking the values out of a dict frees its keys, which may come back here: the queue cannot be borrowed meanwhile.
    let nested: SmallVec<[Waiting; 4]> = nested.collect();
    if nested.is_empty() {
        return;
    }
    // Without a queue, at the end of a thread, values are freed recursively.
    let _ = QUEUE.try_with(|queue| queue.borrow_mut().waiting.extend(nested));
    empty_queue();
}

/// From so many values on they wait together.
const MANY: usize = 256;

/// [`free`] for the items of a list or tuple.
fn free_items(items: Vec<Value>) {
    if items.len() < MANY {
        return free(items);
    }
    if items.iter().any(holds_values) {
        free_waiting(std::iter::once(Waiting::Values(items.into_iter())));
    }
}

/// Frees all that waits, unless a loop further out does.
fn empty_queue() {
    let starts = QUEUE.try_with(|queue| {
        let mut queue = queue.borrow_mut();
        !queue.waiting.is_empty() && !std::mem::replace(&mut queue.running, true)
    });
    if starts != Ok(true) {
        return;
    }
    loop {
        let next = QUEUE.try_with(|queue| {
            let mut queue = queue.borrow_mut();
            let next = queue.next();
            queue.running = next.is_some();
            next
        });
        match next {
            Ok(Some(waiting)) => drop(waiting),
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
            | ValueKind::Descriptor(_)
    )
}

fn taken(value: &mut Value) -> Value {
    let kind = std::mem::replace(&mut value.kind, ValueKind::None);
    Value::new(kind, value.origin)
}

impl Drop for List {
    fn drop(&mut self) {
        free_items(std::mem::take(self.items_mut()));
    }
}

impl Drop for Tuple {
    fn drop(&mut self) {
        if self.items.iter().any(holds_values) {
            free_items(std::mem::take(&mut self.items).into_vec());
        }
    }
}

impl Drop for Dict {
    fn drop(&mut self) {
        // Keys see to themselves.
        free(self.entries.get_mut().drain().map(|(_, value)| value));
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        free(self.items.get_mut().drain().map(|(key, ())| key.0));
    }
}

impl Drop for Class {
    fn drop(&mut self) {
        let attributes = self.attributes.variables.get_mut();
        free(attributes.drain(..).map(|(_, value)| value));
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
        free(self.attributes.take().chain(self.payload.take()));
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
        free(
            std::iter::once(taken(&mut self.function))
                .chain(self.setter.take())
                .chain(self.deleter.take()),
        );
    }
}

impl Drop for Iteration {
    fn drop(&mut self) {
        if let Iteration::Items { items, .. } = self {
            free_items(std::mem::take(items));
        }
    }
}
