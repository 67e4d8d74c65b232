//! `try` and `with` in generators.

use super::Sent;
use super::position::{Entered, Inside, Position, Step, TryPart};
use super::statements::Run;
use crate::eval::statement::Flow;
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;
use crate::syntax::ast::{Block, Expression, Handler, Statement, StatementKind};

type Managers = [(Expression, Option<Expression>)];

impl Interpreter<'_> {
    pub(super) fn resume_try(
        &mut self,
        run: &Run,
        statement: &Statement,
        inside: &mut Option<Box<Inside>>,
        sent: &mut Option<Sent>,
    ) -> EvalResult<Step> {
        let StatementKind::Try {
            body,
            handlers,
            otherwise,
            finally,
        } = &statement.kind
        else {
            return Ok(Step::Ended(Flow::Normal));
        };
        let begin = || Box::new(Inside::Try(TryPart::Body, Position::default()));
        while let Inside::Try(part, position) = &mut **inside.get_or_insert_with(begin) {
            let step = match part {
                TryPart::Body if handlers.is_empty() => {
                    self.resume_block(run, body, position, sent)
                }
                TryPart::Body => {
                    self.guard(|interpreter| interpreter.resume_block(run, body, position, sent))
                }
                TryPart::Handler(index, exception) => {
                    if let Some(exception) = exception.take() {
                        self.handled.truncate(self.handled_before);
                        self.handled.push(*exception);
                    }
                    let block = handlers.get(*index).map_or(&[][..], |it| &it.body[..]);
                    self.resume_block(run, block, position, sent)
                }
                TryPart::Otherwise => self.resume_block(run, otherwise, position, sent),
                TryPart::Finally(_) => self.resume_block(run, finally, position, sent),
            };
            let result = match step {
                Ok(Step::Yielded(value)) => return Ok(Step::Yielded(value)),
                Ok(Step::Ended(flow)) => Ok(flow),
                Err(raised) => Err(raised),
            };
            let ended = std::mem::replace(part, TryPart::Body);
            let next = match self.part_behind(run, ended, result, handlers) {
                Ok(next) => next,
                Err(result) => return result.map(Step::Ended),
            };
            *inside = Some(Box::new(Inside::Try(next, Position::default())));
        }
        Ok(Step::Ended(Flow::Normal))
    }

    /// The block that follows one of a `try` which has ended so. `Err` says how the whole statement ends.
    fn part_behind(
        &mut self,
        run: &Run,
        ended: TryPart,
        result: EvalResult<Flow>,
        handlers: &[Handler],
    ) -> Result<TryPart, EvalResult<Flow>> {
        Ok(match (ended, result) {
            (TryPart::Body, Ok(Flow::Normal)) if !handlers.is_empty() => TryPart::Otherwise,
            (TryPart::Body, Err(raised)) if !handlers.is_empty() => match *raised {
                Raised::Exception(exception) => {
                    match self.handler_of(&exception, handlers, run.env) {
                        Ok(Some(index)) => TryPart::Handler(index, Some(Box::new(exception))),
                        Ok(None) => TryPart::Finally(Err(Box::new(Raised::Exception(exception)))),
                        Err(raised) => TryPart::Finally(Err(raised)),
                    }
                }
                raised => TryPart::Finally(Err(Box::new(raised))),
            },
            (TryPart::Finally(before), Ok(Flow::Normal)) => return Err(before),
            (TryPart::Finally(_), result) => return Err(result),
            (_, result) => TryPart::Finally(result),
        })
    }

    pub(super) fn resume_with(
        &mut self,
        run: &Run,
        items: &Managers,
        body: &Block,
        inside: &mut Option<Box<Inside>>,
        sent: &mut Option<Sent>,
    ) -> EvalResult<Step> {
        let mut entered = match inside.take().map(|it| *it) {
            Some(Inside::With(entered)) => Some(Box::new(entered)),
            _ => None,
        };
        let step = self.resume_managers(run, items, body, &mut entered, sent);
        if let (Ok(Step::Yielded(_)), Some(entered)) = (&step, entered) {
            *inside = Some(Box::new(Inside::With(*entered)));
        }
        step
    }

    fn resume_managers(
        &mut self,
        run: &Run,
        items: &Managers,
        body: &Block,
        entered: &mut Option<Box<Entered>>,
        sent: &mut Option<Sent>,
    ) -> EvalResult<Step> {
        let Some(((manager, target), rest)) = items.split_first() else {
            return Ok(Step::Ended(Flow::Normal));
        };
        if entered.is_none() {
            let (exit, catches) = self.enter(manager, target.as_ref(), run.env)?;
            *entered = Some(Box::new(Entered {
                exit,
                catches,
                next: None,
                body: Position::default(),
            }));
        }
        let Some(here) = entered.as_deref_mut() else {
            return Ok(Step::Ended(Flow::Normal));
        };
        let mut go_on = |interpreter: &mut Self, here: &mut Entered| match rest {
            [] => interpreter.resume_block(run, body, &mut here.body, sent),
            rest => interpreter.resume_managers(run, rest, body, &mut here.next, sent),
        };
        let step = match here.catches {
            true => self.guard(|interpreter| go_on(interpreter, here)),
            false => go_on(self, here),
        };
        let result = match step {
            Ok(Step::Yielded(value)) => return Ok(Step::Yielded(value)),
            Ok(Step::Ended(flow)) => Ok(flow),
            Err(raised) => Err(raised),
        };
        let place: Span = manager.span;
        let exit = here.exit.take();
        self.leave_manager(exit, result, place).map(Step::Ended)
    }
}
