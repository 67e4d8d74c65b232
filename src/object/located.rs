//! A part of an object where it stands: who set it, and the scopes that its references are resolved in.

use super::find::{Hit, find_in_scope};
use super::interpolator::Interpolator;
use super::object::Data;
use super::scopes::{Scope, Scopes, Visit};
use super::{Limits, Object, PlainKind, Resolution};
use crate::source::Span;
use crate::template::Reference;
use std::sync::Arc;

/// A step from an object into a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartStep {
    /// An attribute of a struct.
    Attribute(Arc<str>),
    /// The element of a list, or the value of the pair of a map, at a position.
    Position(usize),
}

/// A part of an object.
#[derive(Clone, Debug)]
pub struct Located {
    /// The part; raw, not interpolated.
    pub object: Object,
    /// The keyword or dict key that set it, the declaration if it is a default; `None` for elements of lists.
    pub set_by: Option<Span>,
    /// Whether it is the default of the struct around.
    pub is_default: bool,
    outer: Scopes,
}

/// A scope that was searched for a reference.
#[derive(Clone, Debug)]
pub struct Searched {
    /// Which kind.
    pub kind: SearchedKind,
    /// The object whose attributes they are, or the first binding.
    pub span: Span,
    /// The keyword or key that answered, if the reference was found here.
    pub answer: Option<Span>,
}

/// What can be searched for a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchedKind {
    /// The attributes of an object of this type around the string.
    Attributes(String),
    /// Bindings, of which there are so many.
    Bindings(usize),
    /// The attributes of an object of this type that was bound as a whole.
    Bound(String),
}

/// The most scopes that are listed for a reference.
const MOST_SEARCHED: usize = 1000;

impl Object {
    /// The parts on the way to a part, this object first; `None` if it has no such part.
    pub fn locate(&self, steps: &[PartStep]) -> Option<Vec<Located>> {
        let mut here = Located {
            object: self.clone(),
            set_by: None,
            is_default: false,
            outer: Scopes::default(),
        };
        let mut found = vec![here.clone()];
        for step in steps {
            here = here.without_choice().part(step)?;
            found.push(here.clone());
        }
        Some(found)
    }

    /// Whether both have the very same attributes, elements or pairs, as an object and a copy that binding makes of it have.
    pub fn shares_parts(&self, other: &Object) -> bool {
        self.parts_address()
            .is_some_and(|it| other.parts_address() == Some(it))
    }

    /// Where the attributes of a struct are in memory: the same as long as any object has them.
    pub fn parts_address(&self) -> Option<usize> {
        match &self.0.data {
            Data::Struct(fields) => Some(Arc::as_ptr(fields).addr()),
            _ => None,
        }
    }
}

impl Located {
    /// The part with what a choice was given as, in the same scopes, where that is an object.
    fn without_choice(&self) -> Located {
        let mut here = self.clone();
        for _ in 0..Object::MAX_DEPTH {
            let Data::Choice(given) = &here.object.0.data else {
                break;
            };
            let outer = Scopes::inside(&here.object, &here.outer);
            let chosen = match &given.kind {
                PlainKind::Object(chosen) => chosen.clone(),
                _ => match here.object.unwrap_choice() {
                    chosen if chosen.is_choice() => break,
                    chosen => chosen,
                },
            };
            here = Located {
                object: chosen,
                outer,
                ..here
            };
        }
        here
    }

    fn part(&self, step: &PartStep) -> Option<Located> {
        let outer = Scopes::inside(&self.object, &self.outer);
        let (object, set_by, is_default) = match (&self.object.0.data, step) {
            (Data::Struct(_), PartStep::Attribute(name)) => {
                let field = self.object.field(name)?;
                (field.value.clone(), Some(field.set_by), field.is_default)
            }
            (Data::List(elements), PartStep::Position(index)) => {
                (elements.get(*index)?.clone(), None, false)
            }
            (Data::Map(pairs), PartStep::Position(index)) => {
                let (key, value) = pairs.get(*index)?;
                (value.clone(), Some(key.span()), false)
            }
            _ => return None,
        };
        Some(Located {
            object,
            set_by,
            is_default,
            outer,
        })
    }

    /// What answers each reference in it, and in what these lead to.
    pub fn resolutions(&self, limits: &Limits<'_>) -> Vec<Resolution> {
        let mut found = Vec::new();
        let first =
            Interpolator::new(limits, Some(&mut found), false).object(&self.object, &self.outer);
        // What `{{&name}}` deferred.
        Interpolator::new(limits, Some(&mut found), false).object(&first, &self.outer);
        found
    }

    /// The scopes that a reference in it is looked for in, nearest first, up to the one that answers it.
    pub fn searched(&self, reference: &Reference) -> Vec<Searched> {
        let scopes = self.object.0.scopes.join(&self.outer);
        let components = reference.components();
        let mut found: Vec<Searched> = Vec::new();
        scopes.walk(components, |visit, skip| {
            let rest = components.get(skip..).unwrap_or(&[]);
            let hit = match find_in_scope(&visit, rest) {
                Ok(hit) => hit,
                Err(_) => return Some(()),
            };
            found.extend(searched(&visit, hit.as_ref()));
            (hit.is_some() || found.len() >= MOST_SEARCHED).then_some(())
        });
        found
    }
}

/// A scope in words; `None` for one that has nothing, or that the reference does not ask.
fn searched(visit: &Visit<'_>, hit: Option<&Hit>) -> Option<Searched> {
    let answer = hit.map(|hit| hit.steps.first().map_or(hit.name_span, |(_, span)| *span));
    let (kind, span) = match visit {
        Visit::Scope(Scope::Environment(environment)) => {
            let first = environment.values().next()?;
            let count = environment.values().count();
            (SearchedKind::Bindings(count), first.name_span)
        }
        Visit::Scope(Scope::Object(object)) => (SearchedKind::Bound(named(object)), object.span()),
        // It is about `self` alone.
        Visit::SelfFields(_) if hit.is_none() => return None,
        Visit::Fields(object) | Visit::SelfFields(object) => {
            (SearchedKind::Attributes(named(object)), object.span())
        }
        Visit::Scope(Scope::Nameless(_)) => return None,
    };
    Some(Searched { kind, span, answer })
}

/// The type of an object, as people call it.
fn named(object: &Object) -> String {
    object.ty().called().trim_matches('`').to_owned()
}
