//! What a request is answered from, and why it may have no answer.

use super::editor::Editor;
use crate::ide::{Refusal, Snapshot};
use lsp_server::ErrorCode;
use lsp_types::{Position, Uri};
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

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::refused(refusal.0)
    }
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

/// What a request is answered from.
pub struct Question {
    /// The editor's side as it is now.
    pub editor: Editor,
    /// Its open files, and what is known of them.
    pub snapshot: Snapshot,
}

/// Reads parameters.
pub fn parse<P: DeserializeOwned>(params: Value) -> Result<P, Failure> {
    serde_json::from_value(params).map_err(|error| Failure {
        code: ErrorCode::InvalidParams,
        message: error.to_string(),
    })
}

impl Question {
    /// The path of an open file, and the offset of a position in it.
    pub fn place(&self, uri: &Uri, position: Position) -> Option<(String, u32)> {
        let path = super::uri::path(uri);
        let source = &self.editor.inputs.at(&path)?.source;
        let offset = self.editor.encoding.offset(source, position);
        Some((path, offset as u32))
    }
}
