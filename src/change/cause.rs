//! Which edits led to a change.

use super::attributes::{Change, IDENTITIES, Step};
use super::text_edits::{ExpressionEdit, FileEdits};
use super::words::{Edit, edits};
use super::{ComparableJob, JobChange};
use crate::job::value::{attribute, text};
use crate::object::{Leaf, Object};
use crate::source::{Sources, Span};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// An expression whose change led to changes of jobs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cause {
    /// The file: the new one, or the old one if something was deleted.
    pub file: String,
    /// The line, from 1 on.
    pub line: usize,
    /// The column in characters, from 1 on.
    pub column: usize,
    /// The expression before; `None` if something was inserted.
    pub before: Option<String>,
    /// The expression after; `None` if something was deleted.
    pub after: Option<String>,
}

/// The most characters of an expression that is told.
const LONGEST: usize = 120;

impl Cause {
    /// An edit of a file as a cause.
    pub fn of(file: &FileEdits, edit: &ExpressionEdit) -> Cause {
        let told = |text: &str, range: &Option<Range<usize>>| {
            let text = text.get(range.clone()?)?;
            let words: Vec<&str> = text.split_whitespace().collect();
            let line = words.join(" ");
            Some(match line.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{}…", &line[..end]),
                None => line,
            })
        };
        let (source, offset) = match (&edit.after, &edit.before) {
            (Some(after), _) => (&file.new, after.start),
            (None, Some(before)) => (&file.old, before.start),
            (None, None) => (&file.new, edit.new.start),
        };
        let place = source.location(offset);
        Cause {
            file: source.name.clone(),
            line: place.row,
            column: place.column,
            before: told(&file.old.text, &edit.before),
            after: told(&file.new.text, &edit.after),
        }
    }
}

/// The edits of expressions that a changed value, or the value before, was written by; none if the value was written elsewhere, and
/// something else decided that it counts.
pub fn by_origin(job: &JobChange, change: &Change, files: &[Arc<FileEdits>]) -> Vec<Cause> {
    let (Some(old), Some(new)) = (&job.old, &job.new) else {
        return Vec::new();
    };
    let (old_spans, new_spans) = spans(old, new, change);
    let mut found = Vec::new();
    for file in files {
        for edit in file.hunks.iter().flat_map(|(_, edits)| edits) {
            let is_new = touches(new, &new_spans, &file.new.name, &edit.new);
            let is_old = touches(old, &old_spans, &file.old.name, &edit.old);
            if is_new || is_old {
                found.push(Cause::of(file, edit));
            }
        }
    }
    found
}

/// Whether any of the spans of a job is in a file and has bytes of a range.
fn touches(job: &ComparableJob, spans: &[Span], file: &str, range: &Range<usize>) -> bool {
    let Some(sources) = job.origin.as_ref().map(|it| &it.sources) else {
        return false;
    };
    spans.iter().any(|span| {
        let own = span.range();
        sources.get(span.file).name == file
            && own.start < range.end.max(range.start + 1)
            && range.start < own.end
    })
}

/// The expressions that wrote a value, on both sides.
fn spans(old: &ComparableJob, new: &ComparableJob, change: &Change) -> (Vec<Span>, Vec<Span>) {
    let find = |job: &ComparableJob| locate(&job.origin.as_ref()?.job.object, &change.steps);
    let (old_value, new_value) = (find(old), find(new));
    let texts = |value: &Option<Located>| match value.as_ref()?.value.as_leaf() {
        Some(Leaf::Text(text, _)) => Some(text.clone()),
        _ => None,
    };
    let (mut old_spans, mut new_spans) = (Vec::new(), Vec::new());
    if let (Some(before), Some(after)) = (texts(&old_value), texts(&new_value)) {
        let (mut old_at, mut new_at) = (0, 0);
        for edit in edits(&before, &after) {
            match edit {
                Edit::Equal(text) => {
                    old_at += text.len();
                    new_at += text.len();
                }
                Edit::Removed(text) => {
                    old_spans.extend(literals(&before, old_at..old_at + text.len()));
                    old_at += text.len();
                }
                Edit::Added(text) => {
                    new_spans.extend(literals(&after, new_at..new_at + text.len()));
                    new_at += text.len();
                }
            }
        }
        return (old_spans, new_spans);
    }
    if let Some(located) = old_value {
        old_spans.extend(located.spans());
    }
    if let Some(located) = new_value {
        new_spans.extend(located.spans());
    }
    (old_spans, new_spans)
}

/// The literals that bytes of a text are from.
fn literals(text: &crate::source::Text, range: Range<usize>) -> Vec<Span> {
    let pieces = text.pieces();
    let ends = pieces.iter().skip(1).map(|it| it.at as usize);
    let ends = ends.chain([text.as_str().len()]);
    let overlapping = pieces
        .iter()
        .zip(ends)
        .filter(|(piece, end)| (piece.at as usize) < range.end && range.start < *end);
    overlapping.filter_map(|(piece, _)| piece.literal).collect()
}

/// A value that was found in a job.
struct Located {
    value: Object,
    set_by: Option<Span>,
}

impl Located {
    fn spans(&self) -> impl Iterator<Item = Span> {
        [Some(self.value.span()), self.set_by].into_iter().flatten()
    }
}

/// The most parts of a value that are searched for each change: there may be as many changes as parts.
const SEARCHED: usize = 1000;

/// The value at a path.
fn locate(job: &Object, steps: &[Step]) -> Option<Located> {
    let mut here = Located {
        value: job.clone(),
        set_by: None,
    };
    for step in steps {
        let value = here.value.unwrap_choice();
        here = match step {
            Step::Attribute(name) => match value.field(name) {
                Some(field) => Located {
                    value: field.value.clone(),
                    set_by: Some(field.set_by),
                },
                None => {
                    let pairs = value.as_map()?;
                    let mut pairs = pairs.iter().rev().take(SEARCHED);
                    let (_, value) = pairs.find(|(key, _)| text(key) == Some(name))?;
                    Located {
                        value: value.clone(),
                        set_by: None,
                    }
                }
            },
            Step::Element(name) => {
                let mut elements = value.as_list()?.iter().take(SEARCHED);
                let is_meant = |element: &&Object| {
                    let mut names = IDENTITIES.iter().filter_map(|it| attribute(element, it));
                    names.next().is_some_and(|it| text(&it) == Some(name))
                };
                Located {
                    value: elements.find(is_meant)?.clone(),
                    set_by: None,
                }
            }
        };
    }
    here.value = here.value.unwrap_choice();
    Some(here)
}

/// The edits of files that were compared already, by the names on both sides.
pub type KnownEdits = FxHashMap<(String, String), Arc<FileEdits>>;

/// The edits between the files of a job on both sides. `name` is what a file is called on either side.
pub fn file_edits(
    job: &JobChange,
    old_name: &dyn Fn(&str) -> String,
    new_name: &dyn Fn(&str) -> String,
    known: &mut KnownEdits,
) -> Vec<Arc<FileEdits>> {
    let sources = |job: &Option<Arc<ComparableJob>>| {
        let origin = job.as_ref()?.origin.as_ref()?;
        Some(origin.sources.clone())
    };
    let (Some(old), Some(new)) = (sources(&job.old), sources(&job.new)) else {
        return Vec::new();
    };
    let own = |sources: &Sources| -> Vec<crate::source::SourceFile> {
        let files = sources.iter().map(|(_, file)| file);
        files
            .filter(|file| file.ownership == crate::source::Ownership::User)
            .cloned()
            .collect()
    };
    let (old_files, new_files) = (own(&old), own(&new));
    let mut found = Vec::new();
    for new in &new_files {
        let name = new_name(&new.name);
        let old = old_files.iter().find(|old| old_name(&old.name) == name);
        match old {
            Some(old) if old.text == new.text => {}
            Some(old) => {
                let key = (old.name.clone(), new.name.clone());
                let edits = known.entry(key);
                let edits = edits.or_insert_with(|| Arc::new(FileEdits::new(old, new)));
                found.push(edits.clone());
            }
            None => {}
        }
    }
    found
}
