//! Every command line in README.md and docs/ is run, and its output is what the document shows.
//!
//! A block fenced as `console` has lines that start with `$ ` and, below each, what the command prints (standard output and
//! standard error). A line `…` stands for any lines. `UPDATE_DOCS=1 cargo test --test it docs` writes the output anew;
//! read what it wrote.

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_command_line_in_the_documents_does_what_they_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut commands = 0;
    let mut wrong = Vec::new();
    for path in documents(root) {
        let text = std::fs::read_to_string(&path).expect("a readable document");
        let blocks = blocks(&text);
        commands += blocks
            .iter()
            .map(|block| block.commands.len())
            .sum::<usize>();
        let updated = rewrite(&text, &blocks, root, &path, &mut wrong);
        if std::env::var_os("UPDATE_DOCS").is_some() && updated != text {
            std::fs::write(&path, updated).expect("a writable document");
        }
    }
    assert!(commands >= 5, "only {commands} command lines found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn documents(root: &Path) -> Vec<PathBuf> {
    let docs = std::fs::read_dir(root.join("docs")).expect("the folder docs");
    let mut paths: Vec<PathBuf> = docs
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.push(root.join("README.md"));
    paths.sort();
    paths
}

/// A fenced block: its first line and the one behind its last, and the commands in it.
struct Block {
    start: usize,
    end: usize,
    commands: Vec<(String, Vec<String>)>,
}

fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        if lines[number] != "```console" {
            number += 1;
            continue;
        }
        let start = number + 1;
        let end = (start..lines.len())
            .find(|&line| lines[line] == "```")
            .expect("a closed fence");
        let mut commands: Vec<(String, Vec<String>)> = Vec::new();
        for line in &lines[start..end] {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push((command.to_owned(), Vec::new())),
                None => commands
                    .last_mut()
                    .expect("a command first")
                    .1
                    .push((*line).to_owned()),
            }
        }
        blocks.push(Block {
            start,
            end,
            commands,
        });
        number = end;
    }
    blocks
}

fn rewrite(
    text: &str,
    blocks: &[Block],
    root: &Path,
    path: &Path,
    wrong: &mut Vec<String>,
) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut result: Vec<String> = Vec::new();
    let mut next = 0;
    for block in blocks {
        result.extend(lines[next..block.start].iter().map(ToString::to_string));
        for (command, expected) in &block.commands {
            let printed = run(command, root);
            let printed: Vec<String> = printed.lines().map(ToOwned::to_owned).collect();
            result.push(format!("$ {command}"));
            if matches(expected, &printed) {
                result.extend(expected.iter().cloned());
            } else {
                wrong.push(format!(
                    "{}: `{command}` prints\n{}\nnot\n{}",
                    path.display(),
                    printed.join("\n"),
                    expected.join("\n")
                ));
                result.extend(printed);
            }
        }
        next = block.end;
    }
    result.extend(lines[next..].iter().map(ToString::to_string));
    result.join("\n") + "\n"
}

/// Whether lines are as expected; a line `…` stands for any.
fn matches(expected: &[String], printed: &[String]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "…" => {
            (0..=printed.len()).any(|skipped| matches(rest, &printed[skipped..]))
        }
        Some((first, rest)) => printed.first() == Some(first) && matches(rest, &printed[1..]),
    }
}

fn run(command: &str, root: &Path) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_jobc"));
    let folder = binary.parent().expect("the folder of the binary");
    let path = format!(
        "{}:{}",
        folder.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(root)
        .env("PATH", path)
        .env("USER", "vagrant")
        .env("XDG_CACHE_HOME", folder.join("docs-cache"))
        .env_remove("FORCE_COLOR")
        .output()
        .expect("a shell");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_table_of_limits_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/security.md");
    let text = std::fs::read_to_string(path).expect("docs/security.md");
    let limits = serde_json::to_value(jobc::eval::Limits::default()).expect("limits are JSON");
    let limits = limits.as_object().expect("an object");
    let documented: Vec<(String, String)> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| {
            let mut cells = line
                .split('|')
                .map(|cell| cell.trim().trim_end_matches('`'));
            Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
        })
        .filter(|(_, value)| value.parse::<u64>().is_ok())
        .collect();
    let actual: Vec<(String, String)> = limits
        .iter()
        .map(|(name, value)| (name.clone(), value.to_string()))
        .collect();
    assert_eq!(documented, actual);
}
