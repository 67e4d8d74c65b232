//! A file as a row of logical lines and comments between them, each with its depth, and which of them stay as they are.

use super::comment::{Directive, directive};
use super::source::{Line, Source};
use crate::syntax::token::{is_clause, kind};
use std::ops::{Range, RangeInclusive};

/// A logical line or a comment on a line of its own.
#[derive(Clone, Debug)]
pub struct Item {
    /// The line in [`Source::lines`]; `None` for a comment.
    pub line: Option<usize>,
    /// The blocks around it.
    pub depth: usize,
    /// The bytes, without what stands before it on its line; with the comment behind it.
    pub span: Range<usize>,
    /// Whether it stays as it is.
    pub is_kept: bool,
}

/// All items of a file, in order.
pub fn items(source: &Source<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut comment = 0;
    let mut columns: Vec<usize> = Vec::new();
    for (index, line) in source.lines.iter().enumerate() {
        let before = comments_before(source, &mut comment, line.span.start);
        push_comments(source, before, line.depth, &columns, &mut items);
        columns.truncate(line.depth);
        while columns.len() < line.depth {
            columns.push(column(source, line.span.start));
        }
        let end = line.comment.as_ref().map_or(line.span.end, |it| it.end);
        comments_before(source, &mut comment, end);
        items.push(Item {
            line: Some(index),
            depth: line.depth,
            span: line.span.start..end,
            is_kept: false,
        });
    }
    let rest = comments_before(source, &mut comment, source.text.len() + 1);
    push_comments(source, rest, 0, &columns, &mut items);
    items
}

fn comments_before(source: &Source<'_>, next: &mut usize, end: usize) -> Range<usize> {
    let first = *next;
    while source
        .comments
        .get(*next)
        .is_some_and(|comment| comment.start < end)
    {
        *next += 1;
    }
    first..*next
}

/// A comment belongs to the innermost block that it is indented like, of those that have not ended at the next line.
fn push_comments(
    source: &Source<'_>,
    comments: Range<usize>,
    next_depth: usize,
    columns: &[usize],
    items: &mut Vec<Item>,
) {
    let mut depth = columns.len().max(next_depth);
    for span in source.comments.get(comments).unwrap_or_default() {
        let column = column(source, span.start);
        while depth > next_depth && columns.get(depth - 1).is_some_and(|&it| it > column) {
            depth -= 1;
        }
        items.push(Item {
            line: None,
            depth,
            span: span.clone(),
            is_kept: false,
        });
    }
}

/// The column of a byte, as Python counts it: a tab goes to the next multiple of eight.
fn column(source: &Source<'_>, at: usize) -> usize {
    let mut column = 0;
    for character in source.slice(line_start(source.text, at)..at).chars() {
        match character {
            '\t' => column = (column / 8 + 1) * 8,
            '\u{feff}' | '\x0c' => column = 0,
            _ => column += 1,
        }
    }
    column
}

/// The first byte of the line that a byte is on.
pub fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// Keeps the top-level statements that have a syntax error in them.
pub fn keep_errors(source: &Source<'_>, items: &mut [Item], errors: &[Range<usize>]) {
    let starts = statements(source, items);
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(items.len());
        let from = match index {
            0 => 0,
            _ => items[start].span.start,
        };
        let to = match items.get(end) {
            Some(next) => next.span.start,
            None => usize::MAX,
        };
        let has_error =
            |error: &Range<usize>| error.start < to && error.end.max(error.start + 1) > from;
        if errors.iter().any(has_error) {
            for item in &mut items[start..end] {
                item.is_kept = true;
            }
        }
    }
}

/// The items that top-level statements start with. Comments count as statements, decorators do not.
fn statements(source: &Source<'_>, items: &[Item]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut is_decorated = false;
    for (index, item) in items.iter().enumerate() {
        let first = item.line.map(|line| first_kind(source, line));
        let goes_on = first.is_some_and(is_clause) || is_decorated;
        if item.depth == 0 && !goes_on || index == 0 {
            starts.push(index);
        }
        if item.depth == 0 && first.is_some() {
            is_decorated = first == Some(kind::AT);
        }
    }
    starts
}

/// The kind of the first token of a line.
pub fn first_kind(source: &Source<'_>, line: usize) -> u8 {
    source
        .lines
        .get(line)
        .map_or(0, |line| source.kind(line.tokens.start))
}

/// Keeps what `# fmt:` comments want to be kept.
pub fn keep_directives(source: &Source<'_>, items: &mut [Item]) {
    let mut off: Option<usize> = None;
    for item in items {
        if off.is_some_and(|depth| item.depth < depth) {
            off = None;
        }
        match item.line {
            None => match directive(source.slice(item.span.clone())) {
                Some(Directive::Off) if off.is_none() => off = Some(item.depth),
                Some(Directive::On) => off = None,
                _ => {}
            },
            Some(line) => item.is_kept |= has_inner_directive(source, &source.lines[line], item),
        }
        item.is_kept |= off.is_some();
    }
}

/// Whether a comment in or behind a logical line keeps it.
fn has_inner_directive(source: &Source<'_>, line: &Line, item: &Item) -> bool {
    let first = source
        .comments
        .partition_point(|comment| comment.start < line.span.start);
    let rest = source.comments.get(first..).unwrap_or_default();
    rest.iter()
        .take_while(|comment| comment.start < item.span.end)
        .any(|comment| {
            let found = directive(source.slice(comment.clone()));
            let is_inside = comment.start < line.span.end;
            found == Some(Directive::Skip) || is_inside && found == Some(Directive::Off)
        })
}

/// Keeps all but the statements that some lines of the file touch; the lines are counted from 1.
pub fn keep_outside(source: &Source<'_>, items: &mut [Item], lines: &RangeInclusive<usize>) {
    let mut touched: Vec<bool> = Vec::with_capacity(items.len());
    let (mut row, mut at) = (1, 0);
    for item in items.iter() {
        row += super::line_ends(source.slice(at..item.span.start));
        let first = row;
        row += super::line_ends(source.slice(item.span.clone()));
        at = item.span.end;
        touched.push(first <= *lines.end() && row >= *lines.start());
    }
    // With the head of a block goes the block.
    let mut head = None;
    for (item, touched) in items.iter().zip(&mut touched) {
        if head.is_some_and(|depth| item.depth <= depth) {
            head = None;
        }
        match head {
            Some(_) => *touched = true,
            None if *touched && item.line.is_some() => head = Some(item.depth),
            None => {}
        }
    }
    // A block that is not indented as it will be cannot be formatted in parts.
    let starts = statements(source, items);
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(items.len());
        let is_indented = items[start..end]
            .iter()
            .all(|item| is_indented(source, item));
        if !is_indented && touched[start..end].contains(&true) {
            touched[start..end].fill(true);
        }
    }
    for (item, touched) in items.iter_mut().zip(touched) {
        item.is_kept |= !touched;
    }
}

/// Whether an item is indented by two blanks for each block.
pub fn is_indented(source: &Source<'_>, item: &Item) -> bool {
    let start = line_start(source.text, item.span.start);
    let before = source.slice(start..item.span.start);
    let before = before.strip_prefix('\u{feff}').unwrap_or(before);
    before.len() == item.depth * 2 && before.bytes().all(|byte| byte == b' ')
}
