//! Binding names to objects, and resolving what refers to them.

use super::convert::to_binding;
use super::operation::is_poison;
use super::raise::{bad_call, poisoned, raise, type_error};
use crate::eval::value::{Arguments, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter};
use crate::object::Environment;
use crate::object::{Interpolation, Limits, Object, PlainKind, PlainValue, Scope};
use crate::source::Span;
use std::rc::Rc;

/// `object.bind(…)`: of several arguments the last wins, keywords over all of them.
pub(super) fn bind(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (object, scopes) = receiver_and_scopes(i, arguments, "bind", span)?;
    let bound = scopes
        .into_iter()
        .fold(object, |object, scope| object.bind(scope));
    Ok(Value::new(ValueKind::Object(bound), span))
}

/// `object.in_scope(…)`: like `bind`, but behind all bindings there are.
pub(super) fn in_scope(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (object, scopes) = receiver_and_scopes(i, arguments, "in_scope", span)?;
    let bound = scopes
        .into_iter()
        .fold(object, |object, scope| object.in_scope(scope));
    Ok(Value::new(ValueKind::Object(bound), span))
}

/// `object % bindings`: interpolated at once.
pub(super) fn bind_and_interpolate(
    i: &Interpreter,
    object: &Object,
    argument: &PlainValue,
) -> EvalResult<Object> {
    if matches!(argument.kind, PlainKind::Poison) {
        return Err(poisoned());
    }
    let interpolation = interpolated(i, &object.bind(scope_of(i, argument)?))?;
    Ok(interpolation.object.as_interpolated())
}

/// How much interpolating may do on behalf of an evaluation.
pub(super) fn limits<'a>(i: &'a Interpreter) -> Limits<'a> {
    Limits {
        expansion: i.limits.expansion,
        rounds: i.limits.rounds,
        text: i.limits.size,
        budget: Some(&*i.usage),
        ..Limits::default()
    }
}

/// An object interpolated within the limits of the evaluation; the first problem is an exception.
fn interpolated(i: &Interpreter, object: &Object) -> EvalResult<Interpolation> {
    let interpolation = object.interpolate_with(&limits(i), None);
    if is_poison(&interpolation.object) {
        return Err(poisoned());
    }
    match interpolation.problems.first() {
        Some(problem) => Err(raise(i)(problem.clone().into())),
        None => Ok(interpolation),
    }
}

/// `object.interpolate()`: the object, and the references that nothing binds.
pub(super) fn interpolate(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let object = receiver(&arguments, "interpolate", span)?;
    let interpolation = interpolated(i, &object)?;
    let mut unbound: Vec<Value> = Vec::new();
    for missing in interpolation.unbound {
        let seen = |value: &Value| matches!(&value.kind, ValueKind::Reference(reference) if *reference == missing.reference);
        if !unbound.iter().any(seen) {
            unbound.push(Value::new(
                ValueKind::Reference(missing.reference),
                missing.span,
            ));
        }
    }
    let object = interpolation.object.as_interpolated();
    let object = Value::new(ValueKind::Object(object), span);
    Ok(Value::tuple([object, Value::list(unbound, span)], span))
}

/// `choice.unwrap()`: what was chosen, resolved as far as it can be.
pub(super) fn unwrap(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let object = receiver(&arguments, "unwrap", span)?;
    let chosen = interpolated(i, &object)?.object.unwrap_choice();
    Ok(Value::new(
        ValueKind::Object(chosen.as_interpolated()),
        span,
    ))
}

/// `Environment(…)`: dicts, environments and keywords.
pub(super) fn environment(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let positional = bindings(i, &arguments.positional)?;
    let mut builder = Environment::builder();
    for given in &positional {
        builder.extend(given).map_err(raise(i))?;
    }
    for (name, at, value) in arguments.keywords {
        let given = to_binding(i, &value)?;
        builder.keyword(&name, at, &given).map_err(raise(i))?;
    }
    Ok(Value::new(
        ValueKind::Environment(Rc::new(builder.finish())),
        span,
    ))
}

/// The object in front of the arguments of a method.
pub(super) fn receiver(arguments: &Arguments, method: &str, span: Span) -> EvalResult<Object> {
    match arguments.positional.first().map(|value| &value.kind) {
        Some(ValueKind::Object(object)) => Ok(object.clone()),
        Some(ValueKind::Poison) => Err(poisoned()),
        _ => Err(type_error(
            format!("`{method}` must be called on an object"),
            span,
        )),
    }
}

/// The object in front of the arguments of a method that takes nothing else.
pub(super) fn lone_receiver(arguments: &Arguments, method: &str, span: Span) -> EvalResult<Object> {
    if arguments.positional.len() > 1 || !arguments.keywords.is_empty() {
        return Err(bad_call(format!("`{method}()` takes no arguments"), span));
    }
    receiver(arguments, method, span)
}

fn receiver_and_scopes(
    i: &mut Interpreter,
    mut arguments: Arguments,
    method: &str,
    span: Span,
) -> EvalResult<(Object, Vec<Scope>)> {
    let object = receiver(&arguments, method, span)?;
    arguments.positional.remove(0);
    let mut scopes = bindings(i, &arguments.positional)?
        .iter()
        .map(|given| scope_of(i, given))
        .collect::<EvalResult<Vec<Scope>>>()?;
    if !arguments.keywords.is_empty() {
        let mut builder = Environment::builder();
        for (name, at, value) in arguments.keywords {
            let given = to_binding(i, &value)?;
            builder.keyword(&name, at, &given).map_err(raise(i))?;
        }
        scopes.push(builder.finish().into());
    }
    Ok((object, scopes))
}

fn bindings(i: &mut Interpreter, values: &[Value]) -> EvalResult<Vec<PlainValue>> {
    values.iter().map(|value| to_binding(i, value)).collect()
}

fn scope_of(i: &Interpreter, given: &PlainValue) -> EvalResult<Scope> {
    Scope::from_given(given).map_err(raise(i))
}
