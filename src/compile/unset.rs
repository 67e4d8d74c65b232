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
    for diagnostic in &mut found {
        let place = diagnostic.primary.span;
        if diagnostic.code.stage == Stage::Evaluation {
            name_variable(diagnostic, unset);
            continue;
        }
        if diagnostic.code.stage != Stage::Objects {
            continue;
        }
        let Some((_, name)) = unset.iter().find(|(span, _)| *span == place) else {
            continue;
        };
        diagnostic.primary.message = format!("`None`, because `{name}` is not set");
        diagnostic.help = Some(unset_help(name));
        diagnostic.fix = None;
    }
    found
}

/// Names the variable in an error about a `None` that was read where the error is, such as the argument of a function.
fn name_variable(diagnostic: &mut Diagnostic, unset: &[(Span, String)]) {
    const NONE: &str = "`None`";
    let place = diagnostic.primary.span;
    let is_inside =
        |span: &Span| span.file == place.file && place.start <= span.start && span.end <= place.end;
    let message = &diagnostic.message;
    let is_named = |name: &str| message.contains(&format!("`{name}` is not set"));
    let Some((_, name)) = unset.iter().find(|(span, _)| is_inside(span)) else {
        return;
    };
    if !message.contains(NONE) || is_named(name) {
        return;
    }
    let named = format!("{NONE} (the environment variable `{name}` is not set)");
    diagnostic.message = message.replacen(NONE, &named, 1);
    diagnostic.help.get_or_insert_with(|| unset_help(name));
}
