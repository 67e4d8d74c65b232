//! Where the struct of a variable is defined.

use crate::eval::ValueKind;
use crate::lsp::session::Session;
use lsp_types::GotoDefinitionResponse;
use lsp_types::request::GotoTypeDefinitionParams;

/// Answers `textDocument/typeDefinition`. Structs of the schema are in no file of the user's.
pub fn type_definition(
    session: &mut Session,
    params: GotoTypeDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let position = params.text_document_position_params;
    let view = session.view(&position.text_document.uri)?;
    let offset = view.offset(position.position);
    let names = view.analysis.names();
    let occurrence = names.at(view.file, offset)?;
    let symbol = names.symbols.get(occurrence.symbol)?;
    let ty = match view.analysis.global(&symbol.name)?.kind {
        ValueKind::Object(object) => object.ty().clone(),
        ValueKind::Type(ty) => ty,
        _ => return None,
    };
    let location = view.location(ty.as_struct()?.span)?;
    Some(GotoDefinitionResponse::Scalar(location))
}
