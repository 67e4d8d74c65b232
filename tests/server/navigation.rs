//! Definitions, references, outlines, folding, selecting.

use crate::client::{Client, HELLO};
use serde_json::json;

#[test]
fn definitions_and_references() {
    let mut client = Client::with(HELLO);
    for (mark, skip, line) in [
        ("memory,", 1, 10),
        ("hello('hi')", 1, 7),
        ("name,", 1, 7),
        ("Profile(greeting", 1, 0),
        ("greeting = 'hey'", 1, 5),
        ("profile.greeting", 1, 16),
    ] {
        let found = client.at("textDocument/definition", HELLO, mark, skip);
        assert_eq!(found[0]["range"]["start"]["line"], line, "{mark}");
    }
    let text = format!("{HELLO}profile = Profile()\n");
    client.replace("a.aurora", 2, &text);
    let found = client.at(
        "textDocument/typeDefinition",
        &text,
        "profile = Profile()",
        1,
    );
    assert_eq!(found["range"]["start"]["line"], 0);
    client.replace("a.aurora", 3, HELLO);
    let mut params = client.place(HELLO, "memory,", 1);
    params["context"] = json!({"includeDeclaration": true});
    let found = client.ask("textDocument/references", params);
    assert_eq!(found.as_array().expect("a list").len(), 2);
    let found = client.at("textDocument/documentHighlight", HELLO, "name,", 1);
    assert_eq!(found.as_array().expect("a list").len(), 2);
    assert_eq!(found[0]["kind"], 3);
}

#[test]
fn outlines() {
    let mut client = Client::with(HELLO);
    let document = client.document();
    let symbols = client.ask("textDocument/documentSymbol", document.clone());
    let names: Vec<_> = symbols
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(
        names,
        [
            "Profile",
            "hello",
            "memory",
            "task",
            "job",
            "jobs",
            "west/www/prod/hello"
        ]
    );
    assert_eq!(symbols[0]["children"][0]["name"], "greeting");
    let found = client.ask("workspace/symbol", json!({"query": "MEM"}));
    assert_eq!(found[0]["name"], "memory");
    let folds = client.ask("textDocument/foldingRange", document);
    let folds: Vec<_> = folds
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| (it["startLine"].as_i64(), it["endLine"].as_i64()))
        .collect();
    assert!(folds.contains(&(Some(11), Some(14))), "{folds:?}");
    assert!(folds.contains(&(Some(0), Some(5))), "{folds:?}");
    let position = client.place(HELLO, "memory,", 1);
    let params =
        json!({"textDocument": position["textDocument"], "positions": [position["position"]]});
    let ranges = client.ask("textDocument/selectionRange", params);
    assert_eq!(
        ranges[0]["range"]["start"],
        json!({"line": 13, "character": 39})
    );
    assert_eq!(ranges[0]["parent"]["range"]["start"]["line"], 13);
}

#[test]
fn highlights_of_a_reference_are_its_bindings_and_its_uses() {
    let mut client = Client::with(HELLO);
    let found = client.at(
        "textDocument/documentHighlight",
        HELLO,
        "profile.greeting",
        9,
    );
    assert!(found.is_null() || found.as_array().is_some_and(|it| !it.is_empty()));
    let text = HELLO
        .replace("{{mesos.instance}}", "{{word}} {{word}}")
        .replace("'hey')", "'hey'), word = 'y'");
    client.replace("a.aurora", 2, &text);
    let found = client.at("textDocument/documentHighlight", &text, "word}}", 1);
    let kinds: Vec<_> = found
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["kind"].as_i64().expect("a kind"))
        .collect();
    assert_eq!(kinds.iter().filter(|it| **it == 3).count(), 1);
    assert_eq!(kinds.iter().filter(|it| **it == 2).count(), 2);
}
