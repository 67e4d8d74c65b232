//! Reading JSON with positions, so that errors in a job that was given as JSON point into the text.

use crate::object::{PlainKind, PlainValue};
use crate::source::{FileId, Span, Text};
use crate::syntax::DIGIT_LIMIT;
use num_bigint::BigInt;
use std::sync::Arc;

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// What is wrong: "expected `,` or `}`".
    pub message: String,
    /// The character that is wrong.
    pub span: Span,
    /// The limit `memory` in bytes, if the values would take more.
    pub memory: Option<usize>,
}

/// What a text says.
#[derive(Clone, Debug)]
pub struct Json {
    /// The value.
    pub value: PlainValue,
    /// Keys that are there again later in their object, which makes them count for nothing.
    pub repeated: Vec<Span>,
}

/// Arrays and objects inside each other.
const MOST_NESTED: usize = 100;

/// Reads JSON (also `NaN` and `Infinity`, which Python writes) into plain values. Of a key that is there twice the last counts, as in
/// Python; `null` is `None`. The values take at most `memory` bytes, roughly: two bytes of a text can be a value of a hundred.
pub fn parse(text: &str, file: FileId, memory: usize) -> Result<Json, JsonError> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut reader = Reader {
        text,
        file,
        at: start,
        memory,
        taken: 0,
        repeated: Vec::new(),
    };
    reader.blanks();
    let value = reader.value(0)?;
    reader.blanks();
    match reader.peek() {
        None => Ok(Json {
            value,
            repeated: reader.repeated,
        }),
        Some(_) => Err(reader.error("expected the end of the file here")),
    }
}

struct Reader<'a> {
    text: &'a str,
    file: FileId,
    at: usize,
    /// The bytes that values may take, and those that they take so far.
    memory: usize,
    taken: usize,
    repeated: Vec<Span>,
}

/// What a value takes beside its characters. It is copied once, where it is fitted to the schema.
const VALUE: usize = 2 * size_of::<PlainValue>() + 64;

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn error(&self, message: impl Into<String>) -> JsonError {
        let width = self.peek().map_or(0, char::len_utf8);
        JsonError {
            message: message.into(),
            span: Span::new(self.file, self.at, self.at + width),
            memory: None,
        }
    }

    /// Counts what a value takes.
    fn charge(&mut self, bytes: usize) -> Result<(), JsonError> {
        self.taken = self.taken.saturating_add(bytes);
        match self.taken > self.memory {
            true => Err(JsonError {
                memory: Some(self.memory),
                ..self.error("")
            }),
            false => Ok(()),
        }
    }

    fn given(&self, start: usize, kind: PlainKind) -> PlainValue {
        PlainValue {
            kind,
            span: Span::new(self.file, start, self.at),
        }
    }

    fn value(&mut self, depth: usize) -> Result<PlainValue, JsonError> {
        if depth > MOST_NESTED {
            return Err(self.error(format!(
                "brackets are nested more than {MOST_NESTED} levels deep"
            )));
        }
        let start = self.at;
        self.charge(VALUE)?;
        let kind = match self.peek() {
            Some('{') => self.object(depth)?,
            Some('[') => self.array(depth)?,
            Some('"') => PlainKind::text(self.string()?),
            Some('-' | '0'..='9') => self.number()?,
            _ => self.word()?,
        };
        Ok(self.given(start, kind))
    }

    fn word(&mut self) -> Result<PlainKind, JsonError> {
        if self.eat("true") {
            Ok(PlainKind::Boolean(true))
        } else if self.eat("false") {
            Ok(PlainKind::Boolean(false))
        } else if self.eat("null") {
            Ok(PlainKind::Other("None".into()))
        } else if self.eat("NaN") {
            Ok(PlainKind::Float(f64::NAN))
        } else if self.eat("Infinity") {
            Ok(PlainKind::Float(f64::INFINITY))
        } else {
            Err(self
                .error("expected a value: a string, a number, `true`, `false`, `null`, `[` or `{`"))
        }
    }

    fn array(&mut self, depth: usize) -> Result<PlainKind, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        self.blanks();
        if self.eat("]") {
            return Ok(PlainKind::List(items.into()));
        }
        loop {
            self.blanks();
            self.no_comma_before(']', items.is_empty())?;
            items.push(self.value(depth + 1)?);
            self.blanks();
            if self.eat("]") {
                return Ok(PlainKind::List(items.into()));
            }
            if !self.eat(",") {
                return Err(self.error("expected `,` or `]`"));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<PlainKind, JsonError> {
        self.at += 1;
        let mut pairs = indexmap::IndexMap::new();
        self.blanks();
        if self.eat("}") {
            return Ok(PlainKind::Map(Arc::new([])));
        }
        loop {
            self.blanks();
            self.no_comma_before('}', pairs.is_empty())?;
            let start = self.at;
            if self.peek() != Some('"') {
                return Err(self.error("expected a name in double quotes"));
            }
            let name = self.string()?;
            let key = self.given(start, PlainKind::text(name.clone()));
            self.blanks();
            if !self.eat(":") {
                return Err(self.error("expected `:`"));
            }
            self.blanks();
            let value = self.value(depth + 1)?;
            let before = pairs.insert(name.as_str().to_string(), (key, value));
            self.repeated
                .extend(before.map(|(key, _): (PlainValue, PlainValue)| key.span));
            self.blanks();
            if self.eat("}") {
                return Ok(PlainKind::Map(pairs.into_values().collect()));
            }
            if !self.eat(",") {
                return Err(self.error("expected `,` or `}`"));
            }
        }
    }

    fn no_comma_before(&self, bracket: char, is_first: bool) -> Result<(), JsonError> {
        if is_first || self.peek() != Some(bracket) {
            return Ok(());
        }
        Err(self.error(format!("a comma is not allowed before `{bracket}`")))
    }

    fn string(&mut self) -> Result<Text, JsonError> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        // Python decodes these two differently in a literal, and so would whoever looks for a byte of the text.
        let mut traceable = true;
        loop {
            let Some(letter) = self.peek() else {
                return Err(self.error("a string is never closed with `\"`"));
            };
            match letter {
                '"' => {
                    self.at += 1;
                    break;
                }
                '\\' => {
                    traceable &= !self.rest().starts_with("\\u") && !self.rest().starts_with("\\/");
                    self.at += 1;
                    text.push(self.escape()?);
                }
                // Python's reader refuses these too.
                letter if letter < ' ' => {
                    return Err(self.error("write a line break or control character in a string as `\\n`, `\\t` or `\\u…`"));
                }
                letter => {
                    self.at += letter.len_utf8();
                    text.push(letter);
                }
            }
        }
        self.charge(VALUE + 2 * text.len())?;
        let literal = Span::new(self.file, start, self.at);
        Ok(if traceable {
            Text::from_literal(text, literal)
        } else {
            Text::new(text)
        })
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let letter = self.peek();
        let meaning = match letter {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some(letter @ ('"' | '\\' | '/')) => letter,
            Some('u') => {
                self.at += 1;
                return self.unicode_escape();
            }
            _ => return Err(self.error("JSON does not have this escape")),
        };
        self.at += 1;
        Ok(meaning)
    }

    /// What follows `\u`: four digits, or two times four for a surrogate pair. Half a pair becomes U+FFFD.
    fn unicode_escape(&mut self) -> Result<char, JsonError> {
        let first = self.hexadecimal()?;
        if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
            let before = self.at;
            self.at += 2;
            let second = self.hexadecimal()?;
            if (0xdc00..0xe000).contains(&second) {
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = before;
        }
        Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hexadecimal(&mut self) -> Result<u32, JsonError> {
        let digits = self
            .rest()
            .get(..4)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(code) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) else {
            return Err(self.error("`\\u` requires four hexadecimal digits"));
        };
        self.at += 4;
        Ok(code)
    }

    fn number(&mut self) -> Result<PlainKind, JsonError> {
        if self.eat("-Infinity") {
            return Ok(PlainKind::Float(f64::NEG_INFINITY));
        }
        let rest = self.rest();
        let length =
            rest.find(|letter: char| !matches!(letter, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'));
        let digits = &rest[..length.unwrap_or(rest.len())];
        let unsigned = digits.strip_prefix('-').unwrap_or(digits);
        let leading_zero =
            unsigned.starts_with('0') && unsigned.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        if digits.len() > DIGIT_LIMIT {
            return Err(self.error(format!("a number of more than {DIGIT_LIMIT} digits")));
        }
        let kind = if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
            match digits.parse::<i64>() {
                Ok(number) => Some(PlainKind::Integer(number)),
                Err(_) => digits
                    .parse::<BigInt>()
                    .ok()
                    .map(|number| PlainKind::BigInteger(Arc::new(number))),
            }
        } else {
            let complete = !unsigned.starts_with('.')
                && !unsigned.contains(".e")
                && !unsigned.contains(".E")
                && !unsigned.ends_with('.');
            digits
                .parse::<f64>()
                .ok()
                .filter(|_| complete)
                .map(PlainKind::Float)
        };
        let kind = kind.filter(|_| !leading_zero);
        let length = digits.len();
        match kind {
            Some(kind) => {
                self.at += length;
                Ok(kind)
            }
            None => Err(JsonError {
                message: format!("`{digits}` is not a JSON number"),
                span: Span::new(self.file, self.at, self.at + length),
                memory: None,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: FileId = FileId(0);

    fn show(given: &PlainValue, text: &str) -> String {
        let value = match &given.kind {
            PlainKind::Text(text, _) => format!("{:?}", text.as_str()),
            PlainKind::Integer(number) => number.to_string(),
            PlainKind::BigInteger(number) => number.to_string(),
            PlainKind::Float(number) => format!("{number:?}"),
            PlainKind::Boolean(value) => value.to_string(),
            PlainKind::Other(words) => words.to_string(),
            PlainKind::List(items) => {
                let items: Vec<_> = items.iter().map(|item| show(item, text)).collect();
                format!("[{}]", items.join(" "))
            }
            PlainKind::Map(pairs) => {
                let pairs: Vec<_> = pairs
                    .iter()
                    .map(|(key, value)| format!("{}={}", show(key, text), show(value, text)))
                    .collect();
                format!("{{{}}}", pairs.join(" "))
            }
            _ => "?".into(),
        };
        assert!(!text[given.span.range()].trim().is_empty());
        value
    }

    #[test]
    fn values() {
        for (text, expected) in [
            ("1", "1"),
            (" -0 ", "0"),
            ("1.5e3", "1500.0"),
            ("100000000000000000000", "100000000000000000000"),
            ("\"a\\n\\u00e9\\ud83d\\ude00\\/\"", "\"a\\né😀/\""),
            ("\"\\ud83d\"", "\"\u{fffd}\""),
            ("[true, false, null]", "[true false None]"),
            ("{\"a\": {}, \"b\": [], \"a\": 2}", "{\"a\"=2 \"b\"=[]}"),
            ("NaN", "NaN"),
            ("-Infinity", "-inf"),
            ("\u{feff}{}", "{}"),
        ] {
            let given =
                parse(text, FILE, usize::MAX).unwrap_or_else(|error| panic!("{text}: {error:?}"));
            assert_eq!(show(&given.value, text), expected, "{text}");
        }
    }

    #[test]
    fn spans_are_those_of_the_values() {
        let text = "{\"name\" : \"hello\", \"n\":[1 ,22]}";
        let given = parse(text, FILE, usize::MAX).expect(text);
        let PlainKind::Map(pairs) = &given.value.kind else {
            panic!("{given:?}");
        };
        assert_eq!(&text[pairs[0].0.span.range()], "\"name\"");
        assert_eq!(&text[pairs[0].1.span.range()], "\"hello\"");
        let PlainKind::List(items) = &pairs[1].1.kind else {
            panic!("{given:?}");
        };
        assert_eq!(&text[items[1].span.range()], "22");
    }

    #[test]
    fn errors_say_where() {
        for (text, wrong, words) in [
            ("", "", "expected a value"),
            ("{\"a\": 1 \"b\": 2}", "\"", "expected `,` or `}`"),
            ("{a: 1}", "a", "double quotes"),
            ("{\"a\" 1}", "1", "expected `:`"),
            ("[1, ]", "]", "a comma is not"),
            ("{\"a\": 1,}", "}", "a comma is not"),
            ("[,]", ",", "expected a value"),
            ("[1", "", "expected `,` or `]`"),
            ("\"abc", "", "never closed"),
            ("\"a\nb\"", "\n", "line break"),
            ("\"\\x\"", "x", "does not have this escape"),
            ("\"\\u12\"", "1", "four hexadecimal"),
            ("01", "01", "not a JSON number"),
            ("1.", "1.", "not a JSON number"),
            ("--1", "--1", "not a JSON number"),
            ("1 2", "2", "the end"),
        ] {
            let error = parse(text, FILE, usize::MAX).expect_err(text);
            assert_eq!(&text[error.span.range()], wrong, "{text}: {error:?}");
            assert!(error.message.contains(words), "{text}: {error:?}");
        }
        assert!(parse(&"[".repeat(100_000), FILE, usize::MAX).is_err());
    }

    proptest! {
        #[test]
        fn agrees_with_another_reader(text in r#"([\[\]{}:,]|"[a\\n"u0é]{0,6}"|-?[0-9]{1,3}|[.eE+-]|true|null| ){0,24}"#) {
            let ours = parse(&text, FILE, usize::MAX);
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            // The other reader refuses halves of surrogate pairs and numbers beyond its range.
            if theirs.is_ok() {
                prop_assert!(ours.is_ok(), "{:?}", ours);
            } else if let Err(error) = &ours {
                prop_assert!(text.get(error.span.range()).is_some());
            }
        }
    }
}
