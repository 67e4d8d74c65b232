//! The tasks of a file for the Thermos runner, which exports tasks in place of listing jobs.

use super::variables::{elements, job_type, variable};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::job::INVALID_RESOURCES;
use crate::eval::{Evaluation, ValueKind};
use crate::job::{self, Job};
use crate::object::{Leaf, Object, PlainKind, PlainValue, Type};
use crate::source::{Span, Text};
use std::sync::Arc;

/// The names of the job that an exported task is looked at in. None of them can be wrong.
const NAMES: [(&str, &str); 4] = [
    ("cluster", "local"),
    ("role", "nobody"),
    ("environment", "devel"),
    ("name", "task"),
];

/// Whether the file exports tasks and lists no jobs.
pub(super) fn are_exported(evaluation: &Evaluation) -> bool {
    variable(evaluation, "jobs").is_none() && !exported(evaluation).is_empty()
}

/// The exported tasks, each as the task of a job, to be checked as those are; nothing if the file lists jobs.
pub(super) fn as_jobs(evaluation: &Evaluation) -> Vec<Object> {
    let Some(job) = job_type(evaluation).filter(|_| are_exported(evaluation)) else {
        return Vec::new();
    };
    let tasks = exported(evaluation);
    tasks.iter().filter_map(|task| around(&job, task)).collect()
}

fn exported(evaluation: &Evaluation) -> Vec<Object> {
    let list = variable(evaluation, "exported_tasks");
    let values = list
        .as_ref()
        .and_then(|list| elements(evaluation, list))
        .unwrap_or_default();
    let objects = values.into_iter().filter_map(|value| match value.kind {
        ValueKind::Object(object) => Some(object),
        _ => None,
    });
    objects.collect()
}

fn around(job: &Type, task: &Object) -> Option<Object> {
    let span = task.span();
    let attribute = |name: &str, kind| (name.into(), span, PlainValue { kind, span });
    let task = match task.field("resources") {
        Some(_) => task.clone(),
        None => task
            .with(&[attribute("resources", some_resources(span))], span)
            .ok()?,
    };
    // Nobody wrote these.
    let names = NAMES.map(|(name, value)| {
        let (name, _, value) = attribute(name, PlainKind::text(Text::from(value)));
        (name, Span::NOWHERE, value)
    });
    let mut attributes = Vec::from(names);
    attributes.push(attribute("task", PlainKind::Object(task)));
    Object::new_struct(job, &[], &attributes, span).ok()
}

/// A task that a file exports for the Thermos runner.
#[derive(Clone, Debug)]
pub struct ExportedTask {
    /// The task with its references resolved.
    pub object: Object,
    /// The job that was made up around it, for its schedule and ports, and for targets.
    pub job: Job,
}

impl ExportedTask {
    /// The task in a made-up job, as it was exported.
    pub(super) fn of(job: Job) -> Option<ExportedTask> {
        let task = job.task()?.0;
        let has_made_up = job
            .task()
            .and_then(|it| it.resources())
            .is_some_and(|it| it.cpu == MADE_UP as f64 && it.ram == MADE_UP);
        let object = match has_made_up {
            true => {
                let span = task.span();
                let kind = PlainKind::Empty;
                task.with(
                    &[("resources".into(), span, PlainValue { kind, span })],
                    span,
                )
                .ok()?
            }
            false => task,
        };
        Some(ExportedTask {
            job: around_task(job, &object),
            object,
        })
    }
}

/// The made-up job with the task as it was exported, and with its name.
fn around_task(mut job: Job, task: &Object) -> Job {
    let span = task.span();
    let kind = PlainKind::Object(task.clone());
    let mut attributes = vec![("task".into(), span, PlainValue { kind, span })];
    let name = task.field("name");
    if let Some(Leaf::Text(name, _)) = name.as_ref().and_then(|it| it.value.as_leaf()) {
        let kind = PlainKind::text(Text::from(name.as_str()));
        attributes.push(("name".into(), Span::NOWHERE, PlainValue { kind, span }));
        job.key.name = name.as_str().to_owned();
    }
    if let Ok(object) = job.object.with(&attributes, span) {
        job.object = object;
        job.for_executor = None;
    }
    job
}

/// What is made up of each resource: more cores than any machine has.
const MADE_UP: i64 = 1 << 30;

/// What a job needs, and a task for the runner does not.
fn some_resources(span: Span) -> PlainKind {
    let given = |kind| PlainValue { kind, span };
    let pairs = ["cpu", "ram", "disk"].map(|name| {
        let name = PlainKind::text(Text::from(name));
        (given(name), given(PlainKind::Integer(MADE_UP)))
    });
    PlainKind::Map(Arc::new(pairs))
}

/// What was found in exported tasks, without the jobs that were made up for them and what only scheduled jobs are to obey.
pub(super) fn findings(found: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
    let is_of_tasks =
        |it: &Diagnostic| it.code != &INVALID_RESOURCES && !job::is_scheduler(it.code);
    found.into_iter().filter(is_of_tasks).map(|diagnostic| {
        let jobs = Vec::new();
        Diagnostic { jobs, ..diagnostic }
    })
}
