//! Places in files, the same for all analyses of a file.

use crate::ide::analysis::Analysis;
use crate::ide::answer::TextRange;
use crate::ide::path;
use crate::source::Span;
use crate::syntax::StringLiteral;
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
    /// The stretch of the file.
    pub fn range(&self) -> TextRange {
        TextRange {
            start: self.start,
            end: self.end,
        }
    }

    /// The place of a span; `None` if it is in a file of jobc's own.
    pub fn of(span: Span, analysis: &Analysis) -> Option<Place> {
        let sources = analysis.sources();
        sources.is_users(span).then(|| Place {
            path: path::normalize(&sources.get(span.file).name),
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
    let literal = StringLiteral::scan(text.as_bytes()).filter(|it| it.end == text.len())?;
    let body = literal.body();
    (&text[body.clone()] == name).then(|| span.part(body.start, body.end))
}
