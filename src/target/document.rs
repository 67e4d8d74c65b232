//! What a target returns for a job: a text, data, several documents, or several files.

use super::Format;
use crate::emit::{Json, to_yaml};
use crate::object::{PlainKind, PlainValue};

/// What a target returns for a job.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// A text, written as it is.
    Text(String),
    /// Data, written as JSON or YAML.
    Data(Json),
    /// Several of them.
    Many(Vec<Json>),
    /// Several files: their names and texts.
    Files(Vec<(String, String)>),
}

impl Document {
    /// What a target returned: its helpers say which kind it is.
    pub(super) fn of(kind: &PlainValue, value: &PlainValue) -> Document {
        match text_of(kind).as_deref() {
            Some("many") => {
                let items = value.kind.elements().into_iter().flat_map(|it| it.iter());
                Document::Many(items.map(json).collect())
            }
            Some("files") => {
                let PlainKind::Map(pairs) = &value.kind else {
                    return Document::Files(Vec::new());
                };
                let text = |it: &PlainValue| text_of(it).unwrap_or_default();
                let files = pairs.iter().map(|(name, it)| (text(name), text(it)));
                Document::Files(files.collect())
            }
            _ => match text_of(value) {
                Some(text) => Document::Text(text),
                None => Document::Data(json(value)),
            },
        }
    }

    /// The text of a file with this document alone.
    pub fn to_text(&self, layout: &Layout) -> String {
        match self {
            Document::Text(text) => text.clone(),
            Document::Data(json) => layout.one(json),
            Document::Many(items) => layout.many(items.clone()),
            Document::Files(files) => files.iter().map(|(_, text)| text.as_str()).collect(),
        }
    }
}

/// How data is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// As what.
    pub format: Format,
    /// What several documents are the `items` of in JSON. They are an array if it is empty.
    pub envelope: Vec<(String, Json)>,
}

impl Layout {
    fn one(&self, json: &Json) -> String {
        match self.format {
            Format::Json => json.to_pretty() + "\n",
            Format::Yaml => to_yaml(json),
        }
    }

    fn many(&self, items: Vec<Json>) -> String {
        if self.format == Format::Yaml {
            let documents: Vec<String> = items.iter().map(to_yaml).collect();
            return documents.join("---\n");
        }
        if self.envelope.is_empty() {
            return Json::List(items).to_pretty() + "\n";
        }
        let mut envelope = self.envelope.clone();
        envelope.push(("items".to_owned(), Json::List(items)));
        Json::Object(envelope).to_pretty() + "\n"
    }
}

/// The text of all documents together: an array, or a stream in YAML. `None` if they are several texts or files, which make no
/// one text.
pub fn together(documents: Vec<Document>, layout: &Layout) -> Option<String> {
    let mut all = Vec::new();
    let is_one = documents.len() == 1;
    for document in documents {
        match document {
            Document::Text(text) if is_one => return Some(text),
            Document::Text(_) | Document::Files(_) => return None,
            Document::Data(json) => all.push(json),
            Document::Many(items) => all.extend(items),
        }
    }
    Some(layout.many(all))
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
