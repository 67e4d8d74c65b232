//! Commands that show something of a job. Their arguments are the address of a file and the job's key; they give a text.

use super::job_page;
use crate::emit::Json;
use crate::lsp::dispatch::{Failure, parse};
use crate::lsp::session::Session;
use lsp_types::{ExecuteCommandParams, Uri};
use serde_json::Value;

/// The commands.
pub const ALL: [&str; 3] = ["jobc.inspect", "jobc.schedule", "jobc.json"];

/// Answers `workspace/executeCommand`.
pub fn execute(session: &Session, params: ExecuteCommandParams) -> Result<Option<Value>, Failure> {
    let command = params.command.as_str();
    if !ALL.contains(&command) {
        return Err(Failure::refused(format!("there is no command `{command}`")));
    }
    let mut arguments = params.arguments.into_iter();
    let uri: Uri = parse(arguments.next().unwrap_or_default())?;
    let key: String = parse(arguments.next().unwrap_or_default())?;
    let views = session.views(&uri);
    if views.is_empty() {
        return Err(Failure::refused("the file is not open"));
    }
    let mut jobs = views.iter().flat_map(|it| &it.analysis.compilation.jobs);
    let job = jobs
        .find(|job| job.key.to_string() == key)
        .ok_or_else(|| Failure::refused(format!("there is no valid job `{key}`")))?;
    let text = match command {
        "jobc.json" => Json::of(&job.object).to_pretty(),
        "jobc.schedule" => job_page::schedule(job),
        _ => job_page::inspection(job),
    };
    Ok(Some(Value::String(text)))
}
