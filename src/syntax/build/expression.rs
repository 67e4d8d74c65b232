//! Expressions.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::super::number;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use pest::iterators::{Pair, Pairs};
use pest::pratt_parser::{Assoc, Op, PrattParser};
use std::rc::Rc;
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

/// An expression with the parentheses around it.
pub(super) struct Node {
    pub expression: Expression,
    /// With parentheses.
    pub outer: Span,
    pub in_parentheses: bool,
}

impl Node {
    fn bare(kind: ExpressionKind, span: Span) -> Node {
        Node {
            expression: Expression { kind, span },
            outer: span,
            in_parentheses: false,
        }
    }

    fn boxed(self) -> Box<Expression> {
        Box::new(self.expression)
    }
}

impl<'s> Builder<'_, 's> {
    pub(super) fn expression(&self, pair: Pair<'_, Rule>) -> Expression {
        self.node(pair).expression
    }

    pub(super) fn node(&self, pair: Pair<'_, Rule>) -> Node {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::leaf => self.leaf(pair),
            Rule::chain | Rule::plain_chain | Rule::target => self.chain(pair.into_inner()),
            Rule::group => self.group(pair),
            Rule::list => Node::bare(self.list(pair), span),
            Rule::brace => Node::bare(self.brace(pair), span),
            Rule::repr => {
                let inner = self.inner(pair);
                Node::bare(ExpressionKind::Repr(Box::new(inner)), span)
            }
            Rule::lambda => Node::bare(self.lambda(pair), span),
            Rule::named => {
                let target = self.identifier(self.range(&pair).0);
                let value = Box::new(self.inner(pair));
                Node::bare(ExpressionKind::Named { target, value }, span)
            }
            Rule::spread | Rule::spread_target | Rule::spread_argument => {
                let inner = self.inner(pair);
                Node::bare(ExpressionKind::Starred(Box::new(inner)), span)
            }
            Rule::expressions | Rule::targets => self.row(pair),
            Rule::r#yield => Node::bare(self.r#yield(pair), span),
            _ => Node::bare(ExpressionKind::Error, span),
        }
    }

    /// The only expression in a pair.
    fn inner(&self, pair: Pair<'_, Rule>) -> Expression {
        let span = self.span(&pair);
        match pair.into_inner().next() {
            Some(inner) => self.expression(inner),
            None => Expression {
                kind: ExpressionKind::Error,
                span,
            },
        }
    }

    fn leaf(&self, pair: Pair<'_, Rule>) -> Node {
        let (start, end) = self.range(&pair);
        let span = self.tokens_span(start, end);
        let kind = match self.kind(start) {
            kind::NAME => ExpressionKind::Name(self.name(self.text(span))),
            kind::NUMBER => self.number(span),
            kind::STRING => self.string(start, end),
            kind::NONE => ExpressionKind::None,
            kind::TRUE => ExpressionKind::Boolean(true),
            kind::FALSE => ExpressionKind::Boolean(false),
            kind::ELLIPSIS => ExpressionKind::Ellipsis,
            _ => ExpressionKind::Error,
        };
        Node::bare(kind, span)
    }

    fn number(&self, span: Span) -> ExpressionKind {
        let text = self.text(span);
        number::parse(text).unwrap_or_else(|problem| {
            let mut diagnostic = Diagnostic::new(&codes::INVALID_NUMBER, problem, span);
            if let Some((number, unit)) = number::unit(text) {
                diagnostic = diagnostic.suggest(span, format!("{number} * {unit}"));
            }
            self.shared.report(diagnostic);
            ExpressionKind::Error
        })
    }

    // ---- operators ----

    fn chain(&self, pairs: Pairs<'_, Rule>) -> Node {
        PRECEDENCE
            .map_primary(|pair| self.node(pair))
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
            "/" => BinaryOperator::Divide,
            "//" => BinaryOperator::FloorDivide,
            "%" => BinaryOperator::Modulo,
            "**" => BinaryOperator::Power,
            "<<" => BinaryOperator::LeftShift,
            ">>" => BinaryOperator::RightShift,
            "&" => BinaryOperator::BitAnd,
            "|" => BinaryOperator::BitOr,
            "^" => BinaryOperator::BitXor,
            "@" => BinaryOperator::MatrixMultiply,
            _ => BinaryOperator::Add,
        }
    }

    fn trailer(&self, operand: Node, trailer: Pair<'_, Rule>) -> Node {
        let (start, end) = self.range(&trailer);
        let span = operand.outer.to(self.tokens_span(start, end));
        let object = operand.boxed();
        let kind = match trailer.as_rule() {
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

    fn subscript(&self, pair: Pair<'_, Rule>) -> Expression {
        let (start, end) = self.range(&pair);
        let has_comma = self.kind(end - 2) == kind::COMMA;
        let mut indices: Vec<Expression> =
            pair.into_inner().map(|index| self.index(index)).collect();
        if indices.len() == 1 && !has_comma {
            return indices.remove(0);
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

    // ---- calls ----

    /// The arguments between the parentheses of a pair.
    pub(super) fn arguments(&self, pair: Pair<'_, Rule>) -> Vec<Argument> {
        let mut arguments: Vec<Argument> = Vec::new();
        let mut inner = pair.into_inner().peekable();
        while let Some(pair) = inner.next() {
            let start = self.range(&pair).0;
            let argument = match pair.as_rule() {
                Rule::keyword_argument => {
                    Argument::Keyword(self.identifier(start), self.inner(pair))
                }
                Rule::spread_argument => Argument::Spread(self.inner(pair)),
                Rule::keyword_spread_argument => Argument::KeywordSpread(self.inner(pair)),
                _ => Argument::Positional(self.expression(pair)),
            };
            if inner
                .peek()
                .is_some_and(|next| next.as_rule() == Rule::for_clause)
            {
                let element = match argument {
                    Argument::Positional(element) => element,
                    other => {
                        let span = other.value().span;
                        self.error(&codes::INVALID_SYNTAX, "a generator cannot be given by name or spread like this; put it in parentheses", span);
                        Expression {
                            kind: ExpressionKind::Error,
                            span,
                        }
                    }
                };
                arguments.push(Argument::Positional(self.generator(element, &mut inner)));
                break;
            }
            arguments.push(argument);
        }
        if !self.check_arguments(&arguments) {
            // What the call gets is not known.
            let last = arguments.last().map(|last| last.value().span);
            arguments.extend(last.map(|span| {
                Argument::KeywordSpread(Expression {
                    kind: ExpressionKind::Error,
                    span,
                })
            }));
        }
        arguments
    }

    /// Reports arguments that contradict each other, and says whether the call makes sense nevertheless.
    fn check_arguments(&self, arguments: &[Argument]) -> bool {
        let mut in_order = true;
        let mut keyword: Option<&Identifier> = None;
        for (index, argument) in arguments.iter().enumerate() {
            match argument {
                Argument::Keyword(name, _) => {
                    keyword = keyword.or(Some(name));
                    let same = |earlier: &&Argument| matches!(earlier, Argument::Keyword(other, _) if other.name == name.name);
                    // Long calls are rare, and a quadratic search over thousands of names is not worth a table.
                    if let Some(Argument::Keyword(first, _)) =
                        arguments[..index.min(1000)].iter().find(same)
                    {
                        self.shared.report(
                            Diagnostic::new(
                                &codes::REPEATED_ARGUMENT,
                                format!("`{}` is given twice", name.name),
                                name.span,
                            )
                            .at("given again here")
                            .label(first.span, "given first here")
                            .help("remove one of the two"),
                        );
                    }
                }
                Argument::Positional(value) => {
                    if let Some(keyword) = keyword {
                        in_order = false;
                        self.shared.report(
                            Diagnostic::new(
                                &codes::POSITIONAL_AFTER_KEYWORD,
                                "a positional argument cannot come after one given by name",
                                value.span,
                            )
                            .at("has no name")
                            .label(keyword.span, "given by name")
                            .help("move it to the front, or give it a name"),
                        );
                    }
                }
                Argument::Spread(_) | Argument::KeywordSpread(_) => {}
            }
        }
        in_order
    }

    fn generator<'i>(
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

    fn comprehension<'i>(
        &self,
        element: Expression,
        clauses: &mut impl Iterator<Item = Pair<'i, Rule>>,
    ) -> (Box<Comprehension>, Span) {
        let mut span = element.span;
        let mut built = Vec::new();
        for clause in clauses {
            span = span.to(self.span(&clause));
            if clause.as_rule() == Rule::if_clause {
                built.push(Clause::If(self.inner(clause)));
                continue;
            }
            let mut inner = clause.into_inner();
            let target = inner.next().map(|targets| self.expression(targets));
            let mut iterables: Vec<Expression> =
                inner.map(|iterable| self.expression(iterable)).collect();
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

    // ---- brackets ----

    fn group(&self, pair: Pair<'_, Rule>) -> Node {
        let (start, end) = self.range(&pair);
        let outer = self.tokens_span(start, end);
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
            if let ExpressionKind::Starred(_) = first.expression.kind {
                self.error(
                    &codes::INVALID_SYNTAX,
                    "`*` stands only in lists, tuples, sets and calls",
                    first.outer,
                );
            }
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

    fn list(&self, pair: Pair<'_, Rule>) -> ExpressionKind {
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

    fn brace(&self, pair: Pair<'_, Rule>) -> ExpressionKind {
        let span = self.span(&pair);
        let mut inner = pair.into_inner().peekable();
        let mut items = Vec::new();
        let mut elements = Vec::new();
        while let Some(pair) = inner.next() {
            if pair.as_rule() == Rule::keyword_spread {
                items.push(DictItem::Spread(self.inner(pair)));
                continue;
            }
            let is_key = self.kind(self.range(&pair).1) == kind::COLON;
            let element = self.expression(pair);
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
            (_, None) => ExpressionKind::Dict(items),
            (true, Some(_)) => ExpressionKind::Set(elements),
            (false, Some(element)) => {
                self.shared.report(
                    Diagnostic::new(
                        &codes::INVALID_SYNTAX,
                        "this entry of a dict has no value",
                        element.span,
                    )
                    .at("expected `: value` behind this")
                    .label(span, "the dict"),
                );
                ExpressionKind::Error
            }
        }
    }

    /// Expressions with commas between them: a tuple if there is a comma.
    fn row(&self, pair: Pair<'_, Rule>) -> Node {
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
        let mut span = first.outer;
        let mut items = vec![first.expression];
        for item in rest {
            let item = self.node(item);
            span = span.to(item.outer);
            items.push(item.expression);
        }
        Node::bare(ExpressionKind::Tuple(items), span)
    }

    fn r#yield(&self, pair: Pair<'_, Rule>) -> ExpressionKind {
        let mut surroundings = self.shared.surroundings.get();
        if !surroundings.in_function {
            let token = self.token_span(self.range(&pair).0);
            self.error(
                &codes::MISPLACED_STATEMENT,
                "`yield` stands outside of a function",
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

    // ---- functions ----

    fn lambda(&self, pair: Pair<'_, Rule>) -> ExpressionKind {
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
        ExpressionKind::Lambda(Rc::new(Lambda { parameters, body }))
    }

    pub(super) fn parameters(&self, pair: Pair<'_, Rule>) -> Parameters {
        let mut parameters = Parameters::default();
        let mut by_name_only = false;
        for pair in pair.into_inner() {
            let (start, end) = self.range(&pair);
            match self.kind(start) {
                kind::STAR => {
                    if by_name_only {
                        self.error(
                            &codes::BAD_PARAMETERS,
                            "there is a `*` before already",
                            self.tokens_span(start, end),
                        );
                    }
                    by_name_only = true;
                    if self.kind(start + 1) == kind::NAME {
                        parameters.rest = Some(self.identifier(start + 1));
                    }
                }
                kind::POWER => parameters.keyword_rest = Some(self.identifier(start + 1)),
                // Those before `/` cannot be given by name in Python 3; here they can.
                kind::SLASH => {}
                _ => {
                    if let Some(rest) = &parameters.keyword_rest {
                        let message = format!("no parameter can follow `**{}`", rest.name);
                        self.error(
                            &codes::BAD_PARAMETERS,
                            message,
                            self.tokens_span(start, end),
                        );
                    }
                    if let Some(parameter) = self.parameter(pair, start, end) {
                        let list = if by_name_only {
                            &mut parameters.keyword_only
                        } else {
                            &mut parameters.positional
                        };
                        list.push(parameter);
                    }
                }
            }
        }
        self.check_parameters(&parameters);
        parameters
    }

    fn parameter(&self, pair: Pair<'_, Rule>, start: usize, end: usize) -> Option<Parameter> {
        let has_name = matches!(self.kind(start), kind::NAME | kind::KEYWORD);
        let mut inner = pair
            .into_inner()
            .filter(|pair| pair.as_rule() != Rule::annotation);
        let target = if has_name {
            ParameterTarget::Name(self.identifier(start))
        } else {
            let tuple = self.expression(inner.next()?);
            match tuple.kind {
                // `def f((a)):` is the same as `def f(a):`.
                ExpressionKind::Name(name) => ParameterTarget::Name(Identifier {
                    name,
                    span: tuple.span,
                }),
                _ => {
                    self.check_target(&tuple);
                    ParameterTarget::Tuple(tuple)
                }
            }
        };
        let default = inner.next().map(|default| self.expression(default));
        Some(Parameter {
            target,
            default,
            span: self.tokens_span(start, end),
        })
    }

    fn check_parameters(&self, parameters: &Parameters) {
        let mut seen: Vec<&Identifier> = Vec::new();
        let names = parameters
            .positional
            .iter()
            .chain(&parameters.keyword_only)
            .filter_map(|parameter| match &parameter.target {
                ParameterTarget::Name(name) => Some(name),
                ParameterTarget::Tuple(_) => None,
            });
        for name in names
            .chain(&parameters.rest)
            .chain(&parameters.keyword_rest)
            .take(1000)
        {
            if let Some(first) = seen.iter().find(|first| first.name == name.name) {
                self.shared.report(
                    Diagnostic::new(
                        &codes::BAD_PARAMETERS,
                        format!("two parameters are called `{}`", name.name),
                        name.span,
                    )
                    .label(first.span, "the first"),
                );
            }
            seen.push(name);
        }
        let mut defaulted: Option<&Parameter> = None;
        for parameter in &parameters.positional {
            match (&parameter.default, defaulted) {
                (None, Some(earlier)) => {
                    self.shared.report(
                        Diagnostic::new(
                            &codes::BAD_PARAMETERS,
                            "a parameter without a default cannot come after one with a default",
                            parameter.span,
                        )
                        .label(earlier.span, "has a default"),
                    );
                    break;
                }
                (Some(_), None) => defaulted = Some(parameter),
                _ => {}
            }
        }
    }
}

fn is_for(pair: &Pair<'_, Rule>) -> bool {
    matches!(pair.as_rule(), Rule::for_clause | Rule::list_for_clause)
}
