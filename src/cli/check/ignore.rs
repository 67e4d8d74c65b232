//! `--add-ignore`: a comment for every finding that a comment can switch off.

use super::fix::Candidate;
use super::merge::Merged;
use crate::diagnostic::{Code, Edit};
use crate::lint::{File, Suppression, can_be_ignored, long_strings};
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::{self, Parsed};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The comments that switch findings off, one for each line.
pub fn comments(merged: &Merged) -> Vec<Candidate> {
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
    let mut parsed = BTreeMap::<FileId, Rc<Parsed>>::new();
    lines
        .into_iter()
        .filter_map(|((id, row), codes)| {
            let source = merged.sources.get(id);
            let parsed = parsed
                .entry(id)
                .or_insert_with(|| Rc::new(syntax::parse(&source.text, id)));
            let file = File {
                id,
                parsed: parsed.clone(),
            };
            let edit = comment(&file, source, row, &codes)?;
            Some(Candidate {
                code: codes.first()?,
                message: format!("Ignore {}", list(&codes)),
                edits: vec![edit],
                is_safe: true,
            })
        })
        .collect()
}

fn list(codes: &[&Code]) -> String {
    let codes: Vec<&str> = codes.iter().map(|code| code.code).collect();
    codes.join(", ")
}

/// The edit that adds a comment for a line: to a comment that is there, at the end of the line, or above it.
fn comment(file: &File, source: &SourceFile, row: usize, codes: &[&Code]) -> Option<Edit> {
    let start = source.line_start(row);
    let string = long_strings(file, source).into_iter().find(|string| {
        source.row(string.start as usize) <= row && row < source.row(string.end as usize)
    });
    // Inside of a string there can be no comment.
    let (first, last) = match string {
        Some(string) => (
            source.row(string.start as usize),
            source.row(string.end as usize),
        ),
        None => (row, row),
    };
    let end = source.line_start(last) + source.line(last).len();
    let is_in = |span: &&Span| (source.line_start(last)..end).contains(&(span.start as usize));
    match file.parsed.comments.iter().find(is_in) {
        Some(&span) => {
            let text = source.text.get(span.range())?;
            match Suppression::parse(text, span, last).and_then(|it| it.rules) {
                Some(rules) => {
                    let (_, place) = rules.last()?;
                    Some(Edit {
                        span: place.at_end(),
                        replacement: format!(", {}", list(codes)),
                    })
                }
                None => Some(above(file.id, source, first, codes)),
            }
        }
        // A backslash has to stay the last character of its line.
        None if source.line(last).ends_with('\\') => Some(above(file.id, source, first, codes)),
        None => {
            let line = source.line(last);
            let code = source.line_start(last) + line.trim_end().len();
            Some(Edit {
                span: Span::new(file.id, code.max(start.min(code)), end),
                replacement: format!("  # jobc: ignore[{}]", list(codes)),
            })
        }
    }
}

fn above(id: FileId, source: &SourceFile, row: usize, codes: &[&Code]) -> Edit {
    let line = source.line(row);
    let indentation = &line[..line.len() - line.trim_start().len()];
    let start = source.line_start(row);
    Edit {
        span: Span::new(id, start, start),
        replacement: format!("{indentation}# jobc: ignore-next[{}]\n", list(codes)),
    }
}
