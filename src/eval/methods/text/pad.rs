//! `ljust`, `rjust`, `center`, `zfill`, `expandtabs`.

use super::Subject;
use crate::eval::builtins::arguments::{bind_method, integer};
use crate::eval::{Arguments, EvalResult, Interpreter, Value};
use crate::source::{Span, Text, TextBuilder};

pub(super) fn left(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    justified(i, "ljust", arguments, span, |missing, _| (0, missing))
}

pub(super) fn right(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    justified(i, "rjust", arguments, span, |missing, _| (missing, 0))
}

pub(super) fn center(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    justified(i, "center", arguments, span, |missing, width| {
        // CPython: the odd blank goes to the left if the width is odd too.
        let left = missing / 2 + (missing & width & 1);
        (left, missing - left)
    })
}

fn justified(
    interpreter: &mut Interpreter,
    method: &'static str,
    arguments: Arguments,
    span: Span,
    sides: fn(usize, usize) -> (usize, usize),
) -> EvalResult {
    let (this, [width], [fill]) = bind_method(method, arguments, &[], span)?;
    let mut subject = Subject::new(method, this, span)?;
    let width = checked_width(interpreter, &subject, &width)?;
    let fill = match fill {
        Some(value) => {
            let text = subject.other(&value)?;
            if text.char_count() != 1 {
                let python = format!("{method}() argument 2 must be char, not str");
                return Err(subject.expected("one character to fill with", &value, python));
            }
            text
        }
        None => Text::new(" "),
    };
    let missing = width.saturating_sub(subject.text.char_count());
    let (left, right) = sides(missing, width);
    let mut builder = TextBuilder::new();
    builder.push_str(&fill.repeat(left));
    builder.push(&subject.text);
    builder.push_str(&fill.repeat(right));
    Ok(subject.make(builder.finish()))
}

/// A width that the limits allow; 0 for a negative one.
fn checked_width(
    interpreter: &mut Interpreter,
    subject: &Subject,
    width: &Value,
) -> EvalResult<usize> {
    let width = integer(subject.method, width, subject.span)?;
    let width = usize::try_from(width).unwrap_or(0);
    interpreter.allocate(width.max(subject.text.len()), subject.span)?;
    Ok(width)
}

pub(super) fn zero_fill(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let (this, [width], []) = bind_method("zfill", arguments, &[], span)?;
    let subject = Subject::new("zfill", this, span)?;
    let width = checked_width(interpreter, &subject, &width)?;
    let missing = width.saturating_sub(subject.text.char_count());
    let sign = usize::from(subject.text.starts_with(['+', '-']));
    let mut builder = TextBuilder::new();
    builder.push_part(&subject.text, 0, sign);
    builder.push_str(&"0".repeat(missing));
    builder.push_part(&subject.text, sign, subject.text.len());
    Ok(subject.make(builder.finish()))
}

pub(super) fn expand_tabs(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let (this, [], [size]) = bind_method("expandtabs", arguments, &[], span)?;
    let subject = Subject::new("expandtabs", this, span)?;
    let size = match size {
        Some(value) => usize::try_from(integer("expandtabs", &value, span)?).unwrap_or(0),
        None => 8,
    };
    let tabs = subject.text.matches('\t').count();
    interpreter.allocate(
        tabs.saturating_mul(size).saturating_add(subject.text.len()),
        span,
    )?;
    let mut builder = TextBuilder::new();
    let mut column = 0;
    for (at, character) in subject.text.char_indices() {
        match character {
            '\t' if size > 0 => {
                let blanks = size - column % size;
                builder.push_str(&" ".repeat(blanks));
                column += blanks;
            }
            '\t' => {}
            _ => {
                builder.push_part(&subject.text, at, at + character.len_utf8());
                column = match character {
                    '\n' | '\r' => 0,
                    _ => column + 1,
                };
            }
        }
    }
    Ok(subject.make(builder.finish()))
}
