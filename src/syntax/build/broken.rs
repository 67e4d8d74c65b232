//! What could not be parsed.

use super::super::ast::*;
use super::super::explain::{self, Header};
use super::super::grammar::Rule;
use super::super::indentation::Indentation;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use pest::iterators::Pair;

impl Builder<'_, '_> {
    /// What stands in a header that could not be parsed, and the block under it.
    pub(super) fn broken(&self, pair: Pair<'_, Rule>, header: Header) -> Block {
        let (start, end) = self.range(&pair);
        let line_end = (start..end)
            .find(|&token| self.kind(token) == kind::NEWLINE)
            .unwrap_or(end);
        let first = start - usize::from(header != Header::None);
        let mistakes = match self.tokens.is_reported(first, line_end + 1) {
            true => explain::doubled_operators(self, start, line_end),
            false => explain::explain(self, start, line_end, header),
        };
        mistakes.into_iter().for_each(|it| self.shared.report(it));
        self.block(pair.into_inner())
    }

    pub(super) fn broken_statement(&self, pair: Pair<'_, Rule>, span: Span, block: &mut Block) {
        let (start, end) = self.range(&pair);
        let line_end = (start..end)
            .find(|&token| self.kind(token) == kind::NEWLINE)
            .unwrap_or(end);
        // A statement ends before its semicolon, as does the block that it is in.
        let line_end = (start + 1..line_end)
            .rfind(|&token| self.kind(token) != kind::SEMICOLON)
            .map_or((start + 1).min(line_end), |last| last + 1);
        let line = self.tokens_span(start, line_end);
        // What a clause goes on with may be the statement above that could not be read.
        let above = block.last().map(|above| &above.kind);
        let is_clause = matches!(
            self.kind(start),
            kind::ELIF | kind::ELSE | kind::EXCEPT | kind::FINALLY
        );
        let is_said = is_clause && matches!(above, Some(StatementKind::Error));
        self.shared.within(
            // What the header was is not known, so everything may stand under it.
            |surroundings| (surroundings.in_function, surroundings.in_loop) = (true, true),
            || match is_said {
                true => self.block(pair.into_inner()),
                false => self.broken(pair, Header::None),
            },
        );
        block.push(Statement {
            kind: self.poison(start, line_end, line),
            span: span.to(line),
        });
    }

    /// A broken `name = …` still defines the name, so that its uses are not reported as well.
    fn poison(&self, start: usize, end: usize, line: Span) -> StatementKind {
        let text = self.text(line);
        let rest = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let name = &text[..text.len() - rest.len()];
        let behind = rest.trim_start_matches([' ', '\t']);
        let is_assignment = behind.starts_with('=') && !behind.starts_with("==");
        let is_name = self.kind(start) == kind::NAME
            || self.kind(start) == kind::ILLEGAL && super::super::token::keyword(name).is_none();
        if !is_assignment
            || !is_name
            || name.is_empty()
            || name.starts_with(|c: char| c.is_ascii_digit())
        {
            return StatementKind::Error;
        }
        let name = self.identifier(start);
        let target = Expression {
            kind: ExpressionKind::Name(name.name),
            span: name.span,
        };
        let value = self.error_expression(start + 1, end);
        StatementKind::Assign {
            targets: vec![target],
            value,
        }
    }

    /// The same for `def` and `class`.
    pub(super) fn poisoned_definition(&self, start: usize, span: Span) -> StatementKind {
        if self.kind(start + 1) != kind::NAME {
            return StatementKind::Error;
        }
        poisoned(self.identifier(start + 1), span)
    }

    pub(super) fn stray_block(&self, pair: Pair<'_, Rule>, block: &mut Block) {
        let start = self.range(&pair).0;
        let statements = pair.into_inner();
        // A line that is broken may be indented only because its beginning is missing.
        let is_broken = |first: Pair<'_, Rule>| first.as_rule() == Rule::broken;
        if !statements.peek().is_some_and(is_broken) {
            let first = self.token_span(start + 1);
            self.shared.report(self.stray_indentation(first, block));
        }
        block.extend(self.block(statements));
    }

    /// What is to be said of a line, the one that starts with `first`, that is indented below `block` for no reason.
    fn stray_indentation(&self, first: Span, block: &Block) -> Diagnostic {
        let line = |place: Span| Indentation::of_line(self.shared.text, place.start as usize);
        let mixed = block
            .last()
            .and_then(|above| line(first).unlike(line(above.span), self.shared.file, true));
        mixed.unwrap_or_else(|| {
            Diagnostic::new(
                &codes::BAD_INDENTATION,
                "this line is indented, but no block begins before it",
                first,
            )
            .at("deeper than the line above")
            .help("indent it like the line above")
        })
    }
}

/// What defines a name and nothing that is known.
pub(super) fn poisoned(name: Identifier, span: Span) -> StatementKind {
    let target = Expression {
        kind: ExpressionKind::Name(name.name),
        span: name.span,
    };
    let value = Expression {
        kind: ExpressionKind::Error,
        span,
    };
    StatementKind::Assign {
        targets: vec![target],
        value,
    }
}
