//! The blocks that lines open and close.

use super::super::depth::BLOCK_LIMIT;
use super::super::indentation::Indentation;
use super::super::token::{Token, kind};
use super::Lexer;
use super::word::is_name_byte;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{limits, syntax as codes};

/// A column that a line was indented to without fitting any block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beside {
    column: u32,
    /// The column of the block that it belongs to, and how many are around that.
    block: u32,
    level: usize,
}

impl Lexer<'_> {
    /// Opens and closes blocks for a line that starts at `column`; the column that it belongs to.
    pub(super) fn set_block(&mut self, column: u32) -> u32 {
        let column = match self.moved_lines {
            None => column,
            Some(_) => self.meant_column(column),
        };
        let column = match self.beside.is_empty() {
            true => column,
            false => self.column_of_block(column),
        };
        let column = self.find_headless(column);
        self.find_unindented(column);
        self.enter_block(column);
        column
    }

    /// Opens and closes blocks for a line in a column.
    fn enter_block(&mut self, column: u32) {
        let current = self.indents.last().copied().unwrap_or(0);
        self.line.tokens = self.out.tokens.len();
        if column > current {
            self.indents.push(column);
            if self.indents.len() <= BLOCK_LIMIT {
                self.open_blocks += 1;
                self.mark(kind::INDENT);
            } else if self.indents.len() == BLOCK_LIMIT + 1 {
                self.mark(kind::ILLEGAL);
                let message = format!("blocks are nested more than {BLOCK_LIMIT} levels deep");
                self.error(
                    &limits::NESTING_LIMIT,
                    message,
                    self.position,
                    self.position,
                );
                self.mark(kind::NEWLINE);
            }
        } else if column < current {
            self.close_blocks(column);
        }
    }

    /// Closes the blocks that a line at `column` is behind. One that is indented like none of them is taken to be in the block
    /// it comes nearest to.
    fn close_blocks(&mut self, column: u32) {
        let levels = || std::iter::once(0).chain(self.indents.iter().copied());
        let outer = levels().filter(|&it| it <= column).max().unwrap_or(0);
        if outer == column {
            return self.dedent_to(column);
        }
        if self.blame_earlier(column) {
            return;
        }
        let levels = || std::iter::once(0).chain(self.indents.iter().copied());
        let inner = levels().filter(|&it| it > column).min().unwrap_or(outer);
        let is_clause = self.is_clause();
        // The block of the line above cannot be what a clause goes on with, nor what a header has around itself if it is below.
        let is_taken =
            is_clause && self.indents.last() == Some(&inner) || self.is_header_before(inner, outer);
        let is_inner = inner - column <= column - outer && !is_taken;
        let level = if is_inner { inner } else { outer };
        self.dedent_to(level);
        self.note_beside(column);
        self.line.tokens = self.out.tokens.len();
        if is_clause {
            // That it belongs to nothing would only follow.
            self.out.reported.push(self.line.tokens as u32);
        }
        let diagnostic = self.mixed_indentation(level).unwrap_or_else(|| {
            let length = self.word_length();
            let noun = if column == 1 { "column" } else { "columns" };
            Diagnostic::new(
                &codes::BAD_INDENTATION,
                "the indentation of this line matches no enclosing block",
                self.span(self.position, self.position + length),
            )
            .at(format!("indented by {column} {noun}"))
            .help(format!(
                "the enclosing blocks are indented by {outer} and {inner} columns"
            ))
        });
        self.out.errors.push(diagnostic);
    }

    /// What is wrong with this line if it is indented with tabs and the line above is not, or the other way around. It is taken to
    /// belong to the block at `level`.
    fn mixed_indentation(&self, level: u32) -> Option<Diagnostic> {
        let here = Indentation::of_line(self.text, self.position);
        let above = Indentation::of_line(self.text, self.previous.position);
        here.unlike(above, self.file, above.columns() == level)
    }

    /// Whether this line goes on with a compound statement.
    fn is_clause(&self) -> bool {
        let word = &self.text[self.position..self.position + self.word_length()];
        matches!(word, "else" | "elif" | "except" | "finally")
    }

    /// The column of the block that a line belongs to that is indented like an earlier one, which fitted none.
    fn column_of_block(&mut self, column: u32) -> u32 {
        let indents = &self.indents;
        let is_open = |it: &Beside| it.block == 0 || indents.get(it.level) == Some(&it.block);
        self.beside.retain(is_open);
        let known = self.beside.iter().rfind(|it| it.column == column);
        known.map_or(column, |it| it.block)
    }

    /// Notes that lines in a column belong to the innermost block.
    fn note_beside(&mut self, column: u32) {
        self.beside.push(Beside {
            column,
            block: self.indents.last().copied().unwrap_or(0),
            level: self.indents.len().saturating_sub(1),
        });
    }

    fn dedent_to(&mut self, column: u32) {
        while self.indents.last().is_some_and(|&last| last > column) {
            self.close_block();
        }
    }

    /// Closes the innermost block; false if there is none.
    pub(super) fn close_block(&mut self) -> bool {
        let is_open = self.indents.pop().is_some();
        if self.indents.len() < self.open_blocks {
            self.open_blocks -= 1;
            self.mark(kind::DEDENT);
        }
        is_open
    }

    /// A token without characters.
    pub(super) fn mark(&mut self, kind: u8) {
        self.out.kinds.push(kind);
        let at = self.position as u32;
        self.out.tokens.push(Token { start: at, end: at });
    }

    /// The length of what stands here, for pointing at it.
    pub(super) fn word_length(&self) -> usize {
        self.word_length_at(self.position)
    }

    pub(super) fn word_length_at(&self, position: usize) -> usize {
        let rest = &self.text[position..self.end];
        let word = rest.bytes().take_while(|&byte| is_name_byte(byte)).count();
        match rest.chars().next() {
            Some(_) if word > 0 => word,
            Some(first) => first.len_utf8(),
            None => 0,
        }
    }
}
