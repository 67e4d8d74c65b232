//! Where in its body a generator stands.

use crate::eval::statement::Flow;
use crate::eval::value::{Iteration, Value};
use crate::eval::{EvalResult, Exception};

/// How far a block is.
#[derive(Debug, Default)]
pub(super) struct Position {
    /// The statement.
    pub index: usize,
    /// Where in it; `None` before it has begun.
    pub inside: Option<Box<Inside>>,
}

/// Where inside of a statement a generator waits.
#[derive(Debug)]
pub(super) enum Inside {
    /// At the `yield` that the statement consists of, or assigns.
    Yield,
    /// In a branch of an `if`: its number, the `else` being the last one.
    Branch(usize, Position),
    /// In the body of a `for`, over the items of this value.
    For(Value, Iteration, Position),
    /// In the body of a `while`.
    While(Position),
    /// In the `else` of a loop.
    LoopElse(Position),
    /// In one of the blocks of a `try`.
    Try(TryPart, Position),
    /// In the body of a `with`.
    With(Entered),
}

/// The blocks of a `try`, with what has to be known in them.
#[derive(Debug)]
pub(super) enum TryPart {
    Body,
    /// The number of the handler, and the exception for a bare `raise`: behind a `yield`, Python 2 has forgotten that.
    Handler(usize, Option<Box<Exception>>),
    Otherwise,
    /// How the blocks before have ended.
    Finally(EvalResult<Flow>),
}

/// A context manager that was entered.
#[derive(Debug)]
pub(super) struct Entered {
    /// Its `__exit__`.
    pub exit: Option<Value>,
    /// Whether that may swallow exceptions.
    pub catches: bool,
    /// The context managers behind it.
    pub next: Option<Box<Entered>>,
    /// Where in the body, for the last of them.
    pub body: Position,
}

/// How far a generator came.
#[derive(Debug)]
pub(super) enum Step {
    /// To a `yield`.
    Yielded(Value),
    /// To the end of the statement or block.
    Ended(Flow),
}
