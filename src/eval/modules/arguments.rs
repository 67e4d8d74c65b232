//! Taking the arguments of a native function apart, with the messages that Python gives.

use crate::diagnostic::codes::eval as codes;
use crate::diagnostic::{Diagnostic, nearest};
use crate::eval::builtins::arguments::wrong_argument;
use crate::eval::value::{Arguments, Value, ValueKind};
use crate::eval::work_size::charge_reading;
use crate::eval::{EvalResult, Raised};
use crate::source::{Span, Text};
use num_traits::ToPrimitive;

/// The arguments in the order of the parameters: the required ones, then the optional ones. A parameter without a name is
/// given by position only.
pub(super) fn take<const R: usize, const O: usize>(
    function: &str,
    arguments: Arguments,
    required: [&str; R],
    optional: [&str; O],
    span: Span,
) -> EvalResult<([Value; R], [Option<Value>; O])> {
    let given = arguments.positional.len() + arguments.keywords.len();
    if arguments.positional.len() > R + O {
        return Err(wrong_count(function, R, R + O, given, span));
    }
    let mut slots: Vec<Option<Value>> = arguments.positional.into_iter().map(Some).collect();
    slots.resize(R + O, None);
    let names = || required.iter().chain(&optional).copied();
    for (name, place, value) in arguments.keywords {
        match names().position(|parameter| *parameter == *name) {
            Some(index) if slots[index].is_none() => slots[index] = Some(value),
            Some(_) => {
                let message =
                    format!("{function}() got multiple values for keyword argument '{name}'");
                return Err(Raised::new("TypeError", &codes::BAD_CALL, message, place));
            }
            None => return Err(unknown_keyword(function, &name, names(), place)),
        }
    }
    let rest = slots.split_off(R);
    let first: Option<Vec<Value>> = slots.into_iter().collect();
    match (
        first.and_then(|first| first.try_into().ok()),
        rest.try_into(),
    ) {
        (Some(first), Ok(rest)) => Ok((first, rest)),
        _ => Err(wrong_count(function, R, R + O, given, span)),
    }
}

/// The arguments of a function that takes one value.
pub(super) fn one(function: &str, arguments: Arguments, span: Span) -> EvalResult<Value> {
    let ([value], []) = take(function, arguments, [""], [], span)?;
    Ok(value)
}

/// The arguments of a function that takes two values.
pub(super) fn two(function: &str, arguments: Arguments, span: Span) -> EvalResult<[Value; 2]> {
    let (values, []) = take(function, arguments, ["", ""], [], span)?;
    Ok(values)
}

fn unknown_keyword<'a>(
    function: &str,
    name: &str,
    parameters: impl Iterator<Item = &'a str>,
    place: Span,
) -> Box<Raised> {
    let message = format!("{function}() got an unexpected keyword argument '{name}'");
    let mut diagnostic = Diagnostic::new(
        &codes::BAD_CALL,
        format!("`{function}` has no parameter `{name}`"),
        place,
    );
    if let Some(near) = nearest(name, parameters) {
        diagnostic = diagnostic.suggest(place, near);
    }
    Raised::with_diagnostic("TypeError", message, diagnostic)
}

fn wrong_count(function: &str, least: usize, most: usize, given: usize, span: Span) -> Box<Raised> {
    let (bound, count) = if least == most {
        ("exactly", most)
    } else if given < least {
        ("at least", least)
    } else {
        ("at most", most)
    };
    let plural = if count == 1 { "" } else { "s" };
    let message = format!("{function}() takes {bound} {count} argument{plural} ({given} given)");
    Raised::new("TypeError", &codes::BAD_CALL, message, span)
}

/// What a value is, in the words of a message.
pub(super) fn kind_name(value: &Value) -> String {
    let name = match &value.kind {
        ValueKind::None => "NoneType",
        ValueKind::Ellipsis => "ellipsis",
        ValueKind::NotImplemented => "NotImplementedType",
        ValueKind::Boolean(_) => "bool",
        ValueKind::Integer(_) => "int",
        ValueKind::BigInteger(_) => "long",
        ValueKind::Float(_) => "float",
        ValueKind::String(_) => "str",
        ValueKind::Unicode(_) => "unicode",
        ValueKind::List(_) => "list",
        ValueKind::Tuple(tuple) => match &tuple.class {
            Some(class) => return class.name.to_string(),
            None => "tuple",
        },
        ValueKind::Dict(_) => "dict",
        ValueKind::Set(set) if set.frozen => "frozenset",
        ValueKind::Set(_) => "set",
        ValueKind::Slice(_) => "slice",
        ValueKind::Function(_) => "function",
        ValueKind::Native(_) => "builtin_function_or_method",
        ValueKind::Method(_) => "instancemethod",
        ValueKind::Class(_) | ValueKind::Type(_) => "type",
        ValueKind::Instance(instance) => return instance.class.name.to_string(),
        ValueKind::Module(_) => "module",
        ValueKind::Iterator(_) => "iterator",
        ValueKind::Descriptor(_) => "property",
        ValueKind::Foreign(foreign) => foreign.type_name(),
        ValueKind::Signature(_) => "attribute declaration",
        ValueKind::Object(_) => "object",
        ValueKind::Environment(_) => "Environment",
        ValueKind::Reference(_) => "Ref",
        ValueKind::Empty => "Empty",
        ValueKind::Poison => "unknown value",
    };
    name.to_owned()
}

/// The exception for an argument that is at fault: it points at the argument if that was written inside the call, else at the
/// call, and says where the argument comes from. An argument that failed itself says nothing more.
pub(super) fn at_fault(
    class: &'static str,
    code: &'static crate::diagnostic::Code,
    message: impl Into<String>,
    value: &Value,
    span: Span,
) -> Box<Raised> {
    if value.is_poison() {
        return Raised::poisoned();
    }
    let origin = value.origin;
    let inside = origin.file == span.file && span.start <= origin.start && origin.end <= span.end;
    if inside {
        return Raised::new(class, code, message, origin);
    }
    Raised::new(class, code, message, span)
        .map_diagnostic(|diagnostic| diagnostic.label(origin, "the argument comes from here"))
}

/// `TypeError` for an argument: `function` wants `expected`.
pub(super) fn wrong_type(function: &str, expected: &str, value: &Value, span: Span) -> Box<Raised> {
    if value.is_poison() {
        return Raised::poisoned();
    }
    let found = kind_name(value);
    let python = format!("{function}() expects {expected}, got {found}");
    wrong_argument(function, expected, value, python, span)
}

/// `ValueError` of a call.
pub(super) fn bad_value(message: impl Into<String>, span: Span) -> Box<Raised> {
    Raised::new("ValueError", &codes::VALUE_ERROR, message, span)
}

/// A string of either kind.
#[derive(Clone, Debug)]
pub(super) struct Characters {
    /// The characters; bytes as U+0000–U+00FF unless it is unicode.
    pub text: Text,
    /// Whether it is `unicode`.
    pub unicode: bool,
}

impl Characters {
    /// A value of the same kind of string.
    pub fn value(&self, text: impl Into<Text>, span: Span) -> Value {
        string_value(text.into(), self.unicode, span)
    }
}

/// A string of a kind.
pub(super) fn string_value(text: Text, unicode: bool, span: Span) -> Value {
    let kind = if unicode {
        ValueKind::Unicode(text)
    } else {
        ValueKind::String(text)
    };
    Value::new(kind, span)
}

/// A string.
pub(super) fn string(function: &str, value: &Value, span: Span) -> EvalResult<Characters> {
    match &value.kind {
        ValueKind::String(text) | ValueKind::Unicode(text) => {
            charge_reading(text)?;
            Ok(Characters {
                text: text.clone(),
                unicode: matches!(value.kind, ValueKind::Unicode(_)),
            })
        }
        ValueKind::Instance(instance) => match &instance.payload {
            Some(payload) if payload.as_text().is_some() => string(function, payload, span),
            _ => Err(wrong_type(function, "a string", value, span)),
        },
        _ => Err(wrong_type(function, "a string", value, span)),
    }
}

/// The kind of string that comes of several put together. Python decodes a plain one as ASCII where it meets unicode.
pub(super) fn common_kind(parts: &[&Characters], span: Span) -> EvalResult<bool> {
    if !parts.iter().any(|part| part.unicode) {
        return Ok(false);
    }
    for part in parts.iter().filter(|it| !it.unicode && !it.text.is_ascii()) {
        if let Some((position, byte)) = part.text.chars().enumerate().find(|(_, c)| !c.is_ascii()) {
            let message = format!(
                "'ascii' codec can't decode byte {:#04x} in position {position}: ordinal not in range(128)",
                u32::from(byte)
            );
            return Err(Raised::new(
                "UnicodeDecodeError",
                &codes::VALUE_ERROR,
                message,
                span,
            ));
        }
    }
    Ok(true)
}

/// The bytes of a string; a unicode one has to be ASCII.
pub(super) fn bytes(function: &str, value: &Value, span: Span) -> EvalResult<Vec<u8>> {
    let characters = string(function, value, span)?;
    let limit = if characters.unicode { 0x7f } else { 0xff };
    let mut bytes = Vec::with_capacity(characters.text.len());
    for (position, c) in characters.text.chars().enumerate() {
        match u8::try_from(u32::from(c)) {
            Ok(byte) if byte <= limit => bytes.push(byte),
            _ => {
                let message = format!(
                    "'ascii' codec can't encode character u'\\x{:02x}' in position {position}: ordinal not in range(128)",
                    u32::from(c)
                );
                let class = "UnicodeEncodeError";
                return Err(at_fault(class, &codes::VALUE_ERROR, message, value, span));
            }
        }
    }
    Ok(bytes)
}

/// A plain string of bytes.
pub(super) fn byte_string(bytes: &[u8], span: Span) -> Value {
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    Value::string(text, span)
}

/// An integer.
pub(super) fn integer(function: &str, value: &Value, span: Span) -> EvalResult<i64> {
    match &value.kind {
        ValueKind::Integer(number) => Ok(*number),
        ValueKind::Boolean(flag) => Ok(i64::from(*flag)),
        ValueKind::BigInteger(_) => {
            let message = format!("{function}(): the number is too large");
            let class = "OverflowError";
            Err(at_fault(class, &codes::VALUE_ERROR, message, value, span))
        }
        _ => Err(wrong_type(function, "an integer", value, span)),
    }
}

/// An integer that counts something: below zero counts as zero.
pub(super) fn count(function: &str, value: &Value, span: Span) -> EvalResult<usize> {
    Ok(usize::try_from(integer(function, value, span)?.max(0)).unwrap_or(usize::MAX))
}

/// A number as a float.
pub(super) fn float(function: &str, value: &Value, span: Span) -> EvalResult<f64> {
    match &value.kind {
        ValueKind::Integer(number) => Ok(*number as f64),
        ValueKind::Boolean(flag) => Ok(f64::from(u8::from(*flag))),
        ValueKind::Float(number) => Ok(*number),
        ValueKind::BigInteger(number) => match number.to_f64() {
            Some(number) if number.is_finite() => Ok(number),
            _ => {
                let message = "long int too large to convert to float";
                let class = "OverflowError";
                Err(at_fault(class, &codes::VALUE_ERROR, message, value, span))
            }
        },
        _ => Err(wrong_type(function, "a number", value, span)),
    }
}

/// The value unless it is absent or `None`.
pub(super) fn present(value: Option<Value>) -> Option<Value> {
    value.filter(|value| !matches!(value.kind, ValueKind::None))
}
