//! Which files differ from a revision, as git tells. Starts `git`, and only for `--changed-since`.
//!
//! A repository has settings of its own, which name programs for git to start: filters, a monitor of the file system, what fetches
//! missing objects. Whoever checks an unpacked archive has not chosen them. So git is asked only for what it answers without.

use super::files::normalize;
use super::open::open_true_path;
use rustc_hash::FxHashSet;
use sha1::{Digest, Sha1};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What keeps git from starting programs and from asking other machines.
const NO_PROGRAMS: [&str; 6] = [
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
];

/// The largest file that is compared with what git knows of it, in bytes; a larger one counts as changed.
const LARGEST: u64 = 64 << 20;

/// The absolute paths of all files of the repository around `folder` that differ from `revision`, the deleted and the new
/// ones too. The error is a sentence.
pub fn changed_since(revision: &str, folder: &Path) -> Result<FxHashSet<PathBuf>, String> {
    if revision.starts_with('-') {
        return Err(format!("`{revision}` is no revision"));
    }
    let top = git(folder, &["rev-parse", "--show-toplevel"])?;
    let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
    let differing = match revision.contains("..") {
        true => between(revision, &top)?,
        false => since(revision, &top)?,
    };
    let new = git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    let new = new.split('\0').filter(|name| !name.is_empty());
    let names = differing.iter().map(String::as_str).chain(new);
    Ok(names.map(|name| normalize(&top.join(name))).collect())
}

/// The files that differ between two revisions: `a..b`. Renames are a deletion and a new file: both matter.
fn between(revisions: &str, top: &Path) -> Result<Vec<String>, String> {
    const DIFF: [&str; 6] = [
        "diff",
        "--no-ext-diff",
        "--no-textconv",
        "--name-only",
        "--no-renames",
        "-z",
    ];
    let names = git(top, &[&DIFF[..], &[revisions, "--"]].concat())?;
    let names = names.split('\0').filter(|name| !name.is_empty());
    Ok(names.map(str::to_owned).collect())
}

/// The files that differ between a revision and the disk. `git diff` would send each file that may differ through the filters of the
/// repository; `diff-index` only says which these are.
fn since(revision: &str, top: &Path) -> Result<Vec<String>, String> {
    let listed = git(top, &["diff-index", "--no-renames", "-z", revision, "--"])?;
    let mut fields = listed.split('\0');
    let mut names = Vec::new();
    while let (Some(entry), Some(name)) = (fields.next(), fields.next()) {
        if !is_as_before(entry, &top.join(name)) {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

/// Whether a file has the same bytes as in the revision and was only written anew. An entry is `:MODE MODE OBJECT OBJECT STATUS`.
fn is_as_before(entry: &str, path: &Path) -> bool {
    let fields: Vec<&str> = entry.trim_start_matches(':').split(' ').collect();
    match fields.as_slice() {
        [before, now, object, on_disk, "M"]
            if before == now && on_disk.chars().all(|it| it == '0') =>
        {
            object_of(path).is_some_and(|it| it == *object)
        }
        _ => false,
    }
}

/// What git calls the bytes of a file.
fn object_of(path: &Path) -> Option<String> {
    let folder = path.parent()?.canonicalize().ok()?;
    let file = open_true_path(&folder.join(path.file_name()?)).ok()?;
    let metadata = file.metadata().ok()?;
    if !metadata.is_file() || metadata.len() > LARGEST {
        return None;
    }
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).ok()?;
    let mut hasher = Sha1::new();
    hasher.update(format!("blob {}\0", bytes.len()));
    hasher.update(&bytes);
    let digest = hasher.finalize();
    Some(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .args(NO_PROGRAMS)
        .arg("-C")
        .arg(folder)
        .args(arguments)
        // Nothing is written or fetched on the way.
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .output()
        .map_err(|error| format!("cannot run git: {error}"))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        let words = words.lines().next().unwrap_or("it failed").to_owned();
        return Err(format!("git does not know what changed: {words}"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
