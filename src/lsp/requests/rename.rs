//! Other names for things.

use crate::ide;
use crate::lsp::convert;
use crate::lsp::question::{Failure, Question};
use lsp_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

/// Answers `textDocument/prepareRename`.
pub fn prepare(
    question: &Question,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>, Failure> {
    let Some((path, offset)) = question.place(&params.text_document.uri, params.position) else {
        return Ok(None);
    };
    let range = ide::prepare_rename(&question.snapshot, &path, offset)?;
    let document = question.editor.inputs.at(&path);
    let range = range.zip(document).map(|(range, document)| {
        let range = convert::range(&question.editor, &document.source, range);
        PrepareRenameResponse::Range(range)
    });
    Ok(range)
}

/// Answers `textDocument/rename`.
pub fn rename(question: &Question, params: RenameParams) -> Result<Option<WorkspaceEdit>, Failure> {
    let position = params.text_document_position;
    let place = question.place(&position.text_document.uri, position.position);
    let Some((path, offset)) = place else {
        return Ok(None);
    };
    let edits = ide::rename(&question.snapshot, &path, offset, &params.new_name)?;
    Ok(edits.and_then(|it| convert::workspace_edit(&question.editor, it)))
}
