//! Compound statements and their blocks.

use super::super::ast::*;
use super::super::explain::{self, Header};
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Diagnostic, nearest};
use pest::iterators::{Pair, Pairs};

impl Builder<'_, '_> {
    /// The block of a `suite`.
    pub(super) fn suite(&self, pair: Pair<'_, Rule>) -> Block {
        let start = self.range(&pair).0;
        if self.kind(start) != kind::COLON {
            let end = self.token_span(start - 1).at_end();
            let diagnostic = Diagnostic::new(
                &codes::MISSING_COLON,
                "a `:` is missing at the end of this line",
                end,
            )
            .at("expected `:`");
            self.shared.report(explain::insert(diagnostic, end, ":"));
        } else if self.lacks_block(&pair) {
            self.shared.report(
                Diagnostic::new(
                    &codes::MISSING_BLOCK,
                    "the block after this `:` is missing",
                    self.token_span(start),
                )
                .at("expected an indented line below")
                .help("indent the lines of the block, or add `pass`"),
            );
        }
        let inner = pair.into_inner();
        match inner.peek() {
            // What stands behind the colon does not hide the block below.
            Some(line) if line.as_rule() == Rule::broken && self.range(&line).0 == start + 1 => {
                self.broken(line, Header::None)
            }
            _ => self.block(inner),
        }
    }

    /// Whether nothing stands behind the colon of a `suite`.
    pub(super) fn lacks_block(&self, suite: &Pair<'_, Rule>) -> bool {
        let (start, end) = self.range(suite);
        end == start + 2 && self.kind(start + 1) == kind::NEWLINE && self.kind(end) != kind::ILLEGAL
    }

    /// A condition and its block, or what is left of them.
    fn branch(&self, inner: &mut Pairs<'_, Rule>, start: usize, end: usize) -> (Expression, Block) {
        let error = || self.error_expression(start, start + 1);
        let Some(first) = inner.next() else {
            return (error(), Block::new());
        };
        if first.as_rule() == Rule::broken {
            return (error(), self.broken(first, Header::Condition));
        }
        let _ = end;
        let mut condition = self.expression(first);
        let Some(suite) = inner.next() else {
            return (condition, Block::new());
        };
        if self.is_guessed(&suite) {
            condition = error();
        }
        (condition, self.suite(suite))
    }

    /// Whether the block of a `suite` is not indented: nobody knows which statements belong to it, and so which are executed.
    fn is_guessed(&self, suite: &Pair<'_, Rule>) -> bool {
        let start = self.range(suite).0;
        self.kind(start + 1) == kind::NEWLINE && self.tokens.is_reported(start + 1, start + 2)
    }

    /// The block of an `else`, `finally` or `try`.
    pub(super) fn clause(&self, pair: Pair<'_, Rule>) -> Block {
        match pair.into_inner().next() {
            Some(inner) => self.suite_or_broken(inner, Header::Bare),
            None => Block::new(),
        }
    }

    fn suite_or_broken(&self, pair: Pair<'_, Rule>, header: Header) -> Block {
        if pair.as_rule() == Rule::broken {
            self.broken(pair, header)
        } else {
            self.suite(pair)
        }
    }

    pub(super) fn if_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        let mut inner = pair.into_inner();
        let mut branches = vec![self.branch(&mut inner, start, end)];
        let mut otherwise = Block::new();
        for clause in inner {
            let (start, end) = self.range(&clause);
            if clause.as_rule() == Rule::elif_clause {
                branches.push(self.branch(&mut clause.into_inner(), start, end));
            } else {
                let suite = clause.clone().into_inner().next();
                if suite.is_some_and(|suite| self.is_guessed(&suite)) {
                    branches[0].0 = self.error_expression(start, start + 1);
                }
                otherwise = self.clause(clause);
            }
        }
        StatementKind::If {
            branches,
            otherwise,
        }
    }

    pub(super) fn for_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, _) = self.range(&pair);
        let error = || self.error_expression(start, start + 1);
        let mut inner = pair.into_inner();
        let (mut target, mut iterable, mut body, mut otherwise) =
            (error(), error(), Block::new(), Block::new());
        if let Some(first) = inner.next() {
            if first.as_rule() == Rule::broken {
                body = self.in_block(in_loop, || self.broken(first, Header::For));
            } else {
                target = self.expression(first);
                self.check_target(&target);
                iterable = inner
                    .next()
                    .map_or_else(error, |iterable| self.expression(iterable));
                body = self.in_block(in_loop, || {
                    inner
                        .next()
                        .map(|suite| self.suite(suite))
                        .unwrap_or_default()
                });
            }
        }
        if let Some(clause) = inner.next() {
            otherwise = self.clause(clause);
        }
        StatementKind::For {
            target,
            iterable,
            body,
            otherwise,
        }
    }

    /// Builds a block in which a `yield` still counts for the function around it.
    fn in_block(
        &self,
        change: impl FnOnce(&mut super::Surroundings),
        build: impl FnOnce() -> Block,
    ) -> Block {
        let (block, inside) = self.shared.within(change, build);
        let mut surroundings = self.shared.surroundings.get();
        surroundings.yields |= inside.yields;
        surroundings.returned = surroundings.returned.or(inside.returned);
        self.shared.surroundings.set(surroundings);
        block
    }

    pub(super) fn while_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        let mut inner = pair.into_inner();
        let mut condition = self.error_expression(start, start + 1);
        let body = self.in_block(in_loop, || {
            let (found, body) = self.branch(&mut inner, start, end);
            condition = found;
            body
        });
        let otherwise = inner
            .next()
            .map(|clause| self.clause(clause))
            .unwrap_or_default();
        StatementKind::While {
            condition,
            body,
            otherwise,
        }
    }

    pub(super) fn try_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        let mut inner = pair.into_inner();
        let body = inner
            .next()
            .map(|body| self.suite_or_broken(body, Header::Bare))
            .unwrap_or_default();
        let (mut handlers, mut otherwise, mut finally) = (Vec::new(), Block::new(), Block::new());
        let mut has_clause = false;
        for clause in inner {
            has_clause |= clause.as_rule() != Rule::else_clause;
            match clause.as_rule() {
                Rule::except_clause => {
                    self.check_last_handler(handlers.last());
                    handlers.push(self.handler(clause));
                }
                Rule::else_clause if handlers.is_empty() => {
                    let token = self.token_span(self.range(&clause).0);
                    let message = "`else` in a `try` needs an `except` before it";
                    self.error(&codes::INVALID_SYNTAX, message, token);
                    otherwise = self.clause(clause);
                    has_clause = true;
                }
                Rule::else_clause => otherwise = self.clause(clause),
                _ => {
                    let in_finally = |it: &mut super::Surroundings| it.in_finally = true;
                    finally = self.in_block(in_finally, || self.clause(clause));
                }
            }
        }
        // A word that was meant for a clause is what is to be reported.
        let is_misspelled = self.kind(end) == kind::NAME
            && nearest(self.text(self.token_span(end)), ["except", "finally"]).is_some();
        if !has_clause && !is_misspelled && self.kind(end) != kind::ILLEGAL {
            self.shared.report(
                Diagnostic::new(
                    &codes::INVALID_SYNTAX,
                    "this `try` has neither `except` nor `finally`",
                    self.token_span(start),
                )
                .help("add `except SomeError:` below its block"),
            );
        }
        StatementKind::Try {
            body,
            handlers,
            otherwise,
            finally,
        }
    }

    /// Reports a handler of all exceptions that another one follows.
    fn check_last_handler(&self, last: Option<&Handler>) {
        let all = last.filter(|it| it.exception.is_none() && !it.body.is_empty());
        if let Some(handler) = all {
            let place = handler.span.part(0, "except".len());
            let message = "an `except` for all exceptions must be the last one";
            self.error(&codes::INVALID_SYNTAX, message, place);
        }
    }

    fn handler(&self, pair: Pair<'_, Rule>) -> Handler {
        let span = self.statement_span(&pair);
        let mut handler = Handler {
            exception: None,
            target: None,
            body: Block::new(),
            span,
        };
        let mut parts = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::suite => handler.body = self.suite(part),
                Rule::broken => handler.body = self.broken(part, Header::Except),
                _ => parts.push(self.expression(part)),
            }
        }
        let mut parts = parts.into_iter();
        handler.exception = parts.next();
        handler.target = parts.next();
        if let Some(target) = &handler.target {
            self.check_target(target);
        }
        handler
    }

    pub(super) fn with_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let mut items = Vec::new();
        let mut body = Block::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::suite => body = self.suite(part),
                Rule::broken => body = self.broken(part, Header::With),
                _ => {
                    let mut parts = self.expressions(part).into_iter();
                    if let Some(context) = parts.next() {
                        let target = parts.next();
                        if let Some(target) = &target {
                            self.check_target(target);
                        }
                        items.push((context, target));
                    }
                }
            }
        }
        StatementKind::With { items, body }
    }
}

/// Enters the block of a loop.
fn in_loop(surroundings: &mut super::Surroundings) {
    surroundings.in_loop = true;
    surroundings.in_finally = false;
}
