//! Where something is defined.

use crate::lsp::node::{At, callee_type};
use crate::lsp::rename;
use crate::lsp::session::Session;
use crate::lsp::view::View;
use crate::source::Span;
use crate::syntax::ast::ExpressionKind;
use lsp_types::{GotoDefinitionParams, GotoDefinitionResponse, Location};

/// Answers `textDocument/definition`.
pub fn definition(
    session: &Session,
    params: GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let position = params.text_document_position_params;
    let views = session.views(&position.text_document.uri);
    let view = views.first()?;
    let offset = view.offset(position.position);
    if let Some(location) = super::links::target_at(session, view, offset) {
        return Some(GotoDefinitionResponse::Scalar(location));
    }
    let mut locations: Vec<Location> = Vec::new();
    for view in &views {
        let found = spans(view, offset).into_iter();
        for location in found.filter_map(|it| view.location(it)) {
            if !locations.contains(&location) {
                locations.push(location);
            }
        }
    }
    if locations.is_empty() {
        locations = rename::declarations(session, view, offset);
    }
    (!locations.is_empty()).then_some(GotoDefinitionResponse::Array(locations))
}

fn spans(view: &View, offset: u32) -> Vec<Span> {
    let analysis = &view.analysis;
    let Some(parsed) = analysis.parsed(view.file).cloned() else {
        return Vec::new();
    };
    let at = At::find(&parsed.module, offset);
    if at.string.is_some() {
        let found = analysis.references_at(view.file, offset);
        return found.iter().map(|(_, it, _)| it.name_span).collect();
    }
    let declaration = |ty: Option<crate::object::Type>, name: &str| {
        let ty = ty?;
        Some(ty.as_struct()?.attributes.get(name)?.span)
    };
    if let Some((name, call)) = at.keyword {
        let span = declaration(callee_type(analysis, call.function), &name.name);
        return span.into_iter().collect();
    }
    if let Some((object, attribute)) = at.attribute {
        let ty = match &object.kind {
            ExpressionKind::Name(name) => analysis.named_type(name),
            _ => None,
        };
        return declaration(ty, &attribute.name).into_iter().collect();
    }
    let names = analysis.names();
    match names.at(view.file, offset) {
        Some(occurrence) => names
            .definitions(occurrence.symbol)
            .map(|it| it.span)
            .collect(),
        None => Vec::new(),
    }
}
