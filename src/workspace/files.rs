//! Which files are in a folder.

use super::door::{self, Entry, Kind};
use super::ignores::{Ignores, Mark};
use super::search::SearchBudget;
use crate::diagnostic::nearest;
use std::path::{Path, PathBuf};
use std::vec::IntoIter;

/// The files in a folder and below, in the order of their names, as far as the budget goes. What `.gitignore` names is left out,
/// and so is what starts with a dot; links are not followed. The errors say which folders and files of globs could not be read.
pub fn walk(folder: &Path, budget: &mut SearchBudget) -> (Vec<PathBuf>, Vec<String>) {
    let mut walk = Walk::default();
    if let Err(message) = walk.start(folder, budget) {
        return (Vec::new(), vec![message]);
    }
    walk.go(budget);
    walk.errors.append(&mut walk.ignores.errors);
    (walk.files, walk.errors)
}

/// The files in a folder itself, as far as the budget goes.
pub fn files_of(folder: &Path, budget: &mut SearchBudget) -> Vec<PathBuf> {
    let entries = door::entries(folder, budget.entries()).unwrap_or_default();
    let entries = entries.into_iter().take_while(|_| budget.look());
    let files = entries.filter(|it| it.kind == Kind::File);
    files.map(|it| folder.join(it.name)).collect()
}

#[derive(Default)]
struct Walk {
    ignores: Ignores,
    levels: Vec<Level>,
    files: Vec<PathBuf>,
    errors: Vec<String>,
}

/// A folder that is being looked through.
struct Level {
    /// As it is named.
    path: PathBuf,
    /// Its true path.
    resolved: PathBuf,
    entries: IntoIter<Entry>,
    mark: Mark,
}

impl Walk {
    fn start(&mut self, folder: &Path, budget: &SearchBudget) -> Result<(), String> {
        let cannot = |why: &str| format!("cannot read `{}`: {why}", folder.display());
        if let Some(checkout) = door::link_out_of_checkout(folder) {
            let why = format!("a link leads out of `{}`", checkout.display());
            return Err(cannot(&why));
        }
        let resolved = door::true_path(folder).map_err(|error| cannot(&error.to_string()))?;
        let current = std::env::current_dir().unwrap_or_default();
        self.ignores = Ignores::above(&resolved, &current);
        self.enter(folder.to_owned(), resolved, budget);
        Ok(())
    }

    fn enter(&mut self, path: PathBuf, resolved: PathBuf, budget: &SearchBudget) {
        match door::entries(&resolved, budget.entries()) {
            Ok(entries) => self.levels.push(Level {
                mark: self.ignores.enter(&resolved),
                path,
                resolved,
                entries: entries.into_iter(),
            }),
            Err(error) => {
                let message = format!("cannot read `{}`: {error}", path.display());
                self.errors.push(message);
            }
        }
    }

    fn go(&mut self, budget: &mut SearchBudget) {
        while let Some(level) = self.levels.last_mut() {
            if !budget.look() {
                return;
            }
            let Some(Entry { name, kind }) = level.entries.next() else {
                let mark = level.mark;
                self.levels.pop();
                self.ignores.leave(mark);
                continue;
            };
            let is_folder = kind == Kind::Folder;
            let is_hidden = name.as_encoded_bytes().starts_with(b".");
            if is_hidden || !is_folder && kind != Kind::File {
                continue;
            }
            let resolved = level.resolved.join(&name);
            if self.ignores.ignore(&resolved, is_folder) {
                continue;
            }
            let path = level.path.join(&name);
            match is_folder {
                true => self.enter(path, resolved, budget),
                false => self.files.push(path),
            }
        }
    }
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

/// The most names of a folder that one that is wrong is compared with.
const NAMES: usize = 10_000;

/// A file in the same folder whose name comes near that of one that cannot be read.
pub fn near_file(path: &Path) -> Option<String> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if door::exists(path) || door::link_out_of_checkout(folder).is_some() {
        return None;
    }
    let entries = door::entries(folder, NAMES).ok()?.into_iter();
    let names: Vec<String> = entries
        .filter_map(|it| it.name.into_string().ok())
        .collect();
    let near = nearest(
        path.file_name()?.to_str()?,
        names.iter().map(String::as_str),
    )?;
    Some(path.with_file_name(near).display().to_string())
}
