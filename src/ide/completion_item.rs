//! What can be typed at a place.

use super::answer::TextEdit;

/// What a proposal is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CompletionItemKind {
    #[default]
    Variable,
    Field,
    Value,
    EnumMember,
    Function,
    Method,
    Struct,
    Class,
    Module,
    Constant,
    Keyword,
    Snippet,
    Folder,
    File,
}

/// A proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionItem {
    /// As it is shown.
    pub label: String,
    /// What it is.
    pub kind: CompletionItemKind,
    /// What is shown beside it.
    pub detail: Option<String>,
    /// What is said of it, in Markdown.
    pub documentation: Option<String>,
    /// What it is sorted by, instead of the label.
    pub sort_text: Option<String>,
    /// What is compared with what is typed, instead of the label.
    pub filter_text: Option<String>,
    /// What is put in, instead of the label.
    pub insert_text: Option<String>,
    /// What is put in, and where, instead of the word before the cursor.
    pub edit: Option<TextEdit>,
    /// Whether what is put in has places to fill in: `${1:name}`.
    pub is_snippet: bool,
    /// Whether it is the one that is mostly meant.
    pub preselect: bool,
}
