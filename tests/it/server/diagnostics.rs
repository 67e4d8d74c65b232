//! What is wrong with files, published version by version.

use crate::server::client::{Client, HELLO};
use serde_json::{Value, json};

#[test]
fn diagnostics_are_those_of_the_command_line_for_each_version() {
    let mut client = Client::with(HELLO);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    let wrong = HELLO.replace("cmdline =", "cmdlin =");
    client.replace("a.aurora", 2, &wrong);
    let found = client.diagnostics("a.aurora", 2);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["severity"], 1);
    assert_eq!(found[0]["source"], "jobc");
    assert_eq!(
        found[0]["range"]["start"],
        json!({"line": 8, "character": 30})
    );
    assert_eq!(
        found[0]["range"]["end"],
        json!({"line": 8, "character": 36})
    );
    let message = found[0]["message"].as_str().expect("a message");
    assert!(message.contains("did you mean `cmdline`?"), "{message}");
    client.replace("a.aurora", 3, HELLO);
    assert_eq!(client.codes("a.aurora", 3), [""; 0]);
    assert_eq!(client.end(), 0);
}

#[test]
fn included_files_are_judged_as_parts_of_the_open_ones() {
    let part = "process = Process(name = 'p', cmdline = command)\n";
    let main = "command = 'echo'\ninclude('part.aurora')\ntask = Task(processes = [process], \
                resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB))\n\
                jobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = 'n', contact = 'a@b.c', task = task)]\n";
    let mut client = Client::new(&[("part.aurora", part), ("a.aurora", main)]);
    client.open("part.aurora", part);
    // Alone, it is what the file on the disk makes of it that includes it.
    assert_eq!(client.codes("part.aurora", 1), [""; 0]);
    client.open("a.aurora", main);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    // Nothing was saved: the buffer counts.
    client.replace("part.aurora", 2, "process = Process(nam = 'p')\n");
    let found = client.diagnostics("part.aurora", 2);
    assert!(!found.is_empty());
    let found = client.at("textDocument/definition", main, "process]", 1);
    assert_eq!(found[0]["uri"], client.uri("part.aurora"));
    let found = client.at("textDocument/definition", main, "part.aurora", 1);
    assert_eq!(found[0]["uri"], client.uri("part.aurora"));
    let links = client.ask("textDocument/documentLink", client.document());
    assert_eq!(links[0]["target"], client.uri("part.aurora"));
    assert_eq!(
        links[0]["range"]["start"],
        json!({"line": 1, "character": 8})
    );
    let mut params = client.place(main, "process]", 1);
    params["newName"] = json!("renamed");
    let edit = client.ask("textDocument/rename", params);
    assert_eq!(edit["changes"].as_object().expect("changes").len(), 2);
    let uri = client.uri("part.aurora");
    client.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": uri}}),
    );
    client.replace("a.aurora", 2, main);
    assert_eq!(client.codes("a.aurora", 2), [""; 0]);
}

#[test]
fn a_newer_text_ends_the_work_on_an_older_one() {
    let mut client = Client::with("jobs = []\n");
    client.diagnostics("a.aurora", 1);
    let slow = "x = 0\nfor i in xrange(9000000):\n  x = x + i\njobs = y\n";
    client.replace("a.aurora", 2, slow);
    let document = client.document();
    let id = client.request("textDocument/codeLens", document);
    client.replace("a.aurora", 3, "jobs = z\n");
    assert_eq!(client.answer(id)["error"]["code"], -32801);
    assert_eq!(client.codes("a.aurora", 3).len(), 1);
    let id = client.request("textDocument/hover", Value::Null);
    client.tell("$/cancelRequest", json!({"id": id}));
    assert!(client.answer(id)["error"]["code"].is_i64());
}

#[test]
fn every_diagnostic_links_to_the_page_of_its_code() {
    let mut client = Client::with("import json\njobs = [Job(nam = 'x')]\n");
    let found = client.diagnostics("a.aurora", 1);
    assert!(found.len() > 1, "{found:?}");
    for it in &found {
        let code = it["code"].as_str().expect("a code");
        let href = it["codeDescription"]["href"].as_str().expect("a link");
        let path = href.strip_prefix("file://").expect("a file");
        assert!(path.starts_with(&*client.path("cache").to_string_lossy()));
        let page = std::fs::read_to_string(path).expect("a page");
        let printed = std::process::Command::new(env!("CARGO_BIN_EXE_jobc"))
            .args(["rule", code])
            .output()
            .expect("a page");
        assert_eq!(page, String::from_utf8_lossy(&printed.stdout));
    }
    // Not for a client that cannot show links.
    let mut client = Client::silent(&[]);
    client.ask("initialize", json!({"capabilities": {}}));
    client.open("a.aurora", "jobs = x\n");
    let found = client.diagnostics("a.aurora", 1);
    assert!(found[0].get("codeDescription").is_none(), "{found:?}");
    assert!(!client.path("cache").exists());
}

#[test]
fn what_is_unnecessary_or_deprecated_is_tagged() {
    let text = format!("import json\nX = '1' if 'a' <> 'b' else '2'\nY = X\n{HELLO}").replace(
        "task = task",
        "task = task, production = True, tier = 'preferred'",
    );
    let mut client = Client::with(&text);
    let found = client.diagnostics("a.aurora", 1);
    let tags: Vec<_> = found
        .iter()
        .map(|it| (it["code"].as_str().expect("a code"), &it["tags"]))
        .collect();
    for (code, tag) in [
        ("L003", json!([1])),
        ("L001", json!([1])),
        ("L008", json!([2])),
        ("J010", json!([2])),
    ] {
        assert!(tags.contains(&(code, &tag)), "{code}: {tags:?}");
    }
}

#[test]
fn labels_are_related_information() {
    let text = HELLO.replace("memory = 64*MB", "memory = 'much'");
    let mut client = Client::with(&text);
    let found = client.diagnostics("a.aurora", 1);
    let related: Vec<_> = found
        .iter()
        .filter_map(|it| it["relatedInformation"].as_array())
        .flatten()
        .collect();
    assert!(!related.is_empty(), "{found:?}");
    for it in related {
        assert_eq!(it["location"]["uri"], client.uri("a.aurora"));
        assert!(!it["message"].as_str().expect("words").is_empty());
    }
}

#[test]
fn a_shared_file_has_each_diagnostic_once() {
    let shared = "process = Process(name = 'p', cmdline = 'x {{zone}}')\n";
    let main = |name: &str| {
        format!(
            "include('shared.aurora')\njobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = '{name}', contact = 'a@b.c', \
             task = Task(processes = [process], resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB)))]\n"
        )
    };
    let mut client = Client::new(&[("shared.aurora", shared)]);
    client.open("b.aurora", &main("one"));
    client.open("a.aurora", &main("two"));
    client.open("shared.aurora", shared);
    let found = client.diagnostics("shared.aurora", 1);
    let [it] = &found[..] else {
        panic!("{found:?}");
    };
    let message = it["message"].as_str().expect("a message");
    assert!(
        message.ends_with("job: c/r/prod/two and 1 more"),
        "{message}"
    );
    // A fix is found whichever file it was found from.
    let text = shared.replace("cmdline =", "cmdlin =");
    client.replace("shared.aurora", 2, &text);
    client.diagnostics("shared.aurora", 2);
    let place = client.place_in("shared.aurora", &text, "cmdlin =", 1);
    let range = json!({"start": place["position"], "end": place["position"]});
    let params = json!({"textDocument": place["textDocument"], "range": range, "context": {"diagnostics": []}});
    let actions = client.ask("textDocument/codeAction", params);
    let titles = actions.as_array().expect("actions").iter();
    let titles: Vec<_> = titles.map(|it| it["title"].clone()).collect();
    assert_eq!(titles, ["Replace with `cmdline`"]);
}

#[test]
fn files_that_are_not_open_are_looked_at() {
    let job = "jobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = 'n', contact = 'a@b.c', task = SimpleTask('n', 'echo'))]\n";
    let mut client = Client::silent(&[("one.aurora", job), ("two.aurora", job)]);
    let folders = serde_json::json!([{"uri": client.uri("").trim_end_matches('/'), "name": "w"}]);
    let params = serde_json::json!({"capabilities": {}, "workspaceFolders": folders});
    client.ask("initialize", params);
    client.tell("initialized", serde_json::json!({}));
    client.open("two.aurora", job);
    let uri = client.uri("two.aurora");
    let found = client.wait(|message| {
        let params = &message["params"];
        params["uri"] == *uri && params["diagnostics"][0]["code"] == "J090"
    });
    let related = &found["params"]["diagnostics"][0]["relatedInformation"][0]["location"];
    assert_eq!(related["uri"], client.uri("one.aurora"));
}
