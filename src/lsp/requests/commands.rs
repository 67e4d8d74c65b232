//! Commands that show something of a job. Their arguments are the address of a file and the job's key; they give a text.

use crate::ide::{JobText, job_text};
use crate::lsp::question::{Failure, Question, parse};
use crate::lsp::uri;
use lsp_types::{ExecuteCommandParams, Uri};
use serde_json::Value;

/// The commands.
pub const ALL: [&str; 3] = ["jobc.inspect", "jobc.schedule", "jobc.json"];

/// Answers `workspace/executeCommand`.
pub fn execute(
    question: &Question,
    params: ExecuteCommandParams,
) -> Result<Option<Value>, Failure> {
    let text = match params.command.as_str() {
        "jobc.inspect" => JobText::Inspection,
        "jobc.schedule" => JobText::Schedule,
        "jobc.json" => JobText::Json,
        command => return Err(Failure::refused(format!("unknown command `{command}`"))),
    };
    let mut arguments = params.arguments.into_iter();
    let uri: Uri = parse(arguments.next().unwrap_or_default())?;
    let key: String = parse(arguments.next().unwrap_or_default())?;
    let text = job_text(&question.snapshot, &uri::path(&uri), &key, text)?;
    Ok(Some(Value::String(text)))
}
