//! What `check()` gives.

use super::binding::{limits, lone_receiver};
use super::raise::{bad_call, poisoned, raise};
use crate::eval::value::{Arguments, Foreign, Method, NativeFunction, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter};
use crate::object::ProblemKind;
use crate::source::Span;
use std::rc::Rc;

/// Whether an object is well-typed, and what is wrong with it if not. Pystachio: `TypeCheck`.
#[derive(Debug)]
struct TypeCheck {
    /// What is wrong.
    failure: Option<String>,
}

/// `object.check()`.
pub(super) fn check(i: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let object = lone_receiver(&arguments, "check", span)?;
    if object.is_poisoned() {
        return Err(poisoned());
    }
    let mut problems = object.check_with(&limits(i));
    if let Some(exceeded) =
        problems.pop_if(|last| matches!(last.kind, ProblemKind::BudgetExceeded(_)))
    {
        return Err(raise(i)(exceeded.into()));
    }
    let failure = match problems.into_iter().next() {
        None => None,
        Some(first) => {
            let said = object.check_message(&limits(i)).map_err(raise(i))?;
            Some(said.unwrap_or(first.python_message))
        }
    };
    Ok(Value::new(ValueKind::foreign(TypeCheck { failure }), span))
}

impl Foreign for TypeCheck {
    fn type_name(&self) -> &'static str {
        "TypeCheck"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let function = match name {
            "ok" => &OK,
            "message" => &MESSAGE,
            _ => return Ok(None),
        };
        let method = Method {
            receiver: this.clone(),
            function: Value::new(ValueKind::Native(function), span),
        };
        Ok(Some(Value::new(ValueKind::Method(Rc::new(method)), span)))
    }

    fn repr(&self, _: &mut Interpreter) -> EvalResult<String> {
        Ok(match &self.failure {
            None => "TypeCheck(OK)".into(),
            Some(failure) => format!("TypeCheck(FAILED): {failure}"),
        })
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

static OK: NativeFunction = NativeFunction {
    name: "ok",
    call: |_, arguments, span| {
        with_failure(&arguments, span, |failure| {
            Value::boolean(failure.is_none(), span)
        })
    },
};

static MESSAGE: NativeFunction = NativeFunction {
    name: "message",
    call: |_, arguments, span| {
        with_failure(&arguments, span, |failure| {
            Value::string(failure.unwrap_or_default(), span)
        })
    },
};

fn with_failure(
    arguments: &Arguments,
    span: Span,
    answer: impl FnOnce(Option<&str>) -> Value,
) -> EvalResult {
    if let [this] = arguments.positional.as_slice()
        && let ValueKind::Foreign(foreign) = &this.kind
        && let Some(check) = foreign.as_any().downcast_ref::<TypeCheck>()
    {
        return Ok(answer(check.failure.as_deref()));
    }
    Err(bad_call("this takes no arguments", span))
}
