//! String literals: decoding, and finding a byte of the value in the source again.

use super::header::FileHeader;
use super::string_literal::opening_quotes;
use crate::source::{Sources, Span, Text};
use memchr::memchr2;

/// What the prefix, the quotes and the file say about a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// `r`: a backslash is a backslash.
    pub raw: bool,
    /// `u`, or nothing where the file says `unicode_literals`.
    pub unicode: bool,
    /// `f`.
    pub formatted: bool,
    /// Where the body starts in the literal, in bytes.
    pub body: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether letters beyond ASCII are characters, not the bytes of their UTF-8.
    characters: bool,
}

impl Style {
    /// Looks at a literal, which may lack its closing quotes. `header`: what the head of the file says.
    pub fn of(literal: &str, header: FileHeader) -> Style {
        let is_quote = |byte: &u8| matches!(byte, b'\'' | b'"');
        let prefix = literal.as_bytes().iter().position(is_quote).unwrap_or(0);
        let letters = &literal.as_bytes()[..prefix];
        let has = |letter: u8| letters.iter().any(|it| it.to_ascii_lowercase() == letter);
        let quotes = &literal[prefix..];
        let width = opening_quotes(quotes.as_bytes());
        let body = (prefix + width).min(literal.len());
        let quote = &quotes[..width.min(quotes.len())];
        let rest = &literal[body..];
        let end = if rest.ends_with(quote) {
            literal.len() - quote.len()
        } else {
            literal.len()
        };
        let unicode = has(b'u') || header.unicode_literals && !has(b'b');
        Style {
            raw: has(b'r'),
            unicode,
            formatted: has(b'f'),
            body,
            end: end.max(body),
            characters: unicode && header.is_utf8,
        }
    }
}

/// A part of a literal's body and what it stands for. The range is of bytes in the literal.
pub(super) enum Unit<'t> {
    /// Characters that stand for themselves.
    Verbatim(&'t str),
    /// An escape, a line end or a letter beyond ASCII.
    Decoded(&'t str),
    /// An escape that stands for nothing, and why.
    Invalid(&'static str),
}

/// Decodes the bytes `start..end` of a literal, which start and end between two units.
pub(super) fn units(
    literal: &str,
    style: Style,
    start: usize,
    end: usize,
    mut emit: impl FnMut(usize, usize, Unit<'_>),
) {
    let bytes = literal.as_bytes();
    let end = end.min(literal.len());
    let mut position = start;
    let mut buffer = String::new();
    while position < end {
        let run = bytes[position..end]
            .iter()
            .position(|&byte| byte >= 0x80 || byte == b'\\' || byte == b'\r')
            .unwrap_or(end - position);
        if run > 0 {
            emit(
                position,
                position + run,
                Unit::Verbatim(&literal[position..position + run]),
            );
            position += run;
            continue;
        }
        buffer.clear();
        let (length, problem) = match bytes[position] {
            b'\\' => escape(&literal[position..end], style, &mut buffer),
            b'\r' => {
                buffer.push('\n');
                (
                    if bytes[position..end].starts_with(b"\r\n") {
                        2
                    } else {
                        1
                    },
                    None,
                )
            }
            _ => {
                let length = literal[position..].chars().next().map_or(1, char::len_utf8);
                push_source(&literal[position..position + length], style, &mut buffer);
                (length, None)
            }
        };
        let next = position + length;
        emit(position, next, Unit::Decoded(&buffer));
        if let Some(problem) = problem {
            emit(position, next, Unit::Invalid(problem));
        }
        position = next;
    }
}

/// Characters of the source that stand for themselves.
fn push_source(source: &str, style: Style, out: &mut String) {
    if style.characters {
        out.push_str(source);
    } else {
        out.extend(source.bytes().map(|byte| byte as char));
    }
}

/// Decodes the escape that `rest` starts with; its length in bytes and what is wrong with it.
fn escape(rest: &str, style: Style, out: &mut String) -> (usize, Option<&'static str>) {
    let mut following = rest[1..].chars();
    let Some(letter) = following.next() else {
        out.push('\\');
        return (1, None);
    };
    if style.raw {
        return raw_escape(rest, letter, style, out);
    }
    let simple = match letter {
        '\n' => return (2, None),
        '\r' => return (if rest[1..].starts_with("\r\n") { 3 } else { 2 }, None),
        '\\' | '\'' | '"' => letter,
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        '0'..='7' => return (octal(rest, style, out), None),
        'x' => return hexadecimal(rest, 2, "`\\x` requires two hexadecimal digits", out),
        'u' if style.unicode => return unicode_escape(rest, out),
        'U' if style.unicode => {
            return hexadecimal(
                rest,
                8,
                "`\\U` requires eight hexadecimal digits, at most 0010FFFF",
                out,
            );
        }
        'N' if style.unicode => return named(rest, out),
        other => {
            out.push('\\');
            // The backslash is kept, and the letter is read on its own.
            let _ = other;
            return (1, None);
        }
    };
    out.push(simple);
    (2, None)
}

/// In a raw literal a backslash keeps what follows it from ending the literal, and in `ur''` begins `\u`.
fn raw_escape(
    rest: &str,
    letter: char,
    style: Style,
    out: &mut String,
) -> (usize, Option<&'static str>) {
    if style.unicode && letter == 'u' {
        return unicode_escape(rest, out);
    }
    if style.unicode && letter == 'U' {
        return hexadecimal(
            rest,
            8,
            "`\\U` requires eight hexadecimal digits, at most 0010FFFF",
            out,
        );
    }
    out.push('\\');
    if letter == '\\' {
        out.push('\\');
        return (2, None);
    }
    (1, None)
}

fn octal(rest: &str, style: Style, out: &mut String) -> usize {
    let digits = rest[1..]
        .bytes()
        .take(3)
        .take_while(|byte| (b'0'..=b'7').contains(byte))
        .count();
    let value = u32::from_str_radix(&rest[1..1 + digits], 8).unwrap_or(0);
    let value = if style.unicode { value } else { value & 0xff };
    out.extend(char::from_u32(value));
    1 + digits
}

/// `\xhh` and its like: `count` digits behind the letter.
fn hexadecimal(
    rest: &str,
    count: usize,
    problem: &'static str,
    out: &mut String,
) -> (usize, Option<&'static str>) {
    let value = hex_digits(rest, count).and_then(char::from_u32);
    match value {
        Some(character) => {
            out.push(character);
            (2 + count, None)
        }
        None => {
            out.push_str(&rest[..2]);
            (2, Some(problem))
        }
    }
}

fn hex_digits(rest: &str, count: usize) -> Option<u32> {
    let digits = rest.get(2..2 + count)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}

/// `\uXXXX`, or two of them that are a surrogate pair.
fn unicode_escape(rest: &str, out: &mut String) -> (usize, Option<&'static str>) {
    if let Some(high @ 0xd800..=0xdbff) = hex_digits(rest, 4)
        && rest.get(6..8) == Some("\\u")
        && let Some(low @ 0xdc00..=0xdfff) = hex_digits(&rest[6..], 4)
    {
        out.extend(char::from_u32(
            0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00),
        ));
        return (12, None);
    }
    if let Some(0xd800..=0xdfff) = hex_digits(rest, 4) {
        out.push(char::REPLACEMENT_CHARACTER);
        return (6, Some("half of a surrogate pair is not a character"));
    }
    hexadecimal(rest, 4, "`\\u` requires four hexadecimal digits", out)
}

fn named(rest: &str, out: &mut String) -> (usize, Option<&'static str>) {
    let name = rest
        .strip_prefix("\\N{")
        .and_then(|name| name.split_once('}'))
        .map(|(name, _)| name);
    let Some(name) = name else {
        out.push_str("\\N");
        return (2, Some("`\\N` requires the name of a character in braces"));
    };
    match unicode_names2::character(name) {
        Some(character) => {
            out.push(character);
            (4 + name.len(), None)
        }
        None => {
            out.push_str("\\N");
            (2, Some("no character has this name"))
        }
    }
}

/// The characters in the source that make up the bytes `start..end` of `text`, if they stand in a literal.
/// Where they spread over several literals, the span goes from the first to the last if these are in one file.
pub fn locate(text: &Text, start: usize, end: usize, sources: &Sources) -> Option<Span> {
    let end = end.max(start);
    let pieces = text.pieces();
    let mut found: Option<Span> = None;
    let before = pieces.partition_point(|piece| (piece.at as usize) < start);
    let overlapping = pieces.iter().enumerate().skip(before.saturating_sub(1));
    for (index, piece) in overlapping.take_while(|(_, piece)| piece.at as usize <= end) {
        let from = piece.at as usize;
        let to = pieces
            .get(index + 1)
            .map_or(text.len(), |next| next.at as usize);
        let overlaps = if start == end {
            from <= start && start <= to
        } else {
            from < end && start < to
        };
        let Some(literal) = piece.literal.filter(|_| overlaps) else {
            continue;
        };
        let skip = piece.skip as usize;
        let part = locate_in_literal(
            literal,
            skip + start.max(from) - from,
            skip + end.min(to) - from,
            sources,
        );
        found = match (found, part) {
            (Some(found), Some(part)) if found.file == part.file => Some(found.to(part)),
            (found, part) => found.or(part),
        };
        if start == end && found.is_some() {
            break;
        }
    }
    found
}

/// The characters behind the bytes `start..end` of a literal's decoded body.
fn locate_in_literal(literal: Span, start: usize, end: usize, sources: &Sources) -> Option<Span> {
    let source = sources.text(literal);
    let file = &sources.get(literal.file).text;
    let style = Style::of(source, FileHeader::of(file));
    // Up to the first escape, every byte stands for itself; a literal may have very many places to find.
    let body = source.as_bytes().get(style.body..style.end)?;
    let stands_for_itself = |text: &[u8]| text.is_ascii() && memchr2(b'\\', b'\r', text).is_none();
    if body.get(..end).is_some_and(stands_for_itself) {
        return Some(literal.part(style.body + start, style.body + end));
    }
    let mut decoded = 0;
    let mut first = None;
    let mut last = None;
    units(source, style, style.body, style.end, |from, to, unit| {
        let (length, is_verbatim) = match unit {
            Unit::Verbatim(run) => (run.len(), true),
            Unit::Decoded(run) => (run.len(), false),
            Unit::Invalid(_) => return,
        };
        let range = decoded..decoded + length;
        if first.is_none() && range.contains(&start) {
            first = Some(if is_verbatim {
                from + start - decoded
            } else {
                from
            });
        }
        if start < end && range.contains(&(end - 1)) {
            last = Some(if is_verbatim {
                from + end - decoded
            } else {
                to
            });
        }
        decoded += length;
    });
    let first = first.or((start == decoded).then_some(style.end))?;
    let last = if start == end {
        first
    } else {
        last.unwrap_or(style.end).max(first)
    };
    Some(literal.part(first, last))
}
