//! From the name of a message to the function that deals with it.

use super::editor::Editor;
use super::question::{Failure, Question, parse};
use super::requests::*;
use lsp_server::ErrorCode;
use lsp_types::notification::{self as notify, Notification};
use lsp_types::request::{self as ask, Request};
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams,
};
use serde_json::Value;

/// The JSON of an answer. It is written once: a tree of values for a large answer takes longer than all else.
type Answer = Result<String, Failure>;

fn answer<R: Request>(
    question: &Question,
    params: Value,
    handler: impl Fn(&Question, R::Params) -> Result<R::Result, Failure>,
) -> Answer {
    let result = handler(question, parse(params)?)?;
    serde_json::to_string(&result).map_err(|error| Failure {
        code: ErrorCode::InternalError,
        message: error.to_string(),
    })
}

fn maybe<R: Request>(
    question: &Question,
    params: Value,
    handler: impl Fn(&Question, R::Params) -> R::Result,
) -> Answer {
    answer::<R>(question, params, |question, params| {
        Ok(handler(question, params))
    })
}

/// How new what a request is answered from has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// The text is all it takes.
    Text,
    /// About a place, or mostly about the text: what was known a moment ago is as good, if the newest is not there soon.
    Recent,
    /// It is shown until the next change, or edits the text.
    Newest,
}

/// How new what a request is answered from has to be.
pub fn freshness(method: &str) -> Freshness {
    match method {
        ask::Formatting::METHOD
        | ask::RangeFormatting::METHOD
        | ask::OnTypeFormatting::METHOD
        | ask::FoldingRangeRequest::METHOD
        | ask::SelectionRangeRequest::METHOD => Freshness::Text,
        ask::HoverRequest::METHOD
        | ask::Completion::METHOD
        | ask::SignatureHelpRequest::METHOD
        | ask::GotoDefinition::METHOD
        | ask::GotoDeclaration::METHOD
        | ask::GotoTypeDefinition::METHOD
        | ask::References::METHOD
        | ask::DocumentHighlightRequest::METHOD
        | ask::SemanticTokensFullRequest::METHOD => Freshness::Recent,
        _ => Freshness::Newest,
    }
}

/// Answers a request.
pub fn request(question: &Question, method: &str, params: Value) -> Answer {
    match method {
        ask::HoverRequest::METHOD => maybe::<ask::HoverRequest>(question, params, looking::hover),
        ask::Completion::METHOD => maybe::<ask::Completion>(question, params, typing::complete),
        ask::SignatureHelpRequest::METHOD => {
            maybe::<ask::SignatureHelpRequest>(question, params, typing::signature_help)
        }
        ask::GotoDefinition::METHOD => {
            maybe::<ask::GotoDefinition>(question, params, places::definition)
        }
        ask::GotoDeclaration::METHOD => {
            maybe::<ask::GotoDeclaration>(question, params, places::definition)
        }
        ask::GotoTypeDefinition::METHOD => {
            maybe::<ask::GotoTypeDefinition>(question, params, places::type_definition)
        }
        ask::References::METHOD => maybe::<ask::References>(question, params, places::references),
        ask::DocumentHighlightRequest::METHOD => {
            maybe::<ask::DocumentHighlightRequest>(question, params, places::highlights)
        }
        ask::PrepareRenameRequest::METHOD => {
            answer::<ask::PrepareRenameRequest>(question, params, rename::prepare)
        }
        ask::Rename::METHOD => answer::<ask::Rename>(question, params, rename::rename),
        ask::DocumentSymbolRequest::METHOD => {
            maybe::<ask::DocumentSymbolRequest>(question, params, shape::outline)
        }
        ask::WorkspaceSymbolRequest::METHOD => {
            maybe::<ask::WorkspaceSymbolRequest>(question, params, shape::workspace_symbols)
        }
        ask::DocumentLinkRequest::METHOD => {
            maybe::<ask::DocumentLinkRequest>(question, params, places::links)
        }
        ask::FoldingRangeRequest::METHOD => {
            maybe::<ask::FoldingRangeRequest>(question, params, shape::folding)
        }
        ask::SelectionRangeRequest::METHOD => {
            maybe::<ask::SelectionRangeRequest>(question, params, shape::selection)
        }
        ask::Formatting::METHOD => maybe::<ask::Formatting>(question, params, typing::format_all),
        ask::RangeFormatting::METHOD => {
            maybe::<ask::RangeFormatting>(question, params, typing::format_lines)
        }
        ask::OnTypeFormatting::METHOD => {
            maybe::<ask::OnTypeFormatting>(question, params, typing::format_on_type)
        }
        ask::CodeActionRequest::METHOD => {
            maybe::<ask::CodeActionRequest>(question, params, actions::actions)
        }
        ask::InlayHintRequest::METHOD => {
            maybe::<ask::InlayHintRequest>(question, params, looking::hints)
        }
        ask::CodeLensRequest::METHOD => {
            maybe::<ask::CodeLensRequest>(question, params, looking::lenses)
        }
        ask::ExecuteCommand::METHOD => {
            answer::<ask::ExecuteCommand>(question, params, commands::execute)
        }
        ask::SemanticTokensFullRequest::METHOD => {
            maybe::<ask::SemanticTokensFullRequest>(question, params, semantic_tokens::full)
        }
        _ => Err(Failure {
            code: ErrorCode::MethodNotFound,
            message: format!("unknown request `{method}`"),
        }),
    }
}

/// What a notification says of the editor's side.
type Take = fn(&mut Editor, Value);

/// How to take a notification, if it is one of those that change something. What is malformed is ignored: nobody waits for an answer.
fn taken(method: &str) -> Option<Take> {
    match method {
        notify::DidOpenTextDocument::METHOD => Some(|editor, params| {
            if let Ok(params) = parse::<DidOpenTextDocumentParams>(params) {
                let it = params.text_document;
                editor.open(it.uri, it.version, it.text);
            }
        }),
        notify::DidChangeTextDocument::METHOD => Some(|editor, params| {
            if let Ok(params) = parse::<DidChangeTextDocumentParams>(params) {
                let it = params.text_document;
                editor.change(&it.uri, it.version, params.content_changes);
            }
        }),
        notify::DidCloseTextDocument::METHOD => Some(|editor, params| {
            if let Ok(params) = parse::<DidCloseTextDocumentParams>(params) {
                editor.close(&params.text_document.uri);
            }
        }),
        notify::DidChangeWorkspaceFolders::METHOD => Some(|editor, params| {
            if let Ok(params) = parse::<DidChangeWorkspaceFoldersParams>(params) {
                editor.surroundings_mut(|it| it.change_folders(params.event));
            }
        }),
        notify::DidChangeConfiguration::METHOD => Some(|editor, params| {
            editor.surroundings_mut(|it| it.configure(&params["settings"]));
        }),
        notify::DidSaveTextDocument::METHOD | notify::DidChangeWatchedFiles::METHOD => {
            Some(|editor, _| editor.outside_changed())
        }
        _ => None,
    }
}

/// Whether a notification may change what is known of the files.
pub fn is_change(method: &str) -> bool {
    taken(method).is_some()
}

/// Takes a notification. Those that are unknown are ignored.
pub fn notification(editor: &mut Editor, method: &str, params: Value) {
    if let Some(take) = taken(method) {
        take(editor, params);
    }
}
