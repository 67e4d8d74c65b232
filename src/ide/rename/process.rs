//! Processes, by the strings that are their names, and the orders that mention them.

use super::graph::Role;
use super::place::{Place, Places, written};
use super::scope::Main;
use crate::eval::FinalKind;
use crate::ide::analysis::Analysis;
use crate::ide::answer::Refusal;
use crate::ide::node::callee_type;
use crate::job::value::attribute;
use crate::object::{Leaf, Object};
use crate::source::Span;
use crate::syntax::ast::{Argument, Expression, ExpressionKind};
use crate::syntax::visit::{Visitor, walk_block, walk_expression};

/// The name of a process, where the process is defined or in an order.
#[derive(Clone, Debug)]
pub struct ProcessName {
    /// The index of the task; `None` for an order, or a process, that is in no task.
    pub task: Option<usize>,
    /// The name.
    pub text: String,
    /// The literal that it stands in, if it is from one alone.
    pub literal: Option<Span>,
    /// Whether it is in an order.
    pub is_order: bool,
}

/// All names of processes in an analysis.
#[derive(Debug, Default)]
pub struct Processes {
    /// The names.
    pub names: Vec<ProcessName>,
    /// What each task is the task of, for messages: a job, or a variable.
    owners: Vec<String>,
}

impl Processes {
    /// The names in the jobs, and in the variables.
    pub fn new(analysis: &Analysis) -> Processes {
        let mut processes = Processes::default();
        for job in analysis.compilation.all_jobs() {
            if let Some(task) = job.task() {
                processes.task(&task.0, job.key.to_string());
            }
        }
        for (name, value) in analysis.compilation.globals.iter() {
            match &value.kind {
                FinalKind::Object(object) => processes.object(object, name),
                // What `order()` gives.
                FinalKind::List(list) => {
                    for item in list.first.iter() {
                        if let FinalKind::Object(object) = &item.kind {
                            processes.object(object, name);
                        }
                    }
                }
                _ => {}
            }
        }
        processes
    }

    fn object(&mut self, object: &Object, variable: &str) {
        let has = |name: &str| {
            let ty = object.ty().as_struct();
            ty.is_some_and(|it| it.attributes.contains_key(name))
        };
        if has("processes") && has("constraints") {
            self.task(object, variable.to_owned());
        } else if has("cmdline") {
            self.process(object, None);
        } else if has("order") {
            self.order(object, None);
        }
    }

    fn task(&mut self, task: &Object, owner: String) {
        let index = Some(self.owners.len());
        self.owners.push(owner);
        let parts = |name| {
            let list = attribute(task, name);
            let parts = list.as_ref().and_then(Object::as_list).map(<[_]>::to_vec);
            parts.unwrap_or_default()
        };
        for process in parts("processes") {
            self.process(&process, index);
        }
        for constraint in parts("constraints") {
            self.order(&constraint, index);
        }
    }

    fn process(&mut self, process: &Object, task: Option<usize>) {
        let name = process.field("name").map(|it| it.value.clone());
        self.add(name, task, false);
    }

    fn order(&mut self, constraint: &Object, task: Option<usize>) {
        let order = attribute(constraint, "order");
        for name in order.as_ref().and_then(Object::as_list).unwrap_or_default() {
            self.add(Some(name.clone()), task, true);
        }
    }

    fn add(&mut self, name: Option<Object>, task: Option<usize>, is_order: bool) {
        let Some(Leaf::Text(text, _)) = name.as_ref().and_then(Object::as_leaf) else {
            return;
        };
        let literal = match text.pieces() {
            [piece] => piece.literal,
            _ => None,
        };
        self.names.push(ProcessName {
            task,
            text: text.as_str().to_owned(),
            literal,
            is_order,
        });
    }
}

/// Adds the other places of the name in the tasks that have it at a place that is known.
pub fn grow(main: &Main, places: &mut Places, name: &str) -> Result<(), Refusal> {
    let all = main.processes();
    let mut outcome = Ok(());
    loop {
        let before = places.len();
        let tasks = concerned(main, places);
        let is_concerned = |it: &&ProcessName| {
            it.text == name && it.task.is_some_and(|it| tasks.binary_search(&it).is_ok())
        };
        for other in all.names.iter().filter(is_concerned) {
            match place_of(&main.analysis, other) {
                Some(place) => {
                    places.insert(place);
                }
                None => {
                    let owner = other.task.map_or("?", |it| &all.owners[it]);
                    outcome = Err(Refusal::new(format!(
                        "in `{owner}` the name `{name}` is computed from parts"
                    )));
                }
            }
        }
        if places.len() == before {
            return outcome;
        }
    }
}

/// The orders and processes of that name that are in no task.
pub fn loose(main: &Main, name: &str) -> Vec<Place> {
    let names = main.processes().names.iter();
    let loose = names.filter(|it| it.task.is_none() && it.text == name);
    loose
        .filter_map(|it| place_of(&main.analysis, it))
        .collect()
}

/// Whether a task has the name of a process at a place.
pub fn knows(main: &Main, place: &Place) -> bool {
    let Some(span) = place.span(&main.analysis) else {
        return false;
    };
    let mut names = main.processes().names.iter();
    names.any(|it| it.task.is_some() && it.literal.is_some_and(|literal| literal.covers(span)))
}

/// What a name does at a place.
pub fn role(main: &Main, place: &Place) -> Role {
    let names = main.processes().names.iter();
    let mut defined = names.filter(|it| !it.is_order);
    let is_here = |it: &ProcessName| place_of(&main.analysis, it).as_ref() == Some(place);
    match defined.any(is_here) {
        true => Role::Declares,
        false => Role::Reads,
    }
}

/// Where a name stands, without quotes.
pub fn place_of(analysis: &Analysis, name: &ProcessName) -> Option<Place> {
    let inside = written(name.literal?, &name.text, analysis)?;
    Place::of(inside, analysis)
}

/// The tasks that have a name at one of the places, in order.
fn concerned(main: &Main, places: &Places) -> Vec<usize> {
    let names = main.processes().names.iter();
    let mut tasks: Vec<usize> = names
        .filter(|it| place_of(&main.analysis, it).is_some_and(|place| places.contains(&place)))
        .filter_map(|it| it.task)
        .collect();
    tasks.sort_unstable();
    tasks.dedup();
    tasks
}

/// Whether a task that is concerned has a process of the new name already.
pub fn conflict(main: &Main, places: &Places, name: &str) -> Result<(), Refusal> {
    let tasks = concerned(main, places);
    let processes = main.processes();
    let taken = processes.names.iter().find_map(|it| {
        let task = it.task.filter(|task| tasks.binary_search(task).is_ok())?;
        (!it.is_order && it.text == name).then_some(task)
    });
    match taken {
        Some(task) => {
            let owner = &processes.owners[task];
            Err(Refusal::new(format!(
                "`{owner}` already has a process `{name}`"
            )))
        }
        None => Ok(()),
    }
}

/// Literals that may be the name of a process where an error hides what becomes of them.
pub fn suspects(main: &Main, name: &str) -> Vec<Span> {
    let mut literals = Literals {
        analysis: &main.analysis,
        name,
        found: Vec::new(),
    };
    for (_, parsed) in &main.analysis.compilation.files {
        walk_block(&mut literals, &parsed.module.body);
    }
    literals.found
}

struct Literals<'m> {
    analysis: &'m Analysis,
    name: &'m str,
    found: Vec<Span>,
}

impl<'a> Visitor<'a> for Literals<'_> {
    fn expression(&mut self, expression: &'a Expression) {
        match &expression.kind {
            ExpressionKind::String(literal) if literal.text.as_str() == self.name => {
                self.found
                    .extend(written(expression.span, self.name, self.analysis));
            }
            ExpressionKind::Call {
                function,
                arguments,
            } => {
                self.expression(function);
                let ty = callee_type(self.analysis, function);
                let is_process = |it: &crate::object::Type| {
                    let ty = it.as_struct();
                    ty.is_some_and(|it| it.attributes.contains_key("cmdline"))
                };
                // The names of other things are not meant.
                let is_other = ty.is_some_and(|it| !is_process(&it));
                for argument in arguments {
                    let is_string = matches!(&argument.value().kind, ExpressionKind::String(_));
                    let is_name = matches!(argument, Argument::Keyword(..)) && is_string;
                    if !(is_other && is_name) {
                        self.expression(argument.value());
                    }
                }
            }
            _ => walk_expression(self, expression),
        }
    }
}
