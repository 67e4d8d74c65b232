//! Which files differ from a revision, as git tells. Starts `git`, and only for `--changed-since`.

use super::files::normalize;
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The absolute paths of all files of the repository around `folder` that differ from `revision`, the deleted and the new
/// ones too. The error is a sentence.
pub fn changed_since(revision: &str, folder: &Path) -> Result<FxHashSet<PathBuf>, String> {
    if revision.starts_with('-') {
        return Err(format!("`{revision}` is no revision"));
    }
    let top = git(folder, &["rev-parse", "--show-toplevel"])?;
    let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
    // Renames are a deletion and a new file: both matter.
    let differing = git(
        &top,
        &["diff", "--name-only", "--no-renames", "-z", revision, "--"],
    )?;
    let new = git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    let names = differing.split('\0').chain(new.split('\0'));
    let paths = names.filter(|name| !name.is_empty());
    Ok(paths.map(|name| normalize(&top.join(name))).collect())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .map_err(|error| format!("cannot run git: {error}"))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        let words = words.lines().next().unwrap_or("it failed").to_owned();
        return Err(format!("git does not know what changed: {words}"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
