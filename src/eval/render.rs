//! `str`, `repr`, and how messages call a value.

use super::compare::address;
use super::exception::unicode_of;
use super::joined::Joined;
use super::value::{Arguments, BuiltinType, DictKind, Instance, Iteration, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised, format, methods, objects};
use crate::diagnostic::Diagnostic;
use crate::source::{Span, Text};
use std::rc::Rc;
use std::sync::Arc;

/// What a value is, in a few words, where the interpreter is not at hand.
pub(super) fn short_description(value: &Value) -> String {
    match &value.kind {
        ValueKind::None => "`None`".into(),
        ValueKind::Boolean(_) => "a boolean".into(),
        ValueKind::Integer(_) | ValueKind::BigInteger(_) => "an integer".into(),
        ValueKind::Float(_) => "a float".into(),
        ValueKind::String(_) => "a string".into(),
        ValueKind::Unicode(_) => "a unicode string".into(),
        ValueKind::List(_) => "a list".into(),
        ValueKind::Tuple(tuple) => match &tuple.class {
            Some(class) => format!("a `{}`", class.name),
            None => "a tuple".into(),
        },
        ValueKind::Dict(_) => "a dict".into(),
        ValueKind::Set(_) => "a set".into(),
        ValueKind::Slice(_) => "a slice".into(),
        ValueKind::Function(function) => format!("the function `{}`", function.name),
        ValueKind::Native(native) => format!("the function `{}`", native.name),
        ValueKind::Method(method) => short_description(&method.function),
        ValueKind::Class(class) => format!("the class `{}`", class.name),
        ValueKind::Instance(instance) => format!("a `{}`", instance.class.name),
        ValueKind::Module(module) => format!("the module `{}`", module.name),
        ValueKind::Iterator(iterator) => match &*iterator.borrow() {
            Iteration::Range { .. } => "an `xrange`".into(),
            _ => "an iterator".into(),
        },
        ValueKind::Foreign(foreign) => format!("a `{}`", foreign.type_name()),
        ValueKind::Type(ty) => format!("the type `{}`", ty.name()),
        ValueKind::Object(object) => object.ty().one(),
        ValueKind::Environment(_) => "an `Environment`".into(),
        ValueKind::Reference(_) => "a `Ref`".into(),
        ValueKind::Signature(_) => "the declaration of an attribute".into(),
        ValueKind::Empty => "`Empty`".into(),
        _ => "a value".into(),
    }
}

impl Interpreter<'_> {
    /// What a value is, in a few words for messages: "a string", "the function `f`".
    pub fn describe(&self, value: &Value) -> String {
        match self.variables.unset_behind(value) {
            Some(name) => format!("`None` (the environment variable `{name}` is not set)"),
            None => short_description(value),
        }
    }

    /// Says where a value comes from that something cannot be done with.
    pub(super) fn with_origin(&self, diagnostic: Diagnostic, value: &Value) -> Diagnostic {
        match self.variables.unset_behind(value) {
            Some(_) => self.with_unset(diagnostic, &[value]),
            None => diagnostic.label_unless_same(value.origin, "it comes from here"),
        }
    }

    /// Says of a mistake with these values what to do about an environment variable that is not set, if that is the cause.
    pub(super) fn with_unset(&self, diagnostic: Diagnostic, values: &[&Value]) -> Diagnostic {
        let unset = |value: &&&Value| self.variables.unset_behind(value).is_some();
        let Some(value) = values.iter().find(unset) else {
            return diagnostic;
        };
        let name = self.variables.unset_behind(value).unwrap_or_default();
        diagnostic
            .label(value.origin, format!("`{name}` is read here"))
            .help(unset_help(name))
    }

    /// The name of a value's type, as Python 2 says it.
    pub fn type_name(&self, value: &Value) -> Arc<str> {
        match &value.kind {
            ValueKind::Foreign(foreign) => foreign.type_name().into(),
            ValueKind::Object(object) => object.ty().name().clone(),
            ValueKind::Native(_) => "builtin_function_or_method".into(),
            ValueKind::Method(_) => "instancemethod".into(),
            ValueKind::Ellipsis => "ellipsis".into(),
            ValueKind::NotImplemented => "NotImplementedType".into(),
            ValueKind::Type(_) => "type".into(),
            ValueKind::Environment(_) => "Environment".into(),
            ValueKind::Reference(_) => "Ref".into(),
            ValueKind::Empty => "Empty".into(),
            ValueKind::Signature(_) => "TypeSignature".into(),
            _ => match self.class_of(value).kind {
                ValueKind::Class(class) => class.name.clone(),
                _ => "object".into(),
            },
        }
    }

    /// `str(value)`: plain, except that a unicode result that is not ASCII stays unicode (the caller decides).
    pub fn to_str(&mut self, value: &Value, span: Span) -> EvalResult<Text> {
        match &value.kind {
            ValueKind::String(text) | ValueKind::Unicode(text) => Ok(text.clone()),
            ValueKind::Float(number) => Ok(format::float_str(*number).into()),
            ValueKind::BigInteger(number) => Ok(number.to_string().into()),
            ValueKind::Object(_) => match self.own_text(value, &["__str__", "__repr__"], span)? {
                Some(text) => self.text_returned(&text, "__str__", span),
                None => objects::to_str(self, value, span),
            },
            ValueKind::Type(_)
            | ValueKind::Environment(_)
            | ValueKind::Reference(_)
            | ValueKind::Signature(_)
            | ValueKind::Empty => objects::to_str(self, value, span),
            ValueKind::Foreign(foreign) => match foreign.clone().to_str(self)? {
                Some(text) => Ok(text.into()),
                None => Ok(self.repr(value, span)?.into()),
            },
            ValueKind::Instance(instance) => self.instance_str(instance, value, span),
            ValueKind::Poison => Err(Raised::poisoned()),
            _ => Ok(self.repr(value, span)?.into()),
        }
    }

    fn instance_str(
        &mut self,
        instance: &Rc<Instance>,
        value: &Value,
        span: Span,
    ) -> EvalResult<Text> {
        for name in ["__str__", "__unicode__", "__repr__"] {
            if name == "__repr__" && (instance.class.builtin == BuiltinType::Exception) {
                return self.nested(span, |i| i.exception_text(instance, span));
            }
            let Some(method) = self.method_of(instance, value, name) else {
                continue;
            };
            let result = self.call(&method, Arguments::default(), span)?;
            return self.text_returned(&result, name, span);
        }
        match &instance.payload {
            Some(payload) => self.to_str(payload, span),
            None => Ok(self.plain_repr(value, span)?.into()),
        }
    }

    /// What a method such as `__str__` has returned, which has to be a string.
    fn text_returned(&self, result: &Value, name: &str, span: Span) -> EvalResult<Text> {
        match &result.kind {
            ValueKind::String(text) | ValueKind::Unicode(text) => Ok(text.clone()),
            ValueKind::Poison => Err(Raised::poisoned()),
            _ => {
                let found = self.type_name(result);
                Err(Raised::new(
                    "TypeError",
                    &crate::diagnostic::codes::eval::TYPE_ERROR,
                    format!("{name} returned non-string (type {found})"),
                    span,
                ))
            }
        }
    }

    /// `repr(value)`.
    pub fn repr(&mut self, value: &Value, span: Span) -> EvalResult<String> {
        Ok(match &value.kind {
            ValueKind::None => "None".into(),
            ValueKind::Ellipsis => "Ellipsis".into(),
            ValueKind::NotImplemented => "NotImplemented".into(),
            ValueKind::Boolean(true) => "True".into(),
            ValueKind::Boolean(false) => "False".into(),
            ValueKind::Integer(number) => number.to_string(),
            ValueKind::BigInteger(number) => format!("{number}L"),
            ValueKind::Float(number) => format::float_repr(*number),
            ValueKind::String(text) => format::string_repr(text, false),
            ValueKind::Unicode(text) => format::string_repr(text, true),
            ValueKind::Poison => return Err(Raised::poisoned()),
            ValueKind::List(_) | ValueKind::Tuple(_) | ValueKind::Dict(_) | ValueKind::Set(_) => {
                let place = address(value);
                if !self.rendering.insert(place) {
                    return Ok(match &value.kind {
                        ValueKind::List(_) => "[...]".into(),
                        ValueKind::Dict(_) => "{...}".into(),
                        _ => "(...)".into(),
                    });
                }
                let result =
                    self.nested(span, |interpreter| interpreter.container_repr(value, span));
                self.rendering.remove(&place);
                let text = result?;
                self.allocate(text.len(), span)?;
                text
            }
            ValueKind::Object(_) => match self.own_text(value, &["__repr__"], span)? {
                Some(text) => self.text_returned(&text, "__repr__", span)?.to_string(),
                None => objects::repr(self, value, span)?,
            },
            ValueKind::Type(_)
            | ValueKind::Environment(_)
            | ValueKind::Reference(_)
            | ValueKind::Signature(_)
            | ValueKind::Empty => objects::repr(self, value, span)?,
            ValueKind::Foreign(foreign) => foreign.clone().repr(self)?,
            ValueKind::Instance(instance) => {
                if let Some(method) = self.method_of(instance, value, "__repr__") {
                    let result = self.call(&method, Arguments::default(), span)?;
                    return match result.as_text() {
                        Some(text) => Ok(text.to_string()),
                        None if result.is_poison() => Err(Raised::poisoned()),
                        None => self.plain_repr(value, span),
                    };
                }
                if instance.class.builtin == BuiltinType::Exception {
                    return self.exception_repr(instance, span);
                }
                match instance.payload.clone() {
                    Some(payload) => self.repr(&payload, span)?,
                    None => self.plain_repr(value, span)?,
                }
            }
            _ => self.plain_repr(value, span)?,
        })
    }

    fn exception_repr(&mut self, instance: &Instance, span: Span) -> EvalResult<String> {
        let name = &instance.class.name;
        match instance.attributes.get("args") {
            Some(args) => match &args.kind {
                ValueKind::Tuple(tuple) if tuple.items.len() == 1 => {
                    Ok(format!("{name}({},)", self.repr(&tuple.items[0], span)?))
                }
                _ => Ok(format!("{name}{}", self.repr(&args, span)?)),
            },
            None => Ok(format!("{name}()")),
        }
    }

    fn container_repr(&mut self, value: &Value, span: Span) -> EvalResult<String> {
        match &value.kind {
            ValueKind::List(list) => {
                let items = list.borrow().clone();
                Ok(format!("[{}]", self.joined_reprs(&items, span)?))
            }
            ValueKind::Tuple(tuple) => {
                if let Some(class) = &tuple.class {
                    let mut fields = Joined::new(", ");
                    let names = class.fields.clone().unwrap_or_else(|| Rc::from([]));
                    for (name, item) in names.iter().zip(&tuple.items) {
                        let field = format!("{name}={}", self.repr(item, span)?);
                        fields.push(self, &field, span)?;
                    }
                    return Ok(format!("{}({})", class.name, fields.text));
                }
                let comma = if tuple.items.len() == 1 { "," } else { "" };
                Ok(format!(
                    "({}{comma})",
                    self.joined_reprs(&tuple.items, span)?
                ))
            }
            ValueKind::Set(set) => {
                let items = set.items.borrow_mut().keys(self.language.dict_order);
                let name = if set.frozen { "frozenset" } else { "set" };
                Ok(format!("{name}([{}])", self.joined_reprs(&items, span)?))
            }
            ValueKind::Dict(dict) => {
                let entries = match dict.kind {
                    DictKind::Counter => methods::by_count(self, dict, span)?,
                    _ => self.mapping_entries(value, span)?,
                };
                let mut parts = Joined::new(", ");
                for (key, item) in &entries {
                    let (key, item) = (self.repr(key, span)?, self.repr(item, span)?);
                    let part = match dict.kind {
                        DictKind::Ordered => format!("({key}, {item})"),
                        _ => format!("{key}: {item}"),
                    };
                    parts.push(self, &part, span)?;
                }
                let inner = parts.text;
                Ok(match &dict.kind {
                    DictKind::Ordered if inner.is_empty() => "OrderedDict()".into(),
                    DictKind::Ordered => format!("OrderedDict([{inner}])"),
                    DictKind::Default(factory) => {
                        format!("defaultdict({}, {{{inner}}})", self.repr(factory, span)?)
                    }
                    DictKind::Counter if inner.is_empty() => "Counter()".into(),
                    DictKind::Counter => format!("Counter({{{inner}}})"),
                    DictKind::Frozen => format!("frozendict({{{inner}}})"),
                    _ => format!("{{{inner}}}"),
                })
            }
            _ => Ok(String::new()),
        }
    }

    fn joined_reprs(&mut self, items: &[Value], span: Span) -> EvalResult<String> {
        let mut parts = Joined::new(", ");
        for item in items {
            let part = self.repr(item, span)?;
            parts.push(self, &part, span)?;
        }
        Ok(parts.text)
    }

    /// `repr` of what has none of its own. Python shows an address, which would not be the same in every run: left out.
    pub(super) fn plain_repr(&mut self, value: &Value, span: Span) -> EvalResult<String> {
        Ok(match &value.kind {
            ValueKind::Function(function) => format!("<function {}>", function.name),
            ValueKind::Native(native) => format!("<built-in function {}>", native.name),
            ValueKind::Method(method) => match &method.function.kind {
                ValueKind::Native(native) => format!("<built-in method {}>", native.name),
                _ => {
                    let inner = self.plain_repr(&method.function, span)?;
                    inner.replacen("<function", "<bound method", 1)
                }
            },
            ValueKind::Class(class) if self.classes.is_builtin(class) => {
                format!("<type '{}'>", class.name)
            }
            ValueKind::Class(class) if class.span == Span::NOWHERE => {
                format!("<type 'exceptions.{}'>", class.name)
            }
            ValueKind::Class(class) => format!("<class '__builtin__.{}'>", class.name),
            ValueKind::Module(module) => format!("<module '{}'>", module.name),
            ValueKind::Slice(slice) => {
                let bounds = self.nested(span, |it| it.joined_reprs(&slice[..], span))?;
                format!("slice({bounds})")
            }
            ValueKind::Iterator(iterator) => {
                let range = match &*iterator.borrow() {
                    Iteration::Range { next, stop, step } => Some((*next, *stop, *step)),
                    _ => None,
                };
                match range {
                    Some((0, stop, 1)) => format!("xrange({stop})"),
                    Some((start, stop, 1)) => format!("xrange({start}, {stop})"),
                    Some((start, stop, step)) => format!("xrange({start}, {stop}, {step})"),
                    None => "<generator object>".into(),
                }
            }
            _ => format!("<{} object>", self.type_name(value)),
        })
    }

    /// What `print` writes of a value.
    pub fn printed(&mut self, value: &Value, span: Span) -> EvalResult<String> {
        let text = self.to_str(value, span)?;
        Ok(match &value.kind {
            ValueKind::Unicode(_) => text.to_string(),
            _ => unicode_of(&text),
        })
    }
}

/// What to do about an environment variable that is not set where it is needed.
pub(crate) fn unset_help(name: &str) -> String {
    format!(
        "set it with `--env {name}=…`, or give a default: `os.environ.get('{name}', 'default')`"
    )
}
