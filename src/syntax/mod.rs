//! Text to tree: a lexer, a pest grammar over the kinds of its tokens, a builder. Parsing never fails and never
//! panics: what is wrong becomes error nodes and diagnostics.

pub mod ast;
pub mod literal;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// A parsed file.
#[derive(Debug)]
pub struct Parsed {
    /// The tree, with error nodes where the text is wrong.
    pub module: ast::Module,
    /// All syntax errors, in file order.
    pub errors: Vec<Diagnostic>,
    /// The comments, in file order, each from its `#` to the end of its line.
    pub comments: Vec<Span>,
}

/// Parses a file. `text` is its whole text, as in [`Sources`](crate::source::Sources).
pub fn parse(_text: &str, _file: FileId) -> Parsed {
    todo!()
}
