//! A diagnostic together with the files it points into.

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Location, Sources, Span};

/// A diagnostic and the files of the compilation that found it.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// What is wrong.
    pub diagnostic: &'a Diagnostic,
}

/// A range in a file, as people count.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The name of the file.
    pub filename: &'a str,
    /// The first character.
    pub start: Location,
    /// The character behind the last one.
    pub end: Location,
}

impl<'a> Finding<'a> {
    /// Puts the diagnostics of one compilation together with its files.
    pub fn all(sources: &'a Sources, diagnostics: &'a [Diagnostic]) -> Vec<Finding<'a>> {
        diagnostics
            .iter()
            .map(|diagnostic| Finding {
                sources,
                diagnostic,
            })
            .collect()
    }

    /// The range of a span, as people count.
    pub fn place(&self, span: Span) -> Place<'a> {
        let file = self.sources.get(span.file);
        Place {
            filename: &file.name,
            start: file.location(span.start as usize),
            end: file.location(span.end as usize),
        }
    }

    /// The range that the diagnostic is about.
    pub fn primary(&self) -> Place<'a> {
        self.place(self.diagnostic.primary.span)
    }

    /// The column of a byte offset counted in bytes from 1, as some formats want it.
    pub(super) fn byte_column(&self, span: Span, offset: u32) -> usize {
        let file = self.sources.get(span.file);
        let row = file.row(offset as usize);
        (offset as usize).saturating_sub(file.line_start(row)) + 1
    }

    /// The word that tools other than ours use for the severity.
    pub(super) fn level(&self, info: &'static str) -> &'static str {
        match self.diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => info,
        }
    }
}

/// Runs of findings of the same file, in order of first appearance.
pub(super) fn by_file<'f, 'a>(findings: &'f [Finding<'a>]) -> Vec<(&'a str, Vec<&'f Finding<'a>>)> {
    let mut files = indexmap::IndexMap::<&str, Vec<&Finding>>::new();
    for finding in findings {
        files
            .entry(finding.primary().filename)
            .or_default()
            .push(finding);
    }
    files.into_iter().collect()
}
