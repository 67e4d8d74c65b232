//! What `check()` says of an object. Pystachio: `check` of `Structural`, `ListContainer`, `MapContainer`, `ChoiceContainer` and `Object`.
//!
//! Whether anything is wrong is found out by a walk through the object, as for a job. Here it is put in Pystachio's words, which name the
//! way to what is wrong first: `Job[task] failed: Task[name] is required.`

use super::interpolator::Interpolator;
use super::object::Data;
use super::scopes::Scopes;
use super::{Limits, Object, ObjectError, PlainKind, PlainValue, Problem, ProblemKind, TypeKind};

impl Object {
    /// Pystachio's words for the first thing that is wrong; `None` if nothing is, or if there are no such words. An `Err` is what it raises
    /// instead of saying that the check has failed.
    pub fn check_message(&self, limits: &Limits<'_>) -> Result<Option<String>, ObjectError> {
        message(self, &Scopes::default(), limits)
    }
}

type Message = Result<Option<String>, ObjectError>;

fn message(object: &Object, outer: &Scopes, limits: &Limits<'_>) -> Message {
    match &object.0.data {
        Data::Leaf { .. } => of_leaf(object, outer, limits),
        Data::Choice(given) => of_choice(object, given, outer, limits),
        Data::List(_) => of_list(object, outer, limits),
        Data::Map(_) => of_map(object, outer, limits),
        Data::Struct(_) => of_struct(object, outer, limits),
        Data::Poison => Ok(None),
    }
}

fn of_struct(object: &Object, outer: &Scopes, limits: &Limits<'_>) -> Message {
    let Some(ty) = object.ty().as_struct() else {
        return Ok(None);
    };
    let class = object.ty().name();
    let inside = Scopes::inside(object, outer);
    for (name, attribute) in &ty.attributes {
        let Some(field) = object.field(name) else {
            if attribute.required {
                return Ok(Some(format!("{class}[{name}] is required.")));
            }
            continue;
        };
        if let Some(message) = message(&field.value, &inside, limits)? {
            return Ok(Some(format!("{class}[{name}] failed: {message}")));
        }
    }
    Ok(None)
}

fn of_list(object: &Object, outer: &Scopes, limits: &Limits<'_>) -> Message {
    let inside = Scopes::inside(object, outer);
    for element in object.as_list().unwrap_or_default() {
        if let Some(message) = message(element, &inside, limits)? {
            let class = object.ty().name();
            return Ok(Some(format!("Element in {class} failed check: {message}")));
        }
    }
    Ok(None)
}

fn of_map(object: &Object, outer: &Scopes, limits: &Limits<'_>) -> Message {
    let inside = Scopes::inside(object, outer);
    let class = object.ty().name();
    for (key, value) in object.as_map().unwrap_or_default() {
        let of_key = message(key, &inside, limits)?;
        let of_value = message(value, &inside, limits)?;
        // Both are shown on their own, so that what does not fit its type raises.
        if let Some(message) = of_key {
            let key = key.to_text(limits)?.to_string();
            return Ok(Some(format!("{class} key {key} failed check: {message}")));
        }
        if let Some(message) = of_value {
            let (key, value) = (
                key.to_text(limits)?.to_string(),
                value.to_text(limits)?.to_string(),
            );
            return Ok(Some(format!(
                "{class}[{key}] value {value} failed check: {message}"
            )));
        }
    }
    Ok(None)
}

/// None of the alternatives fits. Which of them are tried, and what they say, does not matter.
///
/// Where an object of one of the alternatives does not pass its own check, Pystachio has no answer at all, and fails.
fn of_choice(object: &Object, given: &PlainValue, outer: &Scopes, limits: &Limits<'_>) -> Message {
    let found = problems(object, outer, limits);
    if found.is_empty() {
        return Ok(None);
    }
    let escapes = |it: &Problem| matches!(it.kind, ProblemKind::UnknownAttribute { .. });
    if let Some(problem) = found.into_iter().find(escapes) {
        return Err(problem.into());
    }
    let class = object.ty().name();
    let shown = match (&given.kind, object.ty().kind()) {
        (PlainKind::Text(text, _), _) => text.to_string(),
        (PlainKind::Integer(number), _) => number.to_string(),
        (PlainKind::Object(chosen), TypeKind::Choice { alternatives })
            if alternatives.contains(chosen.ty()) =>
        {
            return Err(ObjectError::unchecked_choice(chosen));
        }
        _ => return Ok(None),
    };
    Ok(Some(format!(
        "{class} typecheck failed: value {shown} did not match any of its alternatives"
    )))
}

fn of_leaf(object: &Object, outer: &Scopes, limits: &Limits<'_>) -> Message {
    let Some(first) = problems(object, outer, limits).into_iter().next() else {
        return Ok(None);
    };
    let said = &first.python_message;
    match first.kind {
        ProblemKind::Unresolved { .. } => Ok(Some(said.clone())),
        ProblemKind::Coercion { .. }
        | ProblemKind::BadMapKey { .. }
        | ProblemKind::Cycle { .. } => Ok(Some(format!("Unable to interpolate: {said}"))),
        _ => Err(first.into()),
    }
}

fn problems(object: &Object, outer: &Scopes, limits: &Limits<'_>) -> Vec<Problem> {
    let mut walk = Interpolator::new(limits, None, true);
    walk.object(object, outer);
    walk.problems
}

/// What is said of a value that has to be known and is not.
pub(super) fn not_known(text: &str, expected: &super::Type) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let what = match expected.kind() {
        TypeKind::Integer => "an integer".to_owned(),
        TypeKind::Float => "a float".to_owned(),
        TypeKind::Boolean => "a boolean".to_owned(),
        TypeKind::Enum { values } => format!("in the enumeration ({})", values.join(", ")),
        _ => expected.with_article(),
    };
    format!("{quote}{text}{quote} not {what}")
}
