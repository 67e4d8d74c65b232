//! The pages of all codes and rules: each example shows its diagnostic and no other error, and the correction has none. The
//! documents made of the pages are up to date.
//!
//! `UPDATE_DOCS=1 cargo test --test it pages` writes the documents.

use crate::support::{Found, all_codes, find, with_stack};
use jobc::diagnostic::page::{Example, Page, document};
use jobc::diagnostic::{Code, codes};
use jobc::lint::{Check, Group, rules};
use std::path::Path;

#[test]
fn every_page_is_complete() {
    let mut failures = Vec::new();
    for (code, _) in all_codes() {
        let page = Page::of(code);
        let words = page.meaning.split_whitespace().count();
        if words < 8 {
            failures.push(format!("{} {}: says too little", code.code, code.name));
        }
        if page.example.is_none() || page.correction.is_none() {
            failures.push(format!("{} {}: lacks a section", code.code, code.name));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_example_shows_its_diagnostic_and_the_correction_does_not() {
    let failures = with_stack(|| {
        let codes = all_codes().into_iter();
        codes
            .flat_map(|(code, is_rule)| check(code, is_rule))
            .collect::<Vec<String>>()
    });
    assert!(
        failures.is_empty(),
        "{} failures\n{}",
        failures.len(),
        failures.join("\n")
    );
}

fn check(code: &'static Code, is_rule: bool) -> Vec<String> {
    let page = Page::of(code);
    let mut failures = Vec::new();
    // `tests/check.rs` shows what needs more than one file, `tests/shellcheck.rs` what needs another program.
    let is_shown = rules::find(code.code)
        .is_none_or(|it| !matches!(it.check, Check::Repository) && it.code.name != "shellcheck");
    if let Some(example) = page.example.as_ref().filter(|_| is_shown) {
        let found = found(code, example, is_rule);
        let shown = found.diagnostics.iter();
        let shown = shown.filter(|it| it.code == code).count();
        let others = found.diagnostics.iter();
        let others = others.filter(|it| it.code != code && it.is_error()).count();
        if shown == 0 || others > 0 {
            failures.push(failure(code, "the example", &found));
        }
    }
    if let Some(correction) = &page.correction {
        let found = found(code, correction, is_rule);
        let is_wrong = |it: &jobc::diagnostic::Diagnostic| it.code == code || it.is_error();
        if found.diagnostics.iter().any(is_wrong) {
            failures.push(failure(code, "the correction", &found));
        }
    }
    failures
}

/// What is found in a block of a page. Where it shows a statement alone, that there are no jobs does not count.
fn found(code: &Code, example: &Example, is_rule: bool) -> Found {
    let mut found = find(example, is_rule.then_some(code));
    let has_jobs = example.text.contains("Job(");
    found
        .diagnostics
        .retain(|it| it.code == code || has_jobs || it.code != &codes::job::NO_JOBS);
    found
}

fn failure(code: &Code, what: &str, found: &Found) -> String {
    format!("{} {}, {what}:\n{}", code.code, code.name, found.words())
}

#[test]
fn errors_are_documented() {
    let stages = [
        ("E1", "Syntax"),
        ("E2", "Evaluation"),
        ("E3", "Objects"),
        ("E4", "References"),
        ("E5", "Jobs, where the client rejects them"),
        ("W5", "Jobs, where the client warns"),
        (
            "E6",
            "Jobs, where the scheduler, an update or a machine rejects them later",
        ),
        ("E7", "Files, modules and the environment"),
        ("E8", "Limits"),
    ];
    let groups: Vec<(String, Vec<&Code>)> = stages
        .iter()
        .map(|(prefix, heading)| {
            let codes = codes::all().filter(|code| code.code.starts_with(prefix));
            (heading.to_string(), codes.collect())
        })
        .collect();
    let listed: usize = groups.iter().map(|(_, codes)| codes.len()).sum();
    assert_eq!(listed, codes::all().count(), "a code is of no stage");
    let head = "\
# Errors

Everything that jobc may say about a configuration, apart from the linter's [rules](rules.md). `jobc rule CODE` prints the
same in a terminal. Codes and names never change.

This file is made from the sources: `UPDATE_DOCS=1 cargo test --test it pages`.
";
    up_to_date("errors.md", &document(head, &groups));
}

#[test]
fn rules_are_documented() {
    let all = [
        (Group::Templates, "references and bindings"),
        (Group::Resources, "cpu, ram and disk"),
        (Group::Processes, "processes and their order"),
        (Group::Jobs, "jobs"),
        (Group::Language, "the language around the objects"),
    ];
    let groups: Vec<(String, Vec<&Code>)> = all
        .iter()
        .map(|(group, about)| {
            let rules = rules::all().iter().filter(|rule| rule.group == *group);
            let heading = format!("`{}`: {about}", group.name());
            (heading, rules.map(|rule| &rule.code).collect())
        })
        .filter(|(_, codes): &(String, Vec<&Code>)| !codes.is_empty())
        .collect();
    let listed: usize = groups.iter().map(|(_, codes)| codes.len()).sum();
    assert_eq!(listed, rules::all().len(), "a rule is of no group");
    let head = "\
# Rules

What the linter finds: configurations that work and are unwise nevertheless. `jobc rule CODE` prints the same in a
terminal, [errors](errors.md) are listed elsewhere.

This file is made from the sources: `UPDATE_DOCS=1 cargo test --test it pages`.
";
    up_to_date("rules.md", &document(head, &groups));
}

/// Compares a document with the one under `docs`, or writes it.
fn up_to_date(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, text).expect("docs can be written");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == text,
        "docs/{name} is not what the sources say: run `UPDATE_DOCS=1 cargo test --test it pages`"
    );
}
