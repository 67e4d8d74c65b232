//! Triple quotes that one is missing among: what follows is read inside out, and a literal has no end before the file has.
//!
//! Each place where a literal may have been meant to begin or to end is tried with all of the file behind it. The last one before and
//! behind which most makes sense is the mistake: before it, all is read as it was meant.

use super::super::super::string_literal::{StringLiteral, is_string_prefix};
use super::super::super::token::{keyword, kind};
use super::super::super::unmatched_brackets::misfits;
use super::super::word::is_name_byte;
use super::explain::edited;
use super::line::Line;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::{FileId, Span};
use std::ops::Range;

/// How many places are tried.
const PLACES: usize = 64;

/// The longest file that is searched, in bytes.
const LONGEST_FILE: usize = 1 << 20;

/// A literal over several lines as it was meant.
#[derive(Clone, Debug)]
pub struct Triple {
    pub start: usize,
    pub end: usize,
    pub diagnostic: Diagnostic,
}

/// A place where a literal may have been meant to begin or to end.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The literal.
    start: usize,
    end: usize,
    /// The quotes that are too few.
    quotes: (usize, usize),
    /// The quotes at its other end.
    others: (usize, usize),
}

impl Triple {
    /// Finds the mistake in a file in which a literal has no end.
    pub fn find(text: &str, file: FileId) -> Option<Triple> {
        if text.len() > LONGEST_FILE {
            return None;
        }
        let mut search = Search {
            bytes: text.as_bytes(),
            open: Vec::new(),
            tried: 0,
            least: usize::MAX,
            best: None,
        };
        search.run();
        let place = search.best?;
        Some(Triple {
            start: place.start,
            end: place.end,
            diagnostic: explain(text, file, place),
        })
    }
}

fn explain(text: &str, file: FileId, place: Place) -> Diagnostic {
    let span = |(start, end)| Span::new(file, start, end);
    let (quotes, others) = (span(place.quotes), span(place.others));
    let (found, right) = (&text[quotes.range()], &text[others.range()]);
    let is_end = place.quotes.1 == place.end;
    if quotes.is_empty() && !is_end {
        let message = format!("the `{right}` that begins this string literal is missing");
        let diagnostic = Diagnostic::new(&codes::UNTERMINATED_STRING, message, quotes)
            .at(format!("expected `{right}`"))
            .label(others, "it ends here")
            .help(format!("open it with `{right}`"));
        return edited(diagnostic, "Insert", quotes, format!(" {right}"));
    }
    if quotes.is_empty() {
        let message = match right.len() {
            1 => "this string literal does not end on its line",
            _ => "this string literal has no end",
        };
        let diagnostic = Diagnostic::new(&codes::UNTERMINATED_STRING, message, others)
            .label(quotes, format!("expected `{right}` before this"))
            .help(format!("close it with `{right}`"));
        return edited(diagnostic, "Insert", quotes, right);
    }
    let (first, last) = match is_end {
        true => (right, found),
        false => (found, right),
    };
    let message = format!("this string literal begins with `{first}` and ends with `{last}`");
    let diagnostic = Diagnostic::new(&codes::UNTERMINATED_STRING, message, quotes)
        .at(format!("expected `{right}`"))
        .label(
            others,
            if is_end {
                "it begins here"
            } else {
                "it ends here"
            },
        )
        .help(format!("write `{right}` at both ends"));
    edited(diagnostic, "Replace with", quotes, right)
}

struct Search<'s> {
    bytes: &'s [u8],
    /// The brackets that are open, by the kinds of what closes them.
    open: Vec<u8>,
    tried: usize,
    /// How much makes no sense behind the best place.
    least: usize,
    best: Option<Place>,
}

impl Search<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.bytes.len() && self.tried < PLACES {
            let byte = self.bytes[at];
            match byte {
                b'\'' | b'"' => {
                    let (end, _) = literal(self.bytes, at);
                    if is_triple(self.bytes, at) {
                        self.try_ends(at, end);
                    } else {
                        self.try_beginning(at);
                        self.try_end_on_line(at, end);
                    }
                    at = end;
                    continue;
                }
                b'#' => {
                    at = line_end(self.bytes, at);
                    continue;
                }
                b'(' => self.open.push(kind::PARENTHESIS_END),
                b'[' => self.open.push(kind::BRACKET_END),
                b'{' => self.open.push(kind::BRACE_END),
                b')' | b']' | b'}' => drop(self.open.pop()),
                b'\n' => self.end_line(at),
                _ => {}
            }
            at += 1;
        }
    }

    /// What is assigned behind a `=` that ends its line may have been meant to be a literal.
    fn end_line(&mut self, at: usize) {
        let before = self.bytes[..at].trim_ascii_end();
        if before.ends_with(b"=") {
            self.try_opening(at, at);
        }
        if begins_statement(&self.bytes[at + 1..]) {
            self.open.clear();
        }
    }

    /// The empty literal at `open`, or the one that ends with its line, may have been meant to go on.
    fn try_beginning(&mut self, open: usize) {
        let run = run(self.bytes, open);
        let behind = open + run;
        let line = &self.bytes[behind..line_end(self.bytes, behind)];
        let goes_on = match run {
            1 => !literal(self.bytes, open).1,
            2 => line.trim_ascii().is_empty() || is_name_byte(line[0]),
            _ => false,
        };
        if goes_on {
            self.try_opening(open, behind);
        }
    }

    /// The quotes `open..behind`, if any, may have been meant to be three.
    fn try_opening(&mut self, open: usize, behind: usize) {
        let is_same = |three: &[u8]| match open < behind {
            true => three == [self.bytes[open]; 3],
            false => three == b"'''" || three == b"\"\"\"",
        };
        let closing = self.bytes[behind..].windows(3).position(is_same);
        if let Some(closing) = closing.map(|at| behind + at) {
            self.try_place(Place {
                start: open - prefix(self.bytes, open),
                end: closing + 3,
                quotes: (open, behind),
                others: (closing, closing + 3),
            });
        }
    }

    /// The literal `open..end` may have been meant to end before the literal of three quotes that the last of it belongs to.
    fn try_end_on_line(&mut self, open: usize, end: usize) {
        if end - open < 2 || run(self.bytes, end - 1) != 3 {
            return;
        }
        let line = Line::around(self.bytes, open);
        let mut inside = open + 1..end - 1;
        let Some(at) = inside
            .find(|&at| matches!(self.bytes[at], b'\'' | b'"') || line.is_end(at, false, true))
        else {
            return;
        };
        let is_quote = matches!(self.bytes[at], b'\'' | b'"');
        let quotes = (at, at + usize::from(is_quote));
        self.try_place(Place {
            start: open - prefix(self.bytes, open),
            end: quotes.1,
            quotes,
            others: (open, open + 1),
        });
    }

    /// The literal `open..end` may have been meant to end earlier: where its quotes stand, but not three, or where the call around
    /// it goes on.
    fn try_ends(&mut self, open: usize, end: usize) {
        let quote = self.bytes[open];
        let start = open - prefix(self.bytes, open);
        let first_line_end = line_end(self.bytes, open);
        let mut at = open + 3;
        while at < end.saturating_sub(3) {
            let run = match self.bytes[at] == quote {
                true => run(self.bytes, at),
                false => 0,
            };
            let begins_line = begins_line(self.bytes, at);
            let is_end = match run {
                0 => begins_line && self.goes_on_behind_value(at),
                1 => (begins_line || at < first_line_end) && self.ends_value(at + 1),
                2 => self.ends_value(at + 2),
                _ => false,
            };
            if is_end {
                self.try_place(Place {
                    start,
                    end: at + run,
                    quotes: (at, at + run),
                    others: (open, open + 3),
                });
            }
            at += run.max(1);
        }
    }

    /// Whether a line goes on like this behind a value.
    fn goes_on_behind_value(&self, at: usize) -> bool {
        match self.bytes[at] {
            b',' | b')' | b']' | b'}' => true,
            b'%' => self.bytes.get(at + 1) == Some(&b' '),
            _ => false,
        }
    }

    fn ends_value(&self, at: usize) -> bool {
        let line = &self.bytes[at..line_end(self.bytes, at)];
        let next = line.trim_ascii_start().first();
        next.is_none_or(|next| b",)]}%.+#".contains(next))
    }

    fn try_place(&mut self, place: Place) {
        self.tried += 1;
        let (text, least) = (self.bytes, self.least);
        let brackets = misfits(self.open.clone(), &text[place.end..]);
        let faults = faults(text, place.end..text.len(), least)
            .saturating_add(faults(text, 0..place.start, least))
            .saturating_add(brackets);
        let is_better = match self.best {
            Some(best) if faults == self.least => place.outdoes(best),
            _ => faults < self.least,
        };
        if is_better {
            self.least = faults;
            self.best = Some(place);
        }
    }
}

impl Place {
    /// Whether a later place is more probable than one with as many faults around it. A quote is rather left out than all of them,
    /// and before the mistake all is read as it was meant. But a literal without quotes at its end goes on as long as it may.
    fn outdoes(self, earlier: Place) -> bool {
        let has_quotes = |place: Place| place.quotes.0 < place.quotes.1;
        has_quotes(self) || !has_quotes(earlier) && self.quotes.1 < self.end
    }
}

/// How much of a part of a text makes no sense as code, if no more than `limit`: words side by side, and literals that do not end or touch words. As much
/// as can be if a literal over several lines has no end.
fn faults(text: &[u8], part: Range<usize>, limit: usize) -> usize {
    let (mut at, mut faults) = (part.start, 0);
    let mut last: Option<&str> = None;
    while at < part.end && faults <= limit {
        match text[at] {
            b'\'' | b'"' => {
                let (end, is_closed) = literal(text, at);
                if !is_closed && is_triple(text, at) {
                    return usize::MAX;
                }
                let behind = text.get(end).copied().unwrap_or(b' ');
                let touches = is_name_byte(behind) || matches!(behind, b'\'' | b'"');
                faults += usize::from(!is_closed || touches);
                at = end;
                last = None;
            }
            b'#' => at = line_end(text, at),
            b' ' | b'\t' => at += 1,
            byte if is_name_byte(byte) => {
                let length = text[at..].iter().take_while(|&&byte| is_name_byte(byte));
                let end = at + length.count();
                let word = std::str::from_utf8(&text[at..end]).unwrap_or_default();
                let quoted = matches!(text.get(end), Some(b'\'' | b'"'));
                let is_prefix = quoted && is_string_prefix(word.as_bytes());
                let is_beside = last.is_some_and(|last| is_name(last) && is_name(word));
                faults += usize::from(is_beside || quoted && !is_prefix && is_name(word));
                last = (!is_prefix).then_some(word);
                at = end;
            }
            _ => {
                last = None;
                at += 1;
            }
        }
    }
    faults
}

fn is_name(word: &str) -> bool {
    keyword(word).is_none() && !matches!(word, "print" | "exec")
}

/// The end of the literal whose quotes open at a place, and whether it is closed there; one in single quotes ends with its line.
fn literal(text: &[u8], open: usize) -> (usize, bool) {
    match StringLiteral::scan(&text[open..]) {
        Some(literal) => (open + literal.end, literal.is_closed),
        None => (open + 1, false),
    }
}

fn is_triple(text: &[u8], open: usize) -> bool {
    text[open..].starts_with(&[text[open]; 3])
}

/// How many bytes like the one at a place follow each other from there.
fn run(text: &[u8], at: usize) -> usize {
    let first = text[at];
    text[at..].iter().take_while(|&&byte| byte == first).count()
}

/// The length of the prefix of the literal whose quotes open at a place.
fn prefix(text: &[u8], open: usize) -> usize {
    let letters = text[..open].iter().rev();
    let count = letters.take_while(|&&byte| is_name_byte(byte)).count();
    match count <= 2 && is_string_prefix(&text[open - count..open]) {
        true => count,
        false => 0,
    }
}

fn begins_line(text: &[u8], at: usize) -> bool {
    let before = text[..at]
        .iter()
        .rev()
        .find(|&&byte| !matches!(byte, b' ' | b'\t'));
    before.is_none_or(|&byte| matches!(byte, b'\n' | b'\r'))
}

fn line_end(text: &[u8], at: usize) -> usize {
    let length = text[at..]
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'));
    length.map_or(text.len(), |length| at + length)
}

/// Whether a line that is not indented starts here, and with a word.
fn begins_statement(line: &[u8]) -> bool {
    line.first().is_some_and(|&first| is_name_byte(first))
}
