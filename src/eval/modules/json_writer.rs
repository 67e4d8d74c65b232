//! Writing JSON, as Python 2.7 does.

use super::arguments::{kind_name, string_value};
use super::build::positional;
use super::json_reader::DEPTH;
use crate::diagnostic::codes::{eval as codes, limits};
use crate::eval::methods::sorted_positions;
use crate::eval::value::{Dict, Key, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::{Span, Text};
use std::fmt::Write;

/// How `json.dumps` writes.
pub(super) struct Style {
    /// Leave out entries whose key is no string, number, boolean or `None`.
    pub skip_keys: bool,
    /// Write all other characters as escapes.
    pub ensure_ascii: bool,
    /// Sort the keys.
    pub sort_keys: bool,
    /// Spaces for each level; `None` writes everything on one line.
    pub indent: Option<usize>,
    /// Between items. Python 2.7 keeps the space even at the end of a line.
    pub item_separator: String,
    /// Between key and value.
    pub key_separator: String,
    /// Called with what cannot be written otherwise.
    pub default: Option<Value>,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            skip_keys: false,
            ensure_ascii: true,
            sort_keys: false,
            indent: None,
            item_separator: ", ".to_owned(),
            key_separator: ": ".to_owned(),
            default: None,
        }
    }
}

/// Writes one document.
pub(super) struct Writer {
    style: Style,
    output: String,
    unicode: bool,
    depth: usize,
    span: Span,
}

impl Writer {
    /// A writer; `span` is the call.
    pub fn new(style: Style, span: Span) -> Writer {
        Writer {
            style,
            output: String::new(),
            unicode: false,
            depth: 0,
            span,
        }
    }

    /// The text of a value: plain, unless a unicode string was written as it is.
    pub fn document(mut self, interpreter: &mut Interpreter, value: &Value) -> EvalResult {
        self.value(interpreter, value)?;
        interpreter.allocate(self.output.len(), self.span)?;
        Ok(string_value(
            Text::new(self.output),
            self.unicode,
            self.span,
        ))
    }

    fn value(&mut self, interpreter: &mut Interpreter, value: &Value) -> EvalResult<()> {
        interpreter.step(self.span)?;
        // A value that contains the same one often is small and writes long.
        if self.output.len() > interpreter.limits.size {
            interpreter.allocate(self.output.len(), self.span)?;
        }
        match &value.kind {
            ValueKind::None => self.output.push_str("null"),
            ValueKind::Boolean(true) => self.output.push_str("true"),
            ValueKind::Boolean(false) => self.output.push_str("false"),
            ValueKind::Integer(number) => self.output.push_str(&number.to_string()),
            ValueKind::BigInteger(number) => self.output.push_str(&number.to_string()),
            ValueKind::Float(number) => {
                let text = self.float(interpreter, *number)?;
                self.output.push_str(&text);
            }
            ValueKind::String(text) => self.string(text, false),
            ValueKind::Unicode(text) => self.string(text, true),
            ValueKind::List(list) => {
                let items = list.borrow().clone();
                self.nested(interpreter, |writer, interpreter| {
                    writer.array(interpreter, &items)
                })?;
            }
            ValueKind::Tuple(tuple) => self.nested(interpreter, |writer, interpreter| {
                writer.array(interpreter, &tuple.items)
            })?,
            ValueKind::Dict(dict) => self.nested(interpreter, |writer, interpreter| {
                writer.object(interpreter, dict)
            })?,
            ValueKind::Instance(instance) if instance.payload.is_some() => {
                if let Some(payload) = &instance.payload {
                    self.value(interpreter, payload)?;
                }
            }
            _ => self.other(interpreter, value)?,
        }
        Ok(())
    }

    fn other(&mut self, interpreter: &mut Interpreter, value: &Value) -> EvalResult<()> {
        let span = self.span;
        if let Some(default) = self.style.default.clone() {
            let replacement = interpreter.call(&default, positional([value.clone()]), span)?;
            return self.nested(interpreter, |writer, interpreter| {
                writer.value(interpreter, &replacement)
            });
        }
        if value.is_poison() {
            return Err(Raised::poisoned());
        }
        let shown = interpreter.repr(value, span)?;
        let message = format!("{shown} is not JSON serializable");
        let class = "TypeError";
        Err(
            Raised::new(class, &codes::TYPE_ERROR, message, span).map_diagnostic(
                |mut diagnostic| {
                    let kind = kind_name(value);
                    diagnostic.message =
                        format!("a value of type `{kind}` cannot be written as JSON");
                    diagnostic.label(value.origin, "this value")
                },
            ),
        )
    }

    fn nested(
        &mut self,
        interpreter: &mut Interpreter,
        write: impl FnOnce(&mut Writer, &mut Interpreter) -> EvalResult<()>,
    ) -> EvalResult<()> {
        self.depth += 1;
        if self.depth > DEPTH {
            let message =
                format!("the value is nested more than {DEPTH} levels deep, or contains itself");
            let code = &limits::NESTING_LIMIT;
            return Err(Raised::new("ValueError", code, message, self.span));
        }
        write(self, interpreter)?;
        self.depth -= 1;
        Ok(())
    }

    fn line(&mut self, level: usize) {
        if let Some(indent) = self.style.indent {
            self.output.push('\n');
            let width = indent * level;
            self.output.extend(std::iter::repeat_n(' ', width));
        }
    }

    fn array(&mut self, interpreter: &mut Interpreter, items: &[Value]) -> EvalResult<()> {
        self.output.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.output.push_str(&self.style.item_separator);
            }
            self.line(self.depth);
            self.value(interpreter, item)?;
        }
        if !items.is_empty() {
            self.line(self.depth - 1);
        }
        self.output.push(']');
        Ok(())
    }

    fn object(&mut self, interpreter: &mut Interpreter, dict: &Dict) -> EvalResult<()> {
        let mut entries = dict.items(interpreter.language.dict_order);
        if self.style.sort_keys {
            sort(interpreter, &mut entries, self.span)?;
        }
        self.output.push('{');
        let mut first = true;
        for (key, value) in &entries {
            let Some(key) = self.key(interpreter, key.value())? else {
                continue;
            };
            if !first {
                self.output.push_str(&self.style.item_separator);
            }
            first = false;
            self.line(self.depth);
            let unicode = matches!(key.kind, ValueKind::Unicode(_));
            if let Some(text) = key.as_text() {
                self.string(text, unicode);
            }
            self.output.push_str(&self.style.key_separator);
            self.value(interpreter, value)?;
        }
        if !first {
            self.line(self.depth - 1);
        }
        self.output.push('}');
        Ok(())
    }

    /// A key as a string; `None` if it is left out.
    fn key(&mut self, interpreter: &mut Interpreter, key: &Value) -> EvalResult<Option<Value>> {
        let text = match &key.kind {
            ValueKind::String(_) | ValueKind::Unicode(_) => return Ok(Some(key.clone())),
            ValueKind::None => "null".to_owned(),
            // Python 2.7 forgets that these are no integers where it writes on one line.
            ValueKind::Boolean(true) if self.style.indent.is_none() => "True".to_owned(),
            ValueKind::Boolean(false) if self.style.indent.is_none() => "False".to_owned(),
            ValueKind::Boolean(flag) => flag.to_string(),
            ValueKind::Integer(number) => number.to_string(),
            ValueKind::BigInteger(number) => number.to_string(),
            ValueKind::Float(number) => self.float(interpreter, *number)?,
            _ if self.style.skip_keys => return Ok(None),
            _ => {
                let shown = interpreter.repr(key, self.span)?;
                let message = format!("keys must be a string, not {shown}");
                let code = &codes::TYPE_ERROR;
                return Err(Raised::new("TypeError", code, message, self.span));
            }
        };
        Ok(Some(Value::string(text, self.span)))
    }

    fn float(&self, interpreter: &mut Interpreter, number: f64) -> EvalResult<String> {
        if number.is_nan() {
            return Ok("NaN".to_owned());
        }
        if number.is_infinite() {
            let text = if number > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            };
            return Ok(text.to_owned());
        }
        interpreter.repr(&Value::new(ValueKind::Float(number), self.span), self.span)
    }

    fn string(&mut self, text: &Text, unicode: bool) {
        let decoded;
        let mut characters = text.as_str();
        if !unicode && !text.is_ascii() && self.style.ensure_ascii {
            // Python decodes plain strings as UTF-8; what is none is shown as Latin-1 rather than refused.
            let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
            decoded = String::from_utf8(bytes).unwrap_or_else(|_| text.to_string());
            characters = &decoded;
        }
        if !self.style.ensure_ascii {
            self.unicode |= unicode;
        }
        self.output.push('"');
        for c in characters.chars() {
            match c {
                '"' => self.output.push_str("\\\""),
                '\\' => self.output.push_str("\\\\"),
                '\n' => self.output.push_str("\\n"),
                '\r' => self.output.push_str("\\r"),
                '\t' => self.output.push_str("\\t"),
                '\u{8}' => self.output.push_str("\\b"),
                '\u{c}' => self.output.push_str("\\f"),
                c if c < ' ' || (self.style.ensure_ascii && c > '~') => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        let _ = write!(self.output, "\\u{unit:04x}");
                    }
                }
                c => self.output.push(c),
            }
        }
        self.output.push('"');
    }
}

/// Sorts by key, as `sorted(d.items())` does.
fn sort(
    interpreter: &mut Interpreter,
    entries: &mut Vec<(Key, Value)>,
    span: Span,
) -> EvalResult<()> {
    let keys: Vec<Value> = entries.iter().map(|(key, _)| key.value().clone()).collect();
    let positions = sorted_positions(interpreter, &keys, None, false, span)?;
    *entries = positions
        .into_iter()
        .map(|it| entries[it].clone())
        .collect();
    Ok(())
}
