//! Taking the arguments of a call apart.

use crate::diagnostic::{Diagnostic, codes};
use crate::eval::work_size::charge_reading;
use crate::eval::{Arguments, EvalResult, Raised, Value, ValueKind};
use crate::source::{Span, Text};
use num_traits::ToPrimitive;

use super::kind::describe;

/// Arguments by position and, where `names` has them, by name: `R` required ones, then `O` optional ones. `names` is
/// either empty or as long as both together.
pub(in crate::eval) fn bind<const R: usize, const O: usize>(
    function: &'static str,
    arguments: Arguments,
    names: &[&str],
    span: Span,
) -> EvalResult<([Value; R], [Option<Value>; O])> {
    let given = arguments.positional.len() + arguments.keywords.len();
    if arguments.positional.len() > R + O {
        return Err(wrong_count(function, R, O, given, span));
    }
    let mut required: [Option<Value>; R] = std::array::from_fn(|_| None);
    let mut optional: [Option<Value>; O] = std::array::from_fn(|_| None);
    for (index, value) in arguments.positional.into_iter().enumerate() {
        if let Some(slot) = slot(&mut required, &mut optional, index) {
            *slot = Some(value);
        }
    }
    for (name, name_span, value) in arguments.keywords {
        if names.is_empty() {
            return Err(no_keywords(function, name_span));
        }
        let Some(index) = names.iter().position(|known| **known == *name) else {
            return Err(unknown_keyword(function, &name, names, name_span));
        };
        match slot(&mut required, &mut optional, index) {
            Some(slot) if slot.is_none() => *slot = Some(value),
            _ => return Err(given_twice(function, &name, name_span)),
        }
    }
    if required.iter().any(Option::is_none) {
        return Err(wrong_count(function, R, O, given, span));
    }
    let required = required.map(|value| value.unwrap_or_else(|| Value::none(span)));
    Ok((required, optional))
}

/// Like [`bind`] for a method: the receiver, and the others, which are counted without it.
pub(in crate::eval) fn bind_method<const R: usize, const O: usize>(
    function: &'static str,
    mut arguments: Arguments,
    names: &[&str],
    span: Span,
) -> EvalResult<(Value, [Value; R], [Option<Value>; O])> {
    let this = receiver(function, &mut arguments, span)?;
    let (required, optional) = bind(function, arguments, names, span)?;
    Ok((this, required, optional))
}

/// Takes the receiver out of a method's arguments: the builtin value inside, if it is an object of a derived class.
pub(in crate::eval) fn receiver(
    function: &'static str,
    arguments: &mut Arguments,
    span: Span,
) -> EvalResult<Value> {
    if arguments.positional.is_empty() {
        return Err(type_error(
            format!("descriptor '{function}' of a builtin type needs an argument"),
            span,
        ));
    }
    let this = arguments.positional.remove(0);
    Ok(payload(this))
}

/// The builtin value inside an object of a class derived from `dict`, `list`, `str`, …
pub(in crate::eval) fn payload(value: Value) -> Value {
    match &value.kind {
        ValueKind::Instance(instance) => match &instance.payload {
            Some(inner) => inner.clone().with_origin(value.origin),
            None => value,
        },
        _ => value,
    }
}

/// Exactly `N` arguments by position.
pub(in crate::eval) fn exactly<const N: usize>(
    function: &'static str,
    arguments: Arguments,
    span: Span,
) -> EvalResult<[Value; N]> {
    let (required, _) = bind::<N, 0>(function, arguments, &[], span)?;
    Ok(required)
}

/// A receiver and nothing else.
pub(in crate::eval) fn alone(
    function: &'static str,
    arguments: Arguments,
    span: Span,
) -> EvalResult<Value> {
    let (this, [], []) = bind_method(function, arguments, &[], span)?;
    Ok(this)
}

/// Any number of arguments by position, none by name.
pub(in crate::eval) fn positional(
    function: &'static str,
    arguments: Arguments,
) -> EvalResult<Vec<Value>> {
    match arguments.keywords.first() {
        Some((_, span, _)) => Err(no_keywords(function, *span)),
        None => Ok(arguments.positional.into_vec()),
    }
}

/// A whole number; `True` and `False` are 1 and 0. Numbers that do not fit are cut off at the ends of the range, which
/// every use of them here cannot tell from the true ones.
pub(in crate::eval) fn integer(
    function: &'static str,
    value: &Value,
    span: Span,
) -> EvalResult<i64> {
    match &value.kind {
        ValueKind::Integer(number) => Ok(*number),
        ValueKind::Boolean(truth) => Ok(i64::from(*truth)),
        ValueKind::BigInteger(number) => Ok(number.to_i64().unwrap_or(match number.sign() {
            num_bigint::Sign::Minus => i64::MIN,
            _ => i64::MAX,
        })),
        ValueKind::Float(_) => Err(wrong_argument(
            function,
            "an integer",
            value,
            "integer argument expected, got float",
            span,
        )),
        _ => Err(wrong_argument(
            function,
            "an integer",
            value,
            "an integer is required",
            span,
        )),
    }
}

/// A string of either kind.
pub(in crate::eval) fn text<'a>(
    function: &'static str,
    value: &'a Value,
    span: Span,
) -> EvalResult<&'a Text> {
    if let Some(text) = value.as_text() {
        charge_reading(text)?;
    }
    value.as_text().ok_or_else(|| {
        wrong_argument(
            function,
            "a string",
            value,
            "expected a string or other character buffer object",
            span,
        )
    })
}

/// The optional argument, unless it is not given or `None`.
pub(in crate::eval) fn given(value: Option<Value>) -> Option<Value> {
    value.filter(|value| !matches!(value.kind, ValueKind::None))
}

/// `TypeError` about an argument: Python's words for the configuration, better ones for people, at the place that
/// wrote the argument.
pub(in crate::eval) fn wrong_argument(
    function: &str,
    expected: &str,
    value: &Value,
    python_message: impl Into<String>,
    span: Span,
) -> Box<Raised> {
    let message = format!("`{function}` expects {expected}, found {}", describe(value));
    let diagnostic = Diagnostic::new(&codes::eval::TYPE_ERROR, message, written(value, span))
        .at(format!("expected {expected}"));
    Raised::with_diagnostic("TypeError", python_message, used_at(diagnostic, span))
}

/// `ValueError` about an argument, at the place that wrote it.
pub(in crate::eval) fn bad_value(
    value: &Value,
    python_message: impl Into<String>,
    span: Span,
) -> Box<Raised> {
    let message = python_message.into();
    let diagnostic = Diagnostic::new(
        &codes::eval::VALUE_ERROR,
        message.clone(),
        written(value, span),
    );
    Raised::with_diagnostic("ValueError", message, used_at(diagnostic, span))
}

/// `TypeError` at a place.
pub(in crate::eval) fn type_error(message: impl Into<String>, span: Span) -> Box<Raised> {
    Raised::new("TypeError", &codes::eval::TYPE_ERROR, message, span)
}

/// `ValueError` at a place.
pub(in crate::eval) fn value_error(message: impl Into<String>, span: Span) -> Box<Raised> {
    Raised::new("ValueError", &codes::eval::VALUE_ERROR, message, span)
}

/// The place that wrote a value; the call, if it is one of jobc's own.
fn written(value: &Value, call: Span) -> Span {
    if value.origin.is_empty() {
        call
    } else {
        value.origin
    }
}

/// Shows the call too, where the argument was written elsewhere.
fn used_at(diagnostic: Diagnostic, call: Span) -> Diagnostic {
    let primary = diagnostic.primary.span;
    let inside =
        primary.file == call.file && call.start <= primary.start && primary.end <= call.end;
    if inside {
        diagnostic
    } else {
        diagnostic.label(call, "used here")
    }
}

fn slot<'a>(
    required: &'a mut [Option<Value>],
    optional: &'a mut [Option<Value>],
    index: usize,
) -> Option<&'a mut Option<Value>> {
    let count = required.len();
    if index < count {
        required.get_mut(index)
    } else {
        optional.get_mut(index - count)
    }
}

fn no_keywords(function: &str, span: Span) -> Box<Raised> {
    Raised::new(
        "TypeError",
        &codes::eval::BAD_CALL,
        format!("{function}() takes no keyword arguments"),
        span,
    )
}

fn given_twice(function: &str, name: &str, span: Span) -> Box<Raised> {
    Raised::new(
        "TypeError",
        &codes::eval::BAD_CALL,
        format!("{function}() got multiple values for keyword argument '{name}'"),
        span,
    )
}

fn unknown_keyword(function: &str, name: &str, names: &[&str], span: Span) -> Box<Raised> {
    let python_message = format!("'{name}' is an invalid keyword argument for this function");
    let mut diagnostic = Diagnostic::new(
        &codes::eval::BAD_CALL,
        format!("`{function}` has no parameter `{name}`"),
        span,
    );
    if let Some(near) = crate::diagnostic::nearest(name, names.iter().copied()) {
        diagnostic = diagnostic.suggest(span, near);
    }
    Raised::with_diagnostic("TypeError", python_message, diagnostic)
}

/// `TypeError` because a function got too many or too few arguments.
pub(in crate::eval) fn wrong_count(
    function: &str,
    required: usize,
    optional: usize,
    given: usize,
    span: Span,
) -> Box<Raised> {
    let (bound, count) = if optional == 0 {
        ("exactly", required)
    } else if given < required {
        ("at least", required)
    } else {
        ("at most", required + optional)
    };
    let message = match (optional, count) {
        (0, 0) => format!("{function}() takes no arguments ({given} given)"),
        (0, 1) => format!("{function}() takes exactly one argument ({given} given)"),
        _ => {
            let plural = if count == 1 { "" } else { "s" };
            format!("{function}() takes {bound} {count} argument{plural} ({given} given)")
        }
    };
    Raised::new("TypeError", &codes::eval::BAD_CALL, message, span)
}
