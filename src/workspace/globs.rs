//! Globs as in `.gitignore`, relative to a folder.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::Path;

/// Globs that were read.
#[derive(Clone, Debug)]
pub struct Globs(Gitignore);

impl Globs {
    /// Reads globs. The error names the one that cannot be read.
    pub fn new<'a>(
        folder: &Path,
        globs: impl IntoIterator<Item = &'a str>,
    ) -> Result<Globs, String> {
        let mut builder = GitignoreBuilder::new(folder);
        for glob in globs {
            builder
                .add_line(None, glob)
                .map_err(|error| format!("invalid glob `{glob}`: {error}"))?;
        }
        let globs = builder.build().map_err(|error| error.to_string())?;
        Ok(Globs(globs))
    }

    /// Whether a file, or a folder above it, is meant. What lies outside of the folder is not.
    pub fn matches(&self, path: &Path) -> bool {
        path.starts_with(self.0.path())
            && self.0.matched_path_or_any_parents(path, false).is_ignore()
    }
}
