//! `--add-ignore`: a comment for every finding that a comment can switch off.

use super::fix::Candidate;
use super::merge::Merged;
use crate::diagnostic::{Applicability, Code};
use crate::lint::{File, can_be_ignored, code_list, ignore_comment};
use crate::source::FileId;
use crate::syntax::{self, Parsed};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The comments that switch findings off, one for each line.
pub fn comments(merged: &Merged, reason: &str) -> Vec<Candidate> {
    let mut lines = BTreeMap::<(FileId, usize), Vec<&'static Code>>::new();
    for diagnostic in &merged.diagnostics {
        let span = diagnostic.primary.span;
        if can_be_ignored(diagnostic.code) && diagnostic.code.name != "unused-ignore" {
            let source = merged.sources.get(span.file);
            let row = source.row(span.start as usize);
            let codes = lines.entry((span.file, row)).or_default();
            if !codes.contains(&diagnostic.code) {
                codes.push(diagnostic.code);
            }
        }
    }
    let mut parsed = BTreeMap::<FileId, Arc<Parsed>>::new();
    lines
        .into_iter()
        .filter_map(|((id, row), codes)| {
            let source = merged.sources.get(id);
            let parsed = parsed
                .entry(id)
                .or_insert_with(|| Arc::new(syntax::parse(&source.text, id)));
            let file = File {
                id,
                parsed: parsed.clone(),
            };
            let edit = ignore_comment(&file, source, row, &codes, reason)?;
            Some(Candidate {
                code: codes.first()?,
                message: format!("Ignore {}", code_list(&codes)),
                edits: vec![edit],
                level: Applicability::Safe,
                finding: String::new(),
            })
        })
        .collect()
}
