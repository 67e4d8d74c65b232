//! Values as Thrift has them, and the two ways of writing them as JSON.

use super::Json;

/// A Thrift value. Enumerations are `I32`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Thrift {
    Bool(bool),
    I32(i64),
    I64(i64),
    Double(f64),
    Text(String),
    /// A list, with the type of its elements as TJSON calls it.
    List(&'static str, Vec<Thrift>),
    /// A set, likewise.
    Set(&'static str, Vec<Thrift>),
    /// A map from text to text.
    Map(Vec<(String, String)>),
    /// A struct or union: the fields that are set.
    Record(Vec<Field>),
}

/// A field of a struct that is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The number that stands for it in the protocol.
    pub id: u16,
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: Thrift,
}

/// The type of structs in TJSON.
pub const RECORD: &str = "rec";
/// The type of text in TJSON.
pub const TEXT: &str = "str";

impl Thrift {
    /// A struct of (number, name, value), without the fields that are `None`.
    pub fn record<const N: usize>(fields: [(u16, &'static str, Option<Thrift>); N]) -> Thrift {
        let set = fields.into_iter().filter_map(|(id, name, value)| {
            let value = value?;
            Some(Field { id, name, value })
        });
        Thrift::Record(set.collect())
    }

    /// A union: a struct with one field.
    pub fn union(id: u16, name: &'static str, value: Thrift) -> Thrift {
        Thrift::Record(vec![Field { id, name, value }])
    }

    /// A set: each element once, in the order of their JSON texts (names sorted), so that the output is the same every time.
    pub fn set(element: &'static str, elements: impl IntoIterator<Item = Thrift>) -> Thrift {
        let mut keyed: Vec<(String, Thrift)> = elements
            .into_iter()
            .map(|element| (element.to_json().sorted().to_python(), element))
            .collect();
        keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
        keyed.dedup_by(|(a, _), (b, _)| a == b);
        Thrift::Set(element, keyed.into_iter().map(|(_, value)| value).collect())
    }

    /// As plain JSON: fields by name, sets as lists.
    pub fn to_json(&self) -> Json {
        match self {
            Thrift::Bool(value) => Json::Boolean(*value),
            Thrift::I32(number) | Thrift::I64(number) => Json::integer(number),
            Thrift::Double(number) => Json::Float(*number),
            Thrift::Text(text) => Json::text(text),
            Thrift::List(_, items) | Thrift::Set(_, items) => {
                Json::List(items.iter().map(Thrift::to_json).collect())
            }
            Thrift::Map(pairs) => Json::Object(
                pairs
                    .iter()
                    .map(|(name, value)| (name.clone(), Json::text(value)))
                    .collect(),
            ),
            Thrift::Record(fields) => Json::Object(
                fields
                    .iter()
                    .map(|field| (field.name.to_string(), field.value.to_json()))
                    .collect(),
            ),
        }
    }

    /// As Thrift's JSON protocol has it (`TJSONProtocol`): fields by number, each with its type.
    pub fn to_tjson(&self) -> Json {
        match self {
            Thrift::Bool(value) => Json::integer(u8::from(*value)),
            Thrift::Double(number) if !number.is_finite() => {
                Json::text(Json::Float(*number).to_python())
            }
            Thrift::I32(_) | Thrift::I64(_) | Thrift::Double(_) | Thrift::Text(_) => self.to_json(),
            Thrift::List(element, items) | Thrift::Set(element, items) => {
                let head = [Json::text(*element), Json::integer(items.len())];
                Json::List(
                    head.into_iter()
                        .chain(items.iter().map(Thrift::to_tjson))
                        .collect(),
                )
            }
            Thrift::Map(pairs) => Json::List(vec![
                Json::text(TEXT),
                Json::text(TEXT),
                Json::integer(pairs.len()),
                self.to_json(),
            ]),
            Thrift::Record(fields) => Json::Object(
                fields
                    .iter()
                    .map(|Field { id, value, .. }| {
                        let typed =
                            Json::Object(vec![(value.tjson_type().to_string(), value.to_tjson())]);
                        (id.to_string(), typed)
                    })
                    .collect(),
            ),
        }
    }

    fn tjson_type(&self) -> &'static str {
        match self {
            Thrift::Bool(_) => "tf",
            Thrift::I32(_) => "i32",
            Thrift::I64(_) => "i64",
            Thrift::Double(_) => "dbl",
            Thrift::Text(_) => TEXT,
            Thrift::List(..) => "lst",
            Thrift::Set(..) => "set",
            Thrift::Map(_) => "map",
            Thrift::Record(_) => RECORD,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms() {
        let value = Thrift::record([
            (
                9,
                "key",
                Some(Thrift::union(1, "role", Thrift::Text("web".into()))),
            ),
            (4, "cronSchedule", None),
            (7, "isService", Some(Thrift::Bool(true))),
            (5, "cpu", Some(Thrift::Double(1.0))),
            (2, "delay", Some(Thrift::I64(1 << 40))),
            (
                3,
                "values",
                Some(Thrift::set(
                    TEXT,
                    ["b", "a", "b"].map(|text| Thrift::Text(text.into())),
                )),
            ),
            (6, "volumes", Some(Thrift::List(RECORD, vec![]))),
            (
                22,
                "links",
                Some(Thrift::Map(vec![("log".into(), "x".into())])),
            ),
        ]);
        assert_eq!(
            value.to_json().to_compact(),
            r#"{"key":{"role":"web"},"isService":true,"cpu":1.0,"delay":1099511627776,"values":["a","b"],"volumes":[],"links":{"log":"x"}}"#
        );
        assert_eq!(
            value.to_tjson().to_compact(),
            r#"{"9":{"rec":{"1":{"str":"web"}}},"7":{"tf":1},"5":{"dbl":1.0},"2":{"i64":1099511627776},"3":{"set":["str",2,"a","b"]},"6":{"lst":["rec",0]},"22":{"map":["str","str",1,{"log":"x"}]}}"#
        );
        assert_eq!(Thrift::Double(f64::NAN).to_tjson().to_compact(), "\"NaN\"");
    }
}
