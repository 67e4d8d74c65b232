//! Making objects by calling types, and copies by calling objects.

use super::convert::to_given;
use super::raise::{bad_call, raise};
use crate::diagnostic::codes::object as codes;
use crate::diagnostic::{Diagnostic, Label};
use crate::eval::value::{Arguments, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::object::{Given, GivenKind, GivenTo, Object, ObjectError, Type, TypeKind};
use crate::source::{Sources, Span};
use std::rc::Rc;

/// What an attribute of a new object takes, in units of [`Interpreter::work`].
const ATTRIBUTE_WORK: usize = 128;

/// Calls a type: `Process(name = 'x')`, `Process({'name': 'x'})`, `Integer(3)`, `List(String)(['a'])`.
pub fn call_type(
    interpreter: &mut Interpreter,
    ty: &Type,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let positional = givens(interpreter, &arguments.positional)?;
    let object = match ty.kind() {
        TypeKind::Struct(struct_type) => {
            interpreter.work(struct_type.attributes.len() * ATTRIBUTE_WORK, span)?;
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
            let made = make(interpreter, ty, keywords, |keywords| {
                Object::new_struct(ty, &positional, keywords, span)
            });
            return Ok(Value::new(ValueKind::Object(made?), span));
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
    let attributes = object.ty().as_struct().map_or(0, |ty| ty.attributes.len());
    interpreter.work(attributes * ATTRIBUTE_WORK, span)?;
    let keywords = keywords(interpreter, arguments)?;
    let copy = make(interpreter, object.ty(), keywords, |keywords| {
        object.with(keywords, span)
    });
    Ok(Value::new(ValueKind::Object(copy?), span))
}

/// Keyword arguments as objects take them.
pub(super) type Keywords = Vec<Keyword>;
type Keyword = (Rc<str>, Span, Given);

/// Makes an object of keywords. The exception of the reference ends the call at the first that is wrong; the others may be
/// just as wrong. So outside of a `try`, all are reported, and the object goes on with poison in their places.
fn make(
    interpreter: &mut Interpreter,
    ty: &Type,
    keywords: Keywords,
    object_of: impl Fn(&[Keyword]) -> Result<Object, ObjectError>,
) -> EvalResult<Object> {
    let error = match object_of(&keywords) {
        Ok(object) => return Ok(object),
        Err(error) => error,
    };
    if interpreter.guarded > 0 {
        let sources = &interpreter.sources;
        let raised = raise(interpreter)(error);
        return Err(raised.map_diagnostic(|diagnostic| at_use(sources, diagnostic, &keywords)));
    }
    let mut sound = Vec::with_capacity(keywords.len());
    let mut is_all_known = true;
    for keyword in &keywords {
        let Err(error) = object_of(std::slice::from_ref(keyword)) else {
            sound.push(keyword.clone());
            continue;
        };
        match attribute_meant(ty, keyword) {
            Some(name) => sound.push(poisoned(name, keyword.1)),
            None => is_all_known = false,
        }
        let given_to = GivenTo {
            ty: ty.clone(),
            attribute: keyword.0.clone(),
            set_by: keyword.1,
        };
        for error in wrong_elements(keyword, &object_of).unwrap_or_else(|| vec![error]) {
            let diagnostic = error.diagnostic_of(Some(&given_to), &interpreter.sources);
            let diagnostic = at_use(&interpreter.sources, diagnostic, &keywords);
            interpreter.report_with_callers(diagnostic);
        }
    }
    // What is still wrong is not about a keyword.
    let object = object_of(&sound).map_err(raise(interpreter))?;
    if is_all_known {
        return Ok(object);
    }
    sound.extend(missing(&object, error.span));
    object_of(&sound).map_err(raise(interpreter))
}

/// What is wrong with each element of a list, where the exception ends at the first.
fn wrong_elements(
    (name, set_by, given): &Keyword,
    object_of: impl Fn(&[Keyword]) -> Result<Object, ObjectError>,
) -> Option<Vec<ObjectError>> {
    let GivenKind::List(elements) = &given.kind else {
        return None;
    };
    let errors = elements.iter().filter_map(|element| {
        let kind = GivenKind::List(Rc::from([element.clone()]));
        let alone = Given { kind, ..*given };
        object_of(&[(name.clone(), *set_by, alone)]).err()
    });
    let errors: Vec<ObjectError> = errors.collect();
    (!errors.is_empty()).then_some(errors)
}

/// The attribute that a keyword gives, or was probably to give.
fn attribute_meant(ty: &Type, (name, _, _): &Keyword) -> Option<Rc<str>> {
    let is_known = ty
        .as_struct()
        .is_some_and(|ty| ty.attributes.contains_key(name));
    match is_known {
        true => Some(name.clone()),
        false => ty.nearest_attribute(name).map(Rc::from),
    }
}

/// Poison for what is required and not there: it may be what a keyword that nobody knows was to be.
fn missing(object: &Object, span: Span) -> Keywords {
    let ty = object.ty().as_struct();
    let attributes = ty.into_iter().flat_map(|ty| &ty.attributes);
    attributes
        .filter(|(name, attribute)| attribute.required && object.field(name).is_none())
        .map(|(name, _)| poisoned(name.clone(), span))
        .collect()
}

fn poisoned(name: Rc<str>, span: Span) -> Keyword {
    let kind = GivenKind::Poison;
    (name, span, Given { kind, span })
}

/// Points at the variable that an attribute was set to rather than at the call that made the object in it: unlike a
/// text, the object is fine, and only its use is wrong.
fn at_use(sources: &Sources, diagnostic: Diagnostic, keywords: &[Keyword]) -> Diagnostic {
    let made = diagnostic.primary.span;
    let keyword = keywords
        .iter()
        .find(|(_, _, given)| given.span == made && matches!(given.kind, GivenKind::Object(_)));
    let Some(place) = keyword.and_then(|(_, name, _)| variable_behind(sources, *name)) else {
        return diagnostic;
    };
    if place.to(made) == made {
        return diagnostic;
    }
    let message = diagnostic.primary.message.clone();
    Diagnostic {
        primary: Label::new(place, message),
        ..diagnostic.label(made, "made here")
    }
}

/// The variable in `name = variable`, if it is one.
fn variable_behind(sources: &Sources, name: Span) -> Option<Span> {
    let text: &str = &sources.get(name.file).text;
    let rest = text.get(name.end as usize..)?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let start = text.len() - value.len();
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.');
    let length = value.find(|character| !is_part(character))?;
    let ends = value[length..].trim_start().starts_with([',', ')']);
    (length > 0 && ends).then(|| Span::new(name.file, start, start + length))
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
