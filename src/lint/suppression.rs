//! Comments that switch rules off: `# jobc: ignore[J001]` in or behind a statement, `ignore-next[…]` above one,
//! `ignore-file[…]` anywhere. Text behind the bracket is the reason. Without a bracket all rules are meant.
//!
//! A comment holds for a statement, not for a line, so that formatting changes nothing: the simple statement, or the head of a
//! compound one, that it is in, or that ends before it on its line.

use super::{Context, File, Settings, unused_ignore};
use crate::diagnostic::{Code, Diagnostic, Severity, Stage};
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::syntax;
use crate::syntax::ast::{Expression, ExpressionKind};
use crate::syntax::logical::Parts;
use crate::syntax::visit::{Visitor, walk_block, walk_expression};
use rustc_hash::FxHashMap;

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
        let places = Places::of(context.sources.get(file.id));
        let targets: Vec<Target> = suppressions
            .comments
            .iter()
            .map(|it| places.target(it))
            .collect();
        let index = Index::of(&targets);
        let mut used: Vec<Vec<Diagnostic>> = vec![Vec::new(); suppressions.comments.len()];
        diagnostics.retain(|diagnostic| {
            let span = diagnostic.primary.span;
            if span.file != file.id || !can_be_ignored(diagnostic.code) {
                return true;
            }
            let place = places.of_finding(span);
            let mut covered = false;
            for at in index.covering(place) {
                if suppressions.comments[at].names(diagnostic.code) {
                    used[at].push(diagnostic.clone());
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
        let (suppressions, places) = comments.entry(span.file).or_insert_with(|| {
            let parsed = syntax::parse(&source.text, span.file);
            let suppressions = Suppressions::read(source, span.file, &parsed.comments);
            (suppressions, Places::of(source))
        });
        let place = places.of_finding(span);
        !suppressions
            .comments
            .iter()
            .any(|it| places.target(it).covers(place) && it.names(diagnostic.code))
    });
}

/// What comments and findings belong to in a file.
pub(super) struct Places<'a> {
    source: &'a SourceFile,
    pub(super) parts: Parts,
}

/// Where a finding is: in a part of a logical line, or elsewhere, such as in a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Part(usize),
    Row(usize),
}

/// What a comment speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    File,
    /// A part of a logical line, and what is elsewhere on a row.
    Part(Option<usize>, usize),
}

impl Target {
    fn covers(self, place: Place) -> bool {
        match (self, place) {
            (Target::File, _) => true,
            (Target::Part(part, _), Place::Part(index)) => part == Some(index),
            (Target::Part(_, row), Place::Row(found)) => row == found,
        }
    }
}

/// Which comments may cover a place, by their numbers.
#[derive(Default)]
struct Index {
    of_file: Vec<usize>,
    by_part: FxHashMap<usize, Vec<usize>>,
    by_row: FxHashMap<usize, Vec<usize>>,
}

impl Index {
    fn of(targets: &[Target]) -> Index {
        let mut index = Index::default();
        for (number, target) in targets.iter().enumerate() {
            match *target {
                Target::File => index.of_file.push(number),
                Target::Part(part, row) => {
                    index.by_row.entry(row).or_default().push(number);
                    if let Some(part) = part {
                        index.by_part.entry(part).or_default().push(number);
                    }
                }
            }
        }
        index
    }

    /// The comments whose target covers a place, those of the whole file first.
    fn covering(&self, place: Place) -> impl Iterator<Item = usize> + use<'_> {
        let here = match place {
            Place::Part(part) => self.by_part.get(&part),
            Place::Row(row) => self.by_row.get(&row),
        };
        self.of_file
            .iter()
            .chain(here.into_iter().flatten())
            .copied()
    }
}

impl<'a> Places<'a> {
    pub fn of(source: &'a SourceFile) -> Places<'a> {
        Places {
            source,
            parts: Parts::of(&source.text),
        }
    }

    pub fn of_finding(&self, span: Span) -> Place {
        let start = span.start as usize;
        match self.parts.at(start) {
            Some(index) => Place::Part(index),
            None => Place::Row(self.source.row(start)),
        }
    }

    pub fn target(&self, comment: &Suppression) -> Target {
        let start = comment.span.start as usize;
        let row = self.source.row(start);
        let before = self.parts.before(start);
        let end = before.and_then(|it| Some(self.parts.get(it)?.span.end));
        let is_inside = end.is_some_and(|end| start < end);
        match comment.reach {
            Reach::File => Target::File,
            Reach::Next if !is_inside => Target::Part(self.parts.after(start), row + 1),
            _ => {
                let is_behind = end.is_some_and(|end| self.source.row(end) == row);
                Target::Part(before.filter(|_| is_inside || is_behind), row)
            }
        }
    }
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

/// What a comment speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The statement that it is in or behind.
    Statement,
    /// The next statement.
    Next,
    /// The whole file.
    File,
}

/// A comment that switches rules off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The comment, from `#` to the end of the line.
    pub span: Span,
    /// What it speaks of.
    pub reach: Reach,
    /// The codes or names in brackets, each where it stands; `None` for all.
    pub rules: Option<Vec<(String, Span)>>,
}

impl Suppression {
    /// Reads a comment; `None` if it is an ordinary one.
    pub fn parse(comment: &str, span: Span) -> Option<Suppression> {
        let word = comment.find("jobc:")?;
        // An ordinary comment may be in front of it.
        let hash = comment[..word].rfind('#')?;
        let start = word + "jobc:".len();
        let before = comment[hash + 1..word].trim_matches([' ', '\t']);
        let rest = comment[start..].trim_start();
        let word_end = rest
            .find(|c: char| !(c.is_ascii_alphabetic() || c == '-'))
            .unwrap_or(rest.len());
        let reach = match &rest[..word_end] {
            "ignore" => Reach::Statement,
            "ignore-next" => Reach::Next,
            "ignore-file" => Reach::File,
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
            span: span.part(hash, comment.len()),
            reach,
            rules,
        })
    }

    /// Whether it is about a code.
    fn names(&self, code: &Code) -> bool {
        let rules = self.rules.as_ref();
        rules.is_none_or(|rules| rules.iter().any(|(rule, _)| names(rule, code)))
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
            .filter_map(|&span| Suppression::parse(file.text.get(span.range())?, span))
            .collect();
        Suppressions { comments }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(comment: &str) -> Option<(Reach, Option<Vec<String>>)> {
        let span = Span::new(FileId(0), 10, 10 + comment.len());
        Suppression::parse(comment, span).map(|found| {
            (
                found.reach,
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
            ("# jobc: ignore", Some((Reach::Statement, None))),
            (
                "#jobc:ignore[J001]",
                Some((Reach::Statement, names(&["J001"]))),
            ),
            (
                "# jobc: ignore[J001, missing-contact] it is ours",
                Some((Reach::Statement, names(&["J001", "missing-contact"]))),
            ),
            (
                "# jobc: ignore-next[T001]",
                Some((Reach::Next, names(&["T001"]))),
            ),
            ("# jobc: ignore-file", Some((Reach::File, None))),
            ("# jobc: ignored", None),
            ("# see jobc: ignore", None),
            (
                "# ours  # jobc: ignore[J001]",
                Some((Reach::Statement, names(&["J001"]))),
            ),
            ("# an ordinary comment", None),
        ] {
            assert_eq!(parse(comment), expected, "{comment}");
        }
    }

    #[test]
    fn codes_know_where_they_stand() {
        let comment = "# jobc: ignore[J001, T002]";
        let span = Span::new(FileId(0), 100, 100 + comment.len());
        let found = Suppression::parse(comment, span).expect("a suppression");
        let places: Vec<_> = found
            .rules
            .expect("two codes")
            .iter()
            .map(|(_, span)| (span.start, span.end))
            .collect();
        assert_eq!(places, [(115, 119), (121, 125)]);
    }
}
