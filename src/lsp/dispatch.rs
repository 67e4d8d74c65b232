//! From the name of a message to the function that deals with it.

use super::editor::Editor;
use super::handlers::*;
use super::session::Session;
use lsp_server::ErrorCode;
use lsp_types::notification::{self as notify, Notification};
use lsp_types::request::{self as ask, Request};
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why a request has no answer.
#[derive(Debug)]
pub struct Failure {
    /// What kind of failure.
    pub code: ErrorCode,
    /// The reason, for a person.
    pub message: String,
}

impl Failure {
    /// What was asked for cannot be done, for a reason that the user should see.
    pub fn refused(message: impl Into<String>) -> Failure {
        Failure {
            code: ErrorCode::RequestFailed,
            message: message.into(),
        }
    }
}

/// Reads parameters.
pub fn parse<P: DeserializeOwned>(params: Value) -> Result<P, Failure> {
    serde_json::from_value(params).map_err(|error| Failure {
        code: ErrorCode::InvalidParams,
        message: error.to_string(),
    })
}

/// The JSON of an answer. It is written once: a tree of values for a large answer takes longer than all else.
type Answer = Result<String, Failure>;

fn answer<R: Request>(
    session: &Session,
    params: Value,
    handler: impl Fn(&Session, R::Params) -> Result<R::Result, Failure>,
) -> Answer {
    let result = handler(session, parse(params)?)?;
    serde_json::to_string(&result).map_err(|error| Failure {
        code: ErrorCode::InternalError,
        message: error.to_string(),
    })
}

fn maybe<R: Request>(
    session: &Session,
    params: Value,
    handler: impl Fn(&Session, R::Params) -> R::Result,
) -> Answer {
    answer::<R>(session, params, |session, params| {
        Ok(handler(session, params))
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
pub fn request(session: &Session, method: &str, params: Value) -> Answer {
    match method {
        ask::HoverRequest::METHOD => maybe::<ask::HoverRequest>(session, params, hover::hover),
        ask::Completion::METHOD => maybe::<ask::Completion>(session, params, completion::complete),
        ask::SignatureHelpRequest::METHOD => {
            maybe::<ask::SignatureHelpRequest>(session, params, signature::help)
        }
        ask::GotoDefinition::METHOD => {
            maybe::<ask::GotoDefinition>(session, params, definition::definition)
        }
        ask::GotoDeclaration::METHOD => {
            maybe::<ask::GotoDeclaration>(session, params, definition::definition)
        }
        ask::GotoTypeDefinition::METHOD => {
            maybe::<ask::GotoTypeDefinition>(session, params, type_definition::type_definition)
        }
        ask::References::METHOD => {
            maybe::<ask::References>(session, params, references::references)
        }
        ask::DocumentHighlightRequest::METHOD => {
            maybe::<ask::DocumentHighlightRequest>(session, params, references::highlights)
        }
        ask::PrepareRenameRequest::METHOD => {
            answer::<ask::PrepareRenameRequest>(session, params, rename::prepare)
        }
        ask::Rename::METHOD => answer::<ask::Rename>(session, params, rename::rename),
        ask::DocumentSymbolRequest::METHOD => {
            maybe::<ask::DocumentSymbolRequest>(session, params, symbols::document)
        }
        ask::WorkspaceSymbolRequest::METHOD => {
            maybe::<ask::WorkspaceSymbolRequest>(session, params, symbols::workspace)
        }
        ask::DocumentLinkRequest::METHOD => {
            maybe::<ask::DocumentLinkRequest>(session, params, links::links)
        }
        ask::FoldingRangeRequest::METHOD => {
            maybe::<ask::FoldingRangeRequest>(session, params, folding::folding)
        }
        ask::SelectionRangeRequest::METHOD => {
            maybe::<ask::SelectionRangeRequest>(session, params, selection::selection)
        }
        ask::Formatting::METHOD => maybe::<ask::Formatting>(session, params, formatting::whole),
        ask::RangeFormatting::METHOD => {
            maybe::<ask::RangeFormatting>(session, params, formatting::range)
        }
        ask::OnTypeFormatting::METHOD => {
            maybe::<ask::OnTypeFormatting>(session, params, on_type::format_on_type)
        }
        ask::CodeActionRequest::METHOD => {
            maybe::<ask::CodeActionRequest>(session, params, actions::actions)
        }
        ask::InlayHintRequest::METHOD => {
            maybe::<ask::InlayHintRequest>(session, params, hints::hints)
        }
        ask::CodeLensRequest::METHOD => {
            maybe::<ask::CodeLensRequest>(session, params, lenses::lenses)
        }
        ask::ExecuteCommand::METHOD => {
            answer::<ask::ExecuteCommand>(session, params, commands::execute)
        }
        ask::SemanticTokensFullRequest::METHOD => {
            maybe::<ask::SemanticTokensFullRequest>(session, params, semantic_tokens::full)
        }
        _ => Err(Failure {
            code: ErrorCode::MethodNotFound,
            message: format!("there is no request `{method}`"),
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
                editor.surroundings_mut().change_folders(params.event);
            }
        }),
        notify::DidChangeConfiguration::METHOD => Some(|editor, params| {
            editor.surroundings_mut().configure(&params["settings"]);
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
