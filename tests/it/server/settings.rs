//! Settings: those of `jobc.toml`, and those of the client.

use crate::server::client::{Client, HELLO};
use serde_json::{Value, json};

#[test]
fn settings_and_files_are_read_again_when_they_change() {
    let text = HELLO.replace("greeting}}", "greeting}} {{word}}");
    let mut client = Client::with(&text);
    assert!(!client.codes("a.aurora", 1).is_empty());
    let settings = client.path("jobc.toml");
    std::fs::write(&settings, "[bindings]\nword = 'x'\n").expect("settings");
    client.published.clear();
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    std::fs::write(&settings, "[bindigs]\n").expect("settings");
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let uri = client.uri("jobc.toml");
    let found = client.wait(|message| message["params"]["uri"] == *uri);
    assert!(
        found["params"]["diagnostics"][0]["message"]
            .as_str()
            .expect("words")
            .contains("bindigs")
    );
}

#[test]
fn rules_are_off_in_the_files_that_settings_name() {
    let text = &format!("import json\n{HELLO}");
    let mut client = Client::new(&[("old/a.aurora", text), ("new/a.aurora", text)]);
    let settings = "[lint.per-file-ignores]\n'old/' = ['unused-import']\n";
    std::fs::write(client.path("jobc.toml"), settings).expect("settings");
    client.open("old/a.aurora", text);
    client.open("new/a.aurora", text);
    assert!(!client.codes("old/a.aurora", 1).contains(&"L003".to_owned()));
    assert!(client.codes("new/a.aurora", 1).contains(&"L003".to_owned()));
}

#[test]
fn rules_of_the_repository_are_shown() {
    let rules = "def check(job):\n  report('name', 'a rule of ours')\n";
    let mut client = Client::new(&[("a.aurora", HELLO), ("rules/ours.aurora", rules)]);
    let settings = "[lint]\ncustom-rules = ['rules/ours.aurora']\n";
    std::fs::write(client.path("jobc.toml"), settings).expect("settings");
    client.open("a.aurora", HELLO);
    assert!(client.codes("a.aurora", 1).contains(&"J023".to_owned()));
    std::fs::write(client.path("rules/ours.aurora"), "def check(job): pass\n").expect("rules");
    client.published.clear();
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert!(!client.codes("a.aurora", 1).contains(&"J023".to_owned()));
}

/// A configuration in which a contact is missing.
fn without_contact() -> String {
    HELLO.replace("contact = 'a@b.c', ", "")
}

/// A client that starts with settings.
fn started(text: &str, options: Value) -> Client {
    let mut client = Client::silent(&[("a.aurora", text)]);
    client.ask(
        "initialize",
        json!({"capabilities": {}, "initializationOptions": options}),
    );
    client.tell("initialized", json!({}));
    client.open("a.aurora", text);
    client
}

fn configure(client: &mut Client, settings: Value) {
    client.published.clear();
    let params = json!({"settings": settings});
    client.tell("workspace/didChangeConfiguration", params);
}

fn message(client: &mut Client) -> String {
    let shown = client.wait(|it| it["method"] == "window/showMessage");
    assert_eq!(shown["params"]["type"], 2);
    shown["params"]["message"]
        .as_str()
        .expect("words")
        .to_owned()
}

#[test]
fn settings_that_a_client_starts_with_go_before_those_of_the_file() {
    let text = without_contact();
    let mut client = started(&text, json!({}));
    assert_eq!(client.codes("a.aurora", 1), ["J001"]);
    let ignoring = json!({"lint": {"ignore": ["missing-contact"]}});
    let mut client = started(&text, ignoring);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    let options = json!({"jobc": {"lint": {"severity": {"J001": "error"}}}});
    let mut client = started(&text, options);
    assert_eq!(client.diagnostics("a.aurora", 1)[0]["severity"], 1);
    // `select` takes the place of what the file ignores, as on the command line.
    let mut client = Client::silent(&[("a.aurora", &text)]);
    let settings = "[lint]\nignore = ['J001']\n";
    std::fs::write(client.path("jobc.toml"), settings).expect("settings");
    let options = json!({"lint": {"select": ["J"]}});
    client.ask(
        "initialize",
        json!({"capabilities": {}, "initializationOptions": options}),
    );
    client.open("a.aurora", &text);
    assert_eq!(client.codes("a.aurora", 1), ["J001"]);
}

#[test]
fn diagnostics_follow_the_settings_of_the_client() {
    let text = without_contact()
        .replace("greeting}}", "greeting}} {{word}}")
        .replace(
            "memory = 64*MB",
            "memory = 64*MB\nimport os\nsize = os.environ['SIZE']",
        );
    let mut client = started(&text, json!({}));
    let codes = client.codes("a.aurora", 1);
    assert!(codes.contains(&"E401".to_owned()), "{codes:?}");
    assert!(codes.contains(&"E704".to_owned()), "{codes:?}");
    configure(
        &mut client,
        json!({"jobc": {
            "lint": {"ignore": ["ALL"]},
            "bindings": {"word": "x"},
            "env": {"allow": ["SIZE"], "values": {"SIZE": "1234"}},
        }}),
    );
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    // Some clients send an empty object when they have no settings, whatever they started with.
    configure(&mut client, json!({}));
    configure(&mut client, json!({"jobc": {"bindings": {"word": "x"}}}));
    let codes = client.codes("a.aurora", 1);
    assert!(codes.contains(&"J001".to_owned()), "{codes:?}");
    assert!(!codes.contains(&"E401".to_owned()), "{codes:?}");
}

#[test]
fn another_settings_file_can_be_named() {
    let text = without_contact();
    let mut client = Client::silent(&[
        ("a.aurora", &text),
        ("site/strict.toml", "[lint]\nselect = []\n"),
    ]);
    let folder = json!({"uri": client.uri(""), "name": "x"});
    client.ask(
        "initialize",
        json!({
            "capabilities": {}, "workspaceFolders": [folder],
            "initializationOptions": {"config": "site/strict.toml"},
        }),
    );
    client.open("a.aurora", &text);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    configure(&mut client, json!({"config": "site/strict.tml"}));
    assert!(message(&mut client).contains("`config` names `site/strict.tml`"));
    assert_eq!(client.codes("a.aurora", 1), ["J001"]);
}

#[test]
fn settings_that_there_are_not_are_named() {
    let mut client = started(HELLO, json!({"lint": {"selct": ["J"]}}));
    assert_eq!(
        message(&mut client),
        "jobc: unknown setting `lint.selct`; did you mean `lint.select`?"
    );
    configure(&mut client, json!({"lint": {"ignore": ["J0O1"]}}));
    assert!(message(&mut client).contains("did you mean `J001`?"));
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
}

#[test]
fn hints_and_lenses_can_be_switched_off() {
    let options = json!({"inlayHints": {"sizes": false, "names": false}});
    let mut client = started(HELLO, options);
    let labels = |client: &mut Client| -> Vec<Value> {
        let mut params = client.document();
        params["range"] =
            json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
        let hints = client.ask("textDocument/inlayHint", params);
        let hints = hints.as_array().expect("a list");
        hints.iter().map(|it| it["label"].clone()).collect()
    };
    assert_eq!(labels(&mut client), ["= 'hey'"]);
    let settings = json!({"inlayHints": {"references": false}, "codeLens": false});
    configure(&mut client, settings);
    assert_eq!(labels(&mut client), ["name = 'hi'", "= 64 MB"]);
    let lenses = client.ask("textDocument/codeLens", client.document());
    assert_eq!(lenses, json!([]));
}

/// A client that is asked for its settings, and answers.
fn answer_settings(client: &mut Client, answers: Value) -> Value {
    let asked = client.wait(|it| it["method"] == "workspace/configuration");
    client.published.clear();
    client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": answers}));
    asked["params"]["items"].clone()
}

#[test]
fn a_client_that_can_be_asked_for_its_settings_is_asked() {
    let text = without_contact();
    let other = text.replace("name = 'hello'", "name = 'other'");
    let mut client = Client::silent(&[("one/a.aurora", &text), ("two/a.aurora", &other)]);
    let folders = ["one", "two"].map(|it| json!({"uri": client.uri(it), "name": it}));
    let workspace = json!({
        "configuration": true, "workspaceFolders": true,
        "didChangeConfiguration": {"dynamicRegistration": true},
        "didChangeWatchedFiles": {"dynamicRegistration": true},
    });
    client.ask(
        "initialize",
        json!({"capabilities": {"workspace": workspace}, "workspaceFolders": folders}),
    );
    client.tell("initialized", json!({}));
    let registered = client.wait(|it| it["method"] == "client/registerCapability");
    let methods: Vec<_> = registered["params"]["registrations"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["method"].as_str().expect("a method"))
        .collect();
    assert_eq!(
        methods,
        [
            "workspace/didChangeWatchedFiles",
            "workspace/didChangeConfiguration"
        ]
    );
    client.send(&json!({"jsonrpc": "2.0", "id": registered["id"], "result": null}));
    let ignoring = json!({"lint": {"ignore": ["J001"]}});
    let asked = answer_settings(&mut client, json!([{}, ignoring, {}]));
    assert_eq!(
        asked,
        json!([
            {"section": "jobc"},
            {"section": "jobc", "scopeUri": client.uri("one")},
            {"section": "jobc", "scopeUri": client.uri("two")},
        ])
    );
    client.open("one/a.aurora", &text);
    client.open("two/a.aurora", &other);
    assert_eq!(client.codes("one/a.aurora", 1), [""; 0]);
    assert_eq!(client.codes("two/a.aurora", 1), ["J001"]);
    // It only tells that there are new ones.
    configure(&mut client, Value::Null);
    answer_settings(&mut client, json!([ignoring, null, null]));
    assert_eq!(client.codes("two/a.aurora", 1), [""; 0]);
    // Of two questions the newer one counts.
    configure(&mut client, Value::Null);
    let old = client.wait(|it| it["method"] == "workspace/configuration");
    configure(&mut client, Value::Null);
    answer_settings(&mut client, json!([ignoring, null, null]));
    client.send(&json!({"jsonrpc": "2.0", "id": old["id"], "result": [{}, null, null]}));
    client.replace("two/a.aurora", 2, &other);
    assert_eq!(client.codes("two/a.aurora", 2), [""; 0]);
}
