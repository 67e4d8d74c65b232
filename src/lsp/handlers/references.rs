//! Where else something is named: variables, attributes, names of references, processes.

use crate::lsp::rename::{self, Role};
use crate::lsp::session::Session;
use lsp_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Location, ReferenceParams,
};

/// Answers `textDocument/references`.
pub fn references(session: &Session, params: ReferenceParams) -> Option<Vec<Location>> {
    let position = params.text_document_position;
    let view = session.view(&position.text_document.uri)?;
    let wants_declarations = params.context.include_declaration;
    let found = rename::occurrences(session, &view, view.offset(position.position))?.into_iter();
    let found = found.filter(|it| wants_declarations || it.role != Role::Declares);
    Some(found.map(|it| it.location).collect())
}

/// Answers `textDocument/documentHighlight`.
pub fn highlights(
    session: &Session,
    params: DocumentHighlightParams,
) -> Option<Vec<DocumentHighlight>> {
    let position = params.text_document_position_params;
    let view = session.view(&position.text_document.uri)?;
    let found = rename::highlights(&view, view.offset(position.position))?.into_iter();
    let here = found.filter(|(span, _)| span.file == view.file);
    let highlights = here.map(|(span, role)| DocumentHighlight {
        range: view.range(span),
        kind: Some(match role {
            Role::Declares | Role::Sets => DocumentHighlightKind::WRITE,
            Role::Reads => DocumentHighlightKind::READ,
        }),
    });
    Some(highlights.collect())
}
