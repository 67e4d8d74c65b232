//! Quick fixes.

use crate::server::client::{Client, HELLO, apply};
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

/// The actions of a kind at a place.
fn actions_at(
    client: &mut Client,
    text: &str,
    mark: &str,
    context: serde_json::Value,
) -> Vec<serde_json::Value> {
    let place = client.place(text, mark, 0);
    let range = json!({"start": place["position"], "end": place["position"]});
    let params = json!({"textDocument": place["textDocument"], "range": range, "context": context});
    let found = client.ask("textDocument/codeAction", params);
    found.as_array().expect("actions").clone()
}

#[test]
fn fixing_all_goes_on_as_long_as_there_is_something_to_fix() {
    let text = format!("import os, sys\n{HELLO}");
    let mut client = Client::with(&text);
    client.diagnostics("a.aurora", 1);
    let only = json!({"diagnostics": [], "only": ["source.fixAll"]});
    let found = actions_at(&mut client, &text, "import", only);
    let edits = &found[0]["edit"]["changes"][client.uri("a.aurora")];
    assert_eq!(apply(&text, edits), HELLO);
    // Nobody has asked.
    let moved = json!({"diagnostics": [], "triggerKind": 2});
    let found = actions_at(&mut client, &text, "import", moved);
    assert!(found.iter().all(|it| it["kind"] == "quickfix"), "{found:?}");
}

#[test]
fn the_one_correction_is_preferred() {
    let mut client = Client::with("");
    for (index, (text, mark, title)) in [
        (
            HELLO.replace("cmdline =", "cmdlin ="),
            "cmdlin =",
            "Replace with `cmdline`",
        ),
        (
            HELLO.replace("ram = memory", "ram = memry"),
            "memry",
            "Replace with `memory`",
        ),
        (HELLO.replace("'hi')],", "'hi') 1],"), "1],", "Insert `,`"),
    ]
    .into_iter()
    .enumerate()
    {
        client.replace("a.aurora", index as i64 + 2, &text);
        let found = actions_at(&mut client, &text, mark, json!({"diagnostics": []}));
        assert_eq!(found[0]["title"], title);
        assert_eq!(found[0]["isPreferred"], true, "{title}");
    }
}
