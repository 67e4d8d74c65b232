//! What stands above jobs, and can be clicked.

use super::job_page::job_line;
use crate::job::Job;
use crate::lsp::session::Session;
use crate::lsp::uri;
use crate::lsp::view::View;
use lsp_types::{CodeLens, CodeLensParams, Command};
use rustc_hash::FxHashSet;
use serde_json::json;

/// The most jobs of one call that are named above it.
const MOST: usize = 5;

/// Answers `textDocument/codeLens`.
pub fn lenses(session: &Session, params: CodeLensParams) -> Option<Vec<CodeLens>> {
    let views = session.views(&params.text_document.uri);
    let path = uri::path(&params.text_document.uri);
    if session.editor.surroundings.client(&path).hidden.lenses {
        return Some(Vec::new());
    }
    let mut lenses = Vec::new();
    let mut seen = FxHashSet::default();
    for view in &views {
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
                lenses.extend(of_job(view, job, &key));
            }
        }
    }
    Some(lenses)
}

fn of_job(view: &View, job: &Job, key: &str) -> Vec<CodeLens> {
    let range = view.range(job.span.at_start());
    let titles = [
        (format!("inspect {key}: {}", job_line(job)), "jobc.inspect"),
        ("schedule".to_owned(), "jobc.schedule"),
        ("JSON".to_owned(), "jobc.json"),
    ];
    let lenses = titles.into_iter().map(|(title, command)| {
        let arguments = vec![json!(view.uri), json!(key)];
        CodeLens {
            range,
            command: Some(Command::new(title, command.to_owned(), Some(arguments))),
            data: None,
        }
    });
    lenses.collect()
}
