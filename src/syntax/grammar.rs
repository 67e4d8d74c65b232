//! The parser that pest makes of `grammar/aurora.pest`.

#![allow(missing_docs)]

/// Runs the grammar over the kinds of tokens.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/aurora.pest"]
pub struct Grammar;
