//! The rules of the linter: what people see of each, whether fixes mend, and that nothing is found in the examples of the
//! repository or in the recorded cases that is not so. That pages show their rules is tested with all pages.

use crate::golden;
use crate::golden::host::CaseHost;
use crate::support::{NAME, compile_files, find, settings_for};
use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::diagnostic::page::{Example, Page};
use jobc::diagnostic::{Applicability, Diagnostic, Fix};
use jobc::lint::{Rule, Settings, rules};
use jobc::report::{Finding, Format, Style, render};
use jobc::stack::STACK_SIZE;
use jobc::workspace::MemoryHost;
use std::path::Path;

/// Compiling needs a large stack.
fn in_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(STACK_SIZE);
    let handle = thread.spawn(work).expect("a thread");
    handle.join().expect("no panic")
}

fn compiled(text: &str) -> Compilation {
    let input = Input::Text {
        name: "example.aurora".into(),
        bytes: text.as_bytes().to_vec(),
    };
    compile(&input, &CompileOptions::default(), &MemoryHost::default())
}

fn of_rule<'a>(rule: &Rule, found: &'a [Diagnostic]) -> Vec<&'a Diagnostic> {
    let is_its = |diagnostic: &&Diagnostic| *diagnostic.code == rule.code;
    found.iter().filter(is_its).collect()
}

fn example(rule: &Rule) -> Example {
    let page = Page::of(&rule.code);
    page.example.expect("every page has an example")
}

/// What people see of each rule, on its own example.
#[test]
fn words_of_the_rules() {
    insta::assert_snapshot!(in_thread(|| rules::all()
        .iter()
        .map(|rule| words(rule))
        .collect::<String>()));
}

fn words(rule: &Rule) -> String {
    let found = find(&example(rule), Some(&rule.code));
    let mut out = String::new();
    for diagnostic in of_rule(rule, &found.diagnostics) {
        let written = |span| found.sources.text(span).replace('\n', "⏎");
        let finding = [Finding {
            sources: &found.sources,
            diagnostic,
        }];
        out += &render(&finding, Format::Concise, &Style::default());
        out += &format!(
            "  at ⟨{}⟩ {}\n",
            written(diagnostic.primary.span),
            diagnostic.primary.message
        );
        for label in &diagnostic.labels {
            out += &format!("  and ⟨{}⟩ {}\n", written(label.span), label.message);
        }
        if let Some(help) = &diagnostic.help {
            out += &format!("  help: {help}\n");
        }
        if let Some(fix) = &diagnostic.fix {
            out += &format!("  fix ({:?}): {}\n", fix.applicability, fix.message);
        }
    }
    out
}

/// Fixes give files that compile, and in which the rule is content. Safe ones leave the jobs as they are.
#[test]
fn fixes_mend() {
    let failures = in_thread(|| {
        let rules = rules::all().iter();
        rules
            .filter_map(|rule| broken_fix(rule))
            .collect::<Vec<_>>()
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn broken_fix(rule: &Rule) -> Option<String> {
    let example = example(rule);
    let text = example.text.clone();
    let files = |text: &str| {
        let others = example.files.iter();
        let mut files = vec![(NAME.to_owned(), text.to_owned())];
        files.extend(others.cloned());
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        compile_files(&files)
    };
    let before = files(&text);
    let settings = settings_for(&example, &rule.code);
    let found = before.lint(&settings);
    let fix = of_rule(rule, &found)
        .into_iter()
        .find_map(|it| it.fix.clone())?;
    let mended = apply(&text, &fix);
    let after = files(&mended);
    let complain = |why: &str| Some(format!("{}: {why}\n{mended}", rule.code.code));
    if after.diagnostics.iter().any(Diagnostic::is_error) {
        return complain("the mended file has errors");
    }
    if of_rule(rule, &after.lint(&settings)).len() >= of_rule(rule, &found).len() {
        return complain("the fix mends nothing");
    }
    let jobs = |compilation: &Compilation| {
        let jobs = compilation.jobs.iter();
        jobs.map(|job| job.object.repr(&Default::default()).ok())
            .collect::<Vec<_>>()
    };
    if fix.applicability == Applicability::Safe && jobs(&before) != jobs(&after) {
        return complain("the fix is said to be safe, but the jobs changed");
    }
    None
}

fn apply(text: &str, fix: &Fix) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.replacement);
    }
    text
}

/// The examples of the repository are how it should be done.
#[test]
fn examples_are_clean() {
    let found = in_thread(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        let files = configurations(&folder);
        assert!(!files.is_empty());
        files
            .iter()
            .map(|file| findings(&folder, file, &Settings::default()))
            .collect::<String>()
    });
    assert_eq!(found, "");
}

/// What is found in the recorded cases, which were written to show behavior, not how to do it. Each line was looked at. One
/// snapshot a group, so that a new group changes no other.
#[test]
fn findings_in_recorded_cases() {
    for group in golden::groups() {
        let name = group.file_name().expect("a name").to_string_lossy();
        let name = format!("findings_in_{name}");
        insta::assert_snapshot!(name, in_thread(move || findings_in_golden(&group)));
    }
}

fn findings_in_golden(group: &Path) -> String {
    // Nearly no case names a contact.
    let settings =
        serde_json::from_str(r#"{"ignore": ["missing-contact"]}"#).expect("valid settings");
    let files = configurations(group);
    let findings = files.iter().map(|file| findings(group, file, &settings));
    findings.collect()
}

fn configurations(folder: &Path) -> Vec<String> {
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".aurora"))
        .collect();
    files.sort();
    files
}

fn findings(folder: &Path, file: &str, settings: &Settings) -> String {
    let host = CaseHost::new(folder, vec![("USER".into(), "vagrant".into())]);
    let compilation = compile(&Input::File(file.into()), &CompileOptions::default(), &host);
    let found = compilation.lint(settings);
    let findings = Finding::all(&compilation.sources, &found);
    render(&findings, Format::Concise, &Style::default())
}

/// Command lines that look like what a rule is about, and are not; and ones that are.
#[test]
fn command_lines() {
    let failures = in_thread(|| {
        COMMAND_LINES
            .iter()
            .filter_map(|(line, expected)| {
                let found = codes_of_command_line(line);
                (found != *expected).then(|| format!("{line}: {found:?}, expected {expected:?}"))
            })
            .collect::<Vec<_>>()
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

const COMMAND_LINES: &[(&str, &[&str])] = &[
    ("awk '{print $1}' access.log", &[]),
    ("usage() { echo $1; }; usage now", &[]),
    ("set -- a b; echo $1", &[]),
    ("echo $1 $2", &["P010", "P010"]),
    ("run --password=$PASSWORD", &[]),
    ("run --password={{password}}", &[]),
    ("run --password-file=/etc/secret", &[]),
    ("run --password=changeme-later", &[]),
    ("run --token AKIAABCDEFGHIJKLMNOP", &["P013"]),
    ("curl https://user:correct-horse@example.com/", &["P013"]),
    ("curl https://user:$TOKEN@example.com/", &[]),
    ("curl http://localhost:8080/a@b", &[]),
    ("cat <<EOF\n$HOME\nEOF", &[]),
    (
        "cat > site.conf <<EOF\nset_header Host $host;\nEOF",
        &["P011"],
    ),
    ("host=a; cat > site.conf <<EOF\nHost $host;\nEOF", &[]),
    ("cat > site.conf <<'EOF'\nHost $host;\nEOF", &[]),
    ("cat > run.sh <<EOF\n#!/bin/sh\n./run {{role}}\nEOF", &[]),
    ("# don't\n./run", &[]),
    ("echo don't", &["P012"]),
    ("java -Xmx100m -jar a.jar", &[]),
    ("java -Xmx250m -jar a.jar", &["R005"]),
    ("java -Xmx1g -Xmx100m -jar a.jar", &[]),
    ("psql --host db --port 5432", &[]),
];

fn codes_of_command_line(line: &str) -> Vec<&'static str> {
    let literal = serde_json::to_string(line).expect("a string");
    let text = format!(
        "jobs = [Job(cluster = 'example', role = 'web', environment = 'devel', name = 'x', contact = 'x@example.com',\n\
         task = Task(processes = [Process(name = 'x', cmdline = {literal})],\n\
         resources = Resources(cpu = 1.0, ram = 256*MB, disk = 256*MB))).bind(password = 'bound')]\n"
    );
    let settings = r#"{"select": ["processes", "resources"]}"#;
    let settings = serde_json::from_str(settings).expect("valid settings");
    let found = compiled(&text).lint(&settings);
    found.iter().map(|it| it.code.code).collect()
}
