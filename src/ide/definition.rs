//! Where something is defined.

use crate::ide::answer::FileRange;
use crate::ide::links;
use crate::ide::node::{At, callee_type};
use crate::ide::rename;
use crate::ide::snapshot::Snapshot;
use crate::ide::view::View;
use crate::source::Span;
use crate::syntax::ast::ExpressionKind;

/// Where what stands at an offset of an open file is defined.
pub fn definition(snapshot: &Snapshot, path: &str, offset: u32) -> Vec<FileRange> {
    let views = snapshot.views(path);
    let Some(view) = views.first() else {
        return Vec::new();
    };
    let offset = view.offset(offset);
    if let Some(place) = links::target_at(view, offset) {
        return vec![place];
    }
    let mut places: Vec<FileRange> = Vec::new();
    for view in &views {
        let found = spans(view, offset).into_iter();
        for place in found.filter_map(|it| view.place(it)) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    if places.is_empty() {
        places = rename::declarations(snapshot, view, offset);
    }
    places
}

fn spans(view: &View, offset: u32) -> Vec<Span> {
    let analysis = &view.analysis;
    let Some(parsed) = analysis.parsed(view.file).cloned() else {
        return Vec::new();
    };
    let at = At::find(&parsed.module, offset);
    if at.string.is_some() {
        let found = analysis.references_at(view.file, offset);
        return found.iter().map(|(_, it, _)| it.name_span).collect();
    }
    let declaration = |ty: Option<crate::object::Type>, name: &str| {
        let ty = ty?;
        Some(ty.as_struct()?.attributes.get(name)?.span)
    };
    if let Some((name, call)) = at.keyword {
        let span = declaration(callee_type(analysis, call.function), &name.name);
        return span.into_iter().collect();
    }
    if let Some((object, attribute)) = at.attribute {
        let ty = match &object.kind {
            ExpressionKind::Name(name) => analysis.named_type(name),
            _ => None,
        };
        return declaration(ty, &attribute.name).into_iter().collect();
    }
    let names = analysis.names();
    match names.at(view.file, offset) {
        Some(occurrence) => names
            .definitions(occurrence.symbol)
            .map(|it| it.span)
            .collect(),
        None => Vec::new(),
    }
}
