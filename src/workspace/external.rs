//! The lock file of external references: what something outside of jobc resolved `{{docker.image[python][2.7]}}` to.

use super::door::{LARGEST, read_named, text};
use crate::template::Reference;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The values in a file, by reference.
pub fn read(path: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = read_named(path, LARGEST).and_then(text);
    let text = text.map_err(|refusal| refusal.to_string())?;
    parse(&text)
}

/// An object whose names are references without their braces, and whose values are strings.
fn parse(text: &str) -> Result<BTreeMap<String, String>, String> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
    let Value::Object(values) = value else {
        return Err("expected an object, `{\"docker.image[python][2.7]\": \"…\"}`".to_owned());
    };
    let value = |(name, value): (String, Value)| {
        if let Err(reason) = Reference::parse(&name) {
            return Err(format!("`{name}` is not a reference: {reason}"));
        }
        match value {
            Value::String(value) => Ok((name, value)),
            _ => Err(format!("the value of `{name}` is not a string")),
        }
    };
    values.into_iter().map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_strings_and_names_references() {
        let values = parse(r#"{"docker.image[python][2.7]": "python@sha256:1"}"#).unwrap();
        assert_eq!(values["docker.image[python][2.7]"], "python@sha256:1");
        for (text, message) in [
            (
                "",
                "it is not JSON: EOF while parsing a value at line 1 column 0",
            ),
            (
                "[]",
                "expected an object, `{\"docker.image[python][2.7]\": \"…\"}`",
            ),
            (
                r#"{"a b": "x"}"#,
                "`a b` is not a reference: a name cannot contain spaces",
            ),
            (r#"{"a": 1}"#, "the value of `a` is not a string"),
        ] {
            assert_eq!(parse(text).unwrap_err(), message);
        }
    }
}
