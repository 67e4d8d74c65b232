//! `find`, `index`, `count`, `replace`.

use super::{Subject, character_of, window};
use crate::eval::builtins::arguments::{bind_method, integer, value_error};
use crate::eval::{Arguments, EvalResult, Interpreter, Value};
use crate::source::{Span, TextBuilder};

type Search = fn(&str, &str) -> Option<usize>;

fn position(
    method: &'static str,
    arguments: Arguments,
    span: Span,
    search: Search,
) -> EvalResult<Option<i64>> {
    let (this, [wanted], [start, end]) = bind_method(method, arguments, &[], span)?;
    let mut subject = Subject::new(method, this, span)?;
    let wanted = subject.other(&wanted)?;
    let Some((start, end)) = window(&subject, start, end)? else {
        return Ok(None);
    };
    let found = search(&subject.text[start..end], &wanted);
    Ok(found.map(|offset| character_of(&subject.text, start + offset) as i64))
}

fn first(text: &str, wanted: &str) -> Option<usize> {
    text.find(wanted)
}

fn last(text: &str, wanted: &str) -> Option<usize> {
    text.rfind(wanted)
}

fn or_minus_one(found: Option<i64>, span: Span) -> EvalResult {
    Ok(Value::integer(found.unwrap_or(-1), span))
}

fn or_error(found: Option<i64>, span: Span) -> EvalResult {
    match found {
        Some(index) => Ok(Value::integer(index, span)),
        None => Err(value_error("substring not found", span)),
    }
}

pub(super) fn find(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    or_minus_one(position("find", arguments, span, first)?, span)
}

pub(super) fn find_last(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    or_minus_one(position("rfind", arguments, span, last)?, span)
}

pub(super) fn index(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    or_error(position("index", arguments, span, first)?, span)
}

pub(super) fn index_last(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    or_error(position("rindex", arguments, span, last)?, span)
}

pub(super) fn count(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [wanted], [start, end]) = bind_method("count", arguments, &[], span)?;
    let mut subject = Subject::new("count", this, span)?;
    let wanted = subject.other(&wanted)?;
    let count = match window(&subject, start, end)? {
        Some((start, end)) => subject.text[start..end].matches(wanted.as_str()).count(),
        None => 0,
    };
    Ok(Value::integer(count as i64, span))
}

pub(super) fn replace(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let (this, [old, new], [count]) = bind_method("replace", arguments, &[], span)?;
    let mut subject = Subject::new("replace", this, span)?;
    let old = subject.other(&old)?;
    let new = subject.other(&new)?;
    let count = match count {
        Some(value) => usize::try_from(integer("replace", &value, span)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let text = &subject.text;
    let mut builder = TextBuilder::new();
    let mut position = 0;
    let mut reserved = 0;
    for (start, matched) in text.match_indices(old.as_str()).take(count) {
        builder.push_part(text, position, start);
        builder.push(&new);
        position = start + matched.len();
        // Often enough that what is refused was never built, seldom enough that counting costs nothing.
        if builder.len() >= reserved {
            interpreter.allocate(builder.len(), span)?;
            reserved = builder.len().saturating_mul(2).max(4096);
        }
    }
    builder.push_part(text, position, text.len());
    interpreter.allocate(builder.len(), span)?;
    Ok(subject.make(builder.finish()))
}
