//! Logical lines one below the other, and the blank lines between them.

use super::Seam;
use super::comment;
use super::document::{self, Document, Layout};
use super::expression::Builder;
use super::item::{Item, first_kind, is_indented, line_start};
use super::lines::Lines;
use super::source::{Line, Role, Source};
use super::spacing::Style;
use crate::syntax::token::{is_clause, is_compound, kind};
use std::ops::Range;

/// A file that is written.
pub struct Written {
    /// Its text.
    pub text: String,
    /// Where one logical line or comment ends and the next begins, in order.
    pub seams: Vec<Seam>,
}

/// Writes a file.
pub fn write(
    source: &Source<'_>,
    items: &[Item],
    style: Style,
    width: usize,
    mut known: Option<&mut Lines>,
) -> Written {
    let newline = newline(source);
    if let Some(known) = &mut known {
        known.begin(style, width, newline);
    }
    let mut writer = Writer {
        source,
        items,
        builder: Builder::new(source, style),
        layout: Layout { width, newline },
        known,
        line: Vec::new(),
        out: String::with_capacity(source.text.len()),
        seams: Vec::with_capacity(items.len()),
        after_definition: false,
        after_decorator: false,
    };
    if source.text.starts_with('\u{feff}') {
        writer.out.push('\u{feff}');
    }
    let mut index = 0;
    while index < items.len() {
        index = writer.item(index);
    }
    Written {
        text: writer.out,
        seams: writer.seams,
    }
}

/// The first byte of the line behind the one that a byte is on.
fn next_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    match rest.find(['\n', '\r']) {
        Some(end) if rest[end..].starts_with("\r\n") => at + end + 2,
        Some(end) => at + end + 1,
        None => text.len(),
    }
}

/// How the first statement's line ends, or, without one, the first line. Blank lines in front do not count: they go, and
/// what is then formatted again has to come out the same.
fn newline(source: &Source) -> &'static str {
    let text = source.text.trim_start();
    let first = source.lines.first().map_or(text, |line| {
        &source.text[line.comment.as_ref().map_or(line.span.end, |it| it.end)..]
    });
    let ends = [first, text].map(|text| text.find(['\n', '\r']).map(|at| &text[at..]));
    match ends.into_iter().flatten().next() {
        Some(end) if end.starts_with("\r\n") => "\r\n",
        Some(end) if end.starts_with('\r') => "\r",
        _ => "\n",
    }
}

struct Writer<'a, 's> {
    source: &'a Source<'s>,
    items: &'a [Item],
    builder: Builder<'a, 's>,
    layout: Layout,
    known: Option<&'a mut Lines>,
    /// Room for what tells a line from others.
    line: Vec<u8>,
    out: String,
    seams: Vec<Seam>,
    /// Whether the last top-level statement is a `def` or `class`.
    after_definition: bool,
    /// Whether the last line is a decorator.
    after_decorator: bool,
}

impl<'s> Writer<'_, 's> {
    /// Writes an item, with those behind it if they are kept together; gives the next one.
    fn item(&mut self, index: usize) -> usize {
        for _ in 0..self.blank_lines(index) {
            self.out.push_str(self.layout.newline);
        }
        let next = match self.items[index].is_kept {
            true => self.kept(index),
            false => {
                self.formatted(index);
                index + 1
            }
        };
        self.out.push_str(self.layout.newline);
        if let Some(last) = self.items[index..next].last() {
            self.seams.push(Seam {
                old: next_line(self.source.text, last.span.end),
                new: self.out.len(),
            });
        }
        for item in &self.items[index..next] {
            self.note(item);
        }
        next
    }

    fn note(&mut self, item: &Item) {
        let first = item.line.map(|line| first_kind(self.source, line));
        if item.depth == 0 {
            self.after_definition = matches!(first, Some(kind::DEF | kind::CLASS));
        }
        if let Some(first) = first {
            self.after_decorator = first == kind::AT;
        }
    }

    /// The empty lines above an item.
    fn blank_lines(&self, index: usize) -> usize {
        let item = &self.items[index];
        let Some(before) = index.checked_sub(1).and_then(|it| self.items.get(it)) else {
            return 0;
        };
        let first = item.line.map(|line| first_kind(self.source, line));
        let opens_block = before.depth < item.depth;
        if opens_block || self.after_decorator || first.is_some_and(is_clause) {
            return 0;
        }
        let found = self.found_blank_lines(index);
        let (least, most) = match item.depth {
            0 => (usize::from(self.is_separated(index)), 2),
            _ => (0, 1),
        };
        found.clamp(least, most)
    }

    fn found_blank_lines(&self, index: usize) -> usize {
        let Some(before) = index.checked_sub(1).and_then(|it| self.items.get(it)) else {
            return 0;
        };
        let gap = before.span.end..self.items[index].span.start;
        super::blank_lines(self.source.slice(gap))
    }

    /// Whether an empty line has to stand above: around a definition with the comments above it.
    fn is_separated(&self, index: usize) -> bool {
        if self.after_definition {
            return true;
        }
        let above = index.checked_sub(1).map(|it| &self.items[it]);
        let goes_on = above.is_some_and(|it| it.line.is_none() && it.depth == 0)
            && self.found_blank_lines(index) == 0;
        if goes_on {
            return false;
        }
        let mut at = index;
        while let Some(item) = self.items.get(at)
            && item.depth == 0
        {
            if let Some(line) = item.line {
                let first = first_kind(self.source, line);
                return matches!(first, kind::DEF | kind::CLASS | kind::AT);
            }
            at += 1;
            if at < self.items.len() && self.found_blank_lines(at) > 0 {
                return false;
            }
        }
        false
    }

    /// Copies items that stay as they are.
    fn kept(&mut self, index: usize) -> usize {
        let rest = &self.items[index..];
        let count = rest.iter().take_while(|item| item.is_kept).count();
        let (items, next) = (&rest[..count], index + count);
        let text = self.source.text;
        let last = items.last().map_or(0, |item| item.span.end);
        let mut at = line_start(text, items[0].span.start);
        if at == 0 && text.starts_with('\u{feff}') {
            at = '\u{feff}'.len_utf8();
        }
        // A block of which a part is formatted is indented anew, all others stay as they are.
        let is_top = |item: &Item| item.depth == 0;
        let whole_from = items.iter().position(is_top).unwrap_or(count);
        let whole_to = match self.items.get(next) {
            Some(item) if item.depth > 0 => items.iter().rposition(is_top).unwrap_or(0),
            _ => count,
        };
        for (number, item) in items.iter().enumerate() {
            if (whole_from..whole_to).contains(&number) || is_indented(self.source, item) {
                continue;
            }
            let start = line_start(text, item.span.start).max(at);
            self.out.push_str(self.source.slice(at..start));
            self.out.extend(std::iter::repeat_n(' ', item.depth * 2));
            at = item.span.start;
        }
        self.out.push_str(self.source.slice(at..last));
        next
    }

    fn formatted(&mut self, index: usize) {
        let item = &self.items[index];
        let Some(line) = item.line.and_then(|line| self.source.lines.get(line)) else {
            self.indent(item.depth);
            let text = comment::tidy(self.source.slice(item.span.clone()));
            self.out.push_str(&text);
            return;
        };
        let Some(known) = &mut self.known else {
            return self.line(line);
        };
        // All that its layout depends on, besides what is the same in the whole file.
        self.line.clear();
        self.line.extend((line.depth as u32).to_le_bytes());
        let kinds = line.tokens.clone().map(|token| self.source.kind(token));
        self.line.extend(kinds);
        self.line.push(0);
        let text = self.source.slice(item.span.clone());
        self.line.extend(text.as_bytes());
        if let Some(text) = known.get(&self.line) {
            self.out.push_str(text);
            return;
        }
        let start = self.out.len();
        self.line(line);
        if let Some(known) = &mut self.known {
            known.insert(&self.line, &self.out[start..]);
        }
    }

    /// Lays a logical line out, with the comment behind it.
    fn line(&mut self, line: &Line) {
        let parts = self.parts(line);
        let is_head = |part: &Range<usize>| {
            part.start == line.tokens.start && is_compound(self.source.kind(part.start))
        };
        if let [head, statement] = parts.as_slice()
            && is_head(head)
            && let Some(text) = self.on_one_line(head, statement, line.depth)
        {
            self.indent(line.depth);
            self.out.push_str(&text);
        } else {
            let has_head = parts.first().is_some_and(is_head);
            for (number, part) in parts.iter().enumerate() {
                if number > 0 {
                    self.out.push_str(self.layout.newline);
                }
                let depth = line.depth + usize::from(has_head && number > 0);
                self.indent(depth);
                let document = self.builder.line(part.clone());
                self.print(&document, depth);
            }
        }
        if let Some(comment) = &line.comment {
            self.out.push_str("  ");
            self.out
                .push_str(&comment::tidy(self.source.slice(comment.clone())));
        }
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n(' ', depth * 2));
    }

    fn print(&mut self, document: &Document<'s>, depth: usize) {
        self.out
            .push_str(&document::print(document, depth * 2, self.layout));
    }

    /// `if x: y` as one line, if it is a short one.
    fn on_one_line(
        &mut self,
        head: &Range<usize>,
        statement: &Range<usize>,
        depth: usize,
    ) -> Option<String> {
        let mut text = String::new();
        for part in [head, statement] {
            let document = self.builder.line(part.clone());
            let measure = document.measure();
            if measure.is_forced || measure.is_multiline {
                return None;
            }
            if !text.is_empty() {
                text.push(' ');
            }
            // As if there was room: whether it fits is seen when all of it is there.
            text.push_str(&document::print_flat(&document, self.layout));
        }
        (depth * 2 + document::columns(&text) <= self.layout.width).then_some(text)
    }

    /// The head of a logical line and its statements, without semicolons.
    fn parts(&self, line: &Line) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let (mut start, mut token) = (line.tokens.start, line.tokens.start);
        while token < line.tokens.end {
            if let Some(close) = self.source.bracket(token) {
                token = close + 1;
                continue;
            }
            token += 1;
            let last = token - 1;
            if self.source.kind(last) == kind::SEMICOLON {
                parts.push(start..last);
                start = token;
            } else if self.source.roles[last] == Role::Head {
                parts.push(start..token);
                start = token;
            }
        }
        parts.push(start..line.tokens.end);
        parts.retain(|part| !part.is_empty());
        parts
    }
}
