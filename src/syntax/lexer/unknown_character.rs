//! Characters that no token begins with.

use super::super::token::kind;
use super::Lexer;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;

impl Lexer<'_> {
    /// A name with letters beyond ASCII, which Python 2 does not have.
    pub(super) fn foreign_word(&mut self) {
        let start = self.position;
        let rest = &self.text[start..self.end];
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        if length == 0 {
            return self.stray();
        }
        self.position += length;
        let kind = self.name_kind();
        self.push(kind, start, start + length);
        let foreign = rest[..length]
            .chars()
            .find(|c| !c.is_ascii())
            .unwrap_or_default();
        self.error(
            &codes::STRAY_CHARACTER,
            format!("a name may contain only ASCII letters, digits and `_`, not `{foreign}`"),
            start,
            start + length,
        );
    }

    pub(super) fn stray(&mut self) {
        let start = self.position;
        let Some(character) = self.text[start..self.end].chars().next() else {
            self.position = self.end;
            return;
        };
        if character.is_alphabetic() {
            let word =
                self.text[start..self.end].find(|c: char| !(c.is_alphanumeric() || c == '_'));
            if word != Some(0) {
                return self.foreign_word();
            }
        }
        if let Some(close) = typographic_close(character) {
            return self.typographic_string(character, close);
        }
        // The same characters side by side are one mistake.
        let rest = &self.text[start..self.end];
        let length = rest.find(|c| c != character).unwrap_or(rest.len());
        self.position += length;
        let mut diagnostic = Diagnostic::new(
            &codes::STRAY_CHARACTER,
            stray_message(character),
            self.span(start, start + length),
        );
        match character {
            '\\' => {
                diagnostic = diagnostic
                    .help("a backslash joins two lines only as the last character of the first")
            }
            '$' => {
                diagnostic = diagnostic
                    .help("variables have no `$`; in strings, write `{{name}}` for a reference")
            }
            '?' => {
                diagnostic =
                    diagnostic.help("write a conditional expression as `a if condition else b`")
            }
            '!' => diagnostic = diagnostic.suggest(self.span(start, start + length), "not "),
            _ => {}
        }
        if character == '!' {
            self.push(kind::NOT, start, start + length);
        }
        if character == '\u{a0}' || character.is_whitespace() {
            diagnostic = diagnostic
                .suggest(self.span(start, start + length), " ")
                .help("replace it with a space");
        }
        self.report(diagnostic);
    }

    /// `“text”`, from a word processor.
    fn typographic_string(&mut self, open: char, close: char) {
        let start = self.position;
        let inside = start + open.len_utf8();
        let rest = &self.text[inside..self.end];
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let length = rest[..line].find([close, open]);
        let end = match length {
            Some(length) => {
                inside + length + rest[length..].chars().next().map_or(0, char::len_utf8)
            }
            None => inside,
        };
        self.position = end;
        // The body is not decoded: its statement is reported as it is.
        let diagnostic = Diagnostic::new(
            &codes::STRAY_CHARACTER,
            format!("`{open}` cannot start a string"),
            self.span(start, inside),
        );
        let diagnostic = match length {
            Some(length) => {
                let body = &rest[..length];
                let quote = if body.contains('\'') { '"' } else { '\'' };
                self.push(kind::NAME, start, end);
                diagnostic.suggest(self.span(start, end), format!("{quote}{body}{quote}"))
            }
            None => diagnostic.help("write `'` or `\"`"),
        };
        self.report(diagnostic);
    }
}

fn stray_message(character: char) -> String {
    match character {
        '\0' => "a NUL byte is not allowed in a configuration".to_owned(),
        '\u{feff}' => "a byte order mark in the middle of the file".to_owned(),
        c if c.is_control() || c.is_whitespace() => {
            format!(
                "the invisible character U+{:04X} is not allowed here",
                c as u32
            )
        }
        '!' => "`!` is not an operator; use `not`".to_owned(),
        c => format!("the character `{c}` has no meaning here"),
    }
}

fn typographic_close(open: char) -> Option<char> {
    match open {
        '“' | '”' | '„' => Some('”'),
        '‘' | '’' | '‚' => Some('’'),
        '«' => Some('»'),
        _ => None,
    }
}
