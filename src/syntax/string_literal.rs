//! The one scanner of string literals: where their prefix, quotes and body are. `literal.rs` decodes the body.

use std::ops::Range;

/// Where the parts of a string literal are, in bytes from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StringLiteral {
    /// The length of the letters before the quotes.
    pub prefix: usize,
    /// The number of quotes that open it: 1 or 3.
    pub quotes: usize,
    /// The byte after its last one.
    pub end: usize,
    /// Whether it has quotes at its end. A literal in single quotes that has none ends with its line, another one with the text.
    pub is_closed: bool,
}

impl StringLiteral {
    /// Scans the literal that a text starts with; `None` if none starts there.
    pub fn scan(text: &[u8]) -> Option<StringLiteral> {
        let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic());
        let prefix = letters.take(3).count();
        let is_literal = prefix == 0 || is_string_prefix(&text[..prefix]);
        if !is_literal || !matches!(text.get(prefix), Some(b'\'' | b'"')) {
            return None;
        }
        let quotes = opening_quotes(&text[prefix..]);
        let (end, is_closed) = end(text, prefix, quotes);
        Some(StringLiteral {
            prefix,
            quotes,
            end,
            is_closed,
        })
    }

    /// What is between the quotes.
    pub fn body(&self) -> Range<usize> {
        let start = self.prefix + self.quotes;
        let closing = if self.is_closed { self.quotes } else { 0 };
        start..self.end - closing
    }
}

/// How many quotes open the literal whose first quote a text starts with: 1 or 3.
pub(super) fn opening_quotes(text: &[u8]) -> usize {
    match text {
        [first, second, third, ..] if first == second && second == third => 3,
        _ => 1,
    }
}

/// The end of the literal whose quotes open at `open`, and whether it is closed there.
fn end(text: &[u8], open: usize, quotes: usize) -> (usize, bool) {
    let quote = text[open];
    let mut at = open + quotes;
    while at < text.len() {
        match text[at] {
            b'\\' if text[at + 1..].starts_with(b"\r\n") => at += 3,
            b'\\' => at += 2,
            b'\n' | b'\r' if quotes == 1 => return (at, false),
            byte if byte == quote && (quotes == 1 || text[at..].starts_with(&[quote; 3])) => {
                return (at + quotes, true);
            }
            _ => at += 1,
        }
    }
    // A backslash may have skipped the first byte of a longer character.
    (text.len(), false)
}

/// Whether the letters before a quote belong to the literal.
pub(super) fn is_string_prefix(letters: &[u8]) -> bool {
    match letters {
        [letter] => matches!(letter | 0x20, b'r' | b'u' | b'b' | b'f'),
        [first, second] => matches!(
            (first | 0x20, second | 0x20),
            (b'u' | b'b' | b'f', b'r') | (b'r', b'b' | b'f')
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_literals_are_found() {
        for (text, prefix, quotes, body, is_closed) in [
            ("'a' b", 0, 1, "a", true),
            ("''", 0, 1, "", true),
            ("'' ''", 0, 1, "", true),
            ("uR\"\"\"a\"b\nc\"\"\"", 2, 3, "a\"b\nc", true),
            (r"'a\'b'", 0, 1, r"a\'b", true),
            (r"r'a\'b'", 1, 1, r"a\'b", true),
            ("'a\\\nb'", 0, 1, "a\\\nb", true),
            ("'a\\\r\nb'", 0, 1, "a\\\r\nb", true),
            ("'a\nb'", 0, 1, "a", false),
            ("'a\rb'", 0, 1, "a", false),
            ("'''a'", 0, 3, "a'", false),
            ("'a\\", 0, 1, "a\\", false),
            ("'a\\é", 0, 1, "a\\é", false),
        ] {
            let literal = StringLiteral::scan(text.as_bytes()).expect(text);
            assert_eq!((literal.prefix, literal.quotes), (prefix, quotes), "{text}");
            assert_eq!(&text[literal.body()], body, "{text}");
            assert_eq!(literal.is_closed, is_closed, "{text}");
        }
        for text in ["", "a", "u", "xx'a'", "rbu'a'", " 'a'"] {
            assert_eq!(StringLiteral::scan(text.as_bytes()), None, "{text}");
        }
    }
}
