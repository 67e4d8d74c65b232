//! Short ways to write objects down.

use crate::object::Environment;
use crate::object::{Attribute, Given, GivenKind, Object, ObjectError, Scope, Type};
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

pub fn given(kind: GivenKind) -> Given {
    Given { kind, span: span() }
}

impl From<&str> for Given {
    fn from(text: &str) -> Given {
        given(GivenKind::Text(Text::from(text)))
    }
}

impl From<i64> for Given {
    fn from(number: i64) -> Given {
        given(GivenKind::Integer(number))
    }
}

impl From<f64> for Given {
    fn from(number: f64) -> Given {
        given(GivenKind::Float(number))
    }
}

impl From<bool> for Given {
    fn from(value: bool) -> Given {
        given(GivenKind::Boolean(value))
    }
}

impl From<Object> for Given {
    fn from(object: Object) -> Given {
        given(GivenKind::Object(object))
    }
}

impl From<&Object> for Given {
    fn from(object: &Object) -> Given {
        object.clone().into()
    }
}

pub fn list(values: Vec<Given>) -> Given {
    given(GivenKind::List(values.into()))
}

pub fn dict(pairs: Vec<(&str, Given)>) -> Given {
    let pairs = pairs.into_iter().map(|(key, value)| (key.into(), value));
    given(GivenKind::Map(pairs.collect()))
}

pub fn make(ty: &Type, value: impl Into<Given>) -> Object {
    Object::new(ty, &value.into()).unwrap()
}

pub fn string(text: &str) -> Object {
    make(&Type::string(), text)
}

pub fn keywords(pairs: Vec<(&str, Given)>) -> Vec<(Arc<str>, Span, Given)> {
    let keyword = |(name, value): (&str, Given)| (name.into(), span(), value);
    pairs.into_iter().map(keyword).collect()
}

pub fn try_struct(ty: &Type, pairs: Vec<(&str, Given)>) -> Result<Object, ObjectError> {
    Object::new_struct(ty, &[], &keywords(pairs), span())
}

pub fn structure(ty: &Type, pairs: Vec<(&str, Given)>) -> Object {
    try_struct(ty, pairs).unwrap()
}

pub fn environment(pairs: Vec<(&str, Given)>) -> Environment {
    match Scope::from_given(&dict(pairs)).unwrap() {
        Scope::Environment(environment) => environment,
        Scope::Object(_) | Scope::Nameless(_) => unreachable!(),
    }
}

/// Declares a struct; `!` behind a name makes it required.
pub fn declare(name: &str, attributes: Vec<(&str, Type, Option<Given>)>) -> Type {
    let attribute = |(name, ty, default): (&str, Type, Option<Given>)| {
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
