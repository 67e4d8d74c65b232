//! Attributes of structs, and names that are bound for `{{references}}`.

use super::graph::{Graph, Shape};
use super::place::{Place, Places};
use super::scope::{Main, RenameScope, refused_at};
use super::target::{Kind, Target};
use crate::ide::answer::Refusal;
use crate::ide::scope_collection::collect_names;
use crate::source::Span;
use crate::template::Reference;
use std::collections::BTreeMap;

/// Adds everything that is known to belong to places that are known; an `Err` says what of it cannot be edited.
pub fn grow(main: &Main, places: &mut Places) -> Result<(), Refusal> {
    let analysis = &main.analysis;
    let (members, obstacle) = main.graph().members(&spans(main, places));
    let members = members.into_iter();
    places.extend(members.filter_map(|it| Place::of(it, analysis)));
    match obstacle {
        None => Ok(()),
        Some((span, words)) => Err(match Place::of(span, analysis) {
            Some(place) => refused_at(&place, main, &words),
            None => Refusal::new(words),
        }),
    }
}

/// What has the same name and is not known by any analysis to be something else. A reference that no analysis knows means whatever
/// is declared or bound under its name.
pub fn guesses(scope: &RenameScope, target: &Target, places: &Places) -> Places {
    let shape = shape(scope, target, places);
    let unresolved = unresolved(scope, target, shape);
    let is_known = places.iter().any(|it| scope.knows(Kind::Member, it));
    let mut found = of_all(scope, |graph| graph.loose(&target.name, shape));
    found.retain(|it| !scope.knows(Kind::Member, it));
    // A branch that was not taken binds what those that were bind.
    let idle = of_all(scope, |graph| graph.idle(&target.name, shape));
    found.extend(idle.into_iter().filter(|it| is_idle(scope, it)));
    if !is_known || !unresolved.is_empty() {
        found.extend(of_all(scope, |graph| graph.named(&target.name, shape)));
    }
    found.extend(unresolved);
    found
}

/// Whether a place binds something in no job of any file.
fn is_idle(scope: &RenameScope, place: &Place) -> bool {
    let mut mains = scope.mains().iter();
    mains.all(|main| {
        let span = place.span(&main.analysis);
        span.is_none_or(|span| !main.graph().knows(span) || main.graph().is_idle(span))
    })
}

/// References that no analysis knows.
fn unresolved(scope: &RenameScope, target: &Target, shape: Shape) -> Places {
    let mut found = of_all(scope, |graph| graph.unresolved(&target.name, shape));
    found.retain(|it| !scope.knows(Kind::Member, it));
    found
}

fn of_all(scope: &RenameScope, find: impl Fn(&Graph) -> Vec<Span>) -> Places {
    let mains = scope.mains().iter();
    let found = mains.flat_map(|main| {
        let spans = find(main.graph()).into_iter();
        spans.filter_map(|it| Place::of(it, &main.analysis))
    });
    found.collect()
}

/// The places of the name that may mean the target where an error hides what they mean.
pub fn suspects(scope: &RenameScope, main: &Main, target: &Target, places: &Places) -> Vec<Span> {
    let shape = shape(scope, target, places);
    let (graph, name) = (main.graph(), &target.name);
    let mut suspects = graph.unresolved(name, shape);
    suspects.extend(graph.loose(name, shape));
    suspects.extend(graph.unknown_keywords(name, shape));
    suspects
}

fn shape(scope: &RenameScope, target: &Target, places: &Places) -> Shape {
    let mut shape = Shape {
        is_first: target.is_first,
        is_attribute: false,
    };
    for main in scope.mains() {
        let seen = main.graph().shape(&spans(main, places));
        shape.is_first |= seen.is_first;
        shape.is_attribute |= seen.is_attribute;
    }
    shape
}

/// Whether references that no analysis knows can only mean one thing.
pub fn check(scope: &RenameScope, target: &Target, places: &Places) -> Result<(), Refusal> {
    let unresolved = unresolved(scope, target, shape(scope, target, places));
    let is_known = scope.knows(Kind::Member, &target.place);
    if is_known && unresolved.is_empty() {
        return Ok(());
    }
    let (name, address) = (&target.name, &target.address);
    let start = address.split(['.', '[']).next().unwrap_or_default();
    let mut mains = scope.mains().iter();
    let words = match declared(scope, places) {
        _ if ["mesos", "thermos"].contains(&start) && !is_known => {
            format!("`{{{{{address}}}}}` is filled in by the cluster")
        }
        1 => return Ok(()),
        0 if is_known => return Ok(()),
        0 if !target.is_first => format!("it is not known what `.{name}` is an attribute of"),
        0 if mains.any(|it| is_of_the_schema(it, name)) => {
            format!("nothing binds `{{{{{name}}}}}`, and it may be the attribute of the schema")
        }
        0 => return Ok(()),
        many => format!(
            "{many} definitions are named `{name}`, and no job shows which one a reference means"
        ),
    };
    let place = unresolved.first();
    let main = place.and_then(|place| {
        let mut mains = scope.mains().iter();
        mains.find(|it| place.span(&it.analysis).is_some())
    });
    Err(match (place, main) {
        (Some(place), Some(main)) => refused_at(place, main, &words),
        _ => Refusal::new(words),
    })
}

/// How many things are declared or bound at some places.
fn declared(scope: &RenameScope, places: &Places) -> usize {
    let mains = scope.mains().iter();
    let declared = mains.map(|main| main.graph().declared_in(&spans(main, places)));
    declared.max().unwrap_or_default()
}

fn is_of_the_schema(main: &Main, name: &str) -> bool {
    ["Process", "Task", "Job"].iter().any(|it| {
        let ty = main.analysis.named_type(it);
        let attributes = ty.as_ref().and_then(|it| it.as_struct());
        attributes.is_some_and(|it| it.attributes.contains_key(name))
    })
}

fn spans(main: &Main, places: &Places) -> Vec<Span> {
    let places = places.iter();
    places.filter_map(|it| it.span(&main.analysis)).collect()
}

/// Whether the new name stands for something else already in a struct or a job that is concerned.
pub fn conflict(main: &Main, places: &Places, old: &str, name: &str) -> Result<(), Refusal> {
    let spans = spans(main, places);
    let graph = main.graph();
    if let Some(ty) = graph.struct_with(&spans, name) {
        let words = format!("`{}` already has an attribute `{name}`", ty.name());
        return Err(Refusal::new(words));
    }
    let Ok(reference) = Reference::parse("_") else {
        return Ok(());
    };
    if !graph.shape(&spans).is_first {
        return Ok(());
    }
    let taken = main.analysis.compilation.all_jobs().find(|job| {
        let mut names = BTreeMap::new();
        collect_names(&job.bound, &reference, &mut names, 0);
        names.contains_key(name) && names.contains_key(old)
    });
    match taken {
        Some(job) => {
            let words = format!("`{{{{{name}}}}}` already has a meaning in `{}`", job.key);
            Err(Refusal::new(words))
        }
        None => Ok(()),
    }
}
