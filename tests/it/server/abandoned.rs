//! The editor keeps its answers whatever becomes of the process that analyzes its files.
#![cfg(target_os = "linux")]

use super::client::{Client, HELLO};
use serde_json::json;
use std::process::Command;

/// A file whose tree takes long to make, and nothing asks the limits meanwhile.
fn long() -> String {
    format!("x = [{}]\n", "1, ".repeat(4_000_000))
}

const IMPATIENT: &str = "[limits]\nmilliseconds = 1\n";

/// The process that does the work for a server.
fn worker(client: &Client) -> String {
    let id = client.child.id();
    let children = format!("/proc/{id}/task/{id}/children");
    let children = std::fs::read_to_string(children).expect("the children of a process");
    let children: Vec<&str> = children.split_whitespace().collect();
    assert_eq!(children.len(), 1, "{children:?}");
    children[0].to_owned()
}

fn kill(process: &str) {
    let status = Command::new("kill").args(["-KILL", process]).status();
    assert!(status.expect("a command").success());
}

#[test]
fn a_process_that_is_killed_is_replaced() {
    let mut client = Client::with(HELLO);
    client.diagnostics("a.aurora", 1);
    let before = client.at("textDocument/hover", HELLO, "Profile(", 1);
    assert!(!before.is_null());
    let first = worker(&client);
    kill(&first);
    // What was open is open. A request that the process had already taken gets an error.
    let mut answers = (0..3).map(|_| {
        let id = client.request("textDocument/documentSymbol", client.document());
        client.answer(id)
    });
    let symbols = answers.find(|answer| answer.get("error").is_none());
    let symbols = symbols.expect("an answer")["result"].clone();
    assert!(!symbols.as_array().expect("symbols").is_empty());
    assert_ne!(worker(&client), first);
    assert_eq!(
        client.at("textDocument/hover", HELLO, "Profile(", 1),
        before
    );
    // It follows the changes of the text as before.
    client.replace("a.aurora", 2, "x = y\n");
    assert!(client.codes("a.aurora", 2).contains(&"E201".to_owned()));
    assert_eq!(client.end(), 0);
}

#[test]
fn a_text_that_takes_too_much_is_left_out_until_it_changes() {
    let mut client = Client::new(&[("b/jobc.toml", IMPATIENT)]);
    client.open("a.aurora", HELLO);
    client.diagnostics("a.aurora", 1);
    client.open("b/long.aurora", &long());
    assert_eq!(client.codes("b/long.aurora", 1), ["E809"]);
    let hover = client.at("textDocument/hover", HELLO, "Profile(", 1);
    assert!(!hover.is_null());
    let document = json!({"textDocument": {"uri": client.uri("b/long.aurora")}});
    client.ask("textDocument/documentSymbol", document);
    client.replace("b/long.aurora", 2, "x = = 1\n");
    let codes = client.codes("b/long.aurora", 2);
    assert!(codes.iter().all(|code| code.starts_with("E1")), "{codes:?}");
    assert!(!codes.is_empty());
    assert_eq!(client.end(), 0);
}
