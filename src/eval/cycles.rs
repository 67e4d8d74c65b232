//! What an evaluation leaves that holds itself: a function holds the variables of its module, which hold the function.
//!
//! Counted references never free that. So the namespaces and scopes that functions are defined in are noted, and emptied when
//! nobody needs the values any more. (A list or an instance that a configuration puts inside of itself is not found.)

use super::namespace::Namespace;
use super::value::Scope;
use std::rc::{Rc, Weak};

/// Empties what holds itself when it is dropped.
#[derive(Debug, Default)]
pub struct Cycles {
    namespaces: Vec<Weak<Namespace>>,
    scopes: Vec<Weak<Scope>>,
}

impl Cycles {
    /// Notes the variables of a module.
    pub(super) fn note_module(&mut self, globals: &Rc<Namespace>) {
        self.namespaces.push(Rc::downgrade(globals));
    }

    /// Notes a scope that a function is defined in, unless it was the last one noted.
    pub(super) fn note_scope(&mut self, scope: Option<&Rc<Scope>>) {
        let Some(scope) = scope else { return };
        let last = self.scopes.last().map(Weak::as_ptr);
        if last == Some(Rc::as_ptr(scope)) {
            return;
        }
        // A note keeps the memory of a scope that is gone: those are left out before there is room for more.
        if self.scopes.len() == self.scopes.capacity() {
            self.scopes.retain(|it| it.strong_count() > 0);
            self.scopes.reserve(self.scopes.len().max(16));
        }
        self.scopes.push(Rc::downgrade(scope));
    }
}

impl Drop for Cycles {
    fn drop(&mut self) {
        let scopes = self.scopes.drain(..);
        for scope in scopes.filter_map(|it| it.upgrade()) {
            // Taken out first: what is freed may look for the scope.
            let variables = scope.locals.variables.take();
            drop(variables);
        }
        let namespaces = self.namespaces.drain(..);
        for namespace in namespaces.filter_map(|it| it.upgrade()) {
            let variables = namespace.variables.take();
            drop(variables);
        }
    }
}
