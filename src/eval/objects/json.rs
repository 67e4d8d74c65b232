//! Objects from and to JSON, as a configuration may do it itself.

use super::binding::{limits, lone_receiver};
use super::convert::{from_object, to_given};
use super::raise::{bad_call, raise};
use crate::eval::value::{Arguments, NativeFunction, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, modules};
use crate::object::{Object, PlainKind, PlainValue, Type};
use crate::source::Span;

/// `object.json_dumps()`.
pub(super) fn dumps(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let object = lone_receiver(&arguments, "json_dumps", span)?;
    let interpolated = object.interpolated(&limits(i)).map_err(raise(i))?;
    let plain = from_object(i, &interpolated, span)?;
    call_json(i, "dumps", plain, span)
}

/// `Type.json_loads(text, strict = False)`: unless it is strict, attributes that the struct lacks are left out.
pub(super) static LOADS: NativeFunction = NativeFunction {
    name: "json_loads",
    call: |i, arguments, span| {
        let strict = arguments
            .keywords
            .iter()
            .find(|(name, _, _)| &**name == "strict")
            .map(|(_, _, value)| value)
            .or_else(|| arguments.positional.get(2))
            .cloned();
        let strict = match strict {
            Some(value) => i.truth(&value, span)?,
            None => false,
        };
        let (Some(ty), Some(text)) = (arguments.positional.first(), arguments.positional.get(1))
        else {
            return Err(bad_call("`json_loads` takes a string", span));
        };
        let ValueKind::Type(ty) = ty.kind.clone() else {
            return Err(bad_call("`json_loads` belongs to a type", span));
        };
        let loaded = call_json(i, "loads", text.clone(), span)?;
        let given = to_given(i, &loaded)?;
        let given = if strict { given } else { known(&ty, given) };
        let object = Object::new(&ty, &given).map_err(raise(i))?;
        Ok(Value::new(ValueKind::Object(object), span))
    },
};

/// Calls a function of the module `json`.
fn call_json(i: &mut Interpreter, function: &str, argument: Value, span: Span) -> EvalResult {
    let Some(json) = modules::load(i, "json", span)? else {
        return Err(bad_call("unknown module `json`", span));
    };
    let function = i.attribute(&json, function, span)?;
    let mut arguments = Arguments::default();
    arguments.positional.push(argument);
    i.call(&function, arguments, span)
}

/// What is left without the keys that a struct has no attribute for. Pystachio: `_filter_against_schema`.
fn known(ty: &Type, given: PlainValue) -> PlainValue {
    let (Some(ty), PlainKind::Map(pairs)) = (ty.as_struct(), &given.kind) else {
        return given;
    };
    let kept = pairs.iter().filter_map(|(key, value)| {
        let PlainKind::Text(name, _) = &key.kind else {
            return None;
        };
        let attribute = ty.attributes.get(name.as_str())?;
        Some((key.clone(), known(&attribute.ty, value.clone())))
    });
    PlainValue {
        kind: PlainKind::Map(kept.collect()),
        span: given.span,
    }
}
