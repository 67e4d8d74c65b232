//! Short ways to write objects down.

use crate::object::Environment;
use crate::object::{Attribute, Object, ObjectError, PlainKind, PlainValue, Scope, Type};
use crate::source::{FileId, Span, Text};
use std::cell::Cell;
use std::sync::Arc;

thread_local!(static NEXT: Cell<u32> = const { Cell::new(0) });

/// A span that nothing else has.
pub fn span() -> Span {
    let start = NEXT.get();
    NEXT.set(start + 1);
    Span::new(FileId(0), start as usize, start as usize + 1)
}

pub fn given(kind: PlainKind) -> PlainValue {
    PlainValue { kind, span: span() }
}

impl From<&str> for PlainValue {
    fn from(text: &str) -> PlainValue {
        given(PlainKind::text(Text::from(text)))
    }
}

impl From<i64> for PlainValue {
    fn from(number: i64) -> PlainValue {
        given(PlainKind::Integer(number))
    }
}

impl From<f64> for PlainValue {
    fn from(number: f64) -> PlainValue {
        given(PlainKind::Float(number))
    }
}

impl From<bool> for PlainValue {
    fn from(value: bool) -> PlainValue {
        given(PlainKind::Boolean(value))
    }
}

impl From<Object> for PlainValue {
    fn from(object: Object) -> PlainValue {
        given(PlainKind::Object(object))
    }
}

impl From<&Object> for PlainValue {
    fn from(object: &Object) -> PlainValue {
        object.clone().into()
    }
}

pub fn list(values: Vec<PlainValue>) -> PlainValue {
    given(PlainKind::List(values.into()))
}

pub fn dict(pairs: Vec<(&str, PlainValue)>) -> PlainValue {
    let pairs = pairs.into_iter().map(|(key, value)| (key.into(), value));
    given(PlainKind::Map(pairs.collect()))
}

pub fn make(ty: &Type, value: impl Into<PlainValue>) -> Object {
    Object::new(ty, &value.into()).unwrap()
}

pub fn string(text: &str) -> Object {
    make(&Type::string(), text)
}

pub fn keywords(pairs: Vec<(&str, PlainValue)>) -> Vec<(Arc<str>, Span, PlainValue)> {
    let keyword = |(name, value): (&str, PlainValue)| (name.into(), span(), value);
    pairs.into_iter().map(keyword).collect()
}

pub fn try_struct(ty: &Type, pairs: Vec<(&str, PlainValue)>) -> Result<Object, ObjectError> {
    Object::new_struct(ty, &[], &keywords(pairs), span())
}

pub fn structure(ty: &Type, pairs: Vec<(&str, PlainValue)>) -> Object {
    try_struct(ty, pairs).unwrap()
}

pub fn environment(pairs: Vec<(&str, PlainValue)>) -> Environment {
    match Scope::from_given(&dict(pairs)).unwrap() {
        Scope::Environment(environment) => environment,
        Scope::Object(_) | Scope::Nameless(_) => unreachable!(),
    }
}

/// Declares a struct; `!` behind a name makes it required.
pub fn declare(name: &str, attributes: Vec<(&str, Type, Option<PlainValue>)>) -> Type {
    let attribute = |(name, ty, default): (&str, Type, Option<PlainValue>)| {
        let default = default.map(|given| Object::accept(&ty, &given).unwrap());
        let attribute = Attribute {
            ty,
            required: name.ends_with('!'),
            default,
            span: span(),
        };
        (Arc::from(name.trim_end_matches('!')), attribute)
    };
    let attributes = attributes.into_iter().map(attribute).collect();
    Type::structure(name, attributes, span(), None, Default::default(), None).unwrap()
}

/// A process: `cmdline!`, `name!`, `max_failures = 1`.
pub fn process_type() -> Type {
    declare(
        "Process",
        vec![
            ("cmdline!", Type::string(), None),
            ("name!", Type::string(), None),
            ("max_failures", Type::integer(), Some(1.into())),
        ],
    )
}

/// A task: `name = {{processes[0].name}}`, `processes`.
pub fn task_type() -> Type {
    declare(
        "Task",
        vec![
            ("name", Type::string(), Some("{{processes[0].name}}".into())),
            ("processes", Type::list(process_type()).unwrap(), None),
        ],
    )
}
