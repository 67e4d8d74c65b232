//! Comprehensions and generators.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use pest::iterators::Pair;

impl Builder<'_, '_> {
    pub(super) fn generator<'i>(
        &self,
        element: Expression,
        clauses: &mut impl Iterator<Item = Pair<'i, Rule>>,
    ) -> Expression {
        let (comprehension, span) = self.comprehension(element, clauses);
        Expression {
            kind: ExpressionKind::Generator(comprehension),
            span,
        }
    }

    pub(super) fn comprehension<'i>(
        &self,
        element: Expression,
        clauses: &mut impl Iterator<Item = Pair<'i, Rule>>,
    ) -> (Box<Comprehension>, Span) {
        if let ExpressionKind::Starred(_) = element.kind {
            let message = "`*` cannot be the element of a comprehension";
            self.error(&codes::INVALID_SYNTAX, message, element.span);
        }
        let mut span = element.span;
        let mut built = Vec::new();
        for clause in clauses {
            span = span.to(self.span(&clause));
            if clause.as_rule() == Rule::if_clause {
                built.push(Clause::If(self.inner(clause)));
                continue;
            }
            let (_, end) = self.range(&clause);
            let is_list = clause.as_rule() == Rule::list_for_clause;
            let mut inner = clause.into_inner();
            let target = inner.next().map(|targets| self.expression(targets));
            let mut iterables: Vec<Expression> =
                inner.map(|iterable| self.expression(iterable)).collect();
            // Python 2 takes the comma behind several values, but not behind one.
            if is_list && iterables.len() == 1 && self.kind(end - 1) == kind::COMMA {
                let message = "a comma cannot follow the one value of a comprehension";
                self.error(&codes::INVALID_SYNTAX, message, self.token_span(end - 1));
            }
            let iterable = match (iterables.len(), iterables.first(), iterables.last()) {
                (1, ..) => iterables.pop(),
                (_, Some(first), Some(last)) => {
                    let span = first.span.to(last.span);
                    Some(Expression {
                        kind: ExpressionKind::Tuple(iterables),
                        span,
                    })
                }
                _ => None,
            };
            if let (Some(target), Some(iterable)) = (target, iterable) {
                self.check_target(&target);
                built.push(Clause::For { target, iterable });
            }
        }
        (
            Box::new(Comprehension {
                element,
                clauses: built,
            }),
            span,
        )
    }
}

/// Whether a pair makes a comprehension of what stands before it.
pub(super) fn is_for(pair: &Pair<'_, Rule>) -> bool {
    matches!(pair.as_rule(), Rule::for_clause | Rule::list_for_clause)
}
