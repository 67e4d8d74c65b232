//! `startswith`, `endswith`, `strip`.

use super::{CharacterSet, Subject, is_blank, window};
use crate::eval::builtins::arguments::{bind_method, given};
use crate::eval::builtins::kind::type_name;
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::source::Span;

pub(super) fn starts_with(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    affix("startswith", arguments, span, |text, affix| {
        text.starts_with(affix)
    })
}

pub(super) fn ends_with(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    affix("endswith", arguments, span, |text, affix| {
        text.ends_with(affix)
    })
}

fn affix(
    method: &'static str,
    arguments: Arguments,
    span: Span,
    test: fn(&str, &str) -> bool,
) -> EvalResult {
    let (this, [affix], [start, end]) = bind_method(method, arguments, &[], span)?;
    let mut subject = Subject::new(method, this, span)?;
    let candidates = match &affix.kind {
        ValueKind::Tuple(tuple) => tuple.items.to_vec(),
        _ => vec![affix],
    };
    let window = window(&subject, start, end)?;
    for candidate in &candidates {
        if candidate.as_text().is_none() {
            let python = format!(
                "{method} first arg must be str, unicode, or tuple, not {}",
                type_name(candidate)
            );
            return Err(subject.expected("a string or a tuple of strings", candidate, python));
        }
        let candidate = subject.other(candidate)?;
        if let Some((start, end)) = window
            && test(&subject.text[start..end], &candidate)
        {
            return Ok(Value::boolean(true, span));
        }
    }
    Ok(Value::boolean(false, span))
}

pub(super) fn strip(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    stripped("strip", arguments, span, true, true)
}

pub(super) fn strip_left(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    stripped("lstrip", arguments, span, true, false)
}

pub(super) fn strip_right(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    stripped("rstrip", arguments, span, false, true)
}

fn stripped(
    method: &'static str,
    arguments: Arguments,
    span: Span,
    left: bool,
    right: bool,
) -> EvalResult {
    let (this, [], [characters]) = bind_method(method, arguments, &[], span)?;
    let mut subject = Subject::new(method, this, span)?;
    let characters = match given(characters) {
        Some(value) if value.as_text().is_none() => {
            let python = match subject.unicode {
                true => format!("{method} arg must be None, unicode or str"),
                false => format!("{method} arg must be None, str or unicode"),
            };
            return Err(subject.expected("the characters to strip", &value, python));
        }
        Some(value) => Some(CharacterSet::new(&subject.other(&value)?)),
        None => None,
    };
    let unicode = subject.unicode;
    let goes = |character: char| match &characters {
        Some(set) => set.contains(character),
        None => is_blank(character, unicode),
    };
    let text = subject.text.as_str();
    let start = if left {
        text.len() - text.trim_start_matches(goes).len()
    } else {
        0
    };
    let end = if right {
        text.trim_end_matches(goes).len().max(start)
    } else {
        text.len()
    };
    Ok(subject.part(start, end))
}
