//! The comma behind an expression that makes a tuple of it, without parentheses.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::source::{Sources, Span};

/// The comma that the tuple at `span` ends with, if it stands in no parentheses.
pub fn trailing_comma(span: Span, sources: &Sources) -> Option<Span> {
    let text = sources.text(span);
    text.ends_with(',')
        .then(|| span.part(text.len() - 1, text.len()))
}

/// What is to be done about a tuple of one element where none is wanted.
pub(super) fn of_tuple(diagnostic: Diagnostic, span: Span, sources: &Sources) -> Diagnostic {
    match trailing_comma(span, sources) {
        Some(comma) => without_comma(
            diagnostic.help("the comma at the end makes the tuple; remove it"),
            comma,
        ),
        None => diagnostic,
    }
}

/// Adds the fix that takes a comma away.
pub fn without_comma(mut diagnostic: Diagnostic, comma: Span) -> Diagnostic {
    diagnostic.fix = Some(Fix {
        message: "Remove the comma".to_owned(),
        edits: vec![Edit {
            span: comma,
            replacement: String::new(),
        }],
        applicability: Applicability::Suggestion,
    });
    diagnostic
}
