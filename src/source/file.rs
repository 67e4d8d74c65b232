//! The files of one compilation, and their lines.

use super::{FileId, Span};
use std::sync::Arc;

/// Who wrote a file: errors inside jobc's own files are shown at the user's call instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// The user's own file.
    User,
    /// A file of jobc's standard library.
    Stdlib,
}

/// A line and a column, both counted from 1; the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The line, 1-based.
    pub row: usize,
    /// The character in the line, 1-based. A tab is one character, a byte order mark none.
    pub column: usize,
}

/// A file's name, text and line index.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// How the file is called in messages, relative to where the user stands.
    pub name: String,
    /// The whole text, as read.
    pub text: Arc<str>,
    /// Who wrote it.
    pub ownership: Ownership,
    /// The offset of the first byte of each line; never empty.
    line_starts: Arc<[u32]>,
}

impl SourceFile {
    /// Indexes the lines of `text`. `\n`, `\r\n` and a lone `\r` end a line, as in Python.
    pub fn new(
        name: impl Into<String>,
        text: impl Into<Arc<str>>,
        ownership: Ownership,
    ) -> SourceFile {
        let text = text.into();
        let mut line_starts = vec![0];
        let bytes = text.as_bytes();
        for (offset, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || byte == b'\r' && bytes.get(offset + 1) != Some(&b'\n') {
                line_starts.push(offset as u32 + 1);
            }
        }
        SourceFile {
            name: name.into(),
            text,
            ownership,
            line_starts: line_starts.into(),
        }
    }

    /// The number of lines; a text that ends with a newline has an empty last line.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The offset of the first byte of the line `row` (1-based); the text's end for lines behind the last.
    pub fn line_start(&self, row: usize) -> usize {
        self.line_starts
            .get(row - 1)
            .map_or(self.text.len(), |&start| start as usize)
    }

    /// The line `row` (1-based) without its line end.
    pub fn line(&self, row: usize) -> &str {
        let line = &self.text[self.line_start(row)..self.line_start(row + 1)];
        line.trim_end_matches(['\n', '\r'])
    }

    /// The line (1-based) of a byte offset.
    pub fn row(&self, offset: usize) -> usize {
        self.line_starts
            .partition_point(|&start| start as usize <= offset)
    }

    /// Line and column of a byte offset, in time that does not depend on the position.
    pub fn location(&self, offset: usize) -> Location {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let row = self.row(offset);
        let before = &self.text[self.line_start(row)..offset];
        let mark = usize::from(row == 1 && before.starts_with('\u{feff}'));
        Location {
            row,
            column: before.chars().count() + 1 - mark,
        }
    }
}

/// All files that a compilation has read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// No files.
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Adds a file and gives it a number.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() as u32 - 1)
    }

    /// The file behind a number.
    ///
    /// # Panics
    /// If the number is of another compilation.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files with their numbers, in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (FileId(index as u32), file))
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Whether the user wrote the file of a span.
    pub fn is_users(&self, span: Span) -> bool {
        self.get(span.file).ownership == Ownership::User
    }
}
