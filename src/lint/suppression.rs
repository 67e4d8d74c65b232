//! Comments that switch rules off: `# jobc: ignore[J001]` on a line, `ignore-next[…]` above one, `ignore-file[…]` anywhere.
//! Text behind the bracket is the reason. Without a bracket all rules are meant.

use crate::source::{FileId, SourceFile, Span};

/// Which lines a comment speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The line it stands on.
    Line,
    /// The next line.
    Next,
    /// The whole file.
    File,
}

/// A comment that switches rules off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The comment, from `#` to the end of the line.
    pub span: Span,
    /// Which lines it speaks of.
    pub reach: Reach,
    /// The line it speaks of, 1-based; of no meaning for a whole file.
    pub row: usize,
    /// The codes or names in brackets, each where it stands; `None` for all.
    pub rules: Option<Vec<(String, Span)>>,
}

impl Suppression {
    /// Reads a comment; `None` if it is an ordinary one.
    pub fn parse(comment: &str, span: Span, row: usize) -> Option<Suppression> {
        let start = comment.find("jobc:")? + "jobc:".len();
        let before = comment[..start - "jobc:".len()].trim_matches(['#', ' ', '\t']);
        let rest = comment[start..].trim_start();
        let word_end = rest
            .find(|c: char| !(c.is_ascii_alphabetic() || c == '-'))
            .unwrap_or(rest.len());
        let (reach, row) = match &rest[..word_end] {
            "ignore" => (Reach::Line, row),
            "ignore-next" => (Reach::Next, row + 1),
            "ignore-file" => (Reach::File, row),
            _ => return None,
        };
        if !before.is_empty() {
            return None;
        }
        let offset = comment.len() - rest.len() + word_end;
        let rules = comment[offset..]
            .strip_prefix('[')
            .and_then(|list| list.split_once(']'))
            .map(|(list, _)| {
                let mut at = offset + 1;
                list.split(',')
                    .map(|item| {
                        let from = at + item.len() - item.trim_start().len();
                        at += item.len() + 1;
                        let name = item.trim();
                        (name.to_owned(), span.part(from, from + name.len()))
                    })
                    .filter(|(name, _)| !name.is_empty())
                    .collect()
            });
        Some(Suppression {
            span,
            reach,
            row,
            rules,
        })
    }

    fn covers(&self, row: usize, code: &str, name: &str) -> bool {
        (self.reach == Reach::File || self.row == row)
            && self.rules.as_ref().is_none_or(|rules| {
                rules
                    .iter()
                    .any(|(rule, _)| rule.eq_ignore_ascii_case(code) || rule == name)
            })
    }
}

/// All such comments of a file.
#[derive(Clone, Debug, Default)]
pub struct Suppressions {
    /// The comments, in file order.
    pub comments: Vec<Suppression>,
}

impl Suppressions {
    /// Finds them among a file's comments.
    pub fn read(file: &SourceFile, id: FileId, comments: &[Span]) -> Suppressions {
        let comments = comments
            .iter()
            .filter(|span| span.file == id)
            .filter_map(|&span| {
                Suppression::parse(
                    file.text.get(span.range())?,
                    span,
                    file.row(span.start as usize),
                )
            })
            .collect();
        Suppressions { comments }
    }

    /// The comment that switches a finding on the line `row` (1-based) off, as an index.
    pub fn find(&self, row: usize, code: &str, name: &str) -> Option<usize> {
        self.comments
            .iter()
            .position(|comment| comment.covers(row, code, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(comment: &str) -> Option<(Reach, usize, Option<Vec<String>>)> {
        let span = Span::new(FileId(0), 10, 10 + comment.len());
        Suppression::parse(comment, span, 7).map(|found| {
            (
                found.reach,
                found.row,
                found
                    .rules
                    .map(|rules| rules.into_iter().map(|(name, _)| name).collect()),
            )
        })
    }

    #[test]
    fn forms() {
        let names =
            |list: &[&str]| Some(list.iter().map(|name| name.to_string()).collect::<Vec<_>>());
        for (comment, expected) in [
            ("# jobc: ignore", Some((Reach::Line, 7, None))),
            (
                "#jobc:ignore[J001]",
                Some((Reach::Line, 7, names(&["J001"]))),
            ),
            (
                "# jobc: ignore[J001, missing-contact] it is ours",
                Some((Reach::Line, 7, names(&["J001", "missing-contact"]))),
            ),
            (
                "# jobc: ignore-next[T001]",
                Some((Reach::Next, 8, names(&["T001"]))),
            ),
            ("# jobc: ignore-file", Some((Reach::File, 7, None))),
            ("# jobc: ignored", None),
            ("# see jobc: ignore", None),
            ("# an ordinary comment", None),
        ] {
            assert_eq!(parse(comment), expected, "{comment}");
        }
    }

    #[test]
    fn codes_know_where_they_stand() {
        let comment = "# jobc: ignore[J001, T002]";
        let span = Span::new(FileId(0), 100, 100 + comment.len());
        let found = Suppression::parse(comment, span, 1).expect("a suppression");
        let places: Vec<_> = found
            .rules
            .expect("two codes")
            .iter()
            .map(|(_, span)| (span.start, span.end))
            .collect();
        assert_eq!(places, [(115, 119), (121, 125)]);
    }
}
