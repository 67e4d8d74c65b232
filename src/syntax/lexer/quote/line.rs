//! The text of one line, and what its quotes allow.

use super::super::super::string_literal::is_string_prefix;
use super::super::word::is_name_byte;

/// A line of a file.
pub(super) struct Line<'s> {
    bytes: &'s [u8],
    /// Its first byte.
    pub start: usize,
    /// Behind its last byte, before the line end.
    pub end: usize,
}

impl<'s> Line<'s> {
    /// The line that `offset` is in.
    pub fn around(bytes: &'s [u8], offset: usize) -> Line<'s> {
        let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let start = bytes[..offset].iter().rposition(ends);
        let length = bytes[offset..].iter().position(ends);
        Line {
            bytes,
            start: start.map_or(0, |at| at + 1),
            end: length.map_or(bytes.len(), |length| offset + length),
        }
    }

    /// The byte at a place; zero behind the line.
    pub fn byte(&self, at: usize) -> u8 {
        match at < self.end {
            true => self.bytes[at],
            false => 0,
        }
    }

    /// Where a text ends that starts at `start`, without the blanks before `end`.
    pub fn trimmed(&self, start: usize, end: usize) -> usize {
        let text = &self.bytes[start..end];
        start + text.trim_ascii_end().len()
    }

    fn behind_blanks(&self, at: usize) -> usize {
        let is_blank = |at: &usize| matches!(self.byte(*at), b' ' | b'\t');
        (at..self.end).find(|at| !is_blank(at)).unwrap_or(self.end)
    }

    /// Whether a literal may begin at a place, as far as the character before it tells.
    pub fn may_open(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|&before| before >= self.start);
        before.is_none_or(|before| {
            let byte = self.bytes[before];
            !is_name_byte(byte) && !br#")]}'".$/\"#.contains(&byte) && byte < 0x80
        })
    }

    /// Whether what follows can stand behind a value, which may be the key of an entry.
    pub fn ends_value(&self, at: usize, is_key: bool) -> bool {
        let next = self.behind_blanks(at);
        match self.byte(next) {
            0 | b',' | b')' | b']' | b'}' | b'#' | b'%' | b'+' => true,
            b':' => is_key,
            b'.' => self.byte(next + 1).is_ascii_alphabetic(),
            _ => false,
        }
    }

    /// Whether a literal that lacks its end may have been meant to end here: before a comma, a bracket, an operator or a comment.
    pub fn is_end(&self, at: usize, is_key: bool, is_argument: bool) -> bool {
        let is_apart = at > self.start && self.byte(at - 1) == b' ';
        match self.byte(at) {
            b',' => self.next_may_begin(at + 1, is_argument),
            b')' | b']' | b'}' => true,
            b':' => is_key,
            b'%' | b'+' => is_apart && self.byte(at + 1) == b' ',
            b'#' => is_apart,
            _ => false,
        }
    }

    /// Whether what follows a comma may be an element, or an argument behind one that has a name.
    fn next_may_begin(&self, at: usize, is_argument: bool) -> bool {
        let next = self.behind_blanks(at);
        !is_argument || matches!(self.byte(next), 0 | b'*' | b'#') || self.begins_argument(next)
    }

    /// Whether `name =` stands here.
    pub fn begins_argument(&self, at: usize) -> bool {
        let rest = &self.bytes[at..self.end];
        let length = rest.iter().take_while(|&&byte| is_name_byte(byte)).count();
        let behind = rest[length..].trim_ascii_start();
        length > 0 && behind.starts_with(b"=") && !behind.starts_with(b"==")
    }

    /// Whether each literal from `at` on ends on the line, and stands apart from what is around it.
    pub fn is_sound(&self, at: usize) -> bool {
        let mut at = at;
        while at < self.end {
            match self.byte(at) {
                b'#' => return true,
                quote @ (b'\'' | b'"') => {
                    if self.bytes[at..self.end].starts_with(&[quote; 3]) {
                        return true;
                    }
                    let Some(end) = self.literal(at, quote) else {
                        return false;
                    };
                    at = end;
                }
                _ => at += 1,
            }
        }
        true
    }

    /// The end of the literal that opens at a place.
    fn literal(&self, open: usize, quote: u8) -> Option<usize> {
        let letters = self.bytes[self.start..open].iter().rev();
        let letters = letters.take_while(|&&byte| is_name_byte(byte)).count();
        let start = match is_string_prefix(&self.bytes[open - letters..open]) {
            true => open - letters,
            false => open,
        };
        let mut at = open + 1;
        while at < self.end && self.byte(at) != quote {
            at += 1 + usize::from(self.byte(at) == b'\\');
        }
        let behind = self.byte(at + 1);
        let is_apart = !is_name_byte(behind) && !matches!(behind, b'\'' | b'"');
        (at < self.end && is_apart && self.may_open(start)).then_some(at + 1)
    }
}
