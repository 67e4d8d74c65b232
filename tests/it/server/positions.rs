//! Columns in UTF-16 and in UTF-8.

use crate::server::client::Client;
use serde_json::json;

#[test]
fn changes_are_made_in_utf_16_units() {
    let mut client = Client::with("a = u'\u{1d11e}x'\n");
    client.diagnostics("a.aurora", 1);
    let range = json!({"start": {"line": 0, "character": 8}, "end": {"line": 0, "character": 9}});
    let document = json!({"uri": client.uri("a.aurora"), "version": 2});
    let changes = json!([
        {"range": range, "text": "' + b + '"},
        {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 9, "character": 9}}, "text": "jobs = c\n"},
    ]);
    client.tell(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": changes}),
    );
    let found = client.diagnostics("a.aurora", 2);
    let starts: Vec<_> = found.iter().map(|it| &it["range"]["start"]).collect();
    assert_eq!(
        starts,
        [
            &json!({"line": 0, "character": 12}),
            &json!({"line": 1, "character": 7})
        ]
    );
    assert!(found[0]["message"].as_str().expect("words").contains("`b`"));
}

#[test]
fn utf_8_columns_can_be_agreed_on() {
    let mut client = Client::silent(&[]);
    let capabilities = json!({"general": {"positionEncodings": ["utf-16", "utf-8"]}});
    let answer = client.ask("initialize", json!({"capabilities": capabilities}));
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-8");
    client.open("a.aurora", "a = u'\u{1d11e}' + b\njobs = a");
    let found = client.diagnostics("a.aurora", 1);
    assert_eq!(found[0]["range"]["start"]["character"], 14);
}

#[test]
fn all_answers_count_in_what_was_agreed_on() {
    let text =
        "x = u'\u{1d11e}é'; y = 1\nz = u'é\u{1d11e}'; w = y; include('b.aurora')\njobs = []\n";
    for (encoding, link, definition) in [("utf-16", 27, 12), ("utf-8", 30, 15)] {
        let mut client = Client::silent(&[("b.aurora", "")]);
        let capabilities = json!({"general": {"positionEncodings": [encoding]}});
        client.ask("initialize", json!({"capabilities": capabilities}));
        client.open("a.aurora", text);
        let links = client.ask("textDocument/documentLink", client.document());
        assert_eq!(
            links[0]["range"]["start"],
            json!({"line": 1, "character": link}),
            "{encoding}"
        );
        // `y`, eleven units before the link's parenthesis.
        let mut params = client.document();
        params["position"] = json!({"line": 1, "character": link - 11});
        let found = client.ask("textDocument/definition", params);
        let start = &found[0]["range"]["start"];
        assert_eq!(
            *start,
            json!({"line": 0, "character": definition}),
            "{encoding}"
        );
    }
}

/// One line with thousands of places in it, each of which is counted up to.
#[test]
fn places_in_a_long_line_are_counted_once() {
    let statements = (0..8000).map(|it| format!("x{it}=y;"));
    let text = format!("y='é';{}\n", statements.collect::<String>());
    let mut client = Client::with(&text);
    client.diagnostics("a.aurora", 1);
    let begin = std::time::Instant::now();
    let document = client.document();
    let symbols = client.ask("textDocument/documentSymbol", document.clone());
    let last = symbols
        .as_array()
        .and_then(|it| it.last())
        .expect("symbols");
    let name = last["name"].as_str().expect("a name");
    // `é` is two bytes, and one unit.
    let column = text.find(&format!("{name}=")).expect("its place") - 1;
    assert!(column > 10_000, "{last}");
    let start = json!({"line": 0, "character": column});
    assert_eq!(last["selectionRange"]["start"], start);
    client.ask("textDocument/semanticTokens/full", document);
    let elapsed = begin.elapsed().as_secs_f64();
    assert!(elapsed < 8.0, "{elapsed} s");
}
