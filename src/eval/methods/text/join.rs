//! `join`, `format`, and the operators as methods.

use super::{Subject, ascii_only, string};
use crate::eval::builtins::arguments::{bind_method, payload, receiver};
use crate::eval::builtins::kind::type_name;
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::{Span, TextBuilder};

pub(super) fn join(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [items], []) = bind_method("join", arguments, &[], span)?;
    let subject = Subject::new("join", this, span)?;
    if matches!(
        items.kind,
        ValueKind::None | ValueKind::Boolean(_) | ValueKind::Integer(_) | ValueKind::Float(_)
    ) {
        let python = "can only join an iterable".to_owned();
        return Err(subject.expected("a list of strings", &items, python));
    }
    let items: Vec<Value> = interpreter.items(&items, span)?;
    let items: Vec<Value> = items.into_iter().map(text_inside).collect();
    let mut unicode = subject.unicode;
    let mut size = 0usize;
    for (index, item) in items.iter().enumerate() {
        if item.is_poison() {
            return Err(Raised::poisoned());
        }
        let Some(text) = item.as_text() else {
            let strings = if unicode {
                "string or Unicode"
            } else {
                "string"
            };
            let python = format!(
                "sequence item {index}: expected {strings}, {} found",
                type_name(item)
            );
            return Err(subject.expected("only strings", item, python));
        };
        unicode |= matches!(item.kind, ValueKind::Unicode(_));
        size = size.saturating_add(text.len() + subject.text.len());
    }
    interpreter.allocate(size, span)?;
    if unicode {
        ascii_only(&subject.value, span)?;
        for item in &items {
            ascii_only(item, span)?;
        }
    }
    let mut builder = TextBuilder::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            builder.push(&subject.text);
        }
        if let Some(text) = item.as_text() {
            builder.push(text);
        }
    }
    Ok(string(builder.finish(), unicode, span))
}

/// The string inside an object of a class derived from `str`.
fn text_inside(item: Value) -> Value {
    match &item.kind {
        ValueKind::Instance(_) => {
            let inside = payload(item.clone());
            match inside.as_text() {
                Some(_) => inside,
                None => item,
            }
        }
        _ => item,
    }
}

pub(super) fn format(
    interpreter: &mut Interpreter,
    mut arguments: Arguments,
    span: Span,
) -> EvalResult {
    let this = receiver("format", &mut arguments, span)?;
    let subject = Subject::new("format", this, span)?;
    crate::eval::format::format_method(interpreter, &subject.value, arguments, span)
}

pub(super) fn percent(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let (this, [values], []) = bind_method("__mod__", arguments, &[], span)?;
    let subject = Subject::new("__mod__", this, span)?;
    crate::eval::format::percent(interpreter, &subject.value, &values, span)
}

pub(super) fn add(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [other], []) = bind_method("__add__", arguments, &[], span)?;
    let mut subject = Subject::new("__add__", this, span)?;
    let other = subject.other(&other)?;
    interpreter.allocate(subject.text.len().saturating_add(other.len()), span)?;
    Ok(subject.make(subject.text.concat(&other)))
}
