//! Items: reading, setting, deleting; `len`; sorting.

use super::operator::payload;
use super::slice::{range_length, saturated};
use super::value::{Arguments, DictKind, Iteration, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised, objects};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::{Span, Text};

impl Interpreter<'_> {
    /// `value[index]`.
    pub fn subscript(&mut self, value: &Value, index: &Value, span: Span) -> EvalResult {
        if value.is_poison() || index.is_poison() {
            return Ok(Value::poison(span));
        }
        if let ValueKind::Slice(bounds) = &index.kind {
            return self.slice(value, bounds, span);
        }
        match &value.kind {
            ValueKind::Dict(dict) => {
                let key = self.key(index, span)?;
                let found = dict.entries.borrow().get(&key).cloned();
                match found {
                    Some(found) => Ok(found),
                    None => self.missing_key(value, index, span),
                }
            }
            ValueKind::List(list) => {
                let length = list.borrow().len();
                let position = self.position(index, length, "list", span)?;
                list.borrow()
                    .get(position)
                    .cloned()
                    .ok_or_else(|| out_of_range("list", length, index, span))
            }
            ValueKind::Tuple(tuple) => {
                let length = tuple.items.len();
                let position = self.position(index, length, "tuple", span)?;
                tuple
                    .items
                    .get(position)
                    .cloned()
                    .ok_or_else(|| out_of_range("tuple", length, index, span))
            }
            ValueKind::String(text) => {
                let part = self.letter(text, index, span)?;
                Ok(Value::new(ValueKind::String(part), value.origin))
            }
            ValueKind::Unicode(text) => {
                let part = self.letter(text, index, span)?;
                Ok(Value::new(ValueKind::Unicode(part), value.origin))
            }
            ValueKind::Object(object) => objects::subscript(self, object, index, span),
            ValueKind::Instance(instance) => {
                if let Some(get) = self.method_of(instance, value, "__getitem__") {
                    return self.call(&get, one(index), span);
                }
                if let Some(payload) = instance.payload.clone() {
                    if let ValueKind::Dict(dict) = &payload.kind {
                        let key = self.key(index, span)?;
                        let found = dict.entries.borrow().get(&key).cloned();
                        if let Some(found) = found {
                            return Ok(found);
                        }
                        if let Some(missing) = self.method_of(instance, value, "__missing__") {
                            return self.call(&missing, one(index), span);
                        }
                    }
                    return self.subscript(&payload, index, span);
                }
                Err(self.not_indexable(value, "__getitem__", span))
            }
            ValueKind::Foreign(foreign) => match foreign.clone().index(self, index, span)? {
                Some(found) => Ok(found),
                None => Err(self.not_indexable(value, "__getitem__", span)),
            },
            ValueKind::Iterator(iterator) => {
                let range = match &*iterator.borrow() {
                    Iteration::Range { next, stop, step } => Some((*next, *stop, *step)),
                    _ => None,
                };
                let Some((start, stop, step)) = range else {
                    return Err(self.not_indexable(value, "__getitem__", span));
                };
                let length = range_length(start, stop, step);
                let position = self.position(index, length, "xrange object", span)?;
                Ok(Value::integer(start + position as i64 * step, span))
            }
            _ => Err(self.not_indexable(value, "__getitem__", span)),
        }
    }

    fn missing_key(&mut self, dict_value: &Value, index: &Value, span: Span) -> EvalResult {
        let ValueKind::Dict(dict) = &dict_value.kind else {
            return Ok(Value::poison(span));
        };
        match &dict.kind {
            DictKind::Default(factory) if !matches!(factory.kind, ValueKind::None) => {
                let made = self.call(factory, Arguments::default(), span)?;
                let key = self.key(index, span)?;
                dict.entries.borrow_mut().insert(key, made.clone());
                return Ok(made);
            }
            DictKind::Counter => return Ok(Value::integer(0, span)),
            _ => {}
        }
        let shown = self.repr(index, span)?;
        let mut diagnostic = self
            .no_key(index, &shown, span)
            .at("no such key")
            .label_unless_same(dict_value.origin, "this is the dict");
        let entries = dict.entries.borrow();
        if let Some(wanted) = index.as_text() {
            let keys = entries
                .inserted()
                .filter_map(|(key, _)| key.value().as_text());
            if let Some(near) = self.nearest(wanted, keys.map(|key| key.as_str())) {
                diagnostic = diagnostic.help(format!("did you mean `'{near}'`?"));
            }
        }
        Err(Raised::with_diagnostic("KeyError", shown, diagnostic))
    }

    /// The error for a key that a dict does not have; `shown` is how Python writes the key.
    fn no_key(&self, key: &Value, shown: &str, span: Span) -> Diagnostic {
        let name = match self.variables.unset_behind(key) {
            Some(_) => self.describe(key),
            None => format!("`{shown}`"),
        };
        let message = format!("the dict has no key {name}");
        self.with_unset(Diagnostic::new(&eval::MISSING_KEY, message, span), &[key])
    }

    /// An index as a position; one that is too large stays too large.
    /// A value as an index, also by its `__index__`.
    pub(super) fn as_index(&mut self, value: &Value, span: Span) -> EvalResult {
        let inside = payload(value);
        let ValueKind::Instance(instance) = &inside.kind else {
            return Ok(inside);
        };
        match self.method_of(instance, &inside, "__index__") {
            Some(method) => self.call(&method, Arguments::default(), span),
            None => Ok(inside),
        }
    }

    fn position(
        &mut self,
        index: &Value,
        length: usize,
        what: &'static str,
        span: Span,
    ) -> EvalResult<usize> {
        let number = match &self.as_index(index, span)?.kind {
            ValueKind::Integer(number) => *number,
            ValueKind::Boolean(flag) => i64::from(*flag),
            ValueKind::BigInteger(number) => saturated(number),
            _ => {
                let found = self.type_name(index);
                let named = if what == "string" { "string" } else { what };
                return Err(Raised::with_diagnostic(
                    "TypeError",
                    format!("{named} indices must be integers, not {found}"),
                    Diagnostic::new(
                        &eval::TYPE_ERROR,
                        format!(
                            "the index of a {what} must be an integer, found {}",
                            self.describe(index)
                        ),
                        span,
                    ),
                ));
            }
        };
        let position = if number < 0 {
            number + length as i64
        } else {
            number
        };
        match usize::try_from(position) {
            Ok(position) if position < length => Ok(position),
            _ => Err(out_of_range(what, length, index, span)),
        }
    }

    fn letter(&mut self, text: &Text, index: &Value, span: Span) -> EvalResult<Text> {
        let position = self.position(index, text.char_count(), "string", span)?;
        let (start, letter) = if text.is_ascii() {
            (position, 1)
        } else {
            text.char_indices()
                .nth(position)
                .map_or((0, 0), |(at, letter)| (at, letter.len_utf8()))
        };
        Ok(text.slice(start, start + letter))
    }

    #[cold]
    pub(super) fn not_indexable(&mut self, value: &Value, method: &str, span: Span) -> Box<Raised> {
        let found = self.type_name(value);
        let (python_message, what) = match method {
            "__getitem__" => (
                format!("'{found}' object has no attribute '__getitem__'"),
                "has no items",
            ),
            "__setitem__" => (
                format!("'{found}' object does not support item assignment"),
                "cannot be changed by assigning to its items",
            ),
            _ => (
                format!("'{found}' object doesn't support item deletion"),
                "has no items that can be deleted",
            ),
        };
        let diagnostic = Diagnostic::new(
            &eval::TYPE_ERROR,
            format!("{} {what}", self.describe(value)),
            span,
        );
        let diagnostic = self.with_origin(diagnostic, value);
        Raised::with_diagnostic("TypeError", python_message, diagnostic)
    }

    /// `value[index] = new`.
    pub fn set_subscript(
        &mut self,
        value: &Value,
        index: &Value,
        new: Value,
        span: Span,
    ) -> EvalResult<()> {
        if value.is_poison() || index.is_poison() {
            return Ok(());
        }
        match &value.kind {
            ValueKind::Dict(dict) => {
                let key = self.key(index, span)?;
                self.allocate(1, span)?;
                dict.entries.borrow_mut().insert(key, new);
                Ok(())
            }
            ValueKind::List(list) => {
                if let ValueKind::Slice(bounds) = &index.kind {
                    let items = self.items(&new, span)?;
                    return self.set_slice(list, bounds, items, span);
                }
                let length = list.borrow().len();
                let position = self.position(index, length, "list", span)?;
                if let Some(item) = list.borrow_mut().get_mut(position) {
                    *item = new;
                }
                Ok(())
            }
            ValueKind::Instance(instance) => {
                if let Some(set) = self.method_of(instance, value, "__setitem__") {
                    let arguments = Arguments {
                        positional: [index.clone(), new].into_iter().collect(),
                        keywords: Vec::new(),
                    };
                    return self.call(&set, arguments, span).map(|_| ());
                }
                match instance.payload.clone() {
                    Some(payload) => self.set_subscript(&payload, index, new, span),
                    None => Err(self.not_indexable(value, "__setitem__", span)),
                }
            }
            ValueKind::Foreign(foreign) => {
                if foreign.clone().set_index(self, index, new, span)? {
                    return Ok(());
                }
                Err(self.not_indexable(value, "__setitem__", span))
            }
            _ => Err(self.not_indexable(value, "__setitem__", span)),
        }
    }

    /// `del value[index]`.
    pub fn delete_subscript(&mut self, value: &Value, index: &Value, span: Span) -> EvalResult<()> {
        if value.is_poison() || index.is_poison() {
            return Ok(());
        }
        match &value.kind {
            ValueKind::Dict(dict) => {
                let key = self.key(index, span)?;
                let removed = dict.entries.borrow_mut().remove(&key);
                match removed {
                    Some(_) => Ok(()),
                    None if matches!(dict.kind, DictKind::Counter) => Ok(()),
                    None => {
                        let shown = self.repr(index, span)?;
                        let diagnostic = self.no_key(index, &shown, span);
                        Err(Raised::with_diagnostic("KeyError", shown, diagnostic))
                    }
                }
            }
            ValueKind::List(list) => {
                let length = list.borrow().len();
                self.work(length, span)?;
                if let ValueKind::Slice(bounds) = &index.kind {
                    let mut positions = self.slice_positions(bounds, length, span)?;
                    positions.sort_unstable();
                    let mut gone = positions.into_iter().peekable();
                    let mut at = 0;
                    list.borrow_mut().retain(|_| {
                        let remove = gone.next_if_eq(&at).is_some();
                        at += 1;
                        !remove
                    });
                    return Ok(());
                }
                let position = self.position(index, length, "list", span)?;
                list.borrow_mut().remove(position);
                Ok(())
            }
            ValueKind::Instance(instance) => {
                if let Some(delete) = self.method_of(instance, value, "__delitem__") {
                    return self.call(&delete, one(index), span).map(|_| ());
                }
                match instance.payload.clone() {
                    Some(payload) => self.delete_subscript(&payload, index, span),
                    None => Err(self.not_indexable(value, "__delitem__", span)),
                }
            }
            ValueKind::Foreign(foreign) if foreign.clone().delete_index(self, index, span)? => {
                Ok(())
            }
            _ => Err(self.not_indexable(value, "__delitem__", span)),
        }
    }

    /// `len(value)`.
    pub fn length(&mut self, value: &Value, span: Span) -> EvalResult<usize> {
        let length = match &value.kind {
            ValueKind::String(text) | ValueKind::Unicode(text) => Some(text.char_count()),
            ValueKind::List(list) => Some(list.borrow().len()),
            ValueKind::Tuple(tuple) => Some(tuple.items.len()),
            ValueKind::Dict(dict) => Some(dict.entries.borrow().len()),
            ValueKind::Set(set) => Some(set.items.borrow().len()),
            ValueKind::Object(object) => return objects::length(self, object, span),
            ValueKind::Foreign(foreign) => foreign.length(),
            ValueKind::Iterator(iterator) => match &*iterator.borrow() {
                Iteration::Range { next, stop, step } => Some(range_length(*next, *stop, *step)),
                _ => None,
            },
            ValueKind::Instance(instance) => {
                if let Some(method) = self.method_of(instance, value, "__len__") {
                    let result = self.call(&method, Arguments::default(), span)?;
                    match result.kind {
                        ValueKind::Integer(length) => Some(usize::try_from(length).unwrap_or(0)),
                        ValueKind::Poison => return Err(Raised::poisoned()),
                        _ => None,
                    }
                } else if let Some(payload) = instance.payload.clone() {
                    return self.length(&payload, span);
                } else {
                    None
                }
            }
            ValueKind::Poison => return Err(Raised::poisoned()),
            _ => None,
        };
        length.ok_or_else(|| {
            let found = self.type_name(value);
            Raised::with_diagnostic(
                "TypeError",
                format!("object of type '{found}' has no len()"),
                self.with_origin(
                    Diagnostic::new(
                        &eval::TYPE_ERROR,
                        format!("{} has no length", self.describe(value)),
                        span,
                    ),
                    value,
                ),
            )
        })
    }
}

pub(super) fn one(argument: &Value) -> Arguments {
    Arguments {
        positional: [argument.clone()].into_iter().collect(),
        keywords: Vec::new(),
    }
}

#[cold]
fn out_of_range(what: &str, length: usize, index: &Value, span: Span) -> Box<Raised> {
    let found = match &index.kind {
        ValueKind::Integer(index) => format!("the index {index}"),
        _ => "the index".to_owned(),
    };
    let holds = match length {
        0 => format!("the {what} is empty"),
        1 => format!("the {what} has 1 item"),
        _ => format!("the {what} has {length} items"),
    };
    Raised::with_diagnostic(
        "IndexError",
        format!("{what} index out of range"),
        Diagnostic::new(
            &eval::INDEX_OUT_OF_RANGE,
            format!("{found} is out of range: {holds}"),
            span,
        ),
    )
}
