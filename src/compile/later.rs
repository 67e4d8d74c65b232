//! Names that are read before the statement that defines them has run.

use crate::diagnostic::{Diagnostic, Label, codes};
use crate::source::{FileId, Sources, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::{ExpressionKind, Statement, StatementKind};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Where a name that is not defined (yet) is defined at the top level of a file, the diagnostic says so in place of proposing
/// another name.
pub(super) fn with_definitions(
    mut found: Vec<Diagnostic>,
    files: &[(FileId, Arc<Parsed>)],
    sources: &Sources,
) -> Vec<Diagnostic> {
    let is_undefined = |it: &Diagnostic| *it.code == codes::eval::UNDEFINED_NAME;
    if !found.iter().any(is_undefined) {
        return found;
    }
    let mut definitions = FxHashMap::<(FileId, &str), Span>::default();
    for (file, parsed) in files {
        for place in parsed.module.body.iter().filter_map(definition) {
            definitions
                .entry((*file, sources.text(place)))
                .or_insert(place);
        }
    }
    for diagnostic in found.iter_mut().filter(|it| is_undefined(it)) {
        let used = diagnostic.primary.span;
        let defined = definitions.get(&(used.file, sources.text(used)));
        // What is defined above and yet not there has been deleted.
        if let Some(&defined) = defined.filter(|defined| defined.start > used.start) {
            diagnostic.fix = None;
            diagnostic.primary.message = "not defined yet".to_owned();
            diagnostic
                .labels
                .push(Label::new(defined, "defined here, further down"));
            let help = "statements run from top to bottom: move the definition up";
            diagnostic.help = Some(help.to_owned());
        }
    }
    found
}

/// The name that a statement defines, if it is one.
fn definition(statement: &Statement) -> Option<Span> {
    match &statement.kind {
        StatementKind::Function(function) => Some(function.name.span),
        StatementKind::Class(class) => Some(class.name.span),
        StatementKind::Assign { targets, .. } => match targets.as_slice() {
            [target] => matches!(target.kind, ExpressionKind::Name(_)).then_some(target.span),
            _ => None,
        },
        _ => None,
    }
}
