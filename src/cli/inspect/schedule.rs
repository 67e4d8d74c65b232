//! The processes of a task and when they run.

use crate::job::Job;
use crate::job::plan::{Plan, Step};
use crate::job::value::{attribute, boolean, text};
use crate::object::Object;

/// When the processes of a job's task run, by their names.
pub struct Schedule {
    /// Ordinary processes: those of a wave start when what they wait for in the waves before has ended.
    pub waves: Vec<Vec<String>>,
    /// Processes that run when the ordinary ones have ended.
    pub final_waves: Vec<Vec<String>>,
}

impl Schedule {
    /// The schedule of a valid job.
    pub fn of(job: &Job) -> Schedule {
        let Some(task) = attribute(&job.object, "task") else {
            return Schedule {
                waves: Vec::new(),
                final_waves: Vec::new(),
            };
        };
        let steps: Vec<Step> = processes(&task).iter().map(step).collect();
        let (plan, _) = Plan::new(&steps, &orders(&task));
        let names = |waves: &[Vec<usize>]| {
            let name = |index: &usize| steps.get(*index).map(|step| step.name.clone());
            waves
                .iter()
                .map(|wave| wave.iter().filter_map(name).collect())
                .collect()
        };
        Schedule {
            waves: names(&plan.waves),
            final_waves: names(&plan.final_waves),
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

fn step(process: &Object) -> Step {
    let flag = |name| attribute(process, name).as_ref().and_then(boolean) == Some(true);
    let name = attribute(process, "name");
    Step {
        name: name.as_ref().and_then(text).unwrap_or_default().to_owned(),
        is_final: flag("final"),
        daemon: flag("daemon"),
        ephemeral: flag("ephemeral"),
    }
}
