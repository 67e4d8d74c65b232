//! Every request, on broken buffers and while a file is being typed.

use crate::server::client::{Client, HELLO};
use serde_json::{Value, json};

/// Every request that is about a place or a file.
pub const REQUESTS: [&str; 21] = [
    "textDocument/onTypeFormatting",
    "textDocument/declaration",
    "textDocument/typeDefinition",
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/documentSymbol",
    "textDocument/documentLink",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/codeAction",
    "textDocument/inlayHint",
    "textDocument/codeLens",
    "textDocument/semanticTokens/full",
    "workspace/symbol",
];

/// Parameters that any of the requests takes.
pub fn everything(client: &Client, line: usize, column: usize) -> Value {
    let position = json!({"line": line, "character": column});
    json!({
        "textDocument": {"uri": client.uri("a.aurora")},
        "position": position,
        "positions": [position],
        "range": {"start": {"line": 0, "character": 0}, "end": position},
        "context": {"includeDeclaration": true, "diagnostics": [], "triggerKind": 1, "isRetrigger": false},
        "options": {"tabSize": 2, "insertSpaces": true},
        "query": "",
        "ch": "\n",
    })
}

/// Asks, and takes every answer but that something went wrong. Why something cannot be renamed is an answer.
fn answered(client: &mut Client, method: &str, params: Value) {
    let id = client.request(method, params);
    let answer = client.answer(id);
    let error = &answer["error"];
    let is_refusal = method.ends_with("prepareRename") && error["code"] == -32803;
    assert!(is_refusal || error.is_null(), "{method}: {answer}");
}

#[test]
fn every_request_is_answered_everywhere_in_broken_buffers() {
    let broken = [
        String::new(),
        "\u{feff}jobs = [".to_owned(),
        "((((".repeat(100),
        "x = '''{{".to_owned(),
        "class X(Struct):\n".to_owned(),
        "def f(a, (b, c), *d, **e):\n  return [a for a in".to_owned(),
        "\u{1d11e}\r\r\n\u{1d11e} = '\u{1d11e}{{\u{1d11e}}}".to_owned(),
        "include('a.aurora')\ninclude('".to_owned(),
        HELLO.replace(')', ""),
        HELLO.replace('\'', ""),
        HELLO.replace('\n', "\r\n"),
    ];
    let mut client = Client::with("");
    for (index, text) in broken.iter().enumerate() {
        client.replace("a.aurora", index as i64 + 2, text);
        for (line, column) in [(0, 0), (0, 5), (1, 3), (8, 50), (12, 7), (99, 99)] {
            for method in REQUESTS {
                let params = everything(&client, line, column);
                answered(&mut client, method, params);
            }
        }
        client.diagnostics("a.aurora", index as i64 + 2);
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn typing_a_whole_file() {
    let text = include_str!("../../../examples/hello_world.aurora");
    let mut client = Client::with("");
    let (mut line, mut column) = (0, 0);
    for (index, character) in text.chars().enumerate() {
        let document = json!({"uri": client.uri("a.aurora"), "version": index + 2});
        let position = json!({"line": line, "character": column});
        let change =
            json!({"range": {"start": position, "end": position}, "text": character.to_string()});
        client.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [change]}),
        );
        match character {
            '\n' => (line, column) = (line + 1, 0),
            _ => column += 1,
        }
        if index % 7 == 0 {
            let method = REQUESTS[index / 7 % REQUESTS.len()];
            let params = everything(&client, line, column);
            answered(&mut client, method, params);
        }
    }
    let version = text.chars().count() as i64 + 1;
    assert_eq!(client.codes("a.aurora", version), [""; 0]);
    let symbols = client.ask("textDocument/documentSymbol", client.document());
    assert!(
        symbols
            .to_string()
            .contains("devcluster/www-data/devel/hello_world")
    );
    assert_eq!(client.end(), 0);
}
