//! Reading JSON, with the messages of Python 2.7.

use super::build::positional;
use crate::diagnostic::codes::limits;
use crate::eval::value::{Entries, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::{Span, Text};
use num_bigint::BigInt;

/// Brackets inside each other, in a text that is read and in a value that is written.
pub(super) const DEPTH: usize = 200;

/// Functions that `json.loads` calls with what it read.
pub(super) struct Hooks {
    /// Called with each dict.
    pub object: Option<Value>,
    /// Called with the pairs of each object, instead of making a dict.
    pub pairs: Option<Value>,
    /// Called with the text of each number with a fraction or exponent.
    pub float: Option<Value>,
    /// Called with the text of each integer.
    pub integer: Option<Value>,
    /// Called with `NaN`, `Infinity` and `-Infinity`.
    pub constant: Option<Value>,
}

/// Reads one document.
pub(super) struct Reader<'a> {
    text: &'a str,
    position: usize,
    depth: usize,
    hooks: Hooks,
    span: Span,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `text`; the values it gives are made by the call at `span`.
    pub fn new(text: &'a str, hooks: Hooks, span: Span) -> Reader<'a> {
        Reader {
            text,
            position: 0,
            depth: 0,
            hooks,
            span,
        }
    }

    /// The whole document.
    pub fn document(mut self, interpreter: &mut Interpreter) -> EvalResult {
        self.space();
        let value = self.value(interpreter)?;
        self.space();
        if self.position < self.text.len() {
            let end = self.place(self.text.len());
            let message = format!(
                "Extra data: {} - {} (char {} - {})",
                self.place(self.position),
                end,
                self.offset(self.position),
                self.offset(self.text.len())
            );
            return Err(super::arguments::bad_value(message, self.span));
        }
        Ok(value)
    }

    fn offset(&self, position: usize) -> usize {
        self.text[..position].chars().count()
    }

    fn place(&self, position: usize) -> String {
        let before = &self.text[..position];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("line {line} column {column}")
    }

    fn error(&self, message: &str, position: usize) -> Box<Raised> {
        let position = self.text.floor_char_boundary(position.min(self.text.len()));
        let place = self.place(position);
        let message = format!("{message}: {place} (char {})", self.offset(position));
        let in_double_quotes = self.text[position..].starts_with('\'');
        super::arguments::bad_value(message, self.span).map_diagnostic(|mut diagnostic| {
            diagnostic.message = format!("the text is no JSON: {}", diagnostic.message);
            match in_double_quotes {
                true => diagnostic.help("JSON has its texts in double quotes"),
                false => diagnostic,
            }
        })
    }

    fn nothing(&self) -> Box<Raised> {
        let place = self.place(self.position);
        let message = "No JSON object could be decoded";
        super::arguments::bad_value(message, self.span).map_diagnostic(|mut diagnostic| {
            diagnostic.message = format!("the text is no JSON: there is no value at {place}");
            diagnostic
        })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.position += 1;
        }
    }

    fn keyword(&mut self, word: &str) -> bool {
        let found = self.text[self.position..].starts_with(word);
        if found {
            self.position += word.len();
        }
        found
    }

    fn value(&mut self, interpreter: &mut Interpreter) -> EvalResult {
        interpreter.step(self.span)?;
        let span = self.span;
        match self.peek() {
            Some(b'"') => {
                self.position += 1;
                let text = self.string()?;
                Ok(Value::new(ValueKind::Unicode(Text::new(text)), span))
            }
            Some(b'{') => self.nested(interpreter, Self::object),
            Some(b'[') => self.nested(interpreter, Self::array),
            Some(b'n') if self.keyword("null") => Ok(Value::none(span)),
            Some(b't') if self.keyword("true") => Ok(Value::boolean(true, span)),
            Some(b'f') if self.keyword("false") => Ok(Value::boolean(false, span)),
            _ => self.number(interpreter),
        }
    }

    fn nested(
        &mut self,
        interpreter: &mut Interpreter,
        read: fn(&mut Self, &mut Interpreter) -> EvalResult,
    ) -> EvalResult {
        self.position += 1;
        self.depth += 1;
        if self.depth > DEPTH {
            let message = format!("JSON is nested more than {DEPTH} levels deep");
            let code = &limits::NESTING_LIMIT;
            return Err(Raised::new("RuntimeError", code, message, self.span));
        }
        let value = read(self, interpreter);
        self.depth -= 1;
        value
    }

    /// Something has to follow.
    fn more(&self) -> EvalResult<()> {
        match self.peek() {
            Some(_) => Ok(()),
            None => Err(self.error("Expecting object", self.text.len().saturating_sub(1))),
        }
    }

    fn array(&mut self, interpreter: &mut Interpreter) -> EvalResult {
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.position += 1;
            return Ok(Value::list(items, self.span));
        }
        loop {
            self.space();
            self.more()?;
            items.push(self.value(interpreter)?);
            self.space();
            match self.peek() {
                Some(b',') => self.position += 1,
                Some(b']') => {
                    self.position += 1;
                    return Ok(Value::list(items, self.span));
                }
                _ => return Err(self.error("Expecting , delimiter", self.position)),
            }
        }
    }

    fn object(&mut self, interpreter: &mut Interpreter) -> EvalResult {
        const NAME: &str = "Expecting property name";
        let mut pairs = Vec::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.position += 1;
            return self.finish_object(interpreter, pairs);
        }
        loop {
            self.space();
            self.more()?;
            if self.peek() != Some(b'"') {
                return Err(self.error(NAME, self.position));
            }
            self.position += 1;
            let key = Value::new(ValueKind::Unicode(Text::new(self.string()?)), self.span);
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.error("Expecting : delimiter", self.position));
            }
            self.position += 1;
            self.space();
            pairs.push((key, self.value(interpreter)?));
            self.space();
            match self.peek() {
                Some(b',') => self.position += 1,
                Some(b'}') => {
                    self.position += 1;
                    return self.finish_object(interpreter, pairs);
                }
                _ => return Err(self.error("Expecting , delimiter", self.position)),
            }
        }
    }

    fn finish_object(
        &self,
        interpreter: &mut Interpreter,
        pairs: Vec<(Value, Value)>,
    ) -> EvalResult {
        let span = self.span;
        if let Some(hook) = &self.hooks.pairs {
            let pairs = pairs
                .into_iter()
                .map(|(key, value)| Value::tuple([key, value], span));
            let list = Value::list(pairs.collect(), span);
            return interpreter.call(hook, positional([list]), span);
        }
        let mut entries = Entries::default();
        for (key, value) in pairs {
            entries.insert(interpreter.key(&key, span)?, value);
        }
        let dict = Value::dict(entries, span);
        match &self.hooks.object {
            Some(hook) => interpreter.call(hook, positional([dict]), span),
            None => Ok(dict),
        }
    }

    /// The rest of a string whose opening quote was read.
    fn string(&mut self) -> EvalResult<String> {
        let start = self.position - 1;
        let mut result = String::new();
        loop {
            let rest = &self.text[self.position..];
            let Some(end) = rest.find(|c: char| c == '"' || c == '\\' || c < ' ') else {
                return Err(self.error("Unterminated string starting at", start));
            };
            result.push_str(&rest[..end]);
            self.position += end;
            match self.peek() {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(result);
                }
                Some(b'\\') => {
                    self.position += 1;
                    result.push(self.escape(start)?);
                }
                _ => return Err(self.error("Invalid control character at", self.position)),
            }
        }
    }

    /// The character of an escape whose backslash was read.
    fn escape(&mut self, start: usize) -> EvalResult<char> {
        let Some(letter) = self.text[self.position..].chars().next() else {
            return Err(self.error("Unterminated string starting at", start));
        };
        let backslash = self.position - 1;
        self.position += letter.len_utf8();
        Ok(match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.code_unit(backslash),
            _ => return Err(self.error("Invalid \\escape", backslash)),
        })
    }

    fn hexadecimal(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        u32::from_str_radix(digits, 16).ok()
    }

    fn code_unit(&mut self, backslash: usize) -> EvalResult<char> {
        let Some(unit) = self.hexadecimal(self.position) else {
            return Err(self.error("Invalid \\uXXXX escape", backslash + 1));
        };
        self.position += 4;
        if (0xd800..0xdc00).contains(&unit)
            && self.text[self.position..].starts_with("\\u")
            && let Some(low @ 0xdc00..0xe000) = self.hexadecimal(self.position + 2)
        {
            self.position += 6;
            let point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            return Ok(char::from_u32(point).unwrap_or('\u{fffd}'));
        }
        // Half of a surrogate pair is no character, and no scheduler takes it.
        Ok(char::from_u32(unit).unwrap_or('\u{fffd}'))
    }

    fn number(&mut self, interpreter: &mut Interpreter) -> EvalResult {
        let span = self.span;
        for (word, number) in [
            ("NaN", f64::NAN),
            ("Infinity", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
        ] {
            if self.keyword(word) {
                let number = Value::new(ValueKind::Float(number), span);
                return convert(interpreter, &self.hooks.constant, word, number, span);
            }
        }
        let bytes = self.text.as_bytes();
        let digits = |from: usize| {
            let run = bytes[from.min(bytes.len())..].iter();
            run.take_while(|byte| byte.is_ascii_digit()).count()
        };
        let start = self.position;
        let mut end = start + usize::from(self.peek() == Some(b'-'));
        let whole = digits(end);
        match bytes.get(end) {
            Some(b'0') => end += 1,
            Some(b'1'..=b'9') => end += whole,
            _ => return Err(self.nothing()),
        }
        let mut fractional = false;
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
            fractional = true;
        }
        if let Some(b'e' | b'E') = bytes.get(end) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if digits(end + 1 + sign) > 0 {
                end += 1 + sign + digits(end + 1 + sign);
                fractional = true;
            }
        }
        self.position = end;
        let text = &self.text[start..end];
        if fractional {
            let number = text.parse().unwrap_or(f64::NAN);
            let number = Value::new(ValueKind::Float(number), span);
            return convert(interpreter, &self.hooks.float, text, number, span);
        }
        // Decimal to binary takes quadratic time.
        interpreter.allocate(text.len() * 4, span)?;
        if text.len() > 10_000 {
            return Err(self.error("The number has more than 10000 digits", start));
        }
        let number = super::math::big(text.parse::<BigInt>().unwrap_or_default(), span);
        convert(interpreter, &self.hooks.integer, text, number, span)
    }
}

fn convert(
    interpreter: &mut Interpreter,
    hook: &Option<Value>,
    text: &str,
    value: Value,
    span: Span,
) -> EvalResult {
    match hook {
        Some(hook) => interpreter.call(hook, positional([Value::string(text, span)]), span),
        None => Ok(value),
    }
}
