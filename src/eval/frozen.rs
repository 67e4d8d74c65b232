//! The trees of the standard library, made beforehand: parsing the schema took half of what a small configuration takes.
//!
//! `stdlib/trees.bin` holds the trees of the schema, `stdlib/python.bin` those of the modules, in postcard's format.
//! `tests/it/stdlib.rs` compares them with what the parser makes of the files; `UPDATE_STDLIB=1 cargo test --test it stdlib`
//! rewrites them after a file or the types of the tree have changed.

use super::standard::FILES;
use crate::source::FileId;
use crate::syntax::{Parsed, TokenList, ast::Module, parse};

const SCHEMA: &[u8] = include_bytes!("../../stdlib/trees.bin");
const PYTHON: &[u8] = include_bytes!("../../stdlib/python.bin");

/// The trees of [`FILES`], which have to be the first files of a compilation.
pub(super) fn trees() -> Vec<Parsed> {
    let trees = postcard::from_bytes::<Vec<&[u8]>>(SCHEMA).unwrap_or_default();
    let files = (0..).map(FileId).zip(FILES).enumerate();
    let tree = |(index, (file, (_, text)))| {
        let tree = trees.get(index).and_then(|tree: &&[u8]| read(tree, file));
        tree.unwrap_or_else(|| parse(text, file))
    };
    files.map(tree).collect()
}

/// The tree of a module of the library as a file of this compilation.
pub(super) fn module(name: &str, text: &str, file: FileId) -> Parsed {
    let trees = postcard::from_bytes::<Vec<(&str, u64, &[u8])>>(PYTHON).unwrap_or_default();
    let tree = trees.iter().find(|(module, _, _)| *module == name);
    // While a module is worked on, its tree may be an old one; what is released has been tested.
    let tree = tree.filter(|(_, of, _)| !cfg!(debug_assertions) || *of == fingerprint(text));
    let tree = tree.and_then(|(_, _, tree)| read(tree, file));
    tree.unwrap_or_else(|| parse(text, file))
}

/// Tells texts apart (FNV-1a).
pub fn fingerprint(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

/// `None` if the types of the tree have changed since the trees were written.
fn read(tree: &[u8], file: FileId) -> Option<Parsed> {
    let module = file.deserialize_spans(|| postcard::from_bytes::<Module>(tree));
    Some(Parsed {
        module: module.ok()?,
        errors: Vec::new(),
        python3: Vec::new(),
        comments: Vec::new(),
        tokens: TokenList::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::modules::LIBRARY;
    use super::*;

    #[test]
    fn frozen_trees_are_what_the_parser_makes() {
        for ((file, (name, text)), frozen) in (0..).map(FileId).zip(FILES).zip(trees()) {
            assert!(frozen.module == parse(text, file).module, "{name}");
        }
        let file = FileId(7);
        let trees = postcard::from_bytes::<Vec<(&str, u64, &[u8])>>(PYTHON).expect("trees");
        assert_eq!(trees.len(), LIBRARY.len());
        for (name, text) in LIBRARY {
            let frozen = module(name, text, file);
            assert!(frozen.module == parse(text, file).module, "{name}");
        }
    }
}
