//! An open file.

use crate::source::{FileId, Ownership, SourceFile};
use crate::syntax::{Parsed, parse};
use std::sync::{Arc, OnceLock};

/// A text that the editor has of a file. It does not change: with every change there is another one.
#[derive(Clone, Debug)]
pub struct Document {
    /// The absolute path of the file.
    pub path: String,
    /// The number that the editor gave to this text.
    pub version: i32,
    /// The text and its lines.
    pub source: SourceFile,
    tree: OnceLock<Arc<Parsed>>,
}

impl Document {
    /// A text of a file.
    pub fn new(path: &str, version: i32, text: impl Into<Arc<str>>) -> Document {
        Document {
            path: path.to_owned(),
            version,
            source: SourceFile::new(path, text, Ownership::User),
            tree: OnceLock::new(),
        }
    }

    /// The tree of the text. Which file its spans are of, it does not say.
    pub fn parsed(&self) -> &Arc<Parsed> {
        let text = &self.source.text;
        self.tree.get_or_init(|| Arc::new(parse(text, FileId(0))))
    }
}
