//! Functions that ask what a value is.

use super::arguments::{exactly, wrong_argument};
use crate::eval::value::{BuiltinType, Class};
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::source::Span;
use std::rc::Rc;

pub(super) fn isinstance(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [value, classes] = exactly("isinstance", arguments, span)?;
    let class = interpreter.class_of(&value);
    let found = is_one_of(
        interpreter,
        "isinstance",
        &class,
        Some(&value),
        &classes,
        span,
    )?;
    Ok(Value::boolean(found, span))
}

pub(super) fn issubclass(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [class, classes] = exactly("issubclass", arguments, span)?;
    if !matches!(class.kind, ValueKind::Class(_) | ValueKind::Type(_)) {
        let python = "issubclass() arg 1 must be a class";
        return Err(wrong_argument(
            "issubclass",
            "a class",
            &class,
            python,
            span,
        ));
    }
    let found = is_one_of(interpreter, "issubclass", &class, None, &classes, span)?;
    Ok(Value::boolean(found, span))
}

/// Whether a class is one of `classes`, which may be tuples of tuples, or inherits from one. `value` is the value whose
/// class it is, if there is one.
fn is_one_of(
    interpreter: &mut Interpreter,
    function: &'static str,
    class: &Value,
    value: Option<&Value>,
    classes: &Value,
    span: Span,
) -> EvalResult<bool> {
    let mut pending = vec![classes.clone()];
    while let Some(candidate) = pending.pop() {
        interpreter.step(span)?;
        let found = match (&candidate.kind, &class.kind) {
            (ValueKind::Tuple(tuple), _) => {
                pending.extend(tuple.items.iter().rev().cloned());
                false
            }
            (ValueKind::Class(wanted), ValueKind::Class(class)) => {
                inherits(class, wanted) || is_object(wanted)
            }
            (ValueKind::Class(wanted), ValueKind::Type(ty)) => {
                let behind = interpreter.struct_classes.get(ty);
                is_object(wanted) || behind.is_some_and(|class| inherits(class, wanted))
            }
            (ValueKind::Class(wanted), _) => is_object(wanted),
            // Pystachio has no object be an instance of a class above its own.
            (ValueKind::Type(wanted), ValueKind::Type(ty)) if value.is_some() => wanted == ty,
            (ValueKind::Type(wanted), ValueKind::Type(ty)) if ty.as_struct().is_some() => {
                let classes = &interpreter.struct_classes;
                let behind = (classes.get(ty), classes.get(wanted));
                wanted.identity() == ty.identity()
                    || matches!(behind, (Some(class), Some(wanted)) if inherits(class, wanted))
            }
            (ValueKind::Type(wanted), ValueKind::Type(ty)) => wanted.name() == ty.name(),
            (ValueKind::Type(_), _) => false,
            // A function of jobc stands for the class of the same name: `type(f)`, `re.compile`.
            (ValueKind::Native(_) | ValueKind::Foreign(_), _) => false,
            (ValueKind::Poison, _) => return Err(crate::eval::Raised::poisoned()),
            _ => match own_check(interpreter, &candidate, value.unwrap_or(class), span)? {
                Some(found) => found,
                None => {
                    let expected = "a class or a tuple of classes";
                    let python = format!(
                        "{function}() arg 2 must be a class, type, or tuple of classes and types"
                    );
                    return Err(wrong_argument(function, expected, &candidate, python, span));
                }
            },
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the candidate's `__instancecheck__` says.
fn own_check(
    interpreter: &mut Interpreter,
    candidate: &Value,
    value: &Value,
    span: Span,
) -> EvalResult<Option<bool>> {
    if !matches!(candidate.kind, ValueKind::Instance(_)) {
        return Ok(None);
    }
    let check = interpreter.attribute_if_any(candidate, "__instancecheck__", span)?;
    let Some(check) = check else {
        return Ok(None);
    };
    let verdict = super::sequence::call_with(interpreter, &check, [value.clone()], span)?;
    interpreter.truth(&verdict, span).map(Some)
}

fn inherits(class: &Rc<Class>, wanted: &Rc<Class>) -> bool {
    Rc::ptr_eq(class, wanted)
        || class
            .ancestors
            .iter()
            .any(|ancestor| Rc::ptr_eq(ancestor, wanted))
}

fn is_object(class: &Class) -> bool {
    class.builtin == BuiltinType::Object && class.ancestors.is_empty() && &*class.name == "object"
}

pub(super) fn callable(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [value] = exactly("callable", arguments, span)?;
    let callable = match &value.kind {
        ValueKind::Function(_)
        | ValueKind::Native(_)
        | ValueKind::Method(_)
        | ValueKind::Class(_)
        | ValueKind::Type(_) => true,
        ValueKind::Object(object) => object.ty().as_struct().is_some(),
        ValueKind::Foreign(foreign) => {
            let name = foreign.type_name();
            ["partial", "getter", "caller"]
                .iter()
                .any(|suffix| name.ends_with(suffix))
        }
        ValueKind::Instance(_) => interpreter
            .attribute_if_any(&value, "__call__", span)?
            .is_some(),
        _ => false,
    };
    Ok(Value::boolean(callable, span))
}
