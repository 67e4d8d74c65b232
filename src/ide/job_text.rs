//! Texts about a job that somebody asked to see.

use super::answer::Refusal;
use super::job_page;
use super::snapshot::Snapshot;
use crate::emit::Json;

/// What can be shown of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobText {
    /// A page with all that it runs.
    Inspection,
    /// When it runs, and in which order.
    Schedule,
    /// Its JSON.
    Json,
}

/// A text about the job of that key that an open file makes.
pub fn job_text(
    snapshot: &Snapshot,
    path: &str,
    key: &str,
    text: JobText,
) -> Result<String, Refusal> {
    let views = snapshot.views(path);
    if views.is_empty() {
        return Err(Refusal::new("the file is not open"));
    }
    let mut jobs = views.iter().flat_map(|it| &it.analysis.compilation.jobs);
    let job = jobs
        .find(|job| job.key.to_string() == key)
        .ok_or_else(|| Refusal::new(format!("no valid job has the key `{key}`")))?;
    Ok(match text {
        JobText::Json => Json::of(&job.object).to_pretty(),
        JobText::Schedule => job_page::schedule(job),
        JobText::Inspection => job_page::inspection(job),
    })
}
