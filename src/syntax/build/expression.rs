//! Expressions.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::super::number;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use pest::iterators::Pair;
use std::sync::Arc;

/// An expression with the parentheses around it.
pub(super) struct Node {
    pub expression: Expression,
    /// With parentheses.
    pub outer: Span,
    pub in_parentheses: bool,
}

impl Node {
    pub fn bare(kind: ExpressionKind, span: Span) -> Node {
        Node {
            expression: Expression { kind, span },
            outer: span,
            in_parentheses: false,
        }
    }

    pub fn boxed(self) -> Box<Expression> {
        Box::new(self.expression)
    }
}

impl Builder<'_, '_> {
    pub(super) fn expression(&self, pair: Pair<'_, Rule>) -> Expression {
        self.node(pair).expression
    }

    pub(super) fn node(&self, pair: Pair<'_, Rule>) -> Node {
        // The frequent ones do not need their span.
        match pair.as_rule() {
            Rule::lone | Rule::bare | Rule::leaf => return self.leaf(pair),
            Rule::chain | Rule::plain_chain | Rule::target => return self.chain(pair.into_inner()),
            Rule::group => return self.group(pair),
            _ => {}
        }
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::list => Node::bare(self.list(pair), span),
            Rule::brace => Node::bare(self.brace(pair), span),
            Rule::repr => {
                let inner = self.inner(pair);
                Node::bare(ExpressionKind::Repr(Box::new(inner)), span)
            }
            Rule::lambda => Node::bare(self.lambda(pair), span),
            Rule::named => {
                let token = self.range(&pair).0;
                self.check_named(token);
                let target = self.identifier(token);
                let value = Box::new(self.inner(pair));
                Node::bare(ExpressionKind::Named { target, value }, span)
            }
            Rule::spread | Rule::spread_target | Rule::spread_argument => {
                if pair.as_rule() != Rule::spread_argument {
                    self.check_spread(self.range(&pair).0);
                }
                let inner = self.inner(pair);
                Node::bare(ExpressionKind::Starred(Box::new(inner)), span)
            }
            Rule::expressions => {
                let row = self.row(pair);
                self.check_star(&row);
                row
            }
            Rule::targets => self.row(pair),
            Rule::r#yield => Node::bare(self.r#yield(pair), span),
            _ => Node::bare(ExpressionKind::Error, span),
        }
    }

    /// The only expression in a pair.
    pub(super) fn inner(&self, pair: Pair<'_, Rule>) -> Expression {
        let span = self.span(&pair);
        match pair.into_inner().next() {
            Some(inner) => self.expression(inner),
            None => Expression {
                kind: ExpressionKind::Error,
                span,
            },
        }
    }

    pub(super) fn leaf(&self, pair: Pair<'_, Rule>) -> Node {
        let (start, end) = self.range(&pair);
        let span = self.tokens_span(start, end);
        let kind = match self.kind(start) {
            // Put in where an operand is missing.
            kind::NAME if span.start == span.end => ExpressionKind::Error,
            kind::NAME => {
                if !self.tokens.keyword_names.is_empty() {
                    self.check_keyword_name(start);
                }
                ExpressionKind::Name(self.name(self.text(span)))
            }
            kind::NUMBER => self.number(span),
            kind::STRING => self.string(start, end),
            kind::NONE => ExpressionKind::None,
            kind::TRUE => ExpressionKind::Boolean(true),
            kind::FALSE => ExpressionKind::Boolean(false),
            kind::ELLIPSIS => {
                self.check_ellipsis(span);
                ExpressionKind::Ellipsis
            }
            _ => ExpressionKind::Error,
        };
        Node::bare(kind, span)
    }

    fn number(&self, span: Span) -> ExpressionKind {
        let text = self.text(span);
        self.check_number(text, span);
        number::parse(text).unwrap_or_else(|problem| {
            let mut diagnostic = Diagnostic::new(&codes::INVALID_NUMBER, problem, span);
            if let Some((number, unit)) = number::unit(text) {
                diagnostic = diagnostic.suggest(span, format!("{number} * {unit}"));
            }
            self.shared.report(diagnostic);
            ExpressionKind::Error
        })
    }

    pub(super) fn r#yield(&self, pair: Pair<'_, Rule>) -> ExpressionKind {
        let mut surroundings = self.shared.surroundings.get();
        if !surroundings.in_function {
            let token = self.token_span(self.range(&pair).0);
            self.error(
                &codes::MISPLACED_STATEMENT,
                "`yield` is outside a function",
                token,
            );
        }
        surroundings.yields = true;
        self.shared.surroundings.set(surroundings);
        let value = pair
            .into_inner()
            .next()
            .map(|value| Box::new(self.expression(value)));
        ExpressionKind::Yield(value)
    }

    pub(super) fn lambda(&self, pair: Pair<'_, Rule>) -> ExpressionKind {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let parameters = inner
            .next()
            .map(|parameters| self.parameters(parameters))
            .unwrap_or_default();
        let (body, _) = self.shared.within(
            |surroundings| surroundings.in_function = true,
            || inner.next().map(|body| self.expression(body)),
        );
        let body = body.unwrap_or(Expression {
            kind: ExpressionKind::Error,
            span,
        });
        ExpressionKind::Lambda(Arc::new(Lambda { parameters, body }))
    }
}
