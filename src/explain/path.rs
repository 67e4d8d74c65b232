//! Paths into jobs, as people write them, and the values of a job by path.

use crate::job::Job;
use crate::job::value::{attribute, text};
use crate::object::{Leaf, Object, PartStep};
use std::fmt::Write as _;

/// The attributes that identify an element of a list.
const IDENTITIES: [&str; 3] = ["name", "key", "container_path"];

/// The most values of a job that are listed.
const MOST_LEAVES: usize = 100_000;

/// A path to a part of a job.
#[derive(Clone, Debug)]
pub struct JobPath {
    /// The path in words: `task.processes[serve].cmdline`.
    pub text: String,
    /// The same, step by step.
    pub steps: Vec<PartStep>,
    /// What is there, resolved.
    pub value: Object,
}

/// Why a path leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// How far it leads.
    pub reached: String,
    /// The step that leads nowhere.
    pub step: String,
    /// The steps that are possible there.
    pub possible: Vec<String>,
}

/// The values of a job, and whether there are more than are listed.
pub struct Leaves {
    /// Paths to the values.
    pub paths: Vec<JobPath>,
    /// Whether some are left out.
    pub is_cut: bool,
}

impl JobPath {
    /// The job itself.
    fn root(job: &Job) -> JobPath {
        JobPath {
            text: String::new(),
            steps: Vec::new(),
            value: job.object.clone(),
        }
    }

    /// Follows a path: attributes after dots; names, positions or keys in brackets.
    pub fn parse(job: &Job, path: &str) -> Result<JobPath, PathError> {
        let mut here = JobPath::root(job);
        for step in split(path) {
            let parts = here.parts();
            let found = parts.iter().find(|(names, ..)| names.contains(&step));
            let Some((_, next)) = found else {
                let possible = parts.iter().filter_map(|(names, _)| names.first());
                return Err(PathError {
                    possible: possible.cloned().collect(),
                    reached: here.text,
                    step,
                });
            };
            here = next.clone();
        }
        Ok(here)
    }

    /// The parts of what is here, each with the names of the step that leads to it, the best first.
    fn parts(&self) -> Vec<(Vec<String>, JobPath)> {
        let value = &self.value;
        let mut parts = Vec::new();
        if let Some(elements) = value.as_list() {
            for (index, element) in elements.iter().enumerate() {
                // Of several with the same name, the first is meant by it.
                let is_known = |name: &String| {
                    let mut known = parts.iter();
                    known.any(|(names, _): &(Vec<String>, JobPath)| names.contains(name))
                };
                let name = identity(element).filter(|name| !is_known(name));
                let mut names: Vec<String> = name.into_iter().collect();
                names.push(index.to_string());
                let words = format!("[{}]", names[0]);
                parts.push((names, self.part(&words, PartStep::Position(index), element)));
            }
        } else if let Some(pairs) = value.as_map() {
            for (index, (key, value)) in pairs.iter().enumerate() {
                let key = key.as_leaf().map(Leaf::to_text);
                let key = key.map_or_else(|| index.to_string(), |it| it.to_string());
                let step = self.part(&format!("[{key}]"), PartStep::Position(index), value);
                parts.push((vec![key], step));
            }
        } else {
            for (name, field) in value.fields() {
                let words = match self.text.is_empty() {
                    true => name.to_string(),
                    false => format!(".{name}"),
                };
                let step = PartStep::Attribute(name.clone());
                let part = self.part(&words, step, &field.value);
                parts.push((vec![name.to_string()], part));
            }
        }
        parts
    }

    fn part(&self, words: &str, step: PartStep, value: &Object) -> JobPath {
        let mut text = self.text.clone();
        // Writing to a string cannot fail.
        let _ = write!(text, "{words}");
        let mut steps = self.steps.clone();
        steps.push(step);
        JobPath {
            text,
            steps,
            value: value.unwrap_choice(),
        }
    }
}

/// The name of an element of a list.
fn identity(element: &Object) -> Option<String> {
    let mut names = IDENTITIES.iter().filter_map(|it| attribute(element, it));
    names.find_map(|name| text(&name).map(str::to_owned))
}

/// The steps of a path as they are written. Brackets keep dots together.
fn split(path: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut step = String::new();
    let mut depth = 0;
    for letter in path.chars() {
        match letter {
            '[' if depth == 0 => {
                steps.extend((!step.is_empty()).then(|| std::mem::take(&mut step)));
                depth = 1;
            }
            ']' if depth == 1 => {
                steps.push(std::mem::take(&mut step));
                depth = 0;
            }
            '.' if depth == 0 => {
                steps.extend((!step.is_empty()).then(|| std::mem::take(&mut step)));
            }
            _ => {
                match letter {
                    '[' => depth += 1,
                    ']' if depth > 1 => depth -= 1,
                    _ => {}
                }
                step.push(letter);
            }
        }
    }
    steps.extend((!step.is_empty()).then_some(step));
    steps
}

/// The simple values of a job, or of a part of it, in the order of the schema.
pub fn leaves(from: &JobPath) -> Leaves {
    let mut found = Leaves {
        paths: Vec::new(),
        is_cut: false,
    };
    let mut pending = vec![from.clone()];
    while let Some(here) = pending.pop() {
        if here.value.as_leaf().is_some() {
            if found.paths.len() >= MOST_LEAVES {
                found.is_cut = true;
                break;
            }
            found.paths.push(here);
            continue;
        }
        pending.extend(here.parts().into_iter().rev().map(|(_, part)| part));
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_are_split_at_dots_and_brackets() {
        for (path, steps) in [
            ("", &[][..]),
            ("task", &["task"]),
            (
                "task.processes[serve].cmdline",
                &["task", "processes", "serve", "cmdline"],
            ),
            ("constraints[a.b[0]].x", &["constraints", "a.b[0]", "x"]),
            ("a[0][1]", &["a", "0", "1"]),
            ("a]b", &["a]b"]),
        ] {
            assert_eq!(super::split(path), steps, "{path}");
        }
    }
}
