//! The order of the task's processes.

use super::identity::quoted;
use crate::diagnostic::codes::job::{
    EMPTY_ORDER, MIXED_ORDER, ORDER_AFTER_DAEMON, ORDER_AFTER_EPHEMERAL, ORDER_CYCLE,
    ORDER_WITHOUT_EFFECT, UNKNOWN_PROCESS,
};
use crate::diagnostic::{Diagnostic, nearest};
use crate::job::plan::{Plan, PlanError, PlanErrorKind, Step};
use crate::job::resolved_job::ResolvedJob;
use crate::job::value::{self, attribute};
use crate::object::Object;
use crate::source::Span;

/// A task's processes and orders, as far as they are known.
struct Orders {
    task: Object,
    steps: Vec<Step>,
    constraints: Vec<Object>,
    names: Vec<Vec<String>>,
}

/// The order of a task's processes, without what is wrong in it.
pub(crate) fn planned(task: &Object) -> Plan {
    let orders = read(task.clone());
    Plan::new(&orders.steps, &orders.names).0
}

pub(super) fn check(case: &mut ResolvedJob<'_>) {
    let Some(task) = case.task() else {
        return;
    };
    let processes = attribute(&task, "processes");
    let constraints = attribute(&task, "constraints");
    let unknown = |part: &Option<Object>| part.as_ref().is_some_and(Object::is_poisoned);
    // A process that could not be made may be any of those that an order names.
    if processes.is_none() || unknown(&processes) || unknown(&constraints) {
        return;
    }
    let orders = read(task);
    let (plan, errors) = Plan::new(&orders.steps, &orders.names);
    case.plan = Some(plan);
    let found: Vec<Diagnostic> = errors
        .iter()
        .map(|error| found(case, &orders, error))
        .collect();
    case.found.extend(found);
}

fn read(task: Object) -> Orders {
    let list = |name: &str| {
        let object = attribute(&task, name);
        object
            .as_ref()
            .and_then(Object::as_list)
            .unwrap_or_default()
            .to_vec()
    };
    let steps = list("processes").iter().map(step).collect();
    let constraints = list("constraints");
    let names = constraints.iter().map(names).collect();
    Orders {
        task,
        steps,
        constraints,
        names,
    }
}

fn step(process: &Object) -> Step {
    let flag = |name| value::read(process, name, value::boolean).unwrap_or(false);
    let name = value::read(process, "name", |it| value::text(it).map(String::from));
    Step {
        name: name.unwrap_or_default(),
        is_final: flag("final"),
        daemon: flag("daemon"),
        ephemeral: flag("ephemeral"),
    }
}

fn names(constraint: &Object) -> Vec<String> {
    let order = attribute(constraint, "order");
    let names = order.as_ref().and_then(Object::as_list).unwrap_or_default();
    names
        .iter()
        .map(|name| value::text(name).unwrap_or("").to_string())
        .collect()
}

fn found(case: &ResolvedJob<'_>, orders: &Orders, error: &PlanError) -> Diagnostic {
    let places = places(case, orders, error.order);
    match &error.kind {
        PlanErrorKind::Empty => case
            .diagnostic(&EMPTY_ORDER, "this order names no processes", &places)
            .at("empty")
            .help("remove it"),
        PlanErrorKind::AllUnknown => {
            let names = orders.names.get(error.order).cloned().unwrap_or_default();
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            let message = format!(
                "the task has no process named {}, so this order has no effect",
                names.join(" or ")
            );
            case.diagnostic(&ORDER_WITHOUT_EFFECT, message, &places)
        }
        PlanErrorKind::Unknown { position } => unknown(case, orders, error.order, *position),
        PlanErrorKind::Mixed { last, ordinary } => case
            .diagnostic(
                &MIXED_ORDER,
                format!(
                    "{} is a final process and {} is not, so they cannot be in one order",
                    quoted(last),
                    quoted(ordinary)
                ),
                &places,
            )
            .help("remove the order: final processes run after all ordinary ones anyway"),
        PlanErrorKind::AfterDaemon { daemon, waiting } => case
            .diagnostic(
                &ORDER_AFTER_DAEMON,
                format!(
                    "{} would wait forever: {} is a daemon, which never ends",
                    quoted(waiting),
                    quoted(daemon)
                ),
                &places,
            )
            .help("start the daemon last, or remove it from the order"),
        PlanErrorKind::AfterEphemeral { ephemeral, waiting } => case
            .diagnostic(
                &ORDER_AFTER_EPHEMERAL,
                format!(
                    "{} cannot wait for {}, which is ephemeral: the task does not wait for its end",
                    quoted(waiting),
                    quoted(ephemeral)
                ),
                &places,
            )
            .help("make both ephemeral, or remove the ephemeral one from the order"),
        PlanErrorKind::Cycle {
            path,
            orders: involved,
        } => {
            let message = format!("the processes wait for each other: {}", path.join(" → "));
            let diagnostic = case.diagnostic(&ORDER_CYCLE, message, &places);
            involved
                .iter()
                .filter(|&&order| order != error.order)
                .filter_map(|&order| orders.constraints.get(order))
                .map(Object::span)
                .filter(|&span| case.sources.is_users(span) && span != diagnostic.primary.span)
                .fold(diagnostic.clone(), |diagnostic, span| {
                    diagnostic.label(span, "also part of the cycle")
                })
        }
    }
}

/// Where to point at for an order, nearest first.
fn places(case: &ResolvedJob<'_>, orders: &Orders, order: usize) -> Vec<Span> {
    let constraint = orders.constraints.get(order);
    let mut places: Vec<Span> = constraint.map(Object::span).into_iter().collect();
    places.extend(
        constraint
            .into_iter()
            .flat_map(|object| case.places_of(object, "order")),
    );
    places.extend(case.places_of(&orders.task, "constraints"));
    places.extend(case.places_of(&case.job, "task"));
    places
}

fn unknown(case: &ResolvedJob<'_>, orders: &Orders, order: usize, position: usize) -> Diagnostic {
    let name = orders
        .names
        .get(order)
        .and_then(|names| names.get(position))
        .map_or("", String::as_str);
    let around = case.place(&places(case, orders, order));
    let written = orders
        .constraints
        .get(order)
        .and_then(|constraint| attribute(constraint, "order"))
        .and_then(|names| Some(names.as_list()?.get(position)?.span()))
        // A name that comes from a process is written where the process is, which is not what is wrong.
        .filter(|span| {
            span.file == around.file && around.start <= span.start && span.end <= around.end
        });
    let message = format!("the task has no process named {}", quoted(name));
    let diagnostic = Diagnostic::new(&UNKNOWN_PROCESS, message, written.unwrap_or(around))
        .at("not a process of the task");
    let names = orders.steps.iter().map(|step| step.name.as_str());
    match nearest(name, names.clone()) {
        Some(near) => case.suggest(diagnostic, name, near),
        None => {
            let mut all: Vec<String> = names.take(8).map(|name| format!("`{name}`")).collect();
            all.dedup();
            diagnostic.help(format!("its processes are {}", all.join(", ")))
        }
    }
}
