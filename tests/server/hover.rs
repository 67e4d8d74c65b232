//! Hovering.

use crate::client::{Client, HELLO};
use serde_json::Value;

fn text_of(hover: &Value) -> &str {
    hover["contents"]["value"].as_str().unwrap_or_default()
}

#[test]
fn hovering() {
    let mut client = Client::with(HELLO);
    for (mark, skip, expected) in [
        (
            "cmdline =",
            1,
            vec!["cmdline = Required(String)", "attribute of `Process`"],
        ),
        ("Resources(", 1, vec!["class Resources", "`ram`"]),
        ("memory,", 1, vec!["memory = 67108864"]),
        (
            "profile.greeting",
            1,
            vec!["'hey'", "west/www/prod/hello", "a.aurora:17"],
        ),
        ("mesos.instance", 1, vec!["The cluster"]),
        ("hello(name)", 1, vec!["def hello(name)"]),
        ("greeting = 'hey'", 1, vec!["what is said", "'hello'"]),
        (
            "job.bind",
            1,
            vec!["west/www/prod/hello", "64 MB ram", "1. hi"],
        ),
        ("name,", 1, vec!["parameter"]),
    ] {
        let hover = client.at("textDocument/hover", HELLO, mark, skip);
        for words in expected {
            assert!(text_of(&hover).contains(words), "{mark}: {words}: {hover}");
        }
    }
    assert_eq!(
        client.at("textDocument/hover", HELLO, "return", 1),
        Value::Null
    );
}
