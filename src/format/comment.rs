//! Comments: their text, and those that tell the formatter what to leave alone.

use std::borrow::Cow;

/// A comment with a blank behind its `#` and none at its end. `#!`, `#:` and rulers stay as they are.
pub fn tidy(comment: &str) -> Cow<'_, str> {
    let comment = comment.trim_end();
    match comment.strip_prefix('#') {
        Some(text) if text.starts_with(char::is_alphanumeric) => format!("# {text}").into(),
        _ => comment.into(),
    }
}

/// What a comment tells the formatter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directive {
    /// `# fmt: off`: leave all from here to `# fmt: on`, or to the end of the block.
    Off,
    /// `# fmt: on`.
    On,
    /// `# fmt: skip`: leave this statement.
    Skip,
}

/// Reads a comment.
pub fn directive(comment: &str) -> Option<Directive> {
    let text = comment.trim_start_matches('#').trim();
    match text.strip_prefix("fmt:")?.trim() {
        "off" => Some(Directive::Off),
        "on" => Some(Directive::On),
        "skip" => Some(Directive::Skip),
        _ => None,
    }
}
