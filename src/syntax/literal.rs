//! String literals: decoding, and finding a byte of the value in the source again.

use crate::source::{Sources, Span, Text};

/// The characters in the source that make up the bytes `start..end` of `text`, if they stand in a literal.
/// Where they spread over several literals, the span goes from the first to the last if these are in one file.
pub fn locate(_text: &Text, _start: usize, _end: usize, _sources: &Sources) -> Option<Span> {
    todo!()
}
