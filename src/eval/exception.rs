//! `try`, `raise`, `with`, and exceptions as objects.

use super::attributes::Attributes;
use super::compare::ELEMENT;
use super::scope::Env;
use super::statement::Flow;
use super::value::{Arguments, BuiltinType, Class, Instance, Value, ValueKind};
use super::{EvalResult, Exception, ExceptionKind, Interpreter, Raised};
use crate::diagnostic::codes::eval;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Block, Expression, Handler};
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// The code of what a class of exceptions stands for, where the library raises it.
fn code_of(class: &str) -> &'static Code {
    match class {
        "AttributeError" => &eval::NO_ATTRIBUTE,
        "IndexError" => &eval::INDEX_OUT_OF_RANGE,
        "TypeError" => &eval::TYPE_ERROR,
        "ValueError" => &eval::VALUE_ERROR,
        "ZeroDivisionError" => &eval::DIVISION_BY_ZERO,
        _ => &eval::RAISED,
    }
}

impl Interpreter<'_> {
    #[inline(never)]
    pub(super) fn try_statement(
        &mut self,
        body: &Block,
        handlers: &[Handler],
        otherwise: &Block,
        finally: &Block,
        env: &Env,
    ) -> EvalResult<Flow> {
        let mut result = if handlers.is_empty() {
            self.block(body, env)
        } else {
            self.guard(|interpreter| interpreter.block(body, env))
        };
        if !handlers.is_empty() {
            result = match result {
                Ok(Flow::Normal) => self.block(otherwise, env),
                Ok(flow) => Ok(flow),
                Err(raised) => match *raised {
                    Raised::Exception(exception) => self.handle(exception, handlers, env),
                    _ => Err(raised),
                },
            };
        }
        match self.block(finally, env)? {
            Flow::Normal => result,
            flow => Ok(flow),
        }
    }

    fn handle(
        &mut self,
        exception: Exception,
        handlers: &[Handler],
        env: &Env,
    ) -> EvalResult<Flow> {
        match self.handler_of(&exception, handlers, env)? {
            Some(index) => {
                // It stays the last one behind the handler, too: Python 2 forgets it when the function ends.
                self.handled.truncate(self.handled_before);
                self.handled.push(exception);
                self.block(&handlers[index].body, env)
            }
            None => Err(Box::new(Raised::Exception(exception))),
        }
    }

    /// The number of the handler that takes an exception, to whose target it is assigned.
    pub(super) fn handler_of(
        &mut self,
        exception: &Exception,
        handlers: &[Handler],
        env: &Env,
    ) -> EvalResult<Option<usize>> {
        for (index, handler) in handlers.iter().enumerate() {
            let matches = match &handler.exception {
                None => true,
                Some(wanted) => {
                    let wanted_value = self.expression(wanted, env)?;
                    self.matches(exception, &wanted_value, wanted.span)?
                }
            };
            if !matches {
                continue;
            }
            if let Some(target) = &handler.target {
                let value = self.exception_value(exception);
                self.assign(target, value, env)?;
            }
            self.caught.insert(exception.diagnostic.primary.span);
            return Ok(Some(index));
        }
        Ok(None)
    }

    /// Whether a handler takes an exception: `wanted` is a class or a tuple of such. Tuples may be inside each other, however deep, and one
    /// may be in many others: each is looked at once.
    fn matches(&mut self, exception: &Exception, wanted: &Value, span: Span) -> EvalResult<bool> {
        let class = self.exception_class(exception);
        let mut seen = FxHashSet::default();
        let mut waiting = vec![wanted];
        while let Some(wanted) = waiting.pop() {
            match &wanted.kind {
                ValueKind::Tuple(tuple) if seen.insert(Rc::as_ptr(tuple)) => {
                    self.work(tuple.items.len().saturating_mul(ELEMENT), span)?;
                    waiting.extend(&tuple.items);
                }
                ValueKind::Class(wanted)
                    if class.as_ref().is_some_and(|class| class.inherits(wanted)) =>
                {
                    return Ok(true);
                }
                // It is not known what the handler takes: that it takes this one is silent.
                ValueKind::Poison => return Ok(true),
                _ => {}
            }
        }
        Ok(false)
    }

    /// Whether an exception is of one of Python's classes, for code that catches it.
    pub fn is_exception(&self, raised: &Raised, class: &str) -> bool {
        let Raised::Exception(exception) = raised else {
            return false;
        };
        match (
            self.exception_class(exception),
            self.classes.exception(class),
        ) {
            (Some(found), Some(wanted)) => found.inherits(&wanted),
            _ => false,
        }
    }

    fn exception_class(&self, exception: &Exception) -> Option<Rc<Class>> {
        match &exception.kind {
            ExceptionKind::Builtin(name) => self
                .classes
                .exception(name)
                .or_else(|| self.classes.exception("Exception")),
            ExceptionKind::Value(value) => match &value.kind {
                ValueKind::Instance(instance) => Some(instance.class.clone()),
                _ => None,
            },
        }
    }

    /// The exception as an object, for `except … as e`.
    pub fn exception_value(&self, exception: &Exception) -> Value {
        let span = exception.diagnostic.primary.span;
        if let ExceptionKind::Value(value) = &exception.kind {
            return value.clone();
        }
        let Some(class) = self.exception_class(exception) else {
            return Value::none(span);
        };
        let message = &exception.python_message;
        let attributes = Attributes::default();
        let mut args = vec![message.clone()];
        if &*class.name == "KeyError" {
            // `str` of a `KeyError` is the `repr` of the key.
            args[0] = unquoted(message).unwrap_or(message).to_owned();
            attributes.set("__message__", Value::string(message.clone(), span));
        }
        let mut values: Vec<Value> = Vec::new();
        if let Some((number, rest)) = message
            .strip_prefix("[Errno ")
            .and_then(|rest| rest.split_once("] "))
            && let Ok(number) = number.parse()
        {
            let (reason, file) = rest.split_once(": ").unwrap_or((rest, ""));
            let number = Value::integer(number, span);
            let reason = Value::string(reason, span);
            attributes.set("errno", number.clone());
            attributes.set("strerror", reason.clone());
            let file = unquoted(file).unwrap_or(file);
            attributes.set("filename", Value::string(file, span));
            attributes.set("__message__", Value::string(message.clone(), span));
            values.extend([number, reason]);
        } else {
            values.extend(args.into_iter().map(|text| Value::string(text, span)));
        }
        attributes.set(
            "message",
            values.first().cloned().unwrap_or(Value::string("", span)),
        );
        attributes.set("args", Value::tuple(values, span));
        Value::new(
            ValueKind::Instance(Rc::new(Instance {
                class,
                attributes,
                payload: None,
            })),
            span,
        )
    }

    /// The exception that was handled last, as an object.
    pub(super) fn handled_last(&self) -> Option<Value> {
        let exception = self.handled.last()?;
        Some(self.exception_value(exception))
    }

    /// `raise`, in all its forms.
    pub(super) fn raise(
        &mut self,
        exception: Option<&Expression>,
        argument: Option<&Expression>,
        span: Span,
        env: &Env,
    ) -> EvalResult<Box<Raised>> {
        let Some(expression) = exception else {
            return Ok(match self.handled.last() {
                Some(exception) => Box::new(Raised::Exception(exception.clone())),
                None => Raised::new(
                    "TypeError",
                    &eval::RAISED,
                    "exceptions must be old-style classes or derived from BaseException, not NoneType",
                    span,
                ),
            });
        };
        let mut value = self.expression(expression, env)?;
        if let ValueKind::Tuple(tuple) = &value.kind
            && let Some(first) = tuple.items.first()
        {
            value = first.clone();
        }
        let argument = match argument {
            Some(argument) => Some(self.expression(argument, env)?),
            None => None,
        };
        self.raised_by(value, argument, expression.span, span)
    }

    /// The exception that raising a class or an object gives; `place` is where that is written.
    pub(super) fn raised_by(
        &mut self,
        mut value: Value,
        argument: Option<Value>,
        place: Span,
        span: Span,
    ) -> EvalResult<Box<Raised>> {
        if value.is_poison() {
            return Ok(Raised::poisoned());
        }
        if let ValueKind::Class(_) = &value.kind {
            let mut arguments = Arguments::default();
            if let Some(argument) = argument {
                match &argument.kind {
                    ValueKind::None => {}
                    ValueKind::Instance(_) if self.is_instance_of(&argument, &value) => {
                        return self.raised_value(argument, span);
                    }
                    ValueKind::Tuple(tuple) => {
                        arguments.positional.extend(tuple.items.iter().cloned())
                    }
                    _ => arguments.positional.push(argument),
                }
            }
            value = self.call(&value, arguments, place)?;
        }
        if !matches!(value.kind, ValueKind::Instance(_)) {
            let found = self.type_name(&value);
            return Ok(Raised::with_diagnostic(
                "TypeError",
                format!(
                    "exceptions must be old-style classes or derived from BaseException, not {found}"
                ),
                Diagnostic::new(
                    &eval::TYPE_ERROR,
                    format!("only exceptions can be raised, not a value of type `{found}`"),
                    place,
                )
                .help("write `raise ValueError('…')`"),
            ));
        }
        self.raised_value(value, span)
    }

    fn is_instance_of(&self, value: &Value, class: &Value) -> bool {
        matches!(&class.kind, ValueKind::Class(class) if self.is_of_class(value, class))
    }

    /// The exception that raising an object gives.
    fn raised_value(&mut self, value: Value, span: Span) -> EvalResult<Box<Raised>> {
        let text = self.guard(|i| i.to_str(&value, span));
        let python_message = text.map_or_else(|_| String::new(), |text| unicode_of(&text));
        let class = self.type_name(&value);
        let ends = self
            .classes
            .exception("SystemExit")
            .is_some_and(|exit| self.is_of_class(&value, &exit));
        let (code, mut message) = if ends {
            (
                &eval::SYSTEM_EXIT,
                "the configuration ends the program".to_owned(),
            )
        } else if !self.sources.is_library(span) {
            (&eval::RAISED, format!("the configuration raises `{class}`"))
        } else {
            // The library raises it on behalf of the configuration.
            (code_of(&class), class.to_string())
        };
        let speaks_for_itself = code != &eval::RAISED && self.sources.is_library(span);
        message = match (python_message.is_empty(), speaks_for_itself) {
            (true, _) => message,
            (false, true) => python_message.clone(),
            (false, false) => format!("{message}: {python_message}"),
        };
        Ok(Box::new(Raised::Exception(Exception {
            kind: ExceptionKind::Value(value),
            python_message,
            diagnostic: Diagnostic::new(code, message, span),
        })))
    }

    #[inline(never)]
    pub(super) fn with_statement(
        &mut self,
        items: &[(Expression, Option<Expression>)],
        body: &Block,
        env: &Env,
    ) -> EvalResult<Flow> {
        let Some(((manager, target), rest)) = items.split_first() else {
            return self.block(body, env);
        };
        let (exit, catches) = self.enter(manager, target.as_ref(), env)?;
        let result = if catches {
            self.guard(|interpreter| interpreter.with_statement(rest, body, env))
        } else {
            self.with_statement(rest, body, env)
        };
        self.leave_manager(exit, result, manager.span)
    }

    /// Enters a context manager: its `__exit__`, and whether that may swallow exceptions.
    pub(super) fn enter(
        &mut self,
        manager: &Expression,
        target: Option<&Expression>,
        env: &Env,
    ) -> EvalResult<(Option<Value>, bool)> {
        let value = self.expression(manager, env)?;
        let mut entered = value.clone();
        let mut exit = None;
        if !value.is_poison() {
            match self.attribute_if_any(&value, "__exit__", manager.span)? {
                Some(found) => exit = Some(found),
                None => {
                    let found = self.type_name(&value);
                    let raised = Raised::with_diagnostic(
                        "AttributeError",
                        format!("'{found}' object has no attribute '__exit__'"),
                        Diagnostic::new(
                            &eval::TYPE_ERROR,
                            format!(
                                "`with` needs a file or another context manager, found a value of type `{found}`"
                            ),
                            manager.span,
                        ),
                    );
                    entered = self.recover(raised, manager.span)?;
                }
            }
            if exit.is_some() {
                let enter = self.attribute(&value, "__enter__", manager.span)?;
                entered = self.call(&enter, Arguments::default(), manager.span)?;
            }
        }
        if let Some(target) = target {
            self.assign(target, entered, env)?;
        }
        // Only a class may swallow exceptions.
        let catches = exit.is_some() && matches!(value.kind, ValueKind::Instance(_));
        Ok((exit, catches))
    }

    /// Leaves a context manager after its body has ended so.
    pub(super) fn leave_manager(
        &mut self,
        exit: Option<Value>,
        result: EvalResult<Flow>,
        span: Span,
    ) -> EvalResult<Flow> {
        let Some(exit) = exit else {
            return result;
        };
        let (class, error) = match &result {
            Err(raised) => match &**raised {
                Raised::Exception(exception) => {
                    let value = self.exception_value(exception);
                    (self.class_of(&value), value)
                }
                _ => return result,
            },
            Ok(_) => (Value::none(span), Value::none(span)),
        };
        let arguments = Arguments {
            positional: [class, error, Value::none(span)].into_iter().collect(),
            keywords: Vec::new(),
        };
        let swallowed = self.call(&exit, arguments, span)?;
        if result.is_err() && self.truth(&swallowed, span)? {
            return Ok(Flow::Normal);
        }
        result
    }

    /// Whether a value is an object of a class or of one that inherits from it.
    pub fn is_of_class(&self, value: &Value, class: &Rc<Class>) -> bool {
        match self.class_of(value).kind {
            ValueKind::Class(found) => found.inherits(class),
            _ => false,
        }
    }

    /// A new exception object of a class, before its `__init__`.
    pub(super) fn new_exception(
        &self,
        class: &Rc<Class>,
        arguments: &[Value],
        span: Span,
    ) -> Value {
        let instance = Instance {
            class: class.clone(),
            attributes: Attributes::default(),
            payload: None,
        };
        set_exception_arguments(&instance, arguments, span);
        Value::new(ValueKind::Instance(Rc::new(instance)), span)
    }

    /// What `str` gives of an exception.
    pub(super) fn exception_text(
        &mut self,
        instance: &Instance,
        span: Span,
    ) -> EvalResult<crate::source::Text> {
        if let Some(message) = instance.attributes.get("__message__") {
            return self.to_str(&message, span);
        }
        let args = match instance.attributes.get("args").map(|value| value.kind) {
            Some(ValueKind::Tuple(args)) => args,
            _ => return Ok("".into()),
        };
        match &args.items[..] {
            [] => Ok("".into()),
            [only] if instance.class.inherits_from("KeyError") => Ok(self.repr(only, span)?.into()),
            [only] => self.to_str(only, span),
            [number, reason] if instance.class.inherits_from("EnvironmentError") => {
                let mut text = format!(
                    "[Errno {}] {}",
                    self.to_str(number, span)?.as_str(),
                    self.to_str(reason, span)?.as_str()
                );
                if let Some(file) = instance.attributes.get("filename") {
                    text.push_str(": ");
                    text.push_str(&self.repr(&file, span)?);
                }
                Ok(text.into())
            }
            items => {
                let tuple = Value::tuple(items.to_vec(), span);
                Ok(self.repr(&tuple, span)?.into())
            }
        }
    }
}

/// `Exception.__init__`.
pub(super) fn set_exception_arguments(instance: &Instance, arguments: &[Value], span: Span) {
    let message = match arguments {
        [only] => only.clone(),
        _ => Value::string("", span),
    };
    let attributes = &instance.attributes;
    attributes.set("message", message);
    attributes.set("args", Value::tuple(arguments.to_vec(), span));
    if instance.class.builtin == BuiltinType::Exception && arguments.len() >= 2 {
        attributes.set("errno", arguments[0].clone());
        attributes.set("strerror", arguments[1].clone());
    }
    if let [number, reason, file] = arguments
        && instance.class.inherits_from("EnvironmentError")
    {
        attributes.set("filename", file.clone());
        let args = [number.clone(), reason.clone()];
        attributes.set("args", Value::tuple(args, span));
    }
    if &*instance.class.name == "SystemExit" {
        let code = arguments
            .first()
            .cloned()
            .unwrap_or(Value::none(Span::NOWHERE));
        attributes.set("code", code);
    }
}

impl Class {
    fn inherits_from(&self, name: &str) -> bool {
        &*self.name == name || self.ancestors.iter().any(|a| &*a.name == name)
    }
}

fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.strip_suffix('\'')
}

/// The characters of a plain string, whose bytes are usually UTF-8, for people.
pub(super) fn unicode_of(text: &str) -> String {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c as u32).ok()).collect();
    match bytes.map(String::from_utf8) {
        Some(Ok(decoded)) => decoded,
        _ => text.to_owned(),
    }
}
