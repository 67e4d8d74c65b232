//! Every request on documents that are small for an editor and large for what goes through them.

use super::broken::{REQUESTS, everything};
use crate::server::client::Client;
use crate::server::client::HELLO;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// What an answer may take in a build without optimization on a busy machine.
const TIME: Duration = Duration::from_secs(20);

/// Requests with parameters of their own.
const OTHERS: [&str; 2] = ["textDocument/rename", "workspace/executeCommand"];

/// Every request that the server dispatches is in these tables.
#[test]
fn the_tables_of_requests_are_complete() {
    let source = include_str!("../../../src/lsp/dispatch.rs");
    let arms = regex::Regex::new(r"ask::(\w+)::METHOD").expect("a pattern");
    let dispatched: BTreeSet<&str> = arms
        .captures_iter(source)
        .map(|it| it.extract::<1>().1[0])
        .collect();
    assert_eq!(
        dispatched.len(),
        REQUESTS.len() + OTHERS.len(),
        "{dispatched:?}"
    );
}

/// What each is, and its text.
fn documents() -> Vec<(&'static str, String)> {
    let names = |count: usize| {
        let names = (0..count).map(|index| format!("undefined_{index}"));
        names.collect::<Vec<_>>()
    };
    vec![
        ("a long string", format!("x = '{}'\n", "a".repeat(500_000))),
        (
            "a long name",
            format!("{0} = 1\ny = {0}\n", "a".repeat(100_000)),
        ),
        ("a long comment", format!("# {}\n", "c ".repeat(200_000))),
        ("a long line", format!("x = [{}]\n", "1, ".repeat(20_000))),
        (
            "a deep list",
            format!("x = {}1{}\n", "[".repeat(190), "]".repeat(190)),
        ),
        ("open brackets", "(".repeat(20_000)),
        ("closed brackets", ")".repeat(20_000)),
        ("many lines", "a = 1\n".repeat(10_000)),
        ("empty lines", "\n".repeat(100_000)),
        ("returns", "a = 1\r".repeat(10_000)),
        (
            "surrogates",
            format!("x = u'{}'\ny = x\n", "\u{1d11e}".repeat(50_000)),
        ),
        (
            "references",
            format!("{HELLO}x = '{}'\n", "{{a}}".repeat(10_000)),
        ),
        (
            "an unbound reference many times",
            HELLO.replace("'echo hello'", &format!("'{}'", "{{a}}".repeat(3_000))),
        ),
        ("unknown names", names(3_000).join("\n")),
        (
            "functions",
            names(2_000).iter().fold(String::new(), |text, it| {
                text + &format!("def {it}(a = 1): return {it}(a)\n")
            }),
        ),
        ("itself", "include('a.aurora')\n".repeat(1_000)),
        (
            "one large string many times",
            "x = repr(['a' * 9000000] * 1000000)\n".to_owned(),
        ),
        (
            "a name assigned many times",
            format!("{}print x\n", "x = 1\n".repeat(5_000)),
        ),
    ]
}

#[test]
fn every_request_on_every_hostile_document_is_answered_in_time() {
    let mut client = Client::with("");
    let mut slow = Vec::new();
    for (index, (what, text)) in documents().iter().enumerate() {
        let version = index as i64 + 2;
        client.replace("a.aurora", version, text);
        let started = Instant::now();
        client.diagnostics("a.aurora", version);
        if started.elapsed() > TIME {
            slow.push(format!("{what}: diagnostics {:?}", started.elapsed()));
        }
        let end = u32::MAX as usize;
        for (line, column) in [(0, 1), (1, end)] {
            for method in REQUESTS.iter().chain(&OTHERS) {
                let started = Instant::now();
                let mut params = everything(&client, line, column);
                params["newName"] = json!("renamed");
                params["command"] = json!("jobc.unknown");
                let id = client.request(method, params);
                let answer = client.answer(id);
                assert_ne!(
                    answer["error"]["code"], -32603,
                    "{what}: {method}: {answer}"
                );
                if started.elapsed() > TIME {
                    slow.push(format!(
                        "{what}: {method} at {line}:{column} {:?}",
                        started.elapsed()
                    ));
                }
            }
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
    // The session is the same, and good as before.
    client.replace("a.aurora", 1000, HELLO);
    assert_eq!(client.codes("a.aurora", 1000), [""; 0]);
    let symbols = client.ask("textDocument/documentSymbol", client.document());
    assert!(!symbols.as_array().expect("symbols").is_empty());
    assert_eq!(client.end(), 0);
}

/// JSON that no editor sends, in the place of each parameter: an answer or an error in words, and the session goes on.
#[test]
fn parameters_of_any_shape_are_refused_in_words() {
    let mut client = Client::with(HELLO);
    let deep = (0..100).fold(Value::Null, |inner, _| json!([inner]));
    let shapes = [
        Value::Null,
        json!([]),
        json!("x".repeat(100_000)),
        json!(1e308),
        json!(-1),
        json!(u64::MAX),
        deep,
        json!({"uri": "file:///"}),
        json!({"line": -1, "character": 1.5}),
        json!({"\u{0}": "\u{fffd}"}),
    ];
    for method in REQUESTS.iter().chain(&OTHERS) {
        for key in [
            "textDocument",
            "position",
            "positions",
            "range",
            "context",
            "options",
            "query",
            "ch",
            "newName",
            "command",
        ] {
            for shape in &shapes {
                let mut params = everything(&client, 1, 3);
                params["newName"] = json!("renamed");
                params["command"] = json!("jobc.unknown");
                params[key] = shape.clone();
                let id = client.request(method, params);
                let answer = client.answer(id);
                assert_ne!(answer["error"]["code"], -32603, "{method} {key}: {answer}");
            }
        }
        let id = client.request(method, Value::Null);
        assert_ne!(client.answer(id)["error"]["code"], -32603, "{method}");
    }
    assert_eq!(client.end(), 0);
}
