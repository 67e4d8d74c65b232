//! The parser against the recorded cases.

use crate::golden;
use jobc::source::{FileId, Ownership, SourceFile};
use jobc::syntax;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "aurora")
        {
            found.push(path);
        }
    }
}

/// Whether the client refuses the file for its syntax, or jobc is known to read it differently.
fn is_syntax_mistake(path: &Path) -> bool {
    let text = path.to_string_lossy();
    const REJECTED: [&str; 6] = [
        "rejects/syntax_",
        "verdicts/py3_",
        "verdicts/nul_in_",
        "verdicts/coding_ascii",
        "verdicts/coding_unknown",
        "verdicts/mark_and_latin1",
    ];
    let is_rejected = REJECTED.iter().any(|it| text.contains(it));
    is_rejected && !text.ends_with("syntax_error_in_include.aurora")
        || golden::is_known_difference(path)
}

#[test]
fn what_the_client_parses_has_no_syntax_errors() {
    let golden = golden::root();
    let mut paths = Vec::new();
    files(&golden, &mut paths);
    paths.retain(|path| !is_syntax_mistake(path));
    assert!(paths.len() > 200, "only {} cases", paths.len());
    let mut wrong = Vec::new();
    for path in &paths {
        let text = std::fs::read_to_string(path).unwrap();
        let parsed = syntax::parse(&text, FileId(0));
        let file = SourceFile::new(path.to_string_lossy(), text.as_str(), Ownership::User);
        for error in parsed.errors.iter().chain(&parsed.python3) {
            let at = file.location(error.primary.span.start as usize);
            wrong.push(format!(
                "{}:{}:{}: {} {}",
                file.name, at.row, at.column, error.code.code, error.message
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_syntax_mistake_is_one_error_at_its_place() {
    let golden = golden::root();
    let rejects = golden.join("rejects");
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(&rejects).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(case) = name
            .strip_suffix(".expected.json")
            .filter(|name| name.starts_with("syntax_"))
        else {
            continue;
        };
        count += 1;
        let expected: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let source = expected["at"]["file"]
            .as_str()
            .map_or_else(|| format!("{case}.aurora"), str::to_owned);
        let text = std::fs::read_to_string(rejects.join(source)).unwrap();
        let parsed = syntax::parse(&text, FileId(0));
        let file = SourceFile::new(case, text.as_str(), Ownership::User);
        let also = expected["also"].as_array().cloned().unwrap_or_default();
        let places: Vec<_> = std::iter::once(&expected["at"])
            .chain(&also)
            .map(|place| range(&file, place))
            .collect();
        let is_right = parsed.errors.len() == 1
            && places.iter().any(|place| {
                let span = parsed.errors[0].primary.span.range();
                span.start <= place.end && place.start <= span.end
            });
        if !is_right {
            let found: Vec<_> = parsed
                .errors
                .iter()
                .map(|error| (&error.message, error.primary.span))
                .collect();
            wrong.push(format!("{case}: {found:?}, expected {places:?}"));
        }
    }
    assert!(count >= 9, "only {count} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn range(file: &SourceFile, place: &serde_json::Value) -> std::ops::Range<usize> {
    let number = |key: &str| place[key].as_u64().unwrap() as usize;
    let line = file.line(number("line"));
    let before = line
        .char_indices()
        .nth(number("column") - 1)
        .map_or(line.len(), |(at, _)| at);
    let start = file.line_start(number("line")) + before;
    start..start + place["text"].as_str().unwrap().len()
}
