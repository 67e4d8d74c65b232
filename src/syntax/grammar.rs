//! The parser that pest makes of `grammar/aurora.pest`.

#![allow(missing_docs)]

use super::token::kind;

/// Runs the grammar over the kinds of tokens.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/aurora.pest"]
pub struct Grammar;

/// What the grammar reads of the kinds of tokens `start..end`: the same, but that operands of one token tell what follows them. The
/// grammar would have to look ahead for it at every operand, which takes most of its time.
pub fn input(kinds: &[u8], start: usize, end: usize) -> String {
    let mut input = String::with_capacity(end - start);
    let mut before = 0;
    for (index, &kind) in kinds.iter().enumerate().take(end).skip(start) {
        let next = kinds.get(index + 1).copied().unwrap_or(0);
        let is_leaf = match kind {
            // The name of an attribute is no operand.
            kind::NAME => before != kind::DOT,
            // Literals side by side are one operand.
            kind::STRING => before != kind::STRING && next != kind::STRING,
            kind::NUMBER | kind::NONE | kind::TRUE | kind::FALSE => true,
            _ => false,
        };
        before = kind;
        input.push(char::from(match next {
            _ if !is_leaf => kind,
            kind::CALL | kind::SUBSCRIPT | kind::DOT => kind,
            b'0'..=b'9' | b'A'..=b'H' => kind::BARE,
            _ if kind == kind::NAME => kind::LONE_NAME,
            _ => kind::LONE,
        }));
    }
    input
}
