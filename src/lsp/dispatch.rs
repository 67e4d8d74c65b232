//! From the name of a message to the function that deals with it.

use super::handlers::*;
use super::session::Session;
use lsp_server::ErrorCode;
use lsp_types::notification::{self as notify, Notification};
use lsp_types::request::{self as ask, Request};
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

type Answer = Result<Value, Failure>;

fn answer<R: Request>(
    session: &mut Session,
    params: Value,
    handler: impl Fn(&mut Session, R::Params) -> Result<R::Result, Failure>,
) -> Answer {
    let result = handler(session, parse(params)?)?;
    serde_json::to_value(result).map_err(|error| Failure {
        code: ErrorCode::InternalError,
        message: error.to_string(),
    })
}

fn maybe<R: Request>(
    session: &mut Session,
    params: Value,
    handler: impl Fn(&mut Session, R::Params) -> R::Result,
) -> Answer {
    answer::<R>(session, params, |session, params| {
        Ok(handler(session, params))
    })
}

/// Answers a request.
pub fn request(session: &mut Session, method: &str, params: Value) -> Answer {
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
            maybe::<ask::PrepareRenameRequest>(session, params, rename::prepare)
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

/// Takes a notification; whether diagnostics may have changed. What is unknown or malformed is ignored: nobody waits
/// for an answer.
pub fn notification(session: &mut Session, method: &str, params: Value) -> bool {
    match method {
        notify::DidOpenTextDocument::METHOD => {
            take::<notify::DidOpenTextDocument>(params, |params| {
                let it = params.text_document;
                session.open(it.uri, it.version, it.text);
            })
        }
        notify::DidChangeTextDocument::METHOD => {
            take::<notify::DidChangeTextDocument>(params, |params| {
                let it = params.text_document;
                session.change(&it.uri, it.version, params.content_changes);
            })
        }
        notify::DidCloseTextDocument::METHOD => {
            take::<notify::DidCloseTextDocument>(params, |params| {
                session.close(&params.text_document.uri);
            })
        }
        notify::DidChangeWorkspaceFolders::METHOD => {
            take::<notify::DidChangeWorkspaceFolders>(params, |params| {
                session.surroundings.change_folders(params.event);
                session.forget_everything();
            })
        }
        notify::DidChangeConfiguration::METHOD => {
            session.surroundings.configure(&params["settings"]);
            session.forget_everything();
            true
        }
        notify::DidSaveTextDocument::METHOD | notify::DidChangeWatchedFiles::METHOD => {
            session.forget_everything();
            true
        }
        _ => false,
    }
}

fn take<N: Notification>(params: Value, work: impl FnOnce(N::Params)) -> bool {
    match parse(params) {
        Ok(params) => {
            work(params);
            true
        }
        Err(_) => false,
    }
}
