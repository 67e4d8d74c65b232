//! Other names for things: see `lsp/rename`.

use crate::lsp::dispatch::Failure;
use crate::lsp::rename;
use crate::lsp::session::Session;
use lsp_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

/// Answers `textDocument/prepareRename`.
pub fn prepare(
    session: &Session,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>, Failure> {
    let Some(view) = session.view(&params.text_document.uri) else {
        return Ok(None);
    };
    let range = rename::prepare(session, &view, view.offset(params.position))?;
    Ok(range.map(PrepareRenameResponse::Range))
}

/// Answers `textDocument/rename`.
pub fn rename(session: &Session, params: RenameParams) -> Result<Option<WorkspaceEdit>, Failure> {
    let position = params.text_document_position;
    let Some(view) = session.view(&position.text_document.uri) else {
        return Ok(None);
    };
    let offset = view.offset(position.position);
    rename::edits(session, &view, offset, &params.new_name)
}
