//! From answers to what the protocol has for them.

use super::editor::Editor;
use crate::ide::{Edits, FileRange, TextEdit, TextRange};
use crate::source::SourceFile;
use lsp_types::{
    DocumentChanges, Location, OneOf, OptionalVersionedTextDocumentIdentifier, Range,
    TextDocumentEdit, WorkspaceEdit,
};
use std::collections::BTreeMap;

/// Converts what one answer is made of. Long lines are measured once a file.
pub struct Converter<'a> {
    editor: &'a Editor,
    files: BTreeMap<String, SourceFile>,
}

impl<'a> Converter<'a> {
    /// A converter for what an editor is told.
    pub fn new(editor: &'a Editor) -> Converter<'a> {
        Converter {
            editor,
            files: BTreeMap::new(),
        }
    }

    /// The range of a place in its file.
    pub fn range(&mut self, place: &FileRange) -> Range {
        if !self.files.contains_key(&place.path) {
            self.files.insert(place.path.clone(), place.source.clone());
        }
        let source = &self.files[&place.path];
        self.editor.encoding.range(source, place.range)
    }

    /// A place; `None` if its path is no address.
    pub fn location(&mut self, place: &FileRange) -> Option<Location> {
        let range = self.range(place);
        Some(Location::new(self.editor.uri(&place.path)?, range))
    }
}

/// The edits of one file.
pub fn text_edits(
    editor: &Editor,
    source: &SourceFile,
    edits: Vec<TextEdit>,
) -> Vec<lsp_types::TextEdit> {
    let edits = edits.into_iter();
    let edits = edits.map(|it| lsp_types::TextEdit::new(range(editor, source, it.range), it.text));
    edits.collect()
}

/// A stretch of a text.
pub fn range(editor: &Editor, source: &SourceFile, range: TextRange) -> Range {
    editor.encoding.range(source, range)
}

/// Edits of files as the client takes them: for the very texts that they are of, if it can.
pub fn workspace_edit(editor: &Editor, edits: Edits) -> Option<WorkspaceEdit> {
    let workspace = editor.client.workspace.as_ref();
    let edit = workspace.and_then(|it| it.workspace_edit.as_ref());
    let edits = edits.into_iter();
    let edits = edits.map(|(path, it)| (path, text_edits(editor, &it.source, it.edits)));
    if edit.and_then(|it| it.document_changes) != Some(true) {
        let edits = edits.map(|(path, edits)| Some((editor.uri(&path)?, edits)));
        return Some(WorkspaceEdit::new(edits.collect::<Option<_>>()?));
    }
    let documents = edits.map(|(path, edits)| {
        let text_document = OptionalVersionedTextDocumentIdentifier {
            uri: editor.uri(&path)?,
            // That of a file that is not open is what is on the disk.
            version: editor.inputs.at(&path).map(|it| it.version),
        };
        Some(TextDocumentEdit {
            text_document,
            edits: edits.into_iter().map(OneOf::Left).collect(),
        })
    });
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(documents.collect::<Option<_>>()?)),
        ..WorkspaceEdit::default()
    })
}
