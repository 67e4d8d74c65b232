//! Looking names up, and which variables an assignment changes.

use super::value::{Namespace, Scope, Value};
use crate::syntax::ast::Name;
use std::rc::Rc;

/// Where a piece of code runs: the variables it sees.
#[derive(Clone, Debug)]
pub struct Env {
    /// The variables of the module.
    pub globals: Rc<Namespace>,
    /// The local variables, inside a function or comprehension.
    pub scope: Option<Rc<Scope>>,
    /// The attributes of the class whose body it is.
    pub class: Option<Rc<Namespace>>,
}

/// What looking up a name gives.
pub enum Found {
    /// Its value.
    Value(Value),
    /// It is local but was not assigned yet.
    UnboundLocal,
    /// It is local to a function around this one, but was not assigned yet.
    UnboundFree,
    /// Neither local nor global.
    Missing,
}

impl Env {
    /// The outermost code of a module.
    pub fn module(globals: Rc<Namespace>) -> Env {
        Env {
            globals,
            scope: None,
            class: None,
        }
    }

    /// Looks a name up, builtins aside.
    pub fn find(&self, name: &Name) -> Found {
        if let Some(class) = &self.class
            && let Some(value) = class.get(name)
        {
            return Found::Value(value);
        }
        let mut scope = self.scope.as_ref();
        let mut innermost = self.class.is_none();
        while let Some(current) = scope {
            if let Some(value) = current.locals.get(name) {
                return Found::Value(value);
            }
            if let Some(layout) = &current.layout {
                if layout.locals.contains(name) {
                    return if innermost {
                        Found::UnboundLocal
                    } else {
                        Found::UnboundFree
                    };
                }
                if layout.globals.contains(name) {
                    break;
                }
                innermost = false;
            }
            scope = current.parent.as_ref();
        }
        self.globals.get(name).map_or(Found::Missing, Found::Value)
    }

    /// The variables that an assignment to a name changes.
    pub fn namespace_of(&self, name: &Name) -> &Namespace {
        if let Some(class) = &self.class {
            return class;
        }
        let Some(scope) = &self.scope else {
            return &self.globals;
        };
        let Some(layout) = &scope.layout else {
            return &scope.locals;
        };
        if layout.globals.contains(name) {
            return &self.globals;
        }
        if layout.nonlocals.contains(name) {
            let mut outer = scope.parent.as_ref();
            while let Some(current) = outer {
                if current
                    .layout
                    .as_ref()
                    .is_some_and(|layout| layout.locals.contains(name))
                {
                    return &current.locals;
                }
                outer = current.parent.as_ref();
            }
        }
        &scope.locals
    }

    /// Assigns a variable.
    pub fn set(&self, name: &Name, value: Value) {
        self.namespace_of(name).set(name.clone(), value);
    }

    /// The names that can be read here, builtins aside; for suggestions.
    pub fn visible_names(&self) -> Vec<Name> {
        let mut names = Vec::new();
        if let Some(class) = &self.class {
            names.extend(class.names());
        }
        let mut scope = self.scope.as_ref();
        while let Some(current) = scope {
            names.extend(current.locals.names());
            scope = current.parent.as_ref();
        }
        names.extend(self.globals.names());
        names
    }

    /// Whether the code stands inside a function.
    pub fn in_function(&self) -> bool {
        self.scope
            .as_ref()
            .is_some_and(|scope| scope.layout.is_some())
    }
}
