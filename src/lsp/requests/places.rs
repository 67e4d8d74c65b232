//! Where things are: definitions, references, files that are included.

use crate::ide;
use crate::lsp::convert::{self, Converter};
use crate::lsp::question::Question;
use crate::lsp::uri;
use lsp_types::request::GotoTypeDefinitionParams;
use lsp_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, DocumentLink,
    DocumentLinkParams, GotoDefinitionParams, GotoDefinitionResponse, Location, ReferenceParams,
};

/// Answers `textDocument/definition`.
pub fn definition(
    question: &Question,
    params: GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let position = params.text_document_position_params;
    let (path, offset) = question.place(&position.text_document.uri, position.position)?;
    let places = ide::definition(&question.snapshot, &path, offset);
    let locations = locations(question, &places);
    (!locations.is_empty()).then_some(GotoDefinitionResponse::Array(locations))
}

/// Answers `textDocument/typeDefinition`.
pub fn type_definition(
    question: &Question,
    params: GotoTypeDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let position = params.text_document_position_params;
    let (path, offset) = question.place(&position.text_document.uri, position.position)?;
    let place = ide::type_definition(&question.snapshot, &path, offset)?;
    let location = Converter::new(&question.editor).location(&place)?;
    Some(GotoDefinitionResponse::Scalar(location))
}

/// Answers `textDocument/references`.
pub fn references(question: &Question, params: ReferenceParams) -> Option<Vec<Location>> {
    let position = params.text_document_position;
    let (path, offset) = question.place(&position.text_document.uri, position.position)?;
    let wants_declarations = params.context.include_declaration;
    let places = ide::references(&question.snapshot, &path, offset, wants_declarations)?;
    Some(locations(question, &places))
}

fn locations(question: &Question, places: &[ide::FileRange]) -> Vec<Location> {
    let mut converter = Converter::new(&question.editor);
    let places = places.iter();
    places.filter_map(|it| converter.location(it)).collect()
}

/// Answers `textDocument/documentHighlight`.
pub fn highlights(
    question: &Question,
    params: DocumentHighlightParams,
) -> Option<Vec<DocumentHighlight>> {
    let position = params.text_document_position_params;
    let (path, offset) = question.place(&position.text_document.uri, position.position)?;
    let source = &question.editor.inputs.at(&path)?.source;
    let found = ide::highlights(&question.snapshot, &path, offset)?.into_iter();
    let highlights = found.map(|(range, is_change)| DocumentHighlight {
        range: convert::range(&question.editor, source, range),
        kind: Some(match is_change {
            true => DocumentHighlightKind::WRITE,
            false => DocumentHighlightKind::READ,
        }),
    });
    Some(highlights.collect())
}

/// Answers `textDocument/documentLink`.
pub fn links(question: &Question, params: DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let path = uri::path(&params.text_document.uri);
    let links = ide::links(&question.snapshot, &path)?.into_iter();
    let source = &question.editor.inputs.at(&path)?.source;
    let links = links.filter_map(|link| {
        Some(DocumentLink {
            range: convert::range(&question.editor, source, link.range),
            target: Some(question.editor.uri(&link.target)?),
            tooltip: None,
            data: None,
        })
    });
    Some(links.collect())
}
