//! Capitals, and what kind of characters a string has.

use super::{Subject, is_blank};
use crate::eval::builtins::arguments::alone;
use crate::eval::{Arguments, EvalResult, Interpreter, Value};
use crate::source::{Span, Text};

/// The capital of a character: of ASCII only in a plain string, and only if it is a single one.
fn upper_of(character: char, unicode: bool) -> char {
    changed(character, unicode, character.to_uppercase())
}

fn lower_of(character: char, unicode: bool) -> char {
    changed(character, unicode, character.to_lowercase())
}

fn changed(character: char, unicode: bool, mut to: impl Iterator<Item = char>) -> char {
    if !unicode && !character.is_ascii() {
        return character;
    }
    match (to.next(), to.next()) {
        (Some(only), None) => only,
        _ => character,
    }
}

fn is_cased(character: char, unicode: bool) -> bool {
    is_upper_case(character, unicode) || is_lower_case(character, unicode)
}

fn is_upper_case(character: char, unicode: bool) -> bool {
    character.is_ascii_uppercase() || unicode && character.is_uppercase()
}

fn is_lower_case(character: char, unicode: bool) -> bool {
    character.is_ascii_lowercase() || unicode && character.is_lowercase()
}

/// A string with each character changed; `change` gets what comes before it too.
fn mapped(
    method: &'static str,
    arguments: Arguments,
    span: Span,
    change: fn(char, bool, Option<char>) -> char,
) -> EvalResult {
    let subject = Subject::new(method, alone(method, arguments, span)?, span)?;
    let mut previous = None;
    let mut changed = String::with_capacity(subject.text.len());
    let mut aligned = true;
    for character in subject.text.chars() {
        let new = change(character, subject.unicode, previous);
        aligned &= new.len_utf8() == character.len_utf8();
        changed.push(new);
        previous = Some(character);
    }
    // Every character keeps its place, so the provenance holds.
    let text = if aligned {
        Text::with_pieces(changed, subject.text.pieces().into())
    } else {
        Text::new(changed)
    };
    Ok(subject.make(text))
}

pub(super) fn upper(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    mapped("upper", arguments, span, |c, unicode, _| {
        upper_of(c, unicode)
    })
}

pub(super) fn lower(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    mapped("lower", arguments, span, |c, unicode, _| {
        lower_of(c, unicode)
    })
}

pub(super) fn swap_case(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    mapped("swapcase", arguments, span, |c, unicode, _| {
        if is_upper_case(c, unicode) {
            lower_of(c, unicode)
        } else {
            upper_of(c, unicode)
        }
    })
}

pub(super) fn capitalize(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    mapped(
        "capitalize",
        arguments,
        span,
        |c, unicode, previous| match previous {
            None => upper_of(c, unicode),
            Some(_) => lower_of(c, unicode),
        },
    )
}

pub(super) fn title(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    mapped(
        "title",
        arguments,
        span,
        |c, unicode, previous| match previous {
            Some(before) if is_cased(before, unicode) => lower_of(c, unicode),
            _ => upper_of(c, unicode),
        },
    )
}

/// Whether a string has characters, and all of them pass.
fn all(
    method: &'static str,
    arguments: Arguments,
    span: Span,
    test: fn(char, bool) -> bool,
) -> EvalResult {
    let subject = Subject::new(method, alone(method, arguments, span)?, span)?;
    let holds = !subject.text.is_empty() && subject.text.chars().all(|c| test(c, subject.unicode));
    Ok(Value::boolean(holds, span))
}

pub(super) fn is_alphabetic(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    all("isalpha", arguments, span, |c, unicode| {
        c.is_ascii_alphabetic() || unicode && c.is_alphabetic()
    })
}

pub(super) fn is_alphanumeric(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    all("isalnum", arguments, span, |c, unicode| {
        c.is_ascii_alphanumeric() || unicode && c.is_alphanumeric()
    })
}

pub(super) fn is_digit(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    all("isdigit", arguments, span, is_digit_character)
}

pub(super) fn is_decimal(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    all("isdecimal", arguments, span, is_digit_character)
}

fn is_digit_character(character: char, unicode: bool) -> bool {
    character.is_ascii_digit() || unicode && !character.is_ascii() && character.is_numeric()
}

pub(super) fn is_numeric(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    all("isnumeric", arguments, span, is_digit_character)
}

pub(super) fn is_space(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    all("isspace", arguments, span, is_blank)
}

pub(super) fn is_lower(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    one_case("islower", arguments, span, is_lower_case, is_upper_case)
}

pub(super) fn is_upper(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    one_case("isupper", arguments, span, is_upper_case, is_lower_case)
}

fn one_case(
    method: &'static str,
    arguments: Arguments,
    span: Span,
    wanted: fn(char, bool) -> bool,
    unwanted: fn(char, bool) -> bool,
) -> EvalResult {
    let subject = Subject::new(method, alone(method, arguments, span)?, span)?;
    let unicode = subject.unicode;
    let mut characters = subject.text.chars();
    let holds =
        characters.clone().any(|c| wanted(c, unicode)) && !characters.any(|c| unwanted(c, unicode));
    Ok(Value::boolean(holds, span))
}

pub(super) fn is_title(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let subject = Subject::new("istitle", alone("istitle", arguments, span)?, span)?;
    let unicode = subject.unicode;
    let mut previous_cased = false;
    let mut any = false;
    for character in subject.text.chars() {
        let upper = is_upper_case(character, unicode);
        let lower = is_lower_case(character, unicode);
        if upper && previous_cased || lower && !previous_cased {
            return Ok(Value::boolean(false, span));
        }
        previous_cased = upper || lower;
        any |= previous_cased;
    }
    Ok(Value::boolean(any, span))
}
