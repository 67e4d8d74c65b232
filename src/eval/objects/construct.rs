//! Making objects by calling types, and copies by calling objects.

use super::convert::to_given;
use super::raise::{bad_call, explain, raise, raise_of};
use crate::diagnostic::codes::object as codes;
use crate::diagnostic::{Diagnostic, Label};
use crate::eval::value::{Arguments, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::object::{
    GivenTo, Keyword, Object, ObjectError, PlainKind, PlainValue, Type, TypeKind, Wrong, poison,
    repair, repair_attributes,
};
use crate::source::{Sources, Span};
use rustc_hash::FxHashMap;

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
                if !matches!(given.kind, PlainKind::Map(_) | PlainKind::Poison) {
                    return Err(not_a_dict(ty, given, interpreter.users_call(span)));
                }
            }
            // What is given by position may be poison: then nothing is known of the attributes.
            if positional
                .iter()
                .any(|given| matches!(given.kind, PlainKind::Poison))
            {
                return Ok(Value::new(
                    ValueKind::Object(Object::poison(ty, span)),
                    span,
                ));
            }
            let made = make(interpreter, ty, positional, keywords, |dicts, keywords| {
                Object::new_struct(ty, dicts, keywords, span)
            });
            let made = made?;
            interpreter.note_made(&made, None);
            return Ok(Value::new(ValueKind::Object(made), span));
        }
        _ if !arguments.keywords.is_empty() => {
            return Err(bad_call(
                format!("`{}` takes no attributes, only a value", ty.name()),
                arguments.keywords.first().map_or(span, |(_, at, _)| *at),
            ));
        }
        TypeKind::Map { .. } if positional.len() != 1 => {
            Object::new_map(ty, &positional, span).map_err(raise(interpreter))?
        }
        _ => match positional.as_slice() {
            [given] => make_of(interpreter, ty, given, None)?,
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
    Ok(Value::new(ValueKind::Object(object), span))
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
    let copy = make(
        interpreter,
        object.ty(),
        Vec::new(),
        keywords,
        |_, keywords| object.with(keywords, span),
    );
    let copy = copy?;
    interpreter.note_made(&copy, Some(object));
    Ok(Value::new(ValueKind::Object(copy), span))
}

/// Makes an object of dicts and keywords. The exception of the reference ends the call at the first that is wrong; the others may be
/// just as wrong. So outside of a `try`, all are reported, and the object goes on with poison in their places.
fn make(
    interpreter: &mut Interpreter,
    ty: &Type,
    dicts: Vec<PlainValue>,
    keywords: Vec<Keyword>,
    object_of: impl Fn(&[PlainValue], &[Keyword]) -> Result<Object, ObjectError>,
) -> EvalResult<Object> {
    let error = match object_of(&dicts, &keywords) {
        Ok(object) => return Ok(object),
        Err(error) => error,
    };
    if interpreter.in_try > 0 {
        let (sources, uses) = (&interpreter.sources, uses(&keywords));
        let raised = raise(interpreter)(error);
        return Err(raised.map_diagnostic(|diagnostic| at_use(sources, diagnostic, &uses)));
    }
    let mut wrong = Vec::new();
    let dicts = dicts.iter().map(|it| repair(ty, it, None, &mut wrong));
    let dicts: Vec<PlainValue> = dicts.collect();
    let (mut sound, is_all_known) = repair_attributes(ty, &keywords, &mut wrong);
    report(interpreter, &wrong, &keywords);
    // What is still wrong is not about what was given.
    let object = object_of(&dicts, &sound).map_err(raise(interpreter))?;
    if is_all_known {
        return Ok(object);
    }
    sound.extend(missing(&object, error.span));
    object_of(&dicts, &sound).map_err(raise(interpreter))
}

/// Makes an object of a single value, in the same way. `given_to` is the attribute that it is for, if it is for one.
pub(super) fn make_of(
    interpreter: &mut Interpreter,
    ty: &Type,
    given: &PlainValue,
    given_to: Option<&GivenTo>,
) -> EvalResult<Object> {
    let error = match Object::new(ty, given) {
        Ok(object) => return Ok(object),
        Err(error) => error,
    };
    let mut wrong = Vec::new();
    let repaired = repair(ty, given, given_to, &mut wrong);
    // With a single mistake that is all of the value there is nothing to go on with.
    if interpreter.in_try > 0 || matches!(repaired.kind, PlainKind::Poison) || wrong.is_empty() {
        return Err(raise_of(interpreter, given_to)(error));
    }
    report(interpreter, &wrong, &[]);
    Object::new(ty, &repaired).map_err(raise(interpreter))
}

fn report(interpreter: &mut Interpreter, wrong: &[Wrong], keywords: &[Keyword]) {
    let uses = uses(keywords);
    for Wrong { error, given_to } in wrong {
        let diagnostic = explain(error, given_to.as_ref(), &interpreter.sources);
        let diagnostic = at_use(&interpreter.sources, diagnostic, &uses);
        interpreter.report_with_callers(diagnostic);
    }
}

/// Poison for what is required and not there: it may be what a keyword that nobody knows was to be.
fn missing(object: &Object, span: Span) -> Vec<Keyword> {
    let ty = object.ty().as_struct();
    let attributes = ty.into_iter().flat_map(|ty| &ty.attributes);
    attributes
        .filter(|(name, attribute)| attribute.required && object.field(name).is_none())
        .map(|(name, _)| (name.clone(), span, poison(span)))
        .collect()
}

/// The keywords that objects were given for, by where the objects were made. A call may have many thousands, each of them wrong.
fn uses(keywords: &[Keyword]) -> FxHashMap<Span, Span> {
    let mut uses = FxHashMap::default();
    for (_, name, given) in keywords {
        if matches!(given.kind, PlainKind::Object(_)) {
            uses.entry(given.span).or_insert(*name);
        }
    }
    uses
}

/// Points at the variable that an attribute was set to rather than at the call that made the object in it: unlike a
/// text, the object is fine, and only its use is wrong.
fn at_use(sources: &Sources, diagnostic: Diagnostic, uses: &FxHashMap<Span, Span>) -> Diagnostic {
    let made = diagnostic.primary.span;
    let name = uses.get(&made);
    let Some(place) = name.and_then(|name| variable_behind(sources, *name)) else {
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
) -> EvalResult<Vec<Keyword>> {
    arguments
        .keywords
        .into_iter()
        .map(|(name, at, value)| Ok((name, at, to_given(interpreter, &value)?)))
        .collect()
}

pub(super) fn givens(
    interpreter: &mut Interpreter,
    values: &[Value],
) -> EvalResult<Vec<PlainValue>> {
    values
        .iter()
        .map(|value| to_given(interpreter, value))
        .collect()
}

fn not_a_dict(ty: &Type, given: &PlainValue, call: Span) -> Box<Raised> {
    let found = given.describe();
    // What was made elsewhere is fine there: only its use is wrong.
    let is_argument = call.file == given.span.file && call.to(given.span) == call;
    let at = if is_argument { given.span } else { call };
    let mut diagnostic = Diagnostic::new(
        &codes::TYPE_MISMATCH,
        format!("{} requires keyword arguments, found {found}", ty.called()),
        at,
    )
    .at("expected a keyword argument or a dict");
    if !is_argument {
        diagnostic = diagnostic
            .at("one of these must be a keyword argument")
            .label(given.span, "made here");
    }
    if let PlainKind::Object(object) = &given.kind
        && let Some(written) = attribute_for(ty, object.ty())
    {
        diagnostic = diagnostic.help(format!("write `{written}`"));
    }
    let mut names = ty
        .as_struct()
        .map(|ty| ty.attributes.keys())
        .into_iter()
        .flatten();
    let meant = match &given.kind {
        PlainKind::Text(..) => names.find(|name| &***name == "name"),
        PlainKind::Integer(_) | PlainKind::Float(_) => names.next(),
        _ => None,
    };
    if let Some(name) = meant {
        diagnostic = diagnostic.help(format!("write `{name} = …`"));
    }
    let shown = match &given.kind {
        PlainKind::Text(text, _) => format!("'{}'", text.as_str()),
        _ => found,
    };
    Raised::with_diagnostic(
        "ValueError",
        format!("Expected dictionary argument, got {shown}"),
        diagnostic,
    )
}

/// The first attribute that takes objects of a type, as it is written with one: `processes = […]`.
fn attribute_for(ty: &Type, given: &Type) -> Option<String> {
    ty.as_struct()?
        .attributes
        .iter()
        .find_map(|(name, attribute)| match attribute.ty.kind() {
            TypeKind::List { element } if element.name() == given.name() => {
                Some(format!("{name} = […]"))
            }
            _ if attribute.ty.name() == given.name() => Some(format!("{name} = …")),
            _ => None,
        })
}

fn copy_takes_keywords(object: &Object, first: &Value, count: usize) -> Box<Raised> {
    let diagnostic = Diagnostic::new(
        &crate::diagnostic::codes::eval::BAD_CALL,
        format!("a copy of {} requires keyword arguments", object.ty().one()),
        first.origin,
    )
    .at("expected a keyword argument");
    let diagnostic = match &first.kind {
        ValueKind::Dict(_) => diagnostic.help("put `**` before the dict"),
        _ => diagnostic,
    };
    Raised::with_diagnostic(
        "TypeError",
        format!(
            "__call__() takes exactly 1 argument ({} given)",
            count.saturating_add(1)
        ),
        diagnostic,
    )
}
