//! The first words with a client: who can do what.

use super::editor::Editor;
use super::position::Encoding;
use super::question::{Failure, parse};
use super::requests::{commands, semantic_tokens, typing};
use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CodeLensOptions, CompletionOptions, DeclarationCapability, DocumentLinkOptions,
    ExecuteCommandOptions, FoldingRangeProviderCapability, HoverProviderCapability,
    InitializeParams, OneOf, RenameOptions, SelectionRangeProviderCapability,
    SemanticTokensFullOptions, SemanticTokensOptions, ServerCapabilities, SignatureHelpOptions,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, TypeDefinitionProviderCapability,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// How far a connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was said yet.
    Created,
    /// From `initialize` on.
    Running,
    /// From `shutdown` on.
    ShutDown,
}

/// Answers `initialize`.
pub fn initialize(editor: &mut Editor, params: Value) -> Result<Value, Failure> {
    editor.surroundings_mut(|it| it.initialize(&params));
    let params: InitializeParams = parse(params)?;
    editor.client = Arc::new(params.capabilities);
    let general = editor.client.general.as_ref();
    let offered = general.and_then(|it| it.position_encodings.as_deref());
    editor.encoding = Encoding::negotiate(offered.unwrap_or_default());
    Ok(json!({
        "capabilities": capabilities(editor.encoding),
        "serverInfo": {"name": "jobc", "version": env!("CARGO_PKG_VERSION")},
    }))
}

/// What the server can do.
fn capabilities(encoding: Encoding) -> ServerCapabilities {
    let characters = |list: &[&str]| Some(list.iter().map(ToString::to_string).collect());
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::Supported(true)),
                ..TextDocumentSyncOptions::default()
            },
        )),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: characters(&["{", ".", "[", "(", "'", "\"", "/"]),
            ..CompletionOptions::default()
        }),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: characters(&["(", ","]),
            ..SignatureHelpOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        declaration_provider: Some(DeclarationCapability::Simple(true)),
        type_definition_provider: Some(TypeDefinitionProviderCapability::Simple(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: Default::default(),
        }),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_on_type_formatting_provider: Some(typing::options()),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![
                CodeActionKind::QUICKFIX,
                CodeActionKind::SOURCE_FIX_ALL,
            ]),
            ..CodeActionOptions::default()
        })),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(false),
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::ALL.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        semantic_tokens_provider: Some(
            SemanticTokensOptions {
                legend: semantic_tokens::legend(),
                full: Some(SemanticTokensFullOptions::Bool(true)),
                range: Some(false),
                ..SemanticTokensOptions::default()
            }
            .into(),
        ),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

/// What the client is asked to tell of, if it can: changes of configurations, of settings files and of its own settings.
pub fn registrations(client: &ClientCapabilities) -> Vec<Value> {
    let workspace = client.workspace.as_ref();
    let files = workspace.and_then(|it| it.did_change_watched_files.as_ref());
    let settings = workspace.and_then(|it| it.did_change_configuration.as_ref());
    let mut all = Vec::new();
    if files.and_then(|it| it.dynamic_registration) == Some(true) {
        all.push(json!({
            "id": "watched-files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": {"watchers": [
                {"globPattern": "**/*.aurora"},
                {"globPattern": "**/*.thermos"},
                {"globPattern": "**/jobc.toml"},
            ]},
        }));
    }
    if settings.and_then(|it| it.dynamic_registration) == Some(true) {
        all.push(json!({
            "id": "settings",
            "method": "workspace/didChangeConfiguration",
            "registerOptions": {"section": "jobc"},
        }));
    }
    all
}

/// Whether the client can be asked for settings.
pub fn can_be_asked_for_settings(client: &ClientCapabilities) -> bool {
    let workspace = client.workspace.as_ref();
    workspace.and_then(|it| it.configuration) == Some(true)
}
