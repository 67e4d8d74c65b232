//! What operators and methods of sets make, and in which table: CPython 2.7, `Objects/setobject.c`.

use super::value::{Dict, DictKind, DictOrder, Elements, Key, Set, Value, ValueKind};
use super::{EvalResult, Interpreter};
use crate::source::Span;
use crate::syntax::ast::BinaryOperator;
use std::cell::RefCell;
use std::rc::Rc;

/// The other operand.
pub(super) enum Operand {
    /// A set, which is merged as a table.
    Set(Rc<Set>),
    /// A plain dict, which is merged as a table, too.
    Dict(Rc<Dict>),
    /// The items of anything else, which come one after the other.
    Items(Elements),
}

impl Operand {
    pub fn of(interpreter: &mut Interpreter, value: &Value, span: Span) -> EvalResult<Operand> {
        let size = match &value.kind {
            ValueKind::Set(set) => set.items.borrow().len(),
            ValueKind::Dict(dict) => dict.entries.borrow().len(),
            _ => 0,
        };
        interpreter.allocate(size, span)?;
        match &value.kind {
            ValueKind::Set(set) => return Ok(Operand::Set(set.clone())),
            // One of a class below `dict` is iterated.
            ValueKind::Dict(dict) if matches!(dict.kind, DictKind::Plain) => {
                return Ok(Operand::Dict(dict.clone()));
            }
            _ => {}
        }
        let items = interpreter.items(value, span)?;
        interpreter.allocate(items.len(), span)?;
        let mut elements = Elements::default();
        for item in items {
            elements.insert(interpreter.key(&item, span)?, ());
        }
        Ok(Operand::Items(elements))
    }

    fn is(&self, set: &Rc<Set>) -> bool {
        matches!(self, Operand::Set(other) if Rc::ptr_eq(other, set))
    }

    fn contains(&self, key: &Key) -> bool {
        match self {
            Operand::Set(set) => set.items.borrow().contains(key),
            Operand::Dict(dict) => dict.entries.borrow().contains(key),
            Operand::Items(items) => items.contains(key),
        }
    }

    /// The keys in the order in which they are taken.
    fn keys(&self, order: DictOrder) -> Vec<Key> {
        let keys = match self {
            Operand::Set(set) => set.items.borrow_mut().keys(order),
            Operand::Dict(dict) => dict.keys(order),
            Operand::Items(items) => items.inserted().map(|(key, ())| key.0.clone()).collect(),
        };
        keys.into_iter().map(Key).collect()
    }

    /// A set of its keys: `set(operand)`.
    pub fn into_elements(self, order: DictOrder) -> Elements {
        match self {
            Operand::Set(set) => set.items.borrow().copy(),
            Operand::Items(items) => items,
            Operand::Dict(_) => {
                let keys = self.keys(order);
                let mut elements = Elements::default();
                elements.merge(keys.len(), with_nothing(keys));
                elements
            }
        }
    }

    fn elements<T>(&self, order: DictOrder, action: impl FnOnce(&Elements) -> T) -> T {
        match self {
            Operand::Set(set) => action(&set.items.borrow()),
            Operand::Items(items) => action(items),
            Operand::Dict(_) => action(&with_nothing(self.keys(order)).collect()),
        }
    }

    pub fn is_disjoint_from(&self, set: &Elements, order: DictOrder) -> bool {
        self.elements(order, |elements| set.is_disjoint(elements))
    }

    pub fn is_subset_of(&self, set: &Elements, order: DictOrder) -> bool {
        self.elements(order, |elements| elements.is_subset(set))
    }

    pub fn is_superset_of(&self, set: &Elements, order: DictOrder) -> bool {
        self.elements(order, |elements| set.is_subset(elements))
    }
}

fn with_nothing(keys: Vec<Key>) -> impl Iterator<Item = (Key, ())> {
    keys.into_iter().map(|key| (key, ()))
}

/// An operation on a set and another operand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    /// `a | b`.
    Union,
    /// `a & b`.
    Intersection,
    /// `a - b`.
    Difference,
    /// `a ^ b`.
    SymmetricDifference,
}

impl Operation {
    /// The operation of an operator.
    pub fn of(operator: BinaryOperator) -> Option<Operation> {
        match operator {
            BinaryOperator::BitOr => Some(Operation::Union),
            BinaryOperator::BitAnd => Some(Operation::Intersection),
            BinaryOperator::Subtract => Some(Operation::Difference),
            BinaryOperator::BitXor => Some(Operation::SymmetricDifference),
            _ => None,
        }
    }

    /// What the operator makes: a new set.
    pub fn make(self, set: &Rc<Set>, other: &Operand, order: DictOrder) -> Elements {
        match self {
            Operation::Union => {
                let mut made = set.items.borrow().copy();
                // A set is not merged with itself.
                if !other.is(set) {
                    unite(&mut made, other, order);
                }
                made
            }
            Operation::Intersection => intersection(set, other, order),
            Operation::Difference => difference(set, other, order),
            Operation::SymmetricDifference => symmetric_difference(set, other, order),
        }
    }

    /// Changes the set, as `a |= b` does.
    pub fn change(self, set: &Rc<Set>, other: &Operand, order: DictOrder) {
        if other.is(set) {
            match self {
                Operation::Union => {}
                Operation::Intersection => {
                    let copy = set.items.borrow().copy();
                    set.items.replace(copy);
                }
                _ => set.items.borrow_mut().clear(),
            }
            return;
        }
        match self {
            Operation::Union => unite(&mut set.items.borrow_mut(), other, order),
            Operation::Intersection => {
                let made = intersection(set, other, order);
                set.items.replace(made);
            }
            Operation::Difference => {
                set.items.borrow_mut().subtract(&other.keys(order));
            }
            Operation::SymmetricDifference => {
                // Items of which no table is given become a set first.
                let keys = match other {
                    Operand::Items(items) => {
                        with_nothing(items.inserted().map(|(key, ())| key.clone()).collect())
                            .collect::<Elements>()
                            .keys(order)
                            .into_iter()
                            .map(Key)
                            .collect()
                    }
                    _ => other.keys(order),
                };
                toggle(&mut set.items.borrow_mut(), keys);
            }
        }
    }
}

fn unite(elements: &mut Elements, other: &Operand, order: DictOrder) {
    let keys = other.keys(order);
    match other {
        Operand::Items(_) => elements.extend(with_nothing(keys)),
        _ => elements.merge(keys.len(), with_nothing(keys)),
    }
}

fn toggle(elements: &mut Elements, keys: Vec<Key>) {
    for key in keys {
        if elements.remove(&key).is_none() {
            elements.insert(key, ());
        }
    }
}

fn intersection(set: &Rc<Set>, other: &Operand, order: DictOrder) -> Elements {
    if other.is(set) {
        return set.items.borrow().copy();
    }
    let mut items = set.items.borrow_mut();
    // The larger set is asked for what the smaller one has.
    let is_other_larger = match other {
        Operand::Set(other) => other.items.borrow().len() > items.len(),
        _ => false,
    };
    if is_other_larger || order == DictOrder::Insertion {
        let keys = items.keys(order).into_iter().map(Key);
        return with_nothing(keys.filter(|key| other.contains(key)).collect()).collect();
    }
    let mut keys = other.keys(order);
    keys.retain(|key| items.contains(key));
    with_nothing(keys).collect()
}

fn difference(set: &Rc<Set>, other: &Operand, order: DictOrder) -> Elements {
    if other.is(set) {
        return Elements::default();
    }
    let mut items = set.items.borrow_mut();
    if let Operand::Items(others) = other {
        let mut made = items.copy();
        made.subtract(others.inserted().map(|(key, ())| key));
        return made;
    }
    let keys = items.keys(order).into_iter().map(Key);
    with_nothing(keys.filter(|key| !other.contains(key)).collect()).collect()
}

fn symmetric_difference(set: &Rc<Set>, other: &Operand, order: DictOrder) -> Elements {
    if order == DictOrder::Insertion {
        let copy = Rc::new(Set {
            items: RefCell::new(set.items.borrow().copy()),
            frozen: false,
        });
        Operation::SymmetricDifference.change(&copy, other, order);
        return copy.items.take();
    }
    // Of a set and itself it is a copy whose elements are taken out one by one, which leaves a large table.
    let mut made = match other {
        Operand::Set(other) => other.items.borrow().copy(),
        Operand::Dict(_) => {
            let mut made = Elements::default();
            unite(&mut made, other, order);
            made
        }
        Operand::Items(_) => with_nothing(other.keys(order)).collect(),
    };
    toggle(
        &mut made,
        set.items
            .borrow_mut()
            .keys(order)
            .into_iter()
            .map(Key)
            .collect(),
    );
    made
}
