//! Bodies of `if`, `for`, `try` and their like that stand in the column of their header: the lines below it are taken for its block,
//! to where it most probably ends.

use super::super::depth::BLOCK_LIMIT;
use super::super::token::{keyword, kind};
use super::Lexer;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;

/// How far it is looked ahead for a clause that goes on with the statement, in lines.
const LINES_AHEAD: usize = 100;

/// A block that is not indented.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unindented {
    /// The first token of its header.
    header: u8,
    /// The number of blocks around it.
    level: usize,
    column: u32,
}

impl Lexer<'_> {
    /// Begins a block at a line in the `column` of the header above it, or ends those that such a line does not belong to.
    pub(super) fn find_unindented(&mut self, column: u32) {
        let is_below_header = self.out.kinds.ends_with(&[kind::COLON, kind::NEWLINE]);
        let is_same = self.indents.last().copied().unwrap_or(0) == column;
        if !is_same || !is_below_header && self.unindented.is_empty() {
            return;
        }
        let next = keyword(&self.text[self.position..self.position + self.word_length()]);
        if let Some(header) = self.lacks_block(column, next) {
            self.begin_unindented(header, column);
        } else if !self.unindented.is_empty() {
            self.end_unindented(column, next);
        }
    }

    /// The first token of the line above, if that is the header of a block and the line that begins with the word `next` can be in it.
    fn lacks_block(&self, column: u32, next: Option<u8>) -> Option<u8> {
        let line = &self.out.kinds[self.line.tokens..];
        let is_open = self.block_colon && line.ends_with(&[kind::COLON, kind::NEWLINE]);
        let header = *line.first()?;
        let has_clauses = (kind::IF..=kind::WITH).contains(&header) || is_clause(header);
        if !is_open || !has_clauses || self.line.column != column {
            return None;
        }
        let is_other = next.is_some_and(|next| {
            is_clause(next) || matches!(next, kind::DEF | kind::CLASS | kind::IMPORT | kind::FROM)
        });
        let is_below = !self.is_behind_blank_line() || self.is_continued(header, column);
        (!is_other && is_below && self.indents.len() < BLOCK_LIMIT).then_some(header)
    }

    /// Reports the header above, and marks its end, by which the builder knows that the block is one that was guessed.
    fn begin_unindented(&mut self, header: u8, column: u32) {
        let colon = self.out.tokens[self.out.tokens.len() - 2];
        let colon = self.span(colon.start as usize, colon.end as usize);
        let first = self.span(self.position, self.position + self.word_length());
        let found = Diagnostic::new(
            &codes::MISSING_BLOCK,
            "the block after this `:` is missing",
            colon,
        )
        .at("expected an indented line below")
        .label(first, "this is not indented")
        .help("indent the lines of the block, or add `pass`");
        self.out.errors.push(found);
        self.mark_reported();
        self.unindented.push(Unindented {
            header,
            level: self.indents.len(),
            column,
        });
        self.indents.push(column);
        self.open_blocks += 1;
        self.mark(kind::INDENT);
    }

    /// Ends the blocks that are not indented and that a line in their column is behind.
    fn end_unindented(&mut self, column: u32, next: Option<u8>) {
        let clause = next.filter(|&next| is_clause(next));
        while let Some(&innermost) = self.unindented.last() {
            let is_open = innermost.level + 1 == self.indents.len();
            if !is_open && innermost.level < self.indents.len() || innermost.column != column {
                return;
            }
            let ends = match clause {
                // It is not this block that ends, but what it is a part of.
                Some(clause) => is_open && self.is_in_unindented(clause, column),
                None => !self.goes_on(innermost, next),
            };
            if is_open && !ends {
                return;
            }
            self.unindented.pop();
            if is_open {
                self.close_block();
            }
            if clause.is_some_and(|clause| goes_on_with(innermost.header, clause)) {
                return;
            }
        }
    }

    /// Whether a clause goes on with the statement of a block that is not indented in this column.
    fn is_in_unindented(&self, clause: u8, column: u32) -> bool {
        let blocks = self.unindented.iter().rev();
        let mut blocks = blocks.take_while(|block| block.column == column);
        blocks.any(|block| goes_on_with(block.header, clause))
    }

    /// Whether a line in the column of a block, which begins with the word `next`, still belongs to it.
    fn goes_on(&self, block: Unindented, next: Option<u8>) -> bool {
        // A loop that returned in its first round would be none.
        if matches!(block.header, kind::FOR | kind::WHILE) && next == Some(kind::RETURN) {
            return false;
        }
        let first = self.out.kinds.get(self.line.tokens);
        let is_left = first.is_some_and(|first| {
            matches!(
                *first,
                kind::RETURN | kind::BREAK | kind::CONTINUE | kind::RAISE
            )
        });
        let may_end = is_left && self.line.column == block.column || self.is_behind_blank_line();
        !may_end || self.is_continued(block.header, block.column)
    }

    /// Whether blank lines stand between the line that starts here and the one above.
    fn is_behind_blank_line(&self) -> bool {
        let above = self.out.tokens.last().map_or(0, |last| last.end as usize);
        let between = &self.text[above.min(self.position)..self.position];
        let mut lines = between.split('\n').rev().skip(1);
        lines.any(|line| line.trim().is_empty())
    }

    /// Whether a clause follows that goes on with the statement that starts with `header`.
    fn is_continued(&self, header: u8, column: u32) -> bool {
        let rest = &self.text[self.position..self.end];
        for line in rest.lines().skip(1).take(LINES_AHEAD) {
            let text = line.trim_start();
            let indented = (line.len() - text.len()) as u32;
            if text.is_empty() || text.starts_with('#') || indented > column {
                continue;
            }
            let length = text.find(|c: char| !c.is_ascii_alphabetic());
            let word = keyword(&text[..length.unwrap_or(text.len())]);
            if indented < column || matches!(word, Some(kind::DEF | kind::CLASS)) {
                return false;
            }
            if let Some(word) = word.filter(|&word| is_clause(word)) {
                return goes_on_with(header, word);
            }
        }
        false
    }
}

/// Whether a word goes on with a compound statement.
pub(super) fn is_clause(kind: u8) -> bool {
    matches!(kind, kind::ELIF | kind::ELSE | kind::EXCEPT | kind::FINALLY)
}

/// Whether a clause may follow the block of a header.
fn goes_on_with(header: u8, clause: u8) -> bool {
    match clause {
        kind::ELIF => matches!(header, kind::IF | kind::ELIF),
        kind::ELSE => matches!(
            header,
            kind::IF | kind::ELIF | kind::FOR | kind::WHILE | kind::EXCEPT
        ),
        kind::EXCEPT => matches!(header, kind::TRY | kind::EXCEPT),
        _ => matches!(header, kind::TRY | kind::EXCEPT | kind::ELSE),
    }
}
