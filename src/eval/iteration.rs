//! Iterating over every kind of value.

use super::compare::ELEMENT;
use super::value::{Arguments, DictKind, DictOrder, Iteration, Lazy, Tuple, Value, ValueKind};
use super::work_size::work_size;
use super::{EvalResult, Interpreter, Raised, objects};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::Span;
use std::rc::Rc;

/// What a letter of a text takes as a value of its own, in bytes.
const LETTER: usize = 180;

impl Interpreter<'_> {
    /// Starts an iteration, or raises `TypeError`.
    pub fn iterate(&mut self, value: &Value, span: Span) -> EvalResult<Iteration> {
        let items = match &value.kind {
            ValueKind::List(list) => {
                return Ok(Iteration::List {
                    list: list.clone(),
                    position: 0,
                });
            }
            ValueKind::Tuple(tuple) => {
                return Ok(Iteration::Lazy(Box::new(TupleItems(tuple.clone(), 0))));
            }
            ValueKind::Dict(_) | ValueKind::Set(_) => {
                let keys = Watched {
                    items: self.keys_of(value, span).into_iter(),
                    size: size_of(value),
                    container: value.clone(),
                };
                return Ok(Iteration::Lazy(Box::new(keys)));
            }
            ValueKind::String(text) | ValueKind::Unicode(text) => {
                let unicode = matches!(value.kind, ValueKind::Unicode(_));
                let letters = text.char_count();
                self.work(letters * ELEMENT, span)?;
                self.expect(letters * LETTER, span)?;
                let letters = text.char_indices().map(|(at, letter)| {
                    let part = text.slice(at, at + letter.len_utf8());
                    let kind = if unicode {
                        ValueKind::Unicode(part)
                    } else {
                        ValueKind::String(part)
                    };
                    Value::new(kind, value.origin)
                });
                letters.collect()
            }
            ValueKind::Iterator(iterator) => {
                if let Iteration::Range { next, stop, step } = &*iterator.borrow() {
                    return Ok(Iteration::Range {
                        next: *next,
                        stop: *stop,
                        step: *step,
                    });
                }
                return Ok(Iteration::Lazy(Box::new(Shared(value.clone()))));
            }
            ValueKind::Object(object) => return objects::iterate(self, object, span),
            ValueKind::Foreign(foreign) => {
                let foreign = foreign.clone();
                return match foreign.iterate(self, value, span)? {
                    Some(iteration) => Ok(iteration),
                    None => Err(self.not_iterable(value, span)),
                };
            }
            ValueKind::Instance(instance) => {
                if let Some(iter) = self.method_of(instance, value, "__iter__") {
                    let iterator = self.call(&iter, Arguments::default(), span)?;
                    if let ValueKind::Instance(inner) = &iterator.kind
                        && Rc::ptr_eq(inner, instance)
                        && self.next_method(&iterator).is_none()
                    {
                        return Err(self.not_iterable(value, span));
                    }
                    if let Some(next) = self.next_method(&iterator) {
                        return Ok(Iteration::Lazy(Box::new(Calls(next))));
                    }
                    return self.nested(span, |i| i.iterate(&iterator, span));
                }
                if let Some(get) = self.method_of(instance, value, "__getitem__") {
                    return Ok(Iteration::Lazy(Box::new(Indexed(get, 0))));
                }
                if let Some(next) = self.next_method(value) {
                    return Ok(Iteration::Lazy(Box::new(Calls(next))));
                }
                match instance.payload.clone() {
                    Some(payload) => return self.iterate(&payload, span),
                    None => return Err(self.not_iterable(value, span)),
                }
            }
            ValueKind::Poison => return Err(Raised::poisoned()),
            _ => return Err(self.not_iterable(value, span)),
        };
        Ok(Iteration::Items { items, position: 0 })
    }

    /// The keys of a dict or set, in its order.
    fn keys_of(&self, value: &Value, span: Span) -> Vec<Value> {
        let _position = self.at(span);
        match &value.kind {
            ValueKind::Dict(dict) => dict.keys(self.language.dict_order),
            ValueKind::Set(set) => set.items.borrow_mut().keys(self.language.dict_order),
            _ => Vec::new(),
        }
    }

    fn next_method(&mut self, value: &Value) -> Option<Value> {
        let ValueKind::Instance(instance) = &value.kind else {
            return None;
        };
        self.method_of(instance, value, "next")
            .or_else(|| self.method_of(instance, value, "__next__"))
    }

    #[cold]
    fn not_iterable(&mut self, value: &Value, span: Span) -> Box<Raised> {
        let found = self.type_name(value);
        Raised::with_diagnostic(
            "TypeError",
            format!("'{found}' object is not iterable"),
            self.with_origin(
                Diagnostic::new(
                    &eval::TYPE_ERROR,
                    format!("a list was expected, found {}", self.describe(value)),
                    span,
                ),
                value,
            ),
        )
    }

    /// The next item of an iteration.
    #[inline]
    pub fn next(&mut self, iteration: &mut Iteration, span: Span) -> EvalResult<Option<Value>> {
        match iteration {
            Iteration::Items { items, position } => {
                let item = items.get(*position).cloned();
                *position += 1;
                Ok(item)
            }
            Iteration::List { list, position } => {
                let item = list.borrow().get(*position).cloned();
                *position += 1;
                Ok(item)
            }
            Iteration::Range { next, stop, step } => {
                let ends = if *step > 0 {
                    *next >= *stop
                } else {
                    *next <= *stop
                };
                if ends {
                    return Ok(None);
                }
                let item = Value::integer(*next, span);
                *next = next.saturating_add(*step);
                Ok(Some(item))
            }
            Iteration::Lazy(_) => self.next_lazy(iteration, span),
            Iteration::Done => Ok(None),
        }
    }

    #[inline(never)]
    fn next_lazy(&mut self, iteration: &mut Iteration, span: Span) -> EvalResult<Option<Value>> {
        self.nested(span, |interpreter| {
            let Iteration::Lazy(state) = iteration else {
                return Ok(None);
            };
            match state.start(interpreter, span) {
                Ok(None) => state.next(interpreter, span),
                Ok(Some(started)) => {
                    *iteration = started;
                    interpreter.next(iteration, span)
                }
                Err(raised) => {
                    *iteration = Iteration::Done;
                    Err(raised)
                }
            }
        })
    }

    /// All items of a value, within the limits.
    pub fn items(&mut self, value: &Value, span: Span) -> EvalResult<Vec<Value>> {
        match &value.kind {
            ValueKind::List(list) => {
                let items = list.borrow().clone();
                self.allocate_items(items.len(), span)?;
                return Ok(items);
            }
            ValueKind::Tuple(tuple) => {
                self.work(tuple.items.len() * ELEMENT, span)?;
                return Ok(tuple.items.to_vec());
            }
            // Nothing can change it meanwhile.
            ValueKind::Dict(_) | ValueKind::Set(_) => {
                let keys = self.keys_of(value, span);
                self.allocate_items(keys.len(), span)?;
                return Ok(keys);
            }
            _ => {}
        }
        let mut iteration = self.iterate(value, span)?;
        let mut items = Vec::new();
        while let Some(item) = self.next(&mut iteration, span)? {
            self.step(span)?;
            self.allocate(1, span)?;
            items.push(item);
        }
        Ok(items)
    }

    /// Keys and values as `**` takes them: an `OrderedDict` gives the order of the dict that it is made of.
    pub(super) fn raw_entries(
        &mut self,
        value: &Value,
        order: DictOrder,
        span: Span,
    ) -> EvalResult<Vec<(Value, Value)>> {
        let ValueKind::Dict(dict) = super::operator::payload(value).kind else {
            return self.mapping_entries(value, span);
        };
        self.work(work_size(value), span)?;
        let entries = dict.entries.borrow_mut().entries(order);
        let entries = entries.into_iter();
        Ok(entries.map(|(key, value)| (key.0, value)).collect())
    }

    /// Keys and values of a dict or anything with `keys`, as `**` and `dict()` take them.
    pub fn mapping_entries(
        &mut self,
        value: &Value,
        span: Span,
    ) -> EvalResult<Vec<(Value, Value)>> {
        self.work(work_size(value), span)?;
        match &value.kind {
            ValueKind::Dict(dict) => {
                let items = dict.items(self.language.dict_order).into_iter();
                Ok(items.map(|(key, value)| (key.0, value)).collect())
            }
            ValueKind::Instance(instance) if instance.payload.is_some() => {
                let payload = instance.payload.clone().unwrap_or(Value::none(span));
                self.mapping_entries(&payload, span)
            }
            ValueKind::Poison => Err(Raised::poisoned()),
            _ => {
                let Some(keys) = self.attribute_if_any(value, "keys", span)? else {
                    let found = self.type_name(value);
                    return Err(Raised::with_diagnostic(
                        "TypeError",
                        format!("argument after ** must be a mapping, not {found}"),
                        Diagnostic::new(
                            &eval::TYPE_ERROR,
                            format!("a dict was expected, found {}", self.describe(value)),
                            span,
                        ),
                    ));
                };
                let keys = self.call(&keys, Arguments::default(), span)?;
                let mut entries = Vec::new();
                for key in self.items(&keys, span)? {
                    let item = self.subscript(value, &key, span)?;
                    entries.push((key, item));
                }
                Ok(entries)
            }
        }
    }
}

/// The items of a tuple.
#[derive(Debug)]
struct TupleItems(Rc<Tuple>, usize);

impl Lazy for TupleItems {
    fn next(&mut self, _: &mut Interpreter, _: Span) -> EvalResult<Option<Value>> {
        let item = self.0.items.get(self.1).cloned();
        self.1 += 1;
        Ok(item)
    }
}

/// The keys of a dict or set, as long as it does not change its size.
#[derive(Debug)]
struct Watched {
    items: std::vec::IntoIter<Value>,
    container: Value,
    size: usize,
}

impl Lazy for Watched {
    fn next(&mut self, _: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        if size_of(&self.container) == self.size {
            return Ok(self.items.next());
        }
        self.size = size_of(&self.container);
        self.items = Vec::new().into_iter();
        let (kind, python) = match self.container.kind {
            ValueKind::Dict(_) => ("dict", "dictionary"),
            _ => ("set", "Set"),
        };
        let message = format!("the {kind} changed size during iteration");
        let diagnostic = Diagnostic::new(&eval::VALUE_ERROR, message, span)
            .help("iterate over a copy: `list(…)`");
        let python = format!("{python} changed size during iteration");
        Err(Raised::with_diagnostic("RuntimeError", python, diagnostic))
    }
}

/// How many elements a dict or set has. An `OrderedDict` is not watched.
fn size_of(container: &Value) -> usize {
    match &container.kind {
        ValueKind::Dict(dict) if !matches!(dict.kind, DictKind::Ordered) => {
            dict.entries.borrow().len()
        }
        ValueKind::Set(set) => set.items.borrow().len(),
        _ => 0,
    }
}

/// An iterator that others may be using as well.
#[derive(Debug)]
pub(super) struct Shared(pub(super) Value);

impl Lazy for Shared {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        // It is taken out while it runs: one that asks for its own next item finds it at its end.
        let ValueKind::Iterator(shared) = &self.0.kind else {
            return Ok(None);
        };
        let mut iteration = shared.replace(Iteration::Done);
        let result = interpreter.next(&mut iteration, span);
        if matches!(result, Ok(Some(_))) {
            shared.replace(iteration);
        }
        result
    }
}

/// An object's `next` method, called until it raises `StopIteration`.
#[derive(Debug)]
struct Calls(Value);

impl Lazy for Calls {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        until(interpreter, "StopIteration", |i| {
            i.call(&self.0, Arguments::default(), span)
        })
    }
}

/// An object's `__getitem__`, called with 0, 1, 2, … until it raises `IndexError`.
#[derive(Debug)]
struct Indexed(Value, i64);

impl Lazy for Indexed {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        let arguments = Arguments {
            positional: [Value::integer(self.1, span)].into_iter().collect(),
            keywords: Vec::new(),
        };
        self.1 += 1;
        until(interpreter, "IndexError", |i| {
            i.call(&self.0, arguments, span)
        })
    }
}

fn until(
    interpreter: &mut Interpreter,
    end: &str,
    action: impl FnOnce(&mut Interpreter) -> EvalResult,
) -> EvalResult<Option<Value>> {
    match interpreter.guard(action) {
        Ok(item) => Ok(Some(item)),
        Err(raised) if interpreter.is_exception(&raised, end) => Ok(None),
        Err(raised) => Err(raised),
    }
}
