//! Parsing takes any text, and every place in the tree is one.

use super::super::check_tree;
use jobc::source::FileId;

/// Checks one input.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let parsed = jobc::syntax::parse(&text, FileId(0));
    check_tree(&parsed, &text);
}
