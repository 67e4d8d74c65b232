//! Blocks that nothing opens: mostly an opening bracket is missing at the end of the line above, which makes statements of
//! what were to be the arguments of a call or the elements of a list.

use super::super::token::{keyword, kind};
use super::{Checkpoint, Lexer};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;

/// A line above a block that nothing opens, and what was open there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Headless {
    line: Checkpoint,
    indents: usize,
    open_blocks: usize,
}

impl Lexer<'_> {
    /// Notes the line before this one if this is indented below it for no reason; forgets it behind the block. Gives the column that
    /// this line is taken to be in.
    pub(super) fn find_headless(&mut self, column: u32) -> u32 {
        if let Some(headless) = self.headless {
            let closes = matches!(self.byte(0), b')' | b']' | b'}');
            if column < headless.line.column || column == headless.line.column && !closes {
                self.headless = None;
            }
        }
        let first = self.out.kinds.get(self.line.tokens).copied();
        let is_header = first.is_none_or(|first| (kind::IF..=kind::FINALLY).contains(&first));
        let colon = self.out.kinds.iter().rev().nth(1) == Some(&kind::COLON) && self.block_colon;
        let around = self.indents.last().copied().unwrap_or(0);
        if column <= around || is_header && first.is_some() || colon {
            return column;
        }
        if self.is_header_before(column, around) {
            self.stray_header();
            return around;
        }
        if first.is_some() && !self.blame_earlier(column) && self.headless.is_none() {
            self.headless = Some(Headless {
                line: self.line,
                indents: self.indents.len(),
                open_blocks: self.open_blocks,
            });
        }
        column
    }

    /// Whether the line that starts here is a header, and the line below, which is not indented below one in `column`, is below one
    /// in the block `around`.
    pub(super) fn is_header_before(&self, column: u32, around: u32) -> bool {
        let word = keyword(&self.text[self.position..self.position + self.word_length()]);
        if !word.is_some_and(|word| (kind::IF..=kind::CLASS).contains(&word)) {
            return false;
        }
        let mut below = self.text[self.position..self.end].lines();
        let is_header = below
            .next()
            .is_some_and(|line| line.trim_end().ends_with(':'));
        let next = below.find(|line| !line.trim().is_empty());
        let next = next.map_or(0, |line| line.len() - line.trim_start().len()) as u32;
        is_header && around < next && next <= column
    }

    /// Reports this line, which is indented below the one above for no reason.
    fn stray_header(&mut self) {
        let place = self.span(self.position, self.position + self.word_length());
        self.out.errors.push(
            Diagnostic::new(
                &codes::BAD_INDENTATION,
                "this line is indented, but no block starts before it",
                place,
            )
            .at("deeper than the line above")
            .help("indent it like the line above"),
        );
    }

    /// The line above, if it ends in a comma and a bracket that closes nothing begins this one: the two are one statement.
    fn unfinished(&self) -> Option<Headless> {
        let before = self.out.kinds.get(..self.line.tokens)?;
        let is_unfinished =
            before.len() == self.out.kinds.len() && before.ends_with(&[kind::COMMA, kind::NEWLINE]);
        is_unfinished.then_some(Headless {
            line: self.previous,
            indents: self.indents.len(),
            open_blocks: self.open_blocks,
        })
    }

    /// A bracket that closes nothing, in a block that nothing opens or directly behind it: its counterpart is missing above
    /// the block, and all from there on is one statement, of which nothing more is to be said. Gives the kind of the last
    /// token above the block, and its end, which is where the counterpart may be missing.
    pub(super) fn join_headless(&mut self) -> Option<(u8, Span)> {
        let headless = self.headless.take().or_else(|| self.unfinished())?;
        let from = headless.line.tokens;
        let kinds = &self.out.kinds[from..];
        let end = kinds.iter().position(|&kind| kind == kind::NEWLINE)?;
        let last = from + end.saturating_sub(1);
        let (last_kind, end) = (self.out.kinds[last], self.out.tokens[last].end as usize);
        let mut kept = from;
        for at in from..self.out.kinds.len() {
            let kind = self.out.kinds[at];
            if !matches!(kind, kind::NEWLINE | kind::INDENT | kind::DEDENT) {
                self.out.kinds[kept] = kind;
                self.out.tokens[kept] = self.out.tokens[at];
                kept += 1;
            }
        }
        self.out.truncate(kept);
        let errors = self.out.errors.split_off(headless.line.errors);
        let is_quote = |it: &Diagnostic| *it.code == codes::UNTERMINATED_STRING;
        self.out.errors.extend(errors.into_iter().filter(is_quote));
        self.out.reported.truncate(headless.line.reported);
        self.indents.truncate(headless.indents);
        self.open_blocks = headless.open_blocks;
        self.line = headless.line;
        self.is_masked = true;
        Some((last_kind, self.span(end, end)))
    }
}
