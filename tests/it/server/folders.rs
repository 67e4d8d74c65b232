//! Several workspace folders.

use crate::server::client::{Client, HELLO};
use serde_json::{Value, json};

/// A client with folders.
fn with_folders(files: &[(&str, &str)], folders: &[&str]) -> Client {
    let mut client = Client::silent(files);
    let folders: Vec<_> = folders
        .iter()
        .map(|it| json!({"uri": client.uri(it), "name": it}))
        .collect();
    let answer = client.ask(
        "initialize",
        json!({"capabilities": {"workspace": {"workspaceFolders": true}}, "workspaceFolders": folders}),
    );
    let supported = &answer["capabilities"]["workspace"]["workspaceFolders"];
    assert_eq!(
        *supported,
        json!({"supported": true, "changeNotifications": true})
    );
    client.tell("initialized", json!({}));
    client
}

#[test]
fn each_file_has_the_settings_of_its_nearest_folder() {
    let text = HELLO.replace("contact = 'a@b.c', ", "");
    let mut client = with_folders(
        &[
            ("one/jobc.toml", "[lint]\nignore = ['J001']\n"),
            ("one/a.aurora", &text),
            ("one/inner/jobc.toml", "[lint.severity]\nJ001 = 'error'\n"),
            ("one/inner/a.aurora", &text),
            ("two/a.aurora", &text),
        ],
        &["one", "two"],
    );
    for (name, expected) in [
        ("one/a.aurora", None),
        ("one/inner/a.aurora", Some(1)),
        ("two/a.aurora", Some(3)),
    ] {
        client.open(name, &text);
        let found = client.diagnostics(name, 1);
        let severity = found.first().map(|it| it["severity"].as_i64());
        assert_eq!(severity.flatten(), expected, "{name}");
    }
}

#[test]
fn a_file_may_include_from_its_folder_and_from_no_other() {
    let shared = "WORD = 'x'\n";
    let text = "include('../shared.aurora')\njobs = WORD\n";
    // No settings file and no repository marks the root: the folder does.
    let outer = tempfile::tempdir().expect("a folder");
    let outer = outer.path().canonicalize().expect("a path");
    for (folder, code) in [("", None), ("inner", Some("E701"))] {
        let mut client = Client::silent(&[]);
        std::fs::create_dir_all(outer.join("inner")).expect("a folder");
        std::fs::write(outer.join("shared.aurora"), shared).expect("a file");
        let root = format!("file://{}", outer.join(folder).display());
        let folders = json!([{"uri": root.trim_end_matches('/'), "name": "x"}]);
        client.ask(
            "initialize",
            json!({"capabilities": {}, "workspaceFolders": folders}),
        );
        let uri = format!("file://{}", outer.join("inner/a.aurora").display());
        let document = json!({"uri": uri, "languageId": "aurora", "version": 1, "text": text});
        client.tell("textDocument/didOpen", json!({"textDocument": document}));
        let found = client.wait(|it| it["params"]["uri"] == *uri);
        let codes: Vec<_> = found["params"]["diagnostics"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|it| it["code"].as_str().map(str::to_owned))
            .collect();
        let is_outside = codes.iter().any(|it| it.starts_with("E7"));
        assert_eq!(is_outside, code.is_some(), "{folder}: {codes:?}");
    }
}

fn names(client: &mut Client, query: &str) -> Vec<String> {
    let found = client.ask("workspace/symbol", json!({"query": query}));
    let found = found.as_array().expect("a list").clone();
    found
        .iter()
        .map(|it| it["name"].as_str().expect("a name").to_owned())
        .collect()
}

/// The names for a query, when all files are looked at: an answer does not wait for all of them.
fn all_names(client: &mut Client, query: &str, count: usize) -> Vec<String> {
    for _ in 0..100 {
        let found = names(client, query);
        if found.len() >= count {
            return found;
        }
    }
    names(client, query)
}

#[test]
fn workspace_symbols_are_of_all_folders() {
    let other = HELLO.replace("name = 'hello', contact", "name = 'other', contact");
    let mut client = with_folders(
        &[
            ("one/a.aurora", HELLO),
            ("two/deep/b.aurora", &other),
            ("two/jobc.toml", "exclude = ['attic/']\n"),
            ("two/attic/c.aurora", &other),
            ("two/readme.txt", "memory = 1"),
            ("three/d.aurora", HELLO),
        ],
        &["one", "two"],
    );
    assert_eq!(
        all_names(&mut client, "west/", 2),
        ["west/www/prod/hello", "west/www/prod/other"]
    );
    assert_eq!(names(&mut client, "MEMORY"), ["memory", "memory"]);
    // An open file counts as it is in the editor.
    client.open("one/a.aurora", "memories = 1\njobs = []\n");
    assert_eq!(names(&mut client, "memor"), ["memories", "memory"]);
    let found = client.ask("workspace/symbol", json!({"query": "Profile"}));
    assert_eq!(found[0]["kind"], 23);
    assert_eq!(found[0]["location"]["uri"], client.uri("two/deep/b.aurora"));
    // The client leaves a folder and enters another.
    let folder = |client: &Client, name: &str| json!({"uri": client.uri(name), "name": name});
    let event = json!({"added": [folder(&client, "three")], "removed": [folder(&client, "two")]});
    client.tell(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": event}),
    );
    assert_eq!(all_names(&mut client, "west/", 1), ["west/www/prod/hello"]);
    let found = client.ask("workspace/symbol", json!({"query": "west/"}));
    assert_eq!(found[0]["location"]["uri"], client.uri("three/d.aurora"));
}

#[test]
fn an_old_client_has_one_root() {
    let mut client = Client::silent(&[("one/a.aurora", HELLO)]);
    let root = client.uri("one");
    client.ask(
        "initialize",
        json!({"capabilities": {}, "rootUri": root, "workspaceFolders": Value::Null}),
    );
    assert_eq!(all_names(&mut client, "west/", 1), ["west/www/prod/hello"]);
}
