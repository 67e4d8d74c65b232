//! Quick fixes.

use crate::client::{Client, HELLO, apply};
use serde_json::json;

#[test]
fn quick_fixes() {
    let text = HELLO
        .replace("cmdline =", "cmdlin =")
        .replace("contact = 'a@b.c', ", "");
    let mut client = Client::with(&text);
    let actions = |client: &mut Client, mark: &str| {
        let place = client.place(&text, mark, 1);
        let range = json!({"start": place["position"], "end": place["position"]});
        let params = json!({"textDocument": place["textDocument"], "range": range, "context": {"diagnostics": []}});
        client.ask("textDocument/codeAction", params)
    };
    let found = actions(&mut client, "cmdlin =");
    assert_eq!(found[0]["title"], "Replace with `cmdline`");
    let uri = client.uri("a.aurora");
    let fixed = apply(&text, &found[0]["edit"]["changes"][&uri]);
    assert!(fixed.contains("cmdline = 'echo"));
    let text = HELLO.replace("contact = 'a@b.c', ", "");
    client.replace("a.aurora", 2, &text);
    let found = client.diagnostics("a.aurora", 2);
    let position = &found[0]["range"]["start"];
    let params = json!({
        "textDocument": {"uri": uri}, "range": {"start": position, "end": position},
        "context": {"diagnostics": []},
    });
    let found = client.ask("textDocument/codeAction", params);
    let found = found.as_array().expect("actions");
    let ignore = found.iter().find(|it| {
        it["title"]
            .as_str()
            .is_some_and(|it| it.starts_with("Ignore"))
    });
    let edits = &ignore.expect("an action")["edit"]["changes"][&uri];
    let ignored = apply(&text, edits);
    client.replace("a.aurora", 3, &ignored);
    assert_eq!(client.codes("a.aurora", 3), [""; 0], "{ignored}");
}

#[test]
fn fixing_all() {
    let text = format!("import json\nif 'a' <> 'b':\n  pass\n{HELLO}");
    let mut client = Client::with(&text);
    client.diagnostics("a.aurora", 1);
    let start = json!({"line": 0, "character": 0});
    let params = json!({
        "textDocument": {"uri": client.uri("a.aurora")}, "range": {"start": start, "end": start},
        "context": {"diagnostics": [], "only": ["source.fixAll"]},
    });
    let found = client.ask("textDocument/codeAction", params);
    let [action] = &found.as_array().expect("actions")[..] else {
        panic!("{found}");
    };
    assert_eq!(action["kind"], "source.fixAll");
    let edits = &action["edit"]["changes"][client.uri("a.aurora")];
    let expected = format!("if 'a' != 'b':\n  pass\n{HELLO}");
    assert_eq!(apply(&text, edits), expected);
}
