//! The trees of the standard library, made beforehand: parsing it took half of what a small configuration takes.
//!
//! `stdlib/trees.bin` holds them, in postcard's format. `tests/it/stdlib.rs` compares them with what the parser makes of the
//! files; `UPDATE_STDLIB=1 cargo test --test it stdlib` writes them anew after a file or the tree's types were changed.

use super::standard::FILES;
use crate::source::FileId;
use crate::syntax::{Parsed, TokenList, ast::Module, parse};

const TREES: &[u8] = include_bytes!("../../stdlib/trees.bin");

/// The trees of [`FILES`], which have to be the first files of a compilation.
pub(super) fn trees() -> Vec<Parsed> {
    let trees = postcard::from_bytes::<Vec<Module>>(TREES).unwrap_or_default();
    if trees.len() != FILES.len() {
        return parsed();
    }
    let parsed = |module| Parsed {
        module,
        errors: Vec::new(),
        python3: Vec::new(),
        comments: Vec::new(),
        tokens: TokenList::default(),
    };
    trees.into_iter().map(parsed).collect()
}

/// The same by parsing, where types of the tree have changed and the trees have not yet been written anew.
fn parsed() -> Vec<Parsed> {
    let files = (0..).map(FileId).zip(FILES);
    files.map(|(file, (_, text))| parse(text, file)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frozen_trees_are_what_the_parser_makes() {
        let modules = |files: Vec<Parsed>| files.into_iter().map(|file| file.module).collect();
        let [frozen, parsed]: [Vec<Module>; 2] = [modules(trees()), modules(parsed())];
        assert!(frozen == parsed);
        assert!(postcard::from_bytes::<Vec<Module>>(TREES).is_ok());
    }
}
