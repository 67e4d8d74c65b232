//! A job as an argument of a function that is written in the language: a target, or a rule of a repository.

use super::{Job, Process};
use crate::object::{PlainKind, PlainValue};
use crate::source::Span;

/// A job, as the executor reads it, and what is known of it beside its attributes.
pub fn of(job: &Job) -> [PlainValue; 2] {
    let object = job.executors_object();
    let (ordinary, last) = job.schedule();
    let waves = |waves: &[Vec<String>]| list(waves.iter().map(|wave| names(wave)));
    let facts = [
        (text("ports"), names(&job.ports)),
        (text("waves"), waves(&ordinary)),
        (text("final_waves"), waves(&last)),
        (text("after"), after(job)),
    ];
    [
        plain(PlainKind::Object(object.clone())),
        plain(PlainKind::Map(facts.into())),
    ]
}

/// The names of the processes that each process waits for, by its name.
fn after(job: &Job) -> PlainValue {
    let processes = job.task().map(|task| task.processes()).unwrap_or_default();
    let name = |index: usize| processes.get(index).and_then(Process::name);
    let mut waits: Vec<(String, Vec<String>)> = Vec::new();
    for edge in &job.plan.edges {
        let (Some(before), Some(after)) = (name(edge.before), name(edge.after)) else {
            continue;
        };
        match waits.iter_mut().find(|(it, _)| *it == after) {
            Some((_, all)) if all.contains(&before) => {}
            Some((_, all)) => all.push(before),
            None => waits.push((after, vec![before])),
        }
    }
    let waits = waits.iter().map(|(name, all)| (text(name), names(all)));
    plain(PlainKind::Map(waits.collect()))
}

fn plain(kind: PlainKind) -> PlainValue {
    let span = Span::NOWHERE;
    PlainValue { kind, span }
}

fn text(text: &str) -> PlainValue {
    plain(PlainKind::text(text))
}

fn list(items: impl Iterator<Item = PlainValue>) -> PlainValue {
    plain(PlainKind::List(items.collect()))
}

fn names(names: &[String]) -> PlainValue {
    list(names.iter().map(|name| text(name)))
}
