//! How much there is to go through of a value.

use super::compare::ELEMENT;
use super::value::{Value, ValueKind};
use super::{EvalResult, Raised};
use crate::object::Object;
use crate::source::{Guard, Text};

/// Charges reading a string where there is no interpreter to ask. Natives get at the strings they are called with through this, so a
/// list that names one long string a million times is charged for a million. The error is never shown: `call_native` replaces it.
pub fn charge_reading(text: &Text) -> EvalResult<()> {
    match Guard::work(text.len()) {
        true => Ok(()),
        false => Err(Raised::poisoned()),
    }
}

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
