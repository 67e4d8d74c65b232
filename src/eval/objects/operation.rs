//! What operators and builtin functions do to objects.

use super::attribute::string;
use super::binding::{bind_and_interpolate, limits};
use super::convert::to_given;
use super::raise::{poisoned, raise, type_error};
use crate::diagnostic::codes::eval;
use crate::eval::joined::Joined;
use crate::eval::value::{Iteration, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::object::{Limits, Object, TypeKind};
use crate::source::{Span, Text};
use crate::syntax::ast::CompareOperator;
use std::cmp::Ordering;
use std::hash::Hasher;

/// Iterates over the elements of a list or the keys of a map, interpolated.
pub fn iterate(
    interpreter: &mut Interpreter,
    object: &Object,
    span: Span,
) -> EvalResult<Iteration> {
    if is_poison(object) {
        return Err(poisoned());
    }
    let items: Vec<Object> = match object.ty().kind() {
        TypeKind::List { .. } => object
            .elements(&limits(interpreter))
            .map_err(raise(interpreter))?,
        TypeKind::Map { .. } => {
            let pairs = object
                .pairs(&limits(interpreter))
                .map_err(raise(interpreter))?;
            pairs.into_iter().map(|(key, _)| key).collect()
        }
        _ => {
            return Err(type_error(
                format!("'{}' object is not iterable", object.ty().name()),
                span,
            ));
        }
    };
    Ok(Iteration::Items {
        items: items.into_iter().map(value_of).collect(),
        position: 0,
    })
}

/// `list[1]`, `list[1:]` (a tuple), `map['key']`.
pub fn subscript(
    interpreter: &mut Interpreter,
    object: &Object,
    index: &Value,
    span: Span,
) -> EvalResult {
    if is_poison(object) {
        return Err(poisoned());
    }
    match object.ty().kind() {
        TypeKind::List { .. } => {
            let elements = object
                .elements(&limits(interpreter))
                .map_err(raise(interpreter))?;
            let elements: Vec<Value> = elements.into_iter().map(value_of).collect();
            let elements = Value::tuple(elements, object.span());
            // Pystachio indexes the tuple of the elements, so that a tuple is what a slice gives.
            interpreter.subscript(&elements, index, span)
        }
        TypeKind::Map { .. } => {
            let key = to_given(interpreter, index)?;
            Ok(value_of(
                object
                    .map_item(&key, &limits(interpreter))
                    .map_err(raise(interpreter))?,
            ))
        }
        TypeKind::Struct(_) => Err(Raised::new(
            "TypeError",
            &eval::TYPE_ERROR,
            format!("'{}' object is not subscriptable", object.ty().name()),
            span,
        )
        .map_diagnostic(|diagnostic| match index.as_text() {
            Some(name) => diagnostic.help(format!(
                "attributes are read by calling them: `.{}()`",
                name.as_str()
            )),
            None => diagnostic,
        })),
        _ => Err(type_error(
            format!("'{}' object is not subscriptable", object.ty().name()),
            span,
        )),
    }
}

/// `item in object`.
pub fn contains(
    interpreter: &mut Interpreter,
    object: &Object,
    item: &Value,
    span: Span,
) -> EvalResult<bool> {
    refuse_poison(object)?;
    let item = to_given(interpreter, item)?;
    match object
        .contains(&item, &limits(interpreter))
        .map_err(raise(interpreter))?
    {
        Some(contains) => Ok(contains),
        None => Err(type_error(
            format!("argument of type '{}' is not iterable", object.ty().name()),
            span,
        )),
    }
}

/// `object is other`.
pub fn same(object: &Object, other: &Object) -> bool {
    object.is(other)
}

/// `object == other`; objects equal only objects.
pub fn equal(
    interpreter: &mut Interpreter,
    object: &Object,
    other: &Value,
    _: Span,
) -> EvalResult<bool> {
    match &other.kind {
        ValueKind::Object(other) => {
            refuse_poison(object)?;
            refuse_poison(other)?;
            object
                .equals(other, &limits(interpreter))
                .map_err(raise(interpreter))
        }
        ValueKind::Poison => Err(poisoned()),
        _ => Ok(false),
    }
}

/// `<`, `>`, `<=` and `>=` where one side is a simple object, which is asked: it is less than everything of another class. `None` if neither
/// is. Pystachio: `SimpleObject._my_cmp`.
pub fn ordered(
    interpreter: &mut Interpreter,
    operator: CompareOperator,
    left: &Value,
    right: &Value,
) -> EvalResult<Option<bool>> {
    use CompareOperator::{Greater, GreaterOrEqual, Less, LessOrEqual};
    let simple = |value: &Value| match &value.kind {
        ValueKind::Object(object) if object.as_leaf().is_some() => Some(object.clone()),
        _ => None,
    };
    let order = match (simple(left), &right.kind) {
        (Some(object), ValueKind::Object(other)) => {
            refuse_poison(other)?;
            let order = object.compare(other, &limits(interpreter));
            order.map_err(raise(interpreter))?.unwrap_or(Ordering::Less)
        }
        (Some(_), _) => Ordering::Less,
        // Asked the other way round, `x < object` is `object > x`.
        (None, _) if simple(right).is_some() => Ordering::Greater,
        (None, _) => return Ok(None),
    };
    Ok(Some(match operator {
        Less => order.is_lt(),
        LessOrEqual => order.is_le(),
        Greater => order.is_gt(),
        GreaterOrEqual => order.is_ge(),
        _ => return Ok(None),
    }))
}

/// `cmp(object, other)`. Python 2 orders what has no order of its own by the names of types.
pub fn compare(
    interpreter: &mut Interpreter,
    object: &Object,
    other: &Value,
    _: Span,
) -> EvalResult<Ordering> {
    match &other.kind {
        ValueKind::Object(other) => {
            refuse_poison(object)?;
            refuse_poison(other)?;
            // Pystachio has each of two values of different types less than the other; sorting needs an order.
            if object.ty() != other.ty() {
                return Ok(object.ty().name().cmp(other.ty().name()));
            }
            let ordering = object
                .compare(other, &limits(interpreter))
                .map_err(raise(interpreter))?;
            Ok(ordering.unwrap_or(Ordering::Equal))
        }
        ValueKind::Poison => Err(poisoned()),
        _ => Ok(Ordering::Less),
    }
}

/// `bool(object)`: always true, whatever is in it.
pub fn truth(_: &mut Interpreter, object: &Object, _: Span) -> EvalResult<bool> {
    refuse_poison(object)?;
    Ok(true)
}

/// `str(value)` of an object, type, environment, reference or signature.
pub fn to_str(interpreter: &mut Interpreter, value: &Value, span: Span) -> EvalResult<Text> {
    match &value.kind {
        ValueKind::Object(object) => {
            refuse_poison(object)?;
            object
                .to_text(&limits(interpreter))
                .map_err(raise(interpreter))
        }
        ValueKind::Reference(reference) => Ok(Text::from(format!("{{{{{reference}}}}}"))),
        _ => repr(interpreter, value, span).map(Text::from),
    }
}

/// `repr(value)` of an object, type, environment, reference or signature.
pub fn repr(interpreter: &mut Interpreter, value: &Value, span: Span) -> EvalResult<String> {
    match &value.kind {
        ValueKind::Object(object) => {
            refuse_poison(object)?;
            object
                .repr(&limits(interpreter))
                .map_err(raise(interpreter))
        }
        ValueKind::Type(ty) => Ok(match ty.kind() {
            TypeKind::String | TypeKind::Integer | TypeKind::Float | TypeKind::Boolean => {
                format!("<class 'pystachio.basic.{}'>", ty.name())
            }
            _ => format!("<class 'pystachio.typing.{}'>", ty.name()),
        }),
        ValueKind::Reference(reference) => Ok(format!("Ref({reference})")),
        ValueKind::Environment(environment) => {
            let mut entries = Joined::new(", ");
            for (reference, binding) in environment.iter() {
                let shown = match &binding.value {
                    crate::object::BindingValue::Text(text) => {
                        interpreter.repr(&string(text.clone(), span), span)?
                    }
                    crate::object::BindingValue::Object(object) => object
                        .repr(&limits(interpreter))
                        .map_err(raise(interpreter))?,
                    crate::object::BindingValue::Poison => return Err(poisoned()),
                };
                let entry = format!("Ref({reference}): {shown}");
                entries.push(interpreter, &entry, span)?;
            }
            Ok(format!("Environment({{{}}})", entries.text))
        }
        ValueKind::Signature(signature) => {
            let default = match &signature.default {
                Some(default) => interpreter.to_str(default, span)?.to_string(),
                None => EMPTY.into(),
            };
            let truth = |value: bool| if value { "True" } else { "False" };
            Ok(format!(
                "TypeSignature({}, required: {}, default: {default}, empty: {})",
                signature.ty.name(),
                truth(signature.required),
                truth(signature.default.is_none()),
            ))
        }
        _ => Ok(EMPTY.into()),
    }
}

/// `repr(Empty)`.
const EMPTY: &str = "<class 'pystachio.composite.Empty'>";

/// Whether two objects are the same key of a dict. A failure to compare them counts as a difference.
pub fn key_equality(object: &Object, other: &Object) -> bool {
    object.is(other) || object.equals(other, &Limits::default()).unwrap_or(false)
}

/// `hash(object)`: of the raw value, as in Pystachio.
pub fn hash(object: &Object) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    object.hash_value(&mut hasher);
    hasher.finish()
}

/// What `hash(object)` gives in Python 2; `None` if it depends on addresses.
pub fn python_hash(object: &Object) -> Option<i64> {
    object.python_hash()
}

/// `len(object)`: no object has a length.
pub fn length(_: &mut Interpreter, object: &Object, span: Span) -> EvalResult<usize> {
    refuse_poison(object)?;
    let error = type_error(
        format!("object of type '{}' has no len()", object.ty().name()),
        span,
    );
    Err(error.map_diagnostic(|diagnostic| {
        diagnostic.help("take the length of its plain value, `len(….get())`")
    }))
}

/// `object % bindings`: interpolated with these bindings in front.
pub fn modulo(
    interpreter: &mut Interpreter,
    object: &Object,
    argument: &Value,
    span: Span,
) -> EvalResult {
    if is_poison(object) {
        return Err(poisoned());
    }
    let argument = to_given(interpreter, argument)?;
    let object = bind_and_interpolate(interpreter, object, &argument)?;
    Ok(Value::new(ValueKind::Object(object), span))
}

/// An interpolated object as a value, whose origin is where the object was written.
fn value_of(object: Object) -> Value {
    let origin = object.span();
    if is_poison(&object) {
        return Value::poison(origin);
    }
    Value::new(ValueKind::Object(object.as_interpolated()), origin)
}

/// Whether nothing at all is known of an object, rather than of a part of it.
pub(super) fn is_poison(object: &Object) -> bool {
    object.is_poisoned()
        && object.as_leaf().is_none()
        && object.as_list().is_none()
        && object.as_map().is_none()
        && object.fields().next().is_none()
}

fn refuse_poison(object: &Object) -> EvalResult<()> {
    if object.is_poisoned() {
        return Err(poisoned());
    }
    Ok(())
}
