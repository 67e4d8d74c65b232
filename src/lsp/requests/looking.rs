//! What is shown of a file: hovers, hints, lenses.

use crate::ide::{self, TextRange};
use crate::lsp::convert;
use crate::lsp::question::Question;
use crate::lsp::uri;
use lsp_types::{
    CodeLens, CodeLensParams, Command, Hover, HoverContents, HoverParams, InlayHint,
    InlayHintLabel, InlayHintParams, MarkupContent, MarkupKind,
};
use serde_json::json;

/// Answers `textDocument/hover`.
pub fn hover(question: &Question, params: HoverParams) -> Option<Hover> {
    let position = params.text_document_position_params;
    let (path, offset) = question.place(&position.text_document.uri, position.position)?;
    let hover = ide::hover(&question.snapshot, &path, offset)?;
    let source = &question.editor.inputs.at(&path)?.source;
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: hover.page,
        }),
        range: Some(convert::range(&question.editor, source, hover.range)),
    })
}

/// Answers `textDocument/inlayHint`.
pub fn hints(question: &Question, params: InlayHintParams) -> Option<Vec<InlayHint>> {
    let uri = &params.text_document.uri;
    let (path, start) = question.place(uri, params.range.start)?;
    let (_, end) = question.place(uri, params.range.end)?;
    let hidden = question.editor.surroundings.client(&path).hidden;
    let range = TextRange { start, end };
    let hints = ide::hints(&question.snapshot, &path, range, hidden.hints)?;
    let source = &question.editor.inputs.at(&path)?.source;
    let hints = hints.into_iter().map(|hint| InlayHint {
        position: (question.editor.encoding).position(source, hint.offset as usize),
        label: InlayHintLabel::String(hint.text),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    });
    Some(hints.collect())
}

/// Answers `textDocument/codeLens`.
pub fn lenses(question: &Question, params: CodeLensParams) -> Option<Vec<CodeLens>> {
    let uri = &params.text_document.uri;
    let path = uri::path(uri);
    if question.editor.surroundings.client(&path).hidden.lenses {
        return Some(Vec::new());
    }
    let Some(document) = question.editor.inputs.at(&path) else {
        return Some(Vec::new());
    };
    let lenses = ide::lenses(&question.snapshot, &path).into_iter();
    let lenses = lenses.flat_map(|lens| {
        let range = convert::range(&question.editor, &document.source, lens.range);
        let inspect = format!("inspect {}: {}", lens.key, lens.summary);
        let titles = [
            (inspect, "jobc.inspect"),
            ("schedule".to_owned(), "jobc.schedule"),
            ("JSON".to_owned(), "jobc.json"),
        ];
        titles.map(|(title, command)| {
            let arguments = vec![json!(uri), json!(lens.key)];
            CodeLens {
                range,
                command: Some(Command::new(title, command.to_owned(), Some(arguments))),
                data: None,
            }
        })
    });
    Some(lenses.collect())
}
