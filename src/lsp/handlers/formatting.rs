//! Formatting.

use crate::format::{Options, format};
use crate::lsp::position::Encoding;
use crate::lsp::session::Session;
use crate::source::{FileId, SourceFile};
use lsp_types::{DocumentFormattingParams, DocumentRangeFormattingParams, Range, TextEdit, Uri};

/// Answers `textDocument/formatting`.
pub fn whole(session: &mut Session, params: DocumentFormattingParams) -> Option<Vec<TextEdit>> {
    edits(session, &params.text_document.uri, &Options::default())
}

/// Answers `textDocument/rangeFormatting`.
pub fn range(
    session: &mut Session,
    params: DocumentRangeFormattingParams,
) -> Option<Vec<TextEdit>> {
    let first = params.range.start.line as usize + 1;
    let last = params.range.end.line as usize + 1;
    let lines = Some(first..=last.max(first));
    let options = Options {
        lines,
        ..Options::default()
    };
    edits(session, &params.text_document.uri, &options)
}

fn edits(session: &Session, uri: &Uri, options: &Options) -> Option<Vec<TextEdit>> {
    let source = &session.editor.document(uri)?.source;
    let formatted = format(&source.text, FileId(0), options);
    Some(changes(source, &formatted.text, session.editor.encoding))
}

/// The lines that differ, run by run.
pub(super) fn changes(source: &SourceFile, new: &str, encoding: Encoding) -> Vec<TextEdit> {
    let old: &str = &source.text;
    let diff = similar::TextDiff::from_lines(old, new);
    let mut edits = Vec::<(usize, usize, String)>::new();
    let mut old_at = 0;
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            similar::ChangeTag::Equal => old_at += text.len(),
            similar::ChangeTag::Delete => {
                match edits.last_mut().filter(|(_, end, _)| *end == old_at) {
                    Some((_, end, _)) => *end += text.len(),
                    None => edits.push((old_at, old_at + text.len(), String::new())),
                }
                old_at += text.len();
            }
            similar::ChangeTag::Insert => {
                match edits.last_mut().filter(|(_, end, _)| *end == old_at) {
                    Some((_, _, inserted)) => inserted.push_str(text),
                    None => edits.push((old_at, old_at, text.to_owned())),
                }
            }
        }
    }
    let edits = edits.into_iter().map(|(start, end, text)| {
        let range = Range::new(
            encoding.position(source, start),
            encoding.position(source, end),
        );
        TextEdit::new(range, text)
    });
    edits.collect()
}
