//! Names that the command line is going to bind: what may be known of them before it does.

use crate::object::{Type, TypeKind};
use crate::template::Reference;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// What the value of a parameter will be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum ParameterType {
    /// Any text.
    String,
    /// An integer.
    Integer,
    /// A number.
    Float,
    /// `True` or `False`.
    Boolean,
    /// One of these.
    Enum(Vec<String>),
}

/// A type as `jobc.toml` has it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Name(String),
    Table(Table),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    r#type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    values: Option<Vec<String>>,
}

/// The types that have no values to list.
const SIMPLE: [(&str, ParameterType); 4] = [
    ("String", ParameterType::String),
    ("Integer", ParameterType::Integer),
    ("Float", ParameterType::Float),
    ("Boolean", ParameterType::Boolean),
];

impl TryFrom<Written> for ParameterType {
    type Error = String;

    fn try_from(written: Written) -> Result<ParameterType, String> {
        let (name, values) = match written {
            Written::Name(name) => (name, None),
            Written::Table(table) => (table.r#type, table.values),
        };
        let simple = SIMPLE.into_iter().find(|(simple, _)| *simple == name);
        match (simple, name.as_str(), values) {
            (Some((_, ty)), _, None) => Ok(ty),
            (Some(_), _, Some(_)) => Err(format!("only an Enum has `values`, not a {name}")),
            (None, "Enum", Some(values)) if !values.is_empty() => Ok(ParameterType::Enum(values)),
            (None, "Enum", _) => Err("an Enum requires `values`".to_owned()),
            (None, ..) => Err(format!(
                "unknown type `{name}`; use `String`, `Integer`, `Float`, `Boolean` or `Enum`"
            )),
        }
    }
}

impl From<ParameterType> for Written {
    fn from(ty: ParameterType) -> Written {
        match ty {
            ParameterType::Enum(values) => Written::Table(Table {
                r#type: "Enum".to_owned(),
                values: Some(values),
            }),
            simple => Written::Name(simple.to_string()),
        }
    }
}

impl fmt::Display for ParameterType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParameterType::Enum(values) => write!(f, "one of `{}`", values.join("`, `")),
            simple => {
                let name = SIMPLE.iter().find(|(_, ty)| ty == simple);
                f.write_str(name.map_or("String", |(name, _)| name))
            }
        }
    }
}

impl ParameterType {
    /// The parameter type that says the same as a type of an attribute; `None` for types that are no simple values.
    pub fn of(ty: &Type) -> Option<ParameterType> {
        Some(match ty.kind() {
            TypeKind::String => ParameterType::String,
            TypeKind::Integer => ParameterType::Integer,
            TypeKind::Float => ParameterType::Float,
            TypeKind::Boolean => ParameterType::Boolean,
            TypeKind::Enum { values } => {
                ParameterType::Enum(values.iter().map(|it| it.to_string()).collect())
            }
            _ => return None,
        })
    }

    /// Whether every value that this type allows is a value of another type.
    pub fn fits(&self, expected: &Type) -> bool {
        match (expected.kind(), self) {
            (TypeKind::String, _) => true,
            (TypeKind::Integer, ParameterType::Integer) => true,
            (TypeKind::Float, ParameterType::Integer | ParameterType::Float) => true,
            (TypeKind::Boolean, ParameterType::Boolean) => true,
            (_, ParameterType::Enum(values)) => values.iter().all(|it| expected.accepts(it)),
            _ => false,
        }
    }

    /// Whether a text is a value of this type.
    pub fn allows(&self, text: &str) -> bool {
        match self {
            ParameterType::String => true,
            ParameterType::Integer => Type::integer().accepts(text),
            ParameterType::Float => Type::float().accepts(text),
            ParameterType::Boolean => Type::boolean().accepts(text),
            ParameterType::Enum(values) => values.iter().any(|it| it == text),
        }
    }
}

/// Parameters by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "BTreeMap<String, ParameterType>",
    into = "BTreeMap<String, ParameterType>"
)]
pub struct Parameters(BTreeMap<String, ParameterType>);

impl TryFrom<BTreeMap<String, ParameterType>> for Parameters {
    type Error = String;

    fn try_from(types: BTreeMap<String, ParameterType>) -> Result<Parameters, String> {
        for name in types.keys() {
            Reference::parse(name)
                .map_err(|reason| format!("`{name}` cannot be a parameter: {reason}"))?;
        }
        Ok(Parameters(types))
    }
}

impl From<Parameters> for BTreeMap<String, ParameterType> {
    fn from(parameters: Parameters) -> Self {
        parameters.0
    }
}

impl FromIterator<(String, ParameterType)> for Parameters {
    fn from_iter<T: IntoIterator<Item = (String, ParameterType)>>(types: T) -> Parameters {
        Parameters(types.into_iter().collect())
    }
}

impl Parameters {
    /// What is known of a name.
    pub fn get(&self, name: &str) -> Option<&ParameterType> {
        self.0.get(name)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and types, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ParameterType)> {
        self.0.iter().map(|(name, ty)| (name.as_str(), ty))
    }

    /// Adds others; of two types for one name the other's wins.
    pub fn extend(&mut self, others: &Parameters) {
        self.0.extend(others.0.clone());
    }

    /// Adds others; of two types for one name the one that is no String wins.
    pub fn extend_specific(&mut self, others: Parameters) {
        for (name, ty) in others.0 {
            let known = self.0.entry(name).or_insert(ParameterType::String);
            if *known == ParameterType::String {
                *known = ty;
            }
        }
    }

    /// Leaves out names.
    pub fn retain(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.0.retain(|name, _| is_kept(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<Parameters, String> {
        toml::from_str(toml).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn types_are_read_and_written() {
        let text = "COUNT = \"Integer\"\nMODE = { type = \"Enum\", values = [\"a\", \"b\"] }\nNAME = { type = \"String\" }\n\"profile.zone\" = \"String\"\n";
        let parameters = read(text).expect("parameters");
        assert_eq!(parameters.get("COUNT"), Some(&ParameterType::Integer));
        assert_eq!(parameters.get("NAME"), Some(&ParameterType::String));
        assert_eq!(parameters.get("profile.zone"), Some(&ParameterType::String));
        let written = toml::to_string(&parameters).expect("TOML");
        assert_eq!(read(&written), Ok(parameters));
    }

    #[test]
    fn mistakes_are_explained() {
        for (text, words) in [
            ("a = 'Int'", "unknown type `Int`"),
            ("a = {type = 'Enum'}", "an Enum requires `values`"),
            (
                "a = {type = 'Enum', values = []}",
                "an Enum requires `values`",
            ),
            (
                "a = {type = 'Float', values = ['a']}",
                "only an Enum has `values`",
            ),
            ("'a b' = 'String'", "`a b` cannot be a parameter"),
        ] {
            let error = read(text).expect_err(text);
            assert!(error.contains(words), "{text}: {error}");
        }
    }

    #[test]
    fn types_fit_where_all_their_values_do() {
        let enumeration =
            |values: &[&str]| ParameterType::Enum(values.iter().map(|it| it.to_string()).collect());
        let target = Type::enum_(None, vec!["a".into(), "b".into()]).expect("an Enum");
        // String, Integer, Float, Boolean, Enum of `a` and `b`
        for (ty, fits) in [
            (ParameterType::String, "10000"),
            (ParameterType::Integer, "11100"),
            (ParameterType::Float, "10100"),
            (ParameterType::Boolean, "10010"),
            (enumeration(&["a"]), "10001"),
            (enumeration(&["a", "c"]), "10000"),
            (enumeration(&["1", "0"]), "11110"),
        ] {
            let all = [
                Type::string(),
                Type::integer(),
                Type::float(),
                Type::boolean(),
                target.clone(),
            ];
            let found: String = all
                .iter()
                .map(|it| if ty.fits(it) { '1' } else { '0' })
                .collect();
            assert_eq!(found, fits, "{ty}");
        }
    }
}
