//! `translate`.

use super::{CharacterSet, Subject};
use crate::eval::builtins::arguments::{bind_method, given, value_error};
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::source::{Span, TextBuilder};

/// With a table of 256 characters and characters to delete for a plain string; with a dict for a unicode one.
pub(super) fn translate(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let (this, [table], [deleted]) = bind_method("translate", arguments, &[], span)?;
    let mut subject = Subject::new("translate", this, span)?;
    if subject.unicode {
        return by_dict(interpreter, &subject, &table);
    }
    let table = match given(Some(table)) {
        Some(value) => {
            let table: Vec<char> = subject.other(&value)?.chars().collect();
            if table.len() != 256 {
                let message = "translation table must be 256 characters long";
                return Err(value_error(message, value.origin));
            }
            Some(table)
        }
        None => None,
    };
    let deleted = match given(deleted) {
        Some(value) => Some(CharacterSet::new(&subject.other(&value)?)),
        None => None,
    };
    let text = &subject.text;
    let mut builder = TextBuilder::new();
    for (at, character) in text.char_indices() {
        if deleted.as_ref().is_some_and(|set| set.contains(character)) {
            continue;
        }
        let new = table
            .as_ref()
            .and_then(|table| table.get(character as usize))
            .copied();
        match new {
            Some(new) if new != character => builder.push_str(new.encode_utf8(&mut [0; 4])),
            _ => builder.push_part(text, at, at + character.len_utf8()),
        }
    }
    Ok(subject.make(builder.finish()))
}

fn by_dict(interpreter: &mut Interpreter, subject: &Subject, table: &Value) -> EvalResult {
    let span = subject.span;
    let ValueKind::Dict(dict) = &table.kind else {
        return Err(subject.expected("a dict", table, "character mapping must be a dict".into()));
    };
    let text = &subject.text;
    let mut builder = TextBuilder::new();
    for (at, character) in text.char_indices() {
        let code = Value::integer(i64::from(u32::from(character)), span);
        let key = interpreter.key(&code, span)?;
        let new = dict.entries.borrow().get(&key).cloned();
        match new.map(|value| value.kind) {
            None => builder.push_part(text, at, at + character.len_utf8()),
            Some(ValueKind::None) => {}
            Some(ValueKind::Unicode(new) | ValueKind::String(new)) => builder.push(&new),
            Some(ValueKind::Integer(code)) => {
                let new = u32::try_from(code).ok().and_then(char::from_u32);
                let new = new.ok_or_else(|| {
                    value_error("character mapping must be in range(0x110000)", span)
                })?;
                builder.push_str(new.encode_utf8(&mut [0; 4]));
            }
            Some(_) => {
                let message = "character mapping must return integer, None or unicode";
                return Err(super::super::super::builtins::arguments::type_error(
                    message, span,
                ));
            }
        }
        interpreter.step(span)?;
        if builder.len() > interpreter.limits.size {
            interpreter.allocate(builder.len(), span)?;
        }
    }
    interpreter.allocate(builder.len(), span)?;
    Ok(subject.make(builder.finish()))
}
