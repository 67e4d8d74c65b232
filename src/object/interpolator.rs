//! A walk through an object: where it is, what it has found, how much it may do.

use super::find::Obstacle;
use super::{
    GivenTo, Limits, Object, ObjectError, Place, Problem, ProblemKind, Resolution, Type, TypeKind,
    UnboundReference, Way,
};
use crate::source::{Span, Text};
use crate::template::Reference;
use std::fmt::Write;
use std::sync::Arc;

/// A step on the way into an object.
pub(super) enum Step {
    Attribute {
        owner: Type,
        /// Which of the owner's attributes.
        index: usize,
        set_by: Span,
    },
    Index(usize),
    Key(Text),
}

/// The state of one walk through an object.
pub(super) struct Interpolator<'a> {
    pub limits: &'a Limits<'a>,
    /// Whether a limit of the whole compilation is used up: then nothing more is done.
    is_over: bool,
    /// Scopes that may still be searched.
    pub budget: u64,
    pub trace: Option<&'a mut Vec<Resolution>>,
    pub unbound: Vec<UnboundReference>,
    /// Whether `unbound` is to be filled, which takes a while.
    pub wants_unbound: bool,
    pub problems: Vec<Problem>,
    /// See [`Interpolation::has_deferred`](super::Interpolation::has_deferred).
    pub has_deferred: bool,
    /// See [`Interpolation::may_nest`](super::Interpolation::may_nest).
    pub may_nest: bool,
    /// Whether `check()` asks, which wants to know of missing attributes too.
    pub checking: bool,
    pub path: Vec<Step>,
    /// The attribute that the reference which is being followed led to, and how long the path is there.
    pub entered: Option<(usize, GivenTo)>,
}

impl<'a> Interpolator<'a> {
    pub fn new(
        limits: &'a Limits<'a>,
        trace: Option<&'a mut Vec<Resolution>>,
        checking: bool,
    ) -> Interpolator<'a> {
        Interpolator {
            limits,
            is_over: false,
            budget: limits.searches,
            trace,
            unbound: Vec::new(),
            wants_unbound: true,
            problems: Vec::new(),
            has_deferred: false,
            may_nest: false,
            checking,
            path: Vec::new(),
            entered: None,
        }
    }

    /// What came out of it, or the first problem.
    pub fn finished(self, object: Object) -> Result<Object, ObjectError> {
        if let Some(problem) = self.problems.into_iter().next() {
            return Err(problem.into());
        }
        // What nothing bound there is not bound by what the object itself holds either, as that was looked through as well.
        if !self.has_deferred {
            object.0.is_resolved.set();
        }
        Ok(object)
    }

    /// Counts what is gone through, in bytes or what takes as long as copying so many; `false` if a limit of the whole
    /// compilation is used up, which is then reported, once.
    pub fn work(&mut self, units: usize, span: Span) -> bool {
        if !self.is_over
            && let Some(exceeded) = self.limits.budget.and_then(|budget| budget.work(units))
        {
            self.is_over = true;
            let kind = ProblemKind::BudgetExceeded(exceeded);
            self.problem(kind, span, "maximum recursion depth exceeded".into());
        }
        !self.is_over
    }
}

/// The problems.
impl Interpolator<'_> {
    pub fn problem(&mut self, kind: ProblemKind, span: Span, python_message: String) {
        let problem = Problem {
            kind,
            span,
            text: None,
            labels: Vec::new(),
            path: self.path(),
            attribute: self.given_to(),
            python_message,
        };
        self.problems.push(problem);
    }

    /// A problem with a reference.
    pub fn problem_at(
        &mut self,
        kind: ProblemKind,
        place: Place,
        labels: Vec<Way>,
        python_message: String,
    ) {
        self.problem(kind, place.span, python_message);
        if let Some(problem) = self.problems.last_mut() {
            problem.text = Some((place.text, place.range));
            problem.labels = labels;
        }
    }

    pub fn obstacle(
        &mut self,
        obstacle: Obstacle,
        reference: &Reference,
        place: Place,
        labels: Vec<Way>,
    ) {
        let reference = reference.clone();
        match obstacle {
            Obstacle::BeforeStart => {
                let kind = ProblemKind::BadIndex { reference };
                self.problem_at(kind, place, labels, "tuple index out of range".into());
            }
            Obstacle::BadKey(expected) => {
                let message = format!("Cannot coerce '{reference}' to {}", expected.name());
                let kind = ProblemKind::BadMapKey {
                    reference,
                    expected,
                };
                self.problem_at(kind, place, labels, message);
            }
            Obstacle::Problem(problem) => self.problems.push(*problem),
            Obstacle::NoScope(found) => {
                let message = "expected a string or other character buffer object";
                let found = found.to_string();
                let kind = ProblemKind::NoScope { reference, found };
                self.problem_at(kind, place, labels, message.into());
            }
            Obstacle::Exhausted => {
                let limit = format!("a search through {} scopes", self.limits.searches);
                let message = "maximum recursion depth exceeded".into();
                self.problem_at(ProblemKind::TooLarge { limit }, place, labels, message);
            }
        }
    }

    pub fn missing(&mut self, object: &Object, attribute: &Arc<str>) {
        let kind = ProblemKind::Missing {
            ty: object.ty().clone(),
            attribute: attribute.clone(),
        };
        let message = format!("{}[{attribute}] is required.", object.ty().name());
        self.problem(kind, object.span(), message);
    }

    /// Says that a value does not fit; `shown` is what Python's `str` gives of it.
    pub fn no_coercion(
        &mut self,
        expected: &Type,
        (found, shown): (String, &str),
        span: Span,
        labels: Vec<Way>,
    ) {
        let mut message = format!("Cannot coerce '{shown}' to {}", expected.name());
        if let TypeKind::Enum { values } = expected.kind() {
            let values = values.join(", ");
            message.push_str(&format!(": {shown} is not one of {values}"));
        }
        let kind = ProblemKind::Coercion {
            expected: expected.clone(),
            found,
        };
        self.problem(kind, span, message);
        if let Some(problem) = self.problems.last_mut() {
            problem.labels = labels;
        }
    }

    pub fn unresolved(&mut self, expected: &Type, unbound: &[UnboundReference]) {
        for reference in unbound {
            let kind = ProblemKind::Unresolved {
                expected: expected.clone(),
                reference: reference.reference.clone(),
            };
            let message = super::check::not_known(&reference.text, expected);
            let place = Place {
                text: reference.text.clone(),
                range: reference.range.clone(),
                span: reference.span,
            };
            self.problem_at(kind, place, reference.labels.clone(), message);
        }
    }

    pub fn too_deep(&mut self, object: &Object) {
        let limit = format!("{} nested objects", Object::MAX_DEPTH);
        let message = "maximum recursion depth exceeded".into();
        self.problem(ProblemKind::TooLarge { limit }, object.span(), message);
    }

    /// The innermost attribute on the way.
    fn given_to(&self) -> Option<GivenTo> {
        let inside = self.entered.as_ref().map_or(0, |(length, _)| *length);
        let inside = self.path.get(inside..).unwrap_or(&[]);
        let innermost = inside.iter().rev().find_map(|step| match step {
            Step::Attribute {
                owner,
                index,
                set_by,
            } => Some(GivenTo {
                ty: owner.clone(),
                attribute: attribute_name(owner, *index)?.clone(),
                set_by: *set_by,
            }),
            _ => None,
        });
        innermost.or_else(|| Some(self.entered.as_ref()?.1.clone()))
    }

    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Attribute { owner, index, .. } => {
                    let Some(name) = attribute_name(owner, *index) else {
                        continue;
                    };
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                    Ok(())
                }
                Step::Index(index) => write!(path, "[{index}]"),
                Step::Key(key) => {
                    path.extend(["[", key.as_str(), "]"]);
                    Ok(())
                }
            };
        }
        path
    }
}

fn attribute_name(owner: &Type, index: usize) -> Option<&Arc<str>> {
    let (name, _) = owner.as_struct()?.attributes.get_index(index)?;
    Some(name)
}
