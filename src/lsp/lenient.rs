//! Messages that are JSON, but not the JSON that the protocol's types take. An editor does not send them again: where one of them is an
//! edit, dropping it would leave the buffer out of step for good. So they are made into what was meant.

use lsp_types::Uri;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::str::FromStr;

/// How deep values are nested in a message at most; below that they become `null`. The parser gives up a little later.
const DEPTH: usize = 100;

/// A message that was not understood as it is, or `None` if it is not JSON at all: half of a surrogate pair becomes a replacement
/// character, a number that is too large the largest one, what is nested too deep `null`; of a key that is there twice, the last one
/// counts.
pub fn read(bytes: &[u8]) -> Option<Value> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(&repaired(text)).ok()
}

/// JSON text that the parser takes.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut depth = 0_usize;
    while let Some(first) = rest.chars().next() {
        let (length, piece) = match first {
            '"' => string(rest),
            '-' | '0'..='9' => number(rest),
            _ => (first.len_utf8(), Cow::Borrowed(&rest[..first.len_utf8()])),
        };
        match first {
            '{' | '[' => {
                depth += 1;
                if depth == DEPTH {
                    out.push_str("null");
                }
            }
            _ => {}
        }
        if depth < DEPTH {
            out.push_str(&piece);
        }
        if matches!(first, '}' | ']') {
            depth = depth.saturating_sub(1);
        }
        rest = &rest[length..];
    }
    out
}

/// A string at the start of a text: its length there, and what it becomes.
fn string(text: &str) -> (usize, Cow<'_, str>) {
    let bytes = text.as_bytes();
    let mut end = 1;
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    // What is not closed the parser refuses.
    let length = (end + 1).min(bytes.len());
    let Some(literal) = text.get(..length) else {
        return (text.len(), Cow::Borrowed(text));
    };
    (length, surrogates(literal))
}

/// A literal without halves of pairs.
fn surrogates(literal: &str) -> Cow<'_, str> {
    if !literal.contains("\\u") {
        return Cow::Borrowed(literal);
    }
    let unit = |at: usize| {
        let digits = literal.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut out = String::with_capacity(literal.len());
    let mut at = 0;
    while at < literal.len() {
        let rest = &literal[at..];
        let length = match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                out.push_str("\\ufffd");
                at += 6;
                continue;
            }
            (Some(_), _) => 6,
            // An escaped backslash does not begin the next escape.
            _ if rest.starts_with('\\') => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        out.push_str(&rest[..length.min(rest.len())]);
        at += length;
    }
    Cow::Owned(out)
}

/// A number at the start of a text: its length there, and what it becomes.
fn number(text: &str) -> (usize, Cow<'_, str>) {
    let is_part = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
    let length = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let number = match text[..length].parse::<f64>() {
        Ok(it) if it == f64::INFINITY => Cow::Borrowed("1e308"),
        Ok(it) if it == f64::NEG_INFINITY => Cow::Borrowed("-1e308"),
        _ => Cow::Borrowed(&text[..length]),
    };
    (length, number)
}

/// Makes the parameters of a message fit the protocol's types where they nearly do: addresses with characters that have to be escaped,
/// versions and positions that are no integers, or too large.
pub fn tame(params: &mut Value) {
    for pointer in ["/textDocument/uri", "/rootUri"] {
        params.pointer_mut(pointer).into_iter().for_each(tame_uri);
    }
    for pointer in [
        "/workspaceFolders",
        "/event/added",
        "/event/removed",
        "/changes",
    ] {
        let items = params.pointer_mut(pointer).and_then(Value::as_array_mut);
        let uris = items.into_iter().flatten();
        let uris = uris.filter_map(|it| it.get_mut("uri"));
        uris.for_each(tame_uri);
    }
    if let Some(document) = params
        .get_mut("textDocument")
        .and_then(Value::as_object_mut)
    {
        if let Some(version) = document.get_mut("version") {
            tame_integer(version, i32::MIN.into(), i32::MAX.into());
        }
        if document.contains_key("text") {
            document.entry("version").or_insert(json!(0));
            document.entry("languageId").or_insert(json!(""));
        }
    }
    if let Some(position) = params.get_mut("position") {
        tame_position(position);
    }
    if let Some(range) = params.get_mut("range") {
        tame_range(range);
    }
    let Some(changes) = params
        .get_mut("contentChanges")
        .and_then(Value::as_array_mut)
    else {
        return;
    };
    for change in changes.iter_mut().filter_map(Value::as_object_mut) {
        // It is deprecated, and says nothing new.
        change.remove("rangeLength");
        change.get_mut("range").into_iter().for_each(tame_range);
    }
    if let Some(document) = params
        .get_mut("textDocument")
        .and_then(Value::as_object_mut)
    {
        document.entry("version").or_insert(json!(0));
    }
}

fn tame_range(range: &mut Value) {
    for end in ["start", "end"] {
        range.get_mut(end).into_iter().for_each(tame_position);
    }
}

fn tame_position(position: &mut Value) {
    for part in ["line", "character"] {
        if let Some(number) = position.get_mut(part) {
            tame_integer(number, 0, u32::MAX.into());
        }
    }
}

fn tame_integer(value: &mut Value, least: i64, most: i64) {
    let number = match value.as_i64() {
        Some(number) => number.clamp(least, most),
        // `as` keeps what is too large at the ends.
        None => (value.as_f64().unwrap_or_default() as i64).clamp(least, most),
    };
    *value = json!(number);
}

fn tame_uri(value: &mut Value) {
    if let Some(text) = value.as_str()
        && Uri::from_str(text).is_err()
    {
        *value = json!(escaped(text));
    }
}

/// An address with what has to be escaped in it escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (index, byte) in text.bytes().enumerate() {
        let digits = text.get(index + 1..index + 3);
        let is_escape = digits.is_some_and(|it| it.bytes().all(|it| it.is_ascii_hexdigit()));
        match byte {
            b'%' if is_escape => out.push('%'),
            _ if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte) => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_that_the_parser_refuses_is_understood() {
        let deep = format!("{}1{}", "[".repeat(1000), "]".repeat(1000));
        for (text, expected) in [
            (r#"{"a": "x\ud83dy"}"#, json!({"a": "x\u{fffd}y"})),
            (
                r#"["\udc00\ud83d\ude00\ud83d"]"#,
                json!(["\u{fffd}😀\u{fffd}"]),
            ),
            (
                r#"["\\ud83d", "\\\ud83d\""]"#,
                json!(["\\ud83d", "\\\u{fffd}\""]),
            ),
            (r#"["\ud83d\ud83d\ude00é"]"#, json!(["\u{fffd}😀é"])),
            (
                r#"{"a": 1e999, "b": -1e999}"#,
                json!({"a": 1e308, "b": -1e308}),
            ),
            (r#"{"a": 1, "a": 2}"#, json!({"a": 2})),
            ("\u{feff}[1]", json!([1])),
        ] {
            assert_eq!(read(text.as_bytes()), Some(expected), "{text}");
        }
        assert_eq!(read(b"[\"a\xffb\"]"), Some(json!(["a\u{fffd}b"])));
        assert!(read(deep.as_bytes()).is_some());
        assert!(read(b"{").is_none() && read(b"\"\\").is_none() && read(b"\"\\ud83d").is_none());
    }

    #[test]
    fn parameters_are_made_to_fit() {
        let mut params = json!({
            "textDocument": {"uri": "file:///a b/[c]%20%zz.aurora", "version": 1.5e300},
            "contentChanges": [
                {"text": "x", "rangeLength": -1, "range": {
                    "start": {"line": 1.0, "character": -3}, "end": {"line": 1e99, "character": "x"},
                }},
                {"text": "y", "range": null},
            ],
        });
        tame(&mut params);
        let expected = json!({
            "textDocument": {"uri": "file:///a%20b/%5Bc%5D%20%25zz.aurora", "version": i32::MAX},
            "contentChanges": [
                {"text": "x", "range": {
                    "start": {"line": 1, "character": 0}, "end": {"line": u32::MAX, "character": 0},
                }},
                {"text": "y", "range": null},
            ],
        });
        assert_eq!(params, expected);
        let read = serde_json::from_value::<lsp_types::DidChangeTextDocumentParams>(params);
        assert!(read.is_ok(), "{read:?}");
    }
}
