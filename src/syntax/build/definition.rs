//! `def` and `class`.

use super::super::ast::*;
use super::super::explain::Header;
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use pest::iterators::Pair;
use std::sync::Arc;

impl Builder<'_, '_> {
    pub(super) fn decorated(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let mut decorators = Vec::new();
        let (start, end) = self.range(&pair);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::decorator => {
                    let first = self.range(&part).0 + 1;
                    decorators.extend(self.expressions(part));
                    if let Some(decorator) = decorators.last() {
                        self.check_decorator(decorator, first);
                    }
                }
                Rule::function => return self.function(part, decorators),
                _ => return self.class(part, decorators),
            }
        }
        if !matches!(self.kind(end), kind::ILLEGAL | kind::AT) {
            let span = self.token_span(start);
            let message = "a decorator must be followed by a `def` or `class`";
            self.error(&codes::INVALID_SYNTAX, message, span);
        }
        StatementKind::Error
    }

    pub(super) fn function(
        &self,
        pair: Pair<'_, Rule>,
        decorators: Vec<Expression>,
    ) -> StatementKind {
        let start = self.range(&pair).0;
        let span = self.statement_span(&pair);
        let mut parameters = Parameters::default();
        let mut body = Block::new();
        let mut header = self.token_span(start);
        let mut is_generator = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::parameters => parameters = self.parameters(part),
                Rule::suite => {
                    header = self.header(start, &part);
                    (body, is_generator) = self.function_body(|| self.suite(part));
                }
                Rule::broken => {
                    self.function_body(|| self.broken(part, Header::Def));
                    return self.poisoned_definition(start, span);
                }
                // What the function returns is not checked.
                _ => {
                    let (start, end) = self.range(&part);
                    self.expression(part);
                    let place = self.tokens_span(start - 1, end);
                    self.check_annotation("the type of a result is", place);
                }
            }
        }
        let name = self.identifier(start + 1);
        StatementKind::Function(Arc::new(Function {
            name,
            parameters,
            body,
            decorators,
            header,
            is_generator,
        }))
    }

    pub(super) fn function_body(&self, build: impl FnOnce() -> Block) -> (Block, bool) {
        let (body, inside) = self.shared.within(
            |surroundings| {
                *surroundings = super::Surroundings {
                    in_function: true,
                    ..Default::default()
                }
            },
            build,
        );
        if inside.yields {
            self.check_returned(inside.returned);
        }
        (body, inside.yields)
    }

    /// From the first token to the colon before a block.
    fn header(&self, start: usize, suite: &Pair<'_, Rule>) -> Span {
        let colon = self.range(suite).0;
        let colon = if self.kind(colon) == kind::COLON {
            colon
        } else {
            colon - 1
        };
        self.tokens_span(start, colon + 1)
    }

    pub(super) fn class(&self, pair: Pair<'_, Rule>, decorators: Vec<Expression>) -> StatementKind {
        let start = self.range(&pair).0;
        let span = self.statement_span(&pair);
        let mut arguments = Vec::new();
        let mut body = Block::new();
        let mut header = self.token_span(start);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::call => {
                    let starts;
                    (arguments, starts) = self.arguments_with_starts(part);
                    self.check_bases(&arguments, &starts);
                }
                Rule::suite => {
                    header = self.header(start, &part);
                    body = self.class_body(|| self.suite(part));
                }
                _ => {
                    self.class_body(|| self.broken(part, Header::Class));
                    return self.poisoned_definition(start, span);
                }
            }
        }
        // Nobody knows what a class without a block was to have.
        if body.is_empty() {
            return self.poisoned_definition(start, span);
        }
        let name = self.identifier(start + 1);
        StatementKind::Class(Arc::new(Class {
            name,
            arguments,
            body,
            decorators,
            header,
        }))
    }

    fn class_body(&self, build: impl FnOnce() -> Block) -> Block {
        self.shared
            .within(
                |surroundings| *surroundings = super::Surroundings::default(),
                build,
            )
            .0
    }
}
