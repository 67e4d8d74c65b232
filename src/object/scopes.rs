//! Where references are looked up, and in which order.
//!
//! Scopes are persistent: binding puts one in front, `in_scope` puts some behind, and both share the rest. What
//! Pystachio copies for every attribute of every struct is one node here, and its `super` copies of all scopes are
//! walked only if a reference starts with `super`.

use super::object::Data;
use super::{Object, ObjectError, PlainKind, PlainValue, TypeKind};
use crate::diagnostic::nearest;
use crate::object::{BindingValue, Environment};
use crate::source::Span;

use crate::template::{Component, Reference};
use smallvec::{SmallVec, smallvec};
use std::sync::Arc;

/// Something that names can be looked up in: an environment, or a struct, list or map.
#[derive(Clone, Debug)]
pub enum Scope {
    /// Bindings.
    Environment(Environment),
    /// The attributes of a struct, the elements of a list or map.
    Object(Object),
    /// A text, a number, or an object without parts: binding it is allowed, but looking a name up in it fails. The words name it.
    Nameless(Arc<str>),
}

impl Scope {
    /// The scope that an argument of `bind` or `in_scope` stands for (Pystachio: `translate_to_scopes`).
    pub fn from_given(given: &PlainValue) -> Result<Scope, ObjectError> {
        match &given.kind {
            PlainKind::Environment(environment) => Ok(Scope::Environment(environment.clone())),
            PlainKind::Object(object) if object.is_namable() => Ok(Scope::Object(object.clone())),
            PlainKind::Object(object) if object.is_poisoned() => {
                Ok(Scope::Environment(Environment::default()))
            }
            PlainKind::Text(..)
            | PlainKind::Integer(_)
            | PlainKind::BigInteger(_)
            | PlainKind::Float(_)
            | PlainKind::Boolean(_)
            | PlainKind::Object(_) => Ok(Scope::Nameless(given.describe().into())),
            _ => {
                let mut builder = Environment::builder();
                builder.extend(given)?;
                Ok(Scope::Environment(builder.finish()))
            }
        }
    }

    pub(super) fn depth(&self) -> u16 {
        match self {
            Scope::Environment(environment) => environment.depth(),
            Scope::Object(object) => object.depth(),
            Scope::Nameless(_) => 0,
        }
    }
}

impl From<Environment> for Scope {
    fn from(environment: Environment) -> Scope {
        Scope::Environment(environment)
    }
}

impl From<Object> for Scope {
    fn from(object: Object) -> Scope {
        Scope::Object(object)
    }
}

/// An ordered collection of scopes, the first of which wins.
#[derive(Clone, Debug, Default)]
pub(super) struct Scopes(Option<Arc<Node>>);

#[derive(Debug)]
pub(super) struct Node {
    kind: NodeKind,
    depth: u16,
}

#[derive(Debug)]
enum NodeKind {
    /// One scope in front of others.
    Front(Scope, Scopes),
    /// Scopes in front of others.
    Join(Scopes, Scopes),
    /// What the attributes of a struct see: `self`, the attributes, the scopes of the struct, and these again
    /// behind `super` (Pystachio: `Structural.scopes`).
    Struct(Object, Scopes),
}

/// What is bound to the start of a reference that leads no further.
pub(super) struct PartlyBound {
    /// The start.
    pub address: String,
    /// What is bound that begins like it.
    pub parts: Vec<String>,
    /// The keyword or key of the first binding of it.
    pub bound: Span,
    /// Whether it is bound to a text.
    pub is_text: bool,
}

/// A step of a walk through scopes.
pub(super) enum Visit<'a> {
    Scope(&'a Scope),
    /// The attributes of a struct as the references inside of it see them.
    Fields(&'a Object),
    /// The same behind `self`.
    SelfFields(&'a Object),
}

impl Scopes {
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub fn depth(&self) -> u16 {
        self.0.as_ref().map_or(0, |node| node.depth)
    }

    pub fn in_front(&self, scope: Scope) -> Scopes {
        let depth = scope.depth().max(self.depth());
        Scopes::node(NodeKind::Front(scope, self.clone()), depth)
    }

    pub fn join(&self, behind: &Scopes) -> Scopes {
        if self.is_empty() {
            return behind.clone();
        }
        if behind.is_empty() {
            return self.clone();
        }
        let depth = self.depth().max(behind.depth());
        Scopes::node(NodeKind::Join(self.clone(), behind.clone()), depth)
    }

    /// What the parts of `object` see if it is itself in `outer`.
    pub fn inside(object: &Object, outer: &Scopes) -> Scopes {
        let all = object.0.scopes.join(outer);
        match &object.0.data {
            Data::Struct(_) => {
                let depth = object.depth().max(all.depth());
                Scopes::node(NodeKind::Struct(object.clone(), all), depth)
            }
            _ => all,
        }
    }

    fn node(kind: NodeKind, depth: u16) -> Scopes {
        Scopes(Some(Arc::new(Node { kind, depth })))
    }

    /// The bindings among them, the first first; not those of the objects around.
    pub fn environments(&self) -> Vec<&Environment> {
        let mut found = Vec::new();
        let mut pending = vec![self];
        while let Some(mut scopes) = pending.pop() {
            while let Some(node) = &scopes.0 {
                match &node.kind {
                    NodeKind::Front(scope, rest) => {
                        if let Scope::Environment(environment) = scope {
                            found.push(environment);
                        }
                        scopes = rest;
                    }
                    NodeKind::Join(front, behind) => {
                        pending.push(behind);
                        scopes = front;
                    }
                    NodeKind::Struct(_, rest) => scopes = rest,
                }
            }
        }
        found
    }

    /// Visits all scopes that `components` could be found in, in order, with how many of them (`super`) led there,
    /// until `visit` gives something.
    pub fn walk<T>(
        &self,
        components: &[Component],
        mut visit: impl FnMut(Visit<'_>, usize) -> Option<T>,
    ) -> Option<T> {
        let mut pending: SmallVec<[(&Scopes, usize); 4]> = smallvec![(self, 0)];
        while let Some((mut scopes, skip)) = pending.pop() {
            while let Some(node) = &scopes.0 {
                match &node.kind {
                    NodeKind::Front(scope, rest) => {
                        if let Some(found) = visit(Visit::Scope(scope), skip) {
                            return Some(found);
                        }
                        scopes = rest;
                    }
                    NodeKind::Join(front, behind) => {
                        pending.push((behind, skip));
                        scopes = front;
                    }
                    NodeKind::Struct(object, rest) => {
                        let visited = visit(Visit::SelfFields(object), skip)
                            .or_else(|| visit(Visit::Fields(object), skip));
                        if visited.is_some() {
                            return visited;
                        }
                        if matches!(components.get(skip), Some(Component::Attribute(name)) if &**name == "super")
                        {
                            pending.push((rest, skip + 1));
                        }
                        scopes = rest;
                    }
                }
            }
        }
        None
    }

    /// What is bound to the longest start of a reference: `app` for `{{app.version}}`, if `app` is a text or has other parts.
    pub fn partly_bound(&self, reference: &Reference) -> Option<PartlyBound> {
        const MOST: usize = 2000;
        let wanted = reference.components();
        let mut best: Option<(usize, PartlyBound)> = None;
        let mut seen = 0;
        for environment in self.environments() {
            for (address, binding) in environment.iter() {
                seen += 1;
                if seen > MOST {
                    break;
                }
                let steps = address.components();
                let shared = steps.iter().zip(wanted).take_while(|(a, b)| a == b).count();
                let longest = best.as_ref().map_or(0, |(length, _)| *length);
                if shared == 0 || shared < longest {
                    continue;
                }
                if shared > longest {
                    let start = Reference::from_components(Arc::from(&wanted[..shared]));
                    let found = PartlyBound {
                        address: start.to_string(),
                        parts: Vec::new(),
                        bound: binding.name_span,
                        is_text: false,
                    };
                    best = Some((shared, found));
                }
                let Some((_, found)) = &mut best else {
                    continue;
                };
                match &binding.value {
                    _ if steps.len() > shared => found.parts.push(address.to_string()),
                    BindingValue::Object(object) => {
                        push_attributes(&address.to_string(), object, &mut found.parts);
                    }
                    BindingValue::Text(_) => found.is_text = true,
                    BindingValue::Poison => {}
                }
            }
        }
        best.map(|(_, found)| found)
    }

    /// Names that are bound, to suggest one that was meant by `reference`.
    pub fn names(&self, reference: &Reference) -> Vec<String> {
        let mut names = Vec::new();
        self.walk(&[], |visit, _| {
            match visit {
                Visit::Scope(Scope::Environment(environment)) => {
                    for (address, binding) in environment.iter().take(MOST_NAMES) {
                        names.push(address.to_string());
                        let is_prefix = is_nearly_prefix(&address, reference);
                        if let BindingValue::Object(object) = &binding.value
                            && is_prefix
                        {
                            push_attributes(&address.to_string(), object, &mut names);
                        }
                    }
                }
                Visit::Scope(Scope::Object(object)) | Visit::Fields(object) => {
                    for (name, field) in object.fields() {
                        names.push(name.to_string());
                        if matches!(reference.components().first(), Some(Component::Attribute(first)) if is_near(first, name))
                        {
                            push_attributes(name, &field.value, &mut names);
                        }
                    }
                }
                Visit::SelfFields(_) | Visit::Scope(Scope::Nameless(_)) => {}
            }
            (names.len() > MOST_NAMES).then_some(())
        });
        names
    }
}

/// Whether a reference begins with an address, or with one that is spelled alike.
fn is_nearly_prefix(address: &Reference, reference: &Reference) -> bool {
    let (steps, wanted) = (address.components(), reference.components());
    match (steps, wanted) {
        ([Component::Attribute(one)], [Component::Attribute(other), _, ..]) => is_near(other, one),
        _ => wanted.starts_with(steps),
    }
}

fn is_near(wanted: &str, name: &str) -> bool {
    wanted == name || nearest(wanted, [name]).is_some()
}

impl Object {
    /// The names that references in the attributes of this object can start with, nearest first, some perhaps twice, and
    /// what can follow `reference`. At most a few thousand.
    pub fn names_in_scope(&self, reference: &Reference) -> Vec<String> {
        Scopes::inside(self, &Scopes::default()).names(reference)
    }

    /// The attributes, keys and indices of what a reference leads to in the scopes of this object: addresses that start with
    /// it. At most a few thousand.
    pub fn parts_in_scope(&self, reference: &Reference) -> Vec<String> {
        let mut parts = Vec::new();
        let wanted = reference.components();
        let address = reference.to_string();
        let mut descend = |object: &Object, steps: usize| {
            let rest = &wanted[steps..];
            let found = match rest.is_empty() {
                true => Some(object.clone()),
                false => object.find(&Reference::from_components(Arc::from(rest))),
            };
            let found = found.map(|it| it.unwrap_choice());
            if let Some(found) = found {
                push_attributes(&address, &found, &mut parts);
                let count = found.as_list().map_or(0, |it| it.len().min(100));
                parts.extend((0..count).map(|index| format!("{address}[{index}]")));
            }
            (parts.len() > 2000).then_some(())
        };
        Scopes::inside(self, &Scopes::default()).walk(&[], |visit, _| match visit {
            Visit::Scope(Scope::Environment(environment)) => {
                environment.iter().find_map(|(address, binding)| {
                    let steps = address.components();
                    match &binding.value {
                        BindingValue::Object(object) if wanted.starts_with(steps) => {
                            descend(object, steps.len())
                        }
                        _ => None,
                    }
                })
            }
            Visit::Scope(Scope::Object(object)) | Visit::Fields(object) => match wanted.first() {
                Some(Component::Attribute(first)) => descend(&object.field(first)?.value, 1),
                _ => None,
            },
            Visit::SelfFields(_) | Visit::Scope(Scope::Nameless(_)) => None,
        });
        parts
    }
}

/// About how many names are looked at for a suggestion.
const MOST_NAMES: usize = 2000;

pub(super) fn push_attributes(address: &str, object: &Object, names: &mut Vec<String>) {
    match object.ty().kind() {
        TypeKind::Struct(_) => {
            let fields = object.fields().take(MOST_NAMES);
            names.extend(fields.map(|(name, _)| format!("{address}.{name}")));
        }
        TypeKind::Map { .. } => {
            let keys = object.as_map().unwrap_or(&[]).iter().take(MOST_NAMES);
            names.extend(keys.filter_map(|(key, _)| {
                Some(format!("{address}[{}]", key.as_leaf()?.to_text().as_str()))
            }));
        }
        _ => {}
    }
}

/// Thousands of bindings in a row must not overflow the stack when they go.
impl Drop for Node {
    fn drop(&mut self) {
        let mut pending = SmallVec::new();
        take_rest(&mut self.kind, &mut pending);
        while let Some(scopes) = pending.pop() {
            if let Some(mut node) = scopes.and_then(Arc::into_inner) {
                take_rest(&mut node.kind, &mut pending);
            }
        }
    }
}

fn take_rest(kind: &mut NodeKind, pending: &mut SmallVec<[Option<Arc<Node>>; 4]>) {
    match kind {
        NodeKind::Front(_, rest) | NodeKind::Struct(_, rest) => pending.push(rest.0.take()),
        NodeKind::Join(front, behind) => {
            pending.push(front.0.take());
            pending.push(behind.0.take());
        }
    }
}
