//! What makes a property from another: `@name.setter` and its kin.

use super::value::{Arguments, BuiltinType, Descriptor, NativeFunction, Value, ValueKind};
use crate::source::Span;
use std::rc::Rc;

pub(super) static SETTER: NativeFunction = NativeFunction {
    name: "setter",
    call: |_, arguments, span| Ok(changed_property(&arguments, span, true)),
};

pub(super) static GETTER: NativeFunction = NativeFunction {
    name: "getter",
    call: |_, arguments, span| Ok(changed_property(&arguments, span, false)),
};

pub(super) static DELETER: NativeFunction = NativeFunction {
    name: "deleter",
    call: |_, arguments, span| {
        Ok(arguments
            .positional
            .first()
            .cloned()
            .unwrap_or(Value::none(span)))
    },
};

fn changed_property(arguments: &Arguments, span: Span, setter: bool) -> Value {
    let [
        Value {
            kind: ValueKind::Descriptor(property),
            ..
        },
        function,
    ] = &arguments.positional[..]
    else {
        return Value::none(span);
    };
    let descriptor = Descriptor {
        kind: BuiltinType::Property,
        function: if setter {
            property.function.clone()
        } else {
            function.clone()
        },
        setter: if setter {
            Some(function.clone())
        } else {
            property.setter.clone()
        },
    };
    Value::new(ValueKind::Descriptor(Rc::new(descriptor)), span)
}
