//! Logical lines: what comments belong to, however a file is laid out.

use super::lexer::Lexer;
use super::token::kind;
use crate::source::FileId;
use std::ops::Range;

/// A simple statement, or the head of a compound one: what a logical line consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// From its first token to its last.
    pub span: Range<usize>,
    /// Whether it begins its logical line.
    pub is_first: bool,
    /// Whether it ends its logical line.
    pub is_last: bool,
}

/// The parts of a file, in order.
#[derive(Clone, Debug, Default)]
pub struct Parts(Vec<Part>);

impl Parts {
    /// Reads a file, whether or not it parses.
    pub fn of(text: &str) -> Parts {
        let tokens = Lexer::file(text, FileId(0), 0);
        let mut reader = Reader::default();
        for (&token, place) in tokens.kinds.iter().zip(&tokens.tokens) {
            reader.token(token, place.start as usize..place.end as usize);
        }
        reader.end_line();
        Parts(reader.parts)
    }

    /// The number of the part that a byte is in, or directly behind.
    pub fn at(&self, offset: usize) -> Option<usize> {
        let index = self.before(offset)?;
        (offset <= self.0[index].span.end).then_some(index)
    }

    /// The number of the last part that begins at a byte or before it.
    pub fn before(&self, offset: usize) -> Option<usize> {
        let after = self.0.partition_point(|part| part.span.start <= offset);
        after.checked_sub(1)
    }

    /// The number of the first part that begins behind a byte.
    pub fn after(&self, offset: usize) -> Option<usize> {
        let after = self.0.partition_point(|part| part.span.start <= offset);
        (after < self.0.len()).then_some(after)
    }

    /// A part by its number.
    pub fn get(&self, index: usize) -> Option<&Part> {
        self.0.get(index)
    }
}

#[derive(Default)]
struct Reader {
    parts: Vec<Part>,
    /// The current part.
    span: Option<Range<usize>>,
    /// Whether the current logical line has a part already.
    has_parts: bool,
    /// How many brackets are open.
    depth: usize,
    /// How many `lambda`s wait for their colon, outside of brackets.
    lambdas: usize,
    /// Whether the line is compound, and the colon that ends its head is still to come.
    awaits_head: bool,
}

impl Reader {
    fn token(&mut self, token: u8, place: Range<usize>) {
        match token {
            kind::NEWLINE | kind::INDENT | kind::DEDENT => return self.end_line(),
            kind::SEMICOLON if self.depth == 0 => return self.end_part(),
            _ => {}
        }
        if self.span.is_none() && !self.has_parts {
            self.awaits_head = super::token::is_compound(token);
        }
        let start = self.span.as_ref().map_or(place.start, |span| span.start);
        self.span = Some(start..place.end);
        match token {
            kind::CALL
            | kind::SUBSCRIPT
            | kind::GROUP
            | kind::LIST
            | kind::BRACE
            | kind::BACKQUOTE => self.depth += 1,
            kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END | kind::BACKQUOTE_END => {
                self.depth = self.depth.saturating_sub(1)
            }
            kind::LAMBDA if self.depth == 0 => self.lambdas += 1,
            kind::COLON if self.depth > 0 => {}
            kind::COLON if self.lambdas > 0 => self.lambdas -= 1,
            kind::COLON if self.awaits_head => {
                self.awaits_head = false;
                self.end_part();
            }
            _ => {}
        }
    }

    fn end_part(&mut self) {
        if let Some(span) = self.span.take() {
            self.parts.push(Part {
                span,
                is_first: !self.has_parts,
                is_last: false,
            });
            self.has_parts = true;
        }
    }

    fn end_line(&mut self) {
        self.end_part();
        if self.has_parts
            && let Some(last) = self.parts.last_mut()
        {
            last.is_last = true;
        }
        self.has_parts = false;
        (self.depth, self.lambdas, self.awaits_head) = (0, 0, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_into_their_statements() {
        let text = "a = [1,  # x\n  2]; b = lambda x: {1: 2}\nif a[1:2]: c\nelse:\n  d = 1; e;\n@f\ndef g(h = lambda: 1):\n  pass\n";
        let parts = Parts::of(text);
        let found: Vec<(&str, bool, bool)> = parts
            .0
            .iter()
            .map(|it| (&text[it.span.clone()], it.is_first, it.is_last))
            .collect();
        assert_eq!(
            found,
            [
                ("a = [1,  # x\n  2]", true, false),
                ("b = lambda x: {1: 2}", false, true),
                ("if a[1:2]:", true, false),
                ("c", false, true),
                ("else:", true, true),
                ("d = 1", true, false),
                ("e", false, true),
                ("@f", true, true),
                ("def g(h = lambda: 1):", true, true),
                ("pass", true, true),
            ]
        );
        assert_eq!(parts.at(0), Some(0));
        assert_eq!(parts.at(text.find("# x").unwrap()), Some(0));
        assert_eq!(parts.at(text.find("else").unwrap()), Some(4));
        assert_eq!(parts.after(0), Some(1));
        assert_eq!(parts.after(text.len()), None);
    }
}
