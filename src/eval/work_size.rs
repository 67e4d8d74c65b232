//! How much there is to go through of a value.

use super::compare::ELEMENT;
use super::value::{Value, ValueKind};
use crate::object::Object;

/// How much a native function may have to go through of an argument: bytes of a string, elements of a collection.
pub fn work_size(value: &Value) -> usize {
    match &value.kind {
        ValueKind::String(text) | ValueKind::Unicode(text) => text.len(),
        ValueKind::List(list) => list.borrow().len() * ELEMENT,
        ValueKind::Tuple(tuple) => tuple.items.len() * ELEMENT,
        ValueKind::Dict(dict) => dict.entries.borrow().len() * ELEMENT,
        ValueKind::Set(set) => set.items.borrow().len() * ELEMENT,
        ValueKind::BigInteger(number) => number.bits() as usize,
        ValueKind::Instance(instance) => instance.payload.as_ref().map_or(0, work_size),
        ValueKind::Object(object) => {
            let parts = |object: &Object| {
                let elements = object.as_list().map_or(0, <[Object]>::len);
                elements + object.as_map().map_or(0, <[(Object, Object)]>::len)
            };
            let fields = object.fields().map(|(_, field)| 1 + parts(&field.value));
            (parts(object) + fields.sum::<usize>()) * ELEMENT
        }
        _ => 0,
    }
}
