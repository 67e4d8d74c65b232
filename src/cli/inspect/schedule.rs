//! When the processes of a task run.

use crate::job::Job;
use crate::job::value::{attribute, text};
use crate::object::Object;

/// When the processes of a job's task run, by their names.
pub struct Schedule {
    /// Ordinary processes: those of a wave start when what they wait for in the waves before has ended.
    pub waves: Vec<Vec<String>>,
    /// Processes that run when the ordinary ones have ended.
    pub final_waves: Vec<Vec<String>>,
}

impl Schedule {
    /// The schedule of a job.
    pub fn of(job: &Job) -> Schedule {
        let task = job.attribute("task");
        let names: Vec<String> = task
            .as_ref()
            .map(processes)
            .unwrap_or_default()
            .iter()
            .map(|process| attribute(process, "name"))
            .map(|name| name.as_ref().and_then(text).unwrap_or_default().to_owned())
            .collect();
        let named = |waves: &[Vec<usize>]| {
            let name = |index: &usize| names.get(*index).cloned();
            let wave = |wave: &Vec<usize>| wave.iter().filter_map(name).collect();
            waves.iter().map(wave).collect()
        };
        Schedule {
            waves: named(&job.plan.waves),
            final_waves: named(&job.plan.final_waves),
        }
    }
}

/// The processes of a task.
pub fn processes(task: &Object) -> Vec<Object> {
    let list = attribute(task, "processes");
    let elements = list.as_ref().and_then(Object::as_list).unwrap_or_default();
    elements.iter().map(Object::unwrap_choice).collect()
}

/// The orders of a task: names of processes.
pub fn orders(task: &Object) -> Vec<Vec<String>> {
    let list = attribute(task, "constraints");
    let constraints = list.as_ref().and_then(Object::as_list).unwrap_or_default();
    constraints
        .iter()
        .filter_map(|constraint| attribute(constraint, "order"))
        .map(|order| {
            let names = order.as_list().unwrap_or_default();
            names.iter().filter_map(text).map(str::to_owned).collect()
        })
        .collect()
}
