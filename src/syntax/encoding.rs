//! How a file says that it is encoded (PEP 263), and the mistakes with which Python 2.7 refuses a whole file.
//!
//! The rules are those of CPython 2.7's `Parser/tokenizer.c`: `get_coding_spec`, `check_coding_spec`, `get_normal_name`.

use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{FileId, Span};
use memchr::{memchr, memchr2};

/// The names that Python 2.7 has codecs for which may encode a source file, normalized.
const KNOWN: &str = include_str!("encodings.txt");

/// The names of UTF-8 and ASCII among them.
const UTF8: [&str; 7] = [
    "utf_8",
    "utf8",
    "u8",
    "utf",
    "utf8_ucs2",
    "utf8_ucs4",
    "utf_8_sig",
];
const ASCII: [&str; 12] = [
    "ascii",
    "646",
    "ansi_x3.4_1968",
    "ansi_x3.4_1986",
    "ansi_x3_4_1968",
    "cp367",
    "csascii",
    "ibm367",
    "iso646_us",
    "iso_646.irv_1991",
    "us",
    "us_ascii",
];

/// What a coding line says.
struct Coding<'t> {
    /// The name, where it is in the text.
    name: &'t str,
    start: usize,
}

impl<'t> Coding<'t> {
    /// The coding line of a text: a comment in its first line, or in its second if nothing but a comment is in the first.
    fn of(text: &'t str) -> Option<Coding<'t>> {
        let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
        for _ in 0..2 {
            let rest = &text[start..];
            // Most lines are no comments, and this is asked for each place in a literal: their ends are not searched for.
            let first = rest.trim_start_matches([' ', '\t', '\x0c']);
            if !first.is_empty() && !first.starts_with(['#', '\n', '\r']) {
                return None;
            }
            let end = memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
            let line = &rest[..end];
            let comment = line.trim_start_matches([' ', '\t', '\x0c']);
            if let Some(at) = name_in(comment) {
                let at = start + (line.len() - comment.len()) + at;
                let name = &text[at..];
                let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
                let length = name.find(|c| !is_part(c)).unwrap_or(name.len());
                let name = &name[..length];
                return Some(Coding { name, start: at });
            }
            let ending = match rest[end..].starts_with("\r\n") {
                true => 2,
                false => 1,
            };
            start = (start + end + ending).min(text.len());
        }
        None
    }

    /// The name as Python's tokenizer has it.
    fn tokenizer_name(&self) -> String {
        let start: String = self.name.chars().take(12).collect();
        let start = start.to_ascii_lowercase().replace('_', "-");
        let is = |name: &str| start == name || start.starts_with(&format!("{name}-"));
        if is("utf-8") {
            return "utf-8".to_owned();
        }
        match ["latin-1", "iso-8859-1", "iso-latin-1"].into_iter().any(is) {
            true => "iso-8859-1".to_owned(),
            false => self.name.to_owned(),
        }
    }

    /// The name as Python's registry of codecs looks for it.
    fn codec_name(&self) -> String {
        let mut codec = String::new();
        for c in self.tokenizer_name().to_ascii_lowercase().chars() {
            match c.is_ascii_alphanumeric() || c == '.' {
                true => codec.push(c),
                false if codec.ends_with('_') => {}
                false => codec.push('_'),
            }
        }
        codec
    }
}

/// Where in a comment the name of its coding begins.
fn name_in(comment: &str) -> Option<usize> {
    comment.match_indices("coding").find_map(|(at, word)| {
        let rest = &comment[at + word.len()..];
        let value = rest.strip_prefix([':', '='])?;
        let value = value.trim_start_matches([' ', '\t']);
        let is_name = value.starts_with(|c: char| c.is_ascii_alphanumeric() || "-_.".contains(c));
        is_name.then(|| comment.len() - value.len())
    })
}

/// Whether a byte order mark or a coding line says that a text is UTF-8.
pub fn says_utf8(text: &str) -> bool {
    text.starts_with('\u{feff}')
        || Coding::of(text).is_some_and(|it| UTF8.contains(&it.codec_name().as_str()))
}

/// What is wrong with how a file is encoded.
pub fn mistakes(text: &str, file: FileId) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = coding_mistake(text, file).into_iter().collect();
    if let Some(at) = memchr(0, text.as_bytes()) {
        let message = "Python cannot read a file with a NUL byte";
        let span = Span::new(file, at, at + 1);
        let nul = Diagnostic::new(&codes::STRAY_CHARACTER, message, span);
        found.push(nul.help("remove it; in a string, write `\\0`"));
    }
    found
}

fn coding_mistake(text: &str, file: FileId) -> Option<Diagnostic> {
    let coding = Coding::of(text)?;
    let name = coding.name;
    let span = Span::new(file, coding.start, coding.start + name.len());
    let mistake = |message: String| Diagnostic::new(&codes::BAD_ENCODING, message, span);
    if text.starts_with('\u{feff}') && coding.tokenizer_name() != "utf-8" {
        let message =
            format!("the file has a UTF-8 byte order mark, but declares the encoding `{name}`");
        return Some(mistake(message).suggest(span, "utf-8"));
    }
    let codec = coding.codec_name();
    let plain = codec.replace('.', "_");
    let is_known = |it: &str| it == codec || it == plain;
    if !KNOWN.split_ascii_whitespace().any(is_known) {
        let mistake = mistake(format!("unknown encoding `{name}`"));
        return Some(match nearest(name, ["utf-8", "latin-1", "ascii"]) {
            Some(near) => mistake.suggest(span, near),
            None => mistake.help("write `utf-8`, in which most editors save files"),
        });
    }
    let beyond = text.find(|c: char| !c.is_ascii())?;
    if !ASCII.contains(&codec.as_str()) {
        return None;
    }
    let letter = text[beyond..].chars().next()?;
    let place = Span::new(file, beyond, beyond + letter.len_utf8());
    let message = format!("`{letter}` is not ASCII, but the file declares ASCII");
    let found = Diagnostic::new(&codes::BAD_ENCODING, message, place);
    Some(
        found
            .label(span, "declared here")
            .help("write `utf-8` in the coding line"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The coding lines that CPython 2.7.18 refuses, with what it refuses them for.
    #[test]
    fn coding_lines_are_read_as_python_2_reads_them() {
        for (text, place) in [
            ("# coding: klingon\n", "klingon"),
            ("# coding=klingon\n", "klingon"),
            ("# vim: set fileencoding=klingon :\n", "klingon"),
            ("\n# coding: klingon\n", "klingon"),
            ("# a\n# coding: klingon\n", "klingon"),
            ("  # coding: klingon\n", "klingon"),
            ("\t# coding: klingon\n", "klingon"),
            ("\x0c# coding: klingon\n", "klingon"),
            ("# encoding: klingon\n", "klingon"),
            ("# -*- coding:klingon-*-\n", "klingon-"),
            ("# coding: klingon coding: utf-8\n", "klingon"),
            ("# codingx: coding: klingon\n", "klingon"),
            ("# coding: klingon\rx = 1\n", "klingon"),
            ("\r\n# coding: klingon\r\n", "klingon"),
            ("# coding: utf-16\n", "utf-16"),
            ("\u{feff}# coding: utf8\n", "utf8"),
            ("\u{feff}# coding: latin-1\n", "latin-1"),
            ("\u{feff}# coding: ascii\n", "ascii"),
            ("\u{feff}# coding: klingon\n", "klingon"),
            ("# coding: ascii\n# é\n", "é"),
            ("# coding: US-ASCII\nx = 'é'\n", "é"),
        ] {
            let found = mistakes(text, FileId(0));
            assert_eq!(found.len(), 1, "{text:?}: {found:?}");
            assert_eq!(&text[found[0].primary.span.range()], place, "{text:?}");
        }
        for text in [
            "",
            "#coding : klingon\n",
            "x = 1\n# coding: klingon\n",
            "\n\n# coding: klingon\n",
            "'doc'\n# coding: klingon\n",
            "x = 1 # coding: klingon\n",
            "# coding: utf-8\n# coding: klingon\n",
            "# coding: latin-1\n# coding: klingon\n",
            "# coding:\n",
            "# coding: \n",
            "# coding klingon\n",
            "(\n# coding: klingon\n1)\n",
            "# coding: latin-1\nx = 'é'\n",
            "# coding: cp1252\nx = 'é'\n",
            "# coding: ascii\n",
            "\u{feff}# coding: utf-8\n",
            "\u{feff}# coding: UTF_8-unix\n",
            "\u{feff}x = 'é'\n",
        ] {
            assert_eq!(mistakes(text, FileId(0)), [], "{text:?}");
        }
        for name in [
            "UTF-8",
            "utf8",
            "utf_8",
            "utf-8-sig",
            "utf-8-unix",
            "u8",
            "utf",
            "Latin-1",
            "iso-latin-1-unix",
            "ISO_8859_1",
            "l1",
            "ascii",
            "US-ASCII",
            "windows-1252",
            "mac_roman",
            "koi8-r",
            "rot13",
        ] {
            assert_eq!(
                mistakes(&format!("# coding: {name}\n"), FileId(0)),
                [],
                "{name}"
            );
        }
    }

    #[test]
    fn only_utf8_makes_letters_of_a_unicode_literal() {
        for (text, expected) in [
            ("# coding: utf-8\n", true),
            ("# coding: UTF8\n", true),
            ("# coding: utf-8-sig\n", true),
            ("\u{feff}x = 1\n", true),
            ("# coding: latin-1\n", false),
            ("# coding: cp1252\n", false),
            ("# one\n# two\n# coding: utf-8\n", false),
            ("x = 1\n", false),
        ] {
            assert_eq!(says_utf8(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_nul_byte_is_reported_wherever_it_is() {
        for text in [
            "# a \0 b\n",
            "x = 'a\0'\n",
            "\0x = 1\n",
            "x = 1\0\n",
            "'''\n\0'''\n",
        ] {
            let parsed = crate::syntax::parse(text, FileId(0));
            let found: Vec<&str> = parsed.errors.iter().map(|it| it.code.code).collect();
            assert_eq!(found, ["E110"], "{text:?}: {:?}", parsed.errors);
            assert_eq!(
                &text[parsed.errors[0].primary.span.range()],
                "\0",
                "{text:?}"
            );
        }
        assert_eq!(mistakes("x = 'a\\0'\n", FileId(0)), []);
    }
}
