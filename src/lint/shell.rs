//! Command lines as shellcheck reads them, and what it says, back in the literals they were written in.

use super::Context;
use super::fix::overlap;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::job::Job;
use crate::object::{Leaf, Object};
use crate::source::{Span, Text};
use crate::syntax::literal::locate;
use crate::syntax::rewrite::{Side, rewrite};
use crate::template::{PartKind, Template};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Something that looks at shell scripts. The core runs no program: who calls it may.
pub trait Shell: Sync {
    /// What is to be said of each script, in order; nothing of all, if they could not be looked at.
    fn look(&self, scripts: &[&str]) -> Vec<Vec<Remark>>;
}

/// What was said of a place in a script. Lines and columns count from one, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The line and column of its first character.
    pub start: (usize, usize),
    /// Those behind its last.
    pub end: (usize, usize),
    /// `error`, `warning`, `info` or `style`.
    pub level: String,
    /// The number behind `SC`.
    pub code: u32,
    /// What is wrong.
    pub message: String,
    /// What would set it right; empty if it proposes nothing.
    pub fix: Vec<Replacement>,
}

/// What is to stand in a place of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The line and column of the first character that goes.
    pub start: (usize, usize),
    /// Those behind the last one; the same to insert.
    pub end: (usize, usize),
    /// What comes in their place.
    pub text: String,
}

/// The command line of a process, as bash will be given it, but for the references.
pub(super) struct Script {
    /// What shellcheck reads.
    pub text: String,
    /// The expression that wrote it.
    pub span: Span,
    /// The name of the first process that has it.
    pub process: String,
    /// The jobs that have it: indices into those of the context.
    pub jobs: Vec<usize>,
    /// What the configuration says.
    written: Text,
    /// Where each character of `text` starts in `written`, and the end of both.
    offsets: Vec<usize>,
    /// The first character of each line of `text`.
    lines: Vec<usize>,
    /// Bytes of `written` for which something else will stand.
    references: Vec<Range<usize>>,
}

/// The scripts of the jobs, each once however many jobs have it.
pub(super) fn scripts(context: &Context) -> Vec<Script> {
    let mut found: Vec<Script> = Vec::new();
    let mut known = FxHashMap::<(Span, String), usize>::default();
    for (index, job) in context.jobs.iter().enumerate() {
        for (process, line) in command_lines(job) {
            let Some(Leaf::Text(text, _)) = line.as_leaf() else {
                continue;
            };
            if !context.sources.is_users(line.span()) {
                continue;
            }
            let place = (line.span(), text.as_str().to_owned());
            let script = *known.entry(place).or_insert_with(|| {
                found.push(Script::new(process, text, line.span()));
                found.len() - 1
            });
            let jobs = &mut found[script].jobs;
            if jobs.last() != Some(&index) {
                jobs.push(index);
            }
        }
    }
    found
}

/// The command lines as they are written, with the names of their processes: one that is nothing but a reference, as what
/// that stands for.
fn command_lines(job: &Job) -> Vec<(String, Object)> {
    let resolved = job.task().map(|task| task.processes()).unwrap_or_default();
    let written = job
        .written
        .field("task")
        .and_then(|task| task.value.field("processes"))
        .map(|processes| processes.value.clone());
    let written = written.as_ref().and_then(Object::as_list);
    let written = written.filter(|written| written.len() == resolved.len());
    resolved
        .iter()
        .enumerate()
        .filter_map(|(index, process)| {
            let of = |process: &Object| process.field("cmdline").map(|line| line.value.clone());
            let line = written.and_then(|written| of(&written[index]));
            let line = line.filter(|line| !is_reference(line));
            let name = process.name().unwrap_or_default();
            Some((name, line.or_else(|| of(&process.0))?))
        })
        .collect()
}

fn is_reference(line: &Object) -> bool {
    match line.as_leaf() {
        Some(Leaf::Text(text, _)) => {
            let text = text.trim();
            text.starts_with("{{") && text.find("}}") == text.len().checked_sub(2)
        }
        _ => true,
    }
}

impl Script {
    fn new(process: String, written: &Text, span: Span) -> Script {
        let references = references(written);
        let text = masked(written, &references);
        let offsets = text.char_indices().map(|(at, _)| at);
        let offsets = offsets.chain([text.len()]).collect();
        let starts = text.chars().enumerate().filter(|(_, it)| *it == '\n');
        let lines = std::iter::once(0).chain(starts.map(|(at, _)| at + 1));
        Script {
            span,
            process,
            jobs: Vec::new(),
            written: written.clone(),
            lines: lines.collect(),
            references,
            text,
            offsets,
        }
    }

    /// The bytes of what is written that a remark speaks of; `None` if it is about nothing that the configuration says.
    pub fn range(&self, remark: &Remark) -> Option<Range<usize>> {
        let start = self.offset(remark.start)?;
        let end = self.offset(remark.end).unwrap_or(self.written.len());
        let range = start..end.max(start);
        let is_inside =
            |it: &Range<usize>| it.start <= range.start && range.end <= it.end && !range.is_empty();
        if self.references.iter().any(is_inside) {
            return None;
        }
        let is_made_up = CONSTANTS.contains(&remark.code) && self.is_filled_in(remark);
        (!is_made_up).then_some(range)
    }

    /// Where that was written.
    pub fn place(&self, context: &Context, range: Range<usize>) -> Option<Span> {
        // The end of a line is no place to point at.
        let end = match range.is_empty() {
            true => self.next(range.start),
            false => range.end,
        };
        let place = locate(&self.written, range.start, end, context.sources);
        let place = place.filter(|&place| context.sources.is_users(place));
        place.or_else(|| context.users(&[self.span]))
    }

    /// What a remark proposes, in the literals; `None` if any of it has no exact place there. What references stand for is not
    /// known, so nothing is put inside of one or in its place.
    pub fn fix(&self, context: &Context, remark: &Remark) -> Option<Fix> {
        let mut edits: Vec<Edit> = Vec::new();
        for it in &remark.fix {
            let range = self.offset(it.start)?..self.offset(it.end)?;
            let meets = |reference: &Range<usize>| {
                reference.start < range.end && range.start < reference.end
            };
            if self.references.iter().any(meets) || it.text.contains(MASK) {
                return None;
            }
            // What is put in front of something belongs to it.
            let side = match it.start == remark.start {
                true => Side::Behind,
                false => Side::Before,
            };
            let edit = rewrite(&self.written, range, side, &it.text, context.sources)?;
            let is_users = context.sources.is_users(edit.span);
            if !is_users || edits.iter().any(|other| overlap(other, &edit)) {
                return None;
            }
            edits.push(edit);
        }
        (!edits.is_empty()).then(|| Fix {
            message: format!("Apply the fix of shellcheck for SC{}", remark.code),
            edits,
            applicability: Applicability::Unsafe,
        })
    }

    fn next(&self, at: usize) -> usize {
        match self.written.get(at..).and_then(|rest| rest.chars().next()) {
            Some(character) if character != '\n' => at + character.len_utf8(),
            _ => at,
        }
    }

    fn offset(&self, (line, column): (usize, usize)) -> Option<usize> {
        let start = self.lines.get(line.checked_sub(1)?)?;
        self.offsets.get(start + column.checked_sub(1)?).copied()
    }

    /// Whether something on the lines of a remark is put in from elsewhere: by a reference, by `%` or `+`.
    fn is_filled_in(&self, remark: &Remark) -> bool {
        let start = self.offset((remark.start.0, 1)).unwrap_or_default();
        let end = self.offset((remark.end.0 + 1, 1));
        let end = end.unwrap_or(self.written.len());
        let meets = |it: &Range<usize>| it.start < end && start < it.end;
        let pieces = self.written.pieces();
        let inside = |at: usize| start < at && at < end;
        self.references.iter().any(meets)
            || pieces.iter().any(|piece| inside(piece.at as usize))
            || pieces.is_empty()
    }
}

/// What no proposal has unless it repeats a reference, which is at least as long in a script.
const MASK: &str = "xxxxx";

/// Remarks that a word or comparison is always the same. Behind a reference it is not.
const CONSTANTS: &[u32] = &[
    2043, 2050, 2078, 2157, 2158, 2159, 2160, 2161, 2170, 2193, 2194, 2195,
];

/// The bytes of all references, also of those in others.
fn references(text: &Text) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut masked = text.as_str().to_owned();
    // What is left around a reference that was inside of another is one in the next round.
    for _ in 0..MAX_NESTED {
        let template = Template::parse(&Text::new(masked.clone()));
        let parts = template.into_iter().flat_map(|template| template.parts);
        let new: Vec<_> = parts
            .filter(|part| !matches!(part.kind, PartKind::Invalid(_)))
            .map(|part| part.range)
            .collect();
        if new.is_empty() {
            break;
        }
        for range in new {
            masked.replace_range(range.clone(), &"x".repeat(range.len()));
            found.push(range);
        }
    }
    found
}

/// How deep references are looked for inside each other.
const MAX_NESTED: usize = 8;

/// The text with letters in place of references: a word of the same length, which is harmless wherever it stands.
fn masked(text: &Text, references: &[Range<usize>]) -> String {
    let mut masked = text.as_str().to_owned();
    for range in references {
        masked.replace_range(range.clone(), &"x".repeat(range.len()));
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str) -> Script {
        let span = Span::NOWHERE;
        Script::new("p".to_owned(), &Text::new(text), span)
    }

    fn remark(code: u32, start: (usize, usize), end: (usize, usize)) -> Remark {
        Remark {
            start,
            end,
            level: "warning".to_owned(),
            code,
            message: "x".to_owned(),
            fix: Vec::new(),
        }
    }

    #[test]
    fn references_become_words_of_the_same_length() {
        for (written, read) in [
            ("run {{a}} {{b.c[d]}}", "run xxxxx xxxxxxxxxx"),
            ("run {{a[{{b}}]}}", "run xxxxxxxxxxxx"),
            ("run {{&a}}", "run xxxxxx"),
            ("run ${a} {b} {{ }}", "run ${a} {b} {{ }}"),
        ] {
            assert_eq!(script(written).text, read);
        }
    }

    #[test]
    fn places_are_found_again() {
        let script = script("a é\n\tb {{role}}$c");
        assert_eq!(script.text, "a é\n\tb xxxxxxxx$c");
        let text = |start, end| {
            let range = script.range(&remark(2086, start, end))?;
            Some(script.written.as_str()[range].to_owned())
        };
        assert_eq!(text((1, 3), (1, 4)).as_deref(), Some("é"));
        assert_eq!(text((2, 12), (2, 14)).as_deref(), Some("$c"));
        assert_eq!(text((2, 4), (2, 14)).as_deref(), Some("{{role}}$c"));
        // A reference is not what the configuration says.
        assert_eq!(text((2, 4), (2, 12)), None);
        assert_eq!(text((9, 1), (9, 2)), None);
    }

    #[test]
    fn what_a_reference_stands_for_is_no_constant() {
        let line = "[ \"{{environment}}\" = prod ]";
        let equals = line.find('=').expect("an equals sign") + 1;
        let remark = remark(2050, (1, equals), (1, equals + 1));
        assert_eq!(script(line).range(&remark), None);
    }
}
