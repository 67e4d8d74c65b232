//! Everything that is wrong with a value, where making an object of it ends at the first mistake.

use super::construct::{bad_key, unknown_attribute};
use super::{GivenTo, Object, ObjectError, PlainKind, PlainValue, Type, TypeKind};
use crate::source::{Span, Text};
use std::sync::Arc;

/// Something wrong in a value.
#[derive(Clone, Debug)]
pub struct Wrong {
    /// What is wrong.
    pub error: ObjectError,
    /// The attribute that it was given to, if it was.
    pub given_to: Option<GivenTo>,
}

/// An attribute's name, where that stands, and the value that the attribute is given.
pub type Keyword = (Arc<str>, Span, PlainValue);

/// A value of which an object of the type can be made: in place of what is wrong it has poison, and what is wrong is added to
/// `wrong`, at every depth.
pub fn repair(
    ty: &Type,
    given: &PlainValue,
    given_to: Option<&GivenTo>,
    wrong: &mut Vec<Wrong>,
) -> PlainValue {
    let Err(error) = Object::accept(ty, given) else {
        return given.clone();
    };
    let before = wrong.len();
    let kind = match (ty.kind(), &given.kind) {
        (TypeKind::List { element }, PlainKind::List(values) | PlainKind::Tuple(values)) => {
            let values = values.iter();
            let repaired = values.map(|value| repair(element, value, given_to, wrong));
            PlainKind::List(repaired.collect())
        }
        (TypeKind::Map { key, value }, PlainKind::Map(pairs)) => {
            let repaired = pairs.iter().map(|(k, v)| {
                let k = repair(key, k, given_to, wrong);
                (k, repair(value, v, given_to, wrong))
            });
            PlainKind::Map(repaired.collect())
        }
        (TypeKind::Struct(_), PlainKind::Map(pairs)) => attributes(ty, pairs, given.span, wrong),
        _ => PlainKind::Poison,
    };
    let span = given.span;
    if wrong.len() > before {
        return PlainValue { kind, span };
    }
    wrong.push(Wrong {
        error,
        given_to: given_to.cloned(),
    });
    poison(span)
}

/// The attributes of a struct of which an object can be made, as [`repair`] does for each, and whether all are known. For one
/// that is not, and nearly is, there is poison in place of the attribute that was probably meant.
pub fn repair_attributes(
    ty: &Type,
    keywords: &[Keyword],
    wrong: &mut Vec<Wrong>,
) -> (Vec<Keyword>, bool) {
    let known = ty.as_struct().map(|it| &it.attributes);
    let mut sound = Vec::with_capacity(keywords.len());
    let mut is_all_known = true;
    for (name, set_by, given) in keywords {
        if let Some(attribute) = known.and_then(|it| it.get(name)) {
            let given_to = GivenTo {
                ty: ty.clone(),
                attribute: name.clone(),
                set_by: *set_by,
            };
            let given = match given.kind {
                PlainKind::Empty => given.clone(),
                _ => repair(&attribute.ty, given, Some(&given_to), wrong),
            };
            sound.push((name.clone(), *set_by, given));
            continue;
        }
        wrong.push(Wrong {
            error: unknown_attribute(ty, name, *set_by),
            given_to: None,
        });
        match ty.nearest_attribute(name) {
            Some(near) => sound.push((near.into(), *set_by, poison(*set_by))),
            None => is_all_known = false,
        }
    }
    (sound, is_all_known)
}

/// The same for a dict that stands for a struct.
fn attributes(
    ty: &Type,
    pairs: &[(PlainValue, PlainValue)],
    span: Span,
    wrong: &mut Vec<Wrong>,
) -> PlainKind {
    let mut keywords: Vec<Keyword> = Vec::with_capacity(pairs.len());
    let mut are_names = true;
    for (key, value) in pairs {
        match &key.kind {
            PlainKind::Text(name, _) => {
                keywords.push((name.as_str().into(), key.span, value.clone()))
            }
            PlainKind::Poison => are_names = false,
            _ => {
                are_names = false;
                wrong.push(Wrong {
                    error: bad_key(ty, key),
                    given_to: None,
                });
            }
        }
    }
    let (mut sound, is_all_known) = repair_attributes(ty, &keywords, wrong);
    if !(are_names && is_all_known) {
        // A name that nobody knows may have been meant for anything that is required and not there.
        let attributes = ty.as_struct().into_iter().flat_map(|it| &it.attributes);
        for (name, attribute) in attributes {
            let is_given = sound.iter().any(|(given, ..)| given == name);
            if attribute.required && attribute.default.is_none() && !is_given {
                sound.push((name.clone(), span, poison(span)));
            }
        }
    }
    let pairs = sound.into_iter().map(|(name, span, given)| {
        let kind = PlainKind::text(Text::new(&*name));
        (PlainValue { kind, span }, given)
    });
    PlainKind::Map(pairs.collect())
}

/// What stands for a value that is wrong.
pub fn poison(span: Span) -> PlainValue {
    let kind = PlainKind::Poison;
    PlainValue { kind, span }
}
