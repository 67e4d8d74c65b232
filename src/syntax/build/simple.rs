//! Simple statements.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::codes::syntax as codes;
use pest::iterators::Pair;

impl Builder<'_, '_> {
    pub(super) fn simple_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        match pair.as_rule() {
            Rule::print => self.print(pair),
            Rule::pass => StatementKind::Pass,
            Rule::r#break | Rule::r#continue => self.loop_statement(pair.as_rule(), start),
            Rule::r#return => {
                if !self.shared.surroundings.get().in_function {
                    self.error(
                        &codes::MISPLACED_STATEMENT,
                        "`return` is outside a function",
                        self.token_span(start),
                    );
                }
                let value = self.expressions(pair).pop();
                let mut surroundings = self.shared.surroundings.get();
                if surroundings.returned.is_none() && value.is_some() {
                    surroundings.returned = Some(self.tokens_span(start, end));
                    self.shared.surroundings.set(surroundings);
                }
                StatementKind::Return(value)
            }
            Rule::raise => self.raise(pair, start),
            Rule::assert => {
                let mut parts = self.expressions(pair).into_iter();
                let condition = parts
                    .next()
                    .unwrap_or_else(|| self.error_expression(start, end));
                StatementKind::Assert {
                    condition,
                    message: parts.next(),
                }
            }
            Rule::delete => {
                let targets = match self.expressions(pair).pop() {
                    Some(Expression {
                        kind: ExpressionKind::Tuple(items),
                        ..
                    }) => items,
                    other => other.into_iter().collect(),
                };
                if targets.is_empty() {
                    self.check_empty_target(self.tokens_span(start + 1, end));
                }
                for target in &targets {
                    self.check_deleted(target);
                }
                StatementKind::Delete(targets)
            }
            Rule::exec => StatementKind::Exec(self.expressions(pair)),
            Rule::global => {
                let names = self.names(start + 1, end);
                if self.kind(start) == kind::GLOBAL {
                    StatementKind::Global(names)
                } else {
                    self.check_nonlocal(self.tokens_span(start, end));
                    StatementKind::Nonlocal(names)
                }
            }
            Rule::import => self.import(start, end),
            Rule::from_import => self.names_from_module(start, end),
            _ => StatementKind::Error,
        }
    }

    /// Whether the bracket that began a value is probably missing: `x = 'a', 'b']`, of the tokens `start..end`.
    fn lost_its_bracket(&self, value: &Expression, start: usize, end: usize) -> bool {
        let has_own = matches!(
            value.kind,
            ExpressionKind::List(_)
                | ExpressionKind::Dict(_)
                | ExpressionKind::Set(_)
                | ExpressionKind::Call { .. }
                | ExpressionKind::ListComprehension(_)
        );
        let (from, to) = (self.token_span(start).start, self.token_span(end).start);
        !has_own && self.shared.lacks_bracket(from, to)
    }

    fn loop_statement(&self, rule: Rule, token: usize) -> StatementKind {
        let (kind, word) = if rule == Rule::r#break {
            (StatementKind::Break, "break")
        } else {
            (StatementKind::Continue, "continue")
        };
        let surroundings = self.shared.surroundings.get();
        if surroundings.in_loop && surroundings.in_finally && rule == Rule::r#continue {
            self.check_continue(self.token_span(token));
        }
        if !surroundings.in_loop {
            self.error(
                &codes::MISPLACED_STATEMENT,
                format!("`{word}` is outside a loop"),
                self.token_span(token),
            );
        }
        kind
    }

    pub(super) fn expression_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        let mut inner = pair.into_inner();
        let Some(first) = inner.next() else {
            return StatementKind::Error;
        };
        let first = self.expression(first);
        let Some(second) = inner.next() else {
            return StatementKind::Expression(first);
        };
        match second.as_rule() {
            Rule::augmented => self.augmented(first, second),
            Rule::annotated => self.annotated(first, second),
            _ => {
                let mut targets = vec![first];
                let mut value = self.assigned(second);
                for next in inner {
                    targets.push(std::mem::replace(&mut value, self.assigned(next)));
                }
                // What is assigned is not known then: mostly a bracket before the `=` is wrong.
                let is_sound = targets.iter().all(|target| self.check_target(target));
                if !is_sound || self.lost_its_bracket(&value, start, end) {
                    value.kind = ExpressionKind::Error;
                }
                StatementKind::Assign { targets, value }
            }
        }
    }

    fn assigned(&self, pair: Pair<'_, Rule>) -> Expression {
        let (start, end) = self.range(&pair);
        self.expressions(pair)
            .pop()
            .unwrap_or_else(|| self.error_expression(start, end))
    }

    fn augmented(&self, target: Expression, pair: Pair<'_, Rule>) -> StatementKind {
        let token = self.range(&pair).0;
        let is_place = !matches!(
            target.kind,
            ExpressionKind::Tuple(_) | ExpressionKind::List(_) | ExpressionKind::Starred(_)
        );
        if !is_place {
            self.error(
                &codes::BAD_TARGET,
                "an augmented assignment cannot have several targets",
                target.span,
            );
        } else {
            self.check_target(&target);
        }
        StatementKind::AugmentedAssign {
            target,
            operator: self.binary_operator(token),
            operator_span: self.token_span(token),
            value: self.assigned(pair),
        }
    }

    fn annotated(&self, target: Expression, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        self.check_target(&target);
        let typed = pair.clone().into_inner().next();
        let typed = typed.map_or(end, |it| self.range(&it).1);
        let place = self.tokens_span(start, typed);
        if pair.clone().into_inner().count() > 1 {
            self.check_annotation("the type of a variable is", place);
        } else {
            self.check_bare_annotation(place);
        }
        let mut parts = self.expressions(pair).into_iter();
        let annotation = parts
            .next()
            .unwrap_or_else(|| self.error_expression(start, end));
        StatementKind::AnnotatedAssign {
            target,
            annotation,
            value: parts.next(),
        }
    }

    fn print(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        let is_statement = pair
            .clone()
            .into_inner()
            .next()
            .is_some_and(|first| first.as_rule() == Rule::printed);
        if !is_statement {
            let name = self.identifier(start);
            let function = Box::new(Expression {
                kind: ExpressionKind::Name(name.name),
                span: name.span,
            });
            let (arguments, starts) = self.arguments_with_starts(pair);
            self.check_print(&arguments, &starts, start);
            let span = self.tokens_span(start, end);
            return StatementKind::Expression(Expression {
                kind: ExpressionKind::Call {
                    function,
                    arguments,
                },
                span,
            });
        }
        let mut destination = None;
        let mut values: Vec<Expression> = Vec::new();
        for part in pair.into_inner().flat_map(Pair::into_inner) {
            if part.as_rule() == Rule::destination {
                destination = self.expressions(part).pop();
            } else {
                values.push(self.expression(part));
            }
        }
        let newline = self.kind(end - 1) != kind::COMMA;
        if !newline && values.is_empty() {
            let message = "nothing is printed before this comma";
            self.error(&codes::MISSING_OPERAND, message, self.token_span(end - 1));
        }
        StatementKind::Print {
            destination,
            values,
            newline,
        }
    }

    fn raise(&self, pair: Pair<'_, Rule>, start: usize) -> StatementKind {
        let mut inner = pair.into_inner();
        let mut next = || {
            let part = inner.next()?;
            let (start, end) = self.range(&part);
            let expression = self.expression(part);
            let is_cause = self.kind(start - 1) == kind::FROM;
            if is_cause {
                self.check_cause(self.tokens_span(start - 1, end));
            }
            Some((expression, is_cause))
        };
        let _ = start;
        let exception = next().map(|(exception, _)| exception);
        let (mut value, mut cause) = (None, None);
        match next() {
            Some((expression, true)) => cause = Some(expression),
            Some((expression, false)) => value = Some(expression),
            None => {}
        }
        // A third operand is a traceback, which nothing here can make.
        StatementKind::Raise {
            exception,
            value,
            cause,
        }
    }
}
