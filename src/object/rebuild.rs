//! Types as parameters of other types. Pystachio: `TypeFactory.new`, `TypeSignature.deserialize`.
//!
//! Pystachio writes a description of every type that another one is made of, and makes new classes of it. Most of that nobody can see,
//! since types are compared by their descriptions; but attributes of a rebuilt struct come in another order, and a value of an `Enum` is
//! equal only to those of the very same class.

use super::class_order::{ClassOrder, Declared};
use super::fields::{Fields, default_of};
use super::object::Data;
use super::scopes::Scopes;
use super::types::{Attribute, StructType, Type, TypeKind};
use super::{Field, Object, ObjectError};
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// Rebuilds the types that one new type is made of: equal ones become one.
#[derive(Default)]
pub(super) struct Rebuilding {
    made: FxHashMap<Type, Type>,
}

impl Rebuilding {
    /// How many types had to be made.
    pub fn count(&self) -> u32 {
        self.made.len() as u32
    }

    /// The type as a parameter of another one.
    pub fn parameter(&mut self, ty: &Type) -> Type {
        let ty = ty.meant();
        if !ty.0.has_enum {
            // All copies are alike.
            return match ty.kind() {
                TypeKind::Struct(struct_type) => rebuilt_struct(ty, struct_type),
                _ => ty.clone(),
            };
        }
        if let Some(made) = self.made.get(ty) {
            return made.clone();
        }
        let kind = match ty.kind() {
            TypeKind::String => TypeKind::String,
            TypeKind::Integer => TypeKind::Integer,
            TypeKind::Float => TypeKind::Float,
            TypeKind::Boolean => TypeKind::Boolean,
            TypeKind::Enum { values } => TypeKind::Enum {
                values: values.clone(),
            },
            TypeKind::Choice { alternatives } => TypeKind::Choice {
                alternatives: alternatives.iter().map(|it| self.parameter(it)).collect(),
            },
            TypeKind::List { element } => TypeKind::List {
                element: self.parameter(element),
            },
            TypeKind::Map { key, value } => TypeKind::Map {
                key: self.parameter(key),
                value: self.parameter(value),
            },
            TypeKind::Struct(struct_type) => {
                let attributes = struct_type.attributes.iter();
                let attributes = attributes
                    .map(|(name, attribute)| (name.clone(), self.attribute(attribute)))
                    .collect();
                TypeKind::Struct(rebuilt(struct_type, attributes))
            }
        };
        let made = Type::new(ty.name().clone(), kind, ty.0.depth, 0);
        self.made.insert(ty.clone(), made.clone());
        made
    }

    /// The attribute with its type rebuilt, and its default made anew.
    pub fn attribute(&mut self, attribute: &Attribute) -> Attribute {
        let ty = self.parameter(&attribute.ty);
        let default =
            attribute
                .default
                .as_ref()
                .map(|default| match default.ty() == &attribute.ty {
                    true => default.rebuilt_as(&ty),
                    false => default.clone(),
                });
        Attribute {
            ty,
            default,
            ..attribute.clone()
        }
    }
}

fn rebuilt_struct(ty: &Type, struct_type: &StructType) -> Type {
    if matches!(struct_type.order.declared, Declared::Rebuilt) {
        return ty.clone();
    }
    let make = || {
        let kind = TypeKind::Struct(rebuilt(struct_type, struct_type.attributes.clone()));
        Type::new(ty.name().clone(), kind, ty.0.depth, 0)
    };
    struct_type.rebuilt.get_or_init(make).clone()
}

fn rebuilt(
    struct_type: &StructType,
    attributes: indexmap::IndexMap<Arc<str>, Attribute, rustc_hash::FxBuildHasher>,
) -> StructType {
    StructType {
        attributes,
        span: struct_type.span,
        documentation: struct_type.documentation.clone(),
        ignored: struct_type.ignored.clone(),
        hiding: struct_type.hiding.clone(),
        stands_for: None,
        schema: struct_type.schema.clone(),
        order: ClassOrder::new(Declared::Rebuilt),
        rebuilt: OnceLock::new(),
    }
}

impl Object {
    /// The object as Pystachio makes it again of its plain value, without anything that was bound. `ty` is equal to its type.
    pub(super) fn rebuilt_as(&self, ty: &Type) -> Object {
        let rebuilt = match &self.0.data {
            Data::Poison => return self.clone(),
            Data::Leaf { leaf, .. } => {
                return Object::of_leaf(ty, leaf.clone(), Scopes::default(), self.span());
            }
            Data::Choice(_) => self.get().and_then(|plain| Object::choice(ty, &plain)),
            Data::List(_) | Data::Map(_) => self.rebuilt_container(ty),
            Data::Struct(_) => self.rebuilt_structure(ty),
        };
        // Without its scopes it is nested no deeper than before.
        rebuilt.unwrap_or_else(|_| self.clone())
    }

    fn rebuilt_container(&self, ty: &Type) -> Result<Object, ObjectError> {
        let (own, span) = (Scopes::default(), self.span());
        match (&self.0.data, ty.kind()) {
            (Data::List(elements), TypeKind::List { element }) => {
                let elements = elements.iter();
                let elements = elements
                    .map(|it| self.part(it).rebuilt_as(element))
                    .collect();
                Object::of_elements(ty, elements, own, span)
            }
            (Data::Map(pairs), TypeKind::Map { key, value }) => {
                let pairs = pairs.iter();
                let rebuilt = |part: &Object, ty: &Type| self.part(part).rebuilt_as(ty);
                let pairs = pairs.map(|(k, v)| (rebuilt(k, key), rebuilt(v, value)));
                Object::of_pairs(ty, pairs.collect(), own, span)
            }
            _ => Ok(self.clone()),
        }
    }

    fn rebuilt_structure(&self, ty: &Type) -> Result<Object, ObjectError> {
        let Some(struct_type) = ty.as_struct() else {
            return Ok(self.clone());
        };
        let attributes = struct_type.attributes.iter();
        let slots = attributes.map(|(name, attribute)| match self.field(name) {
            Some(field) => Some(Field {
                value: self.part(&field.value).rebuilt_as(&attribute.ty),
                ..field.clone()
            }),
            // Its plain value does not say that the attribute was removed.
            None => default_of(attribute),
        });
        let fields = Fields {
            slots: slots.collect(),
            removed: Vec::new(),
        };
        Object::of_fields(ty, fields, Scopes::default(), self.span())
    }
}

impl StructType {
    /// The classes of the values of an `Enum` in the defaults.
    pub(super) fn enums_of_defaults(&self) -> Vec<usize> {
        let mut sorted: Vec<(&Arc<str>, &Attribute)> = self.attributes.iter().collect();
        sorted.sort_by_key(|(name, _)| *name);
        let mut found = Vec::new();
        for (_, attribute) in sorted {
            if let Some(default) = &attribute.default {
                enums(default, &mut found);
            }
        }
        found
    }
}

fn enums(object: &Object, found: &mut Vec<usize>) {
    if !object.ty().0.has_enum {
        return;
    }
    match &object.0.data {
        Data::Leaf { .. } => found.push(object.ty().identity()),
        Data::List(elements) => elements.iter().for_each(|it| enums(it, found)),
        Data::Map(pairs) => pairs.iter().for_each(|(key, value)| {
            enums(key, found);
            enums(value, found);
        }),
        Data::Struct(_) => {
            if let Some(ty) = object.ty().as_struct() {
                found.extend(ty.enums_of_defaults());
            }
            object.fields().for_each(|(_, it)| enums(&it.value, found));
        }
        Data::Choice(_) | Data::Poison => {}
    }
}
