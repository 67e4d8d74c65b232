//! Renaming.

use crate::client::{Client, HELLO, apply};
use serde_json::json;

#[test]
fn renaming() {
    let mut client = Client::with(HELLO);
    let prepared = client.at("textDocument/prepareRename", HELLO, "memory", 1);
    assert_eq!(prepared["start"], json!({"line": 10, "character": 0}));
    let rename = |client: &mut Client, mark: &str, name: &str| {
        let mut params = client.place(HELLO, mark, 1);
        params["newName"] = json!(name);
        client.request("textDocument/rename", params)
    };
    let id = rename(&mut client, "memory", "ram_size");
    let edit = client.answer(id)["result"]["changes"][client.uri("a.aurora")].clone();
    assert_eq!(edit.as_array().expect("edits").len(), 2);
    for (mark, name) in [
        ("memory", "task"),
        ("memory", "1x"),
        ("memory", "if"),
        ("jobs", "x"),
        ("Resources", "x"),
        ("'hey'", "x"),
    ] {
        let id = rename(&mut client, mark, name);
        let answer = client.answer(id);
        assert_eq!(answer["error"]["code"], -32803, "{mark} {name}: {answer}");
    }
}

#[test]
fn names_inside_of_strings() {
    let text = HELLO
        .replace("{{mesos.instance}}", "{{word}} {{word}}")
        .replace(
            "jobs = [",
            "jobs = [job(name = 'b').bind(word = 'x', profile = Profile()), ",
        )
        .replace("'hey')", "'hey'), word = 'y'");
    let mut client = Client::with(&text);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    for mark in ["word}}", "word = 'x'"] {
        let mut params = client.place(&text, mark, 1);
        params["context"] = json!({"includeDeclaration": true});
        let found = client.ask("textDocument/references", params.clone());
        assert_eq!(found.as_array().expect("a list").len(), 4, "{mark}");
        params["newName"] = json!("text");
        let edit = client.ask("textDocument/rename", params);
        let mut edits = edit["changes"][client.uri("a.aurora")].clone();
        let edits_by_place = edits.as_array_mut().expect("edits");
        edits_by_place.sort_by_key(|it| {
            let start = &it["range"]["start"];
            (start["line"].as_u64(), start["character"].as_u64())
        });
        assert_eq!(apply(&text, &edits), text.replace("word", "text"), "{mark}");
    }
    for (mark, name) in [
        ("word}}", "role"),
        ("word}}", "a-b"),
        ("profile.greeting", "x"),
    ] {
        let mut params = client.place(&text, mark, 1);
        params["newName"] = json!(name);
        assert_eq!(client.fail("textDocument/rename", params), -32803, "{mark}");
    }
}
