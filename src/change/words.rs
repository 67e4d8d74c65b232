//! What differs in a string, word by word.

use similar::{Algorithm, ChangeTag, TextDiff};

/// The longest strings, in bytes together, that are compared word by word; longer ones are compared line by line.
const LONGEST_FOR_WORDS: usize = 16 << 10;

/// The longest strings, in bytes together, that are compared at all; longer ones differ as wholes.
const LONGEST: usize = 256 << 10;

/// A run of a string.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Edit {
    Equal(String),
    Removed(String),
    Added(String),
}

/// What turns one string into another.
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    let length = old.len() + new.len();
    if length > LONGEST {
        return vec![Edit::Removed(old.to_owned()), Edit::Added(new.to_owned())];
    }
    let mut config = TextDiff::configure();
    config.algorithm(Algorithm::Patience);
    let diff = match length > LONGEST_FOR_WORDS {
        true => config.diff_lines(old, new),
        false => config.diff_words(old, new),
    };
    let mut found: Vec<Edit> = Vec::new();
    for change in diff.iter_all_changes() {
        let text = change.value();
        match (change.tag(), found.last_mut()) {
            (ChangeTag::Equal, Some(Edit::Equal(last)))
            | (ChangeTag::Delete, Some(Edit::Removed(last)))
            | (ChangeTag::Insert, Some(Edit::Added(last))) => last.push_str(text),
            (ChangeTag::Equal, _) => found.push(Edit::Equal(text.to_owned())),
            (ChangeTag::Delete, _) => found.push(Edit::Removed(text.to_owned())),
            (ChangeTag::Insert, _) => found.push(Edit::Added(text.to_owned())),
        }
    }
    joined(found)
}

/// Takes single spaces between changed words into the change: two words that changed are one phrase that did.
fn joined(edits: Vec<Edit>) -> Vec<Edit> {
    let mut found: Vec<Edit> = Vec::new();
    let mut edits = edits.into_iter().peekable();
    let (mut removed, mut added) = (String::new(), String::new());
    let flush = |removed: &mut String, added: &mut String, found: &mut Vec<Edit>| {
        if !removed.is_empty() {
            found.push(Edit::Removed(std::mem::take(removed)));
        }
        if !added.is_empty() {
            found.push(Edit::Added(std::mem::take(added)));
        }
    };
    while let Some(edit) = edits.next() {
        match edit {
            Edit::Removed(text) => removed.push_str(&text),
            Edit::Added(text) => added.push_str(&text),
            Edit::Equal(text) => {
                let is_between = text.trim_matches(' ').is_empty()
                    && !removed.is_empty()
                    && !added.is_empty()
                    && edits.peek().is_some();
                if is_between {
                    removed.push_str(&text);
                    added.push_str(&text);
                } else {
                    flush(&mut removed, &mut added, &mut found);
                    found.push(Edit::Equal(text));
                }
            }
        }
    }
    flush(&mut removed, &mut added, &mut found);
    found
}
