//! The names that a call binds: `greeting` in `.bind(greeting = …)`.

use super::reference::{Values, add, listed};
use crate::ide::describe::fenced;
use crate::ide::node::{At, binds};
use crate::ide::view::View;
use crate::source::Span;
use rustc_hash::FxHashSet;

/// What a binding gives to the references that it answers, in the jobs of all files that include this one.
pub fn page(views: &[View], offset: u32) -> Option<(String, Span)> {
    let mut values = Values::new();
    let mut references = FxHashSet::default();
    let mut shown = None;
    for view in views {
        let parsed = view.analysis.parsed(view.file)?.clone();
        let at = At::find(&parsed.module, offset);
        let (name, _) = at.keyword.filter(|(_, call)| binds(call.function))?;
        shown = Some((name.name.to_string(), name.span));
        for (job, resolution) in view.analysis.resolutions() {
            let is_answer = resolution.name_span == name.span;
            let is_on_the_way = || resolution.steps.iter().any(|(_, it)| *it == name.span);
            if is_answer || is_on_the_way() {
                let place = format!(" for `{{{{{}}}}}`", resolution.reference);
                references.insert(resolution.reference.to_string());
                add(view, *job, resolution, place, &mut values);
            }
        }
    }
    let (name, span) = shown?;
    let words = match references.is_empty() {
        true => "No reference in the valid jobs gets its value from here.".to_owned(),
        false => listed(&values),
    };
    let page = format!("{}{words}", fenced(&format!("{{{{{name}}}}}")));
    Some((page, span))
}
