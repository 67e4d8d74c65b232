//! The pages of all codes and rules: each example shows its diagnostic and no other error, and the correction has none. The
//! documents made of the pages are up to date.
//!
//! `UPDATE_DOCS=1 cargo test --test it pages` writes the documents.

use crate::support::{Found, all_codes, find, with_stack};
use jobc::diagnostic::page::{Entry, Example, Page, document};
use jobc::diagnostic::{Code, codes};
use jobc::lint::{Check, Group, SECTIONS, rules};
use std::path::Path;

#[test]
fn every_page_is_complete() {
    let mut failures = Vec::new();
    for (code, _) in all_codes() {
        let page = Page::of(code);
        let words = page.meaning.split_whitespace().count();
        if words < 5 {
            failures.push(format!("{} {}: says too little", code.code, code.name));
        }
        if page.example.is_none() || page.correction.is_none() {
            failures.push(format!("{} {}: lacks a section", code.code, code.name));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The sections of every rule are the known ones, in their order, and the required ones are there.
#[test]
fn every_rule_has_the_sections_in_order() {
    for rule in rules::all() {
        let text = rule.code.text();
        let headings: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .collect();
        let expected: Vec<&str> = SECTIONS
            .iter()
            .enumerate()
            .filter(|(index, name)| *index < 4 || headings.contains(name))
            .map(|(_, name)| *name)
            .collect();
        assert_eq!(headings, expected, "the sections of {}", rule.code.code);
        assert!(text.starts_with("## What it does\n"), "{}", rule.code.code);
    }
}

/// Every option on a page is a setting that exists.
#[test]
fn the_options_of_every_rule_exist() {
    let settings =
        serde_json::to_value(jobc::lint::Settings::default()).expect("settings are JSON");
    let mut options = 0;
    for rule in rules::all() {
        let text = rule.code.text();
        let Some((_, section)) = text.split_once("\n## Options\n") else {
            continue;
        };
        let section = section.split("\n## ").next().unwrap_or_default();
        let names = section
            .lines()
            .filter_map(|line| line.strip_prefix("- `lint."));
        let names: Vec<&str> = names.filter_map(|line| line.split('`').next()).collect();
        assert!(!names.is_empty(), "{}: no option", rule.code.code);
        for name in names {
            let pointer = format!("/{}", name.replace('.', "/"));
            assert!(
                settings.pointer(&pointer).is_some(),
                "{}: `lint.{name}`",
                rule.code.code
            );
            options += 1;
        }
    }
    assert!(options >= 5, "only {options} options found");
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
        (
            "W2",
            "Evaluation, where the client may give another job in every run",
        ),
        ("E3", "Objects"),
        ("E4", "References"),
        ("E5", "Jobs: rejected by the client"),
        ("W5", "Jobs: warnings of the client"),
        (
            "E6",
            "Jobs: rejected later, by the scheduler, an update or a machine",
        ),
        ("E7", "Files, modules and the environment"),
        ("E8", "Limits"),
        ("E9", "Targets: what cannot be written"),
        ("W9", "Targets: what is lost or approximated"),
    ];
    let entry = |code| Entry {
        code,
        is_on: None,
        first: "",
    };
    let groups: Vec<(String, Vec<Entry>)> = stages
        .iter()
        .map(|(prefix, heading)| {
            let codes = codes::all().filter(|code| code.code.starts_with(prefix));
            (heading.to_string(), codes.map(entry).collect())
        })
        .collect();
    let listed: usize = groups.iter().map(|(_, codes)| codes.len()).sum();
    assert_eq!(listed, codes::all().count(), "a code has no stage");
    let head = "\
# Errors

Every error that jobc reports about a configuration. The linter's rules are on [a page of their own](rules.md).
`jobc rule CODE` prints the same text in a terminal. Codes and names never change.

This file is generated from the sources: `cargo xtask gen`.
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
    let statuses: Vec<String> = rules::all().iter().map(|rule| rule.status()).collect();
    let entries: Vec<(Group, Entry)> = rules::all()
        .iter()
        .zip(&statuses)
        .map(|(rule, status)| {
            let entry = Entry {
                code: &rule.code,
                is_on: Some(rule.default),
                first: status,
            };
            (rule.group, entry)
        })
        .collect();
    let groups: Vec<(String, Vec<Entry>)> = all
        .iter()
        .map(|(group, about)| {
            let of_group = entries.iter().filter(|(of, _)| of == group);
            let heading = format!("`{}`: {about}", group.name());
            (heading, of_group.map(|(_, entry)| *entry).collect())
        })
        .filter(|(_, entries): &(String, Vec<Entry>)| !entries.is_empty())
        .collect();
    let listed: usize = groups.iter().map(|(_, codes)| codes.len()).sum();
    assert_eq!(listed, rules::all().len(), "a rule has no group");
    let head = "\
# Rules

The rules of the linter report configurations that work but are unwise. `jobc rule CODE` prints the same text in a
terminal. Errors are on [a page of their own](errors.md).

This file is generated from the sources: `cargo xtask gen`.
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
        "docs/{name} is out of date: run `cargo xtask gen`"
    );
}
