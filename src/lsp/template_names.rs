//! Names that are bound for `{{references}}`: where they are bound, and the references that these bindings answer.

use super::node::{At, binds};
use super::view::View;
use crate::source::Span;
use rustc_hash::FxHashSet;

/// A name and every place where it stands.
#[derive(Clone, Debug, Default)]
pub struct TemplateName {
    /// The keywords that bind it.
    pub bindings: Vec<Span>,
    /// The references to it, without braces.
    pub references: Vec<Span>,
}

/// The name at an offset: inside of a reference, or the keyword that binds it.
pub fn at(view: &View, offset: u32) -> Option<TemplateName> {
    let analysis = &view.analysis;
    let sources = analysis.sources();
    let all: Vec<(Span, Span)> = analysis
        .resolutions()
        .iter()
        .map(|(_, it)| (it.name_span, it.place.locate(sources)))
        .collect();
    let touches = |span: Span| span.file == view.file && span.touches(offset);
    let (mut bindings, mut places) = (FxHashSet::default(), FxHashSet::default());
    for (binding, place) in &all {
        let is_whole = sources.text(*place).starts_with("{{");
        if touches(*binding) || touches(*place) && is_whole {
            bindings.insert(*binding);
        }
    }
    // A reference may be bound differently in each job, and each of these bindings may answer others.
    loop {
        let before = (bindings.len(), places.len());
        for (binding, place) in &all {
            if bindings.contains(binding) {
                places.insert(*place);
            } else if places.contains(place) {
                bindings.insert(*binding);
            }
        }
        if before == (bindings.len(), places.len()) {
            break;
        }
    }
    if places.is_empty() {
        return None;
    }
    let mut found = TemplateName::default();
    for place in places.into_iter().filter(|it| sources.is_users(*it)) {
        let text = sources.text(place);
        let address = text.strip_prefix("{{").and_then(|it| it.strip_suffix("}}"));
        let inner = address.map(|address| place.part(2, 2 + address.len()));
        found.references.extend(inner);
    }
    let keywords = bindings.into_iter().filter(|it| is_bind_keyword(view, *it));
    found.bindings.extend(keywords);
    found.references.sort();
    found.bindings.sort();
    Some(found)
}

/// Whether a span is the name in `.bind(name = …)`.
fn is_bind_keyword(view: &View, span: Span) -> bool {
    let Some(parsed) = view.analysis.parsed(span.file) else {
        return false;
    };
    let at = At::find(&parsed.module, span.start);
    at.keyword
        .is_some_and(|(name, call)| name.span == span && binds(call.function))
}
