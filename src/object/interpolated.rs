//! Which of Python's types the strings of an interpolated object have.
//!
//! Pystachio makes a new object of every part that it interpolates, and turns its strings into `unicode` then. Interpolation here
//! shares what has no references, so an object only notes that it was interpolated, for whoever takes it apart.

use super::fields::Fields;
use super::object::Data;
use super::{Field, Leaf, Object, StringType};
use std::borrow::Cow;
use std::sync::Arc;

impl Object {
    /// The same object, which interpolation gave: its strings are `unicode`.
    pub fn as_interpolated(&self) -> Object {
        let leaf = match &self.0.data {
            Data::Leaf {
                leaf: Leaf::Text(text, StringType::Plain),
                ..
            } => Some(Leaf::text(text.clone())),
            // A choice interpolates what it holds whenever that is asked for.
            Data::Leaf { .. } | Data::Choice(_) | Data::Poison => return self.clone(),
            _ if self.0.state.interpolated => return self.clone(),
            _ => None,
        };
        let is_resolved = self.0.is_resolved.get();
        let mut data = (*self.0).clone();
        match (&mut data.data, leaf) {
            (Data::Leaf { leaf, .. }, Some(unicode)) => *leaf = unicode,
            _ => data.state.interpolated = true,
        }
        if is_resolved {
            data.is_resolved.set();
        }
        Object(Arc::new(data))
    }

    /// One of its parts as it is in this object.
    pub fn part<'a>(&self, part: &'a Object) -> Cow<'a, Object> {
        match self.0.state.interpolated {
            true => Cow::Owned(part.as_interpolated()),
            false => Cow::Borrowed(part),
        }
    }

    /// A copy of its attributes for an object that is not interpolated as a whole.
    pub(super) fn parts_of(&self, fields: &Fields) -> Fields {
        if !self.0.state.interpolated {
            return fields.clone();
        }
        let slots = fields.iter().map(|field| {
            field.as_ref().map(|field| Field {
                value: field.value.as_interpolated(),
                ..field.clone()
            })
        });
        fields.with_slots(slots.collect())
    }
}
