//! Where else a variable stands.

use crate::lsp::names::Occurrence;
use crate::lsp::session::Session;
use crate::lsp::template_names;
use crate::lsp::view::View;
use crate::source::Span;
use lsp_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Location, ReferenceParams,
};

/// Answers `textDocument/references`.
pub fn references(session: &mut Session, params: ReferenceParams) -> Option<Vec<Location>> {
    let position = params.text_document_position;
    let view = session.view(&position.text_document.uri)?;
    let wants_definitions = params.context.include_declaration;
    let found = occurrences(&view, view.offset(position.position));
    let found = found
        .iter()
        .filter(|it| wants_definitions || !it.is_definition);
    Some(found.filter_map(|it| view.location(it.span)).collect())
}

/// Answers `textDocument/documentHighlight`.
pub fn highlights(
    session: &mut Session,
    params: DocumentHighlightParams,
) -> Option<Vec<DocumentHighlight>> {
    let position = params.text_document_position_params;
    let view = session.view(&position.text_document.uri)?;
    let found = occurrences(&view, view.offset(position.position));
    let here = found.iter().filter(|it| it.span.file == view.file);
    let highlights = here.map(|it| DocumentHighlight {
        range: view.range(it.span),
        kind: Some(match it.is_definition {
            true => DocumentHighlightKind::WRITE,
            false => DocumentHighlightKind::READ,
        }),
    });
    Some(highlights.collect())
}

/// Every place of the variable that stands at an offset.
pub fn occurrences(view: &View, offset: u32) -> Vec<Occurrence> {
    let names = view.analysis.names();
    if let Some(occurrence) = names.at(view.file, offset) {
        return names.of(occurrence.symbol).copied().collect();
    }
    let Some(name) = template_names::at(view, offset) else {
        return Vec::new();
    };
    let place = |is_definition| {
        move |&span: &Span| Occurrence {
            span,
            symbol: usize::MAX,
            is_definition,
        }
    };
    let bindings = name.bindings.iter().map(place(true));
    bindings
        .chain(name.references.iter().map(place(false)))
        .collect()
}
