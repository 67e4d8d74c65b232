//! Variables by name.

use super::value::Value;
use crate::syntax::ast::Name;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::cell::RefCell;

/// Variables of a module or function body, in the order they were first assigned.
#[derive(Debug, Default)]
pub struct Namespace {
    /// The variables.
    pub variables: RefCell<IndexMap<Name, Value, FxBuildHasher>>,
}

impl Namespace {
    /// A variable.
    pub fn get(&self, name: &str) -> Option<Value> {
        self.variables.borrow().get(name).cloned()
    }

    /// Sets a variable.
    pub fn set(&self, name: impl Into<Name>, value: Value) {
        self.variables.borrow_mut().insert(name.into(), value);
    }

    /// Sets all variables of another namespace.
    pub fn copy_from(&self, other: &Namespace) {
        let others = other.variables.borrow();
        let mut variables = self.variables.borrow_mut();
        if variables.is_empty() {
            // Without hashing every name again.
            variables.clone_from(&others);
            return;
        }
        let pairs = others
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()));
        variables.extend(pairs);
    }

    /// Takes a variable away, and says whether it was there.
    pub fn remove(&self, name: &str) -> bool {
        self.variables.borrow_mut().shift_remove(name).is_some()
    }

    /// Whether there is such a variable.
    pub fn contains(&self, name: &str) -> bool {
        self.variables.borrow().contains_key(name)
    }

    /// The names, in the order they were first assigned.
    pub fn names(&self) -> Vec<Name> {
        self.variables.borrow().keys().cloned().collect()
    }
}
