//! What stands in brackets, and rows with commas.

use super::super::ast::*;
use super::super::explain;
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use super::comprehension::is_for;
use super::expression::Node;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use pest::iterators::Pair;

impl Builder<'_, '_> {
    pub(super) fn group(&self, pair: Pair<'_, Rule>) -> Node {
        let (start, end) = self.range(&pair);
        let outer = self.tokens_span(start, end);
        if self.tokens.is_reported(end - 1, end) {
            // Something else closes it, so that it may have been meant for a list.
            return Node::bare(ExpressionKind::Error, outer);
        }
        let has_comma = self.kind(end - 2) == kind::COMMA;
        let mut inner = pair.into_inner().peekable();
        let Some(first) = inner.next() else {
            return Node::bare(ExpressionKind::Tuple(Vec::new()), outer);
        };
        let first = self.node(first);
        if inner.peek().is_some_and(|next| is_for(next)) {
            let (comprehension, _) = self.comprehension(first.expression, &mut inner);
            return Node::bare(ExpressionKind::Generator(comprehension), outer);
        }
        if inner.peek().is_none() && !has_comma {
            self.check_star(&first);
            return Node {
                outer,
                in_parentheses: true,
                ..first
            };
        }
        let mut items = vec![first.expression];
        items.extend(inner.map(|item| self.expression(item)));
        Node::bare(ExpressionKind::Tuple(items), outer)
    }

    pub(super) fn list(&self, pair: Pair<'_, Rule>) -> ExpressionKind {
        let mut inner = pair.into_inner().peekable();
        let mut items = Vec::new();
        while let Some(item) = inner.next() {
            let item = self.expression(item);
            if inner.peek().is_some_and(|next| is_for(next)) {
                return ExpressionKind::ListComprehension(self.comprehension(item, &mut inner).0);
            }
            items.push(item);
        }
        ExpressionKind::List(items)
    }

    pub(super) fn brace(&self, pair: Pair<'_, Rule>) -> ExpressionKind {
        let span = self.span(&pair);
        let mut inner = pair.into_inner().peekable();
        let mut items = Vec::new();
        let mut elements = Vec::new();
        let mut is_poison = false;
        while let Some(pair) = inner.next() {
            if pair.as_rule() == Rule::keyword_spread {
                self.check_spread(self.range(&pair).0);
                items.push(DictItem::Spread(self.inner(pair)));
                continue;
            }
            let is_key = self.kind(self.range(&pair).1) == kind::COLON;
            let element = self.expression(pair);
            // What stands under a key that nobody knows may stand under any.
            is_poison |= is_key && element.kind == ExpressionKind::Error;
            let value = if is_key {
                inner.next().map(|value| self.expression(value))
            } else {
                None
            };
            if inner.peek().is_some_and(|next| is_for(next)) {
                let (comprehension, _) = self.comprehension(element, &mut inner);
                return match value {
                    Some(value) => {
                        ExpressionKind::DictComprehension(comprehension, Box::new(value))
                    }
                    None => ExpressionKind::SetComprehension(comprehension),
                };
            }
            match value {
                Some(value) => items.push(DictItem::Entry(element, value)),
                None => elements.push(element),
            }
        }
        match (items.is_empty(), elements.first()) {
            (_, None) if is_poison => ExpressionKind::Error,
            (_, None) => ExpressionKind::Dict(items),
            (true, Some(_)) => ExpressionKind::Set(elements),
            (false, Some(element)) => {
                self.shared.report(entry_without_value(element, span));
                ExpressionKind::Error
            }
        }
    }

    /// Expressions with commas between them: a tuple if there is a comma.
    pub(super) fn row(&self, pair: Pair<'_, Rule>) -> Node {
        let (start, end) = self.range(&pair);
        let has_comma = self.kind(end - 1) == kind::COMMA;
        let mut inner = pair.into_inner();
        let Some(first) = inner.next() else {
            return Node::bare(ExpressionKind::Error, self.tokens_span(start, end));
        };
        let first = self.node(first);
        let mut rest = inner.peekable();
        if rest.peek().is_none() && !has_comma {
            return first;
        }
        let mut items = vec![first.expression];
        items.extend(rest.map(|item| self.expression(item)));
        // With the comma at the end, which may be all that makes a tuple of it.
        let span = first.outer.to(self.tokens_span(start, end));
        Node::bare(ExpressionKind::Tuple(items), span)
    }

    /// Reports a lone `*value`.
    pub(super) fn check_star(&self, node: &Node) {
        if let ExpressionKind::Starred(_) = node.expression.kind {
            self.error(
                &codes::INVALID_SYNTAX,
                "`*` is only allowed in lists, tuples, sets and calls",
                node.outer,
            );
        }
    }
}

/// An element among the entries of the dict at `dict`.
fn entry_without_value(element: &Expression, dict: Span) -> Diagnostic {
    if let Some(key) = key_without_colon(element) {
        let found = Diagnostic::new(
            &codes::MISSING_COLON,
            "a `:` is missing between this key and its value",
            key,
        )
        .at("expected `:` after this");
        return explain::insert(found, key.at_end(), ":");
    }
    Diagnostic::new(
        &codes::INVALID_SYNTAX,
        "this dict entry has no value",
        element.span,
    )
    .at("expected `: value` after this")
    .label(dict, "the dict")
}

/// The literal that an entry begins with, if it was probably its key: another literal follows, or what looks like its index or its
/// arguments.
fn key_without_colon(entry: &Expression) -> Option<Span> {
    let (literal, is_alone) = match &entry.kind {
        ExpressionKind::String(literal) => (literal, true),
        ExpressionKind::Subscript { object: key, .. }
        | ExpressionKind::Call { function: key, .. } => match &key.kind {
            ExpressionKind::String(literal) => (literal, false),
            _ => return None,
        },
        _ => return None,
    };
    let &key = literal.literals.first()?;
    (!is_alone || literal.literals.len() > 1).then_some(key)
}
