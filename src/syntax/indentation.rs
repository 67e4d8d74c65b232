//! What lines are indented with, where that is what makes one of them fit nowhere.

use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::source::{FileId, Span};

/// The blanks and tabs that a line begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Indentation<'s> {
    start: usize,
    blanks: &'s str,
}

impl<'s> Indentation<'s> {
    /// Of the line that `offset` is in.
    pub fn of_line(text: &'s str, offset: usize) -> Indentation<'s> {
        let before = text[..offset].rfind(['\n', '\r', '\x0c']);
        let start = before.map_or(0, |at| at + 1);
        let rest = &text[start..];
        let length = rest.find(|c| c != ' ' && c != '\t').unwrap_or(rest.len());
        let blanks = &rest[..length];
        Indentation { start, blanks }
    }

    /// How far it reaches: a tab goes to the next multiple of eight.
    pub fn columns(self) -> u32 {
        let next = |column: u32, byte| match byte {
            b'\t' => (column / 8 + 1) * 8,
            _ => column + 1,
        };
        self.blanks.bytes().fold(0, next)
    }

    /// If one of two lines is indented with tabs and the other with blanks only, what is to be said of this one, which fits nowhere.
    /// With a fix if it is `known` to belong to the same block as the other.
    pub fn unlike(self, above: Indentation<'_>, file: FileId, known: bool) -> Option<Diagnostic> {
        let is_mixed = self.has_tabs() != above.has_tabs();
        if !is_mixed || self.blanks.is_empty() || above.blanks.is_empty() {
            return None;
        }
        let span = Span::new(file, self.start, self.start + self.blanks.len());
        let message = format!(
            "this line is indented with {}, and the line above with {}",
            self.describe_with_columns(),
            above.describe_with_columns()
        );
        let mut found = Diagnostic::new(&codes::BAD_INDENTATION, message, span)
            .at(format!("indented by {} columns", self.columns()));
        if known {
            let replacement = above.blanks.to_owned();
            found.fix = Some(Fix {
                message: format!("Indent it with {}, like the line above", above.describe()),
                edits: vec![Edit { span, replacement }],
                applicability: Applicability::Suggestion,
            });
            return Some(found);
        }
        Some(found.help("indent both with spaces"))
    }

    /// Whether tabs are among them.
    pub fn has_tabs(self) -> bool {
        self.blanks.contains('\t')
    }

    fn describe_with_columns(self) -> String {
        let shortly = self.describe();
        let columns = self.columns();
        match self.blanks.len() {
            _ if !self.has_tabs() => shortly,
            1 => format!("{shortly}, which counts as {columns} columns"),
            _ => format!("{shortly}, which count as {columns} columns"),
        }
    }

    fn describe(self) -> String {
        let tabs = self.blanks.matches('\t').count();
        let counted = |count: usize, noun: &str| match count {
            1 => format!("a {noun}"),
            _ => format!("{count} {noun}s"),
        };
        match self.blanks.len() - tabs {
            0 => counted(tabs, "tab"),
            blanks if tabs == 0 => counted(blanks, "space"),
            blanks => format!("{} and {}", counted(tabs, "tab"), counted(blanks, "space")),
        }
    }
}
