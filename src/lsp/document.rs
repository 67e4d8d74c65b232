//! A buffer of the editor.

use super::position::Encoding;
use crate::source::{Ownership, SourceFile};
use lsp_types::{TextDocumentContentChangeEvent, Uri};

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
        }
    }

    /// Makes the changes of one notification, each in the text that the one before it left.
    pub fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        self.version = version;
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
