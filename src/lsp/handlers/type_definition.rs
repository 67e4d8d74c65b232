//! Where the struct of a thing is defined: of a variable, an attribute, a name of a reference.

use crate::eval::SnapshotKind;
use crate::lsp::node::At;
use crate::lsp::rename;
use crate::lsp::session::Session;
use crate::lsp::view::View;
use crate::object::Type;
use lsp_types::GotoDefinitionResponse;
use lsp_types::request::GotoTypeDefinitionParams;

/// Answers `textDocument/typeDefinition`. Structs of the schema are in no file of the user's.
pub fn type_definition(
    session: &Session,
    params: GotoTypeDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let position = params.text_document_position_params;
    let view = session.view(&position.text_document.uri)?;
    let offset = view.offset(position.position);
    let ty = rename::type_at(&view, offset).or_else(|| of_variable(&view, offset))?;
    let location = view.location(ty.as_struct()?.span)?;
    Some(GotoDefinitionResponse::Scalar(location))
}

fn of_variable(view: &View, offset: u32) -> Option<Type> {
    let parsed = view.analysis.parsed(view.file)?.clone();
    let at = At::find(&parsed.module, offset);
    if at.string.is_some() || at.keyword.is_some() || at.attribute.is_some() {
        return None;
    }
    let names = view.analysis.names();
    let occurrence = names.at(view.file, offset)?;
    let symbol = names.symbols.get(occurrence.symbol)?;
    match &view.analysis.global(&symbol.name)?.kind {
        SnapshotKind::Object(object) => Some(object.ty().clone()),
        SnapshotKind::Type(ty) => Some(ty.clone()),
        _ => None,
    }
}
