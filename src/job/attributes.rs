//! The attributes of a job by their paths: `task.processes[0].name`, `constraints[host]`.

use super::Job;
use crate::object::{Leaf, Object};
use crate::source::{Sources, Span};

/// An attribute without parts: a number, a string, an empty list.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The steps that lead to it; those with a bracket are an index or a key.
    pub steps: Vec<String>,
    /// The value, the keyword that set it, and the objects around it, innermost first.
    pub places: Vec<Span>,
    /// Whether the configuration says it, not the schema.
    pub is_written: bool,
}

impl Attribute {
    /// Its path.
    pub fn path(&self) -> String {
        join(&self.steps)
    }

    /// Where the user wrote it, or what is around it. Of a whole of which it is a part, `steps` is the length of the path: what is said of
    /// `container` is shown at the container, not at the image in it.
    pub fn place(&self, steps: usize, sources: &Sources) -> Option<Span> {
        let deeper = match steps {
            0 => 0,
            steps => self.steps.len().saturating_sub(steps),
        };
        let mut places = self.places.iter().skip(2 * deeper);
        places.find(|place| sources.is_users(**place)).copied()
    }
}

/// All attributes of a job in the order of the schema; without `all` only those that the configuration says.
pub fn attributes(job: &Job, all: bool) -> Vec<Attribute> {
    let mut found = Vec::new();
    let mut walk = Walk {
        steps: Vec::new(),
        places: vec![job.span],
        all,
        found: &mut found,
    };
    walk.object(&job.object, true);
    found
}

struct Walk<'f> {
    steps: Vec<String>,
    places: Vec<Span>,
    all: bool,
    found: &'f mut Vec<Attribute>,
}

impl Walk<'_> {
    fn object(&mut self, object: &Object, is_written: bool) {
        let object = &object.unwrap_choice();
        let before = self.found.len();
        if let Some(elements) = object.as_list() {
            for (index, element) in elements.iter().enumerate() {
                self.part(format!("[{index}]"), element, element.span(), is_written);
            }
        } else if object.as_map().is_some() {
            for (key, value) in object.distinct_items() {
                if let Some(Leaf::Text(name, _)) = key.as_leaf() {
                    let step = format!("[{}]", name.as_str());
                    self.part(step, value, key.span(), is_written);
                }
            }
        } else {
            for (name, field) in object.fields() {
                let is_made_up = field.set_by == Span::NOWHERE;
                let is_written = is_written && !field.is_default && !is_made_up;
                if is_written || self.all {
                    self.part(name.to_string(), &field.value, field.set_by, is_written);
                }
            }
        }
        // What has no parts is an attribute itself; so is what has none that anybody wrote.
        if self.found.len() == before && (is_written || self.all) {
            self.found.push(Attribute {
                steps: self.steps.clone(),
                places: self.places.iter().rev().copied().collect(),
                is_written,
            });
        }
    }

    fn part(&mut self, step: String, value: &Object, set_by: Span, is_written: bool) {
        self.steps.push(step);
        self.places.push(set_by);
        self.places.push(value.span());
        self.object(value, is_written);
        self.places.truncate(self.places.len() - 2);
        self.steps.pop();
    }
}

/// What a target says something of: an attribute with everything in it. `[*]` stands for each element or value, and `*` alone for the
/// whole job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<String>);

impl Pattern {
    /// Reads a pattern such as `task.processes[*].name`.
    pub fn parse(text: &str) -> Pattern {
        let mut steps = Vec::new();
        let mut rest = if text == "*" { "" } else { text };
        while !rest.is_empty() {
            let end = match rest.strip_prefix('[') {
                Some(_) => rest.find(']').map_or(rest.len(), |end| end + 1),
                None => rest.find(['.', '[']).unwrap_or(rest.len()),
            };
            steps.push(rest[..end].to_owned());
            rest = rest[end..].strip_prefix('.').unwrap_or(&rest[end..]);
        }
        Pattern(steps)
    }

    /// How exactly it names an attribute that it matches: the number of its steps, and of those that are no `[*]`.
    pub fn matches(&self, attribute: &Attribute) -> Option<(usize, usize)> {
        let is_prefix = self.0.len() <= attribute.steps.len();
        let mut pairs = self.0.iter().zip(&attribute.steps);
        let is_match = is_prefix
            && pairs.all(|(own, step)| own == step || own == "[*]" && step.starts_with('['));
        let named = self.0.iter().filter(|step| *step != "[*]").count();
        is_match.then_some((self.0.len(), named))
    }
}

fn join(steps: &[String]) -> String {
    let mut path = String::new();
    for step in steps {
        if !path.is_empty() && !step.starts_with('[') {
            path.push('.');
        }
        path.push_str(step);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(path: &str) -> Attribute {
        Attribute {
            steps: Pattern::parse(path).0,
            places: Vec::new(),
            is_written: true,
        }
    }

    #[test]
    fn patterns_name_an_attribute_with_everything_in_it() {
        for (pattern, path, expected) in [
            ("name", "name", Some((1, 1))),
            ("task", "task.processes[0].name", Some((1, 1))),
            (
                "task.processes[*].name",
                "task.processes[0].name",
                Some((4, 3)),
            ),
            (
                "task.processes[0].name",
                "task.processes[0].name",
                Some((4, 4)),
            ),
            ("task.processes[1].name", "task.processes[0].name", None),
            ("constraints[rack.a]", "constraints[rack.a]", Some((2, 2))),
            ("constraints[*]", "constraints[rack.a]", Some((2, 1))),
            ("constraints[*]", "constraints", None),
            ("nam", "name", None),
            ("*", "name", Some((0, 0))),
        ] {
            let found = Pattern::parse(pattern).matches(&attribute(path));
            assert_eq!(found, expected, "{pattern} {path}");
            assert_eq!(attribute(path).path(), path);
        }
    }
}
