//! JSON as it is written: integers of any size, attributes in the order they were declared.

use super::writer::{Style, Writer};
use crate::job::value;
use crate::object::{Leaf, Object, TypeKind};

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
        if object.as_map().is_some() {
            let pairs = object.distinct_items();
            let pairs = pairs
                .into_iter()
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
        self.laid_out(Style::PYTHON)
    }

    /// On one line without blanks.
    pub fn to_compact(&self) -> String {
        self.laid_out(Style::COMPACT)
    }

    /// On many lines, indented by two.
    pub fn to_pretty(&self) -> String {
        self.laid_out(Style::PRETTY)
    }

    fn laid_out(&self, style: Style) -> String {
        let mut writer = Writer::new(style);
        self.write(&mut writer);
        writer.out
    }

    /// Writes the value into a text.
    pub(super) fn write(&self, writer: &mut Writer) {
        match self {
            Json::Null => writer.literal("null"),
            Json::Boolean(value) => writer.boolean(*value),
            Json::Integer(digits) => writer.literal(digits),
            Json::Float(number) => writer.float(*number),
            Json::Text(text) => writer.text(text),
            Json::List(items) => writer.list(items, |writer, item| item.write(writer)),
            Json::Object(pairs) => {
                let pairs = pairs.iter().map(|(name, value)| (name, value));
                writer.object(pairs, |writer, value| value.write(writer));
            }
        }
    }
}

fn of_leaf(leaf: &Leaf, is_float: bool) -> Json {
    match leaf {
        Leaf::Text(text, _) => Json::text(text.as_str()),
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
pub(super) fn key_of(key: &Object) -> String {
    match value::text(key) {
        Some(text) => text.to_string(),
        None => Json::of(key).to_python(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_ways_of_writing() {
        let json = Json::Object(vec![
            ("a".into(), Json::List(vec![Json::integer(1), Json::Null])),
            ("é\u{1f600}".into(), Json::text("\"\\\n\u{1}\u{7f}")),
            ("empty".into(), Json::List(vec![])),
        ]);
        assert_eq!(
            json.to_python(),
            "{\"a\": [1, null], \"\\u00e9\\ud83d\\ude00\": \"\\\"\\\\\\n\\u0001\\u007f\", \"empty\": []}"
        );
        assert_eq!(
            json.to_compact(),
            "{\"a\":[1,null],\"é\u{1f600}\":\"\\\"\\\\\\n\\u0001\\u007f\",\"empty\":[]}"
        );
        assert_eq!(
            json.to_pretty(),
            "{\n  \"a\": [\n    1,\n    null\n  ],\n  \"é\u{1f600}\": \"\\\"\\\\\\n\\u0001\\u007f\",\n  \"empty\": []\n}"
        );
    }
}
