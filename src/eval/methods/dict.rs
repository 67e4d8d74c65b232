//! The methods of dicts and of their relatives.

use super::wrong_receiver;
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{
    alone, bind, bind_method, receiver, type_error, value_error, wrong_argument, wrong_count,
};
use crate::eval::builtins::kind::type_name;
use crate::eval::keywords;
use crate::eval::value::{Dict, DictKind, DictOrder, Entries, Iteration, Key};
use crate::eval::views::{Shown, View};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::Span;
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
    "viewitems" => |_, a, s| view(a, "viewitems", Shown::Items, s),
    "viewkeys" => |_, a, s| view(a, "viewkeys", Shown::Keys, s),
    "viewvalues" => |_, a, s| view(a, "viewvalues", Shown::Values, s),
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
    Value::new(ValueKind::Dict(Rc::new(Dict::new(entries, kind))), origin)
}

fn clear(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("clear", arguments, span)?;
    dict_of("clear", &this, span)?.entries.borrow_mut().clear();
    Ok(Value::none(span))
}

fn copy(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("copy", arguments, span)?;
    let dict = dict_of("copy", &this, span)?;
    interpreter.allocate(dict.entries.borrow().len(), span)?;
    Ok(Value::new(ValueKind::Dict(Rc::new(copied(&dict))), span))
}

/// What the method `copy` of a dict makes.
pub(in crate::eval) fn copied(dict: &Dict) -> Dict {
    let mut entries = dict.entries.borrow_mut();
    match &dict.kind {
        // It is added to item by item, and so has another table.
        DictKind::Ordered => Dict::new(entries.readded(DictOrder::Insertion), DictKind::Ordered),
        // `dict.copy` gives a plain dict.
        DictKind::Environ | DictKind::Frozen => Dict::new(entries.copy(), DictKind::Plain),
        kind => Dict::new(entries.copy(), kind.clone()),
    }
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
    let items = interpreter.items(&keys, span)?;
    interpreter.allocate(items.len(), span)?;
    let mut them = Vec::with_capacity(items.len());
    for key in items {
        them.push((interpreter.key(&key, span)?, value.clone()));
    }
    let entries = match &keys.kind {
        ValueKind::Set(_) => Entries::from_keys(them),
        ValueKind::Dict(dict) if matches!(dict.kind, DictKind::Plain) => Entries::from_keys(them),
        _ => them.into_iter().collect(),
    };
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
    let removed = dict.entries.borrow_mut().remove(&key);
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
            let message = format!("unknown key {repr}");
            let diagnostic =
                crate::diagnostic::Diagnostic::new(&codes::eval::MISSING_KEY, message, span);
            Raised::with_diagnostic("KeyError", repr, diagnostic)
        }
        Err(raised) => raised,
    }
}

fn pop_item(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [], [last]) = bind_method("popitem", arguments, &["last"], span)?;
    let dict = dict_of("popitem", &this, span)?;
    let first = matches!(
        last.map(|value| value.kind),
        Some(ValueKind::Boolean(false) | ValueKind::Integer(0))
    );
    let mut entries = dict.entries.borrow_mut();
    let removed = match dict.order(interpreter.language.dict_order) {
        DictOrder::Python2 => entries.pop(),
        DictOrder::Insertion => entries.pop_inserted(!first),
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

fn pairs(interpreter: &Interpreter, dict: &Dict, span: Span) -> Vec<Value> {
    let items = dict.items(interpreter.language.dict_order).into_iter();
    items
        .map(|(key, value)| Value::tuple(vec![key.0, value], span))
        .collect()
}

fn value_list(interpreter: &Interpreter, dict: &Dict) -> Vec<Value> {
    let items = dict.items(interpreter.language.dict_order).into_iter();
    items.map(|(_, value)| value).collect()
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
    Ok(Value::list(
        dict.keys(interpreter.language.dict_order),
        span,
    ))
}

fn values(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "values", arguments, span)?;
    Ok(Value::list(value_list(interpreter, &dict), span))
}

fn items(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "items", arguments, span)?;
    Ok(Value::list(pairs(interpreter, &dict, span), span))
}

fn iterate_keys(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "iterkeys", arguments, span)?;
    Ok(iterator(dict.keys(interpreter.language.dict_order), span))
}

fn iterate_values(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "itervalues", arguments, span)?;
    Ok(iterator(value_list(interpreter, &dict), span))
}

fn iterate_items(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let dict = listed(interpreter, "iteritems", arguments, span)?;
    Ok(iterator(pairs(interpreter, &dict, span), span))
}

fn view(arguments: Arguments, method: &'static str, shown: Shown, span: Span) -> EvalResult {
    let this = alone(method, arguments, span)?;
    Ok(View::value(dict_of(method, &this, span)?, shown, span))
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
    let mut given = arguments.keywords;
    if matches!(dict.kind, DictKind::Ordered)
        && interpreter.language.dict_order == DictOrder::Python2
    {
        // It is written in Python: its methods get `**keywords`, and pass them on.
        given = keywords::passed(given);
    }
    let mut keywords = Vec::with_capacity(given.len());
    for (name, name_span, value) in given {
        let key = interpreter.key(&Value::string(&*name, name_span), span)?;
        keywords.push((key, value));
    }
    let mut entries = dict.entries.borrow_mut();
    match dict.kind {
        DictKind::Ordered => entries.extend(keywords),
        _ => entries.merge(keywords.len(), keywords),
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
        interpreter.allocate(other.entries.borrow().len(), span)?;
        update_from(dict, other, interpreter.language.dict_order);
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

/// `dict.update(other)`.
fn update_from(dict: &Dict, other: &Dict, order: DictOrder) {
    if std::ptr::eq(dict, other) {
        return;
    }
    if matches!(dict.kind, DictKind::Ordered) {
        dict.entries.borrow_mut().extend(other.items(order));
        return;
    }
    let mut entries = dict.entries.borrow_mut();
    if entries.is_untouched() {
        *entries = other.entries.borrow().copy();
        return;
    }
    // An `OrderedDict` gives the order of the dict that it is made of.
    let others = other.entries.borrow_mut().entries(order);
    entries.merge(others.len(), others);
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
