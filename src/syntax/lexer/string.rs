//! String literals, whose ends are found here; `literal.rs` decodes them.

use super::super::token::kind;
use super::Lexer;
use super::word::is_name_byte;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;

impl Lexer<'_> {
    pub(super) fn string(&mut self, start: usize) {
        let quote = self.byte(0);
        let is_triple = self.byte(1) == quote && self.byte(2) == quote;
        let quotes = if is_triple { 3 } else { 1 };
        self.position += quotes;
        let is_terminated = self.string_body(quote, is_triple);
        let end = self.position;
        self.push(kind::STRING, start, end);
        if !is_terminated {
            self.suspicious = true;
            let quotes = &self.text[end - (end - start)..end];
            let quotes: String = quotes
                .chars()
                .filter(|&c| c == quote as char)
                .take(if is_triple { 3 } else { 1 })
                .collect();
            let (message, expected) = if is_triple {
                ("this string literal has no end", "to the end of the file")
            } else {
                (
                    "this string literal does not end on its line",
                    "on this line",
                )
            };
            let mut diagnostic =
                Diagnostic::new(&codes::UNTERMINATED_STRING, message, self.span(start, end))
                    .at(format!("no `{quotes}` {expected}"));
            if !is_triple {
                diagnostic = diagnostic.help(format!(
                    "close it with `{quotes}`; a literal over several lines is written in `{}`",
                    quotes.repeat(3)
                ));
                if let Some(early) = self.early_end(quote) {
                    diagnostic = diagnostic.label(early, "or this one ends too early");
                }
            }
            self.report(diagnostic);
        }
    }

    /// The literal on this line that a word follows without a blank: `'it's'`, or `'a, b = 'c'` with a quote missing.
    fn early_end(&self, quote: u8) -> Option<Span> {
        let tokens = &self.out.tokens[self.line.tokens..];
        let kinds = &self.out.kinds[self.line.tokens..];
        let early = tokens.windows(2).zip(kinds).find(|(pair, kind)| {
            let end = pair[0].end as usize;
            **kind == kind::STRING
                && end == pair[1].start as usize
                && self.bytes[end - 1] == quote
                && is_name_byte(self.bytes[end])
        });
        let (pair, _) = early?;
        Some(self.span(pair[0].start as usize, pair[0].end as usize))
    }

    /// Reads to behind the closing quotes; false if there are none.
    fn string_body(&mut self, quote: u8, is_triple: bool) -> bool {
        while self.position < self.end {
            match self.byte(0) {
                b'\\' => {
                    self.position += 1;
                    if self.byte(0) == b'\r' && self.byte(1) == b'\n' {
                        self.position += 1;
                    }
                    if self.position < self.end {
                        self.position += 1;
                    }
                }
                byte if byte == quote => {
                    if !is_triple {
                        self.position += 1;
                        return true;
                    }
                    if self.byte(1) == quote && self.byte(2) == quote {
                        self.position += 3;
                        return true;
                    }
                    self.position += 1;
                }
                b'\n' | b'\r' if !is_triple => return false,
                _ => self.position += 1,
            }
        }
        // A backslash may have skipped the first byte of a longer character.
        self.position = self.end;
        false
    }
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
