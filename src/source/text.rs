//! Strings that remember which literals their parts were written in.
//!
//! A reference like `{{name}}` is found long after the string around it was concatenated, formatted and
//! passed on. To point at its characters in the file, every string value carries pieces: which bytes of it come
//! from which literal. Only a diagnostic looks at them, through `syntax::literal::locate`, which decodes the
//! literal again; building strings stays cheap.

use super::Span;
use super::guard::{Guard, Tripped, trip};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// A run of bytes of a text that stands in a string literal of a file, unchanged by anything but escapes.
/// It reaches to the next piece, or to the end of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Where the run starts in the text, in bytes.
    pub at: u32,
    /// The literal, prefix and quotes included; `None` where the bytes were computed.
    pub literal: Option<Span>,
    /// How many bytes of the decoded literal come before the run.
    pub skip: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Data {
    text: String,
    ascii: bool,
    pieces: SmallVec<[Piece; 1]>,
}

/// An immutable string, shared, with its provenance. Equality is that of the characters.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Text(Arc<Data>);

impl Text {
    /// A text that stands in no literal.
    pub fn new(text: impl Into<String>) -> Text {
        Text::with_pieces(text, SmallVec::new())
    }

    /// The decoded value of one string literal; `literal` is the span of the whole token.
    pub fn from_literal(text: impl Into<String>, literal: Span) -> Text {
        Text::with_pieces(
            text,
            SmallVec::from_buf([Piece {
                at: 0,
                literal: Some(literal),
                skip: 0,
            }]),
        )
    }

    /// A text with the pieces that a [`TextBuilder`] or a caller collected, in ascending order of `at`.
    pub fn with_pieces(text: impl Into<String>, pieces: SmallVec<[Piece; 1]>) -> Text {
        let text = text.into();
        let ascii = text.is_ascii();
        Text(Arc::new(Data {
            text,
            ascii,
            pieces,
        }))
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Whether both are the very same text, written in the same places.
    pub fn is(&self, other: &Text) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Whether every character is ASCII, so that byte offsets are character offsets.
    pub fn is_ascii(&self) -> bool {
        self.0.ascii
    }

    /// Where the parts were written, in ascending order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0.pieces
    }

    /// The length in characters.
    pub fn char_count(&self) -> usize {
        if self.0.ascii {
            self.0.text.len()
        } else {
            self.0.text.chars().count()
        }
    }

    /// The bytes `start..end` (which have to be character boundaries), with their provenance.
    pub fn slice(&self, start: usize, end: usize) -> Text {
        let mut builder = TextBuilder::new();
        builder.push_part(self, start, end);
        builder.finish()
    }

    /// How many hold the very same text.
    pub fn holders(&self) -> usize {
        Arc::strong_count(&self.0)
    }

    /// Both texts, one after the other; in the place of this one, if nothing else holds it.
    pub fn append(mut self, other: &Text) -> Text {
        let Some(data) = Arc::get_mut(&mut self.0) else {
            return self.concat(other);
        };
        let mut builder = TextBuilder {
            text: std::mem::take(&mut data.text),
            pieces: std::mem::take(&mut data.pieces),
            most: Guard::most_bytes(),
        };
        builder.push(other);
        data.text = builder.text;
        data.pieces = builder.pieces;
        data.ascii &= other.is_ascii();
        self
    }

    /// Both texts, one after the other.
    pub fn concat(&self, other: &Text) -> Text {
        let mut builder = TextBuilder::new();
        builder.push(self);
        builder.push(other);
        builder.finish()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        if self.is(other) {
            return true;
        }
        self.len() == other.len() && Guard::work(self.len()) && self.0.text == other.0.text
    }
}

impl Eq for Text {}

impl Ord for Text {
    fn cmp(&self, other: &Text) -> Ordering {
        match self.is(other) {
            true => Ordering::Equal,
            false if Guard::work(self.len().min(other.len())) => self.0.text.cmp(&other.0.text),
            false => Ordering::Equal,
        }
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Text) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::hash::Hash for Text {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        if Guard::work(self.len()) {
            self.0.text.hash(state);
        }
    }
}

impl std::ops::Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::new(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::new(text)
    }
}

/// How many pieces a text has at most: what is behind counts as computed. A letter that is repeated a million times would
/// else take twenty million bytes.
const MOST_PIECES: usize = 1 << 14;

/// Puts a text together from parts of others, keeping their provenance. [`Guard`] limits it.
#[derive(Debug)]
pub struct TextBuilder {
    text: String,
    pieces: SmallVec<[Piece; 1]>,
    /// The most bytes.
    most: usize,
}

impl Default for TextBuilder {
    fn default() -> TextBuilder {
        TextBuilder::new()
    }
}

impl TextBuilder {
    /// An empty text.
    pub fn new() -> TextBuilder {
        TextBuilder::with_limit(Guard::most_bytes())
    }

    /// An empty text for what a file has in it: as long as that may be.
    pub fn for_source() -> TextBuilder {
        TextBuilder::with_limit(usize::MAX)
    }

    fn with_limit(most: usize) -> TextBuilder {
        TextBuilder {
            text: String::new(),
            pieces: SmallVec::new(),
            most,
        }
    }

    /// Appends a whole text.
    pub fn push(&mut self, part: &Text) {
        self.push_part(part, 0, part.len());
    }

    /// Appends the bytes `start..end` of a text.
    pub fn push_part(&mut self, part: &Text, start: usize, end: usize) {
        let base = self.text.len();
        if self.has_room(end.saturating_sub(start)) {
            self.text.push_str(&part[start..end]);
            self.push_pieces(base, part, start, end);
        }
    }

    /// Where the characters are from of a text that was made of these parts of others.
    pub fn pieces<'t>(
        parts: impl Iterator<Item = (&'t Text, Range<usize>)>,
    ) -> SmallVec<[Piece; 1]> {
        let mut builder = TextBuilder::new();
        let mut base = 0;
        for (text, range) in parts {
            builder.push_pieces(base, text, range.start, range.end);
            base += range.len();
        }
        builder.pieces
    }

    fn push_pieces(&mut self, base: usize, part: &Text, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let pieces = part.pieces();
        // The piece that `start` is in, and those behind it.
        let first = pieces.partition_point(|piece| piece.at as usize <= start);
        if first == 0 {
            self.computed(base);
        }
        for piece in &pieces[first.saturating_sub(1)..] {
            let piece_start = piece.at as usize;
            if piece_start >= end {
                break;
            }
            if self.pieces.len() >= MOST_PIECES {
                return self.computed(base);
            }
            let cut = start.saturating_sub(piece_start);
            self.pieces.push(Piece {
                at: (base + piece_start.max(start) - start) as u32,
                literal: piece.literal,
                skip: piece.skip + cut as u32,
            });
        }
    }

    /// Appends characters that stand in no literal.
    pub fn push_str(&mut self, part: &str) {
        if !part.is_empty() && self.has_room(part.len()) {
            let base = self.text.len();
            self.text.push_str(part);
            self.computed(base);
        }
    }

    #[inline]
    fn has_room(&self, bytes: usize) -> bool {
        let fits = self.text.len().saturating_add(bytes) <= self.most;
        if !fits {
            trip(Tripped::Size);
        }
        fits
    }

    /// The length so far, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was appended yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text.
    pub fn finish(self) -> Text {
        Text::with_pieces(self.text, self.pieces)
    }

    fn computed(&mut self, at: usize) {
        if self
            .pieces
            .last()
            .is_some_and(|last| last.literal.is_some())
        {
            self.pieces.push(Piece {
                at: at as u32,
                literal: None,
                skip: 0,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn literal(text: &str, at: usize) -> Text {
        Text::from_literal(text, Span::new(FileId(0), at, at + text.len() + 2))
    }

    #[test]
    fn appending_in_place_is_concatenating() {
        let parts = [
            literal("one", 0),
            Text::new("computed"),
            literal("é", 10),
            Text::new(""),
            literal("two", 20).slice(1, 3),
        ];
        let mut grown = Text::new("");
        let mut made = Text::new("");
        for part in &parts {
            let held = made.clone();
            made = held.concat(part);
            grown = grown.append(part);
            assert_eq!(grown, made);
            assert_eq!(grown.pieces(), made.pieces());
            assert_eq!(grown.is_ascii(), made.is_ascii());
        }
        let before = grown.clone();
        let after = grown.append(&parts[0]);
        assert_eq!(before, made, "what is held elsewhere stays as it is");
        assert_eq!(after.as_str(), format!("{}one", before.as_str()));
    }

    #[test]
    fn a_builder_takes_nothing_over_the_limit() {
        let five = literal("abcde", 0);
        let build = || {
            let mut builder = TextBuilder::new();
            (0..1000).for_each(|_| builder.push(&five));
            builder.push_str("fg");
            builder.finish()
        };
        let guard = Guard::new(13, u64::MAX);
        assert_eq!(build().as_str(), "abcdeabcdefg");
        assert_eq!(Guard::tripped(), Some(Tripped::Size));
        assert_eq!(Guard::tripped(), None, "it is reported once");
        drop(guard);
        assert_eq!(build().len(), 5002);
        assert_eq!(Guard::tripped(), None);
    }

    #[test]
    fn a_slice_keeps_the_pieces_it_overlaps() {
        let text = literal("abc", 0)
            .concat(&literal("def", 10))
            .concat(&literal("ghi", 20));
        let pieces = |start, end| -> Vec<(u32, usize, u32)> {
            let slice = text.slice(start, end);
            let pieces = slice.pieces().iter();
            pieces
                .filter_map(|piece| Some((piece.at, piece.literal?.range().start, piece.skip)))
                .collect()
        };
        assert_eq!(pieces(0, 9), [(0, 0, 0), (3, 10, 0), (6, 20, 0)]);
        assert_eq!(pieces(3, 6), [(0, 10, 0)]);
        assert_eq!(pieces(2, 7), [(0, 0, 2), (1, 10, 0), (4, 20, 0)]);
        assert_eq!(pieces(7, 9), [(0, 20, 1)]);
    }
}
