//! What makes a property from another: `@name.setter` and its kin.

use super::value::{Arguments, BuiltinType, Descriptor, NativeFunction, Value, ValueKind};
use crate::source::Span;
use std::rc::Rc;

pub(super) static SETTER: NativeFunction = NativeFunction {
    name: "setter",
    call: |_, arguments, span| Ok(changed_property(&arguments, span, Part::Setter)),
};

pub(super) static GETTER: NativeFunction = NativeFunction {
    name: "getter",
    call: |_, arguments, span| Ok(changed_property(&arguments, span, Part::Getter)),
};

pub(super) static DELETER: NativeFunction = NativeFunction {
    name: "deleter",
    call: |_, arguments, span| Ok(changed_property(&arguments, span, Part::Deleter)),
};

enum Part {
    Getter,
    Setter,
    Deleter,
}

/// A copy of a property with another function for one of its parts.
fn changed_property(arguments: &Arguments, span: Span, part: Part) -> Value {
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
    let mut descriptor = Descriptor {
        kind: BuiltinType::Property,
        function: property.function.clone(),
        setter: property.setter.clone(),
        deleter: property.deleter.clone(),
    };
    match part {
        Part::Getter => descriptor.function = function.clone(),
        Part::Setter => descriptor.setter = Some(function.clone()),
        Part::Deleter => descriptor.deleter = Some(function.clone()),
    }
    Value::new(ValueKind::Descriptor(Rc::new(descriptor)), span)
}
