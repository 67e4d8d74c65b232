//! Writing comments that switch rules off.

use super::suppression::{Places, Target};
use super::{File, Suppressions, long_strings};
use crate::diagnostic::{Code, Edit};
use crate::source::{FileId, SourceFile, Span};

/// The edit that switches codes off for the statement at a byte: in a comment that holds for it already, at the end of a line, or above
/// it. A new comment tells the reason, if there is one. `None` where no comment can hold for that statement alone.
pub fn ignore_comment(
    file: &File,
    source: &SourceFile,
    offset: usize,
    codes: &[&Code],
    reason: &str,
) -> Option<Edit> {
    let places = Places::of(source);
    if let Some(edit) = in_comment(file, source, &places, offset, codes) {
        return Some(edit);
    }
    let words = match reason {
        "" => format!("[{}]", code_list(codes)),
        reason => format!("[{}] {reason}", code_list(codes)),
    };
    let part = places.parts.at(offset).and_then(|it| places.parts.get(it));
    let row = source.row(offset);
    let Some(part) = part else {
        return Some(above(file.id, source, row, &words));
    };
    let strings = long_strings(file, source);
    let last = source.row(part.span.end);
    let mut rows = [row, last].into_iter().filter(|&row| {
        let end = source.line_start(row) + source.line(row).trim_end().len();
        let is_in = |comment: &&Span| source.row(comment.start as usize) == row;
        let is_in_string =
            |string: &Span| (string.start as usize..string.end as usize).contains(&end);
        (end < part.span.end || row == last && part.is_last)
            && !source.line(row).ends_with('\\')
            && !file.parsed.comments.iter().any(|it| is_in(&it))
            && !strings.iter().any(is_in_string)
    });
    if let Some(row) = rows.next() {
        let line = source.line(row);
        let code = source.line_start(row) + line.trim_end().len();
        return Some(Edit {
            span: Span::new(file.id, code, source.line_start(row) + line.len()),
            replacement: format!("  # jobc: ignore{words}"),
        });
    }
    if part.is_first {
        let first = source.row(part.span.start);
        return Some(above(file.id, source, first, &words));
    }
    let mut comments = file.parsed.comments.iter();
    let behind = comments.find(|it| it.start as usize >= part.span.end)?;
    (part.is_last && source.row(behind.start as usize) == last).then(|| Edit {
        span: behind.at_end(),
        replacement: format!("  # jobc: ignore{words}"),
    })
}

/// Adds codes to a comment that holds for the statement already.
fn in_comment(
    file: &File,
    source: &SourceFile,
    places: &Places,
    offset: usize,
    codes: &[&Code],
) -> Option<Edit> {
    let index = places.parts.at(offset)?;
    let suppressions = Suppressions::read(source, file.id, &file.parsed.comments);
    let known = suppressions
        .comments
        .iter()
        .filter(|it| matches!(places.target(it), Target::Part(Some(part), _) if part == index));
    let (_, place) = known.filter_map(|it| it.rules.as_ref()?.last()).next()?;
    Some(Edit {
        span: place.at_end(),
        replacement: format!(", {}", code_list(codes)),
    })
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
