//! Statements.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use crate::source::Span;
use pest::iterators::{Pair, Pairs};

impl Builder<'_, '_> {
    /// Statements one after the other.
    pub fn block(&self, pairs: Pairs<'_, Rule>) -> Block {
        let (mut block, mut pairs) = (Block::new(), pairs);
        while let Some(pair) = pairs.next() {
            match pair.as_rule() {
                Rule::function | Rule::decorated => {
                    self.function_statement(pair, &mut pairs, &mut block);
                }
                _ => self.statement(pair, &mut block),
            }
        }
        block
    }

    pub(super) fn statement(&self, pair: Pair<'_, Rule>, block: &mut Block) {
        let span = self.statement_span(&pair);
        let kind = match pair.as_rule() {
            Rule::expression_statement => {
                let count = self.shared.errors.borrow().len();
                let kind = self.expression_statement(pair);
                if self.shared.errors.borrow().len() > count {
                    self.shared.forget_what_follows(count, span);
                }
                kind
            }
            Rule::if_statement => self.if_statement(pair),
            Rule::for_statement => self.for_statement(pair),
            Rule::while_statement => self.while_statement(pair),
            Rule::try_statement => self.try_statement(pair),
            Rule::with_statement => self.with_statement(pair),
            Rule::function => self.function(pair, Vec::new()),
            Rule::class => self.class(pair, Vec::new()),
            Rule::decorated => self.decorated(pair),
            Rule::broken => return self.broken_statement(pair, span, block),
            Rule::stray_block => return self.stray_block(pair, block),
            Rule::EOI => return,
            _ => self.simple_statement(pair),
        };
        block.push(Statement { kind, span });
    }

    pub(super) fn statement_span(&self, pair: &Pair<'_, Rule>) -> Span {
        let (start, mut end) = self.range(pair);
        let is_mark = |kind| matches!(kind, kind::NEWLINE | kind::DEDENT | kind::INDENT);
        while end > start + 1 {
            let (before, last) = (self.kind(end - 2), self.kind(end - 1));
            // A semicolon that nothing stands before is a broken statement, the last one of a block.
            let is_separator = last == kind::SEMICOLON && before != kind::COLON && !is_mark(before);
            if !is_mark(last) && !is_separator {
                break;
            }
            end -= 1;
        }
        self.tokens_span(start, end)
    }

    /// All expressions directly in a pair.
    pub(super) fn expressions(&self, pair: Pair<'_, Rule>) -> Vec<Expression> {
        pair.into_inner()
            .map(|inner| self.expression(inner))
            .collect()
    }

    pub(super) fn error_expression(&self, start: usize, end: usize) -> Expression {
        Expression {
            kind: ExpressionKind::Error,
            span: self.tokens_span(start, end),
        }
    }
}
