//! Formatting.

use crate::client::{Client, apply};
use serde_json::json;

#[test]
fn formatting() {
    let text = "a=1\nb   =  [ 1,2 ]\njobs=[ ]\n";
    let mut client = Client::with(text);
    let mut params = client.document();
    params["options"] = json!({"tabSize": 2, "insertSpaces": true});
    let edits = client.ask("textDocument/formatting", params.clone());
    assert_eq!(apply(text, &edits), "a = 1\nb = [1, 2]\njobs = []\n");
    params["range"] =
        json!({"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 3}});
    let edits = client.ask("textDocument/rangeFormatting", params);
    assert_eq!(apply(text, &edits), "a=1\nb = [1, 2]\njobs=[ ]\n");
}
