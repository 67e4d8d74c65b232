//! String literals, whose ends are found here; `literal.rs` decodes them.

use super::super::token::kind;
use super::Lexer;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;

impl Lexer<'_> {
    pub(super) fn string(&mut self, start: usize) {
        if self.literal_as_meant(start) {
            return;
        }
        let quote = self.byte(0);
        let is_triple = self.byte(1) == quote && self.byte(2) == quote;
        self.position += if is_triple { 3 } else { 1 };
        let is_terminated = self.string_body(quote, is_triple);
        if is_terminated || is_triple || !self.read_meant(start) {
            self.push(kind::STRING, start, self.position);
            if !is_terminated {
                self.unterminated(start, is_triple);
            }
        }
    }

    /// Reads the literal whose quotes are wrong; false if it starts elsewhere.
    pub(super) fn literal_as_meant(&mut self, start: usize) -> bool {
        let Some(meant) = self.triple.take_if(|meant| meant.start == start) else {
            return false;
        };
        self.push(kind::STRING, start, meant.end);
        self.position = meant.end;
        self.report(meant.diagnostic);
        true
    }

    /// The literal that was pushed last, which starts at `start`, has no end, and nobody knows where it was meant to be.
    fn unterminated(&mut self, start: usize, is_triple: bool) {
        self.suspicious = true;
        let literal = self.span(start, self.position);
        let text = &self.text[literal.range()];
        let quote = text.find(['\'', '"']).map_or("'", |at| &text[at..at + 1]);
        let triple = quote.repeat(3);
        let diagnostic = if is_triple {
            self.is_endless = true;
            let message = "this string literal has no end";
            Diagnostic::new(&codes::UNTERMINATED_STRING, message, literal)
                .at(format!("no `{triple}` to the end of the file"))
        } else {
            let message = "this string literal does not end on its line";
            Diagnostic::new(&codes::UNTERMINATED_STRING, message, literal)
                .at(format!("no `{quote}` on this line"))
                .help(format!(
                    "close it with `{quote}`; a literal over several lines is written in `{triple}`"
                ))
        };
        self.report(diagnostic);
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
