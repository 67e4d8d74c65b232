//! Requests while a newer text is being analysed.

use crate::server::client::{Client, HELLO};
use serde_json::json;

#[test]
fn what_was_known_before_is_asked_while_a_newer_text_is_analysed() {
    let mut client = Client::with(HELLO);
    client.diagnostics("a.aurora", 1);
    let slow = HELLO.replace("memory =", "for i in xrange(10 ** 9):\n  x = i\nmemory =");
    client.replace("a.aurora", 2, &slow);
    let params = client.place(&slow, "memory,", 1);
    let hover = client.ask("textDocument/hover", params.clone());
    assert!(hover.to_string().contains("memory = 67108864"), "{hover}");
    let start = &hover["range"]["start"];
    assert_eq!(start["line"], params["position"]["line"]);
    let found = client.ask("textDocument/definition", params);
    assert_eq!(found[0]["range"]["start"]["line"], 12);
    let params = client.place(&slow, "mesos.instance", 0);
    let items = client.ask("textDocument/completion", params);
    assert!(items.to_string().contains("\"profile\""), "{items}");
    let mut params = client.document();
    params["options"] = json!({"tabSize": 2, "insertSpaces": true});
    client.ask("textDocument/formatting", params);
    let document = client.document();
    client.ask("textDocument/foldingRange", document);
    let uri = client.uri("a.aurora");
    assert_eq!(client.published[&uri].0, Some(1), "it is analysed still");
    client.replace("a.aurora", 3, HELLO);
    assert_eq!(client.codes("a.aurora", 3), [""; 0]);
}

#[test]
fn requests_of_many_files_are_answered_while_others_change() {
    let include = "shared = 'one'\n";
    let mut client = Client::new(&[]);
    client.open("shared.aurora", include);
    client.open("a.aurora", HELLO);
    for version in 2..30 {
        client.replace(
            "shared.aurora",
            version,
            &format!("{include}x{version} = {version}\n"),
        );
        let text = format!("{}{HELLO}", "\n".repeat(version as usize));
        client.replace("a.aurora", version, &text);
        let params = client.place(&text, "memory,", 1);
        let line = params["position"]["line"].clone();
        let hover = client.ask("textDocument/hover", params);
        assert_eq!(hover["range"]["start"]["line"], line, "version {version}");
    }
    assert_eq!(client.codes("a.aurora", 29), [""; 0]);
}
