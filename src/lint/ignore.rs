//! Writing comments that switch rules off.

use super::{File, Suppression, long_strings};
use crate::diagnostic::{Code, Edit};
use crate::source::{FileId, SourceFile, Span};

/// The edit that switches codes off for a line: in a comment that is there, at the end of the line, or above it. A new comment
/// tells the reason, if there is one.
pub fn ignore_comment(
    file: &File,
    source: &SourceFile,
    row: usize,
    codes: &[&Code],
    reason: &str,
) -> Option<Edit> {
    let words = match reason {
        "" => format!("[{}]", code_list(codes)),
        reason => format!("[{}] {reason}", code_list(codes)),
    };
    let start = source.line_start(row);
    let string = long_strings(file, source).into_iter().find(|string| {
        source.row(string.start as usize) <= row && row < source.row(string.end as usize)
    });
    // Inside of a string there can be no comment.
    let (first, last) = match string {
        Some(string) => (
            source.row(string.start as usize),
            source.row(string.end as usize),
        ),
        None => (row, row),
    };
    let end = source.line_start(last) + source.line(last).len();
    let is_in = |span: &&Span| (source.line_start(last)..end).contains(&(span.start as usize));
    match file.parsed.comments.iter().find(is_in) {
        Some(&span) => {
            let text = source.text.get(span.range())?;
            match Suppression::parse(text, span, last).and_then(|it| it.rules) {
                Some(rules) => {
                    let (_, place) = rules.last()?;
                    Some(Edit {
                        span: place.at_end(),
                        replacement: format!(", {}", code_list(codes)),
                    })
                }
                None => Some(above(file.id, source, first, &words)),
            }
        }
        // A backslash has to stay the last character of its line.
        None if source.line(last).ends_with('\\') => Some(above(file.id, source, first, &words)),
        None => {
            let line = source.line(last);
            let code = source.line_start(last) + line.trim_end().len();
            Some(Edit {
                span: Span::new(file.id, code.max(start.min(code)), end),
                replacement: format!("  # jobc: ignore{words}"),
            })
        }
    }
}

fn above(id: FileId, source: &SourceFile, row: usize, words: &str) -> Edit {
    let line = source.line(row);
    let indentation = &line[..line.len() - line.trim_start().len()];
    let start = source.line_start(row);
    let line_end = match source.text.contains("\r\n") {
        true => "\r\n",
        false => "\n",
    };
    Edit {
        span: Span::new(id, start, start),
        replacement: format!("{indentation}# jobc: ignore-next{words}{line_end}"),
    }
}

/// Codes as they stand in the brackets of a comment.
pub fn code_list(codes: &[&Code]) -> String {
    let codes: Vec<&str> = codes.iter().map(|code| code.code).collect();
    codes.join(", ")
}
