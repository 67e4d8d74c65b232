//! Applying edits to a text. Whether what comes out is right is for the caller to see: it compiles it.

use crate::diagnostic::Edit;
use crate::source::FileId;
use std::collections::BTreeMap;

/// The text of a file after edits, each with its range in the text before. Edits of other files are left out; `None` if two
/// overlap or one does not fit the text.
pub fn apply<'a>(
    text: &str,
    file: FileId,
    edits: impl IntoIterator<Item = &'a Edit>,
) -> Option<String> {
    let mut edits: Vec<&Edit> = edits
        .into_iter()
        .filter(|edit| edit.span.file == file)
        .collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        if range.start < at {
            return None;
        }
        out.push_str(text.get(at..range.start)?);
        // A range that ends before it starts does not fit.
        text.get(range.clone())?;
        out.push_str(&edit.replacement);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// Whether two edits get in each other's way: they share a character, or insert at the same place.
pub fn overlap(left: &Edit, right: &Edit) -> bool {
    let (a, b) = (left.span, right.span);
    a.file == b.file && (a.start < b.end && b.start < a.end || a.start == b.start)
}

/// The places of edits of one file that are made together.
#[derive(Debug, Default)]
pub struct Taken {
    /// Where each begins and ends. None of them overlap, so that only neighbours need to be looked at: one line may have
    /// thousands of fixes.
    places: BTreeMap<u32, u32>,
}

impl Taken {
    /// Whether an edit gets in the way of one of them, as [`overlap`] has it.
    pub fn clashes(&self, edit: &Edit) -> bool {
        let (start, end) = (edit.span.start, edit.span.end);
        let before = self.places.range(..=start).next_back();
        let behind = self.places.range(start..).find(|it| *it.0 > start);
        before.is_some_and(|it| *it.0 == start || *it.1 > start)
            || behind.is_some_and(|it| *it.0 < end)
    }

    /// Adds edits.
    pub fn extend<'a>(&mut self, edits: impl IntoIterator<Item = &'a Edit>) {
        for edit in edits {
            let end = self.places.entry(edit.span.start).or_default();
            *end = edit.span.end.max(*end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        Edit {
            span: Span::new(FileId(0), start, end),
            replacement: replacement.to_owned(),
        }
    }

    #[test]
    fn edits_are_applied_wherever_they_stand() {
        let edits = [edit(4, 5, "E"), edit(0, 1, "A"), edit(2, 2, "-")];
        assert_eq!(apply("abcde", FileId(0), &edits).as_deref(), Some("Ab-cdE"));
        assert_eq!(apply("abcde", FileId(1), &edits).as_deref(), Some("abcde"));
    }

    #[test]
    fn what_does_not_fit_is_not_applied() {
        assert_eq!(
            apply("abc", FileId(0), &[edit(0, 2, ""), edit(1, 3, "")]),
            None
        );
        assert_eq!(apply("abc", FileId(0), &[edit(2, 4, "")]), None);
        assert_eq!(apply("aé", FileId(0), &[edit(2, 3, "")]), None);
        assert!(overlap(&edit(0, 2, ""), &edit(1, 3, "")));
        assert!(overlap(&edit(1, 1, "x"), &edit(1, 1, "y")));
        assert!(!overlap(&edit(0, 1, ""), &edit(1, 2, "")));
    }

    #[test]
    fn neighbours_tell_what_comparing_all_tells() {
        let edits = [
            edit(2, 4, ""),
            edit(4, 4, "x"),
            edit(7, 9, ""),
            edit(5, 7, ""),
        ];
        let mut taken = Taken::default();
        for edit in &edits {
            assert!(!taken.clashes(edit), "{edit:?}");
            taken.extend([edit]);
        }
        for start in 0..12 {
            for end in start..12 {
                let new = edit(start, end, "");
                let expected = edits.iter().any(|it| overlap(it, &new));
                assert_eq!(taken.clashes(&new), expected, "{start} {end}");
            }
        }
    }
}
