//! Attributes of structs, and names that are bound for `{{references}}`.

use super::place::{Place, Places};
use super::world::Main;
use crate::lsp::dispatch::Failure;
use crate::lsp::handlers::completion::collect_names;
use crate::source::Span;
use crate::template::Reference;
use std::collections::BTreeMap;

/// Adds everything that belongs to places that are known.
pub fn grow(main: &Main, places: &mut Places, name: &str) -> Result<(), Failure> {
    let analysis = &main.analysis;
    match main.graph().members(&spans(main, places), name) {
        Ok(members) => {
            let members = members.into_iter();
            places.extend(members.filter_map(|it| Place::of(it, analysis)));
            Ok(())
        }
        Err((span, words)) => Err(match Place::of(span, analysis) {
            Some(place) => super::refused_at(&place, main, &words),
            None => Failure::refused(words),
        }),
    }
}

fn spans(main: &Main, places: &Places) -> Vec<Span> {
    let places = places.iter();
    places.filter_map(|it| it.span(&main.analysis)).collect()
}

/// Whether the new name stands for something else already in a struct or a job that is concerned.
pub fn conflict(main: &Main, places: &Places, old: &str, name: &str) -> Result<(), Failure> {
    let spans = spans(main, places);
    let graph = main.graph();
    if let Some(ty) = graph.struct_with(&spans, name) {
        let words = format!("`{}` has an attribute `{name}` already", ty.name());
        return Err(Failure::refused(words));
    }
    let Ok(reference) = Reference::parse("_") else {
        return Ok(());
    };
    if !graph.is_first(&spans) {
        return Ok(());
    }
    let taken = main.analysis.compilation.jobs.iter().find(|job| {
        let mut names = BTreeMap::new();
        collect_names(&job.bound, &reference, &mut names, 0);
        names.contains_key(name) && names.contains_key(old)
    });
    match taken {
        Some(job) => {
            let words = format!("`{{{{{name}}}}}` means something already in `{}`", job.key);
            Err(Failure::refused(words))
        }
        None => Ok(()),
    }
}
