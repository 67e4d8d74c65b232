//! Counts the lines of `src` without its tests: files and folders named `tests`, and modules and items under `#[cfg(test)]`.

use super::{Failure, root};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Prints the lines of each folder, and of all.
///
/// # Errors
/// If a source cannot be read.
pub fn print() -> Result<(), Failure> {
    let mut sizes = BTreeMap::new();
    let source = root().join("src");
    count(&source, &source, &mut sizes)?;
    for (folder, lines) in &sizes {
        println!("{lines:7} {folder}");
    }
    println!("{:7} in all", sizes.values().sum::<usize>());
    Ok(())
}

fn count(source: &Path, folder: &Path, sizes: &mut BTreeMap<String, usize>) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        if path.is_dir() {
            count(source, &path, sizes)?;
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).map_err(unreadable)?;
            let below = path.strip_prefix(source).unwrap_or(&path);
            let first = below.iter().next().unwrap_or_default();
            *sizes
                .entry(first.to_string_lossy().into_owned())
                .or_default() += lines(&text);
        }
    }
    Ok(())
}

/// The lines of a file as rustfmt writes it: an item ends with a line of its own indentation that ends with `}` or `;`.
fn lines(text: &str) -> usize {
    let mut lines = text.lines();
    let mut counted = 0;
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        if code != "#[cfg(test)]" {
            counted += 1;
            continue;
        }
        let indentation = line.len() - code.len();
        let ends = |line: &&str| {
            line.len() - line.trim_start().len() == indentation && line.ends_with(['}', ';'])
        };
        lines.by_ref().find(ends);
    }
    counted
}
