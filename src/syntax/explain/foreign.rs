//! Operators of other languages, of two tokens each here: `&&`, `||`, `===`, `=>`.

use super::{Reader, codes};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::build::Builder;
use crate::syntax::token::kind;

/// What is meant by two tokens that no expression can hold side by side, wherever they stand.
fn doubled(first: u8, second: u8) -> Option<&'static str> {
    match (first, second) {
        (kind::BIT_AND, kind::BIT_AND) => Some("and"),
        (kind::BIT_OR, kind::BIT_OR) => Some("or"),
        _ => None,
    }
}

/// Each `&&` and `||` in the tokens `start..end`: whatever else is wrong there, these are.
pub fn doubled_operators(builder: &Builder<'_, '_>, start: usize, end: usize) -> Vec<Diagnostic> {
    let pairs = (start + 1..end).filter_map(|token| {
        let meant = doubled(builder.kind(token - 1), builder.kind(token))?;
        let span = builder.token_span(token - 1).to(builder.token_span(token));
        Some(no_operator(builder, span, meant))
    });
    pairs.collect()
}

fn no_operator(builder: &Builder<'_, '_>, span: Span, meant: &str) -> Diagnostic {
    let message = format!("`{}` is not an operator", builder.text(span));
    Diagnostic::new(&codes::MISSING_OPERAND, message, span).suggest(span, meant)
}

impl Reader<'_, '_, '_> {
    /// An operand is expected at `token`, which makes an operator of another language with the token before it.
    pub(super) fn foreign_operator(
        &self,
        token: usize,
        before: u8,
        previous: &str,
    ) -> Option<Box<Diagnostic>> {
        let found = self.kind(token);
        let meant = match (before, found) {
            (kind::EQUAL, kind::COMPARE) if self.is_in(kind::CALL) => {
                return self.arrow(token - 1);
            }
            (kind::EQUAL, kind::COMPARE) => compared(self.text(token)),
            (kind::COMPARE, kind::EQUAL) if previous == "==" => "==",
            _ => doubled(before, found)?,
        };
        let span = self.builder.token_span(token - 1).to(self.span(token));
        Some(Box::new(no_operator(self.builder, span, meant)))
    }

    /// The `=>` or `=<` that begins with the `=` at `token`.
    pub(super) fn arrow(&self, token: usize) -> Option<Box<Diagnostic>> {
        let (equal, angle) = (self.span(token), self.span(token + 1));
        let is_arrow = self.kind(token + 1) == kind::COMPARE && equal.end == angle.start;
        if !is_arrow {
            return None;
        }
        let span = equal.to(angle);
        let text = self.builder.text(span);
        let is_keyword = self.builder.kind(token - 1) == kind::KEYWORD;
        let (message, meant) = match (text, self.open.last().map(|&open| self.kind(open))) {
            ("=>", Some(kind::BRACE)) => {
                ("a dict entry has `:` between key and value, not `=>`", ":")
            }
            ("=>", Some(kind::CALL)) if is_keyword => {
                ("an argument has `=` between name and value, not `=>`", "=")
            }
            _ => {
                return Some(Box::new(no_operator(
                    self.builder,
                    span,
                    compared(self.text(token + 1)),
                )));
            }
        };
        let found = Diagnostic::new(&codes::ASSIGNMENT_IN_EXPRESSION, message, span);
        Some(Box::new(found.suggest(span, meant)))
    }
}

/// What is meant by a `=` and the operator behind it.
fn compared(operator: &str) -> &str {
    match operator {
        ">" => ">=",
        "<" => "<=",
        other => other,
    }
}
