//! What could not be parsed.

use super::super::ast::*;
use super::super::explain::{self, Header, Repair};
use super::super::grammar::{self, Grammar, Rule};
use super::super::indentation::Indentation;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use pest::Parser;
use pest::iterators::{Pair, Pairs};

/// How often a statement is repaired and read again.
const MOST_REPAIRS: usize = 10;

impl Builder<'_, '_> {
    /// What stands in a header that could not be parsed, and the block under it.
    pub(super) fn broken(&self, pair: Pair<'_, Rule>, header: Header) -> Block {
        self.explained(&pair, header);
        self.block(pair.into_inner())
    }

    /// Reports what is wrong; gives what would make it right.
    fn explained(&self, pair: &Pair<'_, Rule>, header: Header) -> Vec<Repair> {
        let (start, end) = self.range(pair);
        let line_end = (start..end)
            .find(|&token| self.kind(token) == kind::NEWLINE)
            .unwrap_or(end);
        let first = start - usize::from(header != Header::None);
        if self.tokens.is_reported(first, line_end + 1) {
            let mistakes = explain::doubled_operators(self, start, line_end);
            mistakes.into_iter().for_each(|it| self.shared.report(it));
            return Vec::new();
        }
        let found = explain::explain(self, start, line_end, header);
        let mistakes = found.mistakes.into_iter();
        mistakes.for_each(|it| self.shared.report(it));
        found.repairs
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
        let repairs = match is_said {
            true => Vec::new(),
            false => self.explained(&pair, Header::None),
        };
        let inner = pair.into_inner();
        if inner.peek().is_none()
            && !repairs.is_empty()
            && let Some(statements) = self.repaired(start, end, repairs)
        {
            block.extend(statements);
            return;
        }
        self.shared.within(
            // What the header was is not known, so everything may stand under it.
            |surroundings| (surroundings.in_function, surroundings.in_loop) = (true, true),
            || self.block(inner),
        );
        block.push(Statement {
            kind: self.poison(start, line_end, line),
            span: span.to(line),
        });
    }

    /// The statements that the tokens `start..end` are when they are repaired, whose other mistakes are then reported as well;
    /// `None` if they are wrong in a way that cannot be repaired, too.
    fn repaired(&self, start: usize, end: usize, repairs: Vec<Repair>) -> Option<Block> {
        let mut tokens = explain::repaired(self.tokens, start, end, &repairs);
        let mut mistakes = Vec::new();
        for _ in 0..MOST_REPAIRS {
            let builder = Builder {
                shared: self.shared,
                tokens: &tokens,
                base: 0,
                formatted: self.formatted,
            };
            let kinds = grammar::input(&tokens.kinds, 0, tokens.kinds.len());
            let pairs = Grammar::parse(Rule::file, &kinds).ok()?;
            if !pairs.clone().any(|it| it.as_rule() == Rule::broken) {
                let block = builder.sound_block(pairs)?;
                mistakes.into_iter().for_each(|it| self.shared.report(it));
                return Some(block);
            }
            let is_end = |&kind: &u8| kind == kind::NEWLINE;
            let line_end = tokens.kinds.iter().position(is_end)?;
            let found = explain::explain(&builder, 0, line_end, Header::None);
            if found.repairs.is_empty() {
                return None;
            }
            mistakes.extend(found.mistakes);
            tokens = explain::repaired(&tokens, 0, tokens.kinds.len(), &found.repairs);
        }
        None
    }

    /// Statements, if nothing is wrong with them.
    fn sound_block(&self, pairs: Pairs<'_, Rule>) -> Option<Block> {
        let reported = self.shared.errors.borrow().len();
        let block = self.block(pairs);
        let mut errors = self.shared.errors.borrow_mut();
        let is_sound = errors.len() == reported;
        errors.truncate(reported);
        is_sound.then_some(block)
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
                "this line is indented, but no block starts before it",
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
