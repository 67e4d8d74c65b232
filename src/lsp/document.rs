//! A buffer of the editor.

use super::position::Encoding;
use crate::source::{FileId, Ownership, SourceFile};
use crate::syntax::{Parsed, parse};
use lsp_types::{TextDocumentContentChangeEvent, Uri};
use std::sync::{Arc, OnceLock};

/// An open file as the editor has it.
#[derive(Clone, Debug)]
pub struct Document {
    /// How the editor calls it.
    pub uri: Uri,
    /// Its absolute path.
    pub path: String,
    /// The number that the editor gave to this text.
    pub version: i32,
    /// The text and its lines.
    pub source: SourceFile,
    tree: OnceLock<Arc<Parsed>>,
}

impl Document {
    /// A buffer as it was opened.
    pub fn new(uri: Uri, version: i32, text: String) -> Document {
        let path = super::uri::path(&uri);
        Document {
            source: SourceFile::new(path.as_str(), text, Ownership::User),
            uri,
            path,
            version,
            tree: OnceLock::new(),
        }
    }

    /// The tree of the text. Which file its spans are of, it does not say.
    pub fn parsed(&self) -> &Arc<Parsed> {
        let text = &self.source.text;
        self.tree.get_or_init(|| Arc::new(parse(text, FileId(0))))
    }

    /// Makes the changes of one notification, each in the text that the one before it left.
    pub fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        self.version = version;
        self.tree = OnceLock::new();
        for change in changes {
            let text = match change.range {
                None => change.text,
                Some(range) => {
                    let start = encoding.offset(&self.source, range.start);
                    let end = encoding.offset(&self.source, range.end).max(start);
                    let old = &self.source.text;
                    [&old[..start], &change.text, &old[end..]].concat()
                }
            };
            self.source = SourceFile::new(self.path.as_str(), text, Ownership::User);
        }
    }
}
