//! A file as a request looks at it: the analysis that says the most of it, the text that the editor has by now, and how positions are
//! counted.
//!
//! Where the analysis is of an older text, positions of the editor are led back to it, and spans of it forth.

use super::analysis::Analysis;
use super::document::Document;
use super::position::Encoding;
use super::session::Session;
use super::shift::Shift;
use super::uri;
use crate::source::{FileId, SourceFile, Span};
use lsp_types::{Location, Position, Range, TextEdit, Uri, WorkspaceEdit};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file inside an analysis.
#[derive(Clone)]
pub struct View {
    /// The analysis of the file itself, or of a file that includes it.
    pub analysis: Arc<Analysis>,
    /// The file.
    pub file: FileId,
    /// How the editor calls the file.
    pub uri: Uri,
    /// The file as the editor has it now.
    pub document: Arc<Document>,
    /// What was changed since the analysis, if anything.
    pub shift: Option<Shift>,
    /// What columns count.
    pub encoding: Encoding,
}

impl View {
    /// The file's text and lines, as they were analysed: what spans and offsets are of.
    pub fn source(&self) -> &SourceFile {
        self.analysis.sources().get(self.file)
    }

    /// The byte offset of a position.
    pub fn offset(&self, position: Position) -> u32 {
        let offset = self.encoding.offset(&self.document.source, position) as u32;
        self.shift.map_or(offset, |shift| shift.to_old(offset))
    }

    /// The position of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        self.range(Span::new(self.file, offset as usize, offset as usize))
            .end
    }

    /// The range of a span, which may be of any file.
    pub fn range(&self, span: Span) -> Range {
        let Some(shift) = self.shift.filter(|_| span.file == self.file) else {
            return self
                .encoding
                .range(self.analysis.sources().get(span.file), span);
        };
        let (start, end) = shift.to_new(span.start, span.end);
        let moved = Span { start, end, ..span };
        self.encoding.range(&self.document.source, moved)
    }

    /// The address of a file; `None` if it is one of jobc's own.
    pub fn uri_of(&self, file: FileId) -> Option<Uri> {
        if file == self.file {
            return Some(self.uri.clone());
        }
        let sources = self.analysis.sources();
        match sources.is_users(Span::new(file, 0, 0)) {
            true => uri::of_path(&uri::normalize(&sources.get(file).name)),
            false => None,
        }
    }

    /// The location of a span; `None` if it is in one of jobc's own files.
    pub fn location(&self, span: Span) -> Option<Location> {
        Some(Location::new(self.uri_of(span.file)?, self.range(span)))
    }

    /// Edits of several files; `None` if one of them is not the user's.
    pub fn workspace_edit(
        &self,
        session: &Session,
        edits: impl IntoIterator<Item = (Span, String)>,
    ) -> Option<WorkspaceEdit> {
        let mut changes = BTreeMap::<String, Vec<TextEdit>>::new();
        for (span, text) in edits {
            let location = self.location(span)?;
            let edit = TextEdit::new(location.range, text);
            let path = uri::path(&location.uri);
            changes.entry(path).or_default().push(edit);
        }
        session.editor.workspace_edit(changes)
    }
}
