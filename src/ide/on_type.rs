//! Formatting while typing: the statement that was just finished.
//!
//! A newline finishes the simple statement on the line above, a `)` one over several lines that it closes. The text that is
//! being typed, behind it, stays as it is; so does everything while the file does not parse.

use super::formatting::changes;
use crate::format::{Options, format};
use crate::ide::answer::{TextEdit, TextRange};
use crate::ide::snapshot::Snapshot;
use crate::source::{FileId, Ownership, SourceFile};
use crate::syntax::Parsed;
use crate::syntax::ast::{Statement, StatementKind};
use crate::syntax::visit::{Visitor, walk_block, walk_statement};
use std::ops::RangeInclusive;

/// The characters after which an editor asks.
pub const TRIGGERS: [&str; 2] = ["\n", ")"];

/// The edits that format what was finished by a character that was typed before an offset of an open file.
pub fn format_on_type(
    snapshot: &Snapshot,
    path: &str,
    offset: u32,
    typed: &str,
) -> Option<Vec<TextEdit>> {
    let document = snapshot.inputs.at(path)?;
    let (source, offset) = (&document.source, offset as usize);
    let parsed = document.parsed();
    if !parsed.errors.is_empty() {
        return None;
    }
    let lines = match typed {
        "\n" => line_above(source, parsed, offset)?,
        ")" => closed_here(source, parsed, offset)?,
        _ => return None,
    };
    edits(source, lines)
}

/// The lines of the statement that ends on the line above an offset.
fn line_above(
    source: &SourceFile,
    parsed: &Parsed,
    offset: usize,
) -> Option<RangeInclusive<usize>> {
    let row = source.row(offset).checked_sub(1).filter(|&row| row > 0)?;
    statements(source, parsed)
        .into_iter()
        .rfind(|(lines, _)| *lines.end() == row)
        .map(|(lines, _)| lines)
}

/// The lines of the statement that a `)` before an offset ends, if it is over several lines and nothing follows on its line.
fn closed_here(
    source: &SourceFile,
    parsed: &Parsed,
    offset: usize,
) -> Option<RangeInclusive<usize>> {
    let row = source.row(offset);
    let line_end = source.line_start(row) + source.line(row).len();
    let rest = source.text.get(offset..line_end)?;
    let ends_here = |(lines, end): &(RangeInclusive<usize>, usize)| {
        *end == offset && lines.start() < lines.end()
    };
    let found = statements(source, parsed).into_iter().rfind(ends_here)?;
    rest.trim().is_empty().then_some(found.0)
}

/// The lines and the ends of all statements that have no block.
fn statements(source: &SourceFile, parsed: &Parsed) -> Vec<(RangeInclusive<usize>, usize)> {
    #[derive(Default)]
    struct Simple<'a>(Vec<&'a Statement>);
    impl<'a> Visitor<'a> for Simple<'a> {
        fn statement(&mut self, statement: &'a Statement) {
            use StatementKind::*;
            match &statement.kind {
                If { .. } | For { .. } | While { .. } | Try { .. } | With { .. } => {
                    walk_statement(self, statement);
                }
                Function(_) | Class(_) => walk_statement(self, statement),
                _ => self.0.push(statement),
            }
        }
    }
    let mut simple = Simple::default();
    walk_block(&mut simple, &parsed.module.body);
    let found = simple.0.into_iter().map(|it| {
        let (start, end) = (it.span.start as usize, it.span.end as usize);
        let last = end.saturating_sub(1).max(start);
        (source.row(start)..=source.row(last), end)
    });
    found.collect()
}

/// What the formatter changes in lines, as small as it can be said, so that the cursor stays where it is. `None` if it would
/// change anything outside of them but the blank lines above.
fn edits(source: &SourceFile, lines: RangeInclusive<usize>) -> Option<Vec<TextEdit>> {
    // What follows is cut off, not only kept: blanks at its start would go, and the cursor is among them.
    let end = source.line_start(lines.end() + 1);
    let before = SourceFile::new(&*source.name, &source.text[..end], Ownership::User);
    let first = (1..*lines.start())
        .rev()
        .find(|&row| !before.line(row).trim().is_empty())
        .map_or(1, |row| row + 1);
    let options = Options {
        lines: Some(lines),
        style_of: Some(source.text.to_string()),
    };
    let mut formatted = format(&before.text, FileId(0), &options);
    if !formatted.errors.is_empty() {
        return None;
    }
    let is_ended = before.text.ends_with(['\n', '\r']);
    if !is_ended {
        let end = formatted.text.trim_end_matches(['\n', '\r']).len();
        formatted.text.truncate(end);
    }
    let edits = changes(&before.text, &formatted);
    let is_inside = |it: &TextEdit| before.row(it.range.start as usize) >= first;
    if !edits.iter().all(is_inside) {
        return None;
    }
    Some(
        edits
            .into_iter()
            .map(|it| small(&before.text, it))
            .collect(),
    )
}

/// An edit without what it leaves as it is at its ends.
fn small(text: &str, edit: TextEdit) -> TextEdit {
    let (start, end) = (edit.range.start as usize, edit.range.end as usize);
    let (old, new) = (&text[start..end], edit.text.as_str());
    let head: usize = old
        .chars()
        .zip(new.chars())
        .take_while(|(left, right)| left == right)
        .map(|(it, _)| it.len_utf8())
        .sum();
    let (old, new) = (&old[head..], &new[head..]);
    let tail: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(left, right)| left == right)
        .map(|(it, _)| it.len_utf8())
        .sum();
    TextEdit {
        range: TextRange::new(start + head, end - tail),
        text: new[..new.len() - tail].to_owned(),
    }
}
