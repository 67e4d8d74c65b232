//! Text, where it came from, and positions in it. Knows nothing of the language.

mod count;
mod file;
mod guard;
mod span;
mod text;

pub use file::{Location, Ownership, SourceFile, Sources};
pub use guard::{Guard, Tripped};
pub use span::{FileId, Span};
pub use text::{Piece, Text, TextBuilder};
