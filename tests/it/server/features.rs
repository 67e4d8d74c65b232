//! Every request once over pipes: what the answers are is tested in `src/ide/tests`, here how the protocol has them.

use crate::server::client::{Client, HELLO};
use serde_json::{Value, json};

#[test]
fn hovers_have_markdown_and_a_range() {
    let mut client = Client::with(HELLO);
    let hover = client.at("textDocument/hover", HELLO, "profile.greeting", 1);
    assert_eq!(hover["contents"]["kind"], "markdown");
    let page = hover["contents"]["value"].as_str().expect("a page");
    let uri = client.uri("a.aurora");
    assert!(
        page.contains(&format!("[a.aurora:17]({uri}#L17)")),
        "{page}"
    );
    assert_eq!(hover["range"]["start"], json!({"line": 8, "character": 46}));
    assert_eq!(
        client.at("textDocument/hover", HELLO, "return", 1),
        Value::Null
    );
}

#[test]
fn completions_edit_what_is_typed() {
    let mut client = Client::new(&[("shared/x.aurora", ""), ("a.aurora", "")]);
    let text = format!("{HELLO}include('sh')\nx = Pro\n");
    client.open("a.aurora", &text);
    // Beside what diagnostics link to.
    let mut labels = client.labels(&text, "'sh'", 3);
    labels.retain(|it| it != "cache/");
    assert_eq!(labels, ["shared/"]);
    let found = client.at("textDocument/completion", &text, "{{profile.", 10);
    let item = &found["items"][0];
    assert_eq!(item["label"], "profile.greeting");
    let range = json!({"start": {"line": 8, "character": 48}, "end": {"line": 8, "character": 56}});
    assert_eq!(
        item["textEdit"],
        json!({"range": range, "newText": "profile.greeting"})
    );
    let found = client.at("textDocument/completion", &text, "x = Pro", 7);
    let items = found["items"].as_array().expect("items").clone();
    let snippet = items.iter().find(|it| it["label"] == "Process(…)");
    assert_eq!(snippet.expect("a snippet")["insertTextFormat"], 2);
    let mut client = Client::silent(&[]);
    client.ask("initialize", json!({"capabilities": {}}));
    client.open("a.aurora", &text);
    let labels = client.labels(&text, "x = Pro", 7);
    assert!(!labels.contains(&"Process(…)".to_owned()));
}

#[test]
fn places_are_in_files() {
    let mut client = Client::with(HELLO);
    let uri = client.uri("a.aurora");
    let found = client.at("textDocument/definition", HELLO, "memory,", 1);
    assert_eq!(found[0]["uri"], uri);
    assert_eq!(
        found[0]["range"]["start"],
        json!({"line": 10, "character": 0})
    );
    let found = client.at("textDocument/typeDefinition", HELLO, "profile = Profile", 1);
    assert_eq!(found["range"]["start"]["line"], 0);
    let mut params = client.place(HELLO, "memory,", 1);
    params["context"] = json!({"includeDeclaration": true});
    let found = client.ask("textDocument/references", params);
    assert_eq!(found.as_array().map(Vec::len), Some(2));
    let found = client.at("textDocument/documentHighlight", HELLO, "name,", 1);
    let kinds: Vec<_> = found
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| &it["kind"])
        .collect();
    assert_eq!(kinds, [3, 2]);
}

#[test]
fn shapes_of_a_file() {
    let mut client = Client::with(HELLO);
    let document = client.document();
    let symbols = client.ask("textDocument/documentSymbol", document.clone());
    assert_eq!(symbols[0]["name"], "Profile");
    assert_eq!(symbols[0]["kind"], 23);
    assert_eq!(symbols[0]["children"][0]["name"], "greeting");
    let found = client.ask("workspace/symbol", json!({"query": "MEM"}));
    assert_eq!(found[0]["name"], "memory");
    let folds = client.ask("textDocument/foldingRange", document);
    assert_eq!(folds[0]["startLine"], 0);
    assert_eq!(folds[0]["endLine"], 5);
    let position = client.place(HELLO, "memory,", 1);
    let positions = [
        position["position"].clone(),
        json!({"line": 0, "character": 0}),
    ];
    let params = json!({"textDocument": position["textDocument"], "positions": positions});
    let ranges = client.ask("textDocument/selectionRange", params);
    assert_eq!(
        ranges[0]["range"]["start"],
        json!({"line": 13, "character": 39})
    );
    assert_eq!(ranges[0]["parent"]["range"]["start"]["line"], 13);
    assert_eq!(ranges.as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_shown_in_a_text() {
    let mut client = Client::with(HELLO);
    let mut params = client.document();
    params["range"] =
        json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = client.ask("textDocument/inlayHint", params);
    assert_eq!(hints[0]["label"], "= 'hey'");
    assert_eq!(hints[0]["position"], json!({"line": 8, "character": 66}));
    let lenses = client.ask("textDocument/codeLens", client.document());
    for (lens, title) in lenses.as_array().expect("a list").iter().zip([
        "inspect west/www/prod/hello: 1 cpu",
        "schedule",
        "JSON",
    ]) {
        let command = &lens["command"];
        let shown = command["title"].as_str().expect("a title");
        assert!(shown.starts_with(title), "{shown}");
        let params = json!({"command": command["command"], "arguments": command["arguments"]});
        let shown = client.ask("workspace/executeCommand", params);
        assert!(shown.as_str().expect("a text").contains("hello"));
    }
    let help = client.at("textDocument/signatureHelp", HELLO, "ram = ", 6);
    let label = help["signatures"][0]["label"].as_str().expect("a label");
    assert!(label.starts_with("Resources(cpu, ram, disk"), "{label}");
    assert_eq!(help["activeParameter"], 1);
    let tokens = client.ask("textDocument/semanticTokens/full", client.document());
    let data: Vec<u64> = tokens["data"]
        .as_array()
        .expect("numbers")
        .iter()
        .map(|it| it.as_u64().expect("a number"))
        .collect();
    assert!(
        data.len().is_multiple_of(5) && data.len() > 100,
        "{}",
        data.len()
    );
    // `Profile`, a struct, and `Struct` behind it.
    assert_eq!(data[..10], [0, 6, 7, 2, 0, 0, 8, 6, 2, 0]);
}
