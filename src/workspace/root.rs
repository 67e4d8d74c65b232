//! The folder outside of which nothing is read.

use std::path::{Path, PathBuf};

/// The name of the settings file, which also marks a root.
pub const SETTINGS_FILE: &str = "jobc.toml";

/// The root for a file that is compiled: the nearest folder above it with a `jobc.toml` or a `.git`. Without one,
/// the current directory if the file is inside of it (unless that is the root of the file system, which would protect
/// nothing), else the folder of the file.
///
/// Both paths are absolute; the file need not exist.
pub fn find_root(file: &Path, current_directory: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(current_directory);
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let marked = folder
        .ancestors()
        .find(|above| above.join(SETTINGS_FILE).is_file() || above.join(".git").exists());
    if let Some(marked) = marked {
        return marked.to_owned();
    }
    let current = current_directory
        .canonicalize()
        .unwrap_or_else(|_| current_directory.to_owned());
    match folder.starts_with(&current) && current.parent().is_some() {
        true => current,
        false => folder,
    }
}

/// The root of the repository that a folder is in: the nearest folder above it with a `.git`.
pub fn find_repository(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let above = folder.ancestors().find(|it| it.join(".git").exists());
    above.map(Path::to_owned)
}

/// The nearest `jobc.toml` in a folder or above it.
pub fn find_settings(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .map(|above| above.join(SETTINGS_FILE))
        .find(|path| path.is_file())
}
