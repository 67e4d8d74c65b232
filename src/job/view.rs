//! What a job, its task and its processes say, as plain values.

use super::plan::Plan;
use super::value::{self, attribute};
use super::{Job, JobKey};
use crate::object::{Field, Object};
use crate::source::Span;

/// The resources of a task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resources {
    /// Cores.
    pub cpu: f64,
    /// Bytes of memory.
    pub ram: i64,
    /// Bytes of disk.
    pub disk: i64,
    /// Graphics processors.
    pub gpu: i64,
}

/// A task.
#[derive(Clone, Debug)]
pub struct Task(pub Object);

/// A process.
#[derive(Clone, Debug)]
pub struct Process(pub Object);

impl Job {
    /// An attribute, if it is set; a choice is what was chosen.
    pub fn attribute(&self, name: &str) -> Option<Object> {
        attribute(&self.object, name)
    }

    /// An attribute with what set it, and whether it is a default.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.object.field(name)
    }

    /// The task. Every accepted job has one.
    pub fn task(&self) -> Option<Task> {
        self.attribute("task").map(Task)
    }

    /// The text of an attribute.
    pub fn text(&self, name: &str) -> Option<String> {
        text(&self.object, name)
    }

    /// The number of an attribute.
    pub fn integer(&self, name: &str) -> Option<i64> {
        integer(&self.object, name)
    }

    /// Whether an attribute is set to true.
    pub fn flag(&self, name: &str) -> bool {
        flag(&self.object, name)
    }

    /// The number of instances.
    pub fn instances(&self) -> i64 {
        self.integer("instances").unwrap_or(1)
    }

    /// Whether it runs all the time.
    pub fn is_service(&self) -> bool {
        self.flag("service")
    }

    /// The job as its executor reads it.
    pub fn executors_object(&self) -> &Object {
        self.for_executor.as_ref().unwrap_or(&self.object)
    }

    /// `service`, `cron` or `adhoc`.
    pub fn kind(&self) -> &'static str {
        match (self.is_service(), self.attribute("cron_schedule").is_some()) {
            (true, _) => "service",
            (false, true) => "cron",
            (false, false) => "adhoc",
        }
    }

    /// Placement constraints, in the order they were written.
    pub fn constraints(&self) -> Vec<(String, String)> {
        let map = self.attribute("constraints");
        let pairs = map.as_ref().and_then(Object::as_map).unwrap_or_default();
        pairs
            .iter()
            .filter_map(|(name, constraint)| {
                Some((
                    value::text(name)?.to_string(),
                    value::text(constraint)?.to_string(),
                ))
            })
            .collect()
    }

    /// The names of the processes in waves: those of a wave may start when the waves before have ended. Then the same for the
    /// final processes.
    pub fn schedule(&self) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
        let processes = self.task().map(|task| task.processes()).unwrap_or_default();
        let name = |&index: &usize| {
            processes
                .get(index)
                .and_then(Process::name)
                .unwrap_or_default()
        };
        let names = |waves: &[Vec<usize>]| -> Vec<Vec<String>> {
            waves
                .iter()
                .map(|wave| wave.iter().map(name).collect())
                .collect()
        };
        (names(&self.plan.waves), names(&self.plan.final_waves))
    }

    /// The order of the processes.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Its key.
    pub fn key(&self) -> &JobKey {
        &self.key
    }
}

impl Task {
    /// Its name.
    pub fn name(&self) -> Option<String> {
        text(&self.0, "name")
    }

    /// Its processes, in the order they were written.
    pub fn processes(&self) -> Vec<Process> {
        let list = attribute(&self.0, "processes");
        let list = list.as_ref().and_then(Object::as_list).unwrap_or_default();
        list.iter().cloned().map(Process).collect()
    }

    /// Its resources.
    pub fn resources(&self) -> Option<Resources> {
        let resources = attribute(&self.0, "resources")?;
        Some(Resources {
            cpu: value::read(&resources, "cpu", value::float)?,
            ram: integer(&resources, "ram")?,
            disk: integer(&resources, "disk")?,
            gpu: integer(&resources, "gpu").unwrap_or(0),
        })
    }

    /// The orders: lists of names.
    pub fn orders(&self) -> Vec<Vec<String>> {
        let list = attribute(&self.0, "constraints");
        let list = list.as_ref().and_then(Object::as_list).unwrap_or_default();
        list.iter()
            .map(|constraint| {
                let order = attribute(constraint, "order");
                let order = order.as_ref().and_then(Object::as_list).unwrap_or_default();
                order
                    .iter()
                    .filter_map(|name| value::text(name).map(String::from))
                    .collect()
            })
            .collect()
    }

    /// The number of an attribute, if it is known before an instance runs.
    pub fn integer(&self, name: &str) -> Option<i64> {
        integer(&self.0, name)
    }
}

impl Process {
    /// Its name.
    pub fn name(&self) -> Option<String> {
        text(&self.0, "name")
    }

    /// What bash runs.
    pub fn cmdline(&self) -> Option<String> {
        text(&self.0, "cmdline")
    }

    /// Is started again whenever it ends.
    pub fn is_daemon(&self) -> bool {
        flag(&self.0, "daemon")
    }

    /// Does not keep the task alive.
    pub fn is_ephemeral(&self) -> bool {
        flag(&self.0, "ephemeral")
    }

    /// Runs when the ordinary processes have ended.
    pub fn is_final(&self) -> bool {
        flag(&self.0, "final")
    }

    /// How often it may fail before it counts as failed; 0 is without limit.
    pub fn max_failures(&self) -> Option<i64> {
        integer(&self.0, "max_failures")
    }

    /// Seconds between two starts.
    pub fn min_duration(&self) -> Option<i64> {
        integer(&self.0, "min_duration")
    }

    /// Where an attribute is written: its value, and the keyword that set it; `None` if it is not set, or by default.
    pub fn written(&self, name: &str) -> Option<(Span, Span)> {
        let field = self.0.field(name).filter(|field| !field.is_default)?;
        Some((field.value.span(), field.set_by))
    }
}

fn text(object: &Object, name: &str) -> Option<String> {
    value::read(object, name, |it| value::text(it).map(String::from))
}

fn integer(object: &Object, name: &str) -> Option<i64> {
    value::read(object, name, value::integer)
}

fn flag(object: &Object, name: &str) -> bool {
    value::read(object, name, value::boolean).unwrap_or(false)
}
