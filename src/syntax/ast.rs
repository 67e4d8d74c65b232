//! The syntax tree: a span on every node, names shared.
//!
//! What does not parse is a node too ([`StatementKind::Error`], [`ExpressionKind::Error`]); its diagnostic is in
//! [`Parsed::errors`](super::Parsed).

use crate::source::{Span, Text};
use num_bigint::BigInt;
use std::rc::Rc;

/// A name, shared by all its occurrences in a file.
pub type Name = Rc<str>;

/// A name where it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Identifier {
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// A whole file.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// The statements, in order.
    pub body: Block,
    /// The whole file.
    pub span: Span,
}

/// Statements one after the other.
pub type Block = Vec<Statement>;

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// From its first token to its last; for a compound one to the end of its last block.
    pub span: Span,
}

/// The kinds of statements.
#[derive(Clone, Debug, PartialEq)]
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
    /// `exec code in globals`: parsed, and refused when it is evaluated.
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
    Function(Rc<Function>),
    /// `class Name(bases):`.
    Class(Rc<Class>),
    /// What could not be parsed, up to the next statement.
    Error,
}

/// `except type as name:`.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, Default, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// A name, or (Python 2) a tuple of names that the argument is unpacked into.
    pub target: ParameterTarget,
    /// The value if none is given.
    pub default: Option<Expression>,
    /// The name and the default.
    pub span: Span,
}

/// What an argument is assigned to.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterTarget {
    /// A name.
    Name(Identifier),
    /// `def f((a, b)):`; an expression of kind `Tuple` of names and tuples.
    Tuple(Expression),
}

/// `a.b as c`.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedModule {
    /// The module.
    pub module: DottedName,
    /// The name it gets.
    pub alias: Option<Identifier>,
}

/// `a.b.c`.
#[derive(Clone, Debug, PartialEq)]
pub struct DottedName {
    /// The parts.
    pub parts: Vec<Identifier>,
    /// All of them.
    pub span: Span,
}

/// The names behind `import` in `from … import`.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportedNames {
    /// `*`, and where it stands.
    All(Span),
    /// Names with their aliases.
    Names(Vec<(Identifier, Option<Identifier>)>),
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// From its first character to its last; parentheses around it do not count.
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionKind {
    /// A name.
    Name(Name),
    /// `None`.
    None,
    /// `True` or `False`. (Python 2 lets one assign to them; jobc does not.)
    Boolean(bool),
    /// An integer that fits.
    Integer(i64),
    /// An integer that does not.
    BigInteger(Rc<BigInt>),
    /// A float.
    Float(f64),
    /// A string literal, or several side by side.
    String(StringLiteral),
    /// An f-string, or several literals side by side of which one is.
    FormattedString(Vec<FormattedPart>),
    /// `...`.
    Ellipsis,
    /// `[a, *b]`.
    List(Vec<Expression>),
    /// `a, b`, with or without parentheses.
    Tuple(Vec<Expression>),
    /// `{a, b}`.
    Set(Vec<Expression>),
    /// `{a: b, **c}`.
    Dict(Vec<DictItem>),
    /// `*a` in a display, a target or (Python 3) anywhere it may stand.
    Starred(Box<Expression>),
    /// `[e for …]`.
    ListComprehension(Box<Comprehension>),
    /// `{e for …}`.
    SetComprehension(Box<Comprehension>),
    /// `(e for …)`.
    Generator(Box<Comprehension>),
    /// `{k: v for …}`: the key is the element, the value is here.
    DictComprehension(Box<Comprehension>, Box<Expression>),
    /// `not a`, `-a`, `+a`, `~a`.
    Unary(UnaryOperator, Box<Expression>),
    /// `a + b`.
    Binary {
        /// Left of the operator.
        left: Box<Expression>,
        /// The operator.
        operator: BinaryOperator,
        /// Right of the operator.
        right: Box<Expression>,
    },
    /// `a and b`.
    And(Box<Expression>, Box<Expression>),
    /// `a or b`.
    Or(Box<Expression>, Box<Expression>),
    /// `a < b < c`.
    Compare {
        /// The first operand.
        first: Box<Expression>,
        /// The operators, each with what is right of it.
        rest: Vec<(CompareOperator, Expression)>,
    },
    /// `body if condition else otherwise`.
    Conditional {
        /// The value if the condition holds.
        body: Box<Expression>,
        /// The condition.
        condition: Box<Expression>,
        /// The value if not.
        otherwise: Box<Expression>,
    },
    /// `lambda parameters: body`.
    Lambda(Rc<Lambda>),
    /// `function(arguments)`.
    Call {
        /// What is called.
        function: Box<Expression>,
        /// The arguments, as written.
        arguments: Vec<Argument>,
    },
    /// `object.name`.
    Attribute {
        /// Left of the dot.
        object: Box<Expression>,
        /// Right of it.
        attribute: Identifier,
    },
    /// `object[index]`.
    Subscript {
        /// Before the bracket.
        object: Box<Expression>,
        /// In the brackets: any expression, or a slice.
        index: Box<Expression>,
    },
    /// `a:b:c` in brackets.
    Slice {
        /// Before the first colon.
        start: Option<Box<Expression>>,
        /// Behind it.
        stop: Option<Box<Expression>>,
        /// Behind the second.
        step: Option<Box<Expression>>,
    },
    /// `` `a` ``, Python 2's `repr(a)`.
    Repr(Box<Expression>),
    /// `yield a`.
    Yield(Option<Box<Expression>>),
    /// `name := value` (Python 3).
    Named {
        /// The name.
        target: Identifier,
        /// Its value.
        value: Box<Expression>,
    },
    /// What could not be parsed.
    Error,
}

/// A string literal, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct StringLiteral {
    /// The value. In a plain literal each character is one byte (U+0000–U+00FF), as in Python 2; a letter
    /// beyond ASCII is the bytes of its UTF-8. The pieces say which literal each part is from.
    pub text: Text,
    /// Whether one of the literals has the prefix `u`.
    pub is_unicode: bool,
    /// The spans of the literals, more than one if they stand side by side.
    pub literals: Vec<Span>,
}

/// A part of an f-string.
#[derive(Clone, Debug, PartialEq)]
pub enum FormattedPart {
    /// Characters, with `{{` and `}}` halved.
    Text(Text),
    /// `{value!r:format}`.
    Value {
        /// What is formatted.
        value: Box<Expression>,
        /// The letter behind `!`.
        conversion: Option<char>,
        /// What stands behind the colon.
        format: Vec<FormattedPart>,
    },
}

/// An entry of a dict display.
#[derive(Clone, Debug, PartialEq)]
pub enum DictItem {
    /// `key: value`.
    Entry(Expression, Expression),
    /// `**other` (Python 3).
    Spread(Expression),
}

/// What the four comprehensions have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    /// The element; in a dict comprehension the key.
    pub element: Expression,
    /// The `for`s and `if`s, in order; the first is a `For`.
    pub clauses: Vec<Clause>,
}

/// A clause of a comprehension.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// `for target in iterable`.
    For {
        /// What each item is assigned to.
        target: Expression,
        /// What is iterated over.
        iterable: Expression,
    },
    /// `if condition`.
    If(Expression),
}

/// `lambda parameters: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    /// Its parameters.
    pub parameters: Parameters,
    /// Its body.
    pub body: Expression,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// `value`.
    Positional(Expression),
    /// `name = value`.
    Keyword(Identifier, Expression),
    /// `*value`.
    Spread(Expression),
    /// `**value`.
    KeywordSpread(Expression),
}

impl Argument {
    /// The expression of the argument.
    pub fn value(&self) -> &Expression {
        match self {
            Argument::Positional(value)
            | Argument::Keyword(_, value)
            | Argument::Spread(value)
            | Argument::KeywordSpread(value) => value,
        }
    }
}

/// Operators before an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum UnaryOperator {
    Not,
    Minus,
    Plus,
    Invert,
}

/// Operators between operands, each with the operator it is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    LeftShift,
    RightShift,
    BitAnd,
    BitOr,
    BitXor,
    MatrixMultiply,
}

impl BinaryOperator {
    /// How it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOperator::Add => "+",
            BinaryOperator::Subtract => "-",
            BinaryOperator::Multiply => "*",
            BinaryOperator::Divide => "/",
            BinaryOperator::FloorDivide => "//",
            BinaryOperator::Modulo => "%",
            BinaryOperator::Power => "**",
            BinaryOperator::LeftShift => "<<",
            BinaryOperator::RightShift => ">>",
            BinaryOperator::BitAnd => "&",
            BinaryOperator::BitOr => "|",
            BinaryOperator::BitXor => "^",
            BinaryOperator::MatrixMultiply => "@",
        }
    }
}

/// Comparisons; `<>` is `NotEqual`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CompareOperator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
    Is,
    IsNot,
}

impl CompareOperator {
    /// How it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            CompareOperator::Equal => "==",
            CompareOperator::NotEqual => "!=",
            CompareOperator::Less => "<",
            CompareOperator::LessOrEqual => "<=",
            CompareOperator::Greater => ">",
            CompareOperator::GreaterOrEqual => ">=",
            CompareOperator::In => "in",
            CompareOperator::NotIn => "not in",
            CompareOperator::Is => "is",
            CompareOperator::IsNot => "is not",
        }
    }
}
