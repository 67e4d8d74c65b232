//! Operators, by precedence, and what follows an operand.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use super::expression::Node;
use crate::source::Span;
use pest::iterators::{Pair, Pairs};
use pest::pratt_parser::{Assoc, Op, PrattParser};
use std::sync::LazyLock;

/// Python's precedence, from the loosest.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    PrattParser::new()
        .op(Op::infix(Rule::conditional, Assoc::Right))
        .op(Op::infix(Rule::or, Assoc::Left))
        .op(Op::infix(Rule::and, Assoc::Left))
        .op(Op::prefix(Rule::not))
        .op(Op::infix(Rule::compare, Assoc::Left))
        .op(Op::infix(Rule::bit_or, Assoc::Left))
        .op(Op::infix(Rule::bit_xor, Assoc::Left))
        .op(Op::infix(Rule::bit_and, Assoc::Left))
        .op(Op::infix(Rule::shift, Assoc::Left))
        .op(Op::infix(Rule::sum, Assoc::Left))
        .op(Op::infix(Rule::product, Assoc::Left))
        .op(Op::prefix(Rule::sign))
        .op(Op::infix(Rule::power, Assoc::Right))
        .op(Op::postfix(Rule::call) | Op::postfix(Rule::attribute) | Op::postfix(Rule::subscript))
});

impl Builder<'_, '_> {
    pub(super) fn chain(&self, mut pairs: Pairs<'_, Rule>) -> Node {
        let is_trailer = |pair: &Pair<'_, Rule>| {
            matches!(
                pair.as_rule(),
                Rule::call | Rule::attribute | Rule::subscript
            )
        };
        let first = match pairs.peek() {
            Some(first) if !matches!(first.as_rule(), Rule::sign | Rule::not) => first,
            _ => return self.operators(pairs, None),
        };
        pairs.next();
        let mut operand = self.node(first.clone());
        while let Some(trailer) = pairs.peek().filter(is_trailer) {
            pairs.next();
            operand = self.trailer(operand, trailer);
        }
        // Most chains end here, and need no precedence.
        match pairs.peek() {
            None => operand,
            Some(_) => self.operators(std::iter::once(first).chain(pairs), Some(operand)),
        }
    }

    /// Operands and operators, by precedence. `first` is the first operand if it is built already, with what follows it.
    fn operators<'p>(
        &self,
        pairs: impl Iterator<Item = Pair<'p, Rule>>,
        first: Option<Node>,
    ) -> Node {
        let mut first = first;
        PRECEDENCE
            .map_primary(|pair| first.take().unwrap_or_else(|| self.node(pair)))
            .map_prefix(|operator, operand| self.prefix(operator, operand))
            .map_postfix(|operand, trailer| self.trailer(operand, trailer))
            .map_infix(|left, operator, right| self.infix(left, operator, right))
            .parse(pairs)
    }

    fn prefix(&self, operator: Pair<'_, Rule>, operand: Node) -> Node {
        let token = self.range(&operator).0;
        let span = self.token_span(token).to(operand.outer);
        let operator = match self.kind(token) {
            kind::PLUS => UnaryOperator::Plus,
            kind::MINUS => UnaryOperator::Minus,
            kind::TILDE => UnaryOperator::Invert,
            _ => UnaryOperator::Not,
        };
        Node::bare(ExpressionKind::Unary(operator, operand.boxed()), span)
    }

    fn infix(&self, left: Node, operator: Pair<'_, Rule>, right: Node) -> Node {
        let span = left.outer.to(right.outer);
        let kind = match operator.as_rule() {
            Rule::conditional => ExpressionKind::Conditional {
                condition: Box::new(self.inner(operator)),
                body: left.boxed(),
                otherwise: right.boxed(),
            },
            Rule::or => ExpressionKind::Or(left.boxed(), right.boxed()),
            Rule::and => ExpressionKind::And(left.boxed(), right.boxed()),
            Rule::compare => {
                let operator = self.compare_operator(self.range(&operator).0);
                return self.compare(left, operator, right, span);
            }
            _ => ExpressionKind::Binary {
                operator: self.binary_operator(self.range(&operator).0),
                left: left.boxed(),
                right: right.boxed(),
            },
        };
        Node::bare(kind, span)
    }

    fn compare(&self, mut left: Node, operator: CompareOperator, right: Node, span: Span) -> Node {
        if let ExpressionKind::Compare { rest, .. } = &mut left.expression.kind
            && !left.in_parentheses
        {
            rest.push((operator, right.expression));
            left.expression.span = span;
            left.outer = span;
            return left;
        }
        let rest = vec![(operator, right.expression)];
        let first = Box::new(left.expression);
        Node::bare(ExpressionKind::Compare { first, rest }, span)
    }

    fn compare_operator(&self, token: usize) -> CompareOperator {
        let text = self.text(self.token_span(token));
        match text.as_bytes() {
            b"==" => CompareOperator::Equal,
            b"!=" | b"<>" => CompareOperator::NotEqual,
            b"<" => CompareOperator::Less,
            b"<=" => CompareOperator::LessOrEqual,
            b">" => CompareOperator::Greater,
            b">=" => CompareOperator::GreaterOrEqual,
            b"in" => CompareOperator::In,
            b"is" => CompareOperator::Is,
            [b'i', ..] => CompareOperator::IsNot,
            _ => CompareOperator::NotIn,
        }
    }

    pub(super) fn binary_operator(&self, token: usize) -> BinaryOperator {
        let text = self.text(self.token_span(token));
        match text.strip_suffix('=').unwrap_or(text) {
            "-" => BinaryOperator::Subtract,
            "*" => BinaryOperator::Multiply,
            "/" if self.shared.header.true_division => BinaryOperator::TrueDivide,
            "/" => BinaryOperator::Divide,
            "//" => BinaryOperator::FloorDivide,
            "%" => BinaryOperator::Modulo,
            "**" => BinaryOperator::Power,
            "<<" => BinaryOperator::LeftShift,
            ">>" => BinaryOperator::RightShift,
            "&" => BinaryOperator::BitAnd,
            "|" => BinaryOperator::BitOr,
            "^" => BinaryOperator::BitXor,
            "@" => {
                self.check_matrix_product(token);
                BinaryOperator::MatrixMultiply
            }
            _ => BinaryOperator::Add,
        }
    }

    pub(super) fn trailer(&self, operand: Node, trailer: Pair<'_, Rule>) -> Node {
        let (start, end) = self.range(&trailer);
        let span = operand.outer.to(self.tokens_span(start, end));
        let object = operand.boxed();
        let kind = match trailer.as_rule() {
            Rule::attribute if self.text(self.token_span(end - 1)).is_empty() => {
                ExpressionKind::Error
            }
            Rule::attribute => ExpressionKind::Attribute {
                object,
                attribute: self.identifier(end - 1),
            },
            Rule::subscript => ExpressionKind::Subscript {
                object,
                index: Box::new(self.subscript(trailer)),
            },
            _ => ExpressionKind::Call {
                function: object,
                arguments: self.arguments(trailer),
            },
        };
        Node::bare(kind, span)
    }
}
