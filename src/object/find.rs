//! Following a reference through scopes and into objects. Pystachio: the `find` methods.

use super::compare::leaves_equal;
use super::object::Data;
use super::pairs::Pairs;
use super::scopes::{Scope, Scopes, Visit};
use super::{Field, GivenTo, Object, PlainKind, PlainValue, Problem, Type, TypeKind};
use crate::object::{Binding, BindingValue, Environment};
use crate::source::{Span, Text};

use crate::template::{Component, Reference};
use smallvec::{SmallVec, smallvec};
use std::sync::Arc;

/// What a reference leads to.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Text(Text),
    /// An object, and scopes behind its own.
    Object(Object, Scopes),
    Poison,
}

/// Who set each step of a reference on its way: the index of a component, and the keyword or key, attribute or element that
/// leads on from there. A binding of several components at once is a step of the last of them.
pub type Steps = SmallVec<[(u32, Span); 2]>;

/// What a reference leads to, and who set it.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub target: Target,
    /// The keyword or key that set it.
    pub name_span: Span,
    /// The expression that wrote the value.
    pub value_span: Span,
    /// Who set what is on the way, `name_span` the last.
    pub steps: Steps,
    /// The innermost attribute on the way.
    pub given_to: Option<GivenTo>,
}

impl Hit {
    /// The same behind so many components more.
    fn behind(mut self, components: usize) -> Hit {
        for (index, _) in &mut self.steps {
            *index += components as u32;
        }
        self
    }
}

/// What Pystachio does not treat as "not found here, look elsewhere" but lets escape.
#[derive(Debug)]
pub(super) enum Obstacle {
    /// `IndexError`: a negative index before the start of a list.
    BeforeStart,
    /// `CoercionError`: a key that the map cannot have.
    BadKey(Type),
    /// A key of the map that cannot be interpolated.
    Problem(Box<Problem>),
    /// Too many scopes were searched.
    Exhausted,
    /// A text or number that was bound as a scope; the words name it.
    NoScope(Arc<str>),
}

type Outcome = Result<Option<Hit>, Obstacle>;

/// Looks a reference up in scopes, nearest first. `budget` counts down with every scope that is searched.
pub(super) fn find(scopes: &Scopes, reference: &Reference, budget: &mut u64) -> Outcome {
    let components = reference.components();
    let found = scopes.walk(components, |visit, skip| {
        *budget = budget.saturating_sub(1);
        if *budget == 0 {
            return Some(Err(Obstacle::Exhausted));
        }
        let rest = components.get(skip..).unwrap_or(&[]);
        let outcome = find_in_scope(&visit, rest).transpose();
        outcome.map(|found| found.map(|hit| if skip > 0 { hit.behind(skip) } else { hit }))
    });
    found.transpose()
}

/// What a nearer scope has for the start of a reference that only a scope farther out answers: the keyword that set it.
pub(super) fn passed_over(scopes: &Scopes, reference: &Reference) -> Option<Span> {
    let components = reference.components();
    if components.len() < 2 {
        return None;
    }
    // Nearly always the first scope that has the start has the rest as well; then no other needs to be searched.
    let first = scopes.walk(components, |visit, skip| {
        let rest = components.get(skip..).unwrap_or(&[]);
        start_in_scope(&visit, rest)?;
        Some(matches!(find_in_scope(&visit, rest), Ok(None)))
    });
    if !first? {
        return None;
    }
    let mut nearest = None;
    let found = scopes.walk(components, |visit, skip| {
        let rest = components.get(skip..).unwrap_or(&[]);
        match find_in_scope(&visit, rest) {
            Ok(None) => {
                nearest = nearest.or_else(|| start_in_scope(&visit, rest));
                None
            }
            _ => Some(()),
        }
    });
    found.and(nearest)
}

pub(super) fn find_in_scope(visit: &Visit<'_>, components: &[Component]) -> Outcome {
    match visit {
        Visit::Scope(Scope::Environment(environment)) => {
            find_in_environment(environment, components)
        }
        // Behind `super` stands the object itself: `{'super': scope}`.
        Visit::Scope(Scope::Object(object)) if components.is_empty() => Ok(Some(hit(
            object.span(),
            object.span(),
            Target::Object(object.clone(), Scopes::default()),
            Steps::new(),
        ))),
        Visit::Scope(Scope::Object(object)) => {
            find_in_object(object.clone(), Scopes::default(), components)
        }
        Visit::Scope(Scope::Nameless(found)) => Err(Obstacle::NoScope(found.clone())),
        Visit::Fields(object) => find_in_fields(object, components),
        Visit::SelfFields(object) => match components.split_first() {
            Some((Component::Attribute(name), rest)) if &**name == "self" => {
                find_in_fields(object, rest).map(|found| found.map(|hit| hit.behind(1)))
            }
            _ => Ok(None),
        },
    }
}

/// Where a scope has an object under the start of a reference.
fn start_in_scope(visit: &Visit<'_>, components: &[Component]) -> Option<Span> {
    let of_field = |object: &Object| match components.first() {
        Some(Component::Attribute(name)) => object.field(name).map(|field| field.set_by),
        _ => None,
    };
    match visit {
        Visit::Scope(Scope::Environment(environment)) => (1..components.len())
            .rev()
            .find_map(|length| environment.get(&components[..length]))
            .map(|binding| binding.name_span),
        Visit::Scope(Scope::Object(object)) => of_field(object),
        Visit::Fields(object) => of_field(object),
        Visit::SelfFields(_) | Visit::Scope(Scope::Nameless(_)) => None,
    }
}

/// An exact binding, else the longest one whose object has the rest. Pystachio: `Environment.find`.
fn find_in_environment(environment: &Environment, components: &[Component]) -> Outcome {
    if components.is_empty() || environment.is_empty() {
        return Ok(None);
    }
    if let Some(binding) = environment.get(components) {
        return Ok(Some(binding_hit(binding, components.len())));
    }
    for length in (1..components.len()).rev() {
        let (start, rest) = components.split_at(length);
        let Some(binding) = environment.get(start) else {
            continue;
        };
        match &binding.value {
            BindingValue::Object(object) => {
                if let Some(hit) = find_in_object(object.clone(), Scopes::default(), rest)? {
                    let mut hit = hit.behind(length);
                    let bound = (length as u32 - 1, binding.name_span);
                    hit.steps.insert(0, bound);
                    return Ok(Some(hit));
                }
            }
            // What is not known may have the rest.
            BindingValue::Poison => return Ok(Some(binding_hit(binding, length))),
            BindingValue::Text(_) => {}
        }
    }
    Ok(None)
}

/// An attribute as the references inside of the same struct see it: without the scopes of the struct.
fn find_in_fields(object: &Object, components: &[Component]) -> Outcome {
    let Some((Component::Attribute(name), rest)) = components.split_first() else {
        return Ok(None);
    };
    let Some(field) = object.field(name) else {
        return Ok(None);
    };
    if rest.is_empty() {
        let mut hit = field_hit(field, Scopes::default());
        hit.given_to = Some(given_to(object, name, field.set_by));
        return Ok(Some(hit));
    }
    let hit = find_in_object(field.value.clone(), Scopes::default(), rest)?;
    Ok(hit.map(|hit| {
        let mut hit = hit.behind(1);
        hit.steps.insert(0, (0, field.set_by));
        hit.given_to = hit
            .given_to
            .or_else(|| Some(given_to(object, name, field.set_by)));
        hit
    }))
}

/// Follows `components`, at least one, into an object that has `outer` behind its own scopes.
fn find_in_object(mut object: Object, mut outer: Scopes, components: &[Component]) -> Outcome {
    let mut steps = Steps::new();
    let mut innermost = None;
    for (index, component) in components.iter().enumerate() {
        if object.is_poisoned() && !object.is_namable() {
            let span = object.span();
            return Ok(Some(hit(span, span, Target::Poison, steps)));
        }
        let Some((part, set_by)) = part_of(&object, component)? else {
            return Ok(None);
        };
        if let (Data::Struct(_), Component::Attribute(name)) = (&object.0.data, component) {
            innermost = Some(given_to(&object, name, set_by));
        }
        outer = Scopes::inside(&object, &outer);
        object = part;
        steps.push((index as u32, set_by));
    }
    let last = steps.last().copied();
    Ok(last.map(|(_, set_by)| {
        let value_span = object.span();
        let mut hit = hit(set_by, value_span, target(object, outer), steps);
        hit.given_to = innermost;
        hit
    }))
}

fn given_to(owner: &Object, attribute: &Arc<str>, set_by: Span) -> GivenTo {
    GivenTo {
        ty: owner.ty().clone(),
        attribute: attribute.clone(),
        set_by,
    }
}

/// What a component leads to in an object, and who set it.
pub(super) fn part_of(
    object: &Object,
    component: &Component,
) -> Result<Option<(Object, Span)>, Obstacle> {
    match (&object.0.data, component) {
        (Data::Struct(_), Component::Attribute(name)) => Ok(object
            .field(name)
            .map(|field| (field.value.clone(), field.set_by))),
        (Data::List(elements), Component::Index(index)) => {
            let element = element_at(elements, index)?;
            Ok(element.map(|element| (element.clone(), element.span())))
        }
        (Data::Map(pairs), Component::Index(key)) => {
            let value = value_of_key(object, pairs, key)?;
            Ok(value.map(|(key, value)| (value, key.span())))
        }
        _ => Ok(None),
    }
}

/// Pystachio: `ListContainer.find`. Negative indices count from the end.
fn element_at<'a>(elements: &'a [Object], index: &str) -> Result<Option<&'a Object>, Obstacle> {
    let (negative, digits) = match index.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, index),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    // A number too large for this is certainly outside of the list.
    let distance: usize = digits.parse().unwrap_or(usize::MAX);
    if !negative || distance == 0 {
        return Ok(elements.get(distance));
    }
    match elements.len().checked_sub(distance) {
        Some(position) => Ok(elements.get(position)),
        None => Err(Obstacle::BeforeStart),
    }
}

/// Pystachio: `MapContainer.find`. Keys are compared as they are, references in them resolved by their own scopes only.
fn value_of_key(
    map: &Object,
    pairs: &Pairs,
    key: &str,
) -> Result<Option<(Object, Object)>, Obstacle> {
    let TypeKind::Map { key: key_type, .. } = map.ty().kind() else {
        return Ok(None);
    };
    let bad_key = || Obstacle::BadKey(key_type.clone());
    let given = PlainValue {
        kind: PlainKind::text(Text::new(key)),
        span: map.span(),
    };
    let wanted = Object::new(key_type, &given).map_err(|_| bad_key())?;
    if pairs.is_empty() {
        return Ok(None);
    }
    let wanted = wanted.interpolate();
    if !wanted.problems.is_empty() {
        return Err(bad_key());
    }
    let Some(wanted) = wanted.object.as_leaf().cloned() else {
        return Ok(None);
    };
    for (key, value) in &pairs[pairs.first_candidate(&wanted)..] {
        let interpolated;
        let candidate = if key.0.state.settled {
            key
        } else {
            let mut interpolation = key.interpolate();
            if let Some(problem) = interpolation.problems.pop() {
                return Err(Obstacle::Problem(Box::new(problem)));
            }
            interpolated = interpolation.object;
            &interpolated
        };
        if candidate
            .as_leaf()
            .is_some_and(|leaf| leaves_equal(leaf, &wanted))
        {
            return Ok(Some((key.clone(), value.clone())));
        }
    }
    Ok(None)
}

/// The hit of a binding of the first `length` components.
fn binding_hit(binding: &Binding, length: usize) -> Hit {
    let target = match &binding.value {
        BindingValue::Text(text) => Target::Text(text.clone()),
        BindingValue::Object(object) => target(object.clone(), Scopes::default()),
        BindingValue::Poison => Target::Poison,
    };
    let steps = smallvec![(length as u32 - 1, binding.name_span)];
    hit(binding.name_span, binding.value_span, target, steps)
}

fn field_hit(field: &Field, outer: Scopes) -> Hit {
    hit(
        field.set_by,
        field.value.span(),
        target(field.value.clone(), outer),
        smallvec![(0, field.set_by)],
    )
}

fn target(object: Object, outer: Scopes) -> Target {
    match object.0.data {
        Data::Poison => Target::Poison,
        _ => Target::Object(object, outer),
    }
}

fn hit(name_span: Span, value_span: Span, target: Target, steps: Steps) -> Hit {
    Hit {
        target,
        name_span,
        value_span,
        steps,
        given_to: None,
    }
}

/// Public lookups.
impl Object {
    /// What a reference leads to from here, in the scopes it is then in; `None` if nothing. Pystachio: `find`.
    pub fn find(&self, reference: &Reference) -> Option<Object> {
        let hit = find_in_object(self.clone(), Scopes::default(), reference.components());
        match hit.ok()??.target {
            Target::Object(object, outer) => Some(object.behind(&outer)),
            Target::Text(_) | Target::Poison => None,
        }
    }
}
