//! Reading attributes of every kind of value.

use super::instance::common_method;
use super::value::{
    Arguments, BuiltinType, Class, Descriptor, Function, Instance, Value, ValueKind,
};
use super::{EvalResult, Interpreter, Raised, methods, objects, property};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::Span;
use std::rc::Rc;
use std::sync::Arc;

impl Interpreter<'_> {
    /// `value.name`.
    pub fn attribute(&mut self, value: &Value, name: &str, span: Span) -> EvalResult {
        self.attribute_at(value, name, span)
    }

    /// `value.name`; the span is that of the name.
    pub(super) fn attribute_at(&mut self, value: &Value, name: &str, span: Span) -> EvalResult {
        self.not_given = None;
        match self.attribute_if_any(value, name, span)? {
            Some(value) => Ok(value),
            None if has_member_in_error(value) => Ok(Value::poison(span)),
            None => match self.not_given.take() {
                Some(raised) => Err(raised),
                None => Err(self.no_attribute(value, name, span)),
            },
        }
    }

    #[cold]
    pub(super) fn no_attribute(&mut self, value: &Value, name: &str, span: Span) -> Box<Raised> {
        if let ValueKind::Object(_) | ValueKind::Type(_) = &value.kind {
            return objects::no_attribute(self, value, name, span);
        }
        let (python_message, message) = match &value.kind {
            ValueKind::Module(module) => (
                format!("'module' object has no attribute '{name}'"),
                format!("the module `{}` has no `{name}`", module.name),
            ),
            ValueKind::Class(class) => (
                format!("type object '{}' has no attribute '{name}'", class.name),
                format!("the class `{}` has no attribute `{name}`", class.name),
            ),
            _ => {
                let found = self.type_name(value);
                (
                    format!("'{found}' object has no attribute '{name}'"),
                    format!("{} has no attribute `{name}`", self.describe(value)),
                )
            }
        };
        let mut diagnostic =
            Diagnostic::new(&eval::NO_ATTRIBUTE, message, span).at("no such attribute");
        let names = self.attribute_names(value);
        if let Some(near) = self.nearest(name, names.iter().map(|name| &**name)) {
            diagnostic = diagnostic.suggest(span, near);
        } else if self.variables.unset_behind(value).is_some() {
            diagnostic = self.with_unset(diagnostic, &[value]);
        } else if matches!(value.kind, ValueKind::None) {
            diagnostic = diagnostic.label_unless_same(value.origin, "this is `None`");
            if let Some(key) = key_without_default(self.sources.text(value.origin)) {
                diagnostic = diagnostic.help(format!(
                    "`get` returns `None` for a missing key: pass a default, as in `.get({key}, '…')`"
                ));
            }
        } else if matches!(value.kind, ValueKind::List(_)) && objects::is_method(name) {
            diagnostic = diagnostic.help(format!(
                "call it for each object in the list: `[item.{name}(…) for item in items]`"
            ));
        }
        Raised::with_diagnostic("AttributeError", python_message, diagnostic)
    }

    /// The names of the attributes that a value has of its own or from its class, as `dir()` gives them.
    pub fn attribute_names(&mut self, value: &Value) -> Vec<Arc<str>> {
        let of_class = |class: &Class| {
            let mut names = class.attributes.names();
            for ancestor in &class.ancestors {
                names.extend(ancestor.attributes.names());
            }
            names
        };
        match &value.kind {
            ValueKind::Module(module) => module.namespace.names(),
            ValueKind::Class(class) => of_class(class),
            ValueKind::Instance(instance) => {
                let mut names = instance.attributes.names();
                names.extend(of_class(&instance.class));
                names
            }
            ValueKind::Function(function) => function.attributes.names(),
            ValueKind::Tuple(tuple) => tuple
                .class
                .as_ref()
                .and_then(|class| class.fields.as_ref())
                .map_or_else(Vec::new, |fields| fields.to_vec()),
            ValueKind::Object(_) | ValueKind::Type(_) => {
                let names = objects::attribute_names(self, value).into_iter();
                names.map(Arc::from).collect()
            }
            kind => COMMON_METHODS
                .iter()
                .filter(|name| methods::find(kind, name).is_some())
                .map(|name| Arc::from(*name))
                .collect(),
        }
    }

    /// `value.name`, or `None` if there is no such attribute.
    pub fn attribute_if_any(
        &mut self,
        value: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let special = match &value.kind {
            ValueKind::Poison => return Ok(Some(Value::poison(span))),
            ValueKind::Object(_)
            | ValueKind::Type(_)
            | ValueKind::Environment(_)
            | ValueKind::Reference(_)
            | ValueKind::Signature(_) => return objects::attribute(self, value, name, span),
            ValueKind::Module(module) => match module.namespace.get(name) {
                Some(found) => Some(found),
                None if name == "__name__" => Some(Value::string(&*module.name, span)),
                None => None,
            },
            ValueKind::Instance(instance) => {
                return self.instance_attribute(instance, value, name, span);
            }
            ValueKind::Class(class) => return self.class_attribute(class, name, span),
            ValueKind::Function(function) => function_attribute(function, name, span),
            ValueKind::Native(native) if name == "__name__" => {
                Some(Value::string(native.name, span))
            }
            ValueKind::Method(method) => match name {
                "im_self" | "__self__" => Some(method.receiver.clone()),
                "im_func" | "__func__" => Some(method.function.clone()),
                _ => return self.attribute_if_any(&method.function, name, span),
            },
            ValueKind::Foreign(foreign) => foreign.clone().attribute(self, value, name, span)?,
            ValueKind::Descriptor(descriptor) => self.descriptor_attribute(descriptor, name, span),
            ValueKind::Tuple(tuple) => match &tuple.class {
                Some(class) => {
                    let field = class
                        .fields
                        .as_ref()
                        .and_then(|fields| fields.iter().position(|field| **field == *name))
                        .and_then(|index| tuple.items.get(index).cloned());
                    match field.or_else(|| class.lookup(name)) {
                        Some(found) => return self.bind_to(found, value, span).map(Some),
                        None => None,
                    }
                }
                None => None,
            },
            ValueKind::Slice(slice) => match name {
                "start" => Some(slice[0].clone()),
                "stop" => Some(slice[1].clone()),
                "step" => Some(slice[2].clone()),
                _ => None,
            },
            ValueKind::Integer(_) | ValueKind::BigInteger(_) | ValueKind::Float(_)
                if matches!(name, "real" | "imag") =>
            {
                Some(match (name, &value.kind) {
                    ("real", _) => value.clone(),
                    (_, ValueKind::Float(_)) => Value::new(ValueKind::Float(0.0), span),
                    _ => Value::integer(0, span),
                })
            }
            ValueKind::Dict(dict) if name == "default_factory" => match &dict.kind {
                super::value::DictKind::Default(factory) => Some(factory.clone()),
                _ => None,
            },
            _ => None,
        };
        if special.is_some() {
            return Ok(special);
        }
        if let Some(native) = methods::find(&value.kind, name) {
            let function = Value::new(ValueKind::Native(native), span);
            return Ok(Some(Interpreter::bound(value, function)));
        }
        Ok(match name {
            "__class__" => Some(self.class_of(value)),
            "__doc__" => Some(Value::none(span)),
            _ => None,
        })
    }

    fn instance_attribute(
        &mut self,
        instance: &Rc<Instance>,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if instance.class.builtin == BuiltinType::Super && instance.attributes.contains("__self__")
        {
            return self.super_attribute(instance, name, span);
        }
        let of_class = instance.class.lookup(name);
        if let Some(Value {
            kind: ValueKind::Descriptor(descriptor),
            ..
        }) = &of_class
            && descriptor.kind == BuiltinType::Property
        {
            return self
                .bind_to(of_class.clone().unwrap_or(Value::none(span)), this, span)
                .map(Some);
        }
        if let Some(member) = &of_class
            && Interpreter::comes_first(member)
        {
            return self.bind_to(member.clone(), this, span).map(Some);
        }
        if let Some(own) = instance.attributes.get(name) {
            return Ok(Some(own));
        }
        if let Some(found) = of_class {
            return self.bind_to(found, this, span).map(Some);
        }
        if let Some(payload) = &instance.payload
            && let Some(native) = methods::find(&payload.kind, name)
        {
            let function = Value::new(ValueKind::Native(native), span);
            return Ok(Some(Interpreter::bound(payload, function)));
        }
        match name {
            "__class__" => return Ok(Some(self.class_of(this))),
            "__dict__" => {
                self.changes(this);
                let dict = ValueKind::Dict(instance.attributes.dict());
                return Ok(Some(Value::new(dict, span)));
            }
            "__doc__" => return Ok(Some(Value::none(span))),
            "__module__" => return Ok(Some(Value::string("__builtin__", span))),
            _ => {}
        }
        if let Some(get) = self.method_of(instance, this, "__getattr__") {
            let arguments = Arguments {
                positional: [Value::string(name, span)].into_iter().collect(),
                keywords: Vec::new(),
            };
            return match self.guard(|interpreter| interpreter.call(&get, arguments, span)) {
                Ok(value) => Ok(Some(value)),
                Err(raised) if self.is_exception(&raised, "AttributeError") => {
                    self.not_given = Some(raised);
                    Ok(None)
                }
                Err(raised) => Err(raised),
            };
        }
        if let Some(native) = common_method(&instance.class, name) {
            let function = Value::new(ValueKind::Native(native), span);
            return Ok(Some(Interpreter::bound(this, function)));
        }
        Ok(None)
    }

    /// What an attribute of a class is when it is read through an object.
    pub(super) fn bind_to(&mut self, found: Value, this: &Value, span: Span) -> EvalResult {
        match &found.kind {
            ValueKind::Function(_) | ValueKind::Native(_) => Ok(Interpreter::bound(this, found)),
            ValueKind::Descriptor(descriptor) => match descriptor.kind {
                BuiltinType::StaticMethod => Ok(descriptor.function.clone()),
                BuiltinType::ClassMethod => {
                    let class = self.class_of(this);
                    Ok(Interpreter::bound(&class, descriptor.function.clone()))
                }
                _ => {
                    let arguments = Arguments {
                        positional: [this.clone()].into_iter().collect(),
                        keywords: Vec::new(),
                    };
                    self.call(&descriptor.function, arguments, span)
                }
            },
            ValueKind::Instance(_) => {
                let class = self.class_of(this);
                let read = self.read_descriptor(&found, Some(this), class, span)?;
                Ok(read.unwrap_or(found))
            }
            _ => Ok(found),
        }
    }

    fn super_attribute(
        &mut self,
        instance: &Instance,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let this = instance.attributes.get("__self__");
        let from = instance.attributes.get("__thisclass__");
        let (Some(this), Some(from)) = (this, from) else {
            return Ok(None);
        };
        let from = match from.kind {
            ValueKind::Class(from) => Some(from),
            ValueKind::Type(ty) => self.struct_classes.get(&ty).cloned(),
            _ => None,
        };
        let (Some(class), Some(from)) = (self.class_for_super(&this), from) else {
            return Ok(None);
        };
        let is_class = matches!(this.kind, ValueKind::Class(_) | ValueKind::Type(_));
        if let Some(found) = self.of_struct_class(&class, name, Some(&from)) {
            if is_class
                && let ValueKind::Descriptor(descriptor) = &found.kind
                && descriptor.kind == BuiltinType::ClassMethod
            {
                return Ok(Some(Interpreter::bound(&this, descriptor.function.clone())));
            }
            if name == "__new__" || is_class {
                return Ok(Some(found));
            }
            return self.bind_to(found, &this, span).map(Some);
        }
        if let ValueKind::Instance(instance) = &this.kind
            && let Some(payload) = &instance.payload
            && let Some(native) =
                methods::find(&payload.kind, name).or_else(|| methods::find_in(class.builtin, name))
        {
            let function = Value::new(ValueKind::Native(native), span);
            return Ok(Some(Interpreter::bound(payload, function)));
        }
        Ok(common_method(&class, name).map(|native| {
            let function = Value::new(ValueKind::Native(native), span);
            if name == "__new__" {
                return function;
            }
            Interpreter::bound(&this, function)
        }))
    }

    fn class_attribute(
        &mut self,
        class: &Rc<Class>,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if let Some(found) = class.lookup(name) {
            if let ValueKind::Instance(_) = &found.kind {
                let this = Value::new(ValueKind::Class(class.clone()), class.span);
                let read = self.read_descriptor(&found, None, this, span)?;
                return Ok(Some(read.unwrap_or(found)));
            }
            return Ok(Some(match &found.kind {
                ValueKind::Descriptor(descriptor) => match descriptor.kind {
                    BuiltinType::StaticMethod => descriptor.function.clone(),
                    BuiltinType::ClassMethod => {
                        let this = Value::new(ValueKind::Class(class.clone()), class.span);
                        Interpreter::bound(&this, descriptor.function.clone())
                    }
                    _ => found,
                },
                _ => found,
            }));
        }
        if let Some(native) = methods::find_in(class.builtin, name) {
            let function = Value::new(ValueKind::Native(native), span);
            let this = Value::new(ValueKind::Class(class.clone()), class.span);
            return Ok(Some(Interpreter::bound(&this, function)));
        }
        if let Some(native) = common_method(class, name) {
            return Ok(Some(Value::new(ValueKind::Native(native), span)));
        }
        let class_value =
            |class: &Rc<Class>| Value::new(ValueKind::Class(class.clone()), class.span);
        Ok(match name {
            "__name__" => Some(Value::string(&*class.name, span)),
            "__subclasses__" => return Err(no_subclasses(span)),
            "__doc__" => Some(Value::none(span)),
            "__module__" => Some(Value::string("__builtin__", span)),
            "__class__" => Some(class_value(&self.classes.get(BuiltinType::Type))),
            "__dict__" => Some(self.class_dict(class, span)?),
            "__bases__" => {
                let bases: Vec<Value> = class.bases.iter().map(class_value).collect();
                Some(Value::tuple(bases, span))
            }
            "__mro__" => {
                let mut all = vec![class_value(class)];
                all.extend(class.ancestors.iter().map(class_value));
                Some(Value::tuple(all, span))
            }
            _ => None,
        })
    }

    fn descriptor_attribute(
        &mut self,
        descriptor: &Rc<Descriptor>,
        name: &str,
        span: Span,
    ) -> Option<Value> {
        match name {
            "fget" | "__func__" => Some(descriptor.function.clone()),
            "fset" => descriptor.setter.clone(),
            "setter" | "getter" | "deleter" if descriptor.kind == BuiltinType::Property => {
                let native = match name {
                    "setter" => &property::SETTER,
                    "getter" => &property::GETTER,
                    _ => &property::DELETER,
                };
                let this = Value::new(ValueKind::Descriptor(descriptor.clone()), span);
                Some(Interpreter::bound(
                    &this,
                    Value::new(ValueKind::Native(native), span),
                ))
            }
            _ => None,
        }
    }
}

/// Classes do not know those below them: which of these Python would still have depends on what it has freed.
#[cold]
fn no_subclasses(span: Span) -> Box<Raised> {
    let message = "`__subclasses__` is not supported: put the classes into a list";
    let diagnostic = Diagnostic::new(&eval::UNSUPPORTED, message, span);
    Raised::with_diagnostic("NotImplementedError", message, diagnostic)
}

/// Methods of builtin values that a misspelled name may have meant.
const COMMON_METHODS: [&str; 70] = [
    "append",
    "extend",
    "insert",
    "remove",
    "pop",
    "index",
    "count",
    "sort",
    "reverse",
    "keys",
    "values",
    "items",
    "iterkeys",
    "itervalues",
    "iteritems",
    "get",
    "has_key",
    "setdefault",
    "update",
    "clear",
    "copy",
    "popitem",
    "fromkeys",
    "add",
    "discard",
    "union",
    "intersection",
    "difference",
    "symmetric_difference",
    "issubset",
    "issuperset",
    "upper",
    "lower",
    "title",
    "capitalize",
    "swapcase",
    "strip",
    "lstrip",
    "rstrip",
    "split",
    "rsplit",
    "splitlines",
    "join",
    "replace",
    "startswith",
    "endswith",
    "find",
    "rfind",
    "rindex",
    "format",
    "encode",
    "decode",
    "isdigit",
    "isalpha",
    "isalnum",
    "isspace",
    "isupper",
    "islower",
    "center",
    "ljust",
    "rjust",
    "zfill",
    "partition",
    "rpartition",
    "translate",
    "expandtabs",
    "next",
    "read",
    "readlines",
    "close",
];

fn function_attribute(function: &Function, name: &str, span: Span) -> Option<Value> {
    if let Some(own) = function.attributes.get(name) {
        return Some(own);
    }
    match name {
        "__name__" | "func_name" => Some(Value::string(&*function.name, span)),
        "__doc__" | "func_doc" => Some(match &function.documentation {
            Some(text) => Value::new(ValueKind::String(text.clone()), span),
            None => Value::none(span),
        }),
        "func_defaults" | "__defaults__" => Some(match function.defaults.is_empty() {
            true => Value::none(span),
            false => Value::tuple(function.defaults.clone(), span),
        }),
        "__module__" => Some(Value::string("__builtin__", span)),
        "__dict__" => Some(Value::dict(super::value::Entries::default(), span)),
        _ => None,
    }
}

/// Whether the class of a value has a method that could not be read, or a method has failed: it may be the one that sets the attribute.
fn has_member_in_error(value: &Value) -> bool {
    let class = match &value.kind {
        ValueKind::Class(class) => class,
        ValueKind::Instance(instance) if instance.attributes.is_in_doubt() => return true,
        ValueKind::Instance(instance) => &instance.class,
        _ => return false,
    };
    let mut classes = std::iter::once(class).chain(&class.ancestors);
    classes.any(|class| {
        let members = class.attributes.variables.borrow();
        members.values().any(Value::is_poison)
    })
}

/// The argument of a call of `get` without a default, if an expression ends with one: `'a'` of `sizes.get('a')`.
fn key_without_default(expression: &str) -> Option<&str> {
    let (_, arguments) = expression.rsplit_once(".get(")?;
    let key = arguments.strip_suffix(')')?;
    (!key.contains(['(', ',', '\n'])).then_some(key)
}
