//! Expressions and their parts.

use super::{BinaryOperator, CompareOperator, Identifier, Name, Parameters, UnaryOperator};
use crate::source::{Span, Text};
use num_bigint::BigInt;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::sync::Arc;

/// An expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// From its first character to its last; parentheses around it do not count.
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    BigInteger(Arc<BigInt>),
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
    Lambda(Arc<Lambda>),
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StringLiteral {
    /// The value. In a plain literal each character is one byte (U+0000–U+00FF), as in Python 2; a letter
    /// beyond ASCII is the bytes of its UTF-8. The pieces say which literal each part is from.
    pub text: Text,
    /// Whether one of the literals has the prefix `u`.
    pub is_unicode: bool,
    /// The spans of the literals, more than one if they stand side by side.
    pub literals: SmallVec<[Span; 1]>,
}

/// A part of an f-string.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DictItem {
    /// `key: value`.
    Entry(Expression, Expression),
    /// `**other` (Python 3).
    Spread(Expression),
}

/// What the four comprehensions have in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comprehension {
    /// The element; in a dict comprehension the key.
    pub element: Expression,
    /// The `for`s and `if`s, in order; the first is a `For`.
    pub clauses: Vec<Clause>,
}

/// A clause of a comprehension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lambda {
    /// Its parameters.
    pub parameters: Parameters,
    /// Its body.
    pub body: Expression,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
