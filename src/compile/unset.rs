//! Environment variables that are not set, where the `None` that reading them gave does not fit.

use crate::diagnostic::{Diagnostic, Stage};
use crate::eval::unset_help;
use crate::source::Span;

/// Names the variable behind each mistake that is at the place where a variable was read in vain, and says how to set it.
pub(super) fn with_variables(
    mut found: Vec<Diagnostic>,
    unset: &[(Span, String)],
) -> Vec<Diagnostic> {
    if unset.is_empty() {
        return found;
    }
    let is_of_object = |it: &&mut Diagnostic| it.code.stage == Stage::Objects;
    for diagnostic in found.iter_mut().filter(is_of_object) {
        let place = diagnostic.primary.span;
        let Some((_, name)) = unset.iter().find(|(span, _)| *span == place) else {
            continue;
        };
        diagnostic.primary.message = format!("`None`, because `{name}` is not set");
        diagnostic.help = Some(unset_help(name));
        diagnostic.fix = None;
    }
    found
}
