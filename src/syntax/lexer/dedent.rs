//! A line that is indented less than the block it stands in: the lines behind it fit nowhere, but it is the one to mend. All is read
//! again then, with this line in the column where it was meant to be.

use super::super::indentation::Indentation;
use super::super::token::{keyword, kind};
use super::Lexer;
use super::missing_indent::is_clause;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};

/// How many such lines are looked for in a file, as it is read again for each.
const MOST: usize = 10;

/// How often one is looked for each time a file is read.
const SEARCHES: usize = 30;

/// How far is looked back for one, in lines.
const LINES_BACK: usize = 200;

/// A line that is taken to be indented to another column.
#[derive(Clone, Debug)]
pub(super) struct Moved {
    /// Its first token.
    position: usize,
    column: u32,
    diagnostic: Diagnostic,
}

/// A logical line that was read.
#[derive(Clone, Copy, Debug)]
struct Read {
    position: usize,
    column: u32,
    first: u8,
    is_header: bool,
}

impl Lexer<'_> {
    /// The column that the line which starts here was meant to be in.
    pub(super) fn meant_column(&mut self, column: u32) -> u32 {
        let Some(line) = self.moved_line(self.position) else {
            return column;
        };
        let (column, diagnostic) = (line.column, line.diagnostic.clone());
        self.out.errors.push(diagnostic);
        column
    }

    fn moved_line(&self, position: usize) -> Option<&Moved> {
        let mut lines = self.moved_lines.iter().flatten();
        lines.find(|line| line.position == position)
    }

    /// Looks for a line to blame for this one, which fits nowhere in its column; if there is one, all is to be read again.
    #[cold]
    pub(super) fn blame_earlier(&mut self, column: u32) -> bool {
        self.is_misplaced = true;
        let known = self.moved_lines.as_ref();
        let is_known_enough = known.is_none_or(|lines| lines.len() >= MOST);
        if is_known_enough || self.searches >= SEARCHES {
            return false;
        }
        self.searches += 1;
        let Some(moved) = self.outdented(column) else {
            return false;
        };
        self.moved_lines.get_or_insert_default().push(moved);
        self.is_to_be_read_again = true;
        self.position = self.end;
        true
    }

    fn outdented(&self, column: u32) -> Option<Moved> {
        let word = keyword(&self.text[self.position..self.position + self.word_length()]);
        let is_clause = word.is_some_and(is_clause);
        let lines = self.lines_above();
        let at = lines.iter().position(|line| line.column <= column)?;
        let (blamed, above) = (lines[at], lines.get(at + 1)?);
        let may_be = !matches!(
            blamed.first,
            kind::DEF | kind::CLASS | kind::IMPORT | kind::FROM | kind::AT
        );
        if blamed.column == column || !may_be || self.is_below_blank_line(blamed.position) {
            return None;
        }
        if at == 0 && above.is_header && above.column == blamed.column {
            // The first line of a block.
            return self.move_line(blamed, column);
        }
        let goes_on = !leaves_block(above.first) && !self.is_below_blank_line(self.position);
        if !is_clause && !goes_on && !self.block_goes_on(word, column) {
            return None;
        }
        let levels = levels(&lines[at + 1..], column)?;
        let meant = match at.checked_sub(1).map(|next| lines[next].column) {
            Some(body) => levels.into_iter().find(|&level| level < body)?,
            None if above.is_header => above.column + 2,
            None if is_clause => above.column,
            None => column,
        };
        self.move_line(blamed, meant)
    }

    /// Whether this line is not alone in its column, or ends a block.
    fn block_goes_on(&self, word: Option<u8>, column: u32) -> bool {
        if word.is_some_and(leaves_block) {
            return true;
        }
        let mut lines = self.text[self.position..self.end].lines();
        let first = lines.next().unwrap_or_default();
        if first.trim_end().ends_with(['(', '[', '{', ',']) {
            // To the line that ends the statement.
            lines.find(|line| line.trim_start().starts_with([')', ']', '}']));
        }
        let mut below = lines;
        let next = below.find_map(|line| {
            let text = line.trim_start_matches([' ', '\t']);
            let indented = (line.len() - text.len()) as u32;
            let is_own = text.is_empty() || text.starts_with([')', ']', '}', '#']);
            (!is_own && indented <= column).then_some(indented)
        });
        next == Some(column)
    }

    /// The logical lines above, from the last one on.
    fn lines_above(&self) -> Vec<Read> {
        let kinds = &self.out.kinds;
        let is_mark = |kind: u8| matches!(kind, kind::INDENT | kind::DEDENT | kind::NEWLINE);
        let mut lines = Vec::new();
        let mut end = kinds.len();
        while end > 0 && lines.len() < LINES_BACK {
            let newline = kinds[..end - 1].iter().rposition(|&it| it == kind::NEWLINE);
            let from = newline.map_or(0, |at| at + 1);
            let first = (from..end).find(|&token| !is_mark(kinds[token]));
            if let Some(first) = first {
                let position = self.out.tokens[first].start as usize;
                let moved = self.moved_line(position);
                let indentation = Indentation::of_line(self.text, position);
                let is_header = kinds[first..end].ends_with(&[kind::COLON, kind::NEWLINE]);
                lines.push(Read {
                    position,
                    column: moved.map_or(indentation.columns(), |it| it.column),
                    first: kinds[first],
                    is_header,
                });
            }
            end = from;
        }
        lines
    }

    /// Whether a blank line stands above a line, or above the comments above it.
    fn is_below_blank_line(&self, position: usize) -> bool {
        let above = self.text[..position].split('\n').rev().skip(1);
        let mut above = above
            .map(str::trim)
            .skip_while(|line| line.starts_with('#'));
        above.next().is_none_or(str::is_empty)
    }

    fn move_line(&self, line: Read, column: u32) -> Option<Moved> {
        let indented = self.text[..line.position]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let blanks = self.span(indented, line.position);
        let here = Indentation::of_line(self.text, self.position);
        if self.text[blanks.range()].contains('\t') || here.has_tabs() {
            return None;
        }
        let place = self.span(
            line.position,
            line.position + self.word_length_at(line.position),
        );
        let next = self.span(self.position, self.position + self.word_length());
        let noun = if line.column == 1 {
            "column"
        } else {
            "columns"
        };
        let mut diagnostic = Diagnostic::new(
            &codes::BAD_INDENTATION,
            "this line is indented less than its block",
            place,
        )
        .at(format!("indented by {} {noun}", line.column))
        .label(next, "the block continues here")
        .help(format!("indent it by {column} columns"));
        diagnostic.fix = Some(Fix {
            message: format!("Indent it by {column} columns"),
            edits: vec![Edit {
                span: blanks,
                replacement: " ".repeat(column as usize),
            }],
            applicability: Applicability::Suggestion,
        });
        Some(Moved {
            position: line.position,
            column,
            diagnostic,
        })
    }
}

/// Whether a statement that begins like this is the last one of its block.
fn leaves_block(kind: u8) -> bool {
    matches!(
        kind,
        kind::RETURN | kind::BREAK | kind::CONTINUE | kind::RAISE
    )
}

/// The columns of the blocks that are open behind `lines`, of which the last one comes first, down to `column`; `None` if that is
/// none of them.
fn levels(lines: &[Read], column: u32) -> Option<Vec<u32>> {
    let mut levels: Vec<u32> = Vec::new();
    for line in lines {
        if levels.last().is_none_or(|&last| line.column < last) {
            levels.push(line.column);
        }
        if line.column <= column {
            return (line.column == column).then_some(levels);
        }
    }
    None
}
