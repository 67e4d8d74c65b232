mod errors;
mod places;
mod python2;
mod robust;
mod tokens;
mod tree;
mod trees;

use super::{Parsed, parse};
use crate::source::FileId;

fn parsed(text: &str) -> Parsed {
    parse(text, FileId(0))
}

/// The tree in short; fails if there are errors.
fn tree_of(text: &str) -> String {
    let parsed = parsed(text);
    assert!(parsed.errors.is_empty(), "{text}: {:?}", parsed.errors);
    tree::block(&parsed.module.body)
}

/// `NAME = _{ "a" }`
#[test]
fn the_kinds_are_those_of_the_grammar() {
    let grammar = include_str!("../../../grammar/aurora.pest");
    let named = grammar.lines().filter_map(|line| {
        let (name, rest) = line
            .split_once(" = _{ \"")
            .or_else(|| line.split_once("= _{ \""))?;
        let (byte, _) = rest.split_once("\" }")?;
        Some((name.trim().to_owned(), byte.as_bytes()[0]))
    });
    let mut named: Vec<(String, u8)> = named.collect();
    let mut kinds: Vec<(String, u8)> = super::token::KINDS
        .iter()
        .map(|&(name, byte)| (name.to_owned(), byte))
        .collect();
    named.sort();
    kinds.sort();
    assert_eq!(named, kinds);
    kinds.sort_by_key(|&(_, byte)| byte);
    assert!(
        kinds.windows(2).all(|pair| pair[0].1 != pair[1].1),
        "two kinds are one byte"
    );
}
