//! Trees that the evaluations of one run share: what a thousand configurations include is parsed once.

use crate::source::FileId;
use crate::syntax::Parsed;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The trees of files that were included, for the next evaluation that includes them. A tree is the same wherever text, number of the
/// file (which its spans name) and limit are the same, so that using it again changes nothing but the time.
#[derive(Debug, Default)]
pub struct Trees(Mutex<Shelf>);

/// How many bytes of text the trees may stand for. A tree takes some twenty times as much as its text.
const CAPACITY: usize = 2 << 20;

#[derive(Debug, Default)]
struct Shelf {
    trees: FxHashMap<Key, Arc<Parsed>>,
    bytes: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    file: FileId,
    nesting: u32,
    text: Arc<str>,
}

impl Trees {
    /// The tree of a text as the file of that number, if it was parsed before.
    pub(super) fn get(&self, file: FileId, nesting: u32, text: &Arc<str>) -> Option<Arc<Parsed>> {
        let text = text.clone();
        let key = Key {
            file,
            nesting,
            text,
        };
        self.shelf().trees.get(&key).cloned()
    }

    /// Keeps a tree. One with errors is not kept: these are reported while parts of the file are executed.
    pub(super) fn keep(&self, file: FileId, nesting: u32, text: &Arc<str>, parsed: &Arc<Parsed>) {
        if !parsed.errors.is_empty() || text.len() > CAPACITY {
            return;
        }
        let mut shelf = self.shelf();
        if shelf.bytes + text.len() > CAPACITY {
            *shelf = Shelf::default();
        }
        shelf.bytes += text.len();
        let text = text.clone();
        let key = Key {
            file,
            nesting,
            text,
        };
        shelf.trees.insert(key, parsed.clone());
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    const FILE: FileId = FileId(3);

    fn text(text: &str) -> Arc<str> {
        text.into()
    }

    #[test]
    fn a_tree_is_for_one_text_as_one_file() {
        let trees = Trees::default();
        let parsed = Arc::new(parse("x = 1\n", FILE));
        trees.keep(FILE, 200, &text("x = 1\n"), &parsed);
        let found = trees.get(FILE, 200, &text("x = 1\n"));
        assert!(found.is_some_and(|it| Arc::ptr_eq(&it, &parsed)));
        for (file, nesting, other) in [
            (FILE, 200, "x = 2\n"),
            (FILE, 100, "x = 1\n"),
            (FileId(4), 200, "x = 1\n"),
        ] {
            assert!(trees.get(file, nesting, &text(other)).is_none());
        }
    }

    #[test]
    fn what_has_errors_is_not_kept() {
        let trees = Trees::default();
        let parsed = Arc::new(parse("x = (\n", FILE));
        trees.keep(FILE, 200, &text("x = (\n"), &parsed);
        assert!(trees.get(FILE, 200, &text("x = (\n")).is_none());
    }

    #[test]
    fn there_is_an_end_to_what_is_kept() {
        let trees = Trees::default();
        let parsed = Arc::new(parse("", FILE));
        let third = |letter: &str| text(&letter.repeat(CAPACITY / 3));
        for letter in ["a", "b", "c", "d"] {
            trees.keep(FILE, 200, &third(letter), &parsed);
            assert!(trees.get(FILE, 200, &third(letter)).is_some());
            assert!(trees.shelf().bytes <= CAPACITY);
        }
        assert!(trees.get(FILE, 200, &third("a")).is_none());
        trees.keep(FILE, 200, &text(&"e".repeat(CAPACITY + 1)), &parsed);
        assert_eq!(trees.shelf().trees.len(), 1);
    }
}
