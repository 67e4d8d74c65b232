//! Statements, and the parts of them that are no expressions.

use super::{Argument, BinaryOperator, Expression, Identifier};
use crate::source::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Statements one after the other.
pub type Block = Vec<Statement>;

/// A statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// From its first token to its last; for a compound one to the end of its last block.
    pub span: Span,
}

/// The kinds of statements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StatementKind {
    /// An expression on its own.
    Expression(Expression),
    /// `a = b = value`: at least one target.
    Assign {
        /// The targets, from left to right.
        targets: Vec<Expression>,
        /// What is assigned to each of them.
        value: Expression,
    },
    /// `target += value`.
    AugmentedAssign {
        /// A name, an attribute or an item.
        target: Expression,
        /// The operator without the `=`.
        operator: BinaryOperator,
        /// Where the operator stands.
        operator_span: Span,
        /// The right side.
        value: Expression,
    },
    /// `name: annotation = value`, which only Python 3 has. The annotation is parsed and ignored.
    AnnotatedAssign {
        /// The target.
        target: Expression,
        /// The annotation.
        annotation: Expression,
        /// What is assigned, if anything.
        value: Option<Expression>,
    },
    /// `del a, b[0]`.
    Delete(Vec<Expression>),
    /// `print x, y` or `print >>file, x`, Python 2's statement.
    Print {
        /// The file after `>>`.
        destination: Option<Expression>,
        /// What is printed.
        values: Vec<Expression>,
        /// Whether no comma ends the statement.
        newline: bool,
    },
    /// `pass`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `return` with or without a value.
    Return(Option<Expression>),
    /// `raise`, `raise E`, `raise E, value` or `raise E from cause`.
    Raise {
        /// The exception or its class.
        exception: Option<Expression>,
        /// Python 2's second operand, the argument of the class.
        value: Option<Expression>,
        /// Python 3's cause.
        cause: Option<Expression>,
    },
    /// `assert condition, message`.
    Assert {
        /// What must be true.
        condition: Expression,
        /// What is said if it is not.
        message: Option<Expression>,
    },
    /// `global a, b`.
    Global(Vec<Identifier>),
    /// `nonlocal a, b` (Python 3).
    Nonlocal(Vec<Identifier>),
    /// `import a.b as c, d`.
    Import(Vec<ImportedModule>),
    /// `from a.b import c as d` or `from a import *`.
    ImportFrom {
        /// The dotted name; empty in `from . import x`.
        module: DottedName,
        /// How many dots stand before it.
        level: usize,
        /// What is imported.
        names: ImportedNames,
    },
    /// `exec code in globals`.
    Exec(Vec<Expression>),
    /// `if` with its `elif`s; the last block is that of `else`.
    If {
        /// Conditions and their blocks, in order.
        branches: Vec<(Expression, Block)>,
        /// The block of `else`; empty if there is none.
        otherwise: Block,
    },
    /// `for target in iterable:`.
    For {
        /// What each item is assigned to.
        target: Expression,
        /// What is iterated over.
        iterable: Expression,
        /// The loop.
        body: Block,
        /// The block of `else`; empty if there is none.
        otherwise: Block,
    },
    /// `while condition:`.
    While {
        /// The condition.
        condition: Expression,
        /// The loop.
        body: Block,
        /// The block of `else`; empty if there is none.
        otherwise: Block,
    },
    /// `try:` with its handlers.
    Try {
        /// What may raise.
        body: Block,
        /// The handlers, in order.
        handlers: Vec<Handler>,
        /// The block of `else`; empty if there is none.
        otherwise: Block,
        /// The block of `finally`; empty if there is none.
        finally: Block,
    },
    /// `with a as b, c:`.
    With {
        /// The context managers and what they are assigned to.
        items: Vec<(Expression, Option<Expression>)>,
        /// The block.
        body: Block,
    },
    /// `def name(parameters):`.
    Function(Arc<Function>),
    /// `class Name(bases):`.
    Class(Arc<Class>),
    /// What could not be parsed, up to the next statement.
    Error,
}

/// `except type as name:`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handler {
    /// The exceptions it takes; all, if absent.
    pub exception: Option<Expression>,
    /// What the exception is assigned to.
    pub target: Option<Expression>,
    /// The block.
    pub body: Block,
    /// From `except` to the end of the block.
    pub span: Span,
}

/// A `def`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Function {
    /// Its name.
    pub name: Identifier,
    /// Its parameters.
    pub parameters: Parameters,
    /// Its body.
    pub body: Block,
    /// Expressions after `@`, from the outermost.
    pub decorators: Vec<Expression>,
    /// From `def` to the colon.
    pub header: Span,
    /// Whether `yield` occurs in it, so that a call makes a generator.
    pub is_generator: bool,
}

/// A `class`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// Its name.
    pub name: Identifier,
    /// Its bases and Python 3's keywords, such as `metaclass`.
    pub arguments: Vec<Argument>,
    /// Its body.
    pub body: Block,
    /// Expressions after `@`, from the outermost.
    pub decorators: Vec<Expression>,
    /// From `class` to the colon.
    pub header: Span,
}

/// The parameters of a function or lambda.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// Those that may be given by position, in order.
    pub positional: Vec<Parameter>,
    /// `*args`.
    pub rest: Option<Identifier>,
    /// Those behind `*` or `*args`, which have to be given by name (Python 3).
    pub keyword_only: Vec<Parameter>,
    /// `**kwargs`.
    pub keyword_rest: Option<Identifier>,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// A name, or (Python 2) a tuple of names that the argument is unpacked into.
    pub target: ParameterTarget,
    /// The value if none is given.
    pub default: Option<Expression>,
    /// The name and the default.
    pub span: Span,
}

/// What an argument is assigned to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ParameterTarget {
    /// A name.
    Name(Identifier),
    /// `def f((a, b)):`; an expression of kind `Tuple` of names and tuples.
    Tuple(Expression),
}

/// `a.b as c`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportedModule {
    /// The module.
    pub module: DottedName,
    /// The name it gets.
    pub alias: Option<Identifier>,
}

/// `a.b.c`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DottedName {
    /// The parts.
    pub parts: Vec<Identifier>,
    /// All of them.
    pub span: Span,
}

/// The names behind `import` in `from … import`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ImportedNames {
    /// `*`, and where it stands.
    All(Span),
    /// Names with their aliases.
    Names(Vec<(Identifier, Option<Identifier>)>),
}
