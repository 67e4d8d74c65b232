//! The attributes of an object of a struct: those that are set, and those that `Empty` removed.

use super::{Attribute, Field, Object, StructType};
use crate::source::Span;
use std::ops::Deref;

/// One slot for each attribute that the struct declares.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub slots: Vec<Option<Field>>,
    /// The attributes that were set to `Empty`, by their slots, each at most once.
    pub removed: Vec<(usize, Span)>,
}

impl Fields {
    /// Every attribute with its default.
    pub fn of_defaults(ty: &StructType) -> Fields {
        Fields {
            slots: ty.attributes.values().map(default_of).collect(),
            removed: Vec::new(),
        }
    }

    /// Sets an attribute.
    pub fn set(&mut self, slot: usize, field: Field) {
        self.removed.retain(|(removed, _)| *removed != slot);
        if let Some(place) = self.slots.get_mut(slot) {
            *place = Some(field);
        }
    }

    /// Removes an attribute; `empty` is where `Empty` is written.
    pub fn remove(&mut self, slot: usize, empty: Span) {
        self.removed.retain(|(removed, _)| *removed != slot);
        self.removed.push((slot, empty));
        if let Some(place) = self.slots.get_mut(slot) {
            *place = None;
        }
    }

    /// The same attributes with other values.
    pub fn with_slots(&self, slots: Vec<Option<Field>>) -> Fields {
        Fields {
            slots,
            removed: self.removed.clone(),
        }
    }

    pub fn values(&self) -> impl Iterator<Item = &Object> {
        self.slots.iter().flatten().map(|field| &field.value)
    }
}

/// An attribute that nobody sets.
pub(super) fn default_of(attribute: &Attribute) -> Option<Field> {
    Some(Field {
        value: attribute.default.clone()?,
        set_by: attribute.span,
        is_default: true,
    })
}

impl Deref for Fields {
    type Target = [Option<Field>];
    fn deref(&self) -> &[Option<Field>] {
        &self.slots
    }
}
