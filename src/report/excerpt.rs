//! The few lines of source that a diagnostic shows.
//!
//! miette finds rows by scanning a text from its start, once or more for each label, and prints what it finds as it
//! is. So it gets a text of its own instead: only the lines around the labels, cut to the width of the terminal,
//! tabs and hidden characters replaced, with the labels moved to where their characters are now. The lines come in
//! groups, each with the file and row it is from, so that labels in several files are shown as one.

use super::escape;
use super::finding::Finding;
use crate::diagnostic::Label;
use crate::source::{SourceFile, Span};
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::fmt::Debug;
use unicode_width::UnicodeWidthChar;

/// Lines shown above and below a label.
const CONTEXT: usize = 1;

/// Rows between two labels that are shown in one group rather than in two.
const GAP: usize = 4;

/// Rows of the only label that are all shown. Of a longer one only the first is, and of several labels, because miette draws the arrows of
/// two that share a row into each other.
const ROWS: usize = 4;

/// Columns to the next multiple of which a tab reaches.
const TAB: usize = 4;

/// Lines of source, and the labels in them.
#[derive(Debug)]
pub(super) struct Excerpt {
    text: String,
    groups: Vec<Group>,
    labels: Vec<LabeledSpan>,
    /// Row and column of the start of each label, to be found by its offset.
    starts: Vec<(usize, usize, usize)>,
    /// Row and column of the primary label, if it is not drawn: what the first label is said to be at.
    heading: Option<(usize, usize)>,
}

/// Neighbouring lines of one file.
#[derive(Debug)]
struct Group {
    filename: String,
    /// The range of the excerpt's text.
    start: usize,
    end: usize,
    first_row: usize,
    last_row: usize,
}

/// The labels of a group before its lines are written.
struct Plan<'a> {
    file: &'a SourceFile,
    first_row: usize,
    last_row: usize,
    marks: Vec<Mark<'a>>,
}

/// A label cut to what is shown of it.
#[derive(Clone, Copy)]
struct Mark<'a> {
    label: &'a Label,
    primary: bool,
    start: usize,
    end: usize,
    first_row: usize,
    last_row: usize,
}

impl Excerpt {
    /// The lines around the labels of a diagnostic, each at most `width` columns wide.
    pub fn new(finding: &Finding, width: usize) -> Excerpt {
        let mut plans = Vec::<Plan>::new();
        let diagnostic = finding.diagnostic;
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.labels);
        let mut heading = None;
        let rows = if diagnostic.labels.is_empty() {
            ROWS
        } else {
            1
        };
        for (index, label) in labels.enumerate() {
            let file = finding.sources.get(label.span.file);
            let mark = Mark::new(file, label, index == 0, rows);
            if mark.primary && says_less_than_labels(&mark, finding) {
                let location = file.location(mark.start);
                heading = Some((location.row, location.column));
                continue;
            }
            match plans.iter_mut().find(|plan| plan.takes(file, &mark)) {
                Some(plan) => plan.add(mark),
                None => plans.push(Plan {
                    file,
                    first_row: mark.first_row,
                    last_row: mark.last_row,
                    marks: vec![mark],
                }),
            }
        }
        let mut excerpt = Excerpt {
            text: String::new(),
            groups: Vec::new(),
            labels: Vec::new(),
            starts: Vec::new(),
            heading,
        };
        for plan in plans {
            excerpt.write_group(plan, width);
        }
        excerpt
    }

    /// The labels, at their places in the excerpt.
    pub fn labels(&self) -> &[LabeledSpan] {
        &self.labels
    }

    fn write_group(&mut self, plan: Plan, width: usize) {
        let file = plan.file;
        let start = self.text.len();
        let mut first_row = plan.first_row.saturating_sub(CONTEXT).max(1);
        if first_row < plan.first_row && file.line(first_row).trim().is_empty() {
            first_row += 1;
        }
        let mut last_row = (plan.last_row + CONTEXT).min(file.line_count());
        if last_row > plan.last_row && file.line(last_row).trim().is_empty() {
            last_row -= 1;
        }
        let gutter = last_row.to_string().len() + 5 + 2 * plan.marks.len();
        let width = width.saturating_sub(gutter).max(20);
        let mut places = vec![(start, start); plan.marks.len()];
        for row in first_row..=last_row {
            let line_start = file.line_start(row);
            let line = file.line(row);
            let anchor = plan
                .marks
                .iter()
                .filter(|mark| mark.first_row == row)
                .map(|mark| mark.start - line_start)
                .min();
            let window = Window::new(line, anchor.unwrap_or(0), width, row == 1);
            let base = self.text.len();
            let wanted: Vec<usize> = plan
                .marks
                .iter()
                .flat_map(|mark| [(mark.first_row, mark.start), (mark.last_row, mark.end)])
                .map(|(at, offset)| if at == row { offset - line_start } else { 0 })
                .collect();
            let found = window.write(line, &wanted, &mut self.text);
            for (index, mark) in plan.marks.iter().enumerate() {
                if mark.first_row == row {
                    places[index].0 = base + found[2 * index];
                }
                if mark.last_row == row {
                    places[index].1 = base + found[2 * index + 1];
                }
            }
            self.text.push('\n');
        }
        for (mark, (from, to)) in plan.marks.iter().zip(places) {
            self.add_label(file, mark, from, to.max(from));
        }
        self.groups.push(Group {
            filename: escape::line(&file.name).into_owned(),
            start,
            end: self.text.len(),
            first_row,
            last_row,
        });
    }

    fn add_label(&mut self, file: &SourceFile, mark: &Mark, from: usize, to: usize) {
        let message = match mark.label.message.is_empty() {
            true => None,
            false => Some(escape::text(&mark.label.message).into_owned()),
        };
        let location = file.location(mark.start);
        let own = (location.row, location.column);
        let (row, column) = self.heading.take().unwrap_or(own);
        self.starts.push((from, row, column));
        self.labels.push(match mark.primary {
            true => LabeledSpan::new_primary_with_span(message, (from, to - from)),
            false => LabeledSpan::new_with_span(message, (from, to - from)),
        });
    }
}

/// Whether the primary label only underlines, without a word, characters that another label says something of.
fn says_less_than_labels(primary: &Mark, finding: &Finding) -> bool {
    let labels = &finding.diagnostic.labels;
    primary.label.message.is_empty()
        && labels.iter().any(|label| {
            let file = finding.sources.get(label.span.file);
            label.span.file == primary.label.span.file
                && primary.collides(&Mark::new(file, label, false, 1))
        })
}

impl<'a> Mark<'a> {
    fn new(file: &SourceFile, label: &'a Label, primary: bool, rows: usize) -> Mark<'a> {
        let Span { start, end, .. } = label.span;
        let length = file.text.len();
        let start = file.text.floor_char_boundary((start as usize).min(length));
        let end = file.text.ceil_char_boundary((end as usize).min(length));
        let first_row = file.row(start);
        let line_end = |row: usize| file.line_start(row) + file.line(row).len();
        let start = start.min(line_end(first_row));
        let end = end.max(start);
        // A range that ends right behind a newline reaches to the end of the line, not into the next one.
        let mut last_row = file.row(end.saturating_sub(1).max(start));
        if last_row - first_row >= rows {
            last_row = first_row;
        }
        Mark {
            label,
            primary,
            start,
            end: end.min(line_end(last_row)),
            first_row,
            last_row,
        }
    }

    /// Whether both would be underlined at the same characters of a line, which miette draws side by side.
    fn collides(&self, other: &Mark) -> bool {
        let one_row = self.first_row == other.first_row
            && self.last_row == self.first_row
            && other.last_row == other.first_row;
        one_row
            && self.start < other.end.max(other.start + 1)
            && other.start < self.end.max(self.start + 1)
    }
}

impl Plan<'_> {
    fn takes(&self, file: &SourceFile, mark: &Mark) -> bool {
        std::ptr::eq(self.file, file)
            && mark.first_row <= self.last_row + GAP
            && mark.last_row + GAP >= self.first_row
            && !self.marks.iter().any(|other| other.collides(mark))
    }
}

impl<'a> Plan<'a> {
    fn add(&mut self, mark: Mark<'a>) {
        self.first_row = self.first_row.min(mark.first_row);
        self.last_row = self.last_row.max(mark.last_row);
        self.marks.push(mark);
    }
}

/// The part of a line that is shown: found in time that depends on the width, not on the length of the line.
struct Window {
    /// Bytes of the line.
    start: usize,
    end: usize,
    cut_before: bool,
    cut_behind: bool,
}

impl Window {
    fn new(line: &str, anchor: usize, width: usize, first: bool) -> Window {
        let mark = if first && line.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let whole = fitting(&line[mark..], width);
        if mark + whole == line.len() {
            return Window {
                start: mark,
                end: line.len(),
                cut_before: false,
                cut_behind: false,
            };
        }
        let anchor = line.floor_char_boundary(anchor.clamp(mark, line.len()));
        let mut room = width / 3;
        let mut start = anchor;
        for (offset, character) in line[mark..anchor].char_indices().rev() {
            let Some(rest) = room.checked_sub(columns(character, 0)) else {
                break;
            };
            room = rest;
            start = mark + offset;
        }
        // The two ellipses take a column each.
        let end = start + fitting(&line[start..], width.saturating_sub(2));
        Window {
            start,
            end,
            cut_before: start > mark,
            cut_behind: end < line.len(),
        }
    }

    /// Appends the shown part; gives for each wanted offset of the line where it is in what was appended.
    fn write(&self, line: &str, wanted: &[usize], out: &mut String) -> Vec<usize> {
        let base = out.len();
        let mut found = vec![usize::MAX; wanted.len()];
        if self.cut_before {
            out.push('…');
        }
        let mut column = 0;
        for (offset, character) in line[self.start..self.end].char_indices() {
            note(wanted, &mut found, self.start + offset, out.len() - base);
            match character {
                '\t' => {
                    let width = columns('\t', column);
                    out.extend(std::iter::repeat_n(' ', width));
                }
                _ if escape::is_hidden(character) => escape::push_visible(out, character),
                _ => out.push(character),
            }
            column += columns(character, column);
        }
        note(wanted, &mut found, usize::MAX, out.len() - base);
        if self.cut_behind {
            out.push('…');
        }
        found
    }
}

/// Notes the place of every wanted offset that is not behind `offset` and has none yet.
fn note(wanted: &[usize], found: &mut [usize], offset: usize, place: usize) {
    for (wanted, found) in wanted.iter().zip(found) {
        if *wanted <= offset && *found == usize::MAX {
            *found = place;
        }
    }
}

/// The bytes of the longest start of a text that fits into so many columns.
fn fitting(text: &str, width: usize) -> usize {
    let mut column = 0;
    for (offset, character) in text.char_indices() {
        column += columns(character, column);
        if column > width {
            return offset;
        }
    }
    text.len()
}

/// How many columns a character takes in an excerpt when it stands in `column`.
fn columns(character: char, column: usize) -> usize {
    match character {
        '\t' => TAB - column % TAB,
        '\0'..='\x1f' | '\x7f' => 1,
        _ if escape::is_hidden(character) => {
            let mut visible = String::new();
            escape::push_visible(&mut visible, character);
            visible.len()
        }
        _ => character.width().unwrap_or(0),
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_before: usize,
        _context_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let from = span.offset();
        let to = from + span.len();
        // A range over two groups is refused: that keeps miette from showing them as one.
        let group = self
            .groups
            .iter()
            .find(|group| group.start <= from && to <= group.end && from < group.end)
            .ok_or(MietteError::OutOfBounds)?;
        let whole = context_before > 0;
        let (start, end) = if whole {
            (group.start, group.end)
        } else {
            (from, to)
        };
        let (row, column) = match self.starts.iter().find(|(offset, ..)| *offset == from) {
            Some((_, row, column)) if !whole => (*row, *column),
            _ => (group.first_row, 1),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            group.filename.clone(),
            self.text.as_bytes().get(start..end).unwrap_or_default(),
            (start, end - start).into(),
            row - 1,
            column - 1,
            group.last_row + 1 - group.first_row,
        )))
    }
}
