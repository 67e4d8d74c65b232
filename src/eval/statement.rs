//! Executing statements.

use super::address_order::Position;
use super::joined::Joined;
use super::scope::{Env, Found};
use super::value::{Value, ValueKind};
use super::{EvalResult, Interpreter, Raised};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::semantic::{for_each_statement, target_names};
use crate::source::Span;
use crate::syntax::ast::{Block, Expression, Statement, StatementKind};

/// How a statement ends.
#[derive(Debug)]
pub(super) enum Flow {
    /// With the next one.
    Normal,
    /// The loop around it ends.
    Break,
    /// The next round of the loop begins.
    Continue,
    /// The function returns.
    Return(Value),
}

impl Interpreter<'_> {
    /// Executes a block.
    pub(super) fn block(&mut self, block: &[Statement], env: &Env) -> EvalResult<Flow> {
        for statement in block {
            match self.statement(statement, env) {
                Ok(Flow::Normal) => {}
                Ok(flow) => return Ok(flow),
                Err(raised) => match self.recover_statement(raised, statement, env)? {
                    Flow::Normal => {}
                    flow => return Ok(flow),
                },
            }
        }
        Ok(Flow::Normal)
    }

    /// Executes a statement, leaving it to the caller to recover.
    pub(super) fn statement(&mut self, statement: &Statement, env: &Env) -> EvalResult<Flow> {
        self.step(statement.span)?;
        let _position = self.at(header(statement));
        let span = statement.span;
        match &statement.kind {
            StatementKind::Expression(value) => {
                if self.expression(value, env)?.is_poison() {
                    self.doubt_receiver();
                }
            }
            StatementKind::Assign { targets, value } => {
                let value = self.expression(value, env)?;
                for target in targets {
                    self.assign(target, value.clone(), env)?;
                }
            }
            StatementKind::Return(value) => {
                return Ok(Flow::Return(match value {
                    Some(value) => self.expression(value, env)?,
                    None => Value::none(span),
                }));
            }
            StatementKind::If {
                branches,
                otherwise,
            } => return self.if_statement(branches, otherwise, statement, env),
            StatementKind::For {
                target,
                iterable,
                body,
                otherwise,
            } => return self.for_statement(target, iterable, body, otherwise, env),
            StatementKind::While {
                condition,
                body,
                otherwise,
            } => return self.while_statement(condition, body, otherwise, env),
            StatementKind::Try {
                body,
                handlers,
                otherwise,
                finally,
            } => return self.try_statement(body, handlers, otherwise, finally, env),
            StatementKind::With { items, body } => {
                return self.with_statement(items, body, env);
            }
            StatementKind::Break => return Ok(Flow::Break),
            StatementKind::Continue => return Ok(Flow::Continue),
            StatementKind::Pass | StatementKind::Global(_) | StatementKind::Nonlocal(_) => {}
            _ => self.simple_statement(statement, env)?,
        }
        Ok(Flow::Normal)
    }

    /// Notes where the evaluation is, as long as the result is kept, if that is wanted.
    #[inline]
    pub(super) fn at(&self, at: Span) -> Option<Position> {
        (self.notes_places && self.sources.is_users(at)).then(|| Position::new(at))
    }

    #[inline(never)]
    fn simple_statement(&mut self, statement: &Statement, env: &Env) -> EvalResult<()> {
        let span = statement.span;
        match &statement.kind {
            StatementKind::AugmentedAssign {
                target,
                operator,
                value,
                ..
            } => self.augmented_assign(target, *operator, value, span, env),
            StatementKind::AnnotatedAssign {
                target,
                value: Some(value),
                ..
            } => {
                let value = self.expression(value, env)?;
                self.assign(target, value, env)
            }
            StatementKind::Delete(targets) => {
                for target in targets {
                    self.delete(target, env)?;
                }
                Ok(())
            }
            StatementKind::Print {
                destination,
                values,
                newline,
            } => self.print_statement(destination.as_ref(), values, *newline, env),
            StatementKind::Raise {
                exception, value, ..
            } => Err(self.raise(exception.as_ref(), value.as_ref(), span, env)?),
            StatementKind::Assert { condition, message } => {
                self.assert_statement(condition, message.as_ref(), env)
            }
            StatementKind::Import(modules) => self.import_statement(modules, env),
            StatementKind::ImportFrom {
                module,
                level,
                names,
            } => self.import_from(module, *level, names, span, env),
            StatementKind::Function(function) => self.define_function(function, env),
            StatementKind::Class(class) => self.define_class(class, env),
            StatementKind::Exec(values) => self.exec_statement(values, span, env),
            StatementKind::Error => {
                self.is_broken = true;
                self.doubt_receiver();
                for name in self.names_of_broken_statement(span) {
                    env.set(&name, Value::poison(span));
                }
                for name in self.words_of_broken_statement(span) {
                    if self.builtins.get(&name).is_none()
                        && matches!(env.find(&name), Found::Missing)
                    {
                        env.set(&name, Value::poison(span));
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn if_statement(
        &mut self,
        branches: &[(Expression, Block)],
        otherwise: &Block,
        statement: &Statement,
        env: &Env,
    ) -> EvalResult<Flow> {
        for (condition, body) in branches {
            let value = self.expression(condition, env)?;
            match self.truth_or_poison(&value, condition.span)? {
                Some(true) => return self.block(body, env),
                Some(false) => {}
                None => return Ok(self.skip(std::slice::from_ref(statement), env)),
            }
        }
        self.block(otherwise, env)
    }

    /// Goes past code of which nobody knows whether it runs: all it binds is poison, and so is what it may return.
    pub(super) fn skip(&mut self, block: &[Statement], env: &Env) -> Flow {
        self.poison_names(block, env);
        let mut returned = None;
        for_each_statement(block, &mut |statement| {
            if matches!(statement.kind, StatementKind::Return(_)) {
                returned.get_or_insert(statement.span);
            }
        });
        returned.map_or(Flow::Normal, |span| Flow::Return(Value::poison(span)))
    }

    /// The truth of a value; `None` if nobody knows because something failed.
    pub(super) fn truth_or_poison(
        &mut self,
        value: &Value,
        span: Span,
    ) -> EvalResult<Option<bool>> {
        match self.truth(value, span) {
            Ok(truth) => Ok(Some(truth)),
            Err(raised) => {
                self.recover(raised, span)?;
                Ok(None)
            }
        }
    }

    fn for_statement(
        &mut self,
        target: &Expression,
        iterable: &Expression,
        body: &Block,
        otherwise: &Block,
        env: &Env,
    ) -> EvalResult<Flow> {
        let value = self.expression(iterable, env)?;
        let mut iteration = match self.iterate(&value, iterable.span) {
            Ok(iteration) => iteration,
            Err(raised) => {
                self.recover(raised, iterable.span)?;
                self.poison_target(target, env);
                return Ok(self.skip(body, env));
            }
        };
        loop {
            let item = match self.next(&mut iteration, iterable.span) {
                Ok(Some(item)) => item,
                Ok(None) => return self.block(otherwise, env),
                Err(raised) => {
                    self.recover(raised, iterable.span)?;
                    self.poison_target(target, env);
                    return Ok(self.skip(body, env));
                }
            };
            self.step(iterable.span)?;
            self.assign(target, item, env)?;
            let flow = match self.block(body, env) {
                Ok(Flow::Normal | Flow::Continue) => continue,
                Ok(Flow::Break) => Ok(Flow::Normal),
                result => result,
            };
            self.leave_iterator(&value, iterable.span)?;
            return flow;
        }
    }

    pub(super) fn poison_target(&mut self, target: &Expression, env: &Env) {
        let mut names = Vec::new();
        target_names(target, &mut names);
        for name in names {
            env.set(&name, Value::poison(target.span));
        }
    }

    fn while_statement(
        &mut self,
        condition: &Expression,
        body: &Block,
        otherwise: &Block,
        env: &Env,
    ) -> EvalResult<Flow> {
        loop {
            self.step(condition.span)?;
            let value = self.expression(condition, env)?;
            match self.truth_or_poison(&value, condition.span)? {
                Some(true) => {}
                Some(false) => return self.block(otherwise, env),
                None => return Ok(self.skip(body, env)),
            }
            match self.block(body, env)? {
                Flow::Normal | Flow::Continue => {}
                Flow::Break => return Ok(Flow::Normal),
                returned => return Ok(returned),
            }
        }
    }

    fn assert_statement(
        &mut self,
        condition: &Expression,
        message: Option<&Expression>,
        env: &Env,
    ) -> EvalResult<()> {
        let value = self.expression(condition, env)?;
        if self.truth(&value, condition.span)? {
            return Ok(());
        }
        let text = match message {
            Some(message) => {
                let value = self.expression(message, env)?;
                self.to_str(&value, message.span)?.to_string()
            }
            None => String::new(),
        };
        let said = if text.is_empty() {
            "the assertion failed".to_owned()
        } else {
            format!("the assertion failed: {text}")
        };
        Err(Raised::with_diagnostic(
            "AssertionError",
            text,
            Diagnostic::new(&eval::ASSERTION_FAILED, said, condition.span),
        ))
    }

    fn print_statement(
        &mut self,
        destination: Option<&Expression>,
        values: &[Expression],
        newline: bool,
        env: &Env,
    ) -> EvalResult<()> {
        let file = match destination {
            Some(destination) => Some((self.expression(destination, env)?, destination.span)),
            None => None,
        };
        let mut line = Joined::new(" ");
        for expression in values {
            let value = self.expression(expression, env)?;
            let part = match value.is_poison() {
                true => String::new(),
                false => self.printed(&value, expression.span)?,
            };
            line.push(self, &part, expression.span)?;
        }
        let mut line = line.text;
        line.push(if newline { '\n' } else { ' ' });
        match file {
            Some((file, span)) if !matches!(file.kind, ValueKind::None) => {
                let write = self.attribute(&file, "write", span)?;
                let text = Value::string(line, span);
                let arguments = super::Arguments {
                    positional: [text].into_iter().collect(),
                    keywords: Vec::new(),
                };
                self.call(&write, arguments, span)?;
            }
            _ => {
                let span = values.first().map_or(Span::NOWHERE, |value| value.span);
                self.print(&line, span)?;
            }
        }
        Ok(())
    }
}

/// What a statement evaluates itself; of one with branches, what the first depends on.
fn header(statement: &Statement) -> Span {
    match &statement.kind {
        StatementKind::For { iterable, .. } => iterable.span,
        StatementKind::While { condition, .. } => condition.span,
        StatementKind::If { branches, .. } => branches
            .first()
            .map_or(statement.span, |branch| branch.0.span),
        _ => statement.span,
    }
}
