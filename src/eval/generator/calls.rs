//! What a configuration does with a generator beside asking for its next item: `send`, `throw` and `close`.

use super::{Generator, Sent};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::eval::value::{Iteration, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;

/// `generator.send(value)`: the next item, or `None` at the end.
pub(in crate::eval) fn send(
    interpreter: &mut Interpreter,
    iterator: &Value,
    value: Value,
    span: Span,
) -> EvalResult<Option<Value>> {
    let is_none = matches!(value.kind, ValueKind::None);
    with_generator(iterator, |iteration| {
        let Some(generator) = generator_in(iteration, span)? else {
            return interpreter.next(iteration, span);
        };
        if generator.position.is_none() && !is_none {
            let message = "can't send non-None value to a just-started generator";
            return Err(Raised::new("TypeError", &eval::TYPE_ERROR, message, span));
        }
        generator.resume(interpreter, Sent::Value(value), span)
    })
}

/// `generator.throw(exception)`: raises it where the generator waits; the next item, or `None` at the end.
pub(in crate::eval) fn throw(
    interpreter: &mut Interpreter,
    iterator: &Value,
    exception: Box<Raised>,
    span: Span,
) -> EvalResult<Option<Value>> {
    with_generator(iterator, |iteration| {
        match generator_in(iteration, span)? {
            Some(generator) if generator.position.is_some() => {
                let sent = Sent::Exception(exception);
                // What the generator does not catch comes back here.
                interpreter.guard(|interpreter| generator.resume(interpreter, sent, span))
            }
            _ => Err(exception),
        }
    })
}

/// `generator.close()`: raises `GeneratorExit` where the generator waits.
pub(in crate::eval) fn close(
    interpreter: &mut Interpreter,
    iterator: &Value,
    span: Span,
) -> EvalResult<()> {
    let exit = || Raised::new("GeneratorExit", &eval::RAISED, "", span);
    let outcome = with_generator(iterator, |iteration| {
        match generator_in(iteration, span) {
            Ok(Some(generator)) if generator.position.is_some() => {
                let sent = Sent::Exception(exit());
                interpreter.guard(|interpreter| generator.resume(interpreter, sent, span))
            }
            // It has not begun or is over, or ran to its end at once.
            _ => Ok(None),
        }
    });
    match outcome {
        Ok(None) => Ok(()),
        Ok(Some(_)) => {
            let message = "generator ignored GeneratorExit";
            Err(Raised::new("RuntimeError", &eval::RAISED, message, span))
        }
        Err(raised) => {
            let mut ends = ["GeneratorExit", "StopIteration"].into_iter();
            match ends.any(|class| interpreter.is_exception(&raised, class)) {
                true => Ok(()),
                false => Err(raised),
            }
        }
    }
}

/// Works on an iterator, which is over afterwards unless it gave an item.
fn with_generator(
    iterator: &Value,
    action: impl FnOnce(&mut Iteration) -> EvalResult<Option<Value>>,
) -> EvalResult<Option<Value>> {
    let ValueKind::Iterator(shared) = &iterator.kind else {
        return Ok(None);
    };
    // Taken out while it runs, as in `next`.
    let mut iteration = shared.replace(Iteration::Done);
    let not_begun = is_fresh(&mut iteration);
    let result = action(&mut iteration);
    // A value that comes too early is refused, and the generator can still begin.
    let is_kept = match &result {
        Ok(item) => item.is_some(),
        Err(_) => not_begun && is_fresh(&mut iteration) && is_type_error(&result),
    };
    if is_kept {
        shared.replace(iteration);
    }
    result
}

fn is_type_error(result: &EvalResult<Option<Value>>) -> bool {
    let Err(raised) = result else { return false };
    matches!(&**raised, Raised::Exception(it) if it.python_message.starts_with("can't send"))
}

fn is_fresh(iteration: &mut Iteration) -> bool {
    let Iteration::Lazy(lazy) = iteration else {
        return false;
    };
    lazy.as_generator().is_some_and(|it| it.position.is_none())
}

/// The generator function's call behind an iterator. Generator expressions and iterators that are over have none.
fn generator_in(iteration: &mut Iteration, span: Span) -> EvalResult<Option<&mut Generator>> {
    let Iteration::Lazy(lazy) = iteration else {
        return match iteration {
            // Its items were computed at once.
            Iteration::Items { .. } => Err(at_once(span)),
            _ => Ok(None),
        };
    };
    match lazy.as_generator() {
        Some(generator) if !generator.yields.are_statements() => Err(at_once(span)),
        generator => Ok(generator),
    }
}

fn at_once(span: Span) -> Box<Raised> {
    let message =
        "cannot send to or throw into a generator with a `yield` inside another expression";
    let diagnostic = Diagnostic::new(&eval::UNSUPPORTED, message, span);
    let help = "write each `yield` as a statement: `received = yield item`";
    Raised::with_diagnostic("NotImplementedError", message, diagnostic.help(help))
}
