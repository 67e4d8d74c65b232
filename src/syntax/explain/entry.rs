//! The entries of dicts: which colon belongs to which, and where one is missing.

use super::{Found, Reader, insert};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::syntax::token::kind;

impl Reader<'_, '_, '_> {
    /// The colon at `token`, directly in the braces of a dict.
    pub(super) fn entry_colon(&mut self, token: usize) -> Found {
        match self.colon_of_entry() {
            Some(first) => self.second_colon(token, first),
            None => {
                self.colons.push((token, self.open.len()));
                Ok(())
            }
        }
    }

    /// At a comma or closing bracket: what follows is another entry.
    pub(super) fn end_entry(&mut self) {
        if self.colon_of_entry().is_some() {
            self.colons.pop();
        }
    }

    /// The colon of the entry that is being read, if it was read already.
    fn colon_of_entry(&self) -> Option<usize> {
        let &(colon, level) = self.colons.last()?;
        (level == self.open.len()).then_some(colon)
    }

    /// Two literals side by side are one, so that a comma forgotten between a value and a key shows only at the next colon.
    fn second_colon(&self, token: usize, first: usize) -> Found {
        let is_key = token - 2 > first
            && self.kind(token - 1) == kind::STRING
            && self.kind(token - 2) == kind::STRING;
        match self.open.last() {
            Some(&open) if is_key => self.side_by_side(token - 1, open),
            _ => {
                let found = Diagnostic::new(
                    &codes::INVALID_SYNTAX,
                    "this dict entry has a second `:`",
                    self.span(token),
                )
                .label(self.span(first), "the first one");
                Err(Box::new(found.help(
                    "write an entry as `key: value`; is a comma missing before the next one?",
                )))
            }
        }
    }

    /// Whether the operand before `token`, which another one follows in the braces at `open`, is a key without its colon.
    pub(super) fn lacks_colon(&self, token: usize, open: usize) -> bool {
        self.kind(open) == kind::BRACE
            && self.colon_of_entry().is_none()
            && self.kind(token + 1) != kind::COLON
            && self.has_entries(open)
    }

    /// Whether a colon stands directly in the braces at `open`, which makes a dict of them.
    fn has_entries(&self, open: usize) -> bool {
        let mut depth = 0usize;
        for token in open + 1..self.end {
            match self.kind(token) {
                kind::CALL | kind::GROUP | kind::LIST | kind::BRACE | kind::SUBSCRIPT => depth += 1,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END if depth == 0 => break,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END => depth -= 1,
                kind::COLON if depth == 0 => return true,
                _ => {}
            }
        }
        false
    }

    /// The operand before `token` is the key of the value at `token`.
    pub(super) fn missing_entry_colon(&self, token: usize) -> Found {
        let end = self.span(token - 1).at_end();
        let found = Diagnostic::new(
            &codes::MISSING_COLON,
            "a `:` is missing between this key and its value",
            self.span(token - 1),
        )
        .at("expected `:` after this");
        Err(Box::new(insert(found, end, ":")))
    }
}
