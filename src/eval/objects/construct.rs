//! Making objects by calling types, and copies by calling objects.

use super::convert::to_given;
use super::raise::{bad_call, raise};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::object as codes;
use crate::eval::value::{Arguments, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::object::{Given, GivenKind, Object, ObjectError, Type, TypeKind};
use crate::source::Span;
use std::rc::Rc;

/// Calls a type: `Process(name = 'x')`, `Process({'name': 'x'})`, `Integer(3)`, `List(String)(['a'])`.
pub fn call_type(
    interpreter: &mut Interpreter,
    ty: &Type,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let positional = givens(interpreter, &arguments.positional)?;
    let object = match ty.kind() {
        TypeKind::Struct(_) => {
            let keywords = keywords(interpreter, arguments)?;
            for given in &positional {
                if !matches!(given.kind, GivenKind::Map(_) | GivenKind::Poison) {
                    return Err(not_a_dict(ty, given));
                }
            }
            // What is given by position may be poison: then nothing is known of the attributes.
            if positional
                .iter()
                .any(|given| matches!(given.kind, GivenKind::Poison))
            {
                return Ok(Value::new(
                    ValueKind::Object(Object::poison(ty, span)),
                    span,
                ));
            }
            let made = Object::new_struct(ty, &positional, &keywords, span);
            if let Err(error) = &made {
                report_further(interpreter, error, &keywords, |keyword| {
                    Object::new_struct(ty, &[], std::slice::from_ref(keyword), span)
                });
            }
            made
        }
        _ if !arguments.keywords.is_empty() => {
            return Err(bad_call(
                format!("`{}` takes no attributes, only a value", ty.name()),
                arguments.keywords.first().map_or(span, |(_, at, _)| *at),
            ));
        }
        TypeKind::Map { .. } => Object::new_map(ty, &positional, span),
        _ => match positional.as_slice() {
            [given] => Object::new(ty, given),
            others => {
                return Err(bad_call(
                    format!(
                        "`{}` takes exactly one value, got {}",
                        ty.name(),
                        others.len()
                    ),
                    span,
                ));
            }
        },
    };
    Ok(Value::new(
        ValueKind::Object(object.map_err(raise(interpreter))?),
        span,
    ))
}

/// Calls an object: a copy with other values for some attributes.
pub fn call_object(
    interpreter: &mut Interpreter,
    object: &Object,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    if object.ty().as_struct().is_none() && !object.is_poisoned() {
        return Err(super::raise::type_error(
            format!("'{}' object is not callable", object.ty().name()),
            span,
        ));
    }
    if let Some(first) = arguments.positional.first() {
        return Err(copy_takes_keywords(
            object,
            first,
            arguments.positional.len(),
        ));
    }
    let keywords = keywords(interpreter, arguments)?;
    let copy = object.with(&keywords, span);
    if let Err(error) = &copy {
        report_further(interpreter, error, &keywords, |keyword| {
            object.with(std::slice::from_ref(keyword), span)
        });
    }
    let copy = copy.map_err(raise(interpreter))?;
    Ok(Value::new(ValueKind::Object(copy), span))
}

/// Keyword arguments as objects take them.
pub(super) type Keywords = Vec<Keyword>;
type Keyword = (Rc<str>, Span, Given);

/// The exception ends the call at the first wrong attribute; the others are just as wrong. Inside of a `try` only the
/// exception counts.
fn report_further(
    interpreter: &mut Interpreter,
    first: &ObjectError,
    keywords: &[Keyword],
    make: impl Fn(&Keyword) -> Result<Object, ObjectError>,
) {
    if interpreter.guarded > 0 {
        return;
    }
    let errors = keywords.iter().filter_map(|keyword| make(keyword).err());
    for error in errors.filter(|error| error.span != first.span) {
        let diagnostic = error.diagnostic(&interpreter.sources);
        interpreter.report(diagnostic);
    }
}

pub(super) fn keywords(
    interpreter: &mut Interpreter,
    arguments: Arguments,
) -> EvalResult<Keywords> {
    arguments
        .keywords
        .into_iter()
        .map(|(name, at, value)| Ok((name, at, to_given(interpreter, &value)?)))
        .collect()
}

pub(super) fn givens(interpreter: &mut Interpreter, values: &[Value]) -> EvalResult<Vec<Given>> {
    values
        .iter()
        .map(|value| to_given(interpreter, value))
        .collect()
}

fn not_a_dict(ty: &Type, given: &Given) -> Box<Raised> {
    let found = given.describe();
    let mut diagnostic = Diagnostic::new(
        &codes::TYPE_MISMATCH,
        format!("`{}` takes attributes by name, got {found}", ty.name()),
        given.span,
    )
    .at("has to be given by name, or be a dict");
    let first = ty
        .as_struct()
        .and_then(|ty| ty.attributes.keys().find(|name| &***name == "name"));
    if let (Some(name), GivenKind::Text(_)) = (first, &given.kind) {
        diagnostic = diagnostic.help(format!("write `{name} = …`"));
    }
    let shown = match &given.kind {
        GivenKind::Text(text) => format!("'{}'", text.as_str()),
        _ => found,
    };
    Raised::saying(
        "ValueError",
        format!("Expected dictionary argument, got {shown}"),
        diagnostic,
    )
}

fn copy_takes_keywords(object: &Object, first: &Value, count: usize) -> Box<Raised> {
    let diagnostic = Diagnostic::new(
        &crate::diagnostic::codes::eval::BAD_CALL,
        format!(
            "a copy of a `{}` takes attributes by name only",
            object.ty().name()
        ),
        first.origin,
    )
    .at("has to be given by name");
    let diagnostic = match &first.kind {
        ValueKind::Dict(_) => diagnostic.help("put `**` in front of the dict"),
        _ => diagnostic,
    };
    Raised::saying(
        "TypeError",
        format!(
            "__call__() takes exactly 1 argument ({} given)",
            count.saturating_add(1)
        ),
        diagnostic,
    )
}
