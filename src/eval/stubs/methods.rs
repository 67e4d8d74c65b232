//! Stands in for `methods/` until it is merged.
#![allow(missing_docs, unused_variables)]
use crate::eval::ValueKind;
use crate::eval::value::{BuiltinType, NativeFunction};

static APPEND: NativeFunction = NativeFunction {
    name: "append",
    call: |_, arguments, span| {
        if let (Some(list), Some(item)) =
            (arguments.positional.first(), arguments.positional.get(1))
            && let ValueKind::List(list) = &list.kind
        {
            list.borrow_mut().push(item.clone());
        }
        Ok(crate::eval::Value::none(span))
    },
};
pub fn find(kind: &ValueKind, name: &str) -> Option<&'static NativeFunction> {
    matches!((kind, name), (ValueKind::List(_), "append")).then_some(&APPEND)
}
pub fn find_in(ty: BuiltinType, name: &str) -> Option<&'static NativeFunction> {
    matches!((ty, name), (BuiltinType::List, "append")).then_some(&APPEND)
}
