//! Calling: evaluating arguments, and what a call does to each kind of value.

use super::scope::Env;
use super::value::{Arguments, BuiltinType, DictOrder, Method, NativeFunction, Value, ValueKind};
use super::work_size::work_size;
use super::{EvalResult, Interpreter, Raised, keywords, methods, objects};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::object::BudgetExceeded;
use crate::source::{Guard, Span, Tripped};
use crate::syntax::ast::{Argument, Expression, ExpressionKind};
use std::rc::Rc;
use std::sync::Arc;

/// Functions that only put their arguments somewhere: poison may be one of them.
const KEEPERS: [&str; 16] = [
    "append",
    "appendleft",
    "add",
    "insert",
    "extend",
    "update",
    "setdefault",
    "push",
    "setattr",
    "__setitem__",
    "__setattr__",
    "__init__",
    "partial",
    "property",
    "wraps",
    "bind",
];

impl Interpreter<'_> {
    #[inline(never)]
    pub(super) fn call_expression(
        &mut self,
        function: &Expression,
        arguments: &[Argument],
        span: Span,
        env: &Env,
    ) -> EvalResult {
        let is_spread = |argument: &Argument| matches!(argument, Argument::KeywordSpread(_));
        let is_written = !arguments.iter().any(is_spread);
        // A method of a builtin value needs no bound method in between.
        if let ExpressionKind::Attribute { object, attribute } = &function.kind {
            let receiver = self.expression(object, env)?;
            if receiver.is_poison() {
                self.arguments(None, arguments, env)?;
                return Ok(Value::poison(span));
            }
            if let Some(native) = methods::find(&receiver.kind, &attribute.name) {
                let mut arguments = self.arguments(None, arguments, env)?;
                arguments.positional.insert(0, receiver);
                if matches!(native.name, "update") && is_written {
                    let callee = Value::new(ValueKind::Native(native), span);
                    self.order_keywords(&callee, &mut arguments);
                }
                return self.call_native(native, arguments, span);
            }
            let callee = self
                .attribute_at(&receiver, &attribute.name, attribute.span)
                .or_else(|raised| self.recover(raised, function.span))?;
            let mut arguments = self.arguments(Some(&callee), arguments, env)?;
            if is_written {
                self.order_keywords(&callee, &mut arguments);
            }
            return self.call_at(&callee, arguments, span, function.span);
        }
        let callee = self.expression(function, env)?;
        let mut arguments = self.arguments(Some(&callee), arguments, env)?;
        if is_written {
            self.order_keywords(&callee, &mut arguments);
        }
        self.call_at(&callee, arguments, span, function.span)
    }

    /// The arguments of a call. Types of objects do not care for the order of `**keywords`.
    fn arguments(
        &mut self,
        callee: Option<&Value>,
        arguments: &[Argument],
        env: &Env,
    ) -> EvalResult<Arguments> {
        let order = match callee.map(|callee| &callee.kind) {
            Some(ValueKind::Type(_) | ValueKind::Object(_)) => DictOrder::Insertion,
            _ => self.language.dict_order,
        };
        let mut evaluated = Arguments::default();
        let is_named = |argument: &&Argument| matches!(argument, Argument::Keyword(..));
        let named = arguments.iter().filter(is_named).count();
        evaluated.keywords.reserve_exact(named);
        let mut spread = None;
        for argument in arguments {
            match argument {
                Argument::Positional(expression) => {
                    evaluated.positional.push(self.expression(expression, env)?);
                }
                Argument::Keyword(name, expression) => {
                    let value = self.expression(expression, env)?;
                    evaluated
                        .keywords
                        .push((name.name.clone(), name.span, value));
                }
                Argument::Spread(expression) => {
                    let value = self.expression(expression, env)?;
                    let items = self.items(&value, expression.span)?;
                    evaluated.positional.extend(items);
                }
                Argument::KeywordSpread(expression) => {
                    let before = evaluated.keywords.len();
                    self.spread_keywords(expression, &mut evaluated, order, env)?;
                    spread = Some(before..evaluated.keywords.len());
                }
            }
        }
        if let Some(spread) = spread
            && named > 0
            && order == DictOrder::Python2
        {
            let keywords = std::mem::take(&mut evaluated.keywords);
            evaluated.keywords = keywords::joined(keywords, &spread);
        }
        Ok(evaluated)
    }

    fn spread_keywords(
        &mut self,
        expression: &Expression,
        evaluated: &mut Arguments,
        order: DictOrder,
        env: &Env,
    ) -> EvalResult<()> {
        let value = self.expression(expression, env)?;
        let span = expression.span;
        // The keys of one mapping differ.
        let before = evaluated.keywords.len();
        for (key, value) in self.raw_entries(&value, order, span)? {
            let Some(name) = key.as_text() else {
                return Err(Raised::with_diagnostic(
                    "TypeError",
                    "keywords must be strings",
                    Diagnostic::new(
                        &eval::BAD_CALL,
                        "the keys of a dict after `**` must be strings",
                        span,
                    )
                    .label(key.origin, "not a string"),
                ));
            };
            if evaluated.keywords[..before]
                .iter()
                .any(|(given, ..)| **given == **name)
            {
                return Err(Raised::with_diagnostic(
                    "TypeError",
                    format!(
                        "got multiple values for keyword argument '{}'",
                        name.as_str()
                    ),
                    Diagnostic::new(
                        &eval::BAD_CALL,
                        format!("the argument `{}` is passed twice", name.as_str()),
                        span,
                    ),
                ));
            }
            // The place of the key, so that an error about the name can point at it.
            let at = if key.origin.file == span.file || self.sources.is_users(key.origin) {
                key.origin
            } else {
                span
            };
            evaluated
                .keywords
                .push((Arc::from(name.as_str()), at, value));
        }
        Ok(())
    }

    /// Calls a value. `span` is the whole call.
    pub fn call(&mut self, function: &Value, arguments: Arguments, span: Span) -> EvalResult {
        self.call_at(function, arguments, span, span)
    }

    /// Calls a value; `function_span` is what is called, for the error if it cannot be.
    fn call_at(
        &mut self,
        function: &Value,
        mut arguments: Arguments,
        span: Span,
        function_span: Span,
    ) -> EvalResult {
        match &function.kind {
            ValueKind::Function(function) => self.call_function(function, arguments, span),
            ValueKind::Native(native) => self.call_native(native, arguments, span),
            ValueKind::Method(method) => {
                if let (ValueKind::Native(native), ValueKind::Class(class)) =
                    (&method.function.kind, &method.receiver.kind)
                    // What the class has of its own is a class method, as `_make` of named tuples.
                    && class.lookup(native.name).is_none()
                {
                    return self.call_unbound(native, arguments, span);
                }
                arguments.positional.insert(0, method.receiver.clone());
                self.call_at(&method.function, arguments, span, function_span)
            }
            ValueKind::Class(class) => self.instantiate(class, arguments, span),
            ValueKind::Type(ty) => objects::call_type(self, ty, arguments, span),
            ValueKind::Object(object) => match self.own_method(function, "__call__") {
                Some(call) => self.call(&call, arguments, span),
                None => objects::call_object(self, object, arguments, span),
            },
            ValueKind::Poison => Ok(Value::poison(span)),
            ValueKind::Instance(instance) => {
                if let Some(call) = self.method_of(instance, function, "__call__") {
                    return self.call(&call, arguments, span);
                }
                Err(self.not_callable(function, function_span))
            }
            ValueKind::Foreign(foreign) => match foreign.clone().call(self, arguments, span)? {
                Some(result) => Ok(result),
                None => Err(self.not_callable(function, function_span)),
            },
            ValueKind::Descriptor(descriptor)
                if matches!(
                    descriptor.kind,
                    BuiltinType::StaticMethod | BuiltinType::ClassMethod
                ) =>
            {
                self.call_at(&descriptor.function, arguments, span, function_span)
            }
            _ => Err(self.not_callable(function, function_span)),
        }
    }

    fn not_callable(&mut self, value: &Value, span: Span) -> Box<Raised> {
        let found = self.type_name(value);
        let mut diagnostic = Diagnostic::new(
            &eval::TYPE_ERROR,
            format!("{} cannot be called", self.describe(value)),
            span,
        )
        .label_unless_same(value.origin, "it comes from here");
        let is_none = matches!(value.kind, ValueKind::None);
        if is_none && self.variables.unset_behind(value).is_none() {
            diagnostic = diagnostic
                .help("a function without `return` returns `None`: is a `return` missing?");
        }
        Raised::with_diagnostic(
            "TypeError",
            format!("'{found}' object is not callable"),
            diagnostic,
        )
    }

    /// `dict.__init__(self, …)`: a method of a builtin type called through the class works on the value inside of an
    /// object that inherits from it.
    fn call_unbound(
        &mut self,
        native: &'static NativeFunction,
        mut arguments: Arguments,
        span: Span,
    ) -> EvalResult {
        if let Some(first) = arguments.positional.first_mut()
            && let ValueKind::Instance(instance) = &first.kind
            && let Some(payload) = instance.payload.clone()
        {
            *first = payload;
        }
        self.call_native(native, arguments, span)
    }

    /// Calls a function of jobc.
    #[inline(never)]
    pub(super) fn call_native(
        &mut self,
        native: &'static NativeFunction,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult {
        let poisoned = arguments.positional.iter().any(Value::is_poison)
            || arguments.keywords.iter().any(|(.., v)| v.is_poison());
        if poisoned {
            if matches!(native.name, "include" | "load") {
                self.definitions_missing = true;
            }
            let receiver = arguments.positional.first();
            if !KEEPERS.contains(&native.name) || receiver.is_some_and(Value::is_poison) {
                return Ok(Value::poison(span));
            }
            if native.name == "extend"
                && let Some(ValueKind::List(list)) = receiver.map(|value| &value.kind)
            {
                // What is missing is not known, but that something is.
                list.borrow_mut().push(Value::poison(span));
                return Ok(Value::none(span));
            }
            if native.name == "update" && arguments.positional.iter().skip(1).any(Value::is_poison)
            {
                return Ok(Value::poison(span));
            }
        }
        self.step(span)?;
        for argument in &arguments.positional {
            self.work(work_size(argument), span)?;
        }
        let _position = self.at(span);
        let result = self.nested(span, |interpreter| {
            (native.call)(interpreter, arguments, span)
        });
        let result = self.within_guard(result, span)?;
        self.within_size(&result, span)?;
        Ok(result)
    }

    /// Refuses what a native made that is over the limit `size`, whether it asked before or not.
    fn within_size(&self, value: &Value, span: Span) -> EvalResult<()> {
        let size = match &value.kind {
            ValueKind::String(text) | ValueKind::Unicode(text) => text.len(),
            ValueKind::List(list) => list.borrow().len(),
            ValueKind::Tuple(tuple) => tuple.items.len(),
            _ => 0,
        };
        match size > self.limits.size {
            true => Err(super::recovery::size_limit(self.limits.size, span)),
            false => Ok(()),
        }
    }

    /// The result, unless the guard stopped something on the way there.
    #[inline]
    pub(super) fn within_guard<T>(&self, result: EvalResult<T>, span: Span) -> EvalResult<T> {
        match Guard::tripped() {
            None => result,
            Some(tripped) => Err(self.stopped(tripped, span)),
        }
    }

    #[cold]
    fn stopped(&self, tripped: Tripped, span: Span) -> Box<Raised> {
        match tripped {
            Tripped::Size => super::recovery::size_limit(self.limits.size, span),
            Tripped::Depth => super::expression::nesting_limit(span),
            Tripped::Work => self.ends(BudgetExceeded::Time(self.limits.milliseconds), span),
        }
    }

    /// Counts a level of the native stack.
    pub(super) fn nested<T>(
        &mut self,
        span: Span,
        action: impl FnOnce(&mut Self) -> EvalResult<T>,
    ) -> EvalResult<T> {
        if self.nesting >= super::interpreter::NESTING_LIMIT {
            return Err(super::expression::nesting_limit(span));
        }
        self.nesting += 1;
        let result = action(self);
        self.nesting -= 1;
        result
    }

    /// A method with its receiver.
    pub(super) fn bound(receiver: &Value, function: Value) -> Value {
        let origin = function.origin;
        Value::new(
            ValueKind::Method(Rc::new(Method {
                receiver: receiver.clone(),
                function,
            })),
            origin,
        )
    }
}

impl Diagnostic {
    /// Adds a further place, unless it is the one the diagnostic is about.
    pub(super) fn label_unless_same(self, span: Span, message: &str) -> Diagnostic {
        if span == self.primary.span || span == Span::NOWHERE {
            return self;
        }
        self.label(span, message)
    }
}
