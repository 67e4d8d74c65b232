//! Diagnostics in file order, each once.

use super::Compilation;
use crate::diagnostic::Diagnostic;
use crate::lint;
use crate::source::{Sources, Span};
use rustc_hash::FxHashMap;

/// Sorts diagnostics by the order in which their files were read, and by place. What is said twice of the same place is kept
/// once, with the jobs of both.
pub(super) fn in_file_order(diagnostics: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let mut known = FxHashMap::<(&str, Span, String), usize>::default();
    let mut kept = Vec::<Diagnostic>::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let identity = (
            diagnostic.code.code,
            diagnostic.primary.span,
            diagnostic.message.clone(),
        );
        match known.get(&identity).and_then(|&index| kept.get_mut(index)) {
            Some(first) => {
                let new = diagnostic.jobs.into_iter();
                let new: Vec<String> = new.filter(|job| !first.jobs.contains(job)).collect();
                first.jobs.extend(new);
            }
            None => {
                known.insert(identity, kept.len());
                kept.push(diagnostic);
            }
        }
    }
    // What is in jobc's own files comes last: those were read first.
    kept.sort_by_key(|it| {
        let span = it.primary.span;
        (!sources.is_users(span), span, it.code.code)
    });
    kept
}

impl Compilation {
    /// What checking found, with what something else found, unless settings and comments switch that off.
    pub fn with_extra(
        &self,
        settings: &lint::Settings,
        mut found: Vec<Diagnostic>,
        more: &[Diagnostic],
    ) -> Vec<Diagnostic> {
        let mut more: Vec<Diagnostic> = lint::under_settings(settings, more).collect();
        lint::drop_suppressed(&self.sources, &mut more);
        found.extend(more);
        in_file_order(found, &self.sources)
    }
}
