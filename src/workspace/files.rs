//! Which files are in a folder.

use crate::diagnostic::nearest;
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// The files in a folder and below, in the order of their names. What `.gitignore` names is left out, and so is what starts
/// with a dot; links are not followed. Folders that cannot be read are told of in the errors.
pub fn walk(folder: &Path) -> (Vec<PathBuf>, Vec<String>) {
    let mut builder = WalkBuilder::new(folder);
    builder
        .require_git(false)
        // What a machine's owner ignores says nothing about the repository.
        .git_global(false)
        .ignore(false)
        .sort_by_file_name(std::ffi::OsStr::cmp);
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => errors.push(error.to_string()),
        }
    }
    (files, errors)
}

/// A path without `.` and without what a `..` takes back, by its words alone.
pub fn normalize(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some_and(|last| last != "..") => {
                normal.pop();
            }
            _ => normal.push(part),
        }
    }
    normal
}

/// A file in the same folder whose name comes near that of one that cannot be read.
pub fn near_file(path: &Path) -> Option<String> {
    if path.exists() {
        return None;
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let near = nearest(
        path.file_name()?.to_str()?,
        names.iter().map(String::as_str),
    )?;
    Some(path.with_file_name(near).display().to_string())
}
