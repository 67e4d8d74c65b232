//! What stands at an offset of a tree.

use super::analysis::Analysis;
use crate::object::Type;
use crate::source::Span;
use crate::syntax::ast::{
    Argument, Class, Expression, ExpressionKind, Identifier, Module, Statement, StatementKind,
    StringLiteral,
};
use crate::syntax::visit::{Visitor, walk_block, walk_expression, walk_statement};

/// A call.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The whole.
    pub span: Span,
    /// What is called.
    pub function: &'a Expression,
}

/// Everything around an offset.
#[derive(Debug, Default)]
pub struct At<'a> {
    /// Statements and expressions, the innermost last.
    pub path: Vec<Span>,
    /// The calls, the innermost last.
    pub calls: Vec<Call<'a>>,
    /// The classes, the innermost last.
    pub classes: Vec<&'a Class>,
    /// The name of an argument, and its call.
    pub keyword: Option<(&'a Identifier, Call<'a>)>,
    /// The literal.
    pub string: Option<(&'a StringLiteral, Span)>,
    /// The name behind a dot, and what is before it.
    pub attribute: Option<(&'a Expression, &'a Identifier)>,
}

impl<'a> At<'a> {
    /// Looks at a tree.
    pub fn find(module: &'a Module, offset: u32) -> At<'a> {
        let mut finder = Finder {
            offset,
            at: At::default(),
        };
        walk_block(&mut finder, &module.body);
        finder.at
    }
}

struct Finder<'a> {
    offset: u32,
    at: At<'a>,
}

impl<'a> Visitor<'a> for Finder<'a> {
    fn statement(&mut self, statement: &'a Statement) {
        let decorated = matches!(
            statement.kind,
            StatementKind::Function(_) | StatementKind::Class(_)
        );
        if !statement.span.touches(self.offset) && !decorated {
            return;
        }
        if statement.span.touches(self.offset) {
            self.at.path.push(statement.span);
            if let StatementKind::Class(class) = &statement.kind {
                self.at.classes.push(class);
            }
        }
        walk_statement(self, statement);
    }

    fn expression(&mut self, expression: &'a Expression) {
        if !expression.span.touches(self.offset) {
            return;
        }
        self.at.path.push(expression.span);
        match &expression.kind {
            ExpressionKind::Call {
                function,
                arguments,
            } => {
                let call = Call {
                    span: expression.span,
                    function,
                };
                if self.offset > function.span.end {
                    self.at.calls.push(call);
                }
                for argument in arguments {
                    if let Argument::Keyword(name, _) = argument
                        && name.span.touches(self.offset)
                    {
                        self.at.keyword = Some((name, call));
                    }
                }
            }
            ExpressionKind::String(literal) => self.at.string = Some((literal, expression.span)),
            ExpressionKind::Attribute { object, attribute }
                if attribute.span.touches(self.offset) =>
            {
                self.at.attribute = Some((object, attribute));
            }
            _ => {}
        }
        walk_expression(self, expression);
    }
}

/// The struct whose attributes the arguments of a call are, if they are that.
pub fn callee_type(analysis: &Analysis, function: &Expression) -> Option<Type> {
    match &function.kind {
        ExpressionKind::Name(name) => analysis.named_type(name),
        // `job(…)(name = …)`, `job.bind(…)(name = …)`
        ExpressionKind::Call { function, .. } => match &function.kind {
            ExpressionKind::Attribute { object, attribute }
                if matches!(&*attribute.name, "bind" | "in_scope") =>
            {
                callee_type(analysis, object)
            }
            _ => callee_type(analysis, function),
        },
        _ => None,
    }
}

/// Whether the keywords of a call are names that it binds.
pub fn binds(function: &Expression) -> bool {
    match &function.kind {
        ExpressionKind::Attribute { attribute, .. } => {
            matches!(&*attribute.name, "bind" | "in_scope")
        }
        ExpressionKind::Name(name) => &**name == "Environment",
        _ => false,
    }
}
