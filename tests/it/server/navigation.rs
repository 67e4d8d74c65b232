//! Definitions, references, outlines, folding, selecting.

use crate::server::client::{Client, HELLO};
use serde_json::json;

#[test]
fn definitions_and_references() {
    let mut client = Client::with(HELLO);
    for (mark, skip, line) in [
        ("memory,", 1, 10),
        ("hello('hi')", 1, 7),
        ("name,", 1, 7),
        ("Profile(greeting", 1, 0),
        ("greeting = 'hey'", 1, 5),
        ("profile.greeting", 1, 16),
    ] {
        let found = client.at("textDocument/definition", HELLO, mark, skip);
        assert_eq!(found[0]["range"]["start"]["line"], line, "{mark}");
    }
    let text = format!("{HELLO}profile = Profile()\n");
    client.replace("a.aurora", 2, &text);
    let found = client.at(
        "textDocument/typeDefinition",
        &text,
        "profile = Profile()",
        1,
    );
    assert_eq!(found["range"]["start"]["line"], 0);
    client.replace("a.aurora", 3, HELLO);
    let mut params = client.place(HELLO, "memory,", 1);
    params["context"] = json!({"includeDeclaration": true});
    let found = client.ask("textDocument/references", params);
    assert_eq!(found.as_array().expect("a list").len(), 2);
    let found = client.at("textDocument/documentHighlight", HELLO, "name,", 1);
    assert_eq!(found.as_array().expect("a list").len(), 2);
    assert_eq!(found[0]["kind"], 3);
}

#[test]
fn outlines() {
    let mut client = Client::with(HELLO);
    let document = client.document();
    let symbols = client.ask("textDocument/documentSymbol", document.clone());
    let names: Vec<_> = symbols
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(
        names,
        [
            "Profile",
            "hello",
            "memory",
            "task",
            "job",
            "jobs",
            "west/www/prod/hello"
        ]
    );
    assert_eq!(symbols[0]["children"][0]["name"], "greeting");
    let found = client.ask("workspace/symbol", json!({"query": "MEM"}));
    assert_eq!(found[0]["name"], "memory");
    let folds = client.ask("textDocument/foldingRange", document);
    let folds: Vec<_> = folds
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| (it["startLine"].as_i64(), it["endLine"].as_i64()))
        .collect();
    assert!(folds.contains(&(Some(11), Some(14))), "{folds:?}");
    assert!(folds.contains(&(Some(0), Some(5))), "{folds:?}");
    let position = client.place(HELLO, "memory,", 1);
    let params =
        json!({"textDocument": position["textDocument"], "positions": [position["position"]]});
    let ranges = client.ask("textDocument/selectionRange", params);
    assert_eq!(
        ranges[0]["range"]["start"],
        json!({"line": 13, "character": 39})
    );
    assert_eq!(ranges[0]["parent"]["range"]["start"]["line"], 13);
}

/// Imports, regions and branches fold each for themselves.
#[test]
fn folds_of_statements() {
    let text = "import os\nimport json\n# region jobs\nif os:\n  a = 1\n  b = 1\nelif json:\n  a = 2\nelse:\n  # none\n  a = 3\n# endregion\njobs = []\n";
    let mut client = Client::with(text);
    let folds = client.ask("textDocument/foldingRange", client.document());
    let folds: Vec<_> = folds
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| {
            let kind = it["kind"].as_str().unwrap_or("");
            (it["startLine"].as_i64(), it["endLine"].as_i64(), kind)
        })
        .collect();
    let fold = |first, last, kind| (Some(first), Some(last), kind);
    assert_eq!(
        folds,
        [
            fold(0, 1, "imports"),
            fold(2, 11, "region"),
            fold(3, 5, ""),
            fold(6, 7, ""),
            fold(8, 10, ""),
        ]
    );
}

/// From a word of a reference outwards: what it refers to, the reference, the characters of the string, the string.
#[test]
fn selecting_outwards_from_a_reference() {
    let mut client = Client::with(HELLO);
    let position = client.place(HELLO, "{{profile.greeting}}", 12);
    let params =
        json!({"textDocument": position["textDocument"], "positions": [position["position"]]});
    let ranges = client.ask("textDocument/selectionRange", params);
    let mut range = &ranges[0];
    let mut texts = Vec::new();
    for _ in 0..5 {
        let (start, end) = (&range["range"]["start"], &range["range"]["end"]);
        let line = start["line"].as_u64().expect("a line") as usize;
        let of =
            |place: &serde_json::Value| place["character"].as_u64().expect("a column") as usize;
        let row = HELLO.lines().nth(line).expect("a line");
        texts.push(&row[of(start)..of(end)]);
        range = &range["parent"];
    }
    assert_eq!(
        texts[..3],
        ["greeting", "profile.greeting", "{{profile.greeting}}"]
    );
    assert!(
        !texts[3].starts_with('\'') && texts[3].contains("{{profile.greeting}}"),
        "{texts:?}"
    );
    assert_eq!(texts[4], format!("'{}'", texts[3]));
}

#[test]
fn highlights_of_a_reference_are_its_bindings_and_its_uses() {
    let mut client = Client::with(HELLO);
    let found = client.at(
        "textDocument/documentHighlight",
        HELLO,
        "profile.greeting",
        9,
    );
    assert!(found.is_null() || found.as_array().is_some_and(|it| !it.is_empty()));
    let text = HELLO
        .replace("{{mesos.instance}}", "{{word}} {{word}}")
        .replace("'hey')", "'hey'), word = 'y'");
    client.replace("a.aurora", 2, &text);
    let found = client.at("textDocument/documentHighlight", &text, "word}}", 1);
    let kinds: Vec<_> = found
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["kind"].as_i64().expect("a kind"))
        .collect();
    assert_eq!(kinds.iter().filter(|it| **it == 3).count(), 1);
    assert_eq!(kinds.iter().filter(|it| **it == 2).count(), 2);
}

/// A struct, a function with parameters, processes in an order; and a file that includes them.
const NAMED: &str = "\
class Profile(Struct):
  package = Required(String)
class Site(Struct):
  profile = Default(Profile, Profile(package = 'a'))
def mk(n, cmd = 'x'):
  return Process(name = n, cmdline = cmd)
p = mk('fetch', cmd = '{{profile.package}} {{site.profile.package}}')
q = Process(name = 'run', cmdline = 'y')
jobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = 'n', contact = 'a@b.c', task = Task(
  processes = [p, q],
  constraints = order('fetch', 'run'),
  resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB),
)).bind(profile = Profile(package = 'z'), site = Site())]
";

const USER: &str = "\
include('a.aurora')
other = Profile(package = 'b')
again = mk('k', cmd = '1')
";

#[test]
fn references_are_those_that_would_be_renamed() {
    let mut client = Client::new(&[("a.aurora", NAMED), ("b.aurora", USER)]);
    client.open("a.aurora", NAMED);
    for (marks, all, declarations, here) in [
        (
            &[
                ("package = R", 1),
                ("Profile(package = 'z'", 9),
                ("profile.package}} ", 9),
            ][..],
            6,
            1,
            5,
        ),
        (
            &[("cmd = 'x'", 1), ("cmd = '{{", 1), ("= cmd)", 2)],
            4,
            1,
            3,
        ),
        (&[("'fetch', cmd", 2), ("order('fetch'", 8)], 2, 1, 2),
        (&[("{{profile", 3), (".bind(profile", 7)], 2, 1, 2),
        (&[("site.profile", 6), ("  profile = D", 3)], 2, 1, 2),
        (&[("Profile(Str", 1)], 5, 1, 4),
    ] {
        for (mark, skip) in marks {
            let mut params = client.place(NAMED, mark, *skip);
            params["context"] = json!({"includeDeclaration": true});
            let found = client.ask("textDocument/references", params.clone());
            assert_eq!(found.as_array().map(Vec::len), Some(all), "{mark}: {found}");
            params["context"] = json!({"includeDeclaration": false});
            let found = client.ask("textDocument/references", params);
            let expected = Some(all - declarations);
            assert_eq!(found.as_array().map(Vec::len), expected, "{mark}: {found}");
            let found = client.at("textDocument/documentHighlight", NAMED, mark, *skip);
            assert_eq!(
                found.as_array().map(Vec::len),
                Some(here),
                "{mark}: {found}"
            );
        }
    }
    for (mark, skip, line) in [
        ("order('fetch'", 8, 6),
        ("'run')", 2, 7),
        ("cmd = '{{", 1, 4),
    ] {
        let found = client.at("textDocument/definition", NAMED, mark, skip);
        assert_eq!(found[0]["range"]["start"]["line"], line, "{mark}: {found}");
        assert_eq!(found.as_array().map(Vec::len), Some(1), "{mark}: {found}");
    }
    // What has a name of the schema is shown, although it cannot have another.
    let found = client.at("textDocument/documentHighlight", NAMED, "name = n", 1);
    assert_eq!(found.as_array().map(Vec::len), Some(2), "{found}");
}

#[test]
fn structs_that_attributes_and_references_stand_for() {
    let mut client = Client::with(NAMED);
    for (mark, skip, line) in [
        ("{{profile", 3, 0),
        ("{{site", 3, 2),
        ("site.profile", 6, 0),
        (".bind(profile", 7, 0),
        ("site = Site", 1, 2),
        ("  profile = D", 3, 0),
    ] {
        let found = client.at("textDocument/typeDefinition", NAMED, mark, skip);
        assert_eq!(found["range"]["start"]["line"], line, "{mark}: {found}");
    }
    for mark in ["package}} ", "cmdline = cmd", "'run'"] {
        let found = client.at("textDocument/typeDefinition", NAMED, mark, 1);
        assert!(found.is_null(), "{mark}: {found}");
    }
}

#[test]
fn a_name_in_a_class_is_defined_by_the_file() {
    let text = "cpu = 1.5\nclass Profile(Struct):\n  cpu = Default(Float, cpu)\n";
    let mut client = Client::with(text);
    let found = client.at("textDocument/definition", text, "Float, cpu", 8);
    assert_eq!(found[0]["range"]["start"]["line"], 0);
    assert_eq!(found.as_array().map(Vec::len), Some(1));
}

/// A selection contains the position, also in front of a quote and behind it.
#[test]
fn selections_contain_the_position() {
    let text = "x = 'abc'\n";
    let mut client = Client::with(text);
    for (character, start) in [(4, 4), (5, 5), (8, 5), (9, 4)] {
        let position = json!({"line": 0, "character": character});
        let params =
            json!({"textDocument": client.document()["textDocument"], "positions": [position]});
        let ranges = client.ask("textDocument/selectionRange", params);
        let range = &ranges[0]["range"];
        assert_eq!(range["start"]["character"], start, "{character}: {range}");
    }
}
