//! Where a reference that leads nowhere ends: at the object on its way that has no such part.

use super::find::part_of;
use super::scopes::{Scope, Scopes, Visit};
use super::{Object, Type, TypeKind};
use crate::object::{BindingValue, Environment};
use crate::source::Span;

use crate::template::{Component, Reference};
use std::sync::Arc;

/// The object at which a reference ends.
pub(super) struct UnresolvedTarget {
    /// The object.
    pub object: Object,
    /// How many components lead to it.
    pub depth: usize,
    /// What binds or sets the start of the reference.
    pub start: Start,
}

/// What binds or sets the start of a reference.
#[derive(Clone, Copy)]
pub(super) struct Start {
    /// The keyword or key; `None` for `self`, which is the object around.
    pub set_by: Option<Span>,
    /// How many components it is the start of.
    pub length: usize,
    /// What was done there, in a word.
    pub done: &'static str,
}

impl Start {
    fn new(set_by: Option<Span>, length: usize, done: &'static str) -> Start {
        Start {
            set_by,
            length,
            done,
        }
    }
}

/// Why it ends there, and what to write instead.
pub(super) struct Reason {
    /// The reason in words.
    pub words: String,
    /// What is meant in all likelihood.
    pub meant: Option<Reference>,
    /// Whether it cannot be a name that was misspelled.
    pub is_certain: bool,
    /// Where an object was made that lacks what it could have.
    pub lacking: Option<Span>,
}

impl Reason {
    fn certain(words: impl Into<String>) -> Reason {
        Reason {
            words: words.into(),
            meant: None,
            is_certain: true,
            lacking: None,
        }
    }

    fn perhaps(words: impl Into<String>) -> Reason {
        Reason {
            is_certain: false,
            ..Reason::certain(words)
        }
    }
}

impl Scopes {
    /// The object that a reference gets to, if nothing answers it: of several the one that most of its components lead to.
    pub fn dead_end(&self, reference: &Reference) -> Option<UnresolvedTarget> {
        const MOST: usize = 2000;
        let components = reference.components();
        let mut deepest: Option<UnresolvedTarget> = None;
        let mut seen = 0;
        self.walk(components, |visit, skip| {
            seen += 1;
            if let Some(mut end) = end_in_scope(&visit, components.get(skip..).unwrap_or(&[])) {
                end.depth += skip;
                end.start.length += skip;
                let is_deeper = |known: &UnresolvedTarget| known.depth < end.depth;
                if deepest.as_ref().is_none_or(is_deeper) {
                    deepest = Some(end);
                }
            }
            (seen >= MOST).then_some(())
        });
        deepest
    }
}

fn end_in_scope(visit: &Visit<'_>, components: &[Component]) -> Option<UnresolvedTarget> {
    let of_field = |object: &Object, components: &[Component]| {
        let (Component::Attribute(name), rest) = components.split_first()? else {
            return None;
        };
        let field = object.field(name)?;
        follow(
            field.value.clone(),
            rest,
            Start::new(Some(field.set_by), 1, "set"),
        )
    };
    match visit {
        Visit::Scope(Scope::Environment(environment)) => {
            end_in_environment(environment, components)
        }
        Visit::Scope(Scope::Object(object)) => of_field(object, components),
        Visit::Scope(Scope::Nameless(_)) => None,
        Visit::Fields(object) => of_field(object, components),
        Visit::SelfFields(object) => match components.split_first()? {
            (Component::Attribute(name), rest) if &**name == "self" => {
                follow((*object).clone(), rest, Start::new(None, 1, "set"))
            }
            _ => None,
        },
    }
}

fn end_in_environment(
    environment: &Environment,
    components: &[Component],
) -> Option<UnresolvedTarget> {
    let ends = (1..components.len()).rev().filter_map(|length| {
        let (start, rest) = components.split_at(length);
        let binding = environment.get(start)?;
        match &binding.value {
            BindingValue::Object(object) => {
                let start = Start::new(Some(binding.name_span), length, "bound");
                follow(object.clone(), rest, start)
            }
            _ => None,
        }
    });
    ends.max_by_key(|end| end.depth)
}

/// Follows the rest of a reference into what its start leads to.
fn follow(mut object: Object, rest: &[Component], start: Start) -> Option<UnresolvedTarget> {
    for (index, component) in rest.iter().enumerate() {
        if object.is_poisoned() {
            return None;
        }
        match part_of(&object, component) {
            Ok(Some((part, _))) => object = part,
            Ok(None) | Err(_) => {
                return Some(UnresolvedTarget {
                    object,
                    depth: start.length + index,
                    start,
                });
            }
        }
    }
    None
}

impl UnresolvedTarget {
    /// Why the reference ends there; `None` if that takes more than a few words.
    pub fn reason(&self, reference: &Reference) -> Option<Reason> {
        let component = reference.components().get(self.depth)?;
        let ty = self.object.ty();
        let at = |component: Component| self.instead(reference, component);
        match (ty.kind(), component) {
            (TypeKind::Struct(_), Component::Attribute(name)) => {
                Some(self.attribute_not_there(ty, name))
            }
            (TypeKind::Struct(_), Component::Index(name)) => {
                let words = format!("{} has attributes and no elements", ty.called());
                let is_set = self.object.field(name).is_some();
                let meant = is_set.then(|| at(Component::Attribute(name.clone())));
                Some(Reason {
                    meant,
                    ..Reason::certain(words)
                })
            }
            (TypeKind::List { .. }, component) => {
                Some(self.element_not_there(reference, component))
            }
            (TypeKind::Map { .. }, Component::Index(key)) => {
                Some(Reason::perhaps(format!("the map has no key `{key}`")))
            }
            (TypeKind::Map { .. }, Component::Attribute(key)) => {
                let meant = at(Component::Index(key.clone()));
                let words = "the keys of a map are written in brackets".to_owned();
                let is_key = self.has_key(key);
                Some(Reason {
                    meant: is_key.then_some(meant),
                    is_certain: is_key,
                    ..Reason::perhaps(words)
                })
            }
            (TypeKind::Choice { .. }, _) => None,
            _ => Some(Reason::certain(format!(
                "`{}` is {}, which has no attributes",
                self.address(reference),
                ty.one()
            ))),
        }
    }

    fn attribute_not_there(&self, ty: &Type, name: &Arc<str>) -> Reason {
        let attributes = ty.as_struct().map(|it| &it.attributes);
        if attributes.is_some_and(|all| all.contains_key(name)) {
            return Reason {
                lacking: Some(self.object.span()),
                ..Reason::certain(format!("{} is missing its attribute `{name}`", ty.called()))
            };
        }
        Reason::perhaps(format!("{} has no attribute `{name}`", ty.called()))
    }

    fn element_not_there(&self, reference: &Reference, component: &Component) -> Reason {
        let count = self.object.as_list().map_or(0, <[_]>::len);
        let shown =
            |index: usize| self.instead(reference, Component::Index(index.to_string().into()));
        let is_number = |index: &str| index.bytes().all(|byte| byte.is_ascii_digit());
        match component {
            _ if count == 0 => Reason::certain("the list is empty"),
            Component::Index(index) if is_number(index) => {
                let last = shown(count - 1);
                Reason::certain(match count {
                    1 => format!("the list has only 1 element: `{{{{{last}}}}}`"),
                    _ => format!("the list has {count} elements: `{{{{{last}}}}}` is the last"),
                })
            }
            _ => {
                let first = shown(0);
                Reason::certain(format!(
                    "a list is indexed by a number in brackets: `{{{{{first}}}}}` is its first element"
                ))
            }
        }
    }

    fn has_key(&self, key: &str) -> bool {
        let component = Component::Index(key.into());
        matches!(part_of(&self.object, &component), Ok(Some(_)))
    }

    /// The start of the reference that leads to the object.
    pub fn address(&self, reference: &Reference) -> Reference {
        start_of(reference, self.depth)
    }

    /// The reference with another component in the place of the one that leads nowhere.
    fn instead(&self, reference: &Reference, component: Component) -> Reference {
        let mut components = reference.components().to_vec();
        components[self.depth] = component;
        Reference::from_components(components)
    }
}

/// The first components of a reference.
pub(super) fn start_of(reference: &Reference, length: usize) -> Reference {
    Reference::from_components(Arc::from(&reference.components()[..length]))
}
