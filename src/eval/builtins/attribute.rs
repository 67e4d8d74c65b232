//! Functions over attributes and variables.

use super::arguments::{bind, exactly, wrong_argument};
use super::kind::builtin_type;
use super::variables::local_variables;
use crate::eval::methods;
use crate::eval::{Arguments, EvalResult, Exception, ExceptionKind, Interpreter, Raised};
use crate::eval::{Value, ValueKind};
use crate::source::Span;
use crate::syntax::ast::Name;
use std::rc::Rc;

/// The name of an attribute, and where it was written.
fn name_of(function: &'static str, name: &Value, span: Span) -> EvalResult<(String, Span)> {
    let Some(text) = name.as_text() else {
        let python = format!("{function}(): attribute name must be string");
        let expected = "the name of an attribute";
        return Err(wrong_argument(function, expected, name, python, span));
    };
    let place = if name.origin.is_empty() {
        span
    } else {
        name.origin
    };
    Ok((text.to_string(), place))
}

fn is_attribute_error(interpreter: &Interpreter, raised: &Raised) -> bool {
    let Raised::Exception(Exception { kind, .. }) = raised else {
        return false;
    };
    match kind {
        ExceptionKind::Builtin(name) => *name == "AttributeError",
        ExceptionKind::Value(value) => match &value.kind {
            ValueKind::Instance(instance) => {
                let wanted = interpreter.classes.exception("AttributeError");
                wanted.is_some_and(|wanted| {
                    Rc::ptr_eq(&instance.class, &wanted)
                        || instance
                            .class
                            .ancestors
                            .iter()
                            .any(|a| Rc::ptr_eq(a, &wanted))
                })
            }
            _ => false,
        },
    }
}

/// The attribute, or `None` if there is none, or if computing it raises `AttributeError`.
fn found(
    interpreter: &mut Interpreter,
    value: &Value,
    name: &str,
    span: Span,
) -> EvalResult<Option<Value>> {
    // As in a `try` body: what is raised on the way comes back.
    match interpreter.guard(|interpreter| interpreter.attribute_if_any(value, name, span)) {
        Err(raised) if is_attribute_error(interpreter, &raised) => Ok(None),
        result => result,
    }
}

pub(super) fn getattr(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let ([value, name], [default]) = bind("getattr", arguments, &[], span)?;
    let (name, place) = name_of("getattr", &name, span)?;
    match default {
        None => interpreter.attribute(&value, &name, place),
        Some(default) => Ok(found(interpreter, &value, &name, place)?.unwrap_or(default)),
    }
}

pub(super) fn hasattr(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [value, name] = exactly("hasattr", arguments, span)?;
    let (name, place) = name_of("hasattr", &name, span)?;
    // What is refused whenever it is called is as good as absent, and code that asks does without it.
    let is_refused = |it: &Value| matches!(&it.kind, ValueKind::Foreign(it) if it.is_refusal());
    let attribute = found(interpreter, &value, &name, place)?;
    let has = attribute.is_some_and(|it| !is_refused(&it));
    Ok(Value::boolean(has, span))
}

pub(super) fn setattr(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [value, name, new] = exactly("setattr", arguments, span)?;
    let (name, place) = name_of("setattr", &name, span)?;
    interpreter.set_attribute(&value, &name, new, place)?;
    Ok(Value::none(span))
}

pub(super) fn delattr(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [value, name] = exactly("delattr", arguments, span)?;
    let (name, place) = name_of("delattr", &name, span)?;
    interpreter.delete_attribute(&value, &name, place)?;
    Ok(Value::none(span))
}

pub(super) fn vars(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([], [value]) = bind("vars", arguments, &[], span)?;
    match value {
        None => local_variables(interpreter, span),
        Some(value) => match interpreter.attribute_if_any(&value, "__dict__", span)? {
            Some(variables) => Ok(variables),
            None => Err(wrong_argument(
                "vars",
                "an object with attributes",
                &value,
                "vars() argument must have __dict__ attribute",
                span,
            )),
        },
    }
}

pub(super) fn dir(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([], [value]) = bind("dir", arguments, &[], span)?;
    let mut names: Vec<Name> = match &value {
        None => match interpreter.current_locals() {
            Some(variables) => variables.into_iter().map(|(name, _)| name).collect(),
            None => {
                let namespace = interpreter.current_globals();
                let variables = namespace.variables.borrow();
                variables.keys().cloned().collect()
            }
        },
        Some(value) => {
            let mut names = interpreter.attribute_names(value);
            if let Some(builtin) = builtin_type(&value.kind) {
                names.extend(methods::names(builtin).into_iter().map(Name::from));
            }
            names
        }
    };
    names.sort();
    names.dedup();
    let names = names.iter().map(|name| Value::string(&**name, span));
    Ok(Value::list(names.collect(), span))
}
