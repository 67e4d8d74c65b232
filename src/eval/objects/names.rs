//! The names that the language of objects adds to Python's.

use super::binding;
use super::construct::make_of;
use super::convert::to_given;
use super::raise::{bad_call, poisoned, type_error};
use super::reference::ReferenceClass;
use super::struct_class::declared_by;
use crate::diagnostic::codes::limits;
use crate::eval::value::{Arguments, Namespace, NativeFunction, Signature, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::object::{Object, PlainKind, Type};
use crate::source::Span;
use indexmap::IndexMap;
use std::rc::Rc;
use std::sync::Arc;

/// Defines `String`, `Struct`, `Required`, `Environment` and the rest.
pub fn install(_: &mut Interpreter, namespace: &Namespace) {
    // These are written in no file; the start of the first one is as good as any place.
    let nowhere = Span::NOWHERE;
    let set = |name: &str, kind: ValueKind| namespace.set(name, Value::new(kind, nowhere));
    for ty in [
        Type::string(),
        Type::integer(),
        Type::float(),
        Type::boolean(),
    ] {
        set(&ty.name().clone(), ValueKind::Type(ty));
    }
    if let Ok(ty) = Type::structure(
        "Struct",
        IndexMap::default(),
        nowhere,
        None,
        IndexMap::default(),
        None,
    ) {
        set("Struct", ValueKind::Type(ty));
    }
    for function in FUNCTIONS {
        set(function.name, ValueKind::Native(function));
    }
    set("Empty", ValueKind::Empty);
    set("Ref", ValueKind::foreign(ReferenceClass));
}

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction {
        name: "Required",
        call: required,
    },
    NativeFunction {
        name: "Default",
        call: default,
    },
    NativeFunction {
        name: "List",
        call: list,
    },
    NativeFunction {
        name: "Map",
        call: map,
    },
    NativeFunction {
        name: "Enum",
        call: enumeration,
    },
    NativeFunction {
        name: "Choice",
        call: choice,
    },
    NativeFunction {
        name: "Environment",
        call: binding::environment,
    },
];

fn required(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [ty] = arguments_of("Required", &["cls"], arguments, span)?;
    signature(type_of(&ty, "Required")?, true, None, span)
}

fn default(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [ty, default] = arguments_of("Default", &["cls", "default"], arguments, span)?;
    let ty = type_of(&ty, "Default")?;
    if let ValueKind::Empty = default.kind {
        return signature(ty, false, None, span);
    }
    let given = to_given(i, &default)?;
    let object = match Object::accept(&ty, &given) {
        Ok(object) => object,
        Err(_) => {
            let given_to = declared_by(i, &ty, span);
            make_of(i, &ty, &given, given_to.as_ref())?
        }
    };
    let value = Value::new(ValueKind::Object(object), default.origin);
    signature(ty, false, Some(value), span)
}

fn signature(ty: Type, required: bool, default: Option<Value>, span: Span) -> EvalResult {
    let signature = Signature {
        ty,
        required,
        default,
    };
    Ok(Value::new(ValueKind::Signature(Rc::new(signature)), span))
}

fn list(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [element] = arguments_of("List", &["element"], arguments, span)?;
    made(Type::list(type_of(&element, "List")?), span)
}

fn map(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [key, value] = arguments_of("Map", &["key", "value"], arguments, span)?;
    made(
        Type::map(type_of(&key, "Map")?, type_of(&value, "Map")?),
        span,
    )
}

/// `Enum('a', 'b')`, or `Enum('Name', ('a', 'b'))`.
fn enumeration(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    refuse_keywords("Enum", &arguments)?;
    if let [name, values] = arguments.positional.as_slice()
        && let Some(name) = name.as_text()
        && matches!(values.kind, ValueKind::List(_) | ValueKind::Tuple(_))
    {
        let values = i.items(values, span)?;
        return made(Type::enum_(Some(name), words(i, &values)?), span);
    }
    let values = words(i, &arguments.positional)?;
    // They are joined to its name.
    let length = values.iter().map(|it| it.len() + 1).sum();
    i.allocate(length, span)?;
    made(Type::enum_(None, values), span)
}

fn words(i: &mut Interpreter, values: &[Value]) -> EvalResult<Vec<Arc<str>>> {
    values
        .iter()
        .map(|value| {
            let given = to_given(i, value)?;
            match &given.kind {
                PlainKind::Text(text, _) => {
                    i.allocate(text.len(), value.origin)?;
                    Ok(Arc::from(text.as_str()))
                }
                PlainKind::Poison => Err(poisoned()),
                _ => Err(type_error(
                    format!(
                        "the values of an Enum must be strings, found {}",
                        given.describe()
                    ),
                    value.origin,
                )),
            }
        })
        .collect()
}

/// `Choice([A, B])`, or `Choice('Name', [A, B])`.
fn choice(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    refuse_keywords("Choice", &arguments)?;
    let (name, alternatives) = match arguments.positional.as_slice() {
        [alternatives] => (None, alternatives),
        [name, alternatives] => match name.as_text() {
            Some(name) => (Some(name.clone()), alternatives),
            None => {
                return Err(type_error(
                    "the first of two arguments of `Choice` is its name",
                    name.origin,
                ));
            }
        },
        _ => return Err(bad_call("`Choice` takes a list of types", span)),
    };
    let types = i
        .items(alternatives, span)?
        .iter()
        .map(|ty| type_of(ty, "Choice"))
        .collect::<EvalResult<Vec<Type>>>()?;
    made(Type::choice(name.as_deref(), types), span)
}

fn made(ty: Result<Type, String>, span: Span) -> EvalResult {
    match ty {
        Ok(ty) => Ok(Value::new(ValueKind::Type(ty), span)),
        Err(reason) => Err(Raised::new(
            "RuntimeError",
            &limits::NESTING_LIMIT,
            reason,
            span,
        )),
    }
}

/// Exactly so many arguments, by position or by name.
fn arguments_of<const N: usize>(
    function: &str,
    names: &[&str; N],
    arguments: Arguments,
    span: Span,
) -> EvalResult<[Value; N]> {
    let mut given: Vec<Option<Value>> = arguments.positional.into_iter().map(Some).collect();
    if given.len() <= N {
        given.resize(N, None);
        for (name, at, value) in arguments.keywords {
            let slot = names
                .iter()
                .position(|expected| *expected == &*name)
                .and_then(|index| given.get_mut(index));
            match slot {
                Some(slot @ None) => *slot = Some(value),
                _ => {
                    return Err(bad_call(
                        format!("`{function}` has no argument `{name}` here"),
                        at,
                    ));
                }
            }
        }
    }
    let wrong = |_| {
        let expected = if N == 1 {
            "one argument"
        } else {
            "two arguments"
        };
        bad_call(format!("`{function}` takes {expected}"), span)
    };
    let complete: Option<Vec<Value>> = given.into_iter().collect();
    complete.unwrap_or_default().try_into().map_err(wrong)
}

fn refuse_keywords(function: &str, arguments: &Arguments) -> EvalResult<()> {
    match arguments.keywords.first() {
        Some((name, at, _)) => Err(bad_call(
            format!("`{function}` has no argument `{name}`"),
            *at,
        )),
        None => Ok(()),
    }
}

/// The type that was given to something that takes one.
fn type_of(value: &Value, function: &str) -> EvalResult<Type> {
    match &value.kind {
        ValueKind::Type(ty) => Ok(ty.clone()),
        ValueKind::Poison => Err(poisoned()),
        _ => {
            let error = type_error(
                format!("`{function}` takes types such as `String` or a class of a Struct"),
                value.origin,
            );
            let meant = match &value.kind {
                ValueKind::Class(class) => match &*class.name {
                    "str" | "unicode" => Some("String"),
                    "int" | "long" => Some("Integer"),
                    "float" => Some("Float"),
                    "bool" => Some("Boolean"),
                    _ => None,
                },
                _ => None,
            };
            Err(error.map_diagnostic(|diagnostic| match meant {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic,
            }))
        }
    }
}
