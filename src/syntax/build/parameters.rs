//! The parameters of functions and lambdas.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use pest::iterators::Pair;

impl Builder<'_, '_> {
    pub(super) fn parameters(&self, pair: Pair<'_, Rule>) -> Parameters {
        let mut parameters = Parameters::default();
        let mut by_name_only = false;
        self.check_new_parameters(&pair);
        for pair in pair.into_inner() {
            let (start, end) = self.range(&pair);
            match self.kind(start) {
                kind::STAR => {
                    if by_name_only {
                        self.error(
                            &codes::BAD_PARAMETERS,
                            "there is already a `*` before this one",
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
                        format!("two parameters are named `{}`", name.name),
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
                            "a parameter without a default cannot follow one with a default",
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
