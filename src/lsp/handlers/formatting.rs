//! Formatting.

use crate::format::{Formatted, Lines, Options, Seam, format_parsed};
use crate::lsp::position::Encoding;
use crate::lsp::session::Session;
use crate::source::{FileId, SourceFile};
use lsp_types::{DocumentFormattingParams, DocumentRangeFormattingParams, Range, TextEdit, Uri};
use similar::{ChangeTag, TextDiff};

/// Answers `textDocument/formatting`.
pub fn whole(session: &Session, params: DocumentFormattingParams) -> Option<Vec<TextEdit>> {
    let uri = &params.text_document.uri;
    session.with_lines(|lines| edits(session, uri, &Options::default(), lines))
}

/// Answers `textDocument/rangeFormatting`.
pub fn range(session: &Session, params: DocumentRangeFormattingParams) -> Option<Vec<TextEdit>> {
    let first = params.range.start.line as usize + 1;
    let end = params.range.end;
    // A range that ends at the start of a line, as one of whole lines does, has nothing of it.
    let last = end.line as usize + usize::from(end.character > 0);
    let lines = Some(first..=last.max(first));
    let options = Options {
        lines,
        ..Options::default()
    };
    edits(session, &params.text_document.uri, &options, None)
}

fn edits(
    session: &Session,
    uri: &Uri,
    options: &Options,
    known: Option<&mut Lines>,
) -> Option<Vec<TextEdit>> {
    let (document, parsed) = session.tree(uri)?;
    let source = &document.source;
    let errors = parsed.errors.clone();
    let formatted = format_parsed(&source.text, errors, FileId(0), options, known);
    Some(changes(source, &formatted, session.editor.encoding))
}

/// The lines that differ, run by run.
pub(super) fn changes(
    source: &SourceFile,
    formatted: &Formatted,
    encoding: Encoding,
) -> Vec<TextEdit> {
    let (old, new): (&str, &str) = (&source.text, &formatted.text);
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
    text_edits(source, edits, encoding)
}

/// The lines in which a new text differs.
pub(super) fn replaced(source: &SourceFile, new: &str, encoding: Encoding) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    compare(&source.text, new, 0, &mut edits);
    text_edits(source, edits, encoding)
}

fn text_edits(
    source: &SourceFile,
    edits: Vec<(usize, usize, String)>,
    encoding: Encoding,
) -> Vec<TextEdit> {
    let edits = edits.into_iter().map(|(start, end, text)| {
        let range = Range::new(
            encoding.position(source, start),
            encoding.position(source, end),
        );
        TextEdit::new(range, text)
    });
    edits.collect()
}

/// Adds the lines that differ between what begins at `old_at` and what is to take its place.
fn compare(old: &str, new: &str, mut old_at: usize, edits: &mut Vec<(usize, usize, String)>) {
    let diff = TextDiff::from_lines(old, new);
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => old_at += text.len(),
            ChangeTag::Delete => {
                match edits.last_mut().filter(|(_, end, _)| *end == old_at) {
                    Some((_, end, _)) => *end += text.len(),
                    None => edits.push((old_at, old_at + text.len(), String::new())),
                }
                old_at += text.len();
            }
            ChangeTag::Insert => match edits.last_mut().filter(|(_, end, _)| *end == old_at) {
                Some((_, _, inserted)) => inserted.push_str(text),
                None => edits.push((old_at, old_at, text.to_owned())),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::format;
    use crate::source::Ownership;

    /// The text with the edits made, and how many there were.
    fn edited(text: &str) -> (String, usize) {
        let source = SourceFile::new("x", text, Ownership::User);
        let formatted = format(text, FileId(0), &Options::default());
        let edits = changes(&source, &formatted, Encoding::Utf16);
        let mut result = text.to_owned();
        for edit in edits.iter().rev() {
            let start = Encoding::Utf16.offset(&source, edit.range.start);
            let end = Encoding::Utf16.offset(&source, edit.range.end);
            result.replace_range(start..end, &edit.new_text);
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
