//! What the head of a file says about all of it: its coding, and `from __future__ import`.

use super::encoding;

/// How much of a file is searched: what follows a longer comment is not taken for its head.
const LONGEST: usize = 64 << 10;

/// What the head of a file says about all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileHeader {
    /// Whether a byte order mark or a coding line (PEP 263) says that the file is UTF-8: then letters beyond ASCII in unicode literals
    /// are letters, and otherwise the characters of their bytes in Latin-1.
    pub is_utf8: bool,
    /// Whether `/` of integers keeps the fraction (PEP 238).
    pub true_division: bool,
    /// Whether `print` is a function (PEP 3105).
    pub print_function: bool,
    /// Whether literals without a prefix are unicode (PEP 3112).
    pub unicode_literals: bool,
    /// Whether the file gives `True` or `False` another value, which are plain names in Python 2.
    pub boolean_names: bool,
    /// Where the first statement behind these imports may begin, in bytes.
    pub end: usize,
}

impl FileHeader {
    /// Reads the head of a file.
    pub fn of(text: &str) -> FileHeader {
        let mut header = FileHeader {
            is_utf8: encoding::says_utf8(text),
            ..FileHeader::default()
        };
        let mut end = text.len().min(LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut rest = text[..end].trim_start_matches('\u{feff}');
        loop {
            rest = rest.trim_start_matches([' ', '\t', '\x0c', '\r', '\n', ';']);
            if rest.starts_with('#') {
                rest = rest.find(['\n', '\r']).map_or("", |end| &rest[end..]);
            } else if let Some(behind) = behind_literal(rest) {
                // The doc string.
                rest = behind;
            } else if let Some(names) = imported(rest) {
                rest = header.note(names);
            } else {
                header.end = if rest.is_empty() {
                    text.len()
                } else {
                    end - rest.len()
                };
                return header;
            }
        }
    }

    /// Notes the names that are imported; what follows them.
    fn note<'t>(&mut self, names: &'t str) -> &'t str {
        let (names, rest) = match names.trim_start().strip_prefix('(') {
            Some(inside) => inside.split_once(')').unwrap_or((inside, "")),
            None => {
                let joined = |end: &usize| !names[..*end].ends_with('\\');
                let mut ends = names.match_indices(['\n', ';', '#']).map(|(at, _)| at);
                let end = ends.find(joined).unwrap_or(names.len());
                names.split_at(end)
            }
        };
        for name in names.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            match name {
                "division" => self.true_division = true,
                "print_function" => self.print_function = true,
                "unicode_literals" => self.unicode_literals = true,
                _ => {}
            }
        }
        rest
    }
}

/// What stands behind `from __future__ import`.
fn imported(text: &str) -> Option<&str> {
    let mut rest = text;
    for word in ["from", "__future__", "import"] {
        rest = rest.trim_start_matches([' ', '\t']).strip_prefix(word)?;
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return None;
        }
    }
    Some(rest)
}

/// What stands behind the string literal that a text starts with.
fn behind_literal(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['r', 'R', 'u', 'U', 'b', 'B']);
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let long = [quote; 3].iter().collect::<String>();
    let quotes = match text.starts_with(&long) {
        true => long.as_str(),
        false => &text[..1],
    };
    let bytes = text.as_bytes();
    let mut at = quotes.len();
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' | b'\r' if quotes.len() == 1 => return None,
            _ if bytes[at..].starts_with(quotes.as_bytes()) => {
                return text.get(at + quotes.len()..);
            }
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::FileHeader;

    #[test]
    fn the_head_tells_of_the_whole_file() {
        for (text, says) in [
            ("", ""),
            ("# coding: utf-8\n", "utf8"),
            ("\u{feff}x = 1\n", "utf8"),
            ("from __future__ import division\n", "division"),
            (
                "#!/usr/bin/python\n# -*- coding: utf-8 -*-\n'''Doc\n\nfrom __future__ import print_function\n'''\n\
                 from __future__ import (\n  division,  # comment\n  unicode_literals)\nfrom __future__ import print_function\n",
                "utf8 division print unicode",
            ),
            (
                "from __future__ import division, \\\n  print_function\n",
                "division print",
            ),
            (
                "from __future__ import division; from __future__ import print_function",
                "division print",
            ),
            (
                "from __future__ import with_statement  # division\nx = 1\n",
                "",
            ),
            (
                "r'\\''\nfrom\t__future__  import division as d\n",
                "division",
            ),
            ("x = 1\nfrom __future__ import division\n", ""),
            ("from __future__ import_division\n", ""),
            ("from __future__x import division\n", ""),
            ("'never closed\nfrom __future__ import division\n", ""),
        ] {
            let header = FileHeader::of(text);
            let named = [
                (header.is_utf8, "utf8"),
                (header.true_division, "division"),
                (header.print_function, "print"),
                (header.unicode_literals, "unicode"),
            ];
            let named: Vec<&str> = named.iter().filter(|it| it.0).map(|it| it.1).collect();
            assert_eq!(named.join(" "), says, "{text}");
        }
    }

    #[test]
    fn an_import_from_the_future_is_not_late() {
        let found = |text: &str| {
            let parsed = crate::syntax::parse(text, crate::source::FileId(0));
            let codes = parsed.errors.iter().map(|it| it.code.code);
            codes.collect::<Vec<_>>()
        };
        for text in [
            "from __future__ import division\nfrom __future__ import (\n  print_function)\nx = 1\n",
            "# c\n\n'doc'; from __future__ import division as d\n",
            "'a' 'b'\nfrom __future__ import division\n",
            "import __future__\nx = 1\nimport __future__\n",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
        for text in [
            "x = 1\nfrom __future__ import division\n",
            "x = 1; from __future__ import division\n",
            "from __future__ import division\nimport os\nfrom __future__ import print_function\n",
            "def f():\n  from __future__ import division\n",
            "if 1:\n  from __future__ import division\n",
        ] {
            assert_eq!(found(text), ["E112"], "{text}");
        }
    }
}
