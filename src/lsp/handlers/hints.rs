//! What is not to be seen in the text: sizes in human units, what references stand for.

use super::hover::expanded;
use crate::eval::ValueKind;
use crate::lint::visit::{Visitor, walk_block, walk_expression};
use crate::lsp::describe::quoted;
use crate::lsp::session::Session;
use crate::lsp::units;
use crate::lsp::uri;
use crate::lsp::view::View;
use crate::source::Span;
use crate::syntax::ast::{Argument, Expression, ExpressionKind};
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
    let mut finder = Sizes {
        view: &view,
        found: Vec::new(),
    };
    let path = uri::path(&params.text_document.uri);
    let hidden = session.editor.surroundings.client(&path).hidden;
    if !hidden.sizes {
        walk_block(&mut finder, &parsed.module.body);
    }
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

struct Sizes<'v> {
    view: &'v View,
    found: Vec<(u32, String)>,
}

impl<'a> Visitor<'a> for Sizes<'_> {
    fn expression(&mut self, expression: &'a Expression) {
        if let ExpressionKind::Call { arguments, .. } = &expression.kind {
            for argument in arguments {
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

impl Sizes<'_> {
    /// A number of bytes that says nothing to a person.
    fn bytes(&self, value: &Expression) -> Option<i64> {
        let bytes = match &value.kind {
            ExpressionKind::Integer(bytes) => *bytes,
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
