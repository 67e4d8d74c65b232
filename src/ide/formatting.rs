//! Formatting.

use crate::format::{Formatted, Lines, Options, Seam, format_parsed};
use crate::ide::answer::{TextEdit, TextRange};
use crate::ide::snapshot::Snapshot;
use crate::source::FileId;
use similar::{ChangeTag, TextDiff};
use std::ops::RangeInclusive;

/// The edits that format an open file.
pub fn whole(snapshot: &Snapshot, path: &str) -> Option<Vec<TextEdit>> {
    snapshot.with_lines(|lines| edits(snapshot, path, &Options::default(), lines))
}

/// The edits that format some of its lines, counted from 1.
pub fn range(
    snapshot: &Snapshot,
    path: &str,
    lines: RangeInclusive<usize>,
) -> Option<Vec<TextEdit>> {
    let options = Options {
        lines: Some(lines),
        ..Options::default()
    };
    // Of what else is in the file, nothing is remembered.
    edits(snapshot, path, &options, None)
}

fn edits(
    snapshot: &Snapshot,
    path: &str,
    options: &Options,
    known: Option<&mut Lines>,
) -> Option<Vec<TextEdit>> {
    let (document, parsed) = snapshot.tree(path)?;
    let source = &document.source;
    let errors = parsed.errors.clone();
    let formatted = format_parsed(&source.text, errors, FileId(0), options, known);
    Some(changes(&source.text, &formatted))
}

/// The lines that differ, run by run.
pub(super) fn changes(old: &str, formatted: &Formatted) -> Vec<TextEdit> {
    let new = formatted.text.as_str();
    let end = Seam {
        old: old.len(),
        new: new.len(),
    };
    let mut edits = Vec::new();
    let mut last = Seam { old: 0, new: 0 };
    for &seam in formatted.seams.iter().chain([&end]) {
        // Lines at the end of the new text may have been taken away.
        let seam = Seam {
            new: seam.new.min(new.len()),
            ..seam
        };
        let (before, after) = (&old[last.old..seam.old], &new[last.new..seam.new]);
        if before != after {
            compare(before, after, last.old, &mut edits);
        }
        last = seam;
    }
    edits
}

/// The lines in which a new text differs.
pub(super) fn replaced(old: &str, new: &str) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    compare(old, new, 0, &mut edits);
    edits
}

/// Adds the lines that differ between what begins at `old_at` and what is to take its place.
fn compare(old: &str, new: &str, mut old_at: usize, edits: &mut Vec<TextEdit>) {
    let diff = TextDiff::from_lines(old, new);
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => old_at += text.len(),
            ChangeTag::Delete => {
                edit_at(edits, old_at).range.end += text.len() as u32;
                old_at += text.len();
            }
            ChangeTag::Insert => edit_at(edits, old_at).text.push_str(text),
        }
    }
}

/// The edit that goes on at an offset, a new one if the last does not end there.
fn edit_at(edits: &mut Vec<TextEdit>, offset: usize) -> &mut TextEdit {
    let goes_on = |it: &TextEdit| it.range.end as usize == offset;
    if !edits.last().is_some_and(goes_on) {
        edits.push(TextEdit {
            range: TextRange::new(offset, offset),
            text: String::new(),
        });
    }
    let last = edits.len() - 1;
    &mut edits[last]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::format;

    /// The text with the edits made, and how many there were.
    fn edited(text: &str) -> (String, usize) {
        let formatted = format(text, FileId(0), &Options::default());
        let edits = changes(text, &formatted);
        let mut result = text.to_owned();
        for edit in edits.iter().rev() {
            let (start, end) = (edit.range.start as usize, edit.range.end as usize);
            result.replace_range(start..end, &edit.text);
        }
        assert_eq!(result, formatted.text, "{text:?}");
        (result, edits.len())
    }

    #[test]
    fn edits_give_the_formatted_text_and_touch_only_lines_that_differ() {
        for (text, new, count) in [
            ("a = 1\nb = 2\n", "a = 1\nb = 2\n", 0),
            ("a=1\nb = 2\nc=3\n", "a = 1\nb = 2\nc = 3\n", 2),
            ("a=1\nb=2\nc = 3", "a = 1\nb = 2\nc = 3\n", 1),
            ("\n\na = 1\n\n\n\n\nb = 2\n\n", "a = 1\n\n\nb = 2\n", 3),
            ("a = [1,\n 2]  \n# x\nb=2", "a = [1, 2]\n# x\nb = 2\n", 2),
            ("\u{feff}a=1\r\nb = 2\r\n", "\u{feff}a = 1\r\nb = 2\r\n", 1),
            ("a = 1 \\\n  + 2\nb=3 #c\n", "a = 1 + 2\nb = 3  # c\n", 1),
            (
                "if a: b=1; c=2\nd = 1\n",
                "if a:\n  b = 1\n  c = 2\nd = 1\n",
                1,
            ),
            ("a = (\nb=2\n", "a = (\nb = 2\n", 1),
            ("", "", 0),
        ] {
            assert_eq!(edited(text), (new.to_owned(), count), "{text:?}");
        }
    }
}
