//! The methods of `str` and `unicode`.

mod affix;
mod case;
mod codec;
mod find;
mod join;
mod pad;
mod split;
mod translate;

use super::wrong_receiver;
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{text, wrong_argument};
use crate::eval::{EvalResult, Raised, Value, ValueKind};
use crate::source::{Span, Text};
use rustc_hash::FxHashSet;

pub(in crate::eval) use codec::decode;

super::methods! {
    /// Every method of strings.
    METHODS:
    "capitalize" => case::capitalize,
    "center" => pad::center,
    "count" => find::count,
    "decode" => codec::decode,
    "encode" => codec::encode,
    "endswith" => affix::ends_with,
    "expandtabs" => pad::expand_tabs,
    "find" => find::find,
    "format" => join::format,
    "index" => find::index,
    "isalnum" => case::is_alphanumeric,
    "isalpha" => case::is_alphabetic,
    "isdecimal" => case::is_decimal,
    "isdigit" => case::is_digit,
    "islower" => case::is_lower,
    "isnumeric" => case::is_numeric,
    "isspace" => case::is_space,
    "istitle" => case::is_title,
    "isupper" => case::is_upper,
    "join" => join::join,
    "ljust" => pad::left,
    "lower" => case::lower,
    "lstrip" => affix::strip_left,
    "partition" => split::partition,
    "replace" => find::replace,
    "rfind" => find::find_last,
    "rindex" => find::index_last,
    "rjust" => pad::right,
    "rpartition" => split::partition_last,
    "rsplit" => split::split_right,
    "rstrip" => affix::strip_right,
    "split" => split::split,
    "splitlines" => split::split_lines,
    "startswith" => affix::starts_with,
    "strip" => affix::strip,
    "swapcase" => case::swap_case,
    "title" => case::title,
    "translate" => translate::translate,
    "upper" => case::upper,
    "zfill" => pad::zero_fill,
    "__add__" => join::add,
    "__mod__" => join::percent,
}

/// The string that a method is called on.
struct Subject {
    value: Value,
    text: Text,
    unicode: bool,
    method: &'static str,
    span: Span,
}

impl Subject {
    fn new(method: &'static str, value: Value, span: Span) -> EvalResult<Subject> {
        let unicode = matches!(value.kind, ValueKind::Unicode(_));
        match value.as_text() {
            Some(text) => Ok(Subject {
                text: text.clone(),
                value,
                unicode,
                method,
                span,
            }),
            None => wrong_receiver(method, "str", &value, span),
        }
    }

    /// A string of the same kind.
    fn make(&self, text: Text) -> Value {
        string(text, self.unicode, self.span)
    }

    /// The part `start..end`, in bytes, with its provenance.
    fn part(&self, start: usize, end: usize) -> Value {
        self.make(self.text.slice(start, end))
    }

    /// Another string that the method works with. One of them becomes unicode if the other is; that takes ASCII.
    fn other(&mut self, value: &Value) -> EvalResult<Text> {
        if value.is_poison() {
            return Err(Raised::poisoned());
        }
        let text = text(self.method, value, self.span)?.clone();
        let unicode = matches!(value.kind, ValueKind::Unicode(_));
        if unicode != self.unicode {
            let plain = if unicode { &self.value } else { value };
            ascii_only(plain, self.span)?;
            self.unicode = true;
        }
        Ok(text)
    }

    fn expected(&self, expected: &str, value: &Value, python_message: String) -> Box<Raised> {
        if value.is_poison() {
            return Raised::poisoned();
        }
        wrong_argument(self.method, expected, value, python_message, self.span)
    }
}

/// A string of one of the kinds.
pub(in crate::eval) fn string(text: Text, unicode: bool, origin: Span) -> Value {
    let kind = if unicode {
        ValueKind::Unicode(text)
    } else {
        ValueKind::String(text)
    };
    Value::new(kind, origin)
}

/// Refuses a plain string that cannot become unicode by itself.
pub(in crate::eval) fn ascii_only(value: &Value, span: Span) -> EvalResult<()> {
    let ValueKind::String(text) = &value.kind else {
        return Ok(());
    };
    if text.is_ascii() {
        return Ok(());
    }
    let found = text.chars().enumerate().find(|(_, c)| !c.is_ascii());
    let (position, byte) = found.map_or((0, 0), |(position, c)| (position, u32::from(c)));
    Err(Raised::new(
        "UnicodeDecodeError",
        &codes::eval::VALUE_ERROR,
        format!(
            "'ascii' codec can't decode byte {byte:#04x} in position {position}: ordinal not in range(128)"
        ),
        span,
    )
    .map_diagnostic(|diagnostic| {
        diagnostic.help("write a unicode string, `u'…'`, or decode it with `.decode('utf-8')`")
    }))
}

/// Refuses a unicode text that cannot become a plain string by itself.
pub(in crate::eval) fn encodable(text: &Text, span: Span) -> EvalResult<()> {
    if text.is_ascii() {
        return Ok(());
    }
    Err(
        not_encodable(text, "ascii", 128, span).map_diagnostic(|diagnostic| {
            diagnostic
                .help("use `unicode(…)` instead of `str(…)`, or encode it with `.encode('utf-8')`")
        }),
    )
}

/// `UnicodeEncodeError` about the first characters from `limit` on.
fn not_encodable(text: &str, codec: &str, limit: u32, span: Span) -> Box<Raised> {
    let over = |character: &char| u32::from(*character) >= limit;
    let start = text.chars().take_while(|c| !over(c)).count();
    let run: String = text.chars().skip(start).take_while(over).collect();
    let count = run.chars().count();
    let which = if count > 1 {
        format!("characters in position {start}-{}", start + count - 1)
    } else {
        let repr = crate::eval::format::string_repr(&run, true);
        format!("character {repr} in position {start}")
    };
    let message = format!("'{codec}' codec can't encode {which}: ordinal not in range({limit})");
    let code = &codes::eval::VALUE_ERROR;
    Raised::new("UnicodeEncodeError", code, message, span)
}

/// Whether a character is blank, as `split` and `strip` see it.
fn is_blank(character: char, unicode: bool) -> bool {
    match character {
        ' ' | '\t'..='\r' => true,
        '\x1c'..='\x1f' => unicode,
        _ => unicode && character.is_whitespace(),
    }
}

/// The characters of a string, to ask for many of them: looking through the string each time would take as long as both are long
/// together, multiplied.
pub(in crate::eval) struct CharacterSet {
    /// Those of one byte.
    latin: [bool; 256],
    others: FxHashSet<char>,
}

impl CharacterSet {
    pub fn new(text: &str) -> CharacterSet {
        let mut set = CharacterSet {
            latin: [false; 256],
            others: FxHashSet::default(),
        };
        for character in text.chars() {
            match set.latin.get_mut(character as usize) {
                Some(is_in) => *is_in = true,
                None => {
                    set.others.insert(character);
                }
            }
        }
        set
    }

    pub fn contains(&self, character: char) -> bool {
        match self.latin.get(character as usize) {
            Some(is_in) => *is_in,
            None => self.others.contains(&character),
        }
    }
}

/// The byte at which the character `index` starts; the end, if there are fewer.
fn byte_of(text: &Text, index: usize) -> usize {
    if text.is_ascii() {
        return index.min(text.len());
    }
    text.char_indices()
        .nth(index)
        .map_or(text.len(), |(byte, _)| byte)
}

/// The character at the byte.
fn character_of(text: &Text, byte: usize) -> usize {
    if text.is_ascii() {
        byte
    } else {
        text[..byte].chars().count()
    }
}

/// The bytes of `text[start:end]` as `find` and `startswith` take them; `None` if it starts behind its end.
fn window(
    subject: &Subject,
    start: Option<Value>,
    end: Option<Value>,
) -> EvalResult<Option<(usize, usize)>> {
    use crate::eval::builtins::arguments::{given, integer};
    let length = subject.text.char_count() as i64;
    let bound = |value: Option<Value>, default: i64| -> EvalResult<i64> {
        let index = match given(value) {
            Some(value) => integer(subject.method, &value, subject.span)?,
            None => default,
        };
        Ok(if index < 0 {
            index.saturating_add(length).max(0)
        } else {
            index
        })
    };
    let start = bound(start, 0)?;
    let end = bound(end, length)?.min(length);
    if start > end {
        return Ok(None);
    }
    Ok(Some((
        byte_of(&subject.text, start as usize),
        byte_of(&subject.text, end as usize),
    )))
}
