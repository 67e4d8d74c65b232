//! Formatting.

use crate::server::client::{Client, apply};
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
    let edits = client.ask("textDocument/rangeFormatting", params.clone());
    assert_eq!(apply(text, &edits), "a=1\nb = [1, 2]\njobs=[ ]\n");
    // A whole line ends at the start of the next one, which is no part of it.
    let lines = [
        (0, 1, "a = 1\nb   =  [ 1,2 ]\njobs=[ ]\n"),
        (1, 3, "a=1\nb = [1, 2]\njobs = []\n"),
    ];
    for (first, last, expected) in lines {
        params["range"] = json!({"start": {"line": first, "character": 0}, "end": {"line": last, "character": 0}});
        let edits = client.ask("textDocument/rangeFormatting", params.clone());
        assert_eq!(apply(text, &edits), expected);
    }
}

/// The text after a character was typed at the `|`, and formatted then.
fn typed(client: &mut Client, version: i64, character: &str, text: &str) -> String {
    let text = text.replacen('|', &format!("{character}|"), 1);
    let offset = text.find('|').expect("a cursor");
    let text = text.replacen('|', "", 1);
    client.replace("a.aurora", version, &text);
    let mut params = client.place(&text, &text[offset..], 0);
    let line = text[..offset].matches('\n').count();
    let column = offset - text[..offset].rfind('\n').map_or(0, |it| it + 1);
    params["position"] = json!({"line": line, "character": column});
    params["ch"] = json!(character);
    params["options"] = json!({"tabSize": 2, "insertSpaces": true});
    match client.ask("textDocument/onTypeFormatting", params) {
        serde_json::Value::Null => text,
        edits => apply(&text, &edits),
    }
}

#[test]
fn formatting_while_typing() {
    let mut client = Client::with("");
    let cases = [
        // The statement above, and nothing else.
        ("\n", "a=1\nb=2|\nc=3\n", "a=1\nb = 2\n\nc=3\n"),
        ("\n", "a=1|", "a = 1\n"),
        // The indentation that the editor puts in stays.
        ("\n  ", "def f():\n  a=1|\n", "def f():\n  a = 1\n  \n"),
        // Over several lines.
        (
            "\n",
            "j=Job(name = 'x',\n    role=  'y')|\n",
            "j = Job(name = 'x', role = 'y')\n\n",
        ),
        // In the style of the whole file, also of what follows.
        (
            "\n",
            "j=f(a=1)|\nk=f(a = 1, b = 2)\n",
            "j = f(a = 1)\n\nk=f(a = 1, b = 2)\n",
        ),
        (
            ")",
            "j=Job(\n  name = 'x',\n|\n",
            "j = Job(\n  name = 'x',\n)\n",
        ),
        // What is being typed.
        (")", "j=f(1|\n", "j=f(1)\n"),
        (")", "j=g(f(\n1|)\n", "j=g(f(\n1))\n"),
        (")", "j=f(\n1|.bind(a=1)\n", "j=f(\n1).bind(a=1)\n"),
        ("\n", "j=f(|a=1)\n", "j=f(\na=1)\n"),
        ("\n", "if  a:|\n    b=1\n", "if  a:\n\n    b=1\n"),
        // What does not parse, here or elsewhere.
        ("\n", "a=(1|\n", "a=(1\n\n"),
        ("\n", "a=1|\nb=)\n", "a=1\n\nb=)\n"),
        ("\n", "def f():|\n", "def f():\n\n"),
        // A block that is not indented as the formatter does it.
        (
            "\n",
            "def f():\n    a=1\n    b=2|\n    c=3\n",
            "def f():\n    a=1\n    b=2\n\n    c=3\n",
        ),
        ("\n", "x = '''\na=1|\n'''\n", "x = '''\na=1\n\n'''\n"),
        ("\n", "# fmt: off\na=1|\n", "# fmt: off\na=1\n\n"),
    ];
    for (index, (character, text, expected)) in cases.into_iter().enumerate() {
        let version = index as i64 + 2;
        // Editors name the character, not what they put behind it.
        let (name, rest) = character.split_at(1);
        let text = text.replacen('|', &format!("|{rest}"), 1);
        assert_eq!(typed(&mut client, version, name, &text), expected, "{text}");
    }
}

#[test]
fn formatting_while_typing_moves_no_more_than_it_has_to() {
    let text = "job = Job(\n  name= 'x')\n";
    let mut client = Client::with(text);
    let mut params = client.place(text, ")", 1);
    params["ch"] = json!(")");
    params["options"] = json!({"tabSize": 2, "insertSpaces": true});
    let edits = client.ask("textDocument/onTypeFormatting", params);
    assert_eq!(apply(text, &edits), "job = Job(name = 'x')\n");
    // The cursor is behind all that is replaced.
    let last = edits.as_array().and_then(|it| it.last()).expect("an edit");
    assert_eq!(last["range"]["end"], json!({"line": 1, "character": 6}));
}

#[test]
fn formatting_while_typing_leaves_what_is_behind_the_cursor_and_all_meaning() {
    let whole = |text: &str| {
        jobc::format::format(
            text,
            jobc::source::FileId(0),
            &jobc::format::Options::default(),
        )
        .text
    };
    let mut client = Client::with("");
    let mut version = 1;
    let mut changed = 0;
    for entry in std::fs::read_dir("examples").expect("examples") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        if !text.is_ascii() || path.extension().is_none_or(|it| it != "aurora") {
            continue;
        }
        // Not as the formatter writes it.
        let text = text.replace(" = ", " =  ").replace(", ", " ,");
        let ends = text.match_indices('\n').map(|(at, _)| at);
        for (row, end) in ends.enumerate().step_by(4) {
            let text = format!("{}\n{}", &text[..end], &text[end..]);
            version += 1;
            client.replace("a.aurora", version, &text);
            let mut params = client.document();
            params["position"] = json!({"line": row + 1, "character": 0});
            params["ch"] = json!("\n");
            params["options"] = json!({"tabSize": 2, "insertSpaces": true});
            let edits = client.ask("textDocument/onTypeFormatting", params);
            let Some(list) = edits.as_array().filter(|it| !it.is_empty()) else {
                continue;
            };
            changed += 1;
            for edit in list {
                let last = &edit["range"]["end"];
                let is_before = last["line"].as_u64() <= Some(row as u64)
                    || *last == json!({"line": row + 1, "character": 0});
                assert!(is_before, "{}:{row}: {edit}", path.display());
            }
            let new = apply(&text, &edits);
            assert!(new.ends_with(&text[end + 1..]), "{}:{row}", path.display());
            assert_eq!(whole(&new), whole(&text), "{}:{row}", path.display());
        }
    }
    assert!(changed > 5, "{changed}");
}
