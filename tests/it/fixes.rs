//! Every fix of every code, by the example of its page: it repairs what it is for, and the layout of a file is no matter.

use crate::support::{all_codes, find, with_stack};
use jobc::diagnostic::page::{Example, Page};
use jobc::diagnostic::{Code, Diagnostic, Stage};
use jobc::lint::fix::apply;
use jobc::source::FileId;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The example after a fix; `None` if the fix is in no file of it.
fn fixed(example: &Example, name: &str, text: &str, fix: &Diagnostic) -> Option<Example> {
    let fix = fix.fix.as_ref()?;
    let file = fix.edits.first()?.span.file;
    let after = apply(text, file, &fix.edits)?;
    let mut example = example.clone();
    match example.files.iter_mut().find(|(it, _)| it == name) {
        Some((_, text)) => *text = after,
        None => example.text = after,
    }
    Some(example)
}

/// What a fix leaves to do: the uses of a module whose name was corrected.
const LEAVES: [(&str, &str); 1] = [("E702", "E201")];

/// What a fix of an example leaves behind: nothing, if it repairs what it is for.
fn failures(code: &'static Code, is_rule: bool) -> Vec<String> {
    let Some(example) = Page::of(code).example else {
        return Vec::new();
    };
    if example.language == "toml" {
        return Vec::new();
    }
    let rule = is_rule.then_some(code);
    let before = find(&example, rule);
    let count = |found: &[Diagnostic], message: &str| {
        let same = |it: &&Diagnostic| it.code == code && it.message == message;
        found.iter().filter(same).count()
    };
    let own = before.diagnostics.iter().filter(|it| it.code == code);
    let mut wrong = Vec::new();
    for diagnostic in own {
        let Some(edit) = diagnostic.fix.as_ref().and_then(|it| it.edits.first()) else {
            continue;
        };
        let source = before.sources.get(edit.span.file);
        let Some(after) = fixed(&example, &source.name, &source.text, diagnostic) else {
            wrong.push(format!("{}: the edits do not fit", code.code));
            continue;
        };
        let found = find(&after, rule).diagnostics;
        let message = &diagnostic.message;
        if count(&found, message) >= count(&before.diagnostics, message) {
            wrong.push(format!("{}: `{message}` is still found", code.code));
        }
        // What does not parse is not evaluated: that hides later errors.
        let was_hidden = |it: &Diagnostic| {
            let by_syntax = code.stage == Stage::Syntax && it.code.stage > Stage::Syntax;
            by_syntax || LEAVES.contains(&(code.code, it.code.code))
        };
        let is_new = |it: &&Diagnostic| {
            it.is_error()
                && !was_hidden(it)
                && !before
                    .diagnostics
                    .iter()
                    .any(|old| old.message == it.message)
        };
        let new = found.iter().filter(is_new);
        wrong.extend(new.map(|it| format!("{}: now {} {}", code.code, it.code.code, it.message)));
    }
    wrong
}

#[test]
fn every_fix_repairs_its_example() {
    let (wrong, fixes) = with_stack(|| {
        let mut wrong = Vec::new();
        let mut fixes = 0;
        for (code, is_rule) in all_codes() {
            let found = Page::of(code)
                .example
                .map(|it| find(&it, is_rule.then_some(code)));
            let own = found.into_iter().flat_map(|it| it.diagnostics);
            fixes += own.filter(|it| it.code == code && it.fix.is_some()).count();
            wrong.extend(failures(code, is_rule));
        }
        (wrong, fixes)
    });
    assert!(fixes > 40, "only {fixes} fixes");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs a command in a folder; gives its code and standard output.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jobc"))
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder)
        .env("USER", "tester")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap_or(-1), text)
}

/// What is found in each file: how often each code.
fn findings(folder: &Path) -> BTreeMap<String, BTreeMap<String, usize>> {
    let (_, text) = run(
        folder,
        &["check", "-n", "--isolated", "--format", "json", "."],
    );
    let all: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let mut files = BTreeMap::<String, BTreeMap<String, usize>>::new();
    for finding in all {
        let word = |name: &str| finding[name].as_str().unwrap().to_owned();
        let codes = files.entry(word("filename")).or_default();
        *codes.entry(word("code")).or_default() += 1;
    }
    files
}

/// After `format`, `check` finds the same; after `--fix` nothing new, and `format --check` has nothing to say.
#[test]
fn formatting_and_fixing_do_not_undo_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = 0;
    for (code, _) in all_codes() {
        let Some(example) = Page::of(code).example else {
            continue;
        };
        // What depends on its layout, on limits or on other files is not of interest here.
        let is_plain = example.language == "python" && example.files.is_empty();
        let is_parsed = || {
            jobc::syntax::parse(&example.text, FileId(0))
                .errors
                .is_empty()
        };
        if !is_plain || !example.limits.is_empty() || !is_parsed() {
            continue;
        }
        let path = folder.path().join(format!("{}.aurora", code.code));
        std::fs::write(path, &example.text).unwrap();
        files += 1;
    }
    assert!(files > 100, "only {files} files");
    let before = findings(folder.path());
    run(folder.path(), &["format", "-q"]);
    let formatted = findings(folder.path());
    assert_eq!(before, formatted);
    for level in ["safe", "unsafe", "suggested"] {
        let earlier = findings(folder.path());
        run(
            folder.path(),
            &["check", "-n", "--isolated", "-q", &format!("--fix={level}")],
        );
        let (code, text) = run(folder.path(), &["format", "-q", "--check"]);
        assert_eq!((code, text.as_str()), (0, ""), "{level}");
        if level != "suggested" {
            for (file, codes) in findings(folder.path()) {
                let known = earlier.get(&file).cloned().unwrap_or_default();
                let new = codes.keys().filter(|code| !known.contains_key(*code));
                let new: Vec<_> = new.collect();
                assert!(new.is_empty(), "{level} {file}: {new:?}");
            }
        }
    }
}
