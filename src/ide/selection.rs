//! What to select next, outwards.

use crate::ide::answer::TextRange;
use crate::ide::node::At;
use crate::ide::snapshot::Snapshot;
use crate::source::{SourceFile, Span};
use crate::syntax::ast::StringLiteral;
use crate::template::{PartKind, Template};

/// The most stretches around an offset.
const MOST: usize = 100;

/// The stretches around an offset of an open file, each inside of the one before.
pub fn selection(snapshot: &Snapshot, path: &str, offset: u32) -> Option<Vec<TextRange>> {
    let (document, parsed) = snapshot.tree(path)?;
    let range = |span: Span| TextRange {
        start: span.start,
        end: span.end,
    };
    let at = At::find(&parsed.module, offset);
    let inside = at
        .string
        .map(|(literal, _)| in_string(literal, &document.source, offset));
    let mut last = range(parsed.module.span);
    let mut found = vec![last];
    let path = at.path.iter().copied().take(MOST);
    for inner in path.chain(inside.into_iter().flatten()).map(range) {
        if last.covers(inner) && inner != last {
            found.push(inner);
            last = inner;
        }
    }
    Some(found)
}

/// What is around an offset in a string: its characters, a reference, what that refers to, a word of it.
fn in_string(literal: &StringLiteral, source: &SourceFile, offset: u32) -> Vec<Span> {
    let Some(&whole) = literal.literals.iter().find(|it| it.touches(offset)) else {
        return Vec::new();
    };
    let text = &source.text[whole.range()];
    let at = (offset - whole.start) as usize;
    let start = text.find(['\'', '"']).unwrap_or(0);
    let quotes = text[start..].len() - text[start..].trim_start_matches(['\'', '"']).len();
    let quotes = if quotes >= 3 { 3 } else { 1 };
    let body = (start + quotes).min(text.len());
    // One that is being typed may have no quote at its end.
    let end = text.len().saturating_sub(quotes).max(body);
    let mut spans = Vec::new();
    if (body..=end).contains(&at) {
        spans.push(whole.part(body, end));
    }
    // The characters of the file: what is escaped has no place in a reference.
    let parts = Template::parse(text).map_or_else(Vec::new, |it| it.parts);
    let reference = parts.iter().find(|part| {
        matches!(part.kind, PartKind::Reference(_)) && part.range.start < at && at < part.range.end
    });
    if let Some(part) = reference {
        let (start, end) = (part.range.start, part.range.end);
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let before = text[start..at].chars().rev().take_while(|c| is_word(*c));
        let before: usize = before.map(char::len_utf8).sum();
        let behind = text[at..end].find(|c| !is_word(c)).unwrap_or(0);
        spans.push(whole.part(start, end));
        if (start + 2..=end - 2).contains(&at) {
            spans.push(whole.part(start + 2, end - 2));
            spans.push(whole.part(at - before, at + behind));
        }
    }
    spans
}
