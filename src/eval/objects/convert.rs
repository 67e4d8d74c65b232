//! Values on their way into objects, and out of them.

use super::raise::{poisoned, raise};
use crate::diagnostic::codes::eval;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::eval::value::{Dict, DictKind, DictOrder, Entries, Iteration, Key, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::object::{
    Leaf, Object, ObjectError, ObjectErrorKind, PlainKind, PlainValue, StringType, TypeKind,
};
use crate::source::{Span, Text};
use num_traits::ToPrimitive;
use std::rc::Rc;
use std::sync::Arc;

/// How a message calls a generator.
pub(super) const GENERATOR: &str = "a generator";

/// What finding the references in a byte of text takes, in units of [`Interpreter::work`].
const TEMPLATE_WORK: usize = 8;

/// A value as objects take it. Its span is that of the expression that wrote it.
///
/// What no object can hold is no error here: Pystachio refuses it only when the object is checked.
pub fn to_given(interpreter: &mut Interpreter, value: &Value) -> EvalResult<PlainValue> {
    given_at(interpreter, value, Use::Object, 0)
}

/// A value as something that is bound.
pub(super) fn to_binding(interpreter: &mut Interpreter, value: &Value) -> EvalResult<PlainValue> {
    given_at(interpreter, value, Use::Binding, 0)
}

/// What a value is for. It decides in which order the items of a dict are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// A `Map` takes those of a copy of the dict.
    Object,
    /// Of several that bind one name, the last wins.
    Binding,
}

fn given_at(
    interpreter: &mut Interpreter,
    value: &Value,
    for_what: Use,
    depth: u16,
) -> EvalResult<PlainValue> {
    let span = value.origin;
    if depth > Object::MAX_DEPTH {
        return Err(raise(interpreter)(ObjectError {
            kind: ObjectErrorKind::TooDeep,
            span,
            python_message: "maximum recursion depth exceeded".into(),
        }));
    }
    if let ValueKind::String(text) | ValueKind::Unicode(text) = &value.kind {
        interpreter.work(text.len() * TEMPLATE_WORK, span)?;
    }
    let kind = match &value.kind {
        ValueKind::Empty => PlainKind::Empty,
        ValueKind::Poison => PlainKind::Poison,
        ValueKind::Boolean(value) => PlainKind::Boolean(*value),
        ValueKind::Integer(number) => PlainKind::Integer(*number),
        ValueKind::BigInteger(number) => match number.to_i64() {
            Some(number) => PlainKind::Integer(number),
            None => PlainKind::BigInteger(number.clone()),
        },
        ValueKind::Float(number) => PlainKind::Float(*number),
        ValueKind::Unicode(text) => PlainKind::text(text.clone()),
        ValueKind::String(text) if text.is_ascii() => {
            PlainKind::Text(text.clone(), StringType::Plain)
        }
        ValueKind::String(text) => return Err(not_ascii(interpreter, text, span)),
        ValueKind::Object(object) => {
            refuse_own_text(interpreter, value, object)?;
            PlainKind::Object(object.clone())
        }
        ValueKind::Environment(environment) => PlainKind::Environment((**environment).clone()),
        ValueKind::Reference(reference) => PlainKind::Reference(reference.clone()),
        ValueKind::List(items) => {
            let items = items.borrow().clone();
            PlainKind::List(list_of(interpreter, &items, span, for_what, depth)?)
        }
        ValueKind::Tuple(tuple) => {
            PlainKind::Tuple(list_of(interpreter, &tuple.items, span, for_what, depth)?)
        }
        ValueKind::Dict(dict) => {
            let entries = items_of(interpreter, dict, for_what);
            let mut pairs = Vec::with_capacity(entries.len());
            for (key, value) in &entries {
                interpreter.allocate(size_of::<(PlainValue, PlainValue)>(), span)?;
                pairs.push((
                    given_at(interpreter, key.value(), for_what, depth + 1)?,
                    given_at(interpreter, value, for_what, depth + 1)?,
                ));
            }
            PlainKind::Map(pairs.into())
        }
        // `xrange` is a sequence, unlike other iterators.
        ValueKind::Iterator(iteration) if is_range(&iteration.borrow()) => {
            let items = interpreter.items(value, span)?;
            PlainKind::List(list_of(interpreter, &items, span, for_what, depth)?)
        }
        ValueKind::Instance(instance) => match &instance.payload {
            Some(payload) => {
                let payload = payload.clone().with_origin(span);
                given_at(interpreter, &payload, for_what, depth + 1)?.kind
            }
            None => PlainKind::Other(format!("a `{}` object", instance.class.name).into()),
        },
        other => PlainKind::Other(describe(other).into()),
    };
    Ok(PlainValue { kind, span })
}

/// Refuses an object whose class says how it is written: no method runs where a `{{reference}}` to it is resolved.
fn refuse_own_text(interpreter: &Interpreter, value: &Value, object: &Object) -> EvalResult<()> {
    let mut names = ["__str__", "__repr__"].into_iter();
    let Some(name) = names.find(|name| interpreter.own_method(value, name).is_some()) else {
        return Ok(());
    };
    let class = object.ty().name();
    let message =
        format!("a `{class}`, which defines `{name}`, cannot be bound or put into objects");
    let diagnostic = Diagnostic::new(&eval::UNSUPPORTED, &message, value.origin);
    let diagnostic = diagnostic.help("give the method another name, and call it");
    Err(Raised::with_diagnostic(
        "NotImplementedError",
        message,
        diagnostic,
    ))
}

fn list_of(
    interpreter: &mut Interpreter,
    items: &[Value],
    span: Span,
    for_what: Use,
    depth: u16,
) -> EvalResult<Arc<[PlainValue]>> {
    interpreter.allocate(items.len() * size_of::<PlainValue>(), span)?;
    items
        .iter()
        .map(|item| given_at(interpreter, item, for_what, depth + 1))
        .collect()
}

/// The items of a dict in the order in which they are taken.
fn items_of(interpreter: &Interpreter, dict: &Dict, for_what: Use) -> Vec<(Key, Value)> {
    match for_what {
        Use::Object => dict.items_of_copy(interpreter.language.dict_order),
        Use::Binding if overlaps(dict) => dict.items(interpreter.language.dict_order),
        Use::Binding => dict.items(DictOrder::Insertion),
    }
}

/// Whether two keys may bind one name.
fn overlaps(dict: &Dict) -> bool {
    let entries = dict.entries.borrow();
    let is_path = |key: &Key| {
        key.value()
            .as_text()
            .is_none_or(|key| key.contains(['.', '[']))
    };
    entries.len() > 1 && entries.inserted().any(|(key, _)| is_path(key))
}

fn is_range(iteration: &Iteration) -> bool {
    matches!(iteration, Iteration::Range { .. })
}

/// What no object can hold, in words for a message.
fn describe(kind: &ValueKind) -> String {
    match kind {
        ValueKind::None => "None".into(),
        ValueKind::Set(_) => "a set".into(),
        ValueKind::Function(function) => format!("the function `{}`", function.name),
        ValueKind::Native(function) => format!("the function `{}`", function.name),
        ValueKind::Method(_) => "a method that is not called".into(),
        ValueKind::Class(class) => format!("the class `{}`", class.name),
        ValueKind::Type(ty) => format!("the type `{}` itself", ty.name()),
        ValueKind::Module(module) => format!("the module `{}`", module.name),
        ValueKind::Iterator(_) => GENERATOR.into(),
        ValueKind::Signature(_) => "the declaration of an attribute".into(),
        ValueKind::Foreign(foreign) => format!("a `{}`", foreign.type_name()),
        _ => "a value that is neither a string nor a number".into(),
    }
}

/// Python 2 turns a `str` into text by ASCII; what is beyond fails (Pystachio would notice when the job is interpolated).
fn not_ascii(interpreter: &Interpreter, text: &Text, span: Span) -> Box<Raised> {
    let (position, offset, byte) = text
        .char_indices()
        .enumerate()
        .find(|(_, (_, character))| !character.is_ascii())
        .map_or((0, 0, '?'), |(position, (offset, character))| {
            (position, offset, character)
        });
    let python_message = format!(
        "'ascii' codec can't decode byte 0x{:x} in position {position}: ordinal not in range(128)",
        u32::from(byte)
    );
    let literal = text
        .pieces()
        .iter()
        .rev()
        .find(|piece| piece.at as usize <= offset)
        .and_then(|piece| piece.literal);
    let place = literal.unwrap_or(span);
    let diagnostic = Diagnostic::new(
        &eval::VALUE_ERROR,
        "a byte string with non-ASCII characters cannot be used in an object",
        place,
    )
    .at("bytes, not text");
    let diagnostic = match literal {
        Some(literal) if takes_prefix(interpreter.sources.text(literal)) => Diagnostic {
            fix: Some(Fix {
                message: "Put a `u` before the literal".into(),
                edits: vec![Edit {
                    span: literal.at_start(),
                    replacement: "u".into(),
                }],
                applicability: Applicability::Safe,
            }),
            ..diagnostic.help("put a `u` before the literal")
        },
        Some(_) => diagnostic.help("put a `u` before the literal"),
        None => diagnostic.help("decode the bytes with `.decode('utf-8')`"),
    };
    Raised::with_diagnostic("UnicodeDecodeError", python_message, diagnostic)
}

/// Whether `u` in front of a literal makes text of its bytes and changes nothing else: `\N`, `\u` and `\U` are escapes only then.
fn takes_prefix(literal: &str) -> bool {
    let has_escape = ["\\N", "\\u", "\\U"]
        .iter()
        .any(|escape| literal.contains(escape));
    literal.starts_with(['\'', '"']) && !has_escape
}

/// What `get()` gives: text, numbers, tuples and dicts, not interpolated, with the places they were written at.
pub fn from_object(interpreter: &mut Interpreter, object: &Object, span: Span) -> EvalResult {
    if object.is_poisoned() {
        return Err(poisoned());
    }
    interpreter.allocate(size_of::<Value>(), span)?;
    let origin = object.span();
    match object.ty().kind() {
        TypeKind::Choice { .. } => {
            let chosen = object.unwrap_choice();
            if matches!(chosen.ty().kind(), TypeKind::Choice { .. }) {
                let plain = object.get().map_err(raise(interpreter))?;
                return from_plain(interpreter, &plain, span);
            }
            from_object(interpreter, &chosen.as_interpolated(), span)
        }
        TypeKind::List { .. } => {
            let mut items = Vec::new();
            for element in object.as_list().unwrap_or_default() {
                items.push(from_object(interpreter, &object.part(element), span)?);
            }
            Ok(Value::tuple(items, origin))
        }
        TypeKind::Map { .. } => {
            let mut entries = Entries::default();
            for (key, value) in object.as_map().unwrap_or_default() {
                let key = from_object(interpreter, &object.part(key), span)?;
                let key = interpreter.key(&key, span)?;
                entries.insert(key, from_object(interpreter, &object.part(value), span)?);
            }
            Ok(frozen(entries, origin))
        }
        TypeKind::Struct(_) => {
            let mut entries = Entries::default();
            for (name, field) in object.fields_of_class() {
                let key = attribute_key(interpreter, name, field.set_by)?;
                let value = object.part(&field.value);
                entries.insert(key, from_object(interpreter, &value, span)?);
            }
            Ok(frozen(entries, origin))
        }
        _ => Ok(match object.as_leaf() {
            Some(leaf) => from_leaf(leaf, origin),
            None => return Err(poisoned()),
        }),
    }
}

/// What Pystachio gives for structs and maps: `frozendict`.
fn frozen(entries: Entries, origin: Span) -> Value {
    let dict = Dict::new(entries, DictKind::Frozen);
    Value::new(ValueKind::Dict(Rc::new(dict)), origin)
}

/// Names of attributes are plain strings, unlike the values of objects.
fn attribute_key(interpreter: &mut Interpreter, name: &str, span: Span) -> EvalResult<Key> {
    interpreter.key(&Value::string(name, span), span)
}

fn from_leaf(leaf: &Leaf, origin: Span) -> Value {
    let kind = match leaf {
        Leaf::Text(text, of_type) => string_of(text, *of_type),
        Leaf::Integer(number) => ValueKind::Integer(*number),
        Leaf::BigInteger(number) => ValueKind::BigInteger(number.clone()),
        Leaf::Float(number) => ValueKind::Float(*number),
        Leaf::Boolean(value) => ValueKind::Boolean(*value),
        // What was given is gone; None is what it most often was.
        Leaf::Other(_) => ValueKind::None,
    };
    Value::new(kind, origin)
}

fn string_of(text: &Text, of_type: StringType) -> ValueKind {
    match of_type {
        StringType::Plain => ValueKind::String(text.clone()),
        StringType::Unicode => ValueKind::Unicode(text.clone()),
    }
}

/// Plain data as a value: lists are tuples.
pub fn from_plain(interpreter: &mut Interpreter, given: &PlainValue, span: Span) -> EvalResult {
    interpreter.allocate(size_of::<Value>(), span)?;
    let kind = match &given.kind {
        PlainKind::Text(text, of_type) => string_of(text, *of_type),
        PlainKind::Integer(number) => ValueKind::Integer(*number),
        PlainKind::BigInteger(number) => ValueKind::BigInteger(number.clone()),
        PlainKind::Float(number) => ValueKind::Float(*number),
        PlainKind::Boolean(value) => ValueKind::Boolean(*value),
        PlainKind::Empty => ValueKind::Empty,
        PlainKind::Object(object) => ValueKind::Object(object.clone()),
        PlainKind::Environment(environment) => ValueKind::Environment(Rc::new(environment.clone())),
        PlainKind::Reference(reference) => ValueKind::Reference(reference.clone()),
        PlainKind::Other(_) => ValueKind::None,
        PlainKind::Poison => ValueKind::Poison,
        PlainKind::List(items) | PlainKind::Tuple(items) => {
            let items = items
                .iter()
                .map(|item| from_plain(interpreter, item, span))
                .collect::<EvalResult<Vec<Value>>>()?;
            return Ok(Value::tuple(items, given.span));
        }
        PlainKind::Map(pairs) => {
            let mut entries = Entries::default();
            for (key, value) in pairs.iter() {
                let key = from_plain(interpreter, key, span)?;
                let key = interpreter.key(&key, span)?;
                entries.insert(key, from_plain(interpreter, value, span)?);
            }
            return Ok(frozen(entries, given.span));
        }
    };
    Ok(Value::new(kind, given.span))
}

#[cfg(test)]
mod tests {
    use super::takes_prefix;

    #[test]
    fn a_prefix_that_makes_escapes_of_letters_is_not_suggested() {
        assert!(takes_prefix("'é'"));
        assert!(takes_prefix("'é\\n'"));
        assert!(!takes_prefix("b'é'"));
        for literal in ["'é\\N{luste'", "'é\\u00e9'", "\"é\\U0001F600\""] {
            assert!(!takes_prefix(literal), "{literal}");
        }
    }
}
