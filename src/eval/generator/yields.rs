//! Which statements of a generator function have a `yield` in them.

use crate::eval::Interpreter;
use crate::semantic::{blocks_of, push_children};
use crate::source::Span;
use crate::syntax::ast::{self, Expression, ExpressionKind, Statement, StatementKind};
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// The statements of a function with a `yield` in them, or in a block of theirs.
#[derive(Debug, Default)]
pub struct Yields {
    statements: FxHashSet<Span>,
    /// Whether one is in the midst of another expression.
    are_inside: bool,
}

impl Yields {
    fn of(definition: &ast::Function) -> Yields {
        let mut yields = Yields::default();
        yields.block(&definition.body);
        yields
    }

    /// Whether each is a statement, or all of what one assigns or returns.
    pub(super) fn are_statements(&self) -> bool {
        !self.are_inside
    }

    /// Whether there is one in a statement.
    pub(super) fn are_in(&self, statement: &Statement) -> bool {
        self.statements.contains(&statement.span)
    }

    fn block(&mut self, block: &[Statement]) -> bool {
        let before = self.statements.len();
        for statement in block {
            if self.statement(statement) {
                self.statements.insert(statement.span);
            }
        }
        self.statements.len() > before
    }

    fn statement(&mut self, statement: &Statement) -> bool {
        // Definitions inside have their own.
        if let StatementKind::Function(_) | StatementKind::Class(_) = &statement.kind {
            return false;
        }
        let mut in_blocks = false;
        for block in blocks_of(statement) {
            in_blocks |= self.block(block);
        }
        let whole = whole_yield(statement);
        let mut is_inside = false;
        let mut pending = expressions(statement);
        while let Some(expression) = pending.pop() {
            let is_whole = whole.is_some_and(|(whole, _)| std::ptr::eq(whole, expression));
            is_inside |= matches!(expression.kind, ExpressionKind::Yield(_)) && !is_whole;
            push_children(expression, &mut pending);
        }
        self.are_inside |= is_inside;
        in_blocks || whole.is_some()
    }
}

/// The `yield` that a statement consists of, assigns or returns, and the operand of that.
pub(super) fn whole_yield(statement: &Statement) -> Option<(&Expression, Option<&Expression>)> {
    let value = match &statement.kind {
        StatementKind::Expression(value) | StatementKind::Assign { value, .. } => value,
        StatementKind::AugmentedAssign { target, value, .. } => {
            // Of an attribute or item, the object is looked up before the `yield`.
            matches!(target.kind, ExpressionKind::Name(_)).then_some(value)?
        }
        StatementKind::Return(value) => value.as_ref()?,
        _ => return None,
    };
    match &value.kind {
        ExpressionKind::Yield(operand) => Some((value, operand.as_deref())),
        _ => None,
    }
}

/// The expressions of a statement, without those of its blocks.
fn expressions(statement: &Statement) -> Vec<&Expression> {
    use StatementKind::*;
    match &statement.kind {
        Expression(value) => vec![value],
        Assign { targets, value } => targets.iter().chain([value]).collect(),
        AugmentedAssign { target, value, .. } => vec![target, value],
        AnnotatedAssign { target, value, .. } => value.iter().chain([target]).collect(),
        Delete(all) | Exec(all) => all.iter().collect(),
        Print {
            destination,
            values,
            ..
        } => destination.iter().chain(values).collect(),
        Return(value) => value.iter().collect(),
        Raise {
            exception,
            value,
            cause,
        } => exception.iter().chain(value).chain(cause).collect(),
        Assert { condition, message } => message.iter().chain([condition]).collect(),
        If { branches, .. } => branches.iter().map(|(condition, _)| condition).collect(),
        For {
            target, iterable, ..
        } => vec![target, iterable],
        While { condition, .. } => vec![condition],
        Try { handlers, .. } => {
            let exceptions = handlers.iter().filter_map(|it| it.exception.as_ref());
            let targets = handlers.iter().filter_map(|it| it.target.as_ref());
            exceptions.chain(targets).collect()
        }
        With { items, .. } => {
            let targets = items.iter().filter_map(|(_, target)| target.as_ref());
            items
                .iter()
                .map(|(value, _)| value)
                .chain(targets)
                .collect()
        }
        _ => Vec::new(),
    }
}

impl Interpreter<'_> {
    /// The statements of a function with a `yield`, which are looked for once.
    pub(super) fn yields_of(&mut self, definition: &ast::Function) -> Rc<Yields> {
        let known = self.yields.entry(definition.header);
        let yields = known.or_insert_with(|| Rc::new(Yields::of(definition)));
        yields.clone()
    }
}
