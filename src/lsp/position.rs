//! Positions as editors count them: lines and, within a line, UTF-16 units unless UTF-8 was agreed on.

use crate::ide::TextRange;
use crate::source::SourceFile;
use lsp_types::{Position, PositionEncodingKind, Range};

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Units of UTF-16, which every client knows.
    #[default]
    Utf16,
    /// Bytes.
    Utf8,
}

impl Encoding {
    /// Bytes, if the client knows them.
    pub fn negotiate(offered: &[PositionEncodingKind]) -> Encoding {
        match offered.contains(&PositionEncodingKind::UTF8) {
            true => Encoding::Utf8,
            false => Encoding::Utf16,
        }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf8 => PositionEncodingKind::UTF8,
        }
    }

    /// The byte offset of a position. Behind the end of a line or of the file it is that end, inside of a character its start.
    pub fn offset(self, file: &SourceFile, position: Position) -> usize {
        let row = position.line as usize + 1;
        if row > file.line_count() {
            return file.text.len();
        }
        let line = file.line(row);
        let wanted = position.character as usize;
        let mut units = 0;
        for (at, character) in line.char_indices() {
            units += match self {
                Encoding::Utf8 => character.len_utf8(),
                Encoding::Utf16 => character.len_utf16(),
            };
            if units > wanted {
                return file.line_start(row) + at;
            }
        }
        file.line_start(row) + line.len()
    }

    /// The position of a byte offset.
    pub fn position(self, file: &SourceFile, offset: usize) -> Position {
        let offset = file.text.floor_char_boundary(offset.min(file.text.len()));
        let row = file.row(offset);
        Position::new((row - 1) as u32, self.column(file, row, offset))
    }

    /// The column of a byte offset in a line (1-based) that it is known to be in.
    pub fn column(self, file: &SourceFile, row: usize, offset: usize) -> u32 {
        let start = file.line_start(row);
        if offset < start || !file.text.is_char_boundary(offset) {
            return 0;
        }
        let units = match self {
            Encoding::Utf8 => offset - start,
            Encoding::Utf16 => file.utf16_units(start, offset),
        };
        units as u32
    }

    /// The range of a stretch of this file.
    pub fn range(self, file: &SourceFile, span: TextRange) -> Range {
        Range::new(
            self.position(file, span.start as usize),
            self.position(file, span.end as usize),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Ownership;

    #[test]
    fn columns() {
        let file = SourceFile::new("x", "aé𝄞b\r\nc\rd\n", Ownership::User);
        for (encoding, line, character, offset) in [
            (Encoding::Utf16, 0, 0, 0),
            (Encoding::Utf16, 0, 2, 3),
            (Encoding::Utf16, 0, 4, 7),
            (Encoding::Utf16, 0, 5, 8),
            (Encoding::Utf8, 0, 3, 3),
            (Encoding::Utf8, 0, 7, 7),
            (Encoding::Utf16, 1, 0, 10),
            (Encoding::Utf16, 2, 1, 13),
            (Encoding::Utf16, 3, 0, 14),
        ] {
            let position = Position::new(line, character);
            assert_eq!(encoding.offset(&file, position), offset, "{position:?}");
            assert_eq!(encoding.position(&file, offset), position, "{offset}");
        }
    }

    #[test]
    fn positions_that_do_not_exist() {
        let file = SourceFile::new("x", "a𝄞\nb", Ownership::User);
        for (line, character, offset) in [
            (0, 2, 1),
            (0, 99, 5),
            (1, u32::MAX, 7),
            (2, 0, 7),
            (u32::MAX, u32::MAX, 7),
        ] {
            let position = Position::new(line, character);
            assert_eq!(Encoding::Utf16.offset(&file, position), offset);
        }
    }
}
