//! What a target returns for a job: a text, or data.

use crate::emit::Json;
use crate::object::{PlainKind, PlainValue};

/// What a target returns for a job.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// A text, written as it is.
    Text(String),
    /// Data, written as JSON.
    Data(Json),
}

impl Document {
    pub(super) fn of(value: &PlainValue) -> Document {
        match text_of(value) {
            Some(text) => Document::Text(text),
            None => Document::Data(json(value)),
        }
    }

    /// The text of a file with this document alone.
    pub fn to_text(&self) -> String {
        match self {
            Document::Text(text) => text.clone(),
            Document::Data(json) => json.to_pretty() + "\n",
        }
    }
}

/// The text of all documents together: an array if they are data. `None` if they are several texts, which make no one text.
pub fn together(documents: Vec<Document>) -> Option<String> {
    let mut all = Vec::new();
    let is_one = documents.len() == 1;
    for document in documents {
        match document {
            Document::Text(text) if is_one => return Some(text),
            Document::Text(_) => return None,
            Document::Data(json) => all.push(json),
        }
    }
    Some(Json::List(all).to_pretty() + "\n")
}

/// A text, if it is one.
pub(super) fn text_of(value: &PlainValue) -> Option<String> {
    match &value.kind {
        PlainKind::Text(text, _) => Some(text.as_str().to_owned()),
        _ => None,
    }
}

/// The value of a key.
pub(super) fn member<'v>(value: &'v PlainValue, name: &str) -> Option<&'v PlainValue> {
    let PlainKind::Map(pairs) = &value.kind else {
        return None;
    };
    let mut pairs = pairs.iter();
    let (_, value) = pairs.find(|(key, _)| text_of(key).as_deref() == Some(name))?;
    Some(value)
}

/// Data as JSON. A key that is no text becomes one, as in Python's `json.dumps`.
pub(super) fn json(value: &PlainValue) -> Json {
    match &value.kind {
        PlainKind::Text(text, _) => Json::text(text.as_str()),
        PlainKind::Integer(number) => Json::integer(number),
        PlainKind::BigInteger(number) => Json::integer(number),
        PlainKind::Float(number) => Json::Float(*number),
        PlainKind::Boolean(value) => Json::Boolean(*value),
        PlainKind::List(items) | PlainKind::Tuple(items) => {
            Json::List(items.iter().map(json).collect())
        }
        PlainKind::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| {
                let name = text_of(key).unwrap_or_else(|| json(key).to_python());
                (name, json(value))
            });
            Json::Object(pairs.collect())
        }
        _ => Json::Null,
    }
}
