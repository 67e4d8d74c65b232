//! Places in files, the same for all analyses of a file.

use crate::lsp::analysis::Analysis;
use crate::lsp::uri;
use crate::source::Span;
use std::collections::BTreeSet;

/// The bytes of a file where a name stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The absolute path.
    pub path: String,
    /// Where it starts.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// Everything that gets another name.
pub type Places = BTreeSet<Place>;

impl Place {
    /// The place of a span; `None` if it is in a file of jobc's own.
    pub fn of(span: Span, analysis: &Analysis) -> Option<Place> {
        let sources = analysis.sources();
        sources.is_users(span).then(|| Place {
            path: uri::normalize(&sources.get(span.file).name),
            start: span.start,
            end: span.end,
        })
    }

    /// The span of a place; `None` if the analysis did not read the file.
    pub fn span(&self, analysis: &Analysis) -> Option<Span> {
        let file = analysis.file(&self.path)?;
        Some(Span::new(file, self.start as usize, self.end as usize))
    }
}

/// The characters of a name: of an identifier as it stands, of a string literal that consists of nothing else those between the
/// quotes. `None` if something else stands there.
pub fn written(span: Span, name: &str, analysis: &Analysis) -> Option<Span> {
    let text = analysis.sources().text(span);
    if text == name {
        return Some(span);
    }
    let start = text.find(['\'', '"'])?;
    let quoted = &text[start..];
    let length = ["'''", "\"\"\"", "'", "\""]
        .into_iter()
        .find(|quotes| quoted.starts_with(quotes))?
        .len();
    let inside = quoted.get(length..quoted.len().checked_sub(length)?)?;
    let start = start + length;
    (inside == name).then(|| span.part(start, start + name.len()))
}
