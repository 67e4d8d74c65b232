//! `copy`.

use super::arguments::{one, take};
use super::build::{ModuleBuilder, call_method, natives, positional};
use crate::diagnostic::codes::limits;
use crate::eval::attributes::Attributes;
use crate::eval::class::is_old_style;
use crate::eval::methods::{copied, dict_value};
use crate::eval::value::{
    Arguments, Dict, DictKind, Entries, Instance, Key, List, Set, Tuple, Value, ValueKind,
};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

natives! { FUNCTIONS: "copy" => copy, "deepcopy" => deepcopy }

/// Containers inside each other that `deepcopy` follows.
const DEPTH: usize = 500;

/// The module.
pub(super) fn module(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("copy", span)
        .functions(FUNCTIONS)
        .finish())
}

fn copy(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let value = one("copy", arguments, span)?;
    if let ValueKind::Instance(instance) = &value.kind {
        // A class of the new style is asked, not the object: its `__getattr__` has no say.
        let method = match is_old_style(&instance.class) {
            true => interpreter.attribute_if_any(&value, "__copy__", span)?,
            false => interpreter.method_of(instance, &value, "__copy__"),
        };
        if let Some(method) = method {
            return interpreter.call(&method, positional([]), span);
        }
        let payload = match instance
            .payload
            .as_ref()
            .map(|payload| (payload, &payload.kind))
        {
            // That of an object is set item by item.
            Some((payload, ValueKind::Dict(dict))) if !matches!(dict.kind, DictKind::Counter) => {
                let order = dict.order(interpreter.language.dict_order);
                let entries = dict.entries.borrow_mut().readded(order);
                interpreter.allocate(entries.len(), span)?;
                Some(dict_value(entries, dict.kind.clone(), payload.origin))
            }
            Some((payload, _)) => Some(shallow(interpreter, payload, span)?),
            None => None,
        };
        let copy = Instance {
            class: instance.class.clone(),
            attributes: instance.attributes.copy(),
            payload,
        };
        return Ok(Value::new(ValueKind::Instance(Rc::new(copy)), span));
    }
    shallow(interpreter, &value, span)
}

/// CPython copies a counter by way of a plain dict (`Counter.__reduce__`), so its table is built once more.
fn copy_again(counter: &Dict) {
    let entries = counter.entries.borrow().copy();
    counter.entries.replace(entries);
}

fn shallow(interpreter: &mut Interpreter, value: &Value, span: Span) -> EvalResult {
    let kind = match &value.kind {
        ValueKind::List(list) => {
            interpreter.allocate(list.borrow().len(), span)?;
            ValueKind::List(Rc::new(List::new(list.borrow().clone())))
        }
        ValueKind::Dict(dict) => {
            interpreter.allocate(dict.entries.borrow().len(), span)?;
            let copy = copied(dict);
            if matches!(dict.kind, DictKind::Counter) {
                copy_again(&copy);
            }
            ValueKind::Dict(Rc::new(copy))
        }
        ValueKind::Set(old) if !old.frozen => {
            interpreter.allocate(old.items.borrow().len(), span)?;
            ValueKind::Set(Rc::new(Set {
                items: RefCell::new(old.items.borrow().copy()),
                frozen: false,
            }))
        }
        ValueKind::Foreign(_) if super::environ::is_environ(value) => {
            return call_method(interpreter, value, "copy", positional([]), span);
        }
        _ => return Ok(value.clone()),
    };
    Ok(Value::new(kind, value.origin))
}

fn deepcopy(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([value], _) = take("deepcopy", arguments, ["x"], ["memo"], span)?;
    let mut copier = Copier {
        done: FxHashMap::default(),
        depth: 0,
        span,
    };
    copier.copy(interpreter, &value)
}

/// Copies what can change; everything else, objects among it, is the same afterwards.
struct Copier {
    /// Copies by the address of the original, so that what is shared stays shared. The original is kept, so that its address is
    /// not used again meanwhile.
    done: FxHashMap<usize, (Value, Value)>,
    depth: usize,
    span: Span,
}

fn address<T: ?Sized>(shared: &Rc<T>) -> usize {
    Rc::as_ptr(shared).cast::<u8>().addr()
}

impl Copier {
    fn copy(&mut self, interpreter: &mut Interpreter, value: &Value) -> EvalResult {
        let address = match &value.kind {
            ValueKind::List(list) => address(list),
            ValueKind::Dict(dict) => address(dict),
            ValueKind::Set(set) => address(set),
            ValueKind::Tuple(tuple) => address(tuple),
            ValueKind::Instance(instance) => address(instance),
            ValueKind::Foreign(_) => return shallow(interpreter, value, self.span),
            _ => return Ok(value.clone()),
        };
        if let Some((_, copy)) = self.done.get(&address) {
            return Ok(copy.clone());
        }
        interpreter.step(self.span)?;
        self.depth += 1;
        if self.depth > DEPTH {
            let message = format!("the value is nested more than {DEPTH} levels deep");
            let code = &limits::NESTING_LIMIT;
            return Err(Raised::new("RuntimeError", code, message, self.span));
        }
        let copy = self.container(interpreter, value, address)?;
        self.depth -= 1;
        Ok(copy)
    }

    fn remember(&mut self, address: usize, original: &Value, kind: ValueKind) -> Value {
        let copy = Value::new(kind, original.origin);
        self.done.insert(address, (original.clone(), copy.clone()));
        copy
    }

    fn all(&mut self, interpreter: &mut Interpreter, items: &[Value]) -> EvalResult<Vec<Value>> {
        interpreter.allocate(items.len(), self.span)?;
        items
            .iter()
            .map(|item| self.copy(interpreter, item))
            .collect()
    }

    fn container(
        &mut self,
        interpreter: &mut Interpreter,
        value: &Value,
        address: usize,
    ) -> EvalResult {
        match &value.kind {
            ValueKind::List(list) => {
                let new = Rc::new(List::default());
                let copy = self.remember(address, value, ValueKind::List(new.clone()));
                let items = list.borrow().clone();
                *new.borrow_mut() = self.all(interpreter, &items)?;
                Ok(copy)
            }
            ValueKind::Tuple(tuple) => {
                let items = self.all(interpreter, &tuple.items)?;
                let tuple = Tuple {
                    items: items.into(),
                    class: tuple.class.clone(),
                };
                Ok(self.remember(address, value, ValueKind::Tuple(Rc::new(tuple))))
            }
            ValueKind::Dict(dict) => self.dict(interpreter, value, dict, address),
            ValueKind::Set(set) => {
                // CPython rebuilds it from a list of its elements.
                let order = interpreter.language.dict_order;
                let keys = set.items.borrow_mut().keys(order);
                interpreter.allocate(keys.len(), self.span)?;
                let items = keys.into_iter().map(|key| (Key(key), ()));
                let copy = Set {
                    items: RefCell::new(items.collect()),
                    frozen: set.frozen,
                };
                Ok(self.remember(address, value, ValueKind::Set(Rc::new(copy))))
            }
            ValueKind::Instance(instance) => self.instance(interpreter, value, instance, address),
            _ => Ok(value.clone()),
        }
    }

    fn dict(
        &mut self,
        interpreter: &mut Interpreter,
        value: &Value,
        dict: &Dict,
        address: usize,
    ) -> EvalResult {
        let new = Rc::new(Dict {
            entries: Default::default(),
            kind: match &dict.kind {
                DictKind::Default(factory) => DictKind::Default(factory.clone()),
                kind => kind.clone(),
            },
        });
        let copy = self.remember(address, value, ValueKind::Dict(new.clone()));
        let is_counter = matches!(dict.kind, DictKind::Counter);
        let entries = match is_counter {
            true => copied(dict).items(interpreter.language.dict_order),
            false => dict.items(interpreter.language.dict_order),
        };
        interpreter.allocate(entries.len(), self.span)?;
        let mut copies = Entries::default();
        for (key, value) in entries {
            copies.insert(key, self.copy(interpreter, &value)?);
        }
        *new.entries.borrow_mut() = copies;
        if is_counter {
            copy_again(&new);
        }
        Ok(copy)
    }

    fn instance(
        &mut self,
        interpreter: &mut Interpreter,
        value: &Value,
        instance: &Instance,
        address: usize,
    ) -> EvalResult {
        if let Some(method) = interpreter.attribute_if_any(value, "__deepcopy__", self.span)? {
            let memo = Value::dict(Entries::default(), self.span);
            return interpreter.call(&method, positional([memo]), self.span);
        }
        let payload = match &instance.payload {
            Some(payload) => Some(self.copy(interpreter, payload)?),
            None => None,
        };
        let new = Rc::new(Instance {
            class: instance.class.clone(),
            attributes: Attributes::default(),
            payload,
        });
        let copy = self.remember(address, value, ValueKind::Instance(new.clone()));
        for (name, attribute) in instance.attributes.pairs() {
            let attribute = self.copy(interpreter, &attribute)?;
            new.attributes.set(name, attribute);
        }
        Ok(copy)
    }
}
