//! What was edited in a file: lines that differ, and the expressions in them.

use super::words::{Edit, edits};
use crate::source::{FileId, SourceFile};
use crate::syntax::ast::{Expression, ExpressionKind};
use crate::syntax::parse;
use crate::syntax::visit::{Visitor, walk_block, walk_expression};
use similar::{DiffTag, TextDiff};
use std::ops::Range;

/// The largest file that is compared, in bytes.
const LARGEST: usize = 4 << 20;

/// The most characters of an expression that is shown as a whole.
const LONGEST: usize = 80;

/// Lines of a file that differ, as ranges of bytes on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Before.
    pub old: Range<usize>,
    /// After.
    pub new: Range<usize>,
}

/// An expression that was edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionEdit {
    /// The bytes that differ, before.
    pub old: Range<usize>,
    /// The bytes that differ, after.
    pub new: Range<usize>,
    /// What is shown of it before; `None` if something was inserted.
    pub before: Option<Range<usize>>,
    /// What is shown of it after; `None` if something was deleted.
    pub after: Option<Range<usize>>,
}

/// The edits of a file.
#[derive(Debug)]
pub struct FileEdits {
    /// The file before.
    pub old: SourceFile,
    /// The file after.
    pub new: SourceFile,
    /// The lines that differ, each with the expressions in them.
    pub hunks: Vec<(Hunk, Vec<ExpressionEdit>)>,
}

impl FileEdits {
    /// The edits of a file that differs.
    pub fn new(old: &SourceFile, new: &SourceFile) -> FileEdits {
        let hunks = hunks(&old.text, &new.text);
        let expressions = match hunks.is_empty() {
            true => [Vec::new(), Vec::new()],
            false => [ranges(&old.text), ranges(&new.text)],
        };
        let hunks = hunks.into_iter().map(|hunk| {
            let edits = expression_edits(&old.text, &new.text, &hunk, &expressions);
            (hunk, edits)
        });
        FileEdits {
            hunks: hunks.collect(),
            old: old.clone(),
            new: new.clone(),
        }
    }

    /// The new text with the lines of a hunk as they were before.
    pub fn reverted(&self, hunk: &Hunk) -> String {
        let (old, new) = (&self.old.text, &self.new.text);
        let before = &new[..hunk.new.start];
        let after = &new[hunk.new.end..];
        format!("{before}{}{after}", &old[hunk.old.clone()])
    }
}

/// The lines that differ.
fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    if old == new {
        return Vec::new();
    }
    let whole = Hunk {
        old: 0..old.len(),
        new: 0..new.len(),
    };
    if old.len() + new.len() > LARGEST {
        return vec![whole];
    }
    let diff = TextDiff::from_lines(old, new);
    let starts = |text: &str| -> Vec<usize> {
        let mut starts = vec![0];
        starts.extend(text.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        }));
        starts
    };
    let (old_starts, new_starts) = (starts(old), starts(new));
    let at =
        |starts: &[usize], line: usize, text: &str| starts.get(line).copied().unwrap_or(text.len());
    let range = |starts: &[usize], lines: Range<usize>, text: &str| {
        at(starts, lines.start, text)..at(starts, lines.end, text)
    };
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    let mut found = Vec::new();
    for op in changed {
        let (old_lines, new_lines) = (op.old_range(), op.new_range());
        // As many lines as before are edits of their own, line by line.
        let is_line_by_line = old_lines.len() == new_lines.len();
        let pairs: Vec<(Range<usize>, Range<usize>)> = match is_line_by_line {
            true => {
                let pairs = old_lines.zip(new_lines);
                pairs
                    .map(|(old, new)| (old..old + 1, new..new + 1))
                    .collect()
            }
            false => vec![(old_lines, new_lines)],
        };
        found.extend(pairs.into_iter().map(|(old_lines, new_lines)| Hunk {
            old: range(&old_starts, old_lines, old),
            new: range(&new_starts, new_lines, new),
        }));
    }
    if found.is_empty() {
        found.push(whole);
    }
    found
}

/// The ranges of all expressions of a text, and whether each only combines others.
fn ranges(text: &str) -> Vec<(Range<usize>, bool)> {
    struct Ranges(Vec<(Range<usize>, bool)>);
    impl<'a> Visitor<'a> for Ranges {
        fn expression(&mut self, expression: &'a Expression) {
            let combines = matches!(
                expression.kind,
                ExpressionKind::Unary(..)
                    | ExpressionKind::Binary { .. }
                    | ExpressionKind::And(..)
                    | ExpressionKind::Or(..)
                    | ExpressionKind::Compare { .. }
            );
            self.0.push((expression.span.range(), combines));
            walk_expression(self, expression);
        }
    }
    let parsed = parse(text, FileId(0));
    let mut ranges = Ranges(Vec::new());
    walk_block(&mut ranges, &parsed.module.body);
    ranges.0
}

/// What was edited in a hunk, word by word.
fn expression_edits(
    old: &str,
    new: &str,
    hunk: &Hunk,
    expressions: &[Vec<(Range<usize>, bool)>; 2],
) -> Vec<ExpressionEdit> {
    let mut found: Vec<ExpressionEdit> = Vec::new();
    let (mut old_at, mut new_at) = (hunk.old.start, hunk.new.start);
    let mut pending: Option<(Range<usize>, Range<usize>)> = None;
    let mut finish = |pending: &mut Option<(Range<usize>, Range<usize>)>| {
        let Some((old_range, new_range)) = pending.take() else {
            return;
        };
        let words = (
            trimmed(old, old_range.clone()),
            trimmed(new, new_range.clone()),
        );
        let (old_range, new_range) = differing(old, old_range, new, new_range);
        let (old_range, new_range) = (trimmed(old, old_range), trimmed(new, new_range));
        if old_range.is_empty() && new_range.is_empty() {
            return;
        }
        let before = shown(old, &old_range, &expressions[0]);
        let after = shown(new, &new_range, &expressions[1]);
        // Where one side has no expression of its own, the words that differ say more.
        let (before, after) = match (before, after) {
            (Some(before), Some(after)) => (Some(before), Some(after)),
            _ if old_range.is_empty() || new_range.is_empty() => {
                (some(&old_range), some(&new_range))
            }
            _ => (some(&words.0), some(&words.1)),
        };
        let edit = ExpressionEdit {
            old: old_range,
            new: new_range,
            before,
            after,
        };
        let is_known = |it: &ExpressionEdit| (&it.before, &it.after) == (&edit.before, &edit.after);
        if !found.iter().any(is_known) {
            found.push(edit);
        }
    };
    for edit in edits(&old[hunk.old.clone()], &new[hunk.new.clone()]) {
        match edit {
            Edit::Equal(text) => {
                finish(&mut pending);
                old_at += text.len();
                new_at += text.len();
            }
            Edit::Removed(text) => {
                let range = pending.get_or_insert((old_at..old_at, new_at..new_at));
                range.0.end += text.len();
                old_at += text.len();
            }
            Edit::Added(text) => {
                let range = pending.get_or_insert((old_at..old_at, new_at..new_at));
                range.1.end += text.len();
                new_at += text.len();
            }
        }
    }
    finish(&mut pending);
    found
}

/// Two ranges without the characters that both start and end with.
fn differing(
    old: &str,
    old_range: Range<usize>,
    new: &str,
    new_range: Range<usize>,
) -> (Range<usize>, Range<usize>) {
    let (before, after) = (&old[old_range.clone()], &new[new_range.clone()]);
    let is_same = |(a, b): &(char, char)| a == b;
    let start = before.chars().zip(after.chars()).take_while(is_same);
    let start: usize = start.map(|(c, _)| c.len_utf8()).sum();
    let (before, after) = (&before[start..], &after[start..]);
    let end = before.chars().rev().zip(after.chars().rev());
    let end: usize = end.take_while(is_same).map(|(c, _)| c.len_utf8()).sum();
    (
        old_range.start + start..old_range.end - end,
        new_range.start + start..new_range.end - end,
    )
}

fn some(range: &Range<usize>) -> Option<Range<usize>> {
    (!range.is_empty()).then(|| range.clone())
}

/// A range without the spaces and commas around it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let is_space = |c: char| c.is_whitespace() || c == ',';
    let inside = &text[range.clone()];
    let start = range.start + inside.len() - inside.trim_start_matches(is_space).len();
    let length = inside.trim_matches(is_space).len();
    start..start + length
}

/// The expression that a range is in: the smallest one, and what only combines it with others, such as `2*GB` for `2`. `None` if that is
/// more than a person wants to see.
fn shown(
    text: &str,
    range: &Range<usize>,
    expressions: &[(Range<usize>, bool)],
) -> Option<Range<usize>> {
    if range.is_empty() {
        return None;
    }
    let around = |it: &&(Range<usize>, bool)| it.0.start <= range.start && range.end <= it.0.end;
    let mut around: Vec<_> = expressions.iter().filter(around).collect();
    around.sort_by_key(|it| it.0.len());
    let mut around = around.into_iter();
    let mut shown = around.next()?.0.clone();
    for (wider, combines) in around {
        if !combines {
            break;
        }
        shown = wider.clone();
    }
    let is_short = shown.len() <= LONGEST && !text[shown.clone()].contains('\n');
    is_short.then_some(shown)
}

impl FileEdits {
    /// The lines that differ in a file that is not a configuration, as causes.
    pub fn lines(old: &SourceFile, new: &SourceFile) -> Vec<super::Cause> {
        let file = FileEdits {
            old: old.clone(),
            new: new.clone(),
            hunks: Vec::new(),
        };
        let whole = |text: &str, range: &Range<usize>| some(&trimmed(text, range.clone()));
        let hunks = hunks(&old.text, &new.text).into_iter();
        let edits = hunks.map(|hunk| ExpressionEdit {
            before: whole(&old.text, &hunk.old),
            after: whole(&new.text, &hunk.new),
            old: hunk.old,
            new: hunk.new,
        });
        edits.map(|edit| super::Cause::of(&file, &edit)).collect()
    }
}
