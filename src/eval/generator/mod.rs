//! Generators: calls of functions with `yield`, executed from one `yield` to the next.
//!
//! A generator keeps where it stands in its body ([`Position`]), and goes down there again when it is asked for its next item. That works
//! where each `yield` is a statement or all of the right side of one, as nearly everybody writes it. A function with a `yield` inside of
//! another expression runs to its end when its first item is asked for, and takes nothing that is sent to it.
//!
//! | file | what |
//! | --- | --- |
//! | `position.rs` | where in its body a generator stands |
//! | `yields.rs` | which statements of a body have a `yield` in them |
//! | `statements.rs` | executing blocks, branches and loops from such a place on |
//! | `in_try.rs` | the same of `try` and `with` |
//! | `calls.rs` | `send`, `throw` and `close` |

mod calls;
mod in_try;
mod position;
mod statements;
mod yields;

pub(in crate::eval) use calls::{close, send, throw};
pub(super) use yields::Yields;

use super::interpreter::Frame;
use super::journal::CallId;
use super::scope::Env;
use super::value::{Code, Function, Iteration, Lazy, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised};
use crate::source::Span;
use crate::syntax::ast;
use position::{Position, Step};
use std::rc::Rc;
use std::sync::Arc;

/// A call of a function with `yield`.
pub struct Generator {
    function: Rc<Function>,
    env: Env,
    receiver: Option<Value>,
    yields: Rc<Yields>,
    /// Where it waits; `None` before its first item is asked for.
    position: Option<Position>,
    /// The call in the journal.
    pub(super) call: CallId,
}

/// What a generator gets at the `yield` where it waits.
pub(super) enum Sent {
    /// A value; `None` from whoever only asks for the next item.
    Value(Value),
    /// An exception, which is raised there.
    Exception(Box<Raised>),
}

impl std::fmt::Debug for Generator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Generator({})", self.function.name)
    }
}

impl Generator {
    /// A call of `definition`, whose arguments are bound in `env`.
    pub(super) fn new(
        interpreter: &mut Interpreter,
        function: &Rc<Function>,
        definition: &ast::Function,
        env: Env,
        receiver: Option<Value>,
    ) -> Generator {
        Generator {
            function: function.clone(),
            env,
            receiver,
            yields: interpreter.yields_of(definition),
            position: None,
            call: CallId::FILE,
        }
    }

    fn definition(&self) -> Option<Arc<ast::Function>> {
        match &self.function.code {
            Code::Definition(definition) => Some(definition.clone()),
            Code::Lambda(_) => None,
        }
    }

    /// Goes on to the next `yield`; `None` if it has come to its end.
    fn resume(
        &mut self,
        interpreter: &mut Interpreter,
        sent: Sent,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let Some(definition) = self.definition() else {
            return Ok(None);
        };
        let position = self.position.get_or_insert_default();
        let run = statements::Run {
            env: &self.env,
            yields: &self.yields,
        };
        let mut sent = Some(sent);
        interpreter.frames.push(Frame {
            span,
            label: "called from here",
            env: self.env.clone(),
            function: Some(self.function.clone()),
            receiver: self.receiver.clone(),
            call: self.call,
        });
        interpreter.call_depth += 1;
        let handled = interpreter.handled.len();
        let handled = std::mem::replace(&mut interpreter.handled_before, handled);
        interpreter.generators += 1;
        let step = interpreter.nested(span, |interpreter| {
            interpreter.resume_block(&run, &definition.body, position, &mut sent)
        });
        interpreter.handled.truncate(interpreter.handled_before);
        interpreter.handled_before = handled;
        interpreter.generators -= 1;
        interpreter.call_depth -= 1;
        interpreter.frames.pop();
        match step {
            Ok(Step::Yielded(value)) => Ok(Some(value)),
            Ok(Step::Ended(_)) => Ok(None),
            Err(raised) if interpreter.is_exception(&raised, "StopIteration") => Ok(None),
            Err(raised) => Err(interpreter.leaving_call(raised, span, "called from here")),
        }
    }
}

impl Lazy for Generator {
    fn start(
        &mut self,
        interpreter: &mut Interpreter,
        span: Span,
    ) -> EvalResult<Option<Iteration>> {
        if self.yields.are_statements() {
            return Ok(None);
        }
        interpreter.yielded.push(Vec::new());
        let (env, receiver) = (self.env.clone(), self.receiver.clone());
        interpreter.generators += 1;
        let result = interpreter.run_function(&self.function, env, receiver, (self.call, span));
        interpreter.generators -= 1;
        let items = interpreter.yielded.pop().unwrap_or_default();
        match result {
            Err(raised) if !interpreter.is_exception(&raised, "StopIteration") => {
                return Err(raised);
            }
            _ => {}
        }
        Ok(Some(Iteration::Items { items, position: 0 }))
    }

    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        self.resume(interpreter, Sent::Value(Value::none(span)), span)
    }

    fn as_generator(&mut self) -> Option<&mut Generator> {
        Some(self)
    }
}

impl Interpreter<'_> {
    /// A loop over an iterator has ended before that had. If nobody else has it, Python closes it: what `finally` and `with` are to do in a
    /// generator is done then.
    pub(super) fn leave_iterator(&mut self, iterator: &Value, span: Span) -> EvalResult<()> {
        // The loop holds it twice: as the value, and in what goes through its items.
        const OF_LOOP: usize = 2;
        match &iterator.kind {
            ValueKind::Iterator(it) if Rc::strong_count(it) == OF_LOOP => {
                close(self, iterator, span)
            }
            _ => Ok(()),
        }
    }
}
