//! What answers are made of: places, edits, refusals. Offsets are in bytes, of the text that the editor has now.

use crate::source::SourceFile;
use std::collections::BTreeMap;

/// A stretch of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    /// Where it starts.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

impl TextRange {
    /// What is between two offsets.
    pub fn new(start: usize, end: usize) -> TextRange {
        TextRange {
            start: start as u32,
            end: end as u32,
        }
    }

    /// Whether another stretch is inside of this one, or as long.
    pub fn covers(self, other: TextRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether two stretches have an offset in common; ends count.
    pub fn touches(self, other: TextRange) -> bool {
        self.start <= other.end && other.start <= self.end
    }
}

/// A stretch of a file.
#[derive(Clone, Debug)]
pub struct FileRange {
    /// The absolute path of the file.
    pub path: String,
    /// Its text and lines, of which the offsets are.
    pub source: SourceFile,
    /// The stretch.
    pub range: TextRange,
}

impl PartialEq for FileRange {
    fn eq(&self, other: &FileRange) -> bool {
        (&self.path, self.range) == (&other.path, other.range)
    }
}

/// A text for a stretch of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced.
    pub range: TextRange,
    /// By what.
    pub text: String,
}

/// Edits of one file.
#[derive(Clone, Debug)]
pub struct FileEdits {
    /// The text that is edited, and its lines.
    pub source: SourceFile,
    /// The edits. None reaches into another.
    pub edits: Vec<TextEdit>,
}

/// Edits of several files, by their absolute paths.
pub type Edits = BTreeMap<String, FileEdits>;

/// Why something cannot be done, for the one who asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Refusal {
    /// A refusal for a reason.
    pub fn new(reason: impl Into<String>) -> Refusal {
        Refusal(reason.into())
    }
}
