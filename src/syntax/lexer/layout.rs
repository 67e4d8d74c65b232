//! Which bracket was forgotten, by the indentation: what closes one at the start of a line mostly stands below the start of the line
//! that opens it.

use super::super::token::kind;
use super::Lexer;
use super::bracket::Bracket;

/// The longest line whose start is looked for, in bytes.
const LONGEST_LINE: usize = 1000;

impl Lexer<'_> {
    /// The innermost bracket, inside of the open one that is number `first`, that something further out closes; with the place of that.
    pub(super) fn by_layout(&self, first: usize) -> Option<(Bracket, usize)> {
        let from = self.brackets.get(first)?.token;
        let mut open: Vec<Bracket> = Vec::new();
        for token in from..self.out.kinds.len() {
            let kind = self.out.kinds[token];
            if let Some(close) = closed_by(kind) {
                open.push(Bracket { close, token });
            } else if open.last().is_some_and(|bracket| bracket.close == kind) {
                let bracket = open.pop()?;
                let start = self.out.tokens[token].start as usize;
                if self.is_further_out(start, bracket) {
                    return Some((bracket, start));
                }
            }
        }
        None
    }

    /// Whether a line starts with the closing bracket at `start`, and less indented than the line of the opening one.
    fn is_further_out(&self, start: usize, bracket: Bracket) -> bool {
        let before = self.bytes[..start].iter().rev();
        let blanks = before.take_while(|byte| **byte == b' ').count();
        let is_first = start > blanks && self.bytes[start - blanks - 1] == b'\n';
        let open = self.out.tokens[bracket.token].start as usize;
        is_first
            && self
                .indentation_at(open)
                .is_some_and(|column| blanks < column)
    }

    /// How many blanks the line of a place begins with.
    fn indentation_at(&self, offset: usize) -> Option<usize> {
        let mut before = self.bytes[..offset].iter().rev().take(LONGEST_LINE);
        let length = before.position(|&byte| byte == b'\n')?;
        let line = &self.bytes[offset - length..];
        Some(line.iter().take_while(|byte| **byte == b' ').count())
    }
}

/// The kind of the token that closes a bracket which a token of some kind opens.
pub(super) fn closed_by(kind: u8) -> Option<u8> {
    match kind {
        kind::CALL | kind::GROUP => Some(kind::PARENTHESIS_END),
        kind::LIST | kind::SUBSCRIPT => Some(kind::BRACKET_END),
        kind::BRACE => Some(kind::BRACE_END),
        kind::BACKQUOTE => Some(kind::BACKQUOTE_END),
        _ => None,
    }
}
