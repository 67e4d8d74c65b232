//! What helps while typing: completion, signatures, formatting.

use crate::ide::{self, TRIGGERS};
use crate::lsp::convert;
use crate::lsp::question::Question;
use crate::lsp::uri;
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse,
    CompletionTextEdit, DocumentFormattingParams, DocumentOnTypeFormattingOptions,
    DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, Documentation, InsertTextFormat,
    MarkupContent, MarkupKind, ParameterInformation, ParameterLabel, SignatureHelp,
    SignatureHelpParams, SignatureInformation, TextEdit,
};

/// Answers `textDocument/completion`.
pub fn complete(question: &Question, params: CompletionParams) -> Option<CompletionResponse> {
    let position = params.text_document_position;
    let (path, offset) = question.place(&position.text_document.uri, position.position)?;
    let client = question.editor.client.text_document.as_ref();
    let client = client.and_then(|it| it.completion.as_ref()?.completion_item.as_ref());
    let has_snippets = client.and_then(|it| it.snippet_support) == Some(true);
    let found = ide::complete(&question.snapshot, &path, offset, has_snippets)?;
    let items = found.items.into_iter();
    Some(CompletionResponse::List(CompletionList {
        is_incomplete: found.is_incomplete,
        items: items.map(|it| item(question, &path, it)).collect(),
    }))
}

fn item(question: &Question, path: &str, item: ide::CompletionItem) -> CompletionItem {
    let document = question.editor.inputs.at(path);
    let edit = item.edit.zip(document).map(|(edit, document)| {
        let range = convert::range(&question.editor, &document.source, edit.range);
        CompletionTextEdit::Edit(TextEdit::new(range, edit.text))
    });
    CompletionItem {
        label: item.label,
        kind: Some(kind(item.kind)),
        detail: item.detail,
        documentation: item.documentation.map(|value| {
            Documentation::MarkupContent(MarkupContent {
                kind: MarkupKind::Markdown,
                value,
            })
        }),
        sort_text: item.sort_text,
        filter_text: item.filter_text,
        insert_text: item.insert_text,
        insert_text_format: item.is_snippet.then_some(InsertTextFormat::SNIPPET),
        text_edit: edit,
        preselect: item.preselect.then_some(true),
        ..CompletionItem::default()
    }
}

fn kind(kind: ide::CompletionItemKind) -> CompletionItemKind {
    use ide::CompletionItemKind as Kind;
    match kind {
        Kind::Variable => CompletionItemKind::VARIABLE,
        Kind::Field => CompletionItemKind::FIELD,
        Kind::Value => CompletionItemKind::VALUE,
        Kind::EnumMember => CompletionItemKind::ENUM_MEMBER,
        Kind::Function => CompletionItemKind::FUNCTION,
        Kind::Method => CompletionItemKind::METHOD,
        Kind::Struct => CompletionItemKind::STRUCT,
        Kind::Class => CompletionItemKind::CLASS,
        Kind::Module => CompletionItemKind::MODULE,
        Kind::Constant => CompletionItemKind::CONSTANT,
        Kind::Keyword => CompletionItemKind::KEYWORD,
        Kind::Snippet => CompletionItemKind::SNIPPET,
        Kind::Folder => CompletionItemKind::FOLDER,
        Kind::File => CompletionItemKind::FILE,
    }
}

/// Answers `textDocument/signatureHelp`.
pub fn signature_help(question: &Question, params: SignatureHelpParams) -> Option<SignatureHelp> {
    let position = params.text_document_position_params;
    let (path, offset) = question.place(&position.text_document.uri, position.position)?;
    let found = ide::signature_help(&question.snapshot, &path, offset)?;
    let parameters = found.parameters.into_iter();
    let parameters = parameters.map(|(label, documentation)| ParameterInformation {
        label: ParameterLabel::Simple(label),
        documentation: documentation.map(Documentation::String),
    });
    let active = found.active.map(|it| it as u32);
    Some(SignatureHelp {
        signatures: vec![SignatureInformation {
            label: found.label,
            documentation: found.documentation.map(Documentation::String),
            parameters: Some(parameters.collect()),
            active_parameter: active,
        }],
        active_signature: Some(0),
        active_parameter: active,
    })
}

/// Answers `textDocument/formatting`.
pub fn format_all(question: &Question, params: DocumentFormattingParams) -> Option<Vec<TextEdit>> {
    let path = uri::path(&params.text_document.uri);
    let edits = ide::format_all(&question.snapshot, &path)?;
    text_edits(question, &path, edits)
}

/// Answers `textDocument/rangeFormatting`.
pub fn format_lines(
    question: &Question,
    params: DocumentRangeFormattingParams,
) -> Option<Vec<TextEdit>> {
    let path = uri::path(&params.text_document.uri);
    let first = params.range.start.line as usize + 1;
    // A selection of whole lines ends at the start of the next one.
    let end = params.range.end;
    let last = end.line as usize + usize::from(end.character > 0);
    let edits = ide::format_lines(&question.snapshot, &path, first..=last.max(first))?;
    text_edits(question, &path, edits)
}

/// The characters after which an editor asks for [`format_on_type`].
pub fn options() -> DocumentOnTypeFormattingOptions {
    let [first, rest @ ..] = TRIGGERS;
    DocumentOnTypeFormattingOptions {
        first_trigger_character: first.to_owned(),
        more_trigger_character: Some(rest.map(str::to_owned).to_vec()),
    }
}

/// Answers `textDocument/onTypeFormatting`.
pub fn format_on_type(
    question: &Question,
    params: DocumentOnTypeFormattingParams,
) -> Option<Vec<TextEdit>> {
    let position = params.text_document_position;
    let (path, offset) = question.place(&position.text_document.uri, position.position)?;
    let edits = ide::format_on_type(&question.snapshot, &path, offset, &params.ch)?;
    text_edits(question, &path, edits)
}

fn text_edits(question: &Question, path: &str, edits: Vec<ide::TextEdit>) -> Option<Vec<TextEdit>> {
    let source = &question.editor.inputs.at(path)?.source;
    Some(convert::text_edits(&question.editor, source, edits))
}
