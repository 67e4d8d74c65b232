//! A reference that nothing binds, though something binds its name: further in, or without the name.

use super::scopes::{Scope, Scopes, Visit};
use super::{Object, TypeKind};
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};
use crate::template::{Component, Reference};

/// The most objects that are searched.
const MOST: usize = 500;

/// Says where the name of a reference is bound instead, if anywhere.
pub(super) fn explain(
    scopes: &Scopes,
    reference: &Reference,
    diagnostic: &Diagnostic,
    sources: &Sources,
) -> Option<Diagnostic> {
    let (Component::Attribute(first), rest) = reference.components().split_first()? else {
        return None;
    };
    let users = |span: &Span| sources.is_users(*span);
    if let Some(Component::Attribute(second)) = rest.first()
        && let Some(bound) = bound_without_name(scopes, second).filter(users)
    {
        let help =
            format!("name the binding, as in `.bind({first} = …)`, or write `{{{{{second}}}}}`");
        let label = format!("bound without the name `{first}` here");
        return Some(diagnostic.clone().label(bound, label).help(help));
    }
    let (bound, object) = bound_further_in(scopes, first).filter(|(span, _)| users(span))?;
    let inner = object.ty().called();
    let help = format!(
        "a binding of a {inner} is not visible outside of it: bind `{first}` where the reference is, or further out"
    );
    let label = format!("`{first}` is bound only inside of this {inner}");
    Some(diagnostic.clone().label(bound, label).help(help))
}

/// Where an object with that attribute is bound without a name: `.bind(Profile())`.
fn bound_without_name(scopes: &Scopes, attribute: &str) -> Option<Span> {
    scopes.walk(&[], |visit, _| match visit {
        Visit::Scope(Scope::Object(object)) if object.field(attribute).is_some() => {
            Some(object.span())
        }
        _ => None,
    })
}

/// The binding of a name to an object inside of those that the reference is in.
fn bound_further_in(scopes: &Scopes, name: &str) -> Option<(Span, Object)> {
    let mut left = MOST;
    scopes.walk(&[], |visit, _| match visit {
        Visit::Fields(object) => inside(object, name, &mut left),
        _ => None,
    })
}

fn inside(object: &Object, name: &str, left: &mut usize) -> Option<(Span, Object)> {
    let mut parts: Vec<Object> = match object.ty().kind() {
        TypeKind::List { .. } => object.as_list().unwrap_or_default().to_vec(),
        _ => object
            .fields()
            .map(|(_, field)| field.value.clone())
            .collect(),
    };
    parts.truncate(*left);
    *left -= parts.len();
    parts.into_iter().find_map(|part| {
        let bindings = part.environments().into_iter().flat_map(|it| it.iter());
        let mut own = bindings.filter_map(|(address, binding)| {
            let [Component::Attribute(first), ..] = address.components() else {
                return None;
            };
            (**first == *name).then_some(binding.name_span)
        });
        let own = own.next();
        own.map(|span| (span, part.clone()))
            .or_else(|| inside(&part, name, left))
    })
}
