//! What is not to be seen in the text: sizes in human units, what references stand for, names that are taken over.

use super::hover::expanded;
use crate::eval::ValueKind;
use crate::lint::visit::{Visitor, walk_block, walk_expression};
use crate::lsp::describe::quoted;
use crate::lsp::session::Session;
use crate::lsp::units;
use crate::lsp::uri;
use crate::lsp::view::View;
use crate::object::Field;
use crate::source::Span;
use crate::syntax::ast::{Argument, BinaryOperator, Expression, ExpressionKind};
use lsp_types::{InlayHint, InlayHintLabel, InlayHintParams};
use std::collections::BTreeMap;

/// The longest value that is shown beside its reference, in characters.
const LONGEST: usize = 40;

/// The most hints of an answer.
const MOST: usize = 2000;

/// Answers `textDocument/inlayHint`.
pub fn hints(session: &mut Session, params: InlayHintParams) -> Option<Vec<InlayHint>> {
    let view = session.view(&params.text_document.uri)?;
    let parsed = view.analysis.parsed(view.file)?.clone();
    let mut finder = Calls {
        view: &view,
        names: BTreeMap::new(),
        sizes: true,
        found: Vec::new(),
    };
    let path = uri::path(&params.text_document.uri);
    let hidden = session.editor.surroundings.client(&path).hidden;
    finder.sizes = !hidden.sizes;
    if !hidden.names {
        finder.names = inherited_names(&view);
    }
    walk_block(&mut finder, &parsed.module.body);
    let mut found = finder.found;
    if !hidden.references {
        found.extend(references(&view));
    }
    let start = view.offset(params.range.start);
    let end = view.offset(params.range.end);
    found.retain(|(offset, _)| start <= *offset && *offset <= end);
    found.sort();
    found.truncate(MOST);
    let hints = found.into_iter().map(|(offset, text)| InlayHint {
        position: view.position(offset),
        label: InlayHintLabel::String(text),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    });
    Some(hints.collect())
}

/// The references that stand for the same value in all jobs.
fn references(view: &View) -> Vec<(u32, String)> {
    let mut values = BTreeMap::<Span, Option<String>>::new();
    for (job, resolution) in view.analysis.resolutions() {
        let in_this_file = resolution
            .place
            .text
            .pieces()
            .iter()
            .any(|piece| piece.literal.is_some_and(|it| it.file == view.file));
        if !in_this_file || values.len() > MOST {
            continue;
        }
        let span = resolution.place.locate(view.analysis.sources());
        if !view.analysis.sources().text(span).ends_with("}}") {
            continue;
        }
        let text = expanded(view, *job, &resolution.value);
        let is_short = text.chars().count() <= LONGEST && !text.contains("{{");
        let value = is_short.then_some(text);
        let known = values.entry(span).or_insert_with(|| value.clone());
        if *known != value {
            *known = None;
        }
    }
    let known = values
        .into_iter()
        .filter(|(span, _)| span.file == view.file);
    known
        .filter_map(|(span, value)| Some((span.end, format!("= {}", quoted(&value?)))))
        .collect()
}

/// The calls that make a job or a task that has its name from somewhere else, with that name where it is one in all jobs.
fn inherited_names(view: &View) -> BTreeMap<Span, String> {
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
    let known = names.into_iter();
    known
        .filter_map(|(span, name)| Some((span, name?)))
        .collect()
}

struct Calls<'v> {
    view: &'v View,
    names: BTreeMap<Span, String>,
    sizes: bool,
    found: Vec<(u32, String)>,
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
                let text = format!("name = {}", quoted(name));
                self.found.push((function.span.end + 1, text));
            }
            for argument in arguments.iter().filter(|_| self.sizes) {
                if let Argument::Keyword(name, value) = argument
                    && matches!(&*name.name, "ram" | "disk")
                    && let Some(bytes) = self.bytes(value)
                {
                    self.found
                        .push((value.span.end, format!("= {}", units::bytes(bytes))));
                }
            }
        }
        walk_expression(self, expression);
    }
}

impl Calls<'_> {
    /// A number of bytes that says nothing to a person.
    fn bytes(&self, value: &Expression) -> Option<i64> {
        let bytes = match &value.kind {
            ExpressionKind::Integer(_) | ExpressionKind::Binary { .. } => product(value)?,
            ExpressionKind::Name(name) if !matches!(&**name, "KB" | "MB" | "GB" | "TB") => {
                match self.view.analysis.global(name)?.kind {
                    ValueKind::Integer(bytes) => bytes,
                    _ => return None,
                }
            }
            _ => return None,
        };
        (bytes >= 1024).then_some(bytes)
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
