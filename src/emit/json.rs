//! JSON as it is written: integers of any size, attributes in the order they were declared.

use crate::job::value;
use crate::object::{Leaf, Object, TypeKind};
use std::fmt::Write;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Json {
    Null,
    Boolean(bool),
    /// The decimal digits, so that integers do not overflow.
    Integer(String),
    Float(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A text.
    pub fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }

    /// An integer.
    pub fn integer(number: impl ToString) -> Json {
        Json::Integer(number.to_string())
    }

    /// An object (Pystachio: `get()`): attributes in the order they are declared, those that are not set are absent. Of an object
    /// that is resolved; a choice is what was chosen.
    pub fn of(object: &Object) -> Json {
        let object = &object.unwrap_choice();
        if let Some(leaf) = object.as_leaf() {
            return of_leaf(leaf, matches!(object.ty().kind(), TypeKind::Float));
        }
        if let Some(elements) = object.as_list() {
            return Json::List(elements.iter().map(Json::of).collect());
        }
        if let Some(pairs) = object.as_map() {
            let pairs = pairs
                .iter()
                .map(|(key, value)| (key_of(key), Json::of(value)));
            return Json::Object(pairs.collect());
        }
        let names = object.ty().as_struct().map(|ty| ty.attributes.keys());
        let attributes = names.into_iter().flatten().filter_map(|name| {
            let field = object.field(name)?;
            Some((name.to_string(), Json::of(&field.value)))
        });
        Json::Object(attributes.collect())
    }

    /// An object without some of its attributes.
    pub fn without(self, names: &[&str]) -> Json {
        match self {
            Json::Object(mut pairs) => {
                pairs.retain(|(name, _)| !names.contains(&name.as_str()));
                Json::Object(pairs)
            }
            other => other,
        }
    }

    /// The value with the names of all objects in alphabetical order.
    pub fn sorted(&self) -> Json {
        match self {
            Json::List(items) => Json::List(items.iter().map(Json::sorted).collect()),
            Json::Object(pairs) => {
                let mut pairs: Vec<_> = pairs
                    .iter()
                    .map(|(name, value)| (name.clone(), value.sorted()))
                    .collect();
                pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
                Json::Object(pairs)
            }
            other => other.clone(),
        }
    }

    /// On one line, as Python's `json.dumps` writes it: ASCII only, `, ` and `: ` between.
    pub fn to_python(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, &Style::PYTHON, 0);
        out
    }

    /// On one line without blanks.
    pub fn to_compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, &Style::COMPACT, 0);
        out
    }

    /// On many lines, indented by two.
    pub fn to_pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, &Style::PRETTY, 0);
        out
    }

    fn write(&self, out: &mut String, style: &Style, depth: usize) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::Integer(digits) => out.push_str(digits),
            Json::Float(number) => out.push_str(&float_repr(*number)),
            Json::Text(text) => write_text(out, text, style.ascii),
            Json::List(items) => {
                style.brackets(out, '[', ']', items, depth, |out, item| {
                    item.write(out, style, depth + 1);
                });
            }
            Json::Object(pairs) => {
                style.brackets(out, '{', '}', pairs, depth, |out, (name, value)| {
                    write_text(out, name, style.ascii);
                    out.push_str(style.colon);
                    value.write(out, style, depth + 1);
                });
            }
        }
    }
}

struct Style {
    comma: &'static str,
    colon: &'static str,
    ascii: bool,
    indent: bool,
}

impl Style {
    const PYTHON: Style = Style {
        comma: ", ",
        colon: ": ",
        ascii: true,
        indent: false,
    };
    const COMPACT: Style = Style {
        comma: ",",
        colon: ":",
        ascii: false,
        indent: false,
    };
    const PRETTY: Style = Style {
        comma: ",",
        colon: ": ",
        ascii: false,
        indent: true,
    };

    fn brackets<T>(
        &self,
        out: &mut String,
        open: char,
        close: char,
        items: &[T],
        depth: usize,
        mut write: impl FnMut(&mut String, &T),
    ) {
        out.push(open);
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.push_str(self.comma);
            }
            self.new_line(out, depth + 1);
            write(out, item);
        }
        if !items.is_empty() {
            self.new_line(out, depth);
        }
        out.push(close);
    }

    fn new_line(&self, out: &mut String, depth: usize) {
        if self.indent {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
    }
}

fn of_leaf(leaf: &Leaf, is_float: bool) -> Json {
    match leaf {
        Leaf::Text(text) => Json::text(text.as_str()),
        Leaf::Integer(number) if is_float => Json::Float(*number as f64),
        Leaf::Integer(number) => Json::integer(number),
        Leaf::BigInteger(number) => Json::integer(number),
        Leaf::Float(number) => Json::Float(*number),
        Leaf::Boolean(value) => Json::Boolean(*value),
        // No accepted job has one.
        Leaf::Other(_) => Json::Null,
    }
}

/// The key of a map as a name; JSON has no others.
fn key_of(key: &Object) -> String {
    match value::text(key) {
        Some(text) => text.to_string(),
        None => Json::of(key).to_python(),
    }
}

fn write_text(out: &mut String, text: &str, ascii: bool) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            letter
                if letter < ' ' || ascii && !letter.is_ascii() || letter == '\u{7f}' && !ascii =>
            {
                let mut units = [0; 2];
                for unit in letter.encode_utf16(&mut units) {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
}

/// The shortest digits that give the same float again, as Python's `repr` writes them.
fn float_repr(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .into();
    }
    let scientific = format!("{number:e}");
    let exponent = scientific
        .split_once('e')
        .and_then(|(_, exponent)| exponent.parse::<i32>().ok())
        .unwrap_or(0);
    if (-4..16).contains(&exponent) {
        return format!("{number:?}");
    }
    let mantissa = scientific.split('e').next().unwrap_or("0");
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_in_python() {
        for (number, text) in [
            (1.0, "1.0"),
            (0.1, "0.1"),
            (-0.0, "-0.0"),
            (1.0 / 3.0, "0.3333333333333333"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1.5e22, "1.5e+22"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.25e-7, "1.25e-07"),
            (1e300, "1e+300"),
            (f64::INFINITY, "Infinity"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(float_repr(number), text);
        }
    }

    #[test]
    fn three_ways_of_writing() {
        let json = Json::Object(vec![
            ("a".into(), Json::List(vec![Json::integer(1), Json::Null])),
            ("é\u{1f600}".into(), Json::text("\"\\\n\u{1}\u{7f}")),
            ("empty".into(), Json::List(vec![])),
        ]);
        assert_eq!(
            json.to_python(),
            "{\"a\": [1, null], \"\\u00e9\\ud83d\\ude00\": \"\\\"\\\\\\n\\u0001\u{7f}\", \"empty\": []}"
        );
        assert_eq!(
            json.to_compact(),
            "{\"a\":[1,null],\"é\u{1f600}\":\"\\\"\\\\\\n\\u0001\\u007f\",\"empty\":[]}"
        );
        assert_eq!(
            json.to_pretty(),
            "{\n  \"a\": [\n    1,\n    null\n  ],\n  \"é\u{1f600}\": \"\\\"\\\\\\n\\u0001\\u007f\",\n  \"empty\": []\n}"
        );
        assert_eq!(
            json.without(&["é\u{1f600}"]).to_compact(),
            r#"{"a":[1,null],"empty":[]}"#
        );
    }
}
