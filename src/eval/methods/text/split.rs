//! `split`, `splitlines`, `partition`. The parts keep their provenance.

use super::{Subject, is_blank};
use crate::eval::builtins::arguments::{bad_value, bind_method, given, integer};
use crate::eval::{Arguments, EvalResult, Interpreter, Value};
use crate::source::Span;

/// Bytes of a text.
type Part = (usize, usize);

pub(super) fn split(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    splitting(i, "split", arguments, span, false)
}

pub(super) fn split_right(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    splitting(i, "rsplit", arguments, span, true)
}

fn splitting(
    interpreter: &mut Interpreter,
    method: &'static str,
    arguments: Arguments,
    span: Span,
    from_right: bool,
) -> EvalResult {
    // Only Python 3 takes them by name too.
    let names = ["sep", "maxsplit"];
    let (this, [], [separator, limit]) = bind_method(method, arguments, &names, span)?;
    let mut subject = Subject::new(method, this, span)?;
    let limit = match limit {
        Some(value) => usize::try_from(integer(method, &value, span)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let parts = match given(separator) {
        Some(value) => {
            let separator = subject.other(&value)?;
            if separator.is_empty() {
                return Err(bad_value(&value, "empty separator", span));
            }
            at_separator(&subject.text, &separator, limit, from_right)
        }
        None if from_right => words_from_right(&subject.text, subject.unicode, limit),
        None => words(&subject.text, subject.unicode, limit),
    };
    interpreter.allocate(parts.len(), span)?;
    let items = parts
        .into_iter()
        .map(|(start, end)| subject.part(start, end))
        .collect();
    Ok(Value::list(items, span))
}

fn at_separator(text: &str, separator: &str, limit: usize, from_right: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    if from_right {
        let mut end = text.len();
        for (at, matched) in text.rmatch_indices(separator).take(limit) {
            parts.push((at + matched.len(), end));
            end = at;
        }
        parts.push((0, end));
        parts.reverse();
    } else {
        let mut start = 0;
        for (at, matched) in text.match_indices(separator).take(limit) {
            parts.push((start, at));
            start = at + matched.len();
        }
        parts.push((start, text.len()));
    }
    parts
}

fn words(text: &str, unicode: bool, limit: usize) -> Vec<Part> {
    let blank = |character: char| is_blank(character, unicode);
    let mut parts = Vec::new();
    let mut start = text.len() - text.trim_start_matches(blank).len();
    while start < text.len() {
        if parts.len() == limit {
            parts.push((start, text.len()));
            return parts;
        }
        let end = text[start..]
            .find(blank)
            .map_or(text.len(), |at| start + at);
        parts.push((start, end));
        start = text.len() - text[end..].trim_start_matches(blank).len();
    }
    parts
}

fn words_from_right(text: &str, unicode: bool, limit: usize) -> Vec<Part> {
    let blank = |character: char| is_blank(character, unicode);
    let mut parts = Vec::new();
    let mut end = text.trim_end_matches(blank).len();
    while end > 0 {
        if parts.len() == limit {
            parts.push((0, end));
            break;
        }
        let start = text[..end].trim_end_matches(|c| !blank(c)).len();
        parts.push((start, end));
        end = text[..start].trim_end_matches(blank).len();
    }
    parts.reverse();
    parts
}

pub(super) fn split_lines(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let names = ["keepends"];
    let (this, [], [keep]) = bind_method("splitlines", arguments, &names, span)?;
    let subject = Subject::new("splitlines", this, span)?;
    let keep = match keep {
        Some(value) => interpreter.truth(&value, span)?,
        None => false,
    };
    let parts = lines(&subject.text, subject.unicode);
    interpreter.allocate(parts.len(), span)?;
    let items = parts
        .into_iter()
        .map(|(start, end, next)| subject.part(start, if keep { next } else { end }))
        .collect();
    Ok(Value::list(items, span))
}

/// Start, end and start of the next of each line.
fn lines(text: &str, unicode: bool) -> Vec<(usize, usize, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let ends = match character {
            '\n' | '\r' => true,
            '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}' => unicode,
            _ => false,
        };
        if !ends {
            continue;
        }
        if character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n') {
            characters.next();
        }
        let next = characters.peek().map_or(text.len(), |(next, _)| *next);
        lines.push((start, at, next));
        start = next;
    }
    if start < text.len() {
        lines.push((start, text.len(), text.len()));
    }
    lines
}

pub(super) fn partition(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    partitioned("partition", arguments, span, false)
}

pub(super) fn partition_last(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    partitioned("rpartition", arguments, span, true)
}

fn partitioned(
    method: &'static str,
    arguments: Arguments,
    span: Span,
    from_right: bool,
) -> EvalResult {
    let (this, [separator], []) = bind_method(method, arguments, &[], span)?;
    let mut subject = Subject::new(method, this, span)?;
    let text = subject.other(&separator)?;
    if text.is_empty() {
        return Err(bad_value(&separator, "empty separator", span));
    }
    let found = if from_right {
        subject.text.rfind(text.as_str())
    } else {
        subject.text.find(text.as_str())
    };
    let length = subject.text.len();
    let (before, after) = match found {
        Some(at) => (at, at + text.len()),
        None if from_right => (0, 0),
        None => (length, length),
    };
    Ok(Value::tuple(
        vec![
            subject.part(0, before),
            subject.part(before, after),
            subject.part(after, length),
        ],
        span,
    ))
}
