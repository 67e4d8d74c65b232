//! What is outside of the root, or no file of a reasonable size, is not looked at.

use crate::server::client::{Client, HELLO};
use serde_json::{Value, json};

#[test]
fn nothing_outside_of_the_root_is_listed() {
    let other = tempfile::tempdir().expect("a folder");
    std::fs::write(other.path().join("secret.aurora"), "").expect("a file");
    let outside = other.path().display().to_string();
    let text = format!("{HELLO}include('sub/')\n");
    let mut client = Client::new(&[("a.aurora", ""), ("sub/b.aurora", "")]);
    client.open("a.aurora", &text);
    assert_eq!(client.labels(&text, "sub/", 4), ["b.aurora"]);
    let typed = [
        &format!("{outside}/"),
        "../",
        "/",
        "sub/../../",
        "/proc/self/",
    ];
    for (version, typed) in (2..).zip(typed) {
        let text = format!("{HELLO}include('{typed}')\n");
        client.replace("a.aurora", version, &text);
        let place = format!("include('{typed}");
        let labels = client.labels(&text, &place, place.len());
        assert!(labels.is_empty(), "{typed}: {labels:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_do_not_tell_what_is_outside_of_the_root() {
    let other = tempfile::tempdir().expect("a folder");
    let secret = other.path().join("secret.aurora");
    std::fs::write(&secret, "").expect("a file");
    let mut client = Client::new(&[("a.aurora", ""), ("b.aurora", "")]);
    std::os::unix::fs::symlink(&secret, client.path("leak.aurora")).expect("a link");
    let there = secret.display().to_string();
    let missing = format!("{there}x");
    for (version, path) in (1..).zip([&there, &missing, "leak.aurora", "/etc/passwd"]) {
        let text = format!("include('b.aurora')\ninclude('{path}')\n");
        match version {
            1 => client.open("a.aurora", &text),
            _ => client.replace("a.aurora", version, &text),
        }
        client.diagnostics("a.aurora", version);
        let document = client.document();
        let links = client.ask("textDocument/documentLink", document);
        let targets: Vec<&Value> = links.as_array().expect("links").iter().collect();
        assert_eq!(targets.len(), 1, "{path}: {links}");
        assert_eq!(targets[0]["target"], client.uri("b.aurora"));
        let found = client.at("textDocument/definition", &text, path, 2);
        assert_eq!(found, Value::Null, "{path}");
        let hover = client.at("textDocument/hover", &text, path, 2);
        assert_eq!(
            hover["contents"]["value"],
            "The root contains no such file."
        );
    }
}

/// A file of no length on the disk, and many bytes when it is read.
#[cfg(target_os = "linux")]
#[test]
fn large_files_beside_an_open_one_are_not_read() {
    let text = "x = 1\njobs = []\n";
    let mut client = Client::with(text);
    let large = std::fs::File::create(client.path("large.aurora")).expect("a file");
    large.set_len(700 << 20).expect("a large file");
    let folder = client.uri("");
    let event = json!({"added": [{"uri": folder, "name": "w"}], "removed": []});
    client.tell(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": event}),
    );
    client.diagnostics("a.aurora", 1);
    let found = client.ask("workspace/symbol", json!({"query": "x"}));
    assert_eq!(found[0]["name"], "x");
    let mut rename = client.place(text, "x", 0);
    rename["newName"] = "y".into();
    client.ask("textDocument/rename", rename);
    let status = format!("/proc/{}/status", client.child.id());
    let status = std::fs::read_to_string(status).expect("a status");
    let peak = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let peak: u64 = peak
        .and_then(|it| it.trim().strip_suffix("kB")?.trim().parse().ok())
        .expect("a number");
    assert!(peak < 400 << 10, "{peak} KB");
}

#[cfg(unix)]
#[test]
fn settings_that_name_a_fifo_are_wrong_and_hold_nobody_up() {
    let settings = "[lint.thresholds]\nclusters-file = 'fifo'\n";
    let mut client = Client::new(&[("a.aurora", "x = y\n"), ("jobc.toml", settings)]);
    let made = std::process::Command::new("mkfifo")
        .arg(client.path("fifo"))
        .status();
    assert!(made.is_ok_and(|it| it.success()));
    client.open("a.aurora", "x = y\n");
    assert!(client.codes("a.aurora", 1).contains(&"E201".to_owned()));
}
