//! The patterns and matches of `re`.

use super::arguments::{Characters, count, integer, string, string_value, take};
use super::build::{foreign, method, natives, receiver};
use super::regex_compiled::{Compiled, Form, Groups};
use super::regex_replace;
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, Entries, Foreign, Iteration, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::{Span, Text};
use std::rc::Rc;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// What matches.
    pub compiled: Rc<Compiled>,
    /// Whether it was given as unicode.
    pub unicode: bool,
}

natives! { PATTERN:
    "findall" => find_all,
    "finditer" => find_iter,
    "fullmatch" => |i, a, s| find(i, a, "fullmatch", s),
    "match" => |i, a, s| find(i, a, "match", s),
    "search" => |i, a, s| find(i, a, "search", s),
    "split" => split,
    "sub" => |i, a, s| regex_replace::sub(i, a, "sub", s),
    "subn" => |i, a, s| regex_replace::sub(i, a, "subn", s),
}

natives! { MATCH:
    "end" => |_, a, s| place(a, "end", s),
    "expand" => regex_replace::expand,
    "group" => group,
    "groupdict" => group_dict,
    "groups" => groups,
    "span" => |_, a, s| place(a, "span", s),
    "start" => |_, a, s| place(a, "start", s),
    "__getitem__" => group,
}

impl Pattern {
    /// All matches, as Python's `findall` goes through them: behind an empty one it moves on by a character.
    pub(super) fn all_matches(
        &self,
        interpreter: &mut Interpreter,
        text: &str,
        from: usize,
        span: Span,
    ) -> EvalResult<Vec<Groups>> {
        let mut matches = Vec::new();
        let mut position = from;
        while position <= text.len() {
            interpreter.step(span)?;
            let Some(groups) =
                self.compiled
                    .find(interpreter, Form::Search, text, position, span)?
            else {
                break;
            };
            let (start, end) = whole(&groups);
            position = if start == end { behind(text, end) } else { end };
            interpreter.allocate(groups.len(), span)?;
            matches.push(groups);
        }
        Ok(matches)
    }

    pub(super) fn result(&self, text: &Characters, groups: Groups, span: Span) -> Value {
        let found = Match {
            pattern: self.clone(),
            text: text.clone(),
            groups,
        };
        foreign(found, span)
    }
}

pub(super) fn whole(groups: &Groups) -> (usize, usize) {
    groups.first().copied().flatten().unwrap_or((0, 0))
}

/// The offset behind the character at `position`; beyond the end of the text at the end.
fn behind(text: &str, position: usize) -> usize {
    let c = text.get(position..).and_then(|rest| rest.chars().next());
    position + c.map_or(1, char::len_utf8)
}

/// The byte offset of a character.
fn byte_offset(text: &Text, characters: usize) -> usize {
    if text.is_ascii() {
        return characters.min(text.len());
    }
    let found = text.char_indices().nth(characters);
    found.map_or(text.len(), |(offset, _)| offset)
}

fn character_offset(text: &Text, bytes: usize) -> i64 {
    if text.is_ascii() {
        return bytes as i64;
    }
    text[..bytes].chars().count() as i64
}

impl Foreign for Pattern {
    fn type_name(&self) -> &'static str {
        "SRE_Pattern"
    }

    fn attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(match name {
            "pattern" => Some(string_value(
                self.compiled.source.clone(),
                self.unicode,
                span,
            )),
            "flags" => Some(Value::integer(i64::from(self.compiled.flags.0), span)),
            "groups" => Some(Value::integer(self.compiled.group_count() as i64, span)),
            "groupindex" => {
                let mut entries = Entries::default();
                for (index, name) in self.compiled.names() {
                    let key = super::build::string_key(interpreter, &name, span)?;
                    entries.insert(key, Value::integer(index as i64, span));
                }
                Some(Value::dict(entries, span))
            }
            _ => method(PATTERN, this, name, span),
        })
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// A match.
#[derive(Debug)]
pub(super) struct Match {
    pub pattern: Pattern,
    pub text: Characters,
    pub groups: Groups,
}

impl Match {
    fn group(&self, index: usize, span: Span) -> Option<Value> {
        let (start, end) = self.groups.get(index).copied().flatten()?;
        Some(self.text.value(self.text.text.slice(start, end), span))
    }

    /// The number of a group that is given by number or name.
    fn index(&self, group: &Value, span: Span) -> EvalResult<usize> {
        let found = match group.as_text() {
            Some(name) => {
                let names = self.pattern.compiled.names();
                let found = names.iter().find(|(_, other)| **other == **name);
                found.map(|(index, _)| *index)
            }
            None => usize::try_from(integer("group", group, span)?).ok(),
        };
        match found {
            Some(index) if index < self.groups.len() => Ok(index),
            _ => {
                let code = &codes::INDEX_OUT_OF_RANGE;
                Err(Raised::new("IndexError", code, "no such group", span))
            }
        }
    }
}

impl Foreign for Match {
    fn type_name(&self) -> &'static str {
        "SRE_Match"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let last = || {
            (1..self.groups.len())
                .filter(|index| self.groups[*index].is_some())
                .max_by_key(|index| {
                    // The group that was closed last; of those inside each other, the outer one.
                    (
                        self.groups[*index].map(|(_, end)| end),
                        std::cmp::Reverse(*index),
                    )
                })
        };
        Ok(match name {
            "string" => Some(self.text.value(self.text.text.clone(), span)),
            "re" => Some(foreign(self.pattern.clone(), span)),
            "pos" => Some(Value::integer(0, span)),
            "endpos" => Some(Value::integer(self.text.text.char_count() as i64, span)),
            "lastindex" => Some(last().map_or(Value::none(span), |index| {
                Value::integer(index as i64, span)
            })),
            "lastgroup" => {
                let names = self.pattern.compiled.names();
                let name =
                    last().and_then(|last| names.into_iter().find(|(index, _)| *index == last));
                Some(name.map_or(Value::none(span), |(_, name)| Value::string(name, span)))
            }
            _ => method(MATCH, this, name, span),
        })
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// The text that is searched: of a kind that goes with the pattern.
pub(super) fn subject(name: &str, text: &Value, span: Span) -> EvalResult<Characters> {
    if text.as_text().is_none() && !matches!(text.kind, ValueKind::Instance(_)) {
        return Err(super::arguments::wrong_type(
            &format!("re.{name}"),
            "a string",
            text,
            span,
        ));
    }
    string(name, text, span)
}

fn find(i: &mut Interpreter, arguments: Arguments, name: &str, span: Span) -> EvalResult {
    let ([this, text], [start, end]) =
        take(name, arguments, ["", "string"], ["pos", "endpos"], span)?;
    let pattern = receiver::<Pattern>(name, &this, span)?;
    let mut text = subject(name, &text, span)?;
    if let Some(end) = end {
        let end = byte_offset(&text.text, count(name, &end, span)?);
        text.text = text.text.slice(0, end);
    }
    let start = match start {
        Some(start) => byte_offset(&text.text, count(name, &start, span)?),
        None => 0,
    };
    let form = match name {
        "search" => Form::Search,
        "match" => Form::Match,
        _ => Form::FullMatch,
    };
    let groups = pattern.compiled.find(i, form, &text.text, start, span)?;
    Ok(match groups {
        Some(groups) => pattern.result(&text, groups, span),
        None => Value::none(span),
    })
}

fn find_all(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, text], [start]) = take("findall", arguments, ["", "string"], ["pos"], span)?;
    let pattern = receiver::<Pattern>("findall", &this, span)?;
    let text = subject("findall", &text, span)?;
    let start = match start {
        Some(start) => byte_offset(&text.text, count("findall", &start, span)?),
        None => 0,
    };
    let mut found = Vec::new();
    for groups in pattern.all_matches(interpreter, &text.text, start, span)? {
        let part = |range: &Option<(usize, usize)>| {
            let (start, end) = range.unwrap_or((0, 0));
            text.value(text.text.slice(start, end), span)
        };
        found.push(match &groups[..] {
            [whole] | [_, whole] => part(whole),
            _ => Value::tuple(groups.iter().skip(1).map(part).collect::<Vec<_>>(), span),
        });
    }
    Ok(Value::list(found, span))
}

fn find_iter(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, text], []) = take("finditer", arguments, ["", "string"], [], span)?;
    let pattern = receiver::<Pattern>("finditer", &this, span)?;
    let text = subject("finditer", &text, span)?;
    let matches = pattern.all_matches(interpreter, &text.text, 0, span)?;
    let items = matches
        .into_iter()
        .map(|groups| pattern.result(&text, groups, span))
        .collect();
    let iteration = Iteration::Items { items, position: 0 };
    Ok(Value::new(ValueKind::iterator(iteration), span))
}

/// The greatest number of replacements or splits; 0 and `None` mean all.
pub(super) fn limit(name: &str, value: Option<Value>, span: Span) -> EvalResult<usize> {
    match super::arguments::present(value) {
        Some(value) => Ok(match count(name, &value, span)? {
            0 => usize::MAX,
            limit => limit,
        }),
        None => Ok(usize::MAX),
    }
}

fn split(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, text], [most]) = take("split", arguments, ["", "string"], ["maxsplit"], span)?;
    let pattern = receiver::<Pattern>("split", &this, span)?;
    let text = subject("split", &text, span)?;
    let most = limit("split", most, span)?;
    let mut parts = Vec::new();
    let mut last = 0;
    let mut splits = 0;
    for groups in pattern.all_matches(interpreter, &text.text, 0, span)? {
        let (start, end) = whole(&groups);
        // Python 2.7 does not split at empty matches.
        if start == end || splits == most {
            continue;
        }
        parts.push(text.value(text.text.slice(last, start), span));
        for group in groups.iter().skip(1) {
            parts.push(match group {
                Some((start, end)) => text.value(text.text.slice(*start, *end), span),
                None => Value::none(span),
            });
        }
        last = end;
        splits += 1;
    }
    parts.push(text.value(text.text.slice(last, text.text.len()), span));
    Ok(Value::list(parts, span))
}

fn group(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, arguments) = super::build::split_self("group", arguments, span)?;
    let found = receiver::<Match>("group", &this, span)?;
    let mut values = Vec::new();
    for index in &arguments.positional {
        let index = found.index(index, span)?;
        values.push(
            found
                .group(index, span)
                .unwrap_or_else(|| Value::none(span)),
        );
    }
    Ok(match values.len() {
        0 => found.group(0, span).unwrap_or_else(|| Value::none(span)),
        1 => values.remove(0),
        _ => Value::tuple(values, span),
    })
}

fn groups(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], [default]) = take("groups", arguments, [""], ["default"], span)?;
    let found = receiver::<Match>("groups", &this, span)?;
    let default = default.unwrap_or_else(|| Value::none(span));
    let values = (1..found.groups.len())
        .map(|index| found.group(index, span).unwrap_or_else(|| default.clone()));
    Ok(Value::tuple(values.collect::<Vec<_>>(), span))
}

fn group_dict(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], [default]) = take("groupdict", arguments, [""], ["default"], span)?;
    let found = receiver::<Match>("groupdict", &this, span)?;
    let default = default.unwrap_or_else(|| Value::none(span));
    let mut entries = Entries::default();
    for (index, name) in found.pattern.compiled.names() {
        let key = super::build::string_key(interpreter, &name, span)?;
        let value = found.group(index, span).unwrap_or_else(|| default.clone());
        entries.insert(key, value);
    }
    Ok(Value::dict(entries, span))
}

fn place(arguments: Arguments, name: &str, span: Span) -> EvalResult {
    let ([this], [group]) = take(name, arguments, [""], [""], span)?;
    let found = receiver::<Match>(name, &this, span)?;
    let index = match group {
        Some(group) => found.index(&group, span)?,
        None => 0,
    };
    let (start, end) = match found.groups.get(index).copied().flatten() {
        Some((start, end)) => (
            character_offset(&found.text.text, start),
            character_offset(&found.text.text, end),
        ),
        None => (-1, -1),
    };
    let (start, end) = (Value::integer(start, span), Value::integer(end, span));
    Ok(match name {
        "start" => start,
        "end" => end,
        _ => Value::tuple([start, end], span),
    })
}
