//! The syntax tree: a span on every node, names shared.
//!
//! What does not parse is a node too ([`StatementKind::Error`], [`ExpressionKind::Error`]); its diagnostic is in
//! [`Parsed::errors`](super::Parsed).

mod expression;
mod operator;
mod statement;

pub use expression::{
    Argument, Clause, Comprehension, DictItem, Expression, ExpressionKind, FormattedPart, Lambda,
    StringLiteral,
};
pub use operator::{BinaryOperator, CompareOperator, UnaryOperator};
pub use statement::{
    Block, Class, DottedName, Function, Handler, ImportedModule, ImportedNames, Parameter,
    ParameterTarget, Parameters, Statement, StatementKind,
};

use crate::source::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A name, shared by all its occurrences in a file.
pub type Name = Arc<str>;

/// A name where it stands in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Identifier {
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// A whole file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Module {
    /// The statements, in order.
    pub body: Block,
    /// The whole file.
    pub span: Span,
}
