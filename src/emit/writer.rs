//! Writing JSON text piece by piece, without a tree of values in between.

use crate::object::{Identity, float_repr};
use rustc_hash::FxHashMap;
use std::fmt::{Display, Write};
use std::ops::Range;

/// How JSON is laid out.
pub(super) struct Style {
    comma: &'static str,
    colon: &'static str,
    ascii: bool,
    indent: bool,
}

impl Style {
    /// On one line, as Python's `json.dumps` writes it: ASCII only, `, ` and `: ` between.
    pub const PYTHON: Style = Style {
        comma: ", ",
        colon: ": ",
        ascii: true,
        indent: false,
    };
    /// On one line without blanks.
    pub const COMPACT: Style = Style {
        comma: ",",
        colon: ":",
        ascii: false,
        indent: false,
    };
    /// On many lines, indented by two.
    pub const PRETTY: Style = Style {
        comma: ",",
        colon: ": ",
        ascii: false,
        indent: true,
    };
}

/// A JSON text that grows.
pub(super) struct Writer {
    pub out: String,
    /// How many brackets are open.
    pub depth: usize,
    /// Where parts that objects share stand in the text, by how deep they are in it.
    pub shared: FxHashMap<(Identity, usize), Range<usize>>,
    style: Style,
}

impl Writer {
    pub fn new(style: Style) -> Writer {
        Writer {
            out: String::new(),
            depth: 0,
            shared: FxHashMap::default(),
            style,
        }
    }

    /// A list of what `write` writes of each item.
    pub fn list<T>(&mut self, items: impl IntoIterator<Item = T>, write: impl FnMut(&mut Self, T)) {
        self.brackets(['[', ']'], items, write);
    }

    /// An object of what `write` writes of each value.
    pub fn object<N: AsRef<str>, T>(
        &mut self,
        pairs: impl IntoIterator<Item = (N, T)>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.brackets(['{', '}'], pairs, |writer, (name, value)| {
            writer.text(name.as_ref());
            writer.out.push_str(writer.style.colon);
            write(writer, value);
        });
    }

    fn brackets<T>(
        &mut self,
        [open, close]: [char; 2],
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(&mut Self, T),
    ) {
        self.out.push(open);
        self.depth += 1;
        let is_empty = self.items(items, write);
        self.depth -= 1;
        if !is_empty {
            self.new_line();
        }
        self.out.push(close);
    }

    /// What stands between brackets; whether that is nothing.
    pub fn items<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) -> bool {
        let mut is_empty = true;
        for item in items {
            if !is_empty {
                self.out.push_str(self.style.comma);
            }
            is_empty = false;
            self.new_line();
            write(self, item);
        }
        is_empty
    }

    fn new_line(&mut self) {
        const BLANKS: &str = "\n                                ";
        if !self.style.indent {
            return;
        }
        match BLANKS.get(..1 + 2 * self.depth) {
            Some(blanks) => self.out.push_str(blanks),
            None => {
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n("  ", self.depth));
            }
        }
    }

    /// What is written the same in every style: a number, `null`, `true`.
    pub fn literal(&mut self, value: impl Display) {
        // Writing to a String cannot fail.
        let _ = write!(self.out, "{value}");
    }

    pub fn boolean(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// The shortest digits that give the same float again, as Python's `repr` writes them.
    pub fn float(&mut self, number: f64) {
        if number.is_nan() {
            return self.out.push_str("NaN");
        }
        if number.is_infinite() {
            let sign = if number > 0.0 { "" } else { "-" };
            self.out.push_str(sign);
            return self.out.push_str("Infinity");
        }
        self.out.push_str(&float_repr(number));
    }

    pub fn text(&mut self, text: &str) {
        self.out.push('"');
        // What needs no escape is most of a text, and copied in one piece.
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| self.is_special(byte)) {
            let (plain, special) = rest.split_at(at);
            self.out.push_str(plain);
            let mut letters = special.chars();
            letters
                .next()
                .into_iter()
                .for_each(|letter| self.escape(letter));
            rest = letters.as_str();
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    fn is_special(&self, byte: u8) -> bool {
        match byte {
            b'"' | b'\\' | 0..0x20 => true,
            0x7f => true,
            0x80.. => self.style.ascii,
            _ => false,
        }
    }

    fn escape(&mut self, letter: char) {
        let short = match letter {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            _ => {
                let mut units = [0; 2];
                for unit in letter.encode_utf16(&mut units) {
                    self.literal(format_args!("\\u{unit:04x}"));
                }
                return;
            }
        };
        self.out.push_str(short);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_in_python() {
        for (number, text) in [
            (1.0, "1.0"),
            (0.1, "0.1"),
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0 / 3.0, "0.3333333333333333"),
            (1e15, "1000000000000000.0"),
            (9_999_999_999_999_998.0, "9999999999999998.0"),
            (1e16, "1e+16"),
            (-1.5e22, "-1.5e+22"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.25e-7, "1.25e-07"),
            (1e300, "1e+300"),
            (5e-324, "5e-324"),
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
            (f64::NAN, "NaN"),
        ] {
            let mut writer = Writer::new(Style::COMPACT);
            writer.float(number);
            assert_eq!(writer.out, text);
        }
    }

    #[test]
    fn texts_are_escaped_where_the_style_needs_it() {
        for (text, python, compact) in [
            ("", "\"\"", "\"\""),
            ("a\"b\\c", r#""a\"b\\c""#, r#""a\"b\\c""#),
            (
                "\n\r\t\u{8}\u{c}\u{1}",
                r#""\n\r\t\b\f\u0001""#,
                r#""\n\r\t\b\f\u0001""#,
            ),
            (
                "né\u{1f600}x",
                r#""n\u00e9\ud83d\ude00x""#,
                "\"né\u{1f600}x\"",
            ),
            ("\u{7f}", r#""\u007f""#, r#""\u007f""#),
        ] {
            for (style, expected) in [(Style::PYTHON, python), (Style::COMPACT, compact)] {
                let mut writer = Writer::new(style);
                writer.text(text);
                assert_eq!(writer.out, expected);
            }
        }
    }

    #[test]
    fn deep_brackets_are_indented_too() {
        fn nest(writer: &mut Writer, levels: usize) {
            writer.list(0..levels.min(1), |writer, _| nest(writer, levels - 1));
        }
        let mut writer = Writer::new(Style::PRETTY);
        nest(&mut writer, 20);
        let deepest = format!("\n{}[]\n", "  ".repeat(20));
        assert!(writer.out.contains(&deepest), "{}", writer.out);
    }
}
