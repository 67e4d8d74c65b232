//! Functions of a configuration: definition, binding of arguments, calls, generators.

use super::generator::Generator;
use super::interpreter::Frame;
use super::journal::CallId;
use super::scope::Env;
use super::statement::Flow;
use super::value::{
    Arguments, Code, Function, Iteration, Lazy, Namespace, Scope, Value, ValueKind,
};
use super::{EvalResult, Interpreter, Raised};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::limits;
use crate::object::Object;
use crate::semantic::{Layout, for_each_statement};
use crate::source::{Span, Text};
use crate::syntax::ast::StatementKind;
use crate::syntax::ast::{
    self, Expression, ExpressionKind, Lambda, Name, Parameter, ParameterTarget, Parameters,
    Statement,
};
use std::rc::Rc;
use std::sync::Arc;

impl Interpreter<'_> {
    #[inline(never)]
    pub(super) fn define_function(
        &mut self,
        definition: &Arc<ast::Function>,
        env: &Env,
    ) -> EvalResult<()> {
        let name = &definition.name;
        let layout = self.layout(definition.header, || Layout::of_function(definition));
        self.cycles.note_scope(env.scope.as_ref());
        let function = Function {
            name: name.name.clone(),
            defaults: self.defaults(&definition.parameters, env)?,
            closure: env.scope.clone(),
            globals: env.globals.clone(),
            attributes: Namespace::default(),
            documentation: documentation(&definition.body),
            layout,
            code: Code::Definition(definition.clone()),
        };
        let value = Value::new(ValueKind::Function(Rc::new(function)), name.span);
        let value = self.decorate(value, &definition.decorators, env)?;
        env.set(&name.name, value);
        Ok(())
    }

    /// Applies decorators, the innermost first.
    pub(super) fn decorate(
        &mut self,
        mut value: Value,
        decorators: &[Expression],
        env: &Env,
    ) -> EvalResult {
        let mut evaluated = Vec::with_capacity(decorators.len());
        for decorator in decorators {
            evaluated.push((self.expression(decorator, env)?, decorator.span));
        }
        for (decorator, span) in evaluated.into_iter().rev() {
            let arguments = Arguments {
                positional: [value].into_iter().collect(),
                keywords: Vec::new(),
            };
            value = self
                .call(&decorator, arguments, span)
                .or_else(|raised| self.recover(raised, span))?;
        }
        Ok(value)
    }

    pub(super) fn lambda(&mut self, lambda: &Arc<Lambda>, span: Span, env: &Env) -> EvalResult {
        let layout = self.layout(span, || Layout::of_lambda(lambda));
        self.cycles.note_scope(env.scope.as_ref());
        let function = Function {
            name: "<lambda>".into(),
            defaults: self.defaults(&lambda.parameters, env)?,
            closure: env.scope.clone(),
            globals: env.globals.clone(),
            attributes: Namespace::default(),
            documentation: None,
            layout,
            code: Code::Lambda(lambda.clone()),
        };
        Ok(Value::new(ValueKind::Function(Rc::new(function)), span))
    }

    fn layout(&mut self, span: Span, make: impl FnOnce() -> Layout) -> Rc<Layout> {
        self.layouts
            .entry(span)
            .or_insert_with(|| Rc::new(make()))
            .clone()
    }

    fn defaults(&mut self, parameters: &Parameters, env: &Env) -> EvalResult<Vec<Value>> {
        let with_default = parameters.positional.iter().chain(&parameters.keyword_only);
        with_default
            .filter_map(|parameter| parameter.default.as_ref())
            .map(|default| self.expression(default, env))
            .collect()
    }

    /// Calls a function of a configuration.
    #[inline(never)]
    pub(super) fn call_function(
        &mut self,
        function: &Rc<Function>,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult {
        if self.call_depth >= self.limits.call_depth {
            return Err(self.call_depth_limit(span));
        }
        let receiver = arguments.positional.first().cloned();
        let scope = Rc::new(Scope {
            locals: Namespace::default(),
            parent: function.closure.clone(),
            layout: Some(function.layout.clone()),
        });
        let env = Env {
            globals: function.globals.clone(),
            scope: Some(scope),
            class: None,
        };
        self.bind_arguments(function, arguments, span, &env)?;
        let call = self.note_call(function, &env, span);
        if let Code::Definition(definition) = &function.code
            && definition.is_generator
        {
            let mut generator = Generator::new(self, function, definition, env, receiver);
            generator.call = call;
            return Ok(lazy(generator, span));
        }
        let result = self.run_function(function, env, receiver, (call, span));
        self.note_return(call, &result);
        result
    }

    pub(super) fn run_function(
        &mut self,
        function: &Rc<Function>,
        env: Env,
        receiver: Option<Value>,
        (call, span): (CallId, Span),
    ) -> EvalResult {
        self.frames.push(Frame {
            span,
            label: "called from here",
            env: env.clone(),
            function: Some(function.clone()),
            receiver,
            call,
        });
        self.call_depth += 1;
        let handled = std::mem::replace(&mut self.handled_before, self.handled.len());
        let counts_otherwise = self.count_for(span, place_of(function));
        let result = self.nested(span, |interpreter| match &function.code {
            Code::Definition(definition) => interpreter.block(&definition.body, &env),
            Code::Lambda(lambda) => interpreter.expression(&lambda.body, &env).map(Flow::Return),
        });
        self.count_as_before(counts_otherwise);
        self.handled.truncate(self.handled_before);
        self.handled_before = handled;
        self.call_depth -= 1;
        self.frames.pop();
        match result {
            Ok(Flow::Return(value)) => Ok(self.returned(value, span)),
            Ok(_) if self.is_broken && has_broken_statement(function) => Ok(Value::poison(span)),
            Ok(_) => Ok(Value::none(span)),
            Err(raised) => Err(self.leaving_call(raised, span, "called from here")),
        }
    }

    /// What the standard library made, as written by the user's call: `order(a, b)`, `Tasks.concat(a, b)`.
    fn returned(&self, mut value: Value, call: Span) -> Value {
        if self.sources.is_users(value.origin) || !self.sources.is_users(call) {
            return value;
        }
        value.origin = call;
        match &mut value.kind {
            ValueKind::Object(object) => self.claim(object, call),
            ValueKind::List(list) => {
                for element in list.borrow_mut().iter_mut() {
                    if let ValueKind::Object(object) = &mut element.kind {
                        self.claim(object, call);
                    }
                }
            }
            _ => {}
        }
        value
    }

    fn claim(&self, object: &mut Object, call: Span) {
        if !self.sources.is_users(object.span()) {
            *object = object.written_at(call);
        }
    }

    #[cold]
    fn call_depth_limit(&mut self, span: Span) -> Box<Raised> {
        let limit = self.limits.call_depth;
        let diagnostic = Diagnostic::new(
            &limits::CALL_DEPTH_LIMIT,
            format!("calls are nested more than {limit} levels deep"),
            span,
        )
        .help(
            "look for a function that calls itself forever; the limit is the setting `call-depth`",
        );
        if self.in_try > 0 {
            return Raised::with_diagnostic(
                "RuntimeError",
                "maximum recursion depth exceeded",
                diagnostic,
            );
        }
        Raised::abort(diagnostic)
    }

    fn bind_arguments(
        &mut self,
        function: &Function,
        arguments: Arguments,
        span: Span,
        env: &Env,
    ) -> EvalResult<()> {
        let Some(scope) = &env.scope else {
            return Ok(());
        };
        let parameters = parameters_of(function);
        let given = arguments.positional.len() + arguments.keywords.len();
        let mut slots: Vec<Option<Value>> = vec![None; parameters.positional.len()];
        let mut rest = Vec::new();
        for (index, value) in arguments.positional.into_iter().enumerate() {
            match slots.get_mut(index) {
                Some(slot) => *slot = Some(value),
                None => rest.push(value),
            }
        }
        if parameters.rest.is_none() && !rest.is_empty() {
            return Err(self.wrong_count(function, given, true, span));
        }
        let mut keyword_rest = Vec::new();
        let mut keyword_only: Vec<Option<Value>> = vec![None; parameters.keyword_only.len()];
        for (name, at, value) in arguments.keywords {
            self.work(parameters.positional.len(), at)?;
            if let Some(index) = position(&parameters.positional, &name) {
                if slots[index].is_some() {
                    return Err(self.given_twice(function, &name, at));
                }
                slots[index] = Some(value);
            } else if let Some(index) = position(&parameters.keyword_only, &name) {
                keyword_only[index] = Some(value);
            } else if parameters.keyword_rest.is_some() {
                keyword_rest.push((name, at, value));
            } else {
                return Err(self.unexpected_keyword(function, &name, at));
            }
        }
        let filled = slots.iter().filter(|slot| slot.is_some()).count();
        let mut defaults = function.defaults.iter();
        let all = parameters.positional.iter().chain(&parameters.keyword_only);
        for (parameter, value) in all.zip(slots.into_iter().chain(keyword_only)) {
            let default = parameter.default.as_ref().and_then(|_| defaults.next());
            let Some(value) = value.or_else(|| default.cloned()) else {
                return Err(self.missing_argument(function, parameter, filled, span));
            };
            match &parameter.target {
                ParameterTarget::Name(name) => scope.locals.set(name.name.clone(), value),
                ParameterTarget::Tuple(target) => self.assign(target, value, env)?,
            }
        }
        if let Some(name) = &parameters.rest {
            scope
                .locals
                .set(name.name.clone(), Value::tuple(rest, span));
        }
        if let Some(name) = &parameters.keyword_rest {
            let mut entries = super::value::Entries::default();
            for (name, at, value) in keyword_rest {
                entries.insert(self.key(&Value::string(&*name, at), at)?, value);
            }
            scope
                .locals
                .set(name.name.clone(), Value::dict(entries, span));
        }
        Ok(())
    }

    pub(super) fn yield_expression(
        &mut self,
        value: Option<&Expression>,
        span: Span,
        env: &Env,
    ) -> EvalResult {
        let value = match value {
            Some(value) => self.expression(value, env)?,
            None => Value::none(span),
        };
        self.allocate(1, span)?;
        if let Some(items) = self.yielded.last_mut() {
            items.push(value);
        }
        Ok(Value::none(span))
    }
}

/// An iterator over something that is computed lazily.
pub(super) fn lazy(state: impl Lazy + 'static, span: Span) -> Value {
    let iteration = Iteration::Lazy(Box::new(state));
    Value::new(ValueKind::iterator(iteration), span)
}

/// The doc string of a body.
pub(super) fn documentation(body: &[Statement]) -> Option<Text> {
    match &body.first()?.kind {
        StatementKind::Expression(Expression {
            kind: ExpressionKind::String(literal),
            ..
        }) => Some(literal.text.clone()),
        _ => None,
    }
}

/// Where a function is written.
pub(super) fn place_of(function: &Function) -> Span {
    match &function.code {
        Code::Definition(definition) => definition.header,
        Code::Lambda(lambda) => lambda.body.span,
    }
}

pub(super) fn parameters_of(function: &Function) -> &Parameters {
    match &function.code {
        Code::Definition(definition) => &definition.parameters,
        Code::Lambda(lambda) => &lambda.parameters,
    }
}

pub(super) fn parameter_name(parameter: &Parameter) -> Option<&Name> {
    match &parameter.target {
        ParameterTarget::Name(name) => Some(&name.name),
        ParameterTarget::Tuple(_) => None,
    }
}

fn position(parameters: &[Parameter], name: &str) -> Option<usize> {
    parameters
        .iter()
        .position(|parameter| parameter_name(parameter).is_some_and(|found| **found == *name))
}

/// Whether a statement of the function could not be parsed: it may have been the one that returns.
fn has_broken_statement(function: &Function) -> bool {
    let Code::Definition(definition) = &function.code else {
        return false;
    };
    let mut is_broken = false;
    for_each_statement(&definition.body, &mut |statement| {
        is_broken |= matches!(statement.kind, StatementKind::Error);
    });
    is_broken
}
