//! Reading the variables that an evaluation leaves.

use crate::eval::{Evaluation, Value, ValueKind};
use crate::object::Type;

/// The value of a global variable.
pub(super) fn variable(evaluation: &Evaluation, name: &str) -> Option<Value> {
    evaluation.globals.variables.borrow().get(name).cloned()
}

/// The type `Job` of the schema.
pub(super) fn job_type(evaluation: &Evaluation) -> Option<Type> {
    match variable(evaluation, "Job")?.kind {
        ValueKind::Type(ty) => Some(ty),
        _ => None,
    }
}

/// The elements of a list or tuple, of a set, or of an iterator that the evaluation has run to its end.
pub(super) fn elements(evaluation: &Evaluation, value: &Value) -> Option<Vec<Value>> {
    match &value.kind {
        ValueKind::List(list) => Some(list.borrow().clone()),
        ValueKind::Tuple(tuple) => Some(tuple.items.to_vec()),
        ValueKind::Set(set) => Some(set.items.borrow_mut().keys(evaluation.dict_order)),
        _ => None,
    }
}
