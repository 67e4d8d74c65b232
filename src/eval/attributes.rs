//! The attributes of an instance.

use super::namespace::Namespace;
use super::value::{Dict, DictKind, Key, Value};
use crate::source::Span;
use crate::syntax::ast::Name;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The attributes of an instance. As in Python they are a dict, but only from the moment on that somebody asks for it: variables by
/// name are less work.
#[derive(Debug, Default)]
pub struct Attributes {
    variables: Namespace,
    dict: RefCell<Option<Rc<Dict>>>,
    /// Whether something that failed may have set others.
    is_in_doubt: Cell<bool>,
    /// The number of the keys of dicts that the instance equals; 0 if it equals none but itself.
    group: Cell<u32>,
    /// What its `__hash__` gave, if its class has one.
    hash: Cell<Option<i64>>,
}

impl Attributes {
    /// Attributes with these names and values.
    pub fn of(pairs: Vec<(Name, Value)>) -> Attributes {
        let attributes = Attributes::default();
        for (name, value) in pairs {
            attributes.set(name, value);
        }
        attributes
    }

    /// The number of the keys that the instance equals; 0 if it equals none but itself.
    pub(super) fn group(&self) -> u32 {
        self.group.get()
    }

    pub(super) fn set_group(&self, group: u32) {
        self.group.set(group);
    }

    /// What its `__hash__` gave when it last became a key.
    pub(super) fn hash(&self) -> Option<i64> {
        self.hash.get()
    }

    pub(super) fn set_hash(&self, hash: i64) {
        self.hash.set(Some(hash));
    }

    /// An attribute.
    pub fn get(&self, name: &str) -> Option<Value> {
        match &*self.dict.borrow() {
            None => self.variables.get(name),
            Some(dict) => dict.entries.borrow().get(&key(name)).cloned(),
        }
    }

    /// Sets an attribute.
    pub fn set(&self, name: impl Into<Name>, value: Value) {
        match &*self.dict.borrow() {
            None => self.variables.set(name, value),
            Some(dict) => {
                let name: Name = name.into();
                dict.entries.borrow_mut().insert(key(&name), value);
            }
        }
    }

    /// Takes an attribute away, and says whether it was there.
    pub fn remove(&self, name: &str) -> bool {
        if !self.contains(name) {
            return false;
        }
        // That it was there counts for the order of the others.
        let dict = self.dict();
        dict.entries.borrow_mut().remove(&key(name)).is_some()
    }

    /// Whether there is such an attribute.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Notes that something which was to set attributes, for all that is known, has failed.
    pub fn doubt(&self) {
        self.is_in_doubt.set(true);
    }

    /// Whether there may be others, had nothing failed.
    pub fn is_in_doubt(&self) -> bool {
        self.is_in_doubt.get()
    }

    /// The names, in the order they were first set.
    pub fn names(&self) -> Vec<Name> {
        self.pairs().into_iter().map(|(name, _)| name).collect()
    }

    /// Names and values. Keys of the dict that are no texts are no attributes.
    pub fn pairs(&self) -> Vec<(Name, Value)> {
        match &*self.dict.borrow() {
            None => {
                let variables = self.variables.variables.borrow();
                let pairs = variables.iter();
                pairs
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect()
            }
            Some(dict) => {
                let entries = dict.entries.borrow();
                let pairs = entries.inserted().filter_map(|(key, value)| {
                    Some((key.0.as_text()?.as_str().into(), value.clone()))
                });
                pairs.collect()
            }
        }
    }

    /// `__dict__`: what is written to it are attributes from now on.
    pub fn dict(&self) -> Rc<Dict> {
        let mut dict = self.dict.borrow_mut();
        let variables = &self.variables.variables;
        let make = || {
            let variables = variables.take().into_iter();
            let entries = variables.map(|(name, value)| (key(&name), value));
            Rc::new(Dict::new(entries.collect(), DictKind::Plain))
        };
        dict.get_or_insert_with(make).clone()
    }

    /// What `copy.copy` makes of them.
    pub(super) fn copy(&self) -> Attributes {
        let copy = Attributes::default();
        if self.dict.borrow().is_none() {
            copy.variables.copy_from(&self.variables);
        } else {
            let entries = self.dict().entries.borrow().copy();
            copy.replace(Rc::new(Dict::new(entries, DictKind::Plain)));
        }
        copy
    }

    /// `__dict__ = dict`: these are the attributes from now on.
    pub fn replace(&self, dict: Rc<Dict>) {
        self.variables.variables.take();
        *self.dict.borrow_mut() = Some(dict);
    }

    /// What is in it but in no dict, which sees to itself.
    pub(super) fn take(&mut self) -> impl Iterator<Item = Value> {
        let variables = self.variables.variables.take();
        variables.into_iter().map(|(_, value)| value)
    }
}

fn key(name: &str) -> Key {
    Key(Value::string(name, Span::NOWHERE))
}
