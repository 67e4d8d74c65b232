//! The rules of the linter: each example on a page shows its rule, what to use instead does not, and nothing in the
//! examples of the repository or in the recorded cases is found that is not so.

#[path = "golden/host.rs"]
mod host;

use host::CaseHost;
use jobc::compile::{Compilation, CompileOptions, Input, STACK_SIZE, compile};
use jobc::diagnostic::{Applicability, Diagnostic, Fix};
use jobc::lint::{Check, Rule, Settings, rules};
use jobc::report::{Finding, Format, Style, render};
use jobc::workspace::MemoryHost;
use std::path::{Path, PathBuf};

/// Compiling needs a large stack.
fn in_thread<T: Send + 'static>(work: fn() -> T) -> T {
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

/// Every rule, also those that are off unless they are selected.
fn all_rules() -> Settings {
    serde_json::from_str(r#"{"select": ["ALL"]}"#).expect("valid settings")
}

/// The file in a section of a rule's page.
fn example(rule: &Rule, section: &str) -> Option<String> {
    let page = rule.code.page.replace("\n ", "\n");
    let (_, rest) = page.split_once(section)?;
    let (_, fenced) = rest.split_once("```python\n")?;
    Some(fenced.split("```").next()?.to_owned())
}

fn of_rule<'a>(rule: &Rule, found: &'a [Diagnostic]) -> Vec<&'a Diagnostic> {
    let is_its = |diagnostic: &&Diagnostic| *diagnostic.code == rule.code;
    found.iter().filter(is_its).collect()
}

#[test]
fn pages_show_their_rules() {
    let failures = in_thread(|| {
        rules::all()
            .iter()
            .flat_map(|rule| failures(rule))
            .collect()
    });
    let failures: Vec<String> = failures;
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn failures(rule: &Rule) -> Vec<String> {
    let mut failures = Vec::new();
    for (section, expected) in [("## Example", true), ("## Use instead", false)] {
        let Some(text) = example(rule, section) else {
            failures.push(format!("{}: no file in {section}", rule.code.code));
            continue;
        };
        let compilation = compiled(&text);
        let errors: Vec<&str> = compilation
            .diagnostics
            .iter()
            .filter(|it| it.is_error())
            .map(|it| it.message.as_str())
            .collect();
        if !errors.is_empty() || compilation.jobs.is_empty() {
            failures.push(format!("{} {section}: {errors:?}", rule.code.code));
        }
        let found = compilation.lint(&all_rules());
        // `tests/check.rs` shows what needs more than one file.
        let is_shown = !matches!(rule.check, Check::Repository);
        if is_shown && of_rule(rule, &found).is_empty() == expected {
            failures.push(format!(
                "{} {section}: expected {}",
                rule.code.code,
                if expected { "a finding" } else { "none" }
            ));
        }
    }
    failures
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
    let compilation = compiled(&example(rule, "## Example").unwrap_or_default());
    let found = compilation.lint(&all_rules());
    let mut out = String::new();
    for diagnostic in of_rule(rule, &found) {
        let written = |span| compilation.sources.text(span).replace('\n', "⏎");
        let finding = [Finding {
            sources: &compilation.sources,
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
    let text = example(rule, "## Example")?;
    let before = compiled(&text);
    let found = before.lint(&all_rules());
    let fix = of_rule(rule, &found)
        .into_iter()
        .find_map(|it| it.fix.clone())?;
    let mended = apply(&text, &fix);
    let after = compiled(&mended);
    let complain = |why: &str| Some(format!("{}: {why}\n{mended}", rule.code.code));
    if after.diagnostics.iter().any(Diagnostic::is_error) {
        return complain("the mended file has errors");
    }
    if of_rule(rule, &after.lint(&all_rules())).len() >= of_rule(rule, &found).len() {
        return complain("the fix mends nothing");
    }
    let jobs = |compilation: &Compilation| {
        let jobs = compilation.jobs.iter();
        jobs.map(|job| job.object.repr().ok()).collect::<Vec<_>>()
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
            .map(|file| findings(&folder, file))
            .collect::<String>()
    });
    assert_eq!(found, "");
}

/// What is found in the recorded cases, which were written to show behaviour, not how to do it. Each line was looked at.
/// The recordings are in `../shared/golden`, or where `JOBC_GOLDEN` says; without them the test has nothing to do.
#[test]
fn findings_in_recorded_cases() {
    if golden().is_dir() {
        insta::assert_snapshot!(in_thread(findings_in_golden));
    }
}

fn golden() -> PathBuf {
    match std::env::var_os("JOBC_GOLDEN") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden"),
    }
}

fn findings_in_golden() -> String {
    let mut groups: Vec<PathBuf> = std::fs::read_dir(golden())
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    groups.sort();
    let mut out = String::new();
    for group in groups {
        for file in configurations(&group) {
            out += &findings(&group, &file);
        }
    }
    out
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

fn findings(folder: &Path, file: &str) -> String {
    let host = CaseHost::new(folder, vec![("USER".into(), "vagrant".into())]);
    let compilation = compile(&Input::File(file.into()), &CompileOptions::default(), &host);
    let found = compilation.lint(&Settings::default());
    let findings = Finding::all(&compilation.sources, &found);
    render(&findings, Format::Concise, &Style::default())
}
