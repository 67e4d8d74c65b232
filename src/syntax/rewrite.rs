//! Putting other characters in the place of some of a string's, in the file where they were written.

use super::header::FileHeader;
use super::literal::{Style, locate};
use crate::diagnostic::Edit;
use crate::source::{Sources, Text};
use std::ops::Range;

/// Of two literals that meet at a place to insert at, the one to insert in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one that ends there.
    Before,
    /// The one that starts there.
    Behind,
}

/// What makes `replacement` out of the bytes `range` of a text, an empty range being a place to insert at. `None` unless they, or
/// the character on that side of the place, stand in one literal just as they are, and the replacement can stand there: it must
/// not mean something to what the literal may be given to, such as `%` and `.format`.
pub fn rewrite(
    text: &Text,
    range: Range<usize>,
    side: Side,
    replacement: &str,
    sources: &Sources,
) -> Option<Edit> {
    let exact = |range: &Range<usize>| {
        let span = locate(text, range.start, range.end, sources)?;
        (sources.text(span) == text.as_str().get(range.clone())?).then_some(span)
    };
    // The character beside a place to insert at says which literal it is in.
    let (before, behind) = text.as_str().split_at_checked(range.start)?;
    let neighbour = match side {
        Side::Before => before.chars().next_back(),
        Side::Behind => behind.chars().next(),
    };
    let span = match (neighbour.filter(|_| range.is_empty()), side) {
        (None, _) => exact(&range)?,
        (Some(it), Side::Before) => {
            let length = it.len_utf8();
            exact(&(range.start - length..range.start))?.part(length, length)
        }
        (Some(it), Side::Behind) => exact(&(range.start..range.start + it.len_utf8()))?.part(0, 0),
    };
    let mut literals = text.pieces().iter().filter_map(|piece| piece.literal);
    let literal =
        literals.find(|it| it.file == span.file && it.start <= span.start && span.end <= it.end)?;
    let written = sources.text(literal);
    let style = Style::of(written, FileHeader::default());
    let at = (span.start - literal.start) as usize;
    let before = written.get(style.body..at)?;
    // A backslash may take what is put behind it for its own.
    if style.formatted || before.ends_with('\\') {
        return None;
    }
    let quote = written.get(..style.body)?.chars().next_back()?;
    Some(Edit {
        span,
        replacement: encode(replacement, quote, style.raw)?,
    })
}

/// A text as it is written in a literal.
fn encode(text: &str, quote: char, is_raw: bool) -> Option<String> {
    let mut encoded = String::new();
    for character in text.chars() {
        match character {
            '\\' | '%' | '{' | '}' => return None,
            _ if character == quote && is_raw => return None,
            _ if character == quote => encoded.extend(['\\', character]),
            ' '..='~' => encoded.push(character),
            _ => return None,
        }
    }
    Some(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Ownership, SourceFile, Span};

    /// The literal after `old`, the first of that in its value, was replaced.
    fn rewritten(literal: &str, value: &str, old: &str, new: &str) -> Option<String> {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("file", literal, Ownership::User));
        let text = Text::from_literal(value, Span::new(file, 0, literal.len()));
        let start = value.find(old)?;
        let edit = rewrite(&text, start..start + old.len(), Side::Before, new, &sources)?;
        let mut literal = literal.to_owned();
        literal.replace_range(edit.span.range(), &edit.replacement);
        Some(literal)
    }

    #[test]
    fn what_is_replaced_stands_there_as_it_is() {
        for (literal, value, old, new, expected) in [
            (
                r"'echo $x'",
                "echo $x",
                "$x",
                "\"$x\"",
                Some(r#"'echo "$x"'"#),
            ),
            (
                r#""echo $x""#,
                "echo $x",
                "$x",
                "\"$x\"",
                Some(r#""echo \"$x\"""#),
            ),
            (r#"r"echo $x""#, "echo $x", "$x", "\"$x\"", None),
            (
                r"r'echo $x'",
                "echo $x",
                "$x",
                "\"$x\"",
                Some(r#"r'echo "$x"'"#),
            ),
            (
                r#""""echo $x""""#,
                "echo $x",
                "$x",
                "a\"",
                Some(r#""""echo a\"""""#),
            ),
            (r"'a\n$x'", "a\n$x", "$x", "y", Some(r"'a\ny'")),
            (r"'a\n$x'", "a\n$x", "\n$x", "y", None),
            (r"'a\x24x'", "a$x", "$x", "y", None),
            (r"'a\d$x'", r"a\d$x", "d", "y", None),
            ("'a \\\nb'", "a b", " b", "y", None),
            (r"f'echo $x'", "echo $x", "$x", "y", None),
            (r"'echo $x'", "echo $x", "$x", "${x}", None),
            (r"'echo $x'", "echo $x", "$x", "50%", None),
            (r"'echo $x'", "echo $x", "$x", "a\nb", None),
        ] {
            let found = rewritten(literal, value, old, new);
            assert_eq!(found.as_deref(), expected, "{literal} {old:?} {new:?}");
        }
    }

    #[test]
    fn an_empty_range_is_a_place_to_insert_at() {
        for (at, expected) in [(0, Some("'-ab\\n'")), (2, Some("'ab-\\n'")), (3, None)] {
            let mut sources = Sources::new();
            let file = sources.add(SourceFile::new("file", "'ab\\n'", Ownership::User));
            let text = Text::from_literal("ab\n", Span::new(file, 0, 6));
            let edit = rewrite(&text, at..at, Side::Before, "-", &sources);
            let literal = edit.map(|edit| {
                let mut literal = "'ab\\n'".to_owned();
                literal.replace_range(edit.span.range(), &edit.replacement);
                literal
            });
            assert_eq!(literal.as_deref(), expected, "{at}");
        }
    }
}
