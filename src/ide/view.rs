//! A file as a request looks at it: the analysis that says the most of it, and the text that the editor has by now.
//!
//! Where the analysis is of an older text, offsets of the editor are led back to it, and spans of it forth.

use super::analysis::Analysis;
use super::answer::{Edits, FileEdits, FileRange, TextEdit, TextRange};
use super::document::Document;
use super::path;
use super::shift::Shift;
use crate::source::{FileId, SourceFile, Span};
use std::sync::Arc;

/// A file inside an analysis.
#[derive(Clone)]
pub struct View {
    /// The analysis of the file itself, or of a file that includes it.
    pub analysis: Arc<Analysis>,
    /// The file.
    pub file: FileId,
    /// The file as the editor has it now.
    pub document: Arc<Document>,
    /// What was changed since the analysis, if anything.
    pub shift: Option<Shift>,
}

impl View {
    /// The file's text and lines, as they were analysed: what spans and offsets are of.
    pub fn source(&self) -> &SourceFile {
        self.analysis.sources().get(self.file)
    }

    /// The offset in the analysed text of one in the text as it is now.
    pub fn offset(&self, offset: u32) -> u32 {
        self.shift.map_or(offset, |shift| shift.to_old(offset))
    }

    /// The stretch of a span of this file, in the text as it is now. What is of another file is where it was.
    pub fn range(&self, span: Span) -> TextRange {
        let (start, end) = match self.shift.filter(|_| span.file == self.file) {
            Some(shift) => shift.to_new(span.start, span.end),
            None => (span.start, span.end),
        };
        TextRange { start, end }
    }

    /// The path of a file; `None` if it is one of jobc's own.
    pub fn path_of(&self, file: FileId) -> Option<String> {
        if file == self.file {
            return Some(self.document.path.clone());
        }
        let sources = self.analysis.sources();
        let is_users = sources.is_users(Span::new(file, 0, 0));
        is_users.then(|| path::normalize(&sources.get(file).name))
    }

    /// The place of a span; `None` if it is in one of jobc's own files.
    pub fn place(&self, span: Span) -> Option<FileRange> {
        let source = match span.file == self.file {
            true => &self.document.source,
            false => self.analysis.sources().get(span.file),
        };
        Some(FileRange {
            path: self.path_of(span.file)?,
            source: source.with_lines(),
            range: self.range(span),
        })
    }

    /// Edits of several files; `None` if one of them is not the user's.
    pub fn edits(&self, edits: impl IntoIterator<Item = (Span, String)>) -> Option<Edits> {
        let mut changes = Edits::new();
        for (span, text) in edits {
            let FileRange {
                path,
                source,
                range,
            } = self.place(span)?;
            let file = changes.entry(path).or_insert_with(|| FileEdits {
                source,
                edits: Vec::new(),
            });
            file.edits.push(TextEdit { range, text });
        }
        Some(changes)
    }
}

/// Writes `$NAME` where a text that is shown has the value of a secret that a view's configuration read.
pub fn hide_secrets(views: &[View], text: &mut String) {
    for view in views {
        view.analysis.compilation.secrets.hide_in(text);
    }
}
