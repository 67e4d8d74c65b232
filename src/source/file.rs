//! The files of one compilation, and their lines.

use super::count::{self, Table};
use super::{FileId, Span};
use std::sync::{Arc, OnceLock};

/// Who wrote a file: errors inside jobc's own files are shown at the user's call instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// The user's own file.
    User,
    /// A file of jobc's standard library.
    Stdlib,
    /// No file: code in a string that the configuration has put together and executes.
    Text,
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
    /// The offset of the first byte of each line, found when a line is asked for; never empty.
    line_starts: OnceLock<Arc<[u32]>>,
    /// How many characters begin before places far inside of it.
    characters_before: Table,
    /// How many units of UTF-16 do.
    units_before: Table,
}

impl SourceFile {
    /// A file of which no line was asked for yet. `\n`, `\r\n` and a lone `\r` end a line, as in Python.
    pub fn new(
        name: impl Into<String>,
        text: impl Into<Arc<str>>,
        ownership: Ownership,
    ) -> SourceFile {
        SourceFile {
            name: name.into(),
            text: text.into(),
            ownership,
            line_starts: OnceLock::new(),
            characters_before: Table::default(),
            units_before: Table::default(),
        }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends_line =
                |&offset: &usize| bytes[offset] == b'\n' || bytes.get(offset + 1) != Some(&b'\n');
            let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(ends_line);
            let starts = ends.map(|offset| offset as u32 + 1);
            std::iter::once(0).chain(starts).collect()
        })
    }

    /// A copy that shares the lines, so that they are found once.
    pub fn with_lines(&self) -> SourceFile {
        self.line_starts();
        self.clone()
    }

    /// The number of lines; a text that ends with a newline has an empty last line.
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    /// The offset of the first byte of the line `row` (1-based); the text's end for lines behind the last.
    pub fn line_start(&self, row: usize) -> usize {
        self.line_starts()
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
        self.line_starts()
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
            column: self.characters(self.line_start(row), offset) + 1 - mark,
        }
    }

    /// The number of characters between two offsets.
    fn characters(&self, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        self.characters_before
            .between(bytes, start, end, count::characters)
    }

    /// The number of units that the text between two offsets takes in UTF-16, in time that does not depend on the offsets.
    pub fn utf16_units(&self, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        self.units_before
            .between(bytes, start, end, count::utf16_units)
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

    /// The same files under other names.
    pub fn renamed(&self, rename: impl Fn(&SourceFile) -> String) -> Sources {
        let files = self.files.iter().map(|file| SourceFile {
            name: rename(file),
            ..file.clone()
        });
        Sources {
            files: files.collect(),
        }
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

    /// Whether the file of a span is one of jobc's standard library.
    pub fn is_library(&self, span: Span) -> bool {
        self.get(span.file).ownership == Ownership::Stdlib
    }

    /// Whether the user wrote the file of a span.
    pub fn is_users(&self, span: Span) -> bool {
        self.get(span.file).ownership == Ownership::User
    }
}

#[cfg(test)]
mod tests {
    use super::super::count::STRIDE;
    use super::*;

    #[test]
    fn columns_of_long_lines_are_those_of_counting() {
        let line = "é東x🦀 ".repeat(STRIDE);
        let text = format!("\u{feff}{line}\nshort\n{line}");
        let file = SourceFile::new("f", text.clone(), Ownership::User);
        let offsets = (0..=text.len()).step_by(97).chain([text.len()]);
        for offset in offsets.map(|offset| text.floor_char_boundary(offset)) {
            let before = text[..offset].trim_start_matches('\u{feff}');
            let line = before.rsplit('\n').next().unwrap_or_default();
            let location = Location {
                row: before.matches('\n').count() + 1,
                column: line.chars().count() + 1,
            };
            assert_eq!(file.location(offset), location, "{offset}");
            let units = text[..offset].encode_utf16().count();
            assert_eq!(file.utf16_units(0, offset), units, "{offset}");
        }
    }
}
