//! Positions: a file and a range of bytes in it.

use serde::{Deserialize, Serialize};
use std::cell::Cell;

/// A file of one compilation; an index into its [`Sources`](super::Sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

thread_local! {
    /// The file of the spans that are being deserialized.
    static READING: Cell<FileId> = const { Cell::new(FileId(0)) };
}

impl FileId {
    /// Deserializes something whose spans are all in this file. Spans are serialized without their file, because a file has another
    /// number in each compilation.
    pub fn deserialize_spans<T>(self, deserialize: impl FnOnce() -> T) -> T {
        let outer = READING.replace(self);
        let result = deserialize();
        READING.set(outer);
        result
    }

    fn reading() -> FileId {
        READING.get()
    }
}

/// A range of bytes in a file: `start` is the first byte, `end` the one after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The file. See [`FileId::deserialize_spans`].
    #[serde(skip, default = "FileId::reading")]
    pub file: FileId,
    /// The first byte, counted from 0.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span of what no file defines, such as a builtin.
    pub const NOWHERE: Span = Span {
        file: FileId(0),
        start: 0,
        end: 0,
    };

    /// The range `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span {
            file,
            start: start as u32,
            end: end as u32,
        }
    }

    /// The smallest span that covers both; `self`, if they are in different files.
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The range `start..end` counted from the start of this span.
    pub fn part(self, start: usize, end: usize) -> Span {
        Span {
            file: self.file,
            start: self.start + start as u32,
            end: self.start + end as u32,
        }
    }

    /// The empty span at the start of this one.
    pub fn at_start(self) -> Span {
        Span {
            end: self.start,
            ..self
        }
    }

    /// The empty span behind this one.
    pub fn at_end(self) -> Span {
        Span {
            start: self.end,
            ..self
        }
    }

    /// The bytes, as a range that indexes the file's text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether another is inside of it, or the same.
    pub fn covers(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// Whether `offset` lies in the span or touches its end.
    pub fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}
