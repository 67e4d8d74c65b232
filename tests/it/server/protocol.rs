//! The order of the protocol, and garbage.

use crate::server::client::Client;
use serde_json::{Value, json};

#[test]
fn the_order_of_the_protocol_is_enforced() {
    let mut client = Client::silent(&[]);
    assert_eq!(client.fail("textDocument/hover", json!({})), -32002);
    client.tell("textDocument/didOpen", json!({"not": "yet"}));
    client.ask("initialize", json!({"capabilities": {}}));
    assert_eq!(
        client.fail("initialize", json!({"capabilities": {}})),
        -32600
    );
    assert_eq!(client.fail("textDocument/unheardOf", json!({})), -32601);
    assert_eq!(
        client.fail("textDocument/hover", json!({"position": 1})),
        -32602
    );
    assert_eq!(
        client.fail("workspace/executeCommand", json!({"command": "x"})),
        -32803
    );
    client.tell("textDocument/didChange", json!([1, 2]));
    client.tell("unheardOf", json!(null));
    let elsewhere = json!({"textDocument": {"uri": "file:///nowhere"}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.ask("textDocument/hover", elsewhere), Value::Null);
    client.ask("shutdown", Value::Null);
    assert_eq!(client.fail("textDocument/hover", json!({})), -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.code(), 0);
}

#[test]
fn garbage_is_survived() {
    let mut client = Client::silent(&[]);
    client.send_bytes(b"hello\r\n\r\n");
    client.send_bytes(b"Content-Length: 3\r\n\r\n{]}");
    let answer = client.wait(|message| message["id"].is_null());
    assert_eq!(answer["error"]["code"], -32700);
    client.send_bytes(b"Content-Length: 2\r\n\r\n[]");
    client.send_bytes(b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc");
    client.send(&json!({"jsonrpc": "2.0", "id": 7, "result": null}));
    client.ask("initialize", json!({"capabilities": {}}));
    // A buffer without a file.
    let document = json!({"uri": "untitled:Untitled-1", "languageId": "aurora", "version": 1, "text": "a = b\njobs = 1"});
    client.tell("textDocument/didOpen", json!({"textDocument": document}));
    let found = client.wait(|message| message["params"]["uri"] == "untitled:Untitled-1");
    assert_eq!(
        found["params"]["diagnostics"]
            .as_array()
            .expect("a list")
            .len(),
        2
    );
    assert_eq!(client.end(), 0);
}

#[test]
fn leaving_without_a_word() {
    let mut client = Client::new(&[]);
    client.tell("exit", Value::Null);
    assert_eq!(client.code(), 1);
}

/// It may be half done when the client goes.
#[test]
fn what_is_worked_on_is_answered_before_the_end() {
    let mut client = Client::new(&[]);
    let text = "a = [ 1 ]\n".repeat(20_000);
    client.open("a.aurora", &text);
    let document = json!({"uri": client.uri("a.aurora")});
    let options = json!({"tabSize": 2, "insertSpaces": true});
    let params = json!({"textDocument": document, "options": options});
    let formatting = client.request("textDocument/formatting", params);
    // Long enough for it to begin, not for it to end.
    std::thread::sleep(std::time::Duration::from_millis(50));
    let shutdown = client.request("shutdown", Value::Null);
    client.tell("exit", Value::Null);
    let is_answer = |message: &Value| message["id"] == formatting || message["id"] == shutdown;
    let answered = [client.wait(is_answer), client.wait(is_answer)];
    assert_ne!(answered[0]["id"], answered[1]["id"]);
    assert_eq!(client.code(), 0);
}
