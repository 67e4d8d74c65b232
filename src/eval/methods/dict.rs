//! The methods of dicts and of their relatives.

use super::wrong_receiver;
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{
    alone, bind, bind_method, receiver, type_error, value_error, wrong_argument, wrong_count,
};
use crate::eval::builtins::kind::type_name;
use crate::eval::value::{Dict, DictKind, Entries, Iteration, Key, Set};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::Span;
use std::cell::RefCell;
use std::rc::Rc;

super::methods! {
    /// Every method of dicts.
    METHODS:
    "clear" => clear,
    "copy" => copy,
    "fromkeys" => from_keys,
    "get" => get,
    "has_key" => has_key,
    "items" => items,
    "iteritems" => iterate_items,
    "iterkeys" => iterate_keys,
    "itervalues" => iterate_values,
    "keys" => keys,
    "pop" => pop,
    "popitem" => pop_item,
    "setdefault" => set_default,
    "update" => update,
    "values" => values,
    "viewitems" => items,
    "viewkeys" => view_keys,
    "viewvalues" => values,
    "__init__" => init,
}

pub(super) fn dict_of(method: &'static str, this: &Value, span: Span) -> EvalResult<Rc<Dict>> {
    match &this.kind {
        ValueKind::Dict(dict) => Ok(dict.clone()),
        _ => wrong_receiver(method, "dict", this, span),
    }
}

/// A dict of a kind as a value.
pub(in crate::eval) fn dict_value(entries: Entries, kind: DictKind, origin: Span) -> Value {
    let dict = Dict {
        entries: RefCell::new(entries),
        kind,
    };
    Value::new(ValueKind::Dict(Rc::new(dict)), origin)
}

fn clear(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("clear", arguments, span)?;
    dict_of("clear", &this, span)?.entries.borrow_mut().clear();
    Ok(Value::none(span))
}

fn copy(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("copy", arguments, span)?;
    let dict = dict_of("copy", &this, span)?;
    let entries = dict.entries.borrow().clone();
    interpreter.allocate(entries.len(), span)?;
    let kind = match &dict.kind {
        DictKind::Environ => DictKind::Plain,
        kind => kind.clone(),
    };
    Ok(dict_value(entries, kind, span))
}

/// Called on the type, without a receiver, or on a dict: `{}.fromkeys(names)`.
pub(in crate::eval) fn from_keys(
    interpreter: &mut Interpreter,
    mut arguments: Arguments,
    span: Span,
) -> EvalResult {
    let receiver_given = match arguments.positional.as_slice() {
        [first, second, rest @ ..] => match &first.kind {
            ValueKind::Class(_) => true,
            ValueKind::Dict(dict) => {
                let empty = dict.entries.borrow().is_empty();
                let keys = !matches!(
                    second.kind,
                    ValueKind::None | ValueKind::Boolean(_) | ValueKind::Integer(_)
                );
                empty && keys || !rest.is_empty()
            }
            _ => false,
        },
        _ => false,
    };
    if receiver_given {
        arguments.positional.remove(0);
    }
    let ([keys], [value]) = bind("fromkeys", arguments, &[], span)?;
    let value = value.unwrap_or_else(|| Value::none(span));
    let keys = interpreter.items(&keys, span)?;
    interpreter.allocate(keys.len(), span)?;
    let mut entries = Entries::default();
    for key in keys {
        entries.insert(interpreter.key(&key, span)?, value.clone());
    }
    Ok(Value::dict(entries, span))
}

fn lookup(
    interpreter: &mut Interpreter,
    dict: &Dict,
    key: &Value,
    span: Span,
) -> EvalResult<(Key, Option<Value>)> {
    let key = interpreter.key(key, span)?;
    let found = dict.entries.borrow().get(&key).cloned();
    Ok((key, found))
}

fn get(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [key], [default]) = bind_method("get", arguments, &[], span)?;
    let dict = dict_of("get", &this, span)?;
    let (_, found) = lookup(interpreter, &dict, &key, span)?;
    Ok(found.or(default).unwrap_or_else(|| Value::none(span)))
}

fn has_key(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [key], []) = bind_method("has_key", arguments, &[], span)?;
    let dict = dict_of("has_key", &this, span)?;
    let (_, found) = lookup(interpreter, &dict, &key, span)?;
    Ok(Value::boolean(found.is_some(), span))
}

fn pop(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [key], [default]) = bind_method("pop", arguments, &["key", "default"], span)?;
    let dict = dict_of("pop", &this, span)?;
    let key_value = key;
    let key = interpreter.key(&key_value, span)?;
    let removed = dict.entries.borrow_mut().shift_remove(&key);
    match removed.or(default) {
        Some(value) => Ok(value),
        None => Err(missing_key(interpreter, &key_value, span)),
    }
}

/// `KeyError`, at the place that wrote the key if that is inside the call.
pub(in crate::eval) fn missing_key(
    interpreter: &mut Interpreter,
    key: &Value,
    span: Span,
) -> Box<Raised> {
    match interpreter.repr(key, span) {
        Ok(repr) => {
            let message = format!("there is no key {repr}");
            let diagnostic =
                crate::diagnostic::Diagnostic::new(&codes::eval::MISSING_KEY, message, span);
            Raised::saying("KeyError", repr, diagnostic)
        }
        Err(raised) => raised,
    }
}

fn pop_item(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [], [last]) = bind_method("popitem", arguments, &["last"], span)?;
    let dict = dict_of("popitem", &this, span)?;
    let first = matches!(
        last.map(|value| value.kind),
        Some(ValueKind::Boolean(false) | ValueKind::Integer(0))
    );
    let mut entries = dict.entries.borrow_mut();
    let removed = if first {
        entries.shift_remove_index(0)
    } else {
        entries.pop()
    };
    match removed {
        Some((key, value)) => Ok(Value::tuple(vec![key.value().clone(), value], span)),
        None => {
            let message = "'popitem(): dictionary is empty'";
            let code = &codes::eval::MISSING_KEY;
            Err(Raised::new("KeyError", code, message, span))
        }
    }
}

fn set_default(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [key], [default]) = bind_method("setdefault", arguments, &[], span)?;
    let dict = dict_of("setdefault", &this, span)?;
    let (key, found) = lookup(interpreter, &dict, &key, span)?;
    if let Some(found) = found {
        return Ok(found);
    }
    let default = default.unwrap_or_else(|| Value::none(span));
    dict.entries.borrow_mut().insert(key, default.clone());
    Ok(default)
}

fn key_values(dict: &Dict) -> Vec<Value> {
    let entries = dict.entries.borrow();
    entries.keys().map(|key| key.value().clone()).collect()
}

fn pairs(dict: &Dict, span: Span) -> Vec<Value> {
    let entries = dict.entries.borrow();
    entries
        .iter()
        .map(|(key, value)| Value::tuple(vec![key.value().clone(), value.clone()], span))
        .collect()
}

fn iterator(items: Vec<Value>, span: Span) -> Value {
    let iteration = Iteration::Items { items, position: 0 };
    Value::new(ValueKind::iterator(iteration), span)
}

fn listed(
    interpreter: &mut Interpreter,
    method: &'static str,
    arguments: Arguments,
    span: Span,
) -> EvalResult<Rc<Dict>> {
    let this = alone(method, arguments, span)?;
    let dict = dict_of(method, &this, span)?;
    let size = dict.entries.borrow().len();
    interpreter.allocate(size, span)?;
    Ok(dict)
}

fn keys(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "keys", arguments, span)?;
    Ok(Value::list(key_values(&dict), span))
}

fn values(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "values", arguments, span)?;
    let values = dict.entries.borrow().values().cloned().collect();
    Ok(Value::list(values, span))
}

fn items(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "items", arguments, span)?;
    Ok(Value::list(pairs(&dict, span), span))
}

fn iterate_keys(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "iterkeys", arguments, span)?;
    Ok(iterator(key_values(&dict), span))
}

fn iterate_values(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "itervalues", arguments, span)?;
    let values = dict.entries.borrow().values().cloned().collect();
    Ok(iterator(values, span))
}

fn iterate_items(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "iteritems", arguments, span)?;
    Ok(iterator(pairs(&dict, span), span))
}

/// A set, so that `a.viewkeys() & b.viewkeys()` works.
fn view_keys(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "viewkeys", arguments, span)?;
    let items = dict.entries.borrow().keys().cloned().collect();
    let set = Set {
        items: RefCell::new(items),
        frozen: false,
    };
    Ok(Value::new(ValueKind::Set(Rc::new(set)), span))
}

fn update(interpreter: &mut Interpreter, mut arguments: Arguments, span: Span) -> EvalResult {
    let this = receiver("update", &mut arguments, span)?;
    let dict = dict_of("update", &this, span)?;
    merge(interpreter, "update", &dict, arguments, span)?;
    Ok(Value::none(span))
}

fn init(interpreter: &mut Interpreter, mut arguments: Arguments, span: Span) -> EvalResult {
    let this = receiver("__init__", &mut arguments, span)?;
    let dict = dict_of("__init__", &this, span)?;
    merge(interpreter, "__init__", &dict, arguments, span)?;
    Ok(Value::none(span))
}

/// Puts a mapping or pairs, and then keywords, into a dict: what `dict(…)` and `update` do.
pub(in crate::eval) fn merge(
    interpreter: &mut Interpreter,
    function: &'static str,
    dict: &Dict,
    arguments: Arguments,
    span: Span,
) -> EvalResult<()> {
    if arguments.positional.len() > 1 {
        return Err(wrong_count(
            function,
            0,
            1,
            arguments.positional.len(),
            span,
        ));
    }
    if let Some(source) = arguments.positional.first() {
        merge_from(interpreter, function, dict, source, span)?;
    }
    for (name, name_span, value) in arguments.keywords {
        let key = interpreter.key(&Value::string(&*name, name_span), span)?;
        dict.entries.borrow_mut().insert(key, value);
    }
    Ok(())
}

fn merge_from(
    interpreter: &mut Interpreter,
    function: &'static str,
    dict: &Dict,
    source: &Value,
    span: Span,
) -> EvalResult<()> {
    let source = crate::eval::builtins::arguments::payload(source.clone());
    if let ValueKind::Dict(other) = &source.kind {
        let others = other.entries.borrow().clone();
        interpreter.allocate(others.len(), span)?;
        dict.entries.borrow_mut().extend(others);
        return Ok(());
    }
    if let Some(keys) = keys_method(interpreter, &source, span)? {
        let keys = interpreter.call(&keys, Arguments::default(), span)?;
        for key in interpreter.items(&keys, span)? {
            let value = interpreter.subscript(&source, &key, span)?;
            let key = interpreter.key(&key, span)?;
            dict.entries.borrow_mut().insert(key, value);
        }
        return Ok(());
    }
    if matches!(
        source.kind,
        ValueKind::None | ValueKind::Boolean(_) | ValueKind::Integer(_) | ValueKind::Float(_)
    ) {
        let python = format!("'{}' object is not iterable", type_name(&source));
        let expected = "a dict or pairs of key and value";
        return Err(wrong_argument(function, expected, &source, python, span));
    }
    for (index, pair) in interpreter.items(&source, span)?.into_iter().enumerate() {
        let (key, value) = pair_of(interpreter, index, &pair, span)?;
        let key = interpreter.key(&key, span)?;
        dict.entries.borrow_mut().insert(key, value);
    }
    Ok(())
}

/// What has a method `keys` counts as a mapping.
fn keys_method(
    interpreter: &mut Interpreter,
    source: &Value,
    span: Span,
) -> EvalResult<Option<Value>> {
    match source.kind {
        ValueKind::Instance(_) | ValueKind::Foreign(_) | ValueKind::Object(_) => {
            interpreter.attribute_if_any(source, "keys", span)
        }
        _ => Ok(None),
    }
}

fn pair_of(
    interpreter: &mut Interpreter,
    index: usize,
    pair: &Value,
    span: Span,
) -> EvalResult<(Value, Value)> {
    if matches!(
        pair.kind,
        ValueKind::None | ValueKind::Boolean(_) | ValueKind::Integer(_) | ValueKind::Float(_)
    ) {
        let message =
            format!("cannot convert dictionary update sequence element #{index} to a sequence");
        return Err(type_error(message, pair.origin));
    }
    let items = interpreter.items(pair, span)?;
    let length = items.len();
    let mut items = items.into_iter();
    match (items.next(), items.next(), items.next()) {
        (Some(key), Some(value), None) => Ok((key, value)),
        _ => {
            let message = format!(
                "dictionary update sequence element #{index} has length {length}; 2 is required"
            );
            Err(value_error(message, pair.origin))
        }
    }
}
