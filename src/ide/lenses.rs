//! What stands above jobs, and can be clicked.

use super::answer::TextRange;
use super::job_page::job_line;
use super::snapshot::Snapshot;
use rustc_hash::FxHashSet;

/// The most jobs of one call that are named above it.
const MOST: usize = 5;

/// A job, to be named above the call that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The beginning of the call.
    pub range: TextRange,
    /// The job's key.
    pub key: String,
    /// The job on one line.
    pub summary: String,
}

/// The jobs that are made in an open file.
pub fn lenses(snapshot: &Snapshot, path: &str) -> Vec<Lens> {
    let mut lenses = Vec::new();
    let mut seen = FxHashSet::default();
    for view in &snapshot.views(path) {
        let mut last = None;
        let mut of_call = 0;
        for job in &view.analysis.compilation.jobs {
            if job.span.file != view.file {
                continue;
            }
            of_call = if last == Some(job.span) {
                of_call + 1
            } else {
                0
            };
            last = Some(job.span);
            let key = job.key.to_string();
            if of_call < MOST && seen.insert((job.span.start, key.clone())) {
                lenses.push(Lens {
                    range: view.range(job.span.at_start()),
                    key,
                    summary: job_line(job),
                });
            }
        }
    }
    lenses
}
