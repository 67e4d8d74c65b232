//! Replacing with `re`: templates with references to groups, and what puts something in place of matches.

use super::arguments::{Characters, common_kind, string, string_value, take};
use super::build::{positional, receiver};
use super::regex_objects::{Match, Pattern, limit, subject, whole};
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::{Span, Text, TextBuilder};

/// A part of the template of a replacement.
#[derive(Debug)]
enum Part {
    /// Bytes of the template.
    Literal(usize, usize),
    /// The character of an escape.
    Character(char),
    /// What a group matched.
    Group(usize),
}

/// `re.error` about the template of a replacement.
fn error(message: &str, span: Span) -> Box<Raised> {
    Raised::new("error", &codes::VALUE_ERROR, message, span)
}

/// Takes a template apart.
fn template(text: &str, pattern: &Pattern, span: Span) -> EvalResult<Vec<Part>> {
    let mut parts = Vec::new();
    let mut position = 0;
    while let Some(found) = text[position..].find('\\') {
        let backslash = position + found;
        parts.push(Part::Literal(position, backslash));
        let rest = &text[backslash + 1..];
        let (part, length) = template_escape(rest, pattern, span)?;
        position = backslash + 1 + length;
        parts.push(part.unwrap_or(Part::Literal(backslash, position)));
    }
    parts.push(Part::Literal(position, text.len()));
    Ok(parts)
}

/// What is behind a backslash, and its length; nothing where both stay as they are.
fn template_escape(rest: &str, pattern: &Pattern, span: Span) -> EvalResult<(Option<Part>, usize)> {
    let Some(c) = rest.chars().next() else {
        return Err(error("bogus escape (end of line)", span));
    };
    let checked = |index: usize| {
        if index <= pattern.compiled.group_count() {
            Ok(Part::Group(index))
        } else {
            Err(error("invalid group reference", span))
        }
    };
    let character = match c {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'f' => '\u{c}',
        'v' => '\u{b}',
        'a' => '\u{7}',
        'b' => '\u{8}',
        '\\' => '\\',
        'g' if rest.starts_with("g<") => {
            let Some(end) = rest.find('>') else {
                return Err(error("unterminated group name", span));
            };
            let name = &rest[2..end];
            let index = match name.parse::<usize>() {
                Ok(index) => index,
                Err(_) => {
                    let names = pattern.compiled.names();
                    let found = names.iter().find(|(_, other)| other == name);
                    let Some((index, _)) = found else {
                        let code = &codes::INDEX_OUT_OF_RANGE;
                        let message = format!("unknown group name: '{name}'");
                        return Err(Raised::new("IndexError", code, message, span));
                    };
                    *index
                }
            };
            return Ok((Some(checked(index)?), end + 1));
        }
        '0'..='9' => {
            let octal: String = rest
                .chars()
                .take(3)
                .take_while(|c| ('0'..='7').contains(c))
                .collect();
            if c == '0' || octal.len() == 3 {
                let digits = if c == '0' {
                    &octal[..octal.len().clamp(1, 3)]
                } else {
                    &octal[..]
                };
                let value = u32::from_str_radix(digits, 8).unwrap_or(0);
                return Ok((Some(Part::Character(char::from(value as u8))), digits.len()));
            }
            let digits: String = rest
                .chars()
                .take(2)
                .take_while(char::is_ascii_digit)
                .collect();
            let index = digits.parse().unwrap_or(0);
            return Ok((Some(checked(index)?), digits.len()));
        }
        _ => return Ok((None, c.len_utf8())),
    };
    Ok((Some(Part::Character(character)), 1))
}

/// What `sub` puts in place of a match.
enum Replacement {
    Template(Characters, Vec<Part>),
    Function(Value),
}

/// `sub` and `subn`.
pub(super) fn sub(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    span: Span,
) -> EvalResult {
    let ([this, replacement, text], [most]) =
        take(name, arguments, ["", "repl", "string"], ["count"], span)?;
    let pattern = receiver::<Pattern>(name, &this, span)?;
    let text = subject(name, &text, span)?;
    let most = limit(name, most, span)?;
    let mut unicode = text.unicode;
    let replacement = if replacement.as_text().is_some() {
        let characters = string(name, &replacement, span)?;
        unicode = common_kind(&[&text, &characters], span)?;
        let parts = template(&characters.text, pattern, span)?;
        Replacement::Template(characters, parts)
    } else {
        Replacement::Function(replacement)
    };
    let mut output = TextBuilder::new();
    let (mut last, mut replaced) = (0, 0);
    for groups in pattern.all_matches(interpreter, &text.text, 0, span)? {
        let (start, end) = whole(&groups);
        // An empty match right behind the last one is none.
        if replaced >= most || start == end && start == last && replaced > 0 {
            continue;
        }
        output.push_part(&text.text, last, start);
        match &replacement {
            Replacement::Template(source, parts) => {
                let found = Match {
                    pattern: pattern.clone(),
                    text: text.clone(),
                    groups,
                };
                found.fill(parts, &mut output, &source.text, interpreter.limits.size);
            }
            Replacement::Function(function) => {
                let found = pattern.result(&text, groups, span);
                let value = interpreter.call(function, positional([found]), span)?;
                if value.is_poison() {
                    return Ok(value);
                }
                if !matches!(value.kind, ValueKind::None) {
                    let value = string("re.sub", &value, span)?;
                    unicode |= value.unicode;
                    output.push(&value.text);
                }
            }
        }
        if output.len() > interpreter.limits.size {
            interpreter.allocate(output.len(), span)?;
        }
        last = end;
        replaced += 1;
    }
    output.push_part(&text.text, last, text.text.len());
    let output = output.finish();
    interpreter.allocate(output.len(), span)?;
    let result = string_value(output, unicode, span);
    if name == "sub" {
        return Ok(result);
    }
    let replaced = Value::integer(replaced as i64, span);
    Ok(Value::tuple([result, replaced], span))
}

impl Match {
    /// Replaces the references of a template (`\1`, `\g<name>`) with what the groups matched.
    /// It ends where the output is longer than `limit`; the caller says so.
    fn fill(&self, template: &[Part], output: &mut TextBuilder, source: &Text, limit: usize) {
        for part in template {
            if output.len() > limit {
                return;
            }
            match part {
                Part::Literal(start, end) => output.push_part(source, *start, *end),
                Part::Character(c) => output.push_str(c.encode_utf8(&mut [0; 4])),
                Part::Group(index) => {
                    if let Some((start, end)) = self.groups.get(*index).copied().flatten() {
                        output.push_part(&self.text.text, start, end);
                    }
                }
            }
        }
    }
}

/// `expand` of a match.
pub(super) fn expand(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let ([this, text], []) = take("expand", arguments, ["", ""], [], span)?;
    let found = receiver::<Match>("expand", &this, span)?;
    let text = string("expand", &text, span)?;
    let unicode = common_kind(&[&text, &found.text], span)?;
    let parts = template(&text.text, &found.pattern, span)?;
    let mut output = TextBuilder::new();
    found.fill(&parts, &mut output, &text.text, interpreter.limits.size);
    interpreter.allocate(output.len(), span)?;
    Ok(string_value(output.finish(), unicode, span))
}
