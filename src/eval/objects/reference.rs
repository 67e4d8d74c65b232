//! `Ref`: addresses as values.

use super::binding::limits;
use super::raise::{bad_call, poisoned, raise};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::object as codes;
use crate::eval::value::{Arguments, Foreign, NativeFunction, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::object::{Object, PlainKind, PlainValue, Scope, Type};
use crate::source::{Span, Text};
use crate::template::{Component, Reference};

/// The class `Ref`. Configurations only ever write `Ref.from_address('a.b[c]')`.
#[derive(Debug)]
pub(super) struct ReferenceClass;

static FROM_ADDRESS: NativeFunction = NativeFunction {
    name: "from_address",
    call: |_, arguments, span| parse(&arguments, span),
};

static ADDRESS: NativeFunction = NativeFunction {
    name: "address",
    call: |_, arguments, span| {
        let reference = receiver(&arguments, span)?;
        Ok(Value::string(reference.to_string(), span))
    },
};

static COMPONENTS: NativeFunction = NativeFunction {
    name: "components",
    call: |_, arguments, span| {
        let reference = receiver(&arguments, span)?;
        let steps: Vec<Value> = reference
            .components()
            .iter()
            .map(|component| Value::string(component.to_string(), span))
            .collect();
        Ok(Value::tuple(steps, span))
    },
};

/// A method of references.
pub(super) fn method(name: &str) -> Option<&'static NativeFunction> {
    match name {
        "address" => Some(&ADDRESS),
        "components" => Some(&COMPONENTS),
        _ => None,
    }
}

impl Foreign for ReferenceClass {
    fn type_name(&self) -> &'static str {
        "Ref"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        _: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(match name {
            "from_address" | "wrap" => Some(Value::new(ValueKind::Native(&FROM_ADDRESS), span)),
            "__name__" => Some(Value::string("Ref", span)),
            _ => None,
        })
    }

    fn repr(&self, _: &mut Interpreter) -> EvalResult<String> {
        Ok("<class 'pystachio.naming.Ref'>".into())
    }

    fn call(&self, _: &mut Interpreter, _: Arguments, span: Span) -> EvalResult<Option<Value>> {
        Err(bad_call(
            "`Ref` is made from an address: `Ref.from_address('a.b')`",
            span,
        ))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn receiver(arguments: &Arguments, span: Span) -> EvalResult<Reference> {
    match arguments.positional.as_slice() {
        [
            Value {
                kind: ValueKind::Reference(reference),
                ..
            },
        ] => Ok(reference.clone()),
        _ => Err(bad_call("this takes no arguments", span)),
    }
}

fn parse(arguments: &Arguments, span: Span) -> EvalResult {
    let given = arguments
        .positional
        .first()
        .or_else(|| arguments.keywords.first().map(|(_, _, value)| value));
    let Some(given) = given else {
        return Err(bad_call("`from_address` takes an address", span));
    };
    match &given.kind {
        ValueKind::Reference(_) => Ok(given.clone()),
        ValueKind::Poison => Err(poisoned()),
        ValueKind::String(text) | ValueKind::Unicode(text) => match Reference::parse(text) {
            Ok(reference) => Ok(Value::new(ValueKind::Reference(reference), given.origin)),
            Err(reason) => {
                let message = format!("`{}` is not an address: {reason}", text.as_str());
                let diagnostic = Diagnostic::new(&codes::BAD_BINDING, message, given.origin);
                let python = Reference::refusal(text);
                Err(Raised::with_diagnostic(
                    "InvalidRefError",
                    python,
                    diagnostic,
                ))
            }
        },
        _ => Err(bad_call("an address must be a string", given.origin)),
    }
}

/// What a reference leads to in a scope. Pystachio: `Namable.find`.
pub(super) fn look_up(
    i: &Interpreter,
    reference: &Reference,
    scope: Scope,
    span: Span,
) -> EvalResult {
    let not_found = || {
        let last = reference.components().first().map(Component::to_string);
        Raised::new(
            "Exception",
            &codes::BAD_BINDING,
            format!("nothing is bound to `{}`", last.unwrap_or_default()),
            span,
        )
    };
    match &scope {
        Scope::Object(object) => match object.find(reference) {
            Some(found) => Ok(Value::new(ValueKind::Object(found), span)),
            None => Err(not_found()),
        },
        Scope::Environment(_) | Scope::Nameless(_) => {
            let given = PlainValue {
                kind: PlainKind::text(Text::new(format!("{{{{{reference}}}}}"))),
                span,
            };
            let text = Object::new(&Type::string(), &given).map_err(raise(i))?;
            let interpolation = text.bind(scope).interpolate_with(&limits(i), None);
            if !interpolation.unbound.is_empty() || !interpolation.problems.is_empty() {
                return Err(not_found());
            }
            Ok(Value::new(ValueKind::Object(interpolation.object), span))
        }
    }
}
