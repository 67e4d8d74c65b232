//! The fuzz targets (`fuzz/src/targets`) compile, and hold on what fuzzing starts from.

#[path = "../../fuzz/src/lib.rs"]
pub mod library;

use jobc::emit::Target;
use library::{targets, with_stack};
use std::path::{Path, PathBuf};

type Check = fn(&[u8]);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder that end so.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        match path.is_dir() {
            true => found.extend(files(&path, end)),
            false if path.to_string_lossy().ends_with(end) => found.push(path),
            false => {}
        }
    }
    found.sort();
    found
}

/// Runs a target on every input, and on what is left of it when it is cut off in the middle.
fn run(check: Check, inputs: &[Vec<u8>]) {
    assert!(!inputs.is_empty());
    for input in inputs {
        with_stack(input, check);
        with_stack(&input[..input.len() / 2], check);
    }
}

/// The examples and the configurations of the oracle.
fn configurations() -> Vec<Vec<u8>> {
    let mut paths = files(&root().join("examples"), ".aurora");
    paths.extend(files(&root().join("tests/oracle/cases"), ".aurora"));
    let read = |path: PathBuf| std::fs::read(path).expect("a file");
    paths.into_iter().map(read).collect()
}

/// The blocks in some language of the documentation.
fn blocks(language: &str) -> Vec<Vec<u8>> {
    let start = format!("```{language}\n");
    let mut blocks = Vec::new();
    for page in files(&root().join("docs"), ".md") {
        let text = std::fs::read_to_string(page).expect("a page");
        let rest = text.split(&start).skip(1);
        let inside = rest.filter_map(|rest| rest.split("```").next());
        blocks.extend(inside.map(|block| block.as_bytes().to_vec()));
    }
    blocks
}

#[test]
fn parse() {
    run(targets::parse::check, &configurations());
}

#[test]
fn format() {
    run(targets::format::check, &configurations());
}

#[test]
fn evaluate() {
    run(targets::evaluate::check, &configurations());
}

#[test]
fn spans() {
    run(targets::spans::check, &configurations());
}

#[test]
fn fixes() {
    run(targets::fixes::check, &configurations());
}

#[test]
fn mustache() {
    run(targets::mustache::check, &configurations());
}

#[test]
fn settings() {
    run(targets::settings::check, &blocks("toml"));
}

#[test]
fn json() {
    let compiled = configurations();
    let compiled = compiled
        .iter()
        .map(|text| library::compile_input(text, false));
    let jobs = compiled.map(|it| library::emitted(&it, Target::Job).into_bytes());
    run(targets::json::check, &jobs.collect::<Vec<_>>());
}

#[test]
fn protocol() {
    let open = |text: &[u8]| String::from_utf8_lossy(text).replace('\n', "\\n");
    let asked =
        "\na\u{5}\u{5}\nb\u{1}\u{7}x\n+\u{2}\u{3}{{\nc\u{3}\u{8}\n!Content-Length: 3\r\n\r\n{}}";
    let scripts = configurations();
    let scripts = scripts.iter().take(4);
    let scripts: Vec<Vec<u8>> = scripts
        .map(|text| (open(text) + asked).into_bytes())
        .collect();
    run(targets::protocol::check, &scripts);
}
