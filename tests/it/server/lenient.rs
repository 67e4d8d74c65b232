//! No edit is lost, whatever JSON it comes in.

use crate::server::client::{Client, HELLO};

/// A message as it is, framed.
fn framed(text: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes()
}

#[test]
fn every_edit_arrives() {
    let mut client = Client::with(HELLO);
    let uri = client.uri("a.aurora");
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    let end = r#"{"line": 1e3, "character": 4294967296}"#;
    let start = r#""start": {"line": 0, "character": 0}"#;
    for (change, more) in [
        (r#""text": "x = 'a\ud83db'\ny = missing\n""#.to_owned(), ""),
        (r#""text": "x = '\udc00'\ny = missing\n""#.to_owned(), ""),
        (
            r#""text": "y = ''\n\ny = missing\n", "text": "\ny = missing\n""#.to_owned(),
            "",
        ),
        (
            r#""text": "\ny = missing\n", "rangeLength": -1"#.to_owned(),
            "",
        ),
        (r#""text": "\ny = missing\n", "range": null"#.to_owned(), ""),
        (
            format!(r#""text": "\ny = missing\n", "range": {{{start}, "end": {end}}}"#),
            "",
        ),
        (
            r#""text": "\ny = missing\n""#.to_owned(),
            r#", "x": 1e999, "y": -1e999"#,
        ),
        (format!(r#""text": "\ny = missing\n", "x": {deep}"#), ""),
    ] {
        for version in ["VERSION", "VERSION.0"] {
            let number = client.versions["a.aurora"] + 1;
            client.versions.insert("a.aurora".to_owned(), number);
            let version = version.replace("VERSION", &number.to_string());
            let document = format!(r#""textDocument": {{"uri": "{uri}", "version": {version}}}"#);
            let params = format!(r#"{document}, "contentChanges": [{{{change}}}]{more}"#);
            let message = format!(
                r#"{{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {{{params}}}}}"#
            );
            client.send_bytes(&framed(&message));
            let found = client.diagnostics("a.aurora", number);
            let lines: Vec<_> = found
                .iter()
                .filter(|it| it["code"] == "E201")
                .map(|it| it["range"]["start"]["line"].clone())
                .collect();
            assert_eq!(lines, [1], "{change}{more}: {found:?}");
            client.replace("a.aurora", number + 1, HELLO);
            client.diagnostics("a.aurora", number + 1);
        }
    }
}

/// What is opened by an address that has to be escaped is opened.
#[test]
fn addresses_need_not_be_escaped() {
    let mut client = Client::new(&[]);
    for name in ["a b", "é", "[x]", "100%", "a|b^c`d"] {
        let uri = client.uri(&format!("{name}.aurora"));
        let document = serde_json::json!({"uri": uri, "text": "y = missing\n"});
        let params = serde_json::json!({"textDocument": document});
        client.tell("textDocument/didOpen", params);
        let params = serde_json::json!({"textDocument": {"uri": uri}});
        let symbols = client.ask("textDocument/documentSymbol", params);
        assert!(symbols.to_string().contains("\"y\""), "{name}: {symbols}");
    }
}
