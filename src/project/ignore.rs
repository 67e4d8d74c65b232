//! `--add-ignore`: a comment for every finding that a comment can switch off.

use super::fix::Candidate;
use super::merge::Merged;
use crate::diagnostic::{Applicability, Code};
use crate::lint::{File, can_be_ignored, code_list, ignore_comment};
use crate::source::{FileId, SourceFile};
use crate::syntax;
use crate::syntax::logical::Parts;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The comments that switch findings off, one for each statement.
pub fn comments(merged: &Merged, reason: &str) -> Vec<Candidate> {
    let mut files = BTreeMap::<FileId, Findings>::new();
    for diagnostic in &merged.diagnostics {
        let span = diagnostic.primary.span;
        if can_be_ignored(diagnostic.code) && diagnostic.code.name != "unused-ignore" {
            let source = merged.sources.get(span.file);
            let findings = files
                .entry(span.file)
                .or_insert_with(|| Findings::new(source));
            findings.add(span.start as usize, diagnostic.code, source);
        }
    }
    let mut candidates = Vec::new();
    for (id, findings) in files {
        let source = merged.sources.get(id);
        let file = File {
            id,
            parsed: Arc::new(syntax::parse(&source.text, id)),
        };
        for (offset, codes) in findings.by_statement.into_values() {
            let edit = ignore_comment(&file, source, offset, &codes, reason);
            if let (Some(edit), Some(code)) = (edit, codes.first()) {
                candidates.push(Candidate {
                    code,
                    message: format!("Ignore {}", code_list(&codes)),
                    edits: vec![edit],
                    level: Applicability::Safe,
                    finding: String::new(),
                });
            }
        }
    }
    candidates
}

/// The number of a statement, or of the row where there is none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Statement(usize),
    Row(usize),
}

/// The findings of a file by the statement that they are in.
struct Findings {
    parts: Parts,
    /// The first place in each part, and the codes.
    by_statement: BTreeMap<Part, (usize, Vec<&'static Code>)>,
}

impl Findings {
    fn new(source: &SourceFile) -> Findings {
        Findings {
            parts: Parts::of(&source.text),
            by_statement: BTreeMap::new(),
        }
    }

    fn add(&mut self, offset: usize, code: &'static Code, source: &SourceFile) {
        let key = match self.parts.at(offset) {
            Some(statement) => Part::Statement(statement),
            None => Part::Row(source.row(offset)),
        };
        let entry = self.by_statement.entry(key);
        let (_, codes) = entry.or_insert_with(|| (offset, Vec::new()));
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
}
