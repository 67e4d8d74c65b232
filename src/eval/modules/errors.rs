//! `_errors`: how modules that are written in the language report what a configuration does wrong, at its call.

use super::arguments::{present, string, take};
use super::build::{ModuleBuilder, foreign, natives, positional};
use super::refusal::Refusal;
use crate::eval::builtins::arguments::wrong_argument;
use crate::eval::value::{Arguments, Value};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;

natives! { FUNCTIONS: "expect" => expect, "fail" => fail, "refuse" => refuse }

/// The module.
pub(super) fn module(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("_errors", span)
        .functions(FUNCTIONS)
        .finish())
}

/// `expect(function, value, classes, words, python = None)`: a `TypeError` unless the argument of the function is of one of the classes.
/// `words` says in English what is expected, `python` is what `str(e)` gives.
fn expect(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([function, value, classes, words], [python]) =
        take("expect", arguments, ["", "", "", ""], [""], span)?;
    if value.is_poison() {
        return Err(Raised::poisoned());
    }
    let isinstance = interpreter.builtins.get("isinstance");
    let isinstance = isinstance.unwrap_or_else(|| Value::poison(span));
    let arguments = positional([value.clone(), classes]);
    let is_one = interpreter.call(&isinstance, arguments, span)?;
    if interpreter.truth(&is_one, span)? {
        return Ok(Value::none(span));
    }
    let function = string("expect", &function, span)?.text.to_string();
    let words = string("expect", &words, span)?.text.to_string();
    let python = match present(python) {
        Some(python) => string("expect", &python, span)?.text.to_string(),
        None => {
            let found = interpreter.type_name(&value);
            format!("{function}() expects {words}, got {found}")
        }
    };
    let call = interpreter.users_call(span);
    Err(wrong_argument(&function, &words, &value, python, call))
}

/// `refuse(name, reason)`: a function that refuses when it is called.
fn refuse(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([name, reason], []) = take("refuse", arguments, ["", ""], [], span)?;
    let name = string("refuse", &name, span)?.text.to_string();
    let reason = string("refuse", &reason, span)?.text.to_string();
    Ok(foreign(Refusal::new(name, reason), span))
}

/// `fail(class, argument, message, help = None)`: raises `class(argument)`, reported with a message in jobc's words.
fn fail(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([class, argument, message], [help]) = take("fail", arguments, ["", "", ""], [""], span)?;
    let message = interpreter.to_str(&message, span)?.to_string();
    let help = match present(help) {
        Some(help) => Some(interpreter.to_str(&help, span)?.to_string()),
        None => None,
    };
    let raised = interpreter.raised_by(class, Some(argument), span, span)?;
    let call = interpreter.users_call(span);
    Err(raised.map_diagnostic(|mut diagnostic| {
        diagnostic.message = message;
        diagnostic.primary.span = call;
        diagnostic.help = help;
        diagnostic
    }))
}
