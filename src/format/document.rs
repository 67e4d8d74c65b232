//! Documents: texts with places where a line may end, and the printer that decides which of them do.
//!
//! In the manner of Wadler's "A prettier printer": a [`Group`] is laid out on one line if that fits, and otherwise
//! all of its own lines end. A [`Row`] has a choice more: to let only its widest bracket break.

use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// How all documents of a file are laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The columns that a line may have.
    pub width: usize,
    /// What lines end with.
    pub newline: &'static str,
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// Nothing, or the end of the line.
    Soft,
    /// A blank, or the end of the line.
    Blank,
    /// Always the end of the line.
    Hard,
    /// A blank, or the end of the line and an empty line behind it.
    Empty,
    /// A blank, or a backslash and the end of the line: outside of brackets.
    Backslash,
    /// Always a backslash and the end of the line.
    HardBackslash,
}

/// A text that is laid out.
#[derive(Debug)]
pub enum Document<'s> {
    /// Text as it is; a string literal may have line ends in it.
    Text(Cow<'s, str>),
    /// A place where a line may end.
    Break(Break),
    /// A comment at the end of a line, whose width does not count.
    Comment(Cow<'s, str>),
    /// A comment on its own line, whose width does not count.
    LineComment(Cow<'s, str>),
    /// Text only where the group around it is broken.
    IfBroken(&'static str),
    /// One after the other.
    Concat(Vec<Document<'s>>),
    /// Lines inside start two columns further.
    Indent(Box<Document<'s>>),
    /// Lines inside start at the column where this starts.
    Align(Box<Document<'s>>),
    /// On one line, or with all its own lines ended.
    Group(Box<Group<'s>>),
    /// Operands and operators.
    Row(Box<Row<'s>>),
}

/// What does not depend on where a document stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    /// The columns it has on one line; of a literal over several lines, those of its first.
    pub width: usize,
    /// Whether it cannot be on one line.
    pub is_forced: bool,
    /// Whether a string literal has line ends in it.
    pub is_multiline: bool,
}

impl Measure {
    fn add(&mut self, other: Measure) {
        self.width += other.width;
        self.is_forced |= other.is_forced;
        self.is_multiline |= other.is_multiline;
    }
}

/// See [`Document::Group`].
#[derive(Debug)]
pub struct Group<'s> {
    content: Document<'s>,
    measure: Measure,
}

/// Pieces in a row, some of them brackets, some of them places to break.
#[derive(Debug)]
pub struct Row<'s> {
    pieces: Vec<Document<'s>>,
    measure: Measure,
    /// Columns that lines behind the first break are indented by.
    indent: usize,
    /// The widest bracket, if it may break alone.
    widest: Option<Widest>,
}

#[derive(Clone, Copy, Debug)]
struct Widest {
    piece: usize,
    /// The columns before it.
    before: usize,
    /// The columns behind it.
    behind: usize,
}

impl<'s> Document<'s> {
    /// Text from the source.
    pub fn text(text: impl Into<Cow<'s, str>>) -> Document<'s> {
        Document::Text(text.into())
    }

    /// A group, broken for certain if `is_forced` or if something in it cannot be on one line.
    pub fn group(content: Document<'s>, is_forced: bool) -> Document<'s> {
        let mut measure = content.measure();
        measure.is_forced |= is_forced;
        Document::Group(Box::new(Group { content, measure }))
    }

    /// A row of pieces; `brackets` are the indices of those that can break inside.
    pub fn row(pieces: Vec<Document<'s>>, brackets: &[usize], indent: usize) -> Document<'s> {
        let mut measure = Measure::default();
        let measures: Vec<Measure> = pieces.iter().map(Document::measure).collect();
        for part in &measures {
            measure.add(*part);
        }
        let has_breaks = pieces
            .iter()
            .any(|piece| matches!(piece, Document::Break(_)));
        let widest = brackets
            .iter()
            .copied()
            .max_by_key(|&index| measures[index].width)
            .filter(|&index| {
                let others = measures.iter().enumerate().filter(|&(at, _)| at != index);
                let is_alone = others.fold(true, |alone, (_, it)| alone && !it.is_forced);
                is_alone && (!has_breaks || measures[index].width * 2 >= measure.width)
            })
            .map(|piece| {
                let width = |measures: &[Measure]| measures.iter().map(|it| it.width).sum();
                Widest {
                    piece,
                    before: width(&measures[..piece]),
                    behind: width(&measures[piece + 1..]),
                }
            });
        Document::Row(Box::new(Row {
            pieces,
            measure,
            indent,
            widest,
        }))
    }

    /// What does not depend on where it stands.
    pub fn measure(&self) -> Measure {
        let mut measure = Measure::default();
        match self {
            Document::Text(text) => {
                let first = first_line(text);
                measure.width = columns(first);
                measure.is_multiline = first.len() < text.len();
            }
            Document::Break(kind) => {
                measure.width = usize::from(*kind != Break::Soft);
                measure.is_forced = matches!(kind, Break::Hard | Break::HardBackslash);
            }
            Document::Comment(_) | Document::LineComment(_) => measure.is_forced = true,
            Document::IfBroken(_) => {}
            Document::Concat(parts) => {
                for part in parts {
                    measure.add(part.measure());
                }
            }
            Document::Indent(inner) | Document::Align(inner) => measure = inner.measure(),
            Document::Group(group) => measure = group.measure,
            Document::Row(row) => measure = row.measure,
        }
        measure
    }
}

fn first_line(text: &str) -> &str {
    let end = text.bytes().position(|byte| matches!(byte, b'\n' | b'\r'));
    &text[..end.unwrap_or(text.len())]
}

/// The columns that a text takes.
pub fn columns(text: &str) -> usize {
    // Nearly always each byte is one, and need not be looked up.
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte);
    match text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        true => text.len(),
        false => text.width(),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Flat,
    Broken,
}

#[derive(Clone, Copy)]
struct Command<'d, 's> {
    indent: usize,
    mode: Mode,
    document: &'d Document<'s>,
}

/// Lays a document out, its first line being indented already by `indent` columns, which is also where its lines
/// start.
pub fn print(document: &Document<'_>, indent: usize, layout: Layout) -> String {
    Printer::run(document, indent, Mode::Broken, layout)
}

/// Lays a document out on one line, however long.
pub fn print_flat(document: &Document<'_>, layout: Layout) -> String {
    Printer::run(document, 0, Mode::Flat, layout)
}

struct Printer<'d, 's> {
    out: String,
    column: usize,
    layout: Layout,
    stack: Vec<Command<'d, 's>>,
}

impl<'d, 's> Printer<'d, 's> {
    fn run(document: &'d Document<'s>, indent: usize, mode: Mode, layout: Layout) -> String {
        let mut printer = Printer {
            out: String::new(),
            column: indent,
            layout,
            stack: vec![Command {
                indent,
                mode,
                document,
            }],
        };
        while let Some(command) = printer.stack.pop() {
            printer.command(command);
        }
        printer.out
    }

    /// The columns that are left on this line.
    fn room(&self) -> isize {
        self.layout.width as isize - self.column as isize
    }

    fn command(&mut self, command: Command<'d, 's>) {
        let Command {
            indent,
            mode,
            document,
        } = command;
        match document {
            Document::Text(text) => self.text(text),
            Document::Break(kind) => self.line_break(*kind, indent, mode),
            Document::Comment(text) => {
                self.out.push_str("  ");
                self.out.push_str(text);
            }
            Document::LineComment(text) => self.out.push_str(text),
            Document::IfBroken(text) => {
                if mode == Mode::Broken {
                    self.text(text);
                }
            }
            Document::Concat(parts) => {
                for part in parts.iter().rev() {
                    self.push(indent, mode, part);
                }
            }
            Document::Indent(inner) => self.push(indent + 2, mode, inner),
            Document::Align(inner) => self.push(self.column, mode, inner),
            Document::Group(group) => {
                let is_flat =
                    mode == Mode::Flat || !group.measure.is_forced && self.fits(&group.content);
                let mode = if is_flat { Mode::Flat } else { Mode::Broken };
                self.push(indent, mode, &group.content);
            }
            Document::Row(row) => self.row(row, indent, mode),
        }
    }

    fn push(&mut self, indent: usize, mode: Mode, document: &'d Document<'s>) {
        self.stack.push(Command {
            indent,
            mode,
            document,
        });
    }

    fn row(&mut self, row: &'d Row<'s>, indent: usize, mode: Mode) {
        let is_flat = mode == Mode::Flat || !row.measure.is_forced && self.row_fits(row);
        if is_flat {
            for piece in row.pieces.iter().rev() {
                self.push(indent, Mode::Flat, piece);
            }
            return;
        }
        if let Some(widest) = row.widest
            && self.column + widest.before < self.layout.width
            && indent + 1 + widest.behind + self.rest_width() <= self.layout.width
        {
            for (index, piece) in row.pieces.iter().enumerate().rev() {
                let is_widest = index == widest.piece;
                let mode = if is_widest { Mode::Broken } else { Mode::Flat };
                self.push(indent, mode, piece);
            }
            return;
        }
        let first = row
            .pieces
            .iter()
            .position(|piece| matches!(piece, Document::Break(_)))
            .unwrap_or(row.pieces.len());
        for (index, piece) in row.pieces.iter().enumerate().rev() {
            let indent = if index < first {
                indent
            } else {
                indent + row.indent
            };
            self.push(indent, Mode::Broken, piece);
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(text);
        match text.rsplit_once(['\n', '\r']) {
            Some((_, last)) => self.column = columns(last),
            None => self.column += columns(text),
        }
    }

    fn line_break(&mut self, kind: Break, indent: usize, mode: Mode) {
        match (kind, mode) {
            (Break::Soft, Mode::Flat) => {}
            (Break::Blank | Break::Empty | Break::Backslash, Mode::Flat) => self.text(" "),
            (Break::Backslash | Break::HardBackslash, _) => {
                self.out.push_str(" \\");
                self.end_line(indent);
            }
            (Break::Empty, _) => {
                self.out.push_str(self.layout.newline);
                self.end_line(indent);
            }
            _ => self.end_line(indent),
        }
    }

    fn end_line(&mut self, indent: usize) {
        self.out.push_str(self.layout.newline);
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    /// Whether a document fits on this line, with all behind it up to the next place where a line may end.
    fn fits(&self, document: &Document<'s>) -> bool {
        let mut room = self.room();
        match consume(document, Mode::Flat, &mut room) {
            Some(ended) => ended || self.rest_fits(room),
            None => false,
        }
    }

    fn row_fits(&self, row: &Row<'s>) -> bool {
        let mut room = self.room();
        for piece in &row.pieces {
            match consume(piece, Mode::Flat, &mut room) {
                Some(true) => return true,
                Some(false) => {}
                None => return false,
            }
        }
        self.rest_fits(room)
    }

    fn rest_fits(&self, mut room: isize) -> bool {
        for command in self.stack.iter().rev() {
            match consume(command.document, command.mode, &mut room) {
                Some(true) => return true,
                Some(false) => {}
                None => return false,
            }
        }
        room >= 0
    }

    /// The columns of what is still to come on this line.
    fn rest_width(&self) -> usize {
        let mut room = self.layout.width as isize;
        for command in self.stack.iter().rev() {
            match consume(command.document, command.mode, &mut room) {
                Some(false) => {}
                Some(true) => break,
                None => return self.layout.width + 1,
            }
        }
        (self.layout.width as isize - room).max(0) as usize
    }
}

/// Takes the width of a document off the room: `Some(true)` if its line ended, `None` if there is no room left.
/// Its depth is that of brackets, which the parser limits.
fn consume(document: &Document<'_>, mode: Mode, room: &mut isize) -> Option<bool> {
    let mut stack = vec![(mode, document)];
    while let Some((mode, document)) = stack.pop() {
        match document {
            Document::Text(text) => {
                let first = first_line(text);
                *room -= columns(first) as isize;
                if first.len() < text.len() {
                    return (*room >= 0).then_some(true);
                }
            }
            Document::Break(kind) => match (kind, mode) {
                (Break::Soft, Mode::Flat) => {}
                (Break::Blank | Break::Empty | Break::Backslash, Mode::Flat) => *room -= 1,
                (Break::Backslash | Break::HardBackslash, _) => {
                    *room -= 2;
                    return (*room >= 0).then_some(true);
                }
                _ => return (*room >= 0).then_some(true),
            },
            Document::Comment(_) | Document::LineComment(_) => {}
            Document::IfBroken(text) => {
                if mode == Mode::Broken {
                    *room -= text.len() as isize;
                }
            }
            Document::Concat(parts) => stack.extend(parts.iter().rev().map(|part| (mode, part))),
            Document::Indent(inner) | Document::Align(inner) => stack.push((mode, inner)),
            // In what stands behind, the line may end wherever it can, whether or not it will.
            Document::Group(group) => stack.push((mode, &group.content)),
            Document::Row(row) => stack.extend(row.pieces.iter().rev().map(|piece| (mode, piece))),
        }
        if *room < 0 {
            return None;
        }
    }
    Some(false)
}
