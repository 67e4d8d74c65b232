//! Processes, by the strings that are their names, and the orders that mention them.

use super::place::{Place, Places, written};
use super::world::Main;
use crate::job::Job;
use crate::lsp::dispatch::Failure;
use crate::object::{Leaf, Object};
use crate::source::Span;

/// The name of a process in a job, where the process is defined or in an order.
#[derive(Clone, Debug)]
pub struct ProcessName {
    /// The index of the job.
    pub job: usize,
    /// The name.
    pub text: String,
    /// The literal that it stands in, if it is from one alone.
    pub literal: Option<Span>,
    /// Whether it is in an order.
    is_order: bool,
}

/// All names of processes in the jobs of an analysis.
pub fn names_of(main: &Main) -> Vec<ProcessName> {
    let jobs = main.analysis.compilation.jobs.iter().enumerate();
    jobs.flat_map(|(index, job)| names_in(index, job)).collect()
}

fn names_in(index: usize, job: &Job) -> Vec<ProcessName> {
    let mut found = Vec::new();
    let mut add = |name: Option<Object>, is_order| {
        let Some(Leaf::Text(text)) = name.as_ref().and_then(Object::as_leaf) else {
            return;
        };
        let literal = match text.pieces() {
            [piece] => piece.literal,
            _ => None,
        };
        found.push(ProcessName {
            job: index,
            text: text.as_str().to_owned(),
            literal,
            is_order,
        });
    };
    let Some(task) = job.task() else {
        return found;
    };
    for process in task.processes() {
        add(process.0.field("name").map(|it| it.value.clone()), false);
    }
    let constraints = crate::job::value::attribute(&task.0, "constraints");
    let constraints = constraints.as_ref().and_then(Object::as_list);
    for constraint in constraints.unwrap_or_default() {
        let order = crate::job::value::attribute(constraint, "order");
        for name in order.as_ref().and_then(Object::as_list).unwrap_or_default() {
            add(Some(name.clone()), true);
        }
    }
    found
}

/// Adds the other places of the name in the jobs that have it at a place that is known.
pub fn grow(main: &Main, places: &mut Places, name: &str) -> Result<(), Failure> {
    let all = main.process_names();
    loop {
        let before = places.len();
        for index in concerned(main, places) {
            for other in all.iter().filter(|it| it.job == index && it.text == name) {
                let Some(place) = place_of(main, other) else {
                    let job = &main.analysis.compilation.jobs[index];
                    return Err(Failure::refused(format!(
                        "in `{}` the name `{name}` is put together from parts",
                        job.key
                    )));
                };
                places.insert(place);
            }
        }
        if places.len() == before {
            return Ok(());
        }
    }
}

fn place_of(main: &Main, name: &ProcessName) -> Option<Place> {
    let inside = written(name.literal?, &name.text, &main.analysis)?;
    Place::of(inside, &main.analysis)
}

/// The jobs that have a name at one of the places.
pub fn concerned(main: &Main, places: &Places) -> Vec<usize> {
    let names = main.process_names().iter();
    let mut jobs: Vec<usize> = names
        .filter(|it| place_of(main, it).is_some_and(|place| places.contains(&place)))
        .map(|it| it.job)
        .collect();
    jobs.dedup();
    jobs
}

/// Whether a job that is concerned has a process of the new name already.
pub fn conflict(main: &Main, places: &Places, name: &str) -> Result<(), Failure> {
    let jobs = concerned(main, places);
    let mut names = main.process_names().iter();
    let taken = names.find(|it| !it.is_order && it.text == name && jobs.contains(&it.job));
    match taken {
        Some(taken) => {
            let job = &main.analysis.compilation.jobs[taken.job];
            Err(Failure::refused(format!(
                "`{}` has a process `{name}` already",
                job.key
            )))
        }
        None => Ok(()),
    }
}
