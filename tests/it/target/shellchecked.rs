//! shellcheck finds nothing in the scripts of all examples and recorded cases.

use crate::golden;
use crate::support::{compile_text, emitted, with_stack};
use jobc::compile::Compilation;
use jobc::target::{Document, TargetFile};
use std::path::Path;
use std::process::Command;

/// The scripts of all jobs that a target accepts.
fn scripts(compilation: &Compilation) -> Vec<String> {
    let target = TargetFile::own("script").unwrap();
    let emitted = emitted(&target, compilation);
    assert!(emitted.errors.is_empty(), "{:?}", emitted.errors);
    let documents = emitted.documents.into_iter().flatten();
    let texts = documents.map(|document| match document {
        Document::Text(text) => text,
        _ => panic!("a script is a text"),
    });
    texts.collect()
}

/// Runs shellcheck over texts, each in a file of its own.
fn check(texts: &[String], codes: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let path = folder.path().join(format!("{index}.sh"));
        std::fs::write(&path, text).unwrap();
        paths.push(path);
    }
    let output = Command::new("shellcheck")
        .args(["--norc", "--exclude", codes])
        .args(&paths)
        .output()
        .unwrap();
    let found = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{found}");
}

#[cfg_attr(
    not(has_program = "shellcheck"),
    ignore = "shellcheck is not installed"
)]
#[test]
fn the_scripts_of_examples_and_cases_are_clean() {
    let mut whole = Vec::new();
    let mut all = Vec::new();
    with_stack(|| {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        for entry in std::fs::read_dir(examples).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "aurora") {
                let text = std::fs::read_to_string(&path).unwrap();
                whole.extend(scripts(&compile_text(&text)));
            }
        }
        whole.extend(scripts(&compile_text(
            "jobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = 'empty',
              task = Task(name = 't', processes = [], resources = Resources(cpu = 1, ram = 64*MB, disk = 1*GB)))]",
        )));
        for case in golden::cases() {
            all.extend(scripts(&golden::compiled(&case).0));
        }
    });
    assert!(whole.len() > 10, "only {} scripts", whole.len());
    assert!(all.len() > 100, "only {} scripts", all.len());
    // The second part is the same in all of them. Without it, many variables of the first are never read.
    const BORDER: &str = "\nusage() {";
    let (_, second) = whole[0].split_once(BORDER).unwrap();
    let mut first: Vec<String> = all
        .iter()
        .map(|script| {
            let (first, rest) = script.split_once(BORDER).unwrap();
            assert_eq!(rest, second);
            format!("{first}\n")
        })
        .collect();
    first.sort();
    first.dedup();
    check(&whole[..6.min(whole.len())], "SC0000");
    check(&first, "SC2034");
}
