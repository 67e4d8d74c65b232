//! The expression at a place of a file, and the conditions around it.

use crate::source::Span;
use crate::syntax::Parsed;
use crate::syntax::ast::{
    Argument, DictItem, Expression, ExpressionKind, Name, Statement, StatementKind,
};
use crate::syntax::visit::{Visitor, walk_block, walk_expression, walk_statement};

/// What is at a place.
#[derive(Default)]
pub struct Around<'a> {
    /// The expression that begins and ends there.
    pub expression: Option<&'a Expression>,
    /// The conditions of the branches that it is in, the innermost last, up to the function around it.
    pub conditions: Vec<&'a Expression>,
}

/// Looks for a place in a tree.
pub fn around(parsed: &Parsed, span: Span) -> Around<'_> {
    let mut finder = PlaceFinder {
        span,
        around: Around::default(),
    };
    walk_block(&mut finder, &parsed.module.body);
    finder.around
}

struct PlaceFinder<'a> {
    span: Span,
    around: Around<'a>,
}

impl<'a> PlaceFinder<'a> {
    /// Notes the condition of a branch if the place is in it.
    fn branch(&mut self, condition: &'a Expression, branch: Option<Span>) {
        if branch.is_some_and(|branch| branch.covers(self.span)) {
            self.around.conditions.push(condition);
        }
    }
}

impl<'a> Visitor<'a> for PlaceFinder<'a> {
    fn statement(&mut self, statement: &'a Statement) {
        let is_decorated = matches!(
            statement.kind,
            StatementKind::Function(_) | StatementKind::Class(_)
        );
        if !statement.span.covers(self.span) && !is_decorated {
            return;
        }
        match &statement.kind {
            StatementKind::If {
                branches,
                otherwise,
            } => {
                for (condition, block) in branches {
                    self.branch(condition, extent(block));
                }
                if let Some((condition, _)) = branches.last() {
                    self.branch(condition, extent(otherwise));
                }
            }
            StatementKind::Function(_) if statement.span.covers(self.span) => {
                self.around.conditions.clear();
            }
            _ => {}
        }
        walk_statement(self, statement);
    }

    fn expression(&mut self, expression: &'a Expression) {
        if !expression.span.covers(self.span) {
            return;
        }
        if expression.span == self.span {
            self.around.expression = Some(expression);
        }
        match &expression.kind {
            ExpressionKind::Conditional {
                body,
                condition,
                otherwise,
            } => {
                self.branch(condition, Some(body.span));
                self.branch(condition, Some(otherwise.span));
            }
            ExpressionKind::Lambda(_) => self.around.conditions.clear(),
            _ => {}
        }
        walk_expression(self, expression);
    }
}

/// The whole of what a name or key at a place sets: `ram = 2*GB` for the keyword, the entry for a key, the statement for a variable.
pub fn setting(parsed: &Parsed, name: Span) -> Option<Span> {
    let mut finder = SettingFinder { name, found: None };
    walk_block(&mut finder, &parsed.module.body);
    finder.found
}

struct SettingFinder {
    name: Span,
    found: Option<Span>,
}

impl<'a> Visitor<'a> for SettingFinder {
    fn statement(&mut self, statement: &'a Statement) {
        let is_decorated = matches!(
            statement.kind,
            StatementKind::Function(_) | StatementKind::Class(_)
        );
        if !statement.span.covers(self.name) && !is_decorated {
            return;
        }
        match &statement.kind {
            StatementKind::Assign { targets, .. }
                if targets.iter().any(|it| it.span.covers(self.name)) =>
            {
                self.found = Some(statement.span);
            }
            StatementKind::AugmentedAssign { target, .. } if target.span == self.name => {
                self.found = Some(statement.span);
            }
            StatementKind::For {
                target, iterable, ..
            } if target.span.covers(self.name) => {
                self.found = Some(target.span.to(iterable.span));
            }
            _ => {}
        }
        walk_statement(self, statement);
    }

    fn expression(&mut self, expression: &'a Expression) {
        if !expression.span.covers(self.name) {
            return;
        }
        match &expression.kind {
            ExpressionKind::Call { arguments, .. } => {
                for argument in arguments {
                    if let Argument::Keyword(name, value) = argument
                        && name.span == self.name
                    {
                        self.found = Some(name.span.to(value.span));
                    }
                }
            }
            ExpressionKind::Dict(items) => {
                for item in items {
                    if let DictItem::Entry(key, value) = item
                        && key.span == self.name
                    {
                        self.found = Some(key.span.to(value.span));
                    }
                }
            }
            _ => {}
        }
        walk_expression(self, expression);
    }
}

/// From the first statement of a block to the last.
fn extent(block: &[Statement]) -> Option<Span> {
    Some(block.first()?.span.to(block.last()?.span))
}

/// The names in an expression, in order, each once.
pub fn names(expression: &Expression) -> Vec<Name> {
    struct Names(Vec<Name>);
    impl<'a> Visitor<'a> for Names {
        fn expression(&mut self, expression: &'a Expression) {
            if let ExpressionKind::Name(name) = &expression.kind
                && !self.0.contains(name)
            {
                self.0.push(name.clone());
            }
            walk_expression(self, expression);
        }
    }
    let mut names = Names(Vec::new());
    names.expression(expression);
    names.0
}

/// Whether an expression is a literal, which nothing else decides.
pub fn is_literal(expression: &Expression) -> bool {
    names(expression).is_empty()
}
