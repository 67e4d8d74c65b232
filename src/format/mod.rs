//! The formatter: text to text.
//!
//! | file | what |
//! | --- | --- |
//! | `source.rs` | a file in tokens, with the role of each |
//! | `item.rs` | its logical lines and comments, and which of them stay as they are |
//! | `spacing.rs` | blanks between tokens |
//! | `expression.rs` | a logical line as a document |
//! | `document.rs` | documents, and how they are laid out |
//! | `statement.rs` | logical lines and the blank lines between them |
//! | `lines.rs` | what lines were laid out as before |
//! | `comment.rs` | comments and `# fmt:` |
//! | `equal.rs` | whether two texts mean the same |
//!
//! It works on tokens rather than on the tree: the tree leaves out what has no meaning, such as parentheses, and all
//! of that is to stay as it is written.

mod comment;
mod document;
mod equal;
mod expression;
mod item;
mod lines;
mod source;
mod spacing;
mod statement;
#[cfg(test)]
mod tests;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::limits::SIZE_LIMIT;
use crate::diagnostic::codes::syntax::JINJA_TEMPLATE;
use crate::source::FileId;
use crate::stack;
use crate::syntax;
pub use lines::Lines;
use source::Source;
use spacing::Style;
use statement::Written;
use std::ops::RangeInclusive;

/// The columns that a line may have.
pub const WIDTH: usize = 100;

/// What is formatted.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only the statements that these lines touch, counted from 1; all if absent.
    pub lines: Option<RangeInclusive<usize>>,
    /// The text that decides between `name = value` and `name=value`; the one that is formatted if absent.
    pub style_of: Option<String>,
}

/// A formatted text.
#[derive(Clone, Debug)]
pub struct Formatted {
    /// The new text.
    pub text: String,
    /// The syntax errors. The top-level statements that they are in are as they were.
    pub errors: Vec<Diagnostic>,
    /// Places where both texts may be cut, in order: what is between two of them in the new text is made of what is between them in
    /// the old one. None where the text is as it was.
    pub seams: Vec<Seam>,
}

/// The start of a line in a text and in the one that was made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seam {
    /// The byte in the old text.
    pub old: usize,
    /// The byte in the new text.
    pub new: usize,
}

/// Formats a file. What the text means does not change, and formatting the result again does not change it.
/// The errors' spans are in `file`.
pub fn format(text: &str, file: FileId, options: &Options) -> Formatted {
    let errors = syntax::parse(text, file).errors;
    format_parsed(text, errors, file, options, None)
}

/// The same for a text that was parsed, and has these syntax errors; `known` are lines of texts like it.
pub fn format_parsed(
    text: &str,
    errors: Vec<Diagnostic>,
    file: FileId,
    options: &Options,
    known: Option<&mut Lines>,
) -> Formatted {
    stack::with_room(|| format_here(text, errors, file, options, known))
}

fn format_here(
    text: &str,
    errors: Vec<Diagnostic>,
    file: FileId,
    options: &Options,
    known: Option<&mut Lines>,
) -> Formatted {
    // Laying out what is too large would take more memory than its tree. Of a template no further errors are known, so nothing says which
    // statements have to stay as they are.
    let without_tree = [&SIZE_LIMIT, &JINJA_TEMPLATE];
    if errors.iter().any(|it| without_tree.contains(&it.code)) {
        return Formatted {
            text: text.to_owned(),
            errors,
            seams: Vec::new(),
        };
    }
    let source = Source::new(text);
    let Written { text: new, seams } = lay_out(&source, &errors, options, WIDTH, known);
    // A defect here must not reach what runs in production.
    let is_same =
        equal::is_equal(&source, &Source::new(&new)) && has_same_errors(&errors, &new, file);
    let (text, seams) = match is_same {
        true => (new, seams),
        false => (text.to_owned(), Vec::new()),
    };
    Formatted {
        text,
        errors,
        seams,
    }
}

/// Whether a text has the errors that were found before. What the parser leaves out, such as a bracket that closes nothing, is in
/// no token: it could be lost.
fn has_same_errors(errors: &[Diagnostic], new: &str, file: FileId) -> bool {
    let codes = |errors: &[Diagnostic]| -> Vec<&str> {
        errors.iter().map(|error| error.code.code).collect()
    };
    errors.is_empty() || codes(errors) == codes(&syntax::parse(new, file).errors)
}

/// The new text, unchecked.
fn lay_out(
    source: &Source<'_>,
    errors: &[Diagnostic],
    options: &Options,
    width: usize,
    known: Option<&mut Lines>,
) -> Written {
    let mut items = item::items(source);
    let errors: Vec<_> = errors.iter().map(|it| it.primary.span.range()).collect();
    item::keep_errors(source, &mut items, &errors);
    item::keep_directives(source, &mut items);
    if let Some(lines) = &options.lines {
        item::keep_outside(source, &mut items, lines);
    }
    let style = match &options.style_of {
        Some(text) => Style::of(&Source::new(text)),
        None => Style::of(source),
    };
    statement::write(source, &items, style, width, known)
}

/// The number of line ends in a text.
fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_end = |(at, &byte): (usize, &u8)| {
        byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')
    };
    bytes.iter().enumerate().filter(|&it| is_end(it)).count()
}

/// The number of empty lines in a gap between two things.
fn blank_lines(gap: &str) -> usize {
    line_ends(gap).saturating_sub(1)
}
