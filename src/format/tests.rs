//! Properties of the formatter.

use super::{Options, lay_out};
use crate::source::FileId;
use crate::syntax;
use std::path::{Path, PathBuf};

/// The tree in words, without spans.
fn tree(text: &str) -> String {
    let parsed = syntax::parse(text, FileId(0));
    let mut rest = format!("{:?}", parsed.module);
    let mut out = String::new();
    while let Some(at) = rest.find("Span { file: FileId(0), start: ") {
        out.push_str(&rest[..at]);
        let behind = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        rest.drain(..behind);
    }
    out + &rest
}

fn format(text: &str) -> String {
    let errors = syntax::parse(text, FileId(0)).errors;
    lay_out(text, &errors, &Options::default())
}

/// What is wrong with the formatter's answer for a text.
fn judge(text: &str) -> Result<String, String> {
    let errors = syntax::parse(text, FileId(0)).errors;
    let once = lay_out(text, &errors, &Options::default());
    let after = syntax::parse(&once, FileId(0)).errors;
    if errors.len() != after.len() {
        return Err(format!(
            "other syntax errors: {after:?}\n--- from\n{text}\n--- to\n{once}"
        ));
    }
    if errors.is_empty() && tree(text) != tree(&once) {
        return Err(format!("another tree\n--- from\n{text}\n--- to\n{once}"));
    }
    if !super::equal::is_equal(text, &once) {
        return Err(format!("other tokens\n--- from\n{text}\n--- to\n{once}"));
    }
    let twice = format(&once);
    if once != twice {
        return Err(format!(
            "not stable\n--- from\n{text}\n--- once\n{once}\n--- twice\n{twice}"
        ));
    }
    Ok(once)
}

fn configurations(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            configurations(&path, found);
        } else if path.extension().is_some_and(|it| it == "aurora") {
            found.push(path);
        }
    }
}

fn all_configurations() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["examples", "stdlib", "tests", "../shared/golden"] {
        configurations(&root.join(folder), &mut found);
    }
    found
}

#[test]
fn configurations_keep_their_meaning() {
    let paths = all_configurations();
    assert!(paths.len() >= 15);
    let mut wrong = Vec::new();
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        if let Err(problem) = judge(&text) {
            wrong.push(format!("{}: {problem}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
