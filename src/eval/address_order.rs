//! Orders that CPython 2.7 takes by address: where they are asked for, and what comes of another one.
//!
//! The hash of `None`, a function, a class, a module, or an object without `__hash__` is its address. A dict or set of such keys, or of tuples with one in them, may be iterated in another order in every run. jobc takes the order
//! of insertion. Whether that matters is found by evaluating once more with an order turned around (`compile/by_address.rs`).
//!
//! Tables know nothing of the place where they are iterated, and evaluations seldom ask for such an order. So the places are noted for
//! the thread, and only while somebody watches.

use crate::source::Span;
use std::cell::{Cell, RefCell};
use std::mem;

thread_local! {
    static ASKED: RefCell<Vec<Option<Span>>> = const { RefCell::new(Vec::new()) };
    static AT: Cell<Option<Span>> = const { Cell::new(None) };
    static TURNED: Cell<Option<Span>> = const { Cell::new(None) };
}

/// More places than this are not kept.
const MOST_PLACES: usize = 64;

/// Notes where orders by address are asked for in this thread, as long as it is kept.
#[derive(Debug)]
pub struct AddressOrders {
    outer: (Vec<Option<Span>>, Option<Span>),
}

impl AddressOrders {
    /// Begins, with the orders that are asked for at one place turned around.
    pub fn watch(turned: Option<Span>) -> AddressOrders {
        AddressOrders {
            outer: (ASKED.take(), TURNED.replace(turned)),
        }
    }

    /// Whether any was asked for.
    pub fn were_asked(&self) -> bool {
        ASKED.with_borrow(|asked| !asked.is_empty())
    }

    /// The places where one was asked for, each once, if the evaluation noted its position.
    pub fn places(&self) -> Vec<Span> {
        let mut places: Vec<Span> =
            ASKED.with_borrow(|asked| asked.iter().flatten().copied().collect());
        places.sort_by_key(|it| (it.file, it.start, it.end));
        places
    }
}

impl Drop for AddressOrders {
    fn drop(&mut self) {
        let (asked, turned) = mem::take(&mut self.outer);
        ASKED.set(asked);
        TURNED.set(turned);
    }
}

/// Notes that an order by address is asked for. Says whether it is to be turned around.
#[cold]
pub(super) fn is_turned() -> bool {
    let at = AT.get();
    ASKED.with_borrow_mut(|asked| {
        if asked.len() < MOST_PLACES && !asked.contains(&at) {
            asked.push(at);
        }
    });
    is_turned_here()
}

/// Whether orders by address are turned around where the evaluation is. Asks for none.
pub(super) fn is_turned_here() -> bool {
    let at = AT.get();
    at.is_some() && at == TURNED.get()
}

/// Where the evaluation is, as long as it is kept.
#[derive(Debug)]
pub(super) struct Position {
    outer: Option<Span>,
}

impl Position {
    pub fn new(at: Span) -> Position {
        Position {
            outer: AT.replace(Some(at)),
        }
    }
}

impl Drop for Position {
    fn drop(&mut self) {
        AT.set(self.outer);
    }
}
