//! What is not to be seen in the text: sizes in human units, what references stand for, names that are taken over.

use super::answer::TextRange;
use super::describe::quoted;
use super::hover::expanded;
use super::snapshot::Snapshot;
use super::units;
use super::view::{View, hide_secrets};
use crate::eval::FinalKind;
use crate::object::Field;
use crate::source::Span;
use crate::syntax::ast::{Argument, BinaryOperator, Expression, ExpressionKind};
use crate::syntax::visit::{Visitor, walk_block, walk_expression};
use std::collections::BTreeMap;

/// The longest value that is shown beside its reference, in characters.
const LONGEST: usize = 40;

/// The most hints of an answer.
const MOST: usize = 2000;

/// What a hint is about; those at one place are in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Name,
    Size,
    Reference,
}

/// Hints by place, and what they say: nothing where it is not the same in all jobs, and in all files that include this one.
#[derive(Default)]
struct Hints(BTreeMap<(u32, About), Option<String>>);

impl Hints {
    fn add(&mut self, offset: u32, about: About, text: Option<String>) {
        let known = self
            .0
            .entry((offset, about))
            .or_insert_with(|| text.clone());
        if *known != text {
            *known = None;
        }
    }
}

/// Which hints are not wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HiddenHints {
    /// Those of what references stand for.
    pub references: bool,
    /// Those of sizes.
    pub sizes: bool,
    /// Those of names that are taken over.
    pub names: bool,
}

/// A text to show at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The offset.
    pub offset: u32,
    /// The text.
    pub text: String,
}

/// The hints of an open file inside of a stretch.
pub fn hints(
    snapshot: &Snapshot,
    path: &str,
    range: TextRange,
    hidden: HiddenHints,
) -> Option<Vec<Hint>> {
    let views = snapshot.views(path);
    let mut found = Hints::default();
    for view in &views {
        let references = references(view);
        for (end, value) in references.iter().filter(|_| !hidden.references) {
            let text = value.as_ref().map(|it| format!("= {}", quoted(it)));
            found.add(*end, About::Reference, text);
        }
        let parsed = view.analysis.parsed(view.file)?.clone();
        let mut finder = Calls {
            view,
            names: match hidden.names {
                true => BTreeMap::new(),
                false => inherited_names(view),
            },
            sizes: !hidden.sizes,
            references,
            found: &mut found,
        };
        walk_block(&mut finder, &parsed.module.body);
    }
    let view = views.first()?;
    let start = view.offset(range.start);
    let end = view.offset(range.end);
    let inside = found.0.into_iter();
    let inside = inside.filter(|((offset, _), _)| start <= *offset && *offset <= end);
    let hints = inside.filter_map(|((offset, _), text)| {
        let span = Span::new(view.file, offset as usize, offset as usize);
        let mut text = text?;
        hide_secrets(&views, &mut text);
        Some(Hint {
            offset: view.range(span).end,
            text,
        })
    });
    Some(hints.take(MOST).collect())
}

/// What references stand for, by the offsets where they end: nothing where it is not the same in all jobs, or too long to show.
fn references(view: &View) -> BTreeMap<u32, Option<String>> {
    let mut values = BTreeMap::<u32, Option<String>>::new();
    let sources = view.analysis.sources();
    for (job, resolution) in view.analysis.resolutions() {
        let mut pieces = resolution.place.text.pieces().iter();
        let in_this_file = pieces.any(|piece| piece.literal.is_some_and(|it| it.file == view.file));
        if !in_this_file || values.len() > MOST {
            continue;
        }
        let span = resolution.place.locate(sources);
        if span.file != view.file || !sources.text(span).ends_with("}}") {
            continue;
        }
        let text = expanded(view, *job, &resolution.value);
        let is_short = text.chars().count() <= LONGEST && !text.contains("{{");
        let value = is_short.then_some(text);
        let known = values.entry(span.end).or_insert_with(|| value.clone());
        if *known != value {
            *known = None;
        }
    }
    values
}

/// The calls that make a job or a task that has its name from somewhere else, with that name where it is one in all jobs.
fn inherited_names(view: &View) -> BTreeMap<Span, Option<String>> {
    let mut names = BTreeMap::<Span, Option<String>>::new();
    let is_default = |field: Option<&Field>| field.is_some_and(|it| it.is_default);
    let mut add = |span: Span, name: Option<String>| {
        let known = names.entry(span).or_insert_with(|| name.clone());
        if *known != name {
            *known = None;
        }
    };
    for job in &view.analysis.compilation.jobs {
        if is_default(job.written.field("name")) {
            add(job.span, Some(job.key.name.to_string()));
        }
        if let Some(task) = job.written.field("task") {
            let task = task.value.unwrap_choice();
            if is_default(task.field("name")) {
                add(task.span(), job.task().and_then(|it| it.name()));
            }
        }
    }
    names
}

struct Calls<'v> {
    view: &'v View,
    names: BTreeMap<Span, Option<String>>,
    sizes: bool,
    references: BTreeMap<u32, Option<String>>,
    found: &'v mut Hints,
}

impl<'a> Visitor<'a> for Calls<'_> {
    fn expression(&mut self, expression: &'a Expression) {
        if let ExpressionKind::Call {
            function,
            arguments,
        } = &expression.kind
        {
            if let Some(name) = self.names.get(&expression.span) {
                // Right behind the parenthesis.
                let text = name.as_ref().map(|it| format!("name = {}", quoted(it)));
                self.found.add(function.span.end + 1, About::Name, text);
            }
            for argument in arguments.iter().filter(|_| self.sizes) {
                if let Argument::Keyword(name, value) = argument
                    && matches!(&*name.name, "ram" | "disk" | "log_size")
                    && let Some(bytes) = self.bytes(value)
                {
                    let text = (bytes >= 1024).then(|| format!("= {}", units::bytes(bytes)));
                    self.found.add(value.span.end, About::Size, text);
                }
            }
        }
        walk_expression(self, expression);
    }
}

impl Calls<'_> {
    /// A number of bytes that says nothing to a person.
    fn bytes(&self, value: &Expression) -> Option<i64> {
        match &value.kind {
            ExpressionKind::Integer(_) | ExpressionKind::Binary { .. } => product(value),
            ExpressionKind::Name(name) if !matches!(&**name, "KB" | "MB" | "GB" | "TB") => {
                match &self.view.analysis.global(name)?.kind {
                    FinalKind::Integer(bytes) => Some(*bytes),
                    _ => None,
                }
            }
            ExpressionKind::String(_) => {
                let written = self.view.analysis.sources().text(value.span);
                let inside = written.trim_end_matches(['\'', '"']);
                let end = value.span.start + inside.len() as u32;
                let is_whole = inside.trim_start_matches(['\'', '"']).starts_with("{{")
                    && inside.matches("{{").count() == 1;
                let referred = self.references.get(&end).filter(|_| is_whole);
                referred?.as_ref()?.trim().parse().ok()
            }
            _ => None,
        }
    }
}

/// The value of a product of numbers that are written out.
fn product(value: &Expression) -> Option<i64> {
    match &value.kind {
        ExpressionKind::Integer(number) => Some(*number),
        ExpressionKind::Binary {
            left,
            operator: BinaryOperator::Multiply,
            right,
            ..
        } => product(left)?.checked_mul(product(right)?),
        _ => None,
    }
}
