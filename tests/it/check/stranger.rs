//! A repository of a stranger, who knows nothing of jobc's rules: what is reported there was judged one by one, and hardly anything of
//! it is wrong. `tests/stranger/README.md` says how it is made.
//!
//! `UPDATE_STRANGER=1` writes what is found to `judged.txt`, without verdicts.

use super::repository::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stranger")
}

fn read(name: &str) -> String {
    let path = folder().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The repository, and the pattern of each of its configurations by path.
fn repository() -> (Repository, BTreeMap<String, String>) {
    let repository = Repository::new(&[
        ("lib/defaults.aurora", &read("defaults.txt")),
        ("lib/templates.aurora", &read("templates.txt")),
        ("lib/site.aurora", &read("site.txt")),
        ("jobc.toml", &read("jobc.toml.txt")),
    ]);
    let mut patterns = BTreeMap::new();
    for line in read("services.txt").lines().skip(1) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [pattern, name, team, memory, instances] = words.as_slice() else {
            panic!("{line}");
        };
        let text = read(&format!("{pattern}.txt"))
            .replace("@name@", name)
            .replace("@team@", team)
            .replace("@memory@", memory)
            .replace("@instances@", instances);
        let extension = match *pattern {
            "json" => "json",
            "thermos" => "thermos",
            _ => "aurora",
        };
        let folder = match *pattern {
            "jinja" => format!("{team}/jinja"),
            _ => team.to_string(),
        };
        let path = format!("services/{folder}/{name}.{extension}");
        repository.write(&path, &text);
        patterns.insert(path, pattern.to_string());
        if *pattern == "open" {
            repository.write(&format!("services/versions/{name}.version"), "1.7\n");
        }
    }
    (repository, patterns)
}

/// What is found: code and pattern, how often, and one of the messages.
fn found(repository: &Repository, patterns: &BTreeMap<String, String>) -> Vec<String> {
    let run = repository.run(&["check", "-n", "--no-shellcheck", "--output-format", "json"]);
    let findings: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let mut kinds = BTreeMap::<(String, String), (usize, String)>::new();
    for finding in findings.as_array().expect("an array") {
        let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
        let file = text("filename");
        let pattern = patterns.get(&file).cloned().unwrap_or(file);
        let kind = (text("code"), pattern);
        let message = format!("{}: {}", text("severity"), text("message"));
        kinds.entry(kind).or_insert((0, message)).0 += 1;
    }
    let lines = kinds.into_iter();
    let lines = lines
        .map(|((code, pattern), (count, message))| format!("{count} {code} {pattern}: {message}"));
    lines.collect()
}

#[test]
fn what_is_reported_in_the_repository_of_a_stranger_is_true() {
    let (repository, patterns) = repository();
    assert!(patterns.len() >= 180, "only {} files", patterns.len());
    let found = found(&repository, &patterns);
    if std::env::var_os("UPDATE_STRANGER").is_some() {
        fs::write(folder().join("judged.txt"), found.join("\n? \n") + "\n? \n").unwrap();
    }
    let judged = read("judged.txt");
    let lines: Vec<&str> = judged.lines().filter(|it| !it.starts_with('#')).collect();
    let mut all = 0;
    let mut wrong = 0;
    let mut expected = Vec::new();
    for pair in lines.chunks(2) {
        let [finding, verdict] = pair else {
            panic!("no verdict: {pair:?}");
        };
        let count: usize = finding.split(' ').next().unwrap().parse().unwrap();
        all += count;
        match verdict.split(':').next() {
            Some("  true") => {}
            Some("  false") => wrong += count,
            _ => panic!("no verdict: {finding}"),
        }
        expected.push(finding.to_string());
    }
    assert_eq!(found, expected);
    assert!(wrong * 50 <= all, "{wrong} of {all} are false");
}
