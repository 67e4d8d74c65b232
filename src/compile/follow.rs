//! Leaving out what only follows from a wrong bracket.

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::source::{FileId, Span};
use crate::syntax::Parsed;
use std::rc::Rc;

/// The mistakes after which nobody knows what belongs to which call: the values of that statement are not worth judging.
static STRUCTURAL: [&Code; 4] = [
    &codes::syntax::WRONG_BRACKET,
    &codes::syntax::UNCLOSED_BRACKET,
    &codes::syntax::BAD_TARGET,
    &codes::syntax::POSITIONAL_AFTER_KEYWORD,
];

/// Leaves out what was found wrong with the values of top-level statements whose brackets are wrong. Syntax errors stay.
pub(super) fn without_followers(
    diagnostics: Vec<Diagnostic>,
    files: &[(FileId, Rc<Parsed>)],
) -> Vec<Diagnostic> {
    let is_structural = |diagnostic: &&Diagnostic| STRUCTURAL.contains(&diagnostic.code);
    let broken: Vec<Span> = diagnostics
        .iter()
        .filter(is_structural)
        .filter_map(|diagnostic| statement_of(diagnostic.primary.span, files))
        .collect();
    if broken.is_empty() {
        return diagnostics;
    }
    let follows = |diagnostic: &Diagnostic| {
        let span = diagnostic.primary.span;
        let is_inside =
            |it: &Span| it.file == span.file && it.start <= span.start && span.start < it.end;
        !codes::syntax::ALL.contains(&diagnostic.code) && broken.iter().any(is_inside)
    };
    diagnostics.into_iter().filter(|it| !follows(it)).collect()
}

/// The top-level statement that a place is in, or directly behind.
fn statement_of(span: Span, files: &[(FileId, Rc<Parsed>)]) -> Option<Span> {
    let (_, parsed) = files.iter().find(|(file, _)| *file == span.file)?;
    let body = &parsed.module.body;
    let after = body.partition_point(|statement| statement.span.start <= span.start);
    Some(body.get(after.checked_sub(1)?)?.span)
}
