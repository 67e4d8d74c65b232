//! There is one door to files, folders and programs. Clippy denies what else could open something; this reads the sources for it, so that
//! the door also holds where nobody runs clippy.

use std::path::{Path, PathBuf};

/// What only the door may use.
const BEHIND_THE_DOOR: &[&str] = &[
    "std::fs",
    "fs::",
    "File::open",
    "File::create",
    "OpenOptions",
    "process::Command",
    "std::net",
    "os::unix::net",
    "rustix",
    "tempfile::",
    "signal_hook",
    "WalkBuilder",
    "Gitignore::new",
    "Gitignore::global",
    ".canonicalize()",
    ".exists()",
    ".try_exists()",
    ".is_file()",
    ".is_dir()",
    ".is_symlink()",
    ".metadata()",
    ".symlink_metadata()",
    ".read_dir()",
    ".read_link()",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        match path.is_dir() {
            _ if is_test => {}
            true => found.extend(sources(&path)),
            false if path.extension().is_some_and(|it| it == "rs") => found.push(path),
            false => {}
        }
    }
    found
}

/// The lines of a source before its tests, with their numbers, without comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_before = |line: &&str| !(line.starts_with("#[cfg(") && line.contains("test"));
    let lines = text.lines().take_while(is_before);
    lines
        .map(|line| line.split("//").next().unwrap_or_default())
        .enumerate()
        .map(|(index, line)| (index + 1, line))
}

#[test]
fn nothing_is_opened_listed_or_started_but_through_the_door() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let door = root.join("src/workspace/door");
    let (mut files, mut behind, mut found) = (0, 0, Vec::new());
    for path in sources(&root.join("src")) {
        let text = std::fs::read_to_string(&path).expect("a source");
        let is_behind = path.starts_with(&door);
        files += 1;
        for (row, line) in code(&text) {
            let opens = BEHIND_THE_DOOR.iter().any(|it| line.contains(it));
            match (opens, is_behind) {
                (false, _) => {}
                (true, true) => behind += 1,
                (true, false) => found.push(format!("{}:{row}: {line}", path.display())),
            }
        }
    }
    // That the words are still those of the sources.
    assert!(files > 300 && behind > 40, "{files} files, {behind} lines");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Clippy is told the same, and nobody but the door allows it.
#[test]
fn only_the_door_allows_what_clippy_disallows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = std::fs::read_to_string(root.join("clippy.toml")).expect("clippy.toml");
    for path in [
        "std::fs::read",
        "std::fs::read_dir",
        "std::fs::write",
        "std::fs::File::open",
        "std::fs::OpenOptions::open",
        "std::path::Path::is_file",
        "std::process::Command::new",
        "ignore::WalkBuilder::new",
        "ignore::gitignore::GitignoreBuilder::add",
        "tempfile::Builder::new",
    ] {
        assert!(settings.contains(&format!("\"{path}\"")), "{path}");
    }
    let mentions = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("a source");
        text.contains("disallowed_methods")
    };
    let mut allowing: Vec<PathBuf> = sources(&root.join("src"));
    allowing.retain(mentions);
    allowing.sort();
    let expected = ["src/lib.rs", "src/workspace/door/mod.rs"].map(|it| root.join(it));
    assert_eq!(allowing, expected);
    let lib = std::fs::read_to_string(root.join("src/lib.rs")).expect("a source");
    assert!(lib.contains("deny(clippy::disallowed_methods)"));
}
