//! What a statement lacks that the grammar refused: with it, the rest of the statement can be read.

use super::{Header, Reader};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::syntax::lexer::Tokens;
use crate::syntax::token::{Token, ends_operand, kind};

/// A token that is missing, or is another than was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The token that it stands before, or in place of.
    token: usize,
    /// How many tokens it takes the place of.
    replaced: usize,
    kind: u8,
}

impl Repair {
    fn insert(kind: u8, token: usize) -> Repair {
        Repair {
            token,
            replaced: 0,
            kind,
        }
    }

    /// The token at `token` was meant to be of another kind.
    pub(super) fn replace(kind: u8, token: usize) -> Repair {
        Repair {
            token,
            replaced: 1,
            kind,
        }
    }
}

impl Reader<'_, '_, '_> {
    /// What is certain to be missing where reading ended with a mistake. Of a header nothing is: what follows belongs to it.
    pub(super) fn repair(&self, mistake: &Diagnostic) -> Option<Repair> {
        if self.header != Header::None {
            return None;
        }
        let token = self.at;
        let is_here = mistake.primary.span == self.span(token);
        let open = self.open.last().map_or(0, |&open| self.kind(open));
        // What a statement was going to be of which nothing stands there, nobody knows.
        let begins = token == self.start || self.kind(token - 1) == kind::SEMICOLON;
        if *mistake.code == codes::MISSING_OPERAND && !begins {
            let is_attribute = self.kind(token) == kind::DOT
                && token > self.start
                && ends_operand(self.kind(token - 1));
            return Some(Repair::insert(
                kind::NAME,
                token + usize::from(is_attribute),
            ));
        }
        if *mistake.code == codes::MISSING_COMMA && is_here && mistake.fix.is_some() {
            // Elsewhere an operator may as well be missing, or one of the two be too much: `f(name name = 1)`.
            let begins_argument =
                token >= self.start + 2 && matches!(self.kind(token - 2), kind::CALL | kind::COMMA);
            let is_word = self.kind(token - 1) == kind::NAME && begins_argument;
            let is_certain = open == kind::BRACE && self.kind(token + 1) == kind::COLON
                || open == kind::CALL && self.kind(token) == kind::KEYWORD && !is_word;
            return is_certain.then(|| Repair::insert(kind::COMMA, token));
        }
        let is_entry = *mistake.code == codes::MISSING_COLON && open == kind::BRACE;
        is_entry.then(|| Repair::insert(kind::COLON, token))
    }
}

/// The tokens `start..end`, repaired. What is put in has no characters.
pub fn repaired(tokens: &Tokens, start: usize, end: usize, repairs: &[Repair]) -> Tokens {
    let mut repaired = Tokens {
        header: tokens.header,
        ..Tokens::default()
    };
    let mut done = start;
    for repair in repairs {
        repaired.copy(tokens, done, repair.token);
        let place = match (repair.replaced, repair.token.checked_sub(1)) {
            (0, Some(before)) => tokens.tokens.get(before).map(|before| before.end),
            _ => None,
        };
        let itself = tokens.tokens.get(repair.token).copied();
        let place = place.map(|at| Token { start: at, end: at });
        repaired.kinds.push(repair.kind);
        repaired.tokens.extend(place.or(itself));
        done = repair.token + repair.replaced;
    }
    repaired.copy(tokens, done, end);
    repaired
}
