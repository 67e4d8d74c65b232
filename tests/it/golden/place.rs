//! Where a mistake is, in the judgement of the author of a case.

use jobc::source::{Sources, Span};
use serde_json::Value;

/// A place in a file.
#[derive(Debug)]
pub struct Place {
    file: String,
    line: usize,
    column: usize,
    text: String,
}

/// The places that are right for a case.
pub fn places(recording: &Value, name: &str) -> Vec<Place> {
    let main = format!("{}.aurora", name.rsplit('/').next().unwrap_or(name));
    let also = recording["also"].as_array().into_iter().flatten();
    let number = |value: &Value| value.as_u64().expect("a position") as usize;
    std::iter::once(&recording["at"])
        .filter(|at| !at.is_null())
        .chain(also)
        .map(|at| Place {
            file: at["file"].as_str().unwrap_or(&main).to_owned(),
            line: number(&at["line"]),
            column: number(&at["column"]),
            text: at["text"].as_str().expect("a text").to_owned(),
        })
        .collect()
}

impl Place {
    /// Whether a span overlaps the place, or touches one of its ends.
    pub fn is_at(&self, span: Span, sources: &Sources) -> bool {
        let file = sources.get(span.file);
        if file.name.trim_start_matches("./") != self.file {
            return false;
        }
        let line = file.line_start(self.line);
        let mark = if self.line == 1 && file.text.starts_with('\u{feff}') {
            1
        } else {
            0
        };
        let before: usize = file.text[line..]
            .chars()
            .take(self.column - 1 + mark)
            .map(char::len_utf8)
            .sum();
        let start = line + before;
        let end = start + self.text.len();
        assert!(
            file.text[start..].starts_with(&self.text),
            "{self:?} is not what stands there"
        );
        span.start as usize <= end && start <= span.end as usize
    }
}
