//! The methods of generators.

use super::wrong_receiver;
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{alone, bind_method};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind, generator};
use crate::source::Span;

super::methods! {
    /// What only generators have. Other iterators are asked in vain.
    GENERATOR:
    "close" => close,
    "send" => send,
    "throw" => throw,
}

fn close(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("close", arguments, span)?;
    receiver("close", &this, span)?;
    generator::close(interpreter, &this, span)?;
    Ok(Value::none(span))
}

fn send(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [value], []) = bind_method("send", arguments, &["value"], span)?;
    receiver("send", &this, span)?;
    let item = generator::send(interpreter, &this, value, span)?;
    item.ok_or_else(|| used_up(span))
}

fn throw(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let names = ["type", "value", "traceback"];
    let (this, [class], [value, _]) = bind_method("throw", arguments, &names, span)?;
    receiver("throw", &this, span)?;
    let given = value.filter(|value| !matches!(value.kind, ValueKind::None));
    let raised = interpreter.raised_by(class, given, span, span)?;
    let item = generator::throw(interpreter, &this, raised, span)?;
    item.ok_or_else(|| used_up(span))
}

fn receiver(method: &str, this: &Value, span: Span) -> EvalResult<()> {
    match &this.kind {
        ValueKind::Iterator(_) => Ok(()),
        _ => wrong_receiver(method, "generator", this, span),
    }
}

fn used_up(span: Span) -> Box<Raised> {
    let raised = Raised::new("StopIteration", &codes::eval::VALUE_ERROR, "", span);
    raised.map_diagnostic(|mut diagnostic| {
        diagnostic.message = "the generator is exhausted".to_owned();
        diagnostic
    })
}
