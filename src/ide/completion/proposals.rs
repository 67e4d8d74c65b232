//! What proposals are made from.

use crate::ide::answer::{TextEdit, TextRange};
use crate::ide::view::View;

/// The most proposals.
pub const MOST: usize = 1000;

/// A place where something is typed.
pub struct Proposals<'a> {
    /// The file, as the first of those that include it sees it.
    pub view: &'a View,
    /// As each of them does.
    pub views: &'a [View],
    /// Where the cursor is, in the text as it is now.
    pub offset: usize,
    /// Where that was when it was analysed.
    pub analysed: u32,
    /// Whether the editor can fill in snippets.
    pub has_snippets: bool,
}

impl Proposals<'_> {
    /// The text as it is now.
    pub fn text(&self) -> &str {
        &self.view.document.source.text
    }

    /// The name of an argument with the `=` that follows it, unless that is there already, behind the rest of a word.
    pub fn keyword(&self, name: &str) -> String {
        let behind = self.text().get(self.offset..).unwrap_or("");
        let behind = behind.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        match behind.trim_start_matches([' ', '\t']).strip_prefix('=') {
            Some(rest) if !rest.starts_with('=') => name.to_owned(),
            _ => format!("{name} = "),
        }
    }

    /// Replaces the text from an offset to the cursor.
    pub fn edit(&self, start: usize, text: &str) -> TextEdit {
        self.edit_to(start, self.offset, text)
    }

    pub fn edit_to(&self, start: usize, end: usize, text: &str) -> TextEdit {
        TextEdit {
            range: TextRange::new(start, end),
            text: text.to_owned(),
        }
    }
}
