//! Comprehensions and generator expressions.

use super::function::lazy;
use super::scope::Env;
use super::value::{Elements, Entries, Iteration, Lazy, Namespace, Scope, Value};
use super::{EvalResult, Interpreter};
use crate::source::Span;
use crate::syntax::ast::{Clause, Comprehension, Expression};
use std::rc::Rc;

/// What is done with each round of a comprehension.
type Collect<'c, 'a> = dyn FnMut(&mut Interpreter<'a>, &Env) -> EvalResult<()> + 'c;

impl<'a> Interpreter<'a> {
    /// A list comprehension has no scope of its own in Python 2: its variables stay behind.
    #[inline(never)]
    pub(super) fn list_comprehension(
        &mut self,
        comprehension: &Comprehension,
        span: Span,
        env: &Env,
    ) -> EvalResult {
        let mut items = Vec::new();
        self.rounds(
            &comprehension.clauses,
            None,
            env,
            &mut |interpreter, env| {
                let item = interpreter.expression(&comprehension.element, env)?;
                interpreter.allocate(1, span)?;
                items.push(item);
                Ok(())
            },
        )?;
        Ok(Value::list(items, span))
    }

    #[inline(never)]
    pub(super) fn set_comprehension(
        &mut self,
        comprehension: &Comprehension,
        span: Span,
        env: &Env,
    ) -> EvalResult {
        let first = self.first_iterable(comprehension, env)?;
        let mut set = Elements::default();
        let inner = inner_scope(env);
        self.rounds(
            &comprehension.clauses,
            Some(first),
            &inner,
            &mut |interpreter, env| {
                let item = interpreter.expression(&comprehension.element, env)?;
                interpreter.allocate(1, span)?;
                let key = interpreter.key(&item, comprehension.element.span)?;
                set.insert(key, ());
                Ok(())
            },
        )?;
        Ok(Value::set(set, span))
    }

    #[inline(never)]
    pub(super) fn dict_comprehension(
        &mut self,
        comprehension: &Comprehension,
        value: &Expression,
        span: Span,
        env: &Env,
    ) -> EvalResult {
        let first = self.first_iterable(comprehension, env)?;
        let mut entries = Entries::default();
        let inner = inner_scope(env);
        self.rounds(
            &comprehension.clauses,
            Some(first),
            &inner,
            &mut |interpreter, env| {
                let value = interpreter.expression(value, env)?;
                let key_value = interpreter.expression(&comprehension.element, env)?;
                interpreter.allocate(1, span)?;
                let key = interpreter.key(&key_value, comprehension.element.span)?;
                entries.insert(key, value);
                Ok(())
            },
        )?;
        Ok(Value::dict(entries, span))
    }

    /// The first iterable is evaluated outside of the comprehension's scope.
    fn first_iterable(
        &mut self,
        comprehension: &Comprehension,
        env: &Env,
    ) -> EvalResult<Iteration> {
        match comprehension.clauses.first() {
            Some(Clause::For { iterable, .. }) => {
                let value = self.expression(iterable, env)?;
                self.iterate(&value, iterable.span)
            }
            _ => Ok(Iteration::Done),
        }
    }

    fn rounds(
        &mut self,
        clauses: &[Clause],
        first: Option<Iteration>,
        env: &Env,
        collect: &mut Collect<'_, 'a>,
    ) -> EvalResult<()> {
        let Some((clause, rest)) = clauses.split_first() else {
            return collect(self, env);
        };
        match clause {
            Clause::If(condition) => {
                let value = self.expression(condition, env)?;
                if self.truth(&value, condition.span)? {
                    self.rounds(rest, None, env, collect)?;
                }
                Ok(())
            }
            Clause::For { target, iterable } => {
                let mut iteration = match first {
                    Some(first) => first,
                    None => {
                        let value = self.expression(iterable, env)?;
                        self.iterate(&value, iterable.span)?
                    }
                };
                while let Some(item) = self.next(&mut iteration, iterable.span)? {
                    self.step(iterable.span)?;
                    self.assign(target, item, env)?;
                    self.rounds(rest, None, env, collect)?;
                }
                Ok(())
            }
        }
    }

    #[inline(never)]
    pub(super) fn generator_expression(
        &mut self,
        comprehension: &Comprehension,
        span: Span,
        env: &Env,
    ) -> EvalResult {
        let first = self.first_iterable(comprehension, env)?;
        let code = self
            .comprehensions
            .entry(span)
            .or_insert_with(|| Rc::new(comprehension.clone()))
            .clone();
        let state = GeneratorExpression {
            code,
            env: inner_scope(env),
            iterations: vec![(0, first)],
        };
        Ok(lazy(state, span))
    }
}

fn inner_scope(env: &Env) -> Env {
    Env {
        globals: env.globals.clone(),
        scope: Some(Rc::new(Scope {
            locals: Namespace::default(),
            parent: env.scope.clone(),
            layout: None,
        })),
        class: None,
    }
}

/// A generator expression between two of its items.
struct GeneratorExpression {
    code: Rc<Comprehension>,
    env: Env,
    /// The loops that are under way, outermost first, each with the index of its clause.
    iterations: Vec<(usize, Iteration)>,
}

impl std::fmt::Debug for GeneratorExpression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("GeneratorExpression")
    }
}

impl Lazy for GeneratorExpression {
    fn next(&mut self, interpreter: &mut Interpreter, _: Span) -> EvalResult<Option<Value>> {
        interpreter.generators += 1;
        let item = self.next_item(interpreter);
        interpreter.generators -= 1;
        match item {
            Err(raised) if interpreter.is_exception(&raised, "StopIteration") => Ok(None),
            item => item,
        }
    }
}

impl GeneratorExpression {
    fn next_item(&mut self, interpreter: &mut Interpreter) -> EvalResult<Option<Value>> {
        let code = self.code.clone();
        let clauses = &code.clauses;
        'rounds: while let Some((index, iteration)) = self.iterations.last_mut() {
            let index = *index;
            let Some(Clause::For { target, iterable }) = clauses.get(index) else {
                return Ok(None);
            };
            interpreter.step(iterable.span)?;
            let Some(item) = interpreter.next(iteration, iterable.span)? else {
                self.iterations.pop();
                continue;
            };
            interpreter.assign(target, item, &self.env)?;
            for (offset, clause) in clauses.iter().enumerate().skip(index + 1) {
                match clause {
                    Clause::If(condition) => {
                        let value = interpreter.expression(condition, &self.env)?;
                        if !interpreter.truth(&value, condition.span)? {
                            continue 'rounds;
                        }
                    }
                    Clause::For { iterable, .. } => {
                        let value = interpreter.expression(iterable, &self.env)?;
                        let inner = interpreter.iterate(&value, iterable.span)?;
                        self.iterations.push((offset, inner));
                        continue 'rounds;
                    }
                }
            }
            return interpreter.expression(&code.element, &self.env).map(Some);
        }
        Ok(None)
    }
}
