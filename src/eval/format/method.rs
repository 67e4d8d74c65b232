//! `template.format(…)`.

use super::{bad_format, format_value, place, text_of};
use crate::eval::builtins::arguments::payload;
use crate::eval::methods::text::{ascii_only, encodable};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::{Span, Text, TextBuilder};

/// `template.format(*positional, **keywords)`, `arguments` without the template.
pub fn format_method(
    interpreter: &mut Interpreter,
    template: &Value,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let template = payload(template.clone());
    let Some(text) = template.as_text() else {
        return Ok(Value::poison(span));
    };
    let unicode = matches!(template.kind, ValueKind::Unicode(_));
    let mut formatting = Formatting {
        interpreter,
        arguments,
        numbering: None,
        unicode,
        poisoned: false,
        span,
    };
    let output = formatting.expand(text, 2)?;
    let poisoned = formatting.poisoned;
    Ok(match unicode {
        _ if poisoned => Value::poison(span),
        true => Value::new(ValueKind::Unicode(output), span),
        false => Value::new(ValueKind::String(output), span),
    })
}

/// How fields without a name are numbered.
#[derive(Clone, Copy)]
enum Numbering {
    Automatic(usize),
    Manual,
}

struct Formatting<'a, 'host> {
    interpreter: &'a mut Interpreter<'host>,
    arguments: Arguments,
    numbering: Option<Numbering>,
    unicode: bool,
    poisoned: bool,
    span: Span,
}

/// The bytes of a replacement field's parts.
struct Field {
    start: usize,
    name_end: usize,
    conversion: Option<char>,
    /// Where the spec starts, if there is one.
    spec: Option<usize>,
    /// The closing brace.
    end: usize,
}

impl Formatting<'_, '_> {
    /// Replaces the fields of a template, or of a spec inside a field: `depth` is how often that may happen.
    fn expand(&mut self, template: &Text, depth: u8) -> EvalResult<Text> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(bad_format(
                "ValueError",
                "Max string recursion exceeded",
                self.at(template, 0, template.len()),
            ));
        };
        let mut output = TextBuilder::new();
        let mut position = 0;
        while let Some(offset) = template[position..].find(['{', '}']) {
            let brace = position + offset;
            output.push_part(template, position, brace);
            let rest = &template[brace..];
            if rest.starts_with("{{") || rest.starts_with("}}") {
                output.push_part(template, brace, brace + 1);
                position = brace + 2;
                continue;
            }
            if rest.starts_with('}') || rest.len() == 1 {
                let message = format!("Single '{}' encountered in format string", &rest[..1]);
                return Err(self.error(message, template, brace, brace + 1));
            }
            let field = self.field(template, brace)?;
            let text = self.replacement(template, &field, depth)?;
            self.interpreter
                .allocate(output.len().saturating_add(text.len()), self.span)?;
            output.push(&text);
            position = field.end + 1;
        }
        output.push_part(template, position, template.len());
        Ok(output.finish())
    }

    /// Finds the parts of the field whose opening brace is at `open`.
    fn field(&self, template: &Text, open: usize) -> EvalResult<Field> {
        let start = open + 1;
        let mut depth = 1usize;
        let mut bracket = false;
        let mut mark = None;
        let mut end = None;
        for (offset, character) in template[start..].char_indices() {
            let at = start + offset;
            match character {
                '{' => depth += 1,
                '}' => {
                    depth -= 1;
                    if depth == 0 {
                        end = Some(at);
                        break;
                    }
                }
                '[' if mark.is_none() => bracket = true,
                ']' => bracket = false,
                ':' | '!' if mark.is_none() && !bracket && depth == 1 => {
                    mark = Some((at, character));
                }
                _ => {}
            }
        }
        let Some(end) = end else {
            return Err(self.error("unmatched '{' in format", template, open, template.len()));
        };
        let (name_end, conversion, spec) = match mark {
            None => (end, None, None),
            Some((at, ':')) => (at, None, Some(at + 1)),
            Some((at, _)) => {
                let rest = &template[at + 1..end];
                let Some(conversion) = rest.chars().next() else {
                    let message = "end of format while looking for conversion specifier";
                    return Err(self.error(message, template, open, end + 1));
                };
                let behind = at + 1 + conversion.len_utf8();
                match template[behind..end].chars().next() {
                    None => (at, Some(conversion), None),
                    Some(':') => (at, Some(conversion), Some(behind + 1)),
                    Some(_) => {
                        let message = "expected ':' after format specifier";
                        return Err(self.error(message, template, at, end));
                    }
                }
            }
        };
        Ok(Field {
            start,
            name_end,
            conversion,
            spec,
            end,
        })
    }

    fn replacement(&mut self, template: &Text, field: &Field, depth: u8) -> EvalResult<Text> {
        let value = self.value(template, field)?;
        let spec = match field.spec {
            Some(start) => {
                let spec = template.slice(start, field.end);
                if spec.contains(['{', '}']) {
                    self.expand(&spec, depth)?
                } else {
                    spec
                }
            }
            None => Text::new(""),
        };
        if value.is_poison() || self.poisoned {
            self.poisoned = true;
            return Ok(Text::new(""));
        }
        let at = self.at(template, field.start - 1, field.end + 1);
        let value = match field.conversion {
            None => value,
            Some('r') => Value::string(self.interpreter.repr(&value, at)?, value.origin),
            Some('s') => {
                let (text, unicode) = text_of(self.interpreter, &value, at)?;
                if unicode && !self.unicode {
                    encodable(&text, at)?;
                }
                Value::new(ValueKind::String(text), value.origin)
            }
            Some(other) => {
                let message = format!("Unknown conversion specifier {other}");
                return Err(self.error(message, template, field.name_end, field.end));
            }
        };
        let text = format_value(self.interpreter, &value, &spec, at)?;
        self.fitting(&value, text, at)
    }

    /// Unlike `%`, `format` never turns a plain string into a unicode one: what does not fit is an error.
    fn fitting(&self, value: &Value, text: Text, at: Span) -> EvalResult<Text> {
        let plain = matches!(value.kind, ValueKind::String(_));
        if self.unicode && plain {
            ascii_only(value, at)?;
        } else if !self.unicode && !plain {
            encodable(&text, at)?;
        }
        Ok(text)
    }

    /// The value of `name.attribute[index]`.
    fn value(&mut self, template: &Text, field: &Field) -> EvalResult {
        let name = &template[field.start..field.name_end];
        let first_end = name.find(['.', '[']).unwrap_or(name.len());
        let mut value = self.first(template, field, &name[..first_end])?;
        let mut position = field.start + first_end;
        while position < field.name_end && !value.is_poison() {
            let rest = &template[position..field.name_end];
            if let Some(rest) = rest.strip_prefix('.') {
                let length = rest.find(['.', '[']).unwrap_or(rest.len());
                let end = position + 1 + length;
                if length == 0 {
                    return Err(self.empty_attribute(template, field));
                }
                let at = self.at(template, position + 1, end);
                value = self
                    .interpreter
                    .attribute(&value, &template[position + 1..end], at)?;
                position = end;
            } else if let Some(rest) = rest.strip_prefix('[') {
                let Some(length) = rest.find(']') else {
                    let message = "Missing ']' in format string";
                    return Err(self.error(message, template, position, field.name_end));
                };
                if length == 0 {
                    return Err(self.empty_attribute(template, field));
                }
                let end = position + 1 + length;
                let at = self.at(template, position + 1, end);
                let index = &template[position + 1..end];
                let key = match index.parse::<i64>() {
                    Ok(number) if index.bytes().all(|byte| byte.is_ascii_digit()) => {
                        Value::integer(number, at)
                    }
                    _ => Value::string(index, at),
                };
                value = self.interpreter.subscript(&value, &key, at)?;
                position = end + 1;
            } else {
                let message = "Only '.' or '[' may follow ']' in format field specifier";
                return Err(self.error(message, template, position, field.name_end));
            }
        }
        Ok(value)
    }

    /// The argument that a field names: by number, by keyword, or the next one.
    fn first(&mut self, template: &Text, field: &Field, name: &str) -> EvalResult {
        let at = self.at(template, field.start - 1, field.end + 1);
        let number = if name.is_empty() {
            let next = match self.numbering {
                None => 0,
                Some(Numbering::Automatic(next)) => next,
                Some(Numbering::Manual) => {
                    let message = "cannot switch from manual field specification to automatic field numbering";
                    return Err(bad_format("ValueError", message, at));
                }
            };
            self.numbering = Some(Numbering::Automatic(next + 1));
            next
        } else if name.bytes().all(|byte| byte.is_ascii_digit()) {
            if let Some(Numbering::Automatic(_)) = self.numbering {
                let message =
                    "cannot switch from automatic field numbering to manual field specification";
                return Err(bad_format("ValueError", message, at));
            }
            self.numbering = Some(Numbering::Manual);
            name.parse().unwrap_or(usize::MAX)
        } else {
            return self.keyword(name, at);
        };
        let count = self.arguments.positional.len();
        match self.arguments.positional.get(number) {
            Some(value) => Ok(value.clone()),
            None => {
                let plural = if count == 1 { "argument" } else { "arguments" };
                let message =
                    format!("`format` has {count} positional {plural}, but none for this field");
                Err(missing(
                    "IndexError",
                    "tuple index out of range",
                    message,
                    at,
                ))
            }
        }
    }

    fn keyword(&self, name: &str, at: Span) -> EvalResult {
        let found = self
            .arguments
            .keywords
            .iter()
            .find(|(keyword, _, _)| **keyword == *name);
        match found {
            Some((_, _, value)) => Ok(value.clone()),
            None => {
                let mut message = format!("`format` has no argument `{name}`");
                let candidates = self.arguments.keywords.iter().map(|(name, _, _)| &**name);
                if let Some(near) = crate::diagnostic::nearest(name, candidates) {
                    message.push_str(&format!(", but `{near}`"));
                }
                let key = super::string_repr(name, false);
                let raised = missing("KeyError", key, message, at);
                Err(raised.map_diagnostic(|diagnostic| {
                    diagnostic.help(
                        "`format` turns two braces into one: write `{{{{name}}}}` for a reference `{{name}}`",
                    )
                }))
            }
        }
    }

    fn empty_attribute(&self, template: &Text, field: &Field) -> Box<Raised> {
        let message = "Empty attribute in format string";
        self.error(message, template, field.start, field.name_end)
    }

    fn at(&self, template: &Text, start: usize, end: usize) -> Span {
        place(self.interpreter, template, start, end, self.span)
    }

    fn error(
        &self,
        message: impl Into<String>,
        template: &Text,
        start: usize,
        end: usize,
    ) -> Box<Raised> {
        bad_format("ValueError", message, self.at(template, start, end))
    }
}

fn missing(
    class: &'static str,
    python_message: impl Into<String>,
    message: String,
    at: Span,
) -> Box<Raised> {
    let code = &crate::diagnostic::codes::eval::BAD_FORMAT;
    let diagnostic = crate::diagnostic::Diagnostic::new(code, message, at);
    Raised::with_diagnostic(class, python_message, diagnostic)
}
