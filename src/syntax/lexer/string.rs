//! Tokens of string literals.

use super::super::string_literal::StringLiteral;
use super::super::token::kind;
use super::Lexer;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;

impl Lexer<'_> {
    pub(super) fn string(&mut self, start: usize) {
        if self.literal_as_meant(start) {
            return;
        }
        let text = &self.text.as_bytes()[start..self.end];
        let Some(literal) = StringLiteral::scan(text) else {
            self.position += 1;
            return;
        };
        let (is_triple, is_terminated) = (literal.quotes == 3, literal.is_closed);
        self.position = start + literal.end;
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
                    "close it with `{quote}`; use `{triple}` for a string over several lines"
                ))
        };
        self.report(diagnostic);
    }
}
