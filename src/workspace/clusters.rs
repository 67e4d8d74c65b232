//! A client's `clusters.json`: the clusters that it can reach.

use super::door::{LARGEST, read_named, text};
use serde_json::Value;
use std::path::Path;

/// The names of the clusters in a file.
pub fn read(path: &Path) -> Result<Vec<String>, String> {
    let text = read_named(path, LARGEST).and_then(text);
    let text = text.map_err(|refusal| refusal.to_string())?;
    parse(&text)
}

/// The most bytes of such a file. Its values take many times as much.
const MOST_BYTES: usize = 4 << 20;

/// A list of objects, each with a `name`; what else they have is the client's business.
fn parse(text: &str) -> Result<Vec<String>, String> {
    if text.len() > MOST_BYTES {
        return Err(format!("it has more than {MOST_BYTES} bytes"));
    }
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
    let Value::Array(clusters) = value else {
        return Err("expected a list of clusters, `[{\"name\": …}, …]`".to_owned());
    };
    let name = |(index, cluster): (usize, &Value)| match cluster.get("name") {
        Some(Value::String(name)) => Ok(name.clone()),
        _ => Err(format!("cluster {} of the list has no `name`", index + 1)),
    };
    clusters.iter().enumerate().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_everything_else_is_an_error() {
        let text = r#"[{"name": "west", "zk": "10.0.0.1"}, {"name": "east"}]"#;
        assert_eq!(parse(text).unwrap(), ["west", "east"]);
        for (text, message) in [
            (
                "[",
                "it is not JSON: EOF while parsing a list at line 1 column 1",
            ),
            ("{}", "expected a list of clusters, `[{\"name\": …}, …]`"),
            (
                "[{\"name\": \"a\"}, {\"name\": 1}]",
                "cluster 2 of the list has no `name`",
            ),
            ("[\"west\"]", "cluster 1 of the list has no `name`"),
            (
                &" ".repeat(MOST_BYTES + 1),
                "it has more than 4194304 bytes",
            ),
        ] {
            assert_eq!(parse(text).unwrap_err(), message);
        }
    }
}
