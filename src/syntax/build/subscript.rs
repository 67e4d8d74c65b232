//! Subscripts and slices.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::codes::syntax as codes;
use pest::iterators::Pair;

impl Builder<'_, '_> {
    pub(super) fn subscript(&self, pair: Pair<'_, Rule>) -> Expression {
        let (start, end) = self.range(&pair);
        let has_comma = self.kind(end - 2) == kind::COMMA;
        let mut indices: Vec<Expression> =
            pair.into_inner().map(|index| self.index(index)).collect();
        if indices.len() == 1 && !has_comma {
            let index = indices.remove(0);
            if let ExpressionKind::Starred(_) = index.kind {
                let message = "`*` is only allowed in lists, tuples, sets and calls";
                self.error(&codes::INVALID_SYNTAX, message, index.span);
            }
            return index;
        }
        let span = self.tokens_span(start, end);
        if indices.is_empty() {
            self.error(
                &codes::MISSING_OPERAND,
                "an index is missing in these brackets",
                span,
            );
            return Expression {
                kind: ExpressionKind::Error,
                span,
            };
        }
        let span = indices[0].span.to(indices[indices.len() - 1].span);
        Expression {
            kind: ExpressionKind::Tuple(indices),
            span,
        }
    }

    /// An expression or a slice.
    fn index(&self, pair: Pair<'_, Rule>) -> Expression {
        let (start, end) = self.range(&pair);
        let span = self.tokens_span(start, end);
        let mut parts = [None, None, None];
        let mut colons = 0;
        let mut position = start;
        for part in pair.into_inner() {
            let (from, to) = self.range(&part);
            colons += from - position;
            position = to;
            if from == start && to == end {
                // Python 2 knows the dots here only.
                if end == start + 1 && self.kind(start) == kind::ELLIPSIS {
                    let kind = ExpressionKind::Ellipsis;
                    return Expression { kind, span };
                }
                return self.expression(part);
            }
            let part = self.expression(part);
            if let Some(slot) = parts.get_mut(colons) {
                *slot = Some(Box::new(part));
            }
        }
        colons += end - position;
        if colons > 2 {
            self.error(
                &codes::INVALID_SYNTAX,
                "a slice has at most three parts: `start:stop:step`",
                span,
            );
        }
        let [start, stop, step] = parts;
        Expression {
            kind: ExpressionKind::Slice { start, stop, step },
            span,
        }
    }
}
