//! Comments that switch rules off: `# jobc: ignore[J001]` on a line, `ignore-next[…]` above one, `ignore-file[…]` anywhere.
//! Text behind the bracket is the reason. Without a bracket all rules are meant. Inside a string of several lines there can
//! be no comment: there, one on the line where the string ends counts, and one above the line where it starts.

use super::{Context, File, Settings, unused_ignore};
use crate::diagnostic::{Code, Diagnostic, Severity, Stage};
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::syntax;
use crate::syntax::ast::{Expression, ExpressionKind};
use crate::syntax::visit::{Visitor, walk_block, walk_expression};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Whether comments and settings can switch a code off: rules of the linter, warnings, and what only the scheduler rejects.
/// What the client rejects is no matter of taste.
pub fn can_be_ignored(code: &Code) -> bool {
    matches!(code.stage, Stage::Lint | Stage::Scheduler) || code.severity < Severity::Error
}

/// Leaves out what comments switch off, and adds what is wrong with the comments.
pub(super) fn apply(context: &Context, settings: &Settings, diagnostics: &mut Vec<Diagnostic>) {
    for file in context.files {
        let suppressions = context.suppressions(file);
        if suppressions.comments.is_empty() {
            continue;
        }
        let source = context.sources.get(file.id);
        let strings = long_strings(file, source);
        let mut used: Vec<Vec<Diagnostic>> = vec![Vec::new(); suppressions.comments.len()];
        diagnostics.retain(|diagnostic| {
            let span = diagnostic.primary.span;
            if span.file != file.id || !can_be_ignored(diagnostic.code) {
                return true;
            }
            let rows = rows(span, source, &strings);
            let mut covered = false;
            for (comment, used) in suppressions.comments.iter().zip(&mut used) {
                if comment.covers(&rows, diagnostic.code) {
                    used.push(diagnostic.clone());
                    covered = true;
                }
            }
            !covered
        });
        for (comment, used) in suppressions.comments.iter().zip(&used) {
            diagnostics.extend(unused_ignore::check(context, settings, comment, used));
        }
    }
}

/// Whether a comment in its file switches a finding off that was made outside of a compilation.
pub fn is_suppressed(sources: &Sources, diagnostic: &Diagnostic) -> bool {
    let mut kept = vec![diagnostic.clone()];
    drop_suppressed(sources, &mut kept);
    kept.is_empty()
}

/// Leaves out findings that comments in their files switch off. The comments are not checked.
pub fn drop_suppressed(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let mut comments = FxHashMap::default();
    diagnostics.retain(|diagnostic| {
        let span = diagnostic.primary.span;
        let source = sources.get(span.file);
        if !can_be_ignored(diagnostic.code) || !source.text.contains("jobc:") {
            return true;
        }
        let (suppressions, strings) = comments.entry(span.file).or_insert_with(|| {
            let file = File {
                id: span.file,
                parsed: Arc::new(syntax::parse(&source.text, span.file)),
            };
            let suppressions = Suppressions::read(source, file.id, &file.parsed.comments);
            (suppressions, long_strings(&file, source))
        });
        let rows = rows(span, source, strings);
        let mut comments = suppressions.comments.iter();
        !comments.any(|comment| comment.covers(&rows, diagnostic.code))
    });
}

/// The lines on which a comment speaks of a place: its own, or, where that ends inside of a string, those on which the
/// string starts and ends.
fn rows(span: Span, source: &SourceFile, strings: &[Span]) -> Vec<usize> {
    let row = source.row(span.start as usize);
    let mut rows = vec![row];
    for string in strings {
        let (first, last) = (
            source.row(string.start as usize),
            source.row(string.end as usize),
        );
        if (first..=last).contains(&row) {
            rows.extend([first, last]);
        }
    }
    rows
}

/// The strings of a file that reach over several lines.
pub fn long_strings(file: &File, source: &SourceFile) -> Vec<Span> {
    struct Strings<'a>(&'a SourceFile, Vec<Span>);
    impl<'a> Visitor<'a> for Strings<'_> {
        fn expression(&mut self, expression: &'a Expression) {
            use ExpressionKind::{FormattedString, String};
            let span = expression.span;
            if matches!(expression.kind, String(_) | FormattedString(_))
                && self.0.row(span.start as usize) != self.0.row(span.end as usize)
            {
                self.1.push(span);
            }
            walk_expression(self, expression);
        }
    }
    let mut strings = Strings(source, Vec::new());
    walk_block(&mut strings, &file.parsed.module.body);
    strings.1
}

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

    fn covers(&self, rows: &[usize], code: &Code) -> bool {
        (self.reach == Reach::File || rows.contains(&self.row))
            && self
                .rules
                .as_ref()
                .is_none_or(|rules| rules.iter().any(|(rule, _)| names(rule, code)))
    }
}

/// Whether a word in brackets names a code.
pub(super) fn names(word: &str, code: &Code) -> bool {
    word.eq_ignore_ascii_case(code.code) || word == code.name
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
