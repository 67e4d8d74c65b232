//! Making modules, classes and bound methods.

use super::refusal::Refusal;
use crate::eval::EvalResult;
use crate::eval::Interpreter;
use crate::eval::value::{
    Arguments, BuiltinType, Descriptor, Foreign, Method, Module, Namespace, NativeFunction, Value,
    ValueKind,
};
use crate::source::Span;
use std::rc::Rc;

/// Declares a table of native functions: the name in the language and the Rust function.
macro_rules! natives {
    ($table:ident: $($name:literal => $function:expr),* $(,)?) => {
        static $table: &[$crate::eval::value::NativeFunction] = &[
            $($crate::eval::value::NativeFunction { name: $name, call: $function }),*
        ];
    };
}
pub(super) use natives;

/// A module in the making.
pub(super) struct ModuleBuilder {
    name: String,
    namespace: Namespace,
    /// The import.
    pub span: Span,
}

impl ModuleBuilder {
    /// An empty module. `span` is the import.
    pub fn new(name: &str, span: Span) -> ModuleBuilder {
        let builder = ModuleBuilder {
            name: name.to_owned(),
            namespace: Namespace::default(),
            span,
        };
        builder.value("__name__", Value::string(name, span))
    }

    /// Adds functions.
    pub fn functions(self, table: &'static [NativeFunction]) -> ModuleBuilder {
        let span = self.span;
        table.iter().fold(self, |builder, function| {
            builder.value(function.name, Value::new(ValueKind::Native(function), span))
        })
    }

    /// Adds functions that refuse when they are called, each with the reason.
    pub fn refused(self, module: &str, table: &[(&str, &str)]) -> ModuleBuilder {
        let span = self.span;
        table.iter().fold(self, |builder, (name, reason)| {
            builder.value(
                name,
                foreign(Refusal::new(format!("{module}.{name}"), *reason), span),
            )
        })
    }

    /// Adds a variable.
    pub fn value(self, name: &str, value: Value) -> ModuleBuilder {
        set(&self.namespace, name, value);
        self
    }

    /// Adds a plain string.
    pub fn string(self, name: &str, text: &str) -> ModuleBuilder {
        let value = Value::string(text, self.span);
        self.value(name, value)
    }

    /// Adds an integer.
    pub fn integer(self, name: &str, number: i64) -> ModuleBuilder {
        let value = Value::integer(number, self.span);
        self.value(name, value)
    }

    /// Adds classes of Python's own under their names in the module.
    pub fn builtin_classes(
        self,
        interpreter: &Interpreter,
        classes: &[(&str, BuiltinType)],
    ) -> ModuleBuilder {
        let span = self.span;
        classes.iter().fold(self, |builder, (name, ty)| {
            let class = interpreter.classes.get(*ty);
            builder.value(name, Value::new(ValueKind::Class(class), span))
        })
    }

    /// The module.
    pub fn finish(self) -> Value {
        module(&self.name, Rc::new(self.namespace), self.span)
    }
}

/// A module over a namespace.
pub(super) fn module(name: &str, namespace: Rc<Namespace>, span: Span) -> Value {
    let module = Module {
        name: name.into(),
        namespace,
    };
    Value::new(ValueKind::Module(Rc::new(module)), span)
}

/// Sets a variable.
pub(super) fn set(namespace: &Namespace, name: &str, value: Value) {
    namespace.variables.borrow_mut().insert(name.into(), value);
}

/// A native function that a class keeps without binding it.
pub(super) fn static_method(function: &'static NativeFunction, span: Span) -> Value {
    let function = Value::new(ValueKind::Native(function), span);
    descriptor(BuiltinType::StaticMethod, function, span)
}

/// A function that an object or class binds in its own way.
pub(super) fn descriptor(kind: BuiltinType, function: Value, span: Span) -> Value {
    let descriptor = Descriptor {
        kind,
        function,
        setter: None,
        deleter: None,
    };
    Value::new(ValueKind::Descriptor(Rc::new(descriptor)), span)
}

/// A value of one of jobc's modules.
pub(super) fn foreign(value: impl Foreign + 'static, span: Span) -> Value {
    Value::new(ValueKind::foreign(value), span)
}

/// The value of a module inside a value, if it is one of that type.
pub(super) fn downcast<T: 'static>(value: &Value) -> Option<&T> {
    match &value.kind {
        ValueKind::Foreign(foreign) => foreign.as_any().downcast_ref(),
        _ => None,
    }
}

/// The method of that name in a table, bound to `this`.
pub(super) fn method(
    table: &'static [NativeFunction],
    this: &Value,
    name: &str,
    span: Span,
) -> Option<Value> {
    let function = table.iter().find(|function| function.name == name)?;
    let method = Method {
        receiver: this.clone(),
        function: Value::new(ValueKind::Native(function), span),
    };
    Some(Value::new(ValueKind::Method(Rc::new(method)), span))
}

/// Takes `self` off the arguments of a method: the value, and what is inside. `None` if it was called on something else.
pub(super) fn receiver<'a, T: 'static>(
    function: &str,
    value: &'a Value,
    span: Span,
) -> EvalResult<&'a T> {
    downcast(value).ok_or_else(|| {
        super::arguments::wrong_type(function, "an object of its own type", value, span)
    })
}

/// Takes the first argument off.
pub(super) fn split_self(
    function: &str,
    mut arguments: Arguments,
    span: Span,
) -> EvalResult<(Value, Arguments)> {
    if arguments.positional.is_empty() {
        super::arguments::one(function, Arguments::default(), span)?;
    }
    let this = arguments.positional.remove(0);
    Ok((this, arguments))
}

/// Arguments by position.
pub(super) fn positional(values: impl IntoIterator<Item = Value>) -> Arguments {
    Arguments {
        positional: values.into_iter().collect(),
        keywords: Vec::new(),
    }
}

/// Calls a method of a value.
pub(super) fn call_method(
    interpreter: &mut Interpreter,
    value: &Value,
    name: &str,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let method = interpreter.attribute(value, name, span)?;
    interpreter.call(&method, arguments, span)
}

/// A set of entries with plain strings as keys.
pub(super) fn string_key(
    interpreter: &mut Interpreter,
    name: &str,
    span: Span,
) -> EvalResult<crate::eval::value::Key> {
    interpreter.key(&Value::string(name, span), span)
}
