//! Edits that take something out of a file without leaving holes.

use crate::diagnostic::Edit;
use crate::source::{SourceFile, Span};

/// Takes a whole statement out, with its lines; `None` if it shares its lines with another statement. A comment after it stays, on a
/// line of its own, unless it is one for jobc.
pub fn remove_statement(source: &SourceFile, statement: Span) -> Option<Edit> {
    let first = source.row(statement.start as usize);
    let last = source.row(statement.end.max(1) as usize - 1);
    let (start, end) = (source.line_start(first), source.line_start(last + 1));
    let before = source.text.get(start..statement.start as usize)?;
    let after = source.text.get(statement.end as usize..end)?;
    let is_alone = before.trim().is_empty()
        && (after.trim().is_empty() || after.trim_start().starts_with('#'));
    let comment = end - after.trim_start().len();
    let (start, end) = match is_for_a_reader(after.trim()) {
        true => (statement.start as usize, comment),
        false => (start, end),
    };
    is_alone.then(|| Edit {
        span: Span::new(statement.file, start, end),
        replacement: String::new(),
    })
}

/// Whether a comment says something to a person, and not only to jobc or to the formatter about the statement before it.
pub(super) fn is_for_a_reader(comment: &str) -> bool {
    let Some(words) = comment.strip_prefix('#') else {
        return false;
    };
    let is_marker = |marker: &&str| words.trim_start().starts_with(*marker);
    !words.trim().is_empty() && !["jobc:", "fmt:", "noqa"].iter().any(is_marker)
}

/// Takes an item out of a list in brackets, with its comma: of the lines that it fills, nothing is left. `None` if a comment
/// is in the way.
pub fn remove_item(source: &SourceFile, item: Span) -> Option<Edit> {
    let text: &str = &source.text;
    let edit = |start: usize, end: usize| Edit {
        span: Span::new(item.file, start, end),
        replacement: String::new(),
    };
    let (from, to) = (item.start as usize, item.end as usize);
    let line = source.line_start(source.row(from));
    let rest = text.get(to..)?;
    let blank = rest.len() - rest.trim_start().len();
    let Some(behind) = rest.trim_start().strip_prefix(',') else {
        // The last item: the comma before it goes.
        let before = text.get(..from)?.trim_end();
        return match before.strip_suffix(',') {
            Some(kept) => Some(edit(kept.len(), to)),
            None if before.ends_with(['(', '[', '{']) => Some(edit(from, to)),
            None => None,
        };
    };
    let comma = to + blank + 1;
    let same_line = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let next = comma + same_line;
    let starts_line = text.get(line..from)?.trim().is_empty();
    match text.get(next..)?.chars().next() {
        Some('\n' | '\r') if starts_line => {
            Some(edit(line, source.line_start(source.row(next) + 1)))
        }
        Some('#') if starts_line => None,
        _ => Some(edit(from, next)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Ownership};

    /// What is left of `text` without the part between `«` and `»`.
    fn without(text: &str, remove: fn(&SourceFile, Span) -> Option<Edit>) -> Option<String> {
        let start = text.find('«')?;
        let plain = text.replace('«', "");
        let end = plain.find('»')?;
        let plain = plain.replace('»', "");
        let source = SourceFile::new("file", plain.as_str(), Ownership::User);
        let edit = remove(&source, Span::new(FileId(0), start, end))?;
        let mut left = plain;
        left.replace_range(edit.span.range(), &edit.replacement);
        Some(left)
    }

    #[test]
    fn statements_go_with_their_lines() {
        for (text, left) in [
            ("«import a»\nb\n", Some("b\n")),
            ("a\n«import b»  # why\n", Some("a\n# why\n")),
            ("a\n  «import b» # why", Some("a\n  # why")),
            ("a\n«import b»  # jobc: ignore[L003] why\n", Some("a\n")),
            ("«f(\n  1)»\nb", Some("b")),
            ("if a:\n  «b»\n  c\n", Some("if a:\n  c\n")),
            ("a; «b»\n", None),
            ("«a»; b\n", None),
            ("«a»", Some("")),
        ] {
            assert_eq!(without(text, remove_statement).as_deref(), left, "{text}");
        }
    }

    #[test]
    fn items_go_with_their_commas() {
        for (text, left) in [
            ("f(«a», b)", Some("f(b)")),
            ("f(a, «b»)", Some("f(a)")),
            ("f(«a»)", Some("f()")),
            ("f(\n  «a»,\n  b)", Some("f(\n  b)")),
            ("f(\n  a,\n  «b»,\n)", Some("f(\n  a,\n)")),
            ("f(\n  «a»,  # why\n  b)", None),
            ("f(a, «b», c)", Some("f(a, c)")),
        ] {
            assert_eq!(without(text, remove_item).as_deref(), left, "{text}");
        }
    }
}
