//! Files with the markers of an unresolved merge.

use super::lexer::Tokens;
use super::token::kind;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax::INVALID_SYNTAX;
use crate::source::{FileId, Span};

/// The one error that is reported for a file with an unresolved merge conflict, at its first marker. The first marker is outside of
/// strings and comments; all three are at the start of a line and in order, as git writes them.
pub(super) fn error(text: &str, file: FileId, tokens: &Tokens) -> Option<Diagnostic> {
    let shifts = tokens.kinds.iter().zip(&tokens.tokens);
    let mut shifts = shifts.filter(|(kind, _)| **kind == kind::LEFT_SHIFT);
    let first = shifts.find_map(|(_, token)| {
        let start = token.start as usize;
        let is_marker = text.get(start..)?.starts_with("<<<<<<< ") && starts_line(text, start);
        is_marker.then_some(start)
    })?;
    let middle = marker(text, first, "=======")?;
    let last = marker(text, middle, ">>>>>>> ")?;
    let span = |start: usize| Span::new(file, start, start + "<<<<<<<".len());
    Some(
        Diagnostic::new(&INVALID_SYNTAX, "unresolved merge conflict", span(first))
            .at("the conflict starts here")
            .label(span(last), "the conflict ends here")
            .help("resolve the conflict, and remove the lines with the markers"),
    )
}

/// Where a line starts with a marker, from an offset on.
fn marker(text: &str, from: usize, marker: &str) -> Option<usize> {
    let rest = text.get(from..)?;
    let mut found = rest.match_indices(marker).map(|(at, _)| from + at);
    found.find(|&at| starts_line(text, at))
}

fn starts_line(text: &str, at: usize) -> bool {
    at == 0 || text.as_bytes()[at - 1] == b'\n'
}

#[cfg(test)]
mod tests {
    use crate::source::FileId;
    use crate::syntax::parse;

    #[test]
    fn a_merge_conflict_is_one_error() {
        for text in [
            "<<<<<<< HEAD\ncpu = 1\n=======\ncpu = 2\n>>>>>>> main\n",
            "jobs = [\n<<<<<<< HEAD\n  first,\n||||||| base\n=======\n  second,\n>>>>>>> main\n]\n",
        ] {
            let errors = parse(text, FileId(0)).errors;
            let messages: Vec<&str> = errors.iter().map(|it| it.message.as_str()).collect();
            assert_eq!(messages, ["unresolved merge conflict"], "{text}");
            assert!(text[errors[0].primary.span.range()].starts_with("<<<<<<<"));
        }
    }

    #[test]
    fn markers_that_are_not_a_conflict_are_read_as_before() {
        for text in [
            "note = '''\n<<<<<<< HEAD\n=======\n>>>>>>> main\n'''\nx = 1 << 2\n",
            "# <<<<<<< HEAD\n# =======\n# >>>>>>> main\n",
            "'''\n=======\n'''\n",
        ] {
            assert!(parse(text, FileId(0)).errors.is_empty(), "{text}");
        }
    }
}
