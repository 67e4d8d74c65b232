//! Settings.

use crate::client::{Client, HELLO};
use serde_json::json;

#[test]
fn settings_and_files_are_read_again_when_they_change() {
    let text = HELLO.replace("greeting}}", "greeting}} {{word}}");
    let mut client = Client::with(&text);
    assert!(!client.codes("a.aurora", 1).is_empty());
    let settings = client.path("jobc.toml");
    std::fs::write(&settings, "[bindings]\nword = 'x'\n").expect("settings");
    client.published.clear();
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    std::fs::write(&settings, "[bindigs]\n").expect("settings");
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let uri = client.uri("jobc.toml");
    let found = client.wait(|message| message["params"]["uri"] == *uri);
    assert!(
        found["params"]["diagnostics"][0]["message"]
            .as_str()
            .expect("words")
            .contains("bindigs")
    );
}
