//! The tokens of a parsed file: what the tree leaves out, such as where `else`, commas and comments are.

use super::lexer::Tokens;
use super::token::{Token, kind};
use crate::source::{FileId, Span};

/// The tokens of a file in order. What is between two of them is whitespace, a joined line or a comment.
#[derive(Debug, Default)]
pub struct TokenList {
    kinds: Vec<u8>,
    places: Vec<Token>,
}

/// A token, or a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxToken {
    /// What it is: `token::kind::ELSE`.
    pub(crate) kind: u8,
    /// Its characters. Those of an indentation or of the end of a line may be none.
    pub span: Span,
}

impl TokenList {
    pub(super) fn of(tokens: &mut Tokens) -> TokenList {
        let mut list = TokenList {
            kinds: std::mem::take(&mut tokens.kinds),
            places: std::mem::take(&mut tokens.tokens),
        };
        // They stay as long as the tree does.
        list.kinds.shrink_to_fit();
        list.places.shrink_to_fit();
        list
    }

    /// The tokens that begin in `start..end`.
    pub(super) fn between(
        &self,
        file: FileId,
        start: u32,
        end: u32,
    ) -> impl Iterator<Item = SyntaxToken> {
        let first = self.places.partition_point(|it| it.start < start);
        let places = self.places[first..].iter().zip(&self.kinds[first..]);
        let places = places.take_while(move |(it, _)| it.start < end);
        places.map(move |(it, &kind)| SyntaxToken {
            kind,
            span: Span {
                file,
                start: it.start,
                end: it.end,
            },
        })
    }

    /// The last token with characters that begins at an offset or before it.
    pub(super) fn last_before(&self, file: FileId, offset: u32) -> Option<SyntaxToken> {
        let after = self.places.partition_point(|it| it.start <= offset);
        let places = self.places[..after].iter().zip(&self.kinds);
        let mut places = places.filter(|(it, _)| it.start < it.end);
        let (place, &kind) = places.next_back()?;
        Some(SyntaxToken {
            kind,
            span: Span {
                file,
                start: place.start,
                end: place.end,
            },
        })
    }
}

impl SyntaxToken {
    /// Whether it is a comment.
    pub fn is_comment(self) -> bool {
        self.kind == kind::COMMENT
    }
}
