//! Strings that remember which literals their parts were written in.
//!
//! A reference like `{{name}}` is found long after the string around it was concatenated, formatted and
//! passed on. To point at its characters in the file, every string value carries pieces: which bytes of it come
//! from which literal. Only a diagnostic looks at them, through `syntax::literal::locate`, which decodes the
//! literal again; building strings stays cheap.

use super::Span;
use smallvec::SmallVec;
use std::rc::Rc;

/// A run of bytes of a text that stands in a string literal of a file, unchanged by anything but escapes.
/// It reaches to the next piece, or to the end of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where the run starts in the text, in bytes.
    pub at: u32,
    /// The literal, prefix and quotes included; `None` where the bytes were computed.
    pub literal: Option<Span>,
    /// How many bytes of the decoded literal come before the run.
    pub skip: u32,
}

#[derive(Debug)]
struct Data {
    text: Box<str>,
    ascii: bool,
    pieces: SmallVec<[Piece; 1]>,
}

/// An immutable string, shared, with its provenance. Equality is that of the characters.
#[derive(Clone, Debug)]
pub struct Text(Rc<Data>);

impl Text {
    /// A text that stands in no literal.
    pub fn new(text: impl Into<Box<str>>) -> Text {
        Text::with_pieces(text, SmallVec::new())
    }

    /// The decoded value of one string literal; `literal` is the span of the whole token.
    pub fn from_literal(text: impl Into<Box<str>>, literal: Span) -> Text {
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
    pub fn with_pieces(text: impl Into<Box<str>>, pieces: SmallVec<[Piece; 1]>) -> Text {
        let text = text.into();
        let ascii = text.is_ascii();
        Text(Rc::new(Data {
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
        Rc::ptr_eq(&self.0, &other.0)
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
        Rc::ptr_eq(&self.0, &other.0) || self.0.text == other.0.text
    }
}

impl Eq for Text {}

impl std::hash::Hash for Text {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
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

/// Puts a text together from parts of others, keeping their provenance.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: String,
    pieces: SmallVec<[Piece; 1]>,
}

impl TextBuilder {
    /// An empty text.
    pub fn new() -> TextBuilder {
        TextBuilder::default()
    }

    /// Appends a whole text.
    pub fn push(&mut self, part: &Text) {
        self.push_part(part, 0, part.len());
    }

    /// Appends the bytes `start..end` of a text.
    pub fn push_part(&mut self, part: &Text, start: usize, end: usize) {
        let base = self.text.len();
        self.text.push_str(&part[start..end]);
        let pieces = part.pieces();
        for (index, piece) in pieces.iter().enumerate() {
            let piece_start = piece.at as usize;
            let piece_end = pieces
                .get(index + 1)
                .map_or(part.len(), |next| next.at as usize);
            if piece_end <= start || piece_start >= end {
                continue;
            }
            let cut = start.saturating_sub(piece_start);
            self.pieces.push(Piece {
                at: (base + piece_start.max(start) - start) as u32,
                literal: piece.literal,
                skip: piece.skip + cut as u32,
            });
        }
        if pieces.is_empty() && start < end {
            self.computed(base);
        }
    }

    /// Appends characters that stand in no literal.
    pub fn push_str(&mut self, part: &str) {
        if !part.is_empty() {
            let base = self.text.len();
            self.text.push_str(part);
            self.computed(base);
        }
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
