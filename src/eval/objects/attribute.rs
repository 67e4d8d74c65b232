//! Accessors and methods of objects, and attributes of types.

use super::construct::{call_object, givens};
use super::convert::from_object;
use super::operation::is_poison;
use super::raise::{bad_call, poisoned, raise};
use super::{binding, json, reference, type_check};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::eval::value::{
    Arguments, Entries, Foreign, Method, NativeFunction, Signature, Value, ValueKind,
};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::object::{Object, Type, TypeKind};
use crate::source::{Span, Text};
use std::rc::Rc;
use std::sync::Arc;

/// An attribute of an object, type, environment, reference or signature; `None` if there is none of that name.
pub fn attribute(
    interpreter: &mut Interpreter,
    value: &Value,
    name: &str,
    span: Span,
) -> EvalResult<Option<Value>> {
    match &value.kind {
        ValueKind::Object(object) => {
            let by_class = interpreter.attribute_by_class(value, object.ty(), name, span)?;
            match by_class {
                Some(found) => Ok(Some(found)),
                None => object_attribute(value, object, name, span),
            }
        }
        ValueKind::Type(ty) => type_attribute(interpreter, value, ty, name, span),
        ValueKind::Reference(_) => {
            Ok(reference::method(name).map(|function| method(value, function, span)))
        }
        ValueKind::Signature(signature) => Ok(signature_attribute(signature, name, span)),
        ValueKind::Environment(_) => Ok((name == "find").then(|| method(value, &FIND, span))),
        _ => Ok(None),
    }
}

/// Names that `attribute` knows for a value, to suggest one that was meant.
pub fn attribute_names(interpreter: &Interpreter, value: &Value) -> Vec<String> {
    match &value.kind {
        ValueKind::Object(object) => {
            let methods = OBJECT_METHODS
                .iter()
                .map(|function| function.name.to_owned());
            let attributes = object.ty().as_struct().map(|ty| ty.attributes.keys());
            let accessors = attributes
                .into_iter()
                .flatten()
                .flat_map(|name| [name.to_string(), format!("has_{name}")]);
            let by_class = interpreter.names_by_class(object.ty());
            accessors.chain(methods).chain(by_class).collect()
        }
        ValueKind::Type(ty) => {
            let always = ["__name__".to_owned(), "json_loads".to_owned()];
            let by_class = interpreter.names_by_class(ty).into_iter();
            by_class.chain(always).collect()
        }
        ValueKind::Reference(_) => vec!["address".into(), "components".into()],
        _ => Vec::new(),
    }
}

/// Whether objects have a method of that name.
pub fn is_method(name: &str) -> bool {
    OBJECT_METHODS.iter().any(|function| function.name == name)
}

/// What is raised where `attribute` found nothing.
pub fn no_attribute(
    interpreter: &Interpreter,
    value: &Value,
    name: &str,
    span: Span,
) -> Box<Raised> {
    let (of, python) = match &value.kind {
        ValueKind::Object(object) => {
            let ty = object.ty();
            (
                format!("{} has no attribute `{name}`", ty.called()),
                format!("{} has no attribute {name}", ty.name()),
            )
        }
        ValueKind::Type(ty) => {
            let of = ty.name();
            let python = format!("type object '{of}' has no attribute '{name}'");
            (format!("the type `{of}` has no attribute `{name}`"), python)
        }
        _ => {
            let message = format!("unknown attribute `{name}`");
            (message.clone(), message)
        }
    };
    // The name ends the expression that reads it.
    let name_span = Span {
        start: span.end.saturating_sub(name.len() as u32).max(span.start),
        ..span
    };
    let mut diagnostic =
        Diagnostic::new(&eval::NO_ATTRIBUTE, of, name_span).at("no such attribute");
    let names = attribute_names(interpreter, value);
    if let Some(near) = interpreter.nearest(name, names.iter().map(String::as_str)) {
        diagnostic = diagnostic.suggest(name_span, near);
    }
    Raised::with_diagnostic("AttributeError", python, diagnostic)
}

/// A method that every struct has, also one that only its class calls by name: `super(X, self).__repr__()`.
pub(super) fn library_method(name: &str) -> Option<&'static NativeFunction> {
    let mut functions = OBJECT_METHODS.iter().chain(SPECIAL_METHODS);
    functions.find(|function| function.name == name)
}

fn method(receiver: &Value, function: &'static NativeFunction, span: Span) -> Value {
    let method = Method {
        receiver: receiver.clone(),
        function: Value::new(ValueKind::Native(function), span),
    };
    Value::new(ValueKind::Method(Rc::new(method)), span)
}

static OBJECT_METHODS: &[NativeFunction] = &[
    NativeFunction {
        name: "bind",
        call: binding::bind,
    },
    NativeFunction {
        name: "in_scope",
        call: binding::in_scope,
    },
    NativeFunction {
        name: "interpolate",
        call: binding::interpolate,
    },
    NativeFunction {
        name: "check",
        call: type_check::check,
    },
    NativeFunction {
        name: "get",
        call: get,
    },
    NativeFunction {
        name: "copy",
        call: copy,
    },
    NativeFunction {
        name: "scopes",
        call: scopes,
    },
    NativeFunction {
        name: "json_dumps",
        call: json::dumps,
    },
    NativeFunction {
        name: "find",
        call: find,
    },
];

static SPECIAL_METHODS: &[NativeFunction] = &[
    NativeFunction {
        name: "__call__",
        call: call_method,
    },
    NativeFunction {
        name: "__repr__",
        call: repr_method,
    },
    NativeFunction {
        name: "__str__",
        call: repr_method,
    },
];

static UNWRAP: NativeFunction = NativeFunction {
    name: "unwrap",
    call: binding::unwrap,
};

static FIND: NativeFunction = NativeFunction {
    name: "find",
    call: find,
};

fn object_attribute(
    value: &Value,
    object: &Object,
    name: &str,
    span: Span,
) -> EvalResult<Option<Value>> {
    if name == "__class__" {
        let ty = ValueKind::Type(object.ty().clone());
        return Ok(Some(Value::new(ty, span)));
    }
    if name == "__doc__"
        && let Some(ty) = object.ty().as_struct()
    {
        let text = ty.documentation.as_ref();
        let text = text.map(|text| Value::string(&**text, span));
        return Ok(Some(text.unwrap_or(Value::none(span))));
    }
    if let Some(function) = OBJECT_METHODS.iter().find(|function| function.name == name) {
        return Ok(Some(method(value, function, span)));
    }
    if let ("unwrap", TypeKind::Choice { .. }) = (name, object.ty().kind()) {
        return Ok(Some(method(value, &UNWRAP, span)));
    }
    let Some(ty) = object.ty().as_struct() else {
        return match (object.is_poisoned(), object.ty().kind()) {
            // An unwrapped choice would have them; which one it is was not found out.
            (true, TypeKind::Choice { .. }) => Err(poisoned()),
            _ => Ok(None),
        };
    };
    let accessor = |attribute: &str, asks: bool| {
        ty.attributes.contains_key(attribute).then(|| {
            let accessor = Accessor {
                object: object.clone(),
                attribute: attribute.into(),
                asks,
            };
            Value::new(ValueKind::foreign(accessor), span)
        })
    };
    let asked = name.strip_prefix("has_");
    Ok(asked
        .and_then(|attribute| accessor(attribute, true))
        .or_else(|| accessor(name, false)))
}

/// `process.name`, which gives the attribute when it is called, or `process.has_name`, which says whether it is set.
#[derive(Debug)]
struct Accessor {
    object: Object,
    attribute: Arc<str>,
    asks: bool,
}

impl Foreign for Accessor {
    fn type_name(&self) -> &'static str {
        "function"
    }

    fn call(
        &self,
        i: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if is_poison(&self.object) {
            return Err(poisoned());
        }
        if !arguments.positional.is_empty() || !arguments.keywords.is_empty() {
            return Err(bad_call(
                format!("`{}()` takes no arguments", self.attribute),
                span,
            ));
        }
        if self.asks {
            let set = self.object.has(&self.attribute).map_err(raise(i))?;
            return Ok(Some(Value::boolean(set, span)));
        }
        let attribute = self
            .object
            .interpolate_key(&self.attribute, &binding::limits(i))
            .map_err(raise(i))?;
        Ok(Some(match attribute {
            Some(object) if is_poison(&object) => return Err(poisoned()),
            // The origin is where the value was written: a type error later on points there.
            Some(object) => {
                let origin = object.span();
                Value::new(ValueKind::Object(object.as_interpolated()), origin)
            }
            None => Value::new(ValueKind::Empty, span),
        }))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn call_method(i: &mut Interpreter, mut arguments: Arguments, span: Span) -> EvalResult {
    let receiver = arguments.positional.first().map(|value| value.kind.clone());
    let Some(ValueKind::Object(object)) = receiver else {
        return Err(bad_call("`__call__` belongs to an object", span));
    };
    arguments.positional.remove(0);
    call_object(i, &object, arguments, span)
}

fn repr_method(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let object = binding::lone_receiver(&arguments, "__repr__", span)?;
    let text = object.repr(&binding::limits(i)).map_err(raise(i))?;
    Ok(string(text.into(), span))
}

fn get(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let object = binding::lone_receiver(&arguments, "get", span)?;
    from_object(i, &object, span)
}

fn copy(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let object = binding::lone_receiver(&arguments, "copy", span)?;
    Ok(Value::new(ValueKind::Object(object), span))
}

/// What is bound to an object is of no use to a configuration; the method is there so that calling it is no error.
fn scopes(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    binding::lone_receiver(&arguments, "scopes", span)?;
    Ok(Value::tuple([], span))
}

/// `object.find(reference)`: what the reference leads to.
fn find(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let found = match arguments.positional.as_slice() {
        [this, asked] => {
            let ValueKind::Reference(reference) = &asked.kind else {
                return Err(bad_call("`find` takes a `Ref`", asked.origin));
            };
            let scope = match givens(i, std::slice::from_ref(this))?.first() {
                Some(given) => crate::object::Scope::from_given(given).map_err(raise(i))?,
                None => return Err(poisoned()),
            };
            // A text of nothing but the reference, looked up in that scope.
            reference::look_up(i, reference, scope, span)?
        }
        _ => return Err(bad_call("`find` takes one `Ref`", span)),
    };
    Ok(found)
}

fn type_attribute(
    interpreter: &mut Interpreter,
    value: &Value,
    ty: &Type,
    name: &str,
    span: Span,
) -> EvalResult<Option<Value>> {
    if name != "__name__"
        && let Some(found) = interpreter.attribute_of_struct_class(value, name)
    {
        return Ok(Some(found));
    }
    let of_type = |ty: &Type| Value::new(ValueKind::Type(ty.clone()), span);
    Ok(match (name, ty.kind()) {
        ("__name__", _) => Some(Value::string(&**ty.name(), span)),
        ("json_loads", TypeKind::Struct(_)) => Some(method(value, &json::LOADS, span)),
        ("__doc__", TypeKind::Struct(ty)) => Some(match &ty.documentation {
            Some(text) => Value::string(&**text, span),
            None => Value::none(span),
        }),
        ("TYPEMAP", TypeKind::Struct(ty)) => {
            let mut entries = Entries::default();
            for (name, attribute) in &ty.attributes {
                let signature = Signature {
                    ty: attribute.ty.clone(),
                    required: attribute.required,
                    default: attribute
                        .default
                        .clone()
                        .map(|object| Value::new(ValueKind::Object(object), attribute.span)),
                };
                let key = interpreter.key(&Value::string(&**name, span), span)?;
                entries.insert(
                    key,
                    Value::new(ValueKind::Signature(Rc::new(signature)), attribute.span),
                );
            }
            Some(Value::dict(entries, span))
        }
        ("TYPE", TypeKind::List { element }) => Some(of_type(element)),
        ("KEYTYPE", TypeKind::Map { key, .. }) => Some(of_type(key)),
        ("VALUETYPE", TypeKind::Map { value, .. }) => Some(of_type(value)),
        ("VALUES", TypeKind::Enum { values }) => {
            let values: Vec<Value> = values
                .iter()
                .map(|value| Value::string(&**value, span))
                .collect();
            Some(Value::tuple(values, span))
        }
        ("CHOICES", TypeKind::Choice { alternatives }) => Some(Value::list(
            alternatives.iter().map(of_type).collect(),
            span,
        )),
        (_, TypeKind::Struct(_)) => {
            library_method(name).map(|native| Value::new(ValueKind::Native(native), span))
        }
        _ => None,
    })
}

fn signature_attribute(signature: &Signature, name: &str, span: Span) -> Option<Value> {
    let empty = || Value::new(ValueKind::Empty, span);
    match name {
        "klazz" => Some(Value::new(ValueKind::Type(signature.ty.clone()), span)),
        "required" => Some(Value::boolean(signature.required, span)),
        "default" => Some(signature.default.clone().unwrap_or_else(empty)),
        "empty" => Some(Value::boolean(signature.default.is_none(), span)),
        _ => None,
    }
}

/// A text as plain string if it can be one.
pub(super) fn string(text: Text, span: Span) -> Value {
    let kind = if text.is_ascii() {
        ValueKind::String(text)
    } else {
        ValueKind::Unicode(text)
    };
    Value::new(kind, span)
}
