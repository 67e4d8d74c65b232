//! Executing statements up to the next `yield`, from where a generator stands.

use super::position::{Inside, Position, Step};
use super::yields::whole_yield;
use super::{Sent, Yields};
use crate::eval::scope::Env;
use crate::eval::statement::Flow;
use crate::eval::value::Value;
use crate::eval::{EvalResult, Interpreter};
use crate::syntax::ast::{Block, Expression, Statement, StatementKind};

/// What all statements of a generator need.
pub(super) struct Run<'a> {
    pub env: &'a Env,
    pub yields: &'a Yields,
}

impl Interpreter<'_> {
    /// Executes a block from where it stands. What is sent is taken at the `yield` that waits for it.
    pub(super) fn resume_block(
        &mut self,
        run: &Run,
        block: &[Statement],
        position: &mut Position,
        sent: &mut Option<Sent>,
    ) -> EvalResult<Step> {
        while let Some(statement) = block.get(position.index) {
            let step = match run.yields.are_in(statement) {
                true => self.resume_statement(run, statement, &mut position.inside, sent),
                false => self.statement(statement, run.env).map(Step::Ended),
            };
            let flow = match step {
                Ok(Step::Yielded(value)) => return Ok(Step::Yielded(value)),
                Ok(Step::Ended(flow)) => flow,
                Err(raised) => self.recover_statement(raised, statement, run.env)?,
            };
            if !matches!(flow, Flow::Normal) {
                return Ok(Step::Ended(flow));
            }
            *position = Position {
                index: position.index + 1,
                inside: None,
            };
        }
        Ok(Step::Ended(Flow::Normal))
    }

    fn resume_statement(
        &mut self,
        run: &Run,
        statement: &Statement,
        inside: &mut Option<Box<Inside>>,
        sent: &mut Option<Sent>,
    ) -> EvalResult<Step> {
        if inside.is_none() {
            self.step(statement.span)?;
        }
        match &statement.kind {
            StatementKind::If {
                branches,
                otherwise,
            } => self.resume_if(run, (branches, otherwise), statement, inside, sent),
            StatementKind::For {
                target,
                iterable,
                body,
                otherwise,
            } => self.resume_for(run, (target, iterable), (body, otherwise), inside, sent),
            StatementKind::While {
                condition,
                body,
                otherwise,
            } => self.resume_while(run, condition, (body, otherwise), inside, sent),
            StatementKind::Try { .. } => self.resume_try(run, statement, inside, sent),
            StatementKind::With { items, body } => self.resume_with(run, items, body, inside, sent),
            _ => self.resume_yield(run, statement, inside, sent),
        }
    }

    /// A statement that consists of a `yield`, or assigns or returns what one gives.
    fn resume_yield(
        &mut self,
        run: &Run,
        statement: &Statement,
        inside: &mut Option<Box<Inside>>,
        sent: &mut Option<Sent>,
    ) -> EvalResult<Step> {
        let Some((whole, operand)) = whole_yield(statement) else {
            return self.statement(statement, run.env).map(Step::Ended);
        };
        if inside.is_none() {
            let value = match operand {
                Some(operand) => self.expression(operand, run.env)?,
                None => Value::none(whole.span),
            };
            *inside = Some(Box::new(Inside::Yield));
            return Ok(Step::Yielded(value));
        }
        let value = match sent.take() {
            Some(Sent::Value(value)) => value,
            Some(Sent::Exception(raised)) => return Err(raised),
            None => Value::none(whole.span),
        };
        match &statement.kind {
            StatementKind::Assign { targets, .. } => {
                for target in targets {
                    self.assign(target, value.clone(), run.env)?;
                }
            }
            StatementKind::AugmentedAssign {
                target, operator, ..
            } => {
                let old = self.expression(target, run.env)?;
                let operand = (value, whole.span);
                let new =
                    self.augmented(*operator, old, target, operand, statement.span, run.env)?;
                self.assign(target, new, run.env)?;
            }
            StatementKind::Return(_) => return Ok(Step::Ended(Flow::Return(value))),
            _ => {}
        }
        Ok(Step::Ended(Flow::Normal))
    }

    fn resume_if(
        &mut self,
        run: &Run,
        (branches, otherwise): (&[(Expression, Block)], &Block),
        statement: &Statement,
        inside: &mut Option<Box<Inside>>,
        sent: &mut Option<Sent>,
    ) -> EvalResult<Step> {
        if inside.is_none() {
            let mut chosen = branches.len();
            for (index, (condition, _)) in branches.iter().enumerate() {
                let value = self.expression(condition, run.env)?;
                match self.truth_or_poison(&value, condition.span)? {
                    Some(false) => continue,
                    Some(true) => chosen = index,
                    None => {
                        let statement = std::slice::from_ref(statement);
                        return Ok(Step::Ended(self.skip(statement, run.env)));
                    }
                }
                break;
            }
            *inside = Some(Box::new(Inside::Branch(chosen, Position::default())));
        }
        match inside.as_deref_mut() {
            Some(Inside::Branch(chosen, position)) => {
                let block = branches.get(*chosen).map_or(otherwise, |(_, block)| block);
                self.resume_block(run, block, position, sent)
            }
            _ => Ok(Step::Ended(Flow::Normal)),
        }
    }

    fn resume_for(
        &mut self,
        run: &Run,
        (target, iterable): (&Expression, &Expression),
        (body, otherwise): (&Block, &Block),
        inside: &mut Option<Box<Inside>>,
        sent: &mut Option<Sent>,
    ) -> EvalResult<Step> {
        let mut is_begun = inside.is_some();
        if inside.is_none() {
            let value = self.expression(iterable, run.env)?;
            let iteration = match self.iterate(&value, iterable.span) {
                Ok(iteration) => iteration,
                Err(raised) => {
                    self.recover(raised, iterable.span)?;
                    self.poison_target(target, run.env);
                    return Ok(Step::Ended(self.skip(body, run.env)));
                }
            };
            let position = Position::default();
            *inside = Some(Box::new(Inside::For(value, iteration, position)));
        }
        while let Some(Inside::For(value, iteration, position)) = inside.as_deref_mut() {
            if !is_begun {
                let item = match self.next(iteration, iterable.span) {
                    Ok(Some(item)) => item,
                    Ok(None) => break,
                    Err(raised) => {
                        self.recover(raised, iterable.span)?;
                        self.poison_target(target, run.env);
                        return Ok(Step::Ended(self.skip(body, run.env)));
                    }
                };
                self.step(iterable.span)?;
                self.assign(target, item, run.env)?;
                *position = Position::default();
            }
            is_begun = false;
            let flow = match self.resume_block(run, body, position, sent) {
                Ok(Step::Yielded(item)) => return Ok(Step::Yielded(item)),
                Ok(Step::Ended(Flow::Normal | Flow::Continue)) => continue,
                Ok(Step::Ended(flow)) => flow,
                Err(raised) => {
                    self.leave_iterator(value, iterable.span)?;
                    return Err(raised);
                }
            };
            self.leave_iterator(value, iterable.span)?;
            return Ok(Step::Ended(after_loop(flow)));
        }
        self.resume_loop_else(run, otherwise, inside, sent)
    }

    fn resume_while(
        &mut self,
        run: &Run,
        condition: &Expression,
        (body, otherwise): (&Block, &Block),
        inside: &mut Option<Box<Inside>>,
        sent: &mut Option<Sent>,
    ) -> EvalResult<Step> {
        let mut is_begun = inside.is_some();
        let fresh = || Box::new(Inside::While(Position::default()));
        while let Inside::While(position) = &mut **inside.get_or_insert_with(fresh) {
            if !is_begun {
                self.step(condition.span)?;
                let value = self.expression(condition, run.env)?;
                match self.truth_or_poison(&value, condition.span)? {
                    Some(true) => {}
                    Some(false) => break,
                    None => return Ok(Step::Ended(self.skip(body, run.env))),
                }
                *position = Position::default();
            }
            is_begun = false;
            match self.resume_block(run, body, position, sent)? {
                Step::Ended(Flow::Normal | Flow::Continue) => {}
                Step::Ended(flow) => return Ok(Step::Ended(after_loop(flow))),
                yielded => return Ok(yielded),
            }
        }
        self.resume_loop_else(run, otherwise, inside, sent)
    }

    fn resume_loop_else(
        &mut self,
        run: &Run,
        otherwise: &Block,
        inside: &mut Option<Box<Inside>>,
        sent: &mut Option<Sent>,
    ) -> EvalResult<Step> {
        if !matches!(inside.as_deref(), Some(Inside::LoopElse(_))) {
            *inside = Some(Box::new(Inside::LoopElse(Position::default())));
        }
        match inside.as_deref_mut() {
            Some(Inside::LoopElse(position)) => self.resume_block(run, otherwise, position, sent),
            _ => Ok(Step::Ended(Flow::Normal)),
        }
    }
}

/// How a loop ends whose body has ended so.
fn after_loop(flow: Flow) -> Flow {
    match flow {
        Flow::Break => Flow::Normal,
        flow => flow,
    }
}
