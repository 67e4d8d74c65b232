//! Characters, `repr`, `format`, `print`.

use super::arguments::{bad_value, bind, exactly, given, integer, text, wrong_argument};
use super::kind::type_name;
use crate::eval::joined::Joined;
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::source::{Span, Text};

pub(super) fn chr(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [value] = exactly("chr", arguments, span)?;
    match u8::try_from(integer("chr", &value, span)?) {
        Ok(byte) => Ok(Value::string(char::from(byte).to_string(), span)),
        Err(_) => Err(bad_value(&value, "chr() arg not in range(256)", span)),
    }
}

pub(super) fn unichr(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [value] = exactly("unichr", arguments, span)?;
    let code = u32::try_from(integer("unichr", &value, span)?).ok();
    match code.and_then(char::from_u32) {
        Some(character) => Ok(Value::new(
            ValueKind::Unicode(Text::new(character.to_string())),
            span,
        )),
        None => {
            let message = "unichr() arg not in range(0x110000) (wide Python build)";
            Err(bad_value(&value, message, span))
        }
    }
}

pub(super) fn ord(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [value] = exactly("ord", arguments, span)?;
    let Some(text) = value.as_text() else {
        let python = format!(
            "ord() expected string of length 1, but {} found",
            type_name(&value)
        );
        return Err(wrong_argument("ord", "one character", &value, python, span));
    };
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Ok(Value::integer(i64::from(u32::from(character)), span)),
        _ => {
            let python = format!(
                "ord() expected a character, but string of length {} found",
                text.char_count()
            );
            Err(wrong_argument("ord", "one character", &value, python, span))
        }
    }
}

pub(super) fn intern(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [value] = exactly("intern", arguments, span)?;
    text("intern", &value, span)?;
    Ok(value)
}

pub(super) fn repr(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [value] = exactly("repr", arguments, span)?;
    let repr = interpreter.repr(&value, span)?;
    interpreter.allocate(repr.len(), span)?;
    Ok(Value::string(repr, span))
}

pub(super) fn format(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let ([value], [spec]) = bind("format", arguments, &[], span)?;
    let unicode = matches!(value.kind, ValueKind::Unicode(_))
        || matches!(
            spec.as_ref().map(|spec| &spec.kind),
            Some(ValueKind::Unicode(_))
        );
    let spec = match &spec {
        None => Text::new(""),
        Some(spec) => match spec.as_text() {
            Some(text) => text.clone(),
            None => {
                let python = format!(
                    "format expects arg 2 to be string or unicode, not {}",
                    type_name(spec)
                );
                return Err(wrong_argument("format", "a string", spec, python, span));
            }
        },
    };
    let text = crate::eval::format::format_value(interpreter, &value, &spec, span)?;
    Ok(crate::eval::methods::text::string(text, unicode, span))
}

/// `print(…, sep = ' ', end = '\n')`; `file` is accepted, and everything goes to the same place.
pub(super) fn print(
    interpreter: &mut Interpreter,
    mut arguments: Arguments,
    span: Span,
) -> EvalResult {
    let mut separator = " ".to_owned();
    let mut end = "\n".to_owned();
    for (name, name_span, value) in std::mem::take(&mut arguments.keywords) {
        let slot = match &*name {
            "sep" => &mut separator,
            "end" => &mut end,
            "file" | "flush" => continue,
            _ => {
                let message = format!("'{name}' is an invalid keyword argument for this function");
                return Err(super::arguments::type_error(message, name_span));
            }
        };
        if let Some(value) = given(Some(value)) {
            *slot = text("print", &value, span)?.to_string();
        }
    }
    let mut line = Joined::new("");
    for (index, value) in arguments.positional.iter().enumerate() {
        if index > 0 {
            line.push(interpreter, &separator, span)?;
        }
        let text = interpreter.to_str(value, span)?;
        line.push(interpreter, &text, span)?;
    }
    line.push(interpreter, &end, span)?;
    interpreter.print(&line.text, span)?;
    Ok(Value::none(span))
}
