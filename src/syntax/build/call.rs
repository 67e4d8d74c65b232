//! The arguments of calls.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::Builder;
use super::python3::MOST_ARGUMENTS;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use pest::iterators::Pair;
use smallvec::SmallVec;

impl Builder<'_, '_> {
    /// The arguments between the parentheses of a pair.
    pub(super) fn arguments(&self, pair: Pair<'_, Rule>) -> Vec<Argument> {
        self.arguments_with_starts(pair).0
    }

    /// The same with the tokens that they start at.
    pub(super) fn arguments_with_starts(
        &self,
        pair: Pair<'_, Rule>,
    ) -> (Vec<Argument>, SmallVec<[usize; 8]>) {
        let end = self.range(&pair).1;
        let inner = pair.into_inner();
        let mut arguments: Vec<Argument> = Vec::with_capacity(inner.len());
        let mut starts = SmallVec::new();
        let mut is_spread = false;
        let mut inner = inner.peekable();
        while let Some(pair) = inner.next() {
            let start = self.range(&pair).0;
            starts.push(start);
            let argument = match pair.as_rule() {
                Rule::keyword_argument => {
                    Argument::Keyword(self.identifier(start), self.inner(pair))
                }
                Rule::spread_argument => {
                    is_spread = true;
                    Argument::Spread(self.inner(pair))
                }
                Rule::keyword_spread_argument => {
                    is_spread = true;
                    Argument::KeywordSpread(self.inner(pair))
                }
                _ => Argument::Positional(self.quoted(self.expression(pair))),
            };
            if inner
                .peek()
                .is_some_and(|next| next.as_rule() == Rule::for_clause)
            {
                let element = match argument {
                    Argument::Positional(element) => element,
                    other => {
                        let span = other.value().span;
                        self.error(
                            &codes::INVALID_SYNTAX,
                            "a generator cannot be passed like this; put it in parentheses",
                            span,
                        );
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
        if is_spread || arguments.len() > MOST_ARGUMENTS {
            self.check_call(&arguments, &starts, end);
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
        (arguments, starts)
    }

    /// Reports a path that was written without quotes, such as `include(shared/service.aurora)`.
    fn quoted(&self, argument: Expression) -> Expression {
        let is_path = match &argument.kind {
            ExpressionKind::Attribute { .. } | ExpressionKind::Binary { .. } => {
                is_path(self.text(argument.span))
            }
            _ => false,
        };
        if !is_path {
            return argument;
        }
        let span = argument.span;
        let found = Diagnostic::new(&codes::INVALID_SYNTAX, "a path must be in quotes", span);
        let quoted = format!("'{}'", self.text(span));
        self.shared.report(
            found
                .help(format!("write `{quoted}`"))
                .suggest(span, quoted),
        );
        Expression {
            kind: ExpressionKind::Error,
            span,
        }
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
                                format!("`{}` is passed twice", name.name),
                                name.span,
                            )
                            .at("passed again here")
                            .label(first.span, "first passed here")
                            .help("remove one of the two"),
                        );
                    }
                }
                Argument::Positional(value) => {
                    if let Some(keyword) = keyword.filter(|_| in_order) {
                        in_order = false;
                        let found = Diagnostic::new(
                            &codes::POSITIONAL_AFTER_KEYWORD,
                            "a positional argument cannot follow a keyword argument",
                            value.span,
                        )
                        .at("positional argument")
                        .label(keyword.span, "keyword argument");
                        self.shared.report(match compared_name(value) {
                            Some(operator) => found.suggest(operator, " = "),
                            None => found.help("move it to the front, or pass it by name"),
                        });
                    }
                }
                Argument::Spread(_) | Argument::KeywordSpread(_) => {}
            }
        }
        in_order
    }
}

/// The ` == ` of an argument `name == value`, which was probably meant as `name = value`.
fn compared_name(argument: &Expression) -> Option<Span> {
    let ExpressionKind::Compare { first, rest } = &argument.kind else {
        return None;
    };
    let [(CompareOperator::Equal, value)] = rest.as_slice() else {
        return None;
    };
    let is_name = matches!(first.kind, ExpressionKind::Name(_));
    is_name.then_some(Span {
        start: first.span.end,
        end: value.span.start,
        ..argument.span
    })
}

/// Whether the text of an expression is the path of a configuration.
fn is_path(text: &str) -> bool {
    let is_of_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let ends = [".aurora", ".thermos", ".mesos"];
    ends.iter().any(|end| text.ends_with(end)) && text.chars().all(is_of_path)
}
