//! Inlay hints, code lenses and their commands, semantic tokens, signature help.

use crate::client::{Client, HELLO};
use serde_json::json;

#[test]
fn hints_lenses_and_colours() {
    let mut client = Client::with(HELLO);
    let mut params = client.document();
    params["range"] =
        json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = client.ask("textDocument/inlayHint", params);
    let labels: Vec<_> = hints
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["label"].as_str().expect("a text"))
        .collect();
    assert_eq!(labels, ["= 'hey'", "= 64 MB"]);
    let lenses = client.ask("textDocument/codeLens", client.document());
    assert!(
        lenses[0]["command"]["title"]
            .as_str()
            .expect("a title")
            .starts_with("west/www/prod/hello: 1 cpu")
    );
    for lens in lenses.as_array().expect("a list") {
        let command = &lens["command"];
        let params = json!({"command": command["command"], "arguments": command["arguments"]});
        let shown = client.ask("workspace/executeCommand", params);
        assert!(shown.as_str().expect("a text").contains("hello"));
    }
    let tokens = client.ask("textDocument/semanticTokens/full", client.document());
    let data = tokens["data"].as_array().expect("numbers");
    assert!(
        data.len().is_multiple_of(5) && data.len() > 100,
        "{}",
        data.len()
    );
    let help = client.at("textDocument/signatureHelp", HELLO, "ram = ", 6);
    assert!(
        help["signatures"][0]["label"]
            .as_str()
            .expect("a label")
            .starts_with("Resources(cpu, ram, disk")
    );
    assert_eq!(help["activeParameter"], 1);
    let help = client.at("textDocument/signatureHelp", HELLO, "'hi'", 0);
    assert_eq!(help["signatures"][0]["label"], "hello(name)");
}
