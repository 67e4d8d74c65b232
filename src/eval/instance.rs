//! Objects of classes: making them, their class, the methods that all of them have.

use super::attributes::Attributes;
use super::exception::set_exception_arguments;
use super::value::{
    Arguments, BuiltinType, Class, Code, Descriptor, DictKind, Instance, Iteration, NativeFunction,
    Tuple, Value, ValueKind,
};
use super::{EvalResult, Interpreter, Python, Raised, builtins};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{eval, syntax};
use crate::source::Span;
use crate::syntax::ast::ParameterTarget;
use std::rc::Rc;

/// `object.__init__`.
static OBJECT_INIT: NativeFunction = NativeFunction {
    name: "__init__",
    call: |_, _, span| Ok(Value::none(span)),
};

/// `object.__new__`.
static OBJECT_NEW: NativeFunction = NativeFunction {
    name: "__new__",
    call: |interpreter, mut arguments, span| {
        if arguments.positional.is_empty() {
            return Ok(Value::none(span));
        }
        let class = arguments.positional.remove(0);
        match &class.kind {
            ValueKind::Class(class) => interpreter.bare_instance(class, arguments, span),
            _ => Ok(Value::none(span)),
        }
    },
};

/// `object.__setattr__`.
static OBJECT_SETATTR: NativeFunction = NativeFunction {
    name: "__setattr__",
    call: |interpreter, arguments, span| {
        if let [this, name, value] = &arguments.positional[..]
            && let Some(name) = name.as_text()
        {
            interpreter.set_own_attribute(this, name, value.clone(), span)?;
        }
        Ok(Value::none(span))
    },
};

/// `object.__delattr__`.
static OBJECT_DELATTR: NativeFunction = NativeFunction {
    name: "__delattr__",
    call: |_, arguments, span| {
        if let [this, name] = &arguments.positional[..]
            && let (ValueKind::Instance(instance), Some(name)) = (&this.kind, name.as_text())
        {
            instance.attributes.remove(name);
        }
        Ok(Value::none(span))
    },
};

/// `object.__getattribute__`.
static OBJECT_GETATTRIBUTE: NativeFunction = NativeFunction {
    name: "__getattribute__",
    call: |interpreter, arguments, span| match &arguments.positional[..] {
        [this, name] => match name.as_text() {
            Some(name) => interpreter.attribute(this, name, span),
            None => Ok(Value::none(span)),
        },
        _ => Ok(Value::none(span)),
    },
};

/// `BaseException.__init__`.
static EXCEPTION_INIT: NativeFunction = NativeFunction {
    name: "__init__",
    call: |_, arguments, span| {
        if let Some((this, rest)) = arguments.positional.split_first()
            && let ValueKind::Instance(instance) = &this.kind
        {
            set_exception_arguments(instance, rest, span);
        }
        Ok(Value::none(span))
    },
};

/// `object.__str__` and `__repr__`.
static OBJECT_REPR: NativeFunction = NativeFunction {
    name: "__repr__",
    call: |interpreter, arguments, span| match arguments.positional.first() {
        Some(this) => {
            let text = interpreter.plain_repr(this, span)?;
            Ok(Value::string(text, span))
        }
        None => Ok(Value::none(span)),
    },
};

/// The methods that every object has, looked up behind all others.
pub(super) fn common_method(class: &Class, name: &str) -> Option<&'static NativeFunction> {
    Some(match name {
        "__init__" if class.builtin == BuiltinType::Exception => &EXCEPTION_INIT,
        "__init__" => &OBJECT_INIT,
        "__new__" => &OBJECT_NEW,
        "__setattr__" => &OBJECT_SETATTR,
        "__delattr__" => &OBJECT_DELATTR,
        "__getattribute__" => &OBJECT_GETATTRIBUTE,
        "__repr__" | "__str__" => &OBJECT_REPR,
        _ => return None,
    })
}

impl Interpreter<'_> {
    /// A class is called.
    #[inline(never)]
    pub(super) fn instantiate(
        &mut self,
        class: &Rc<Class>,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult {
        match class.builtin {
            BuiltinType::Type if !self.classes.is_builtin(class) => {
                let message = "classes that make classes are not supported";
                let diagnostic = Diagnostic::new(&eval::UNSUPPORTED, message, span);
                return Err(Raised::with_diagnostic(
                    "NotImplementedError",
                    message,
                    diagnostic,
                ));
            }
            BuiltinType::Type if arguments.positional.len() == 1 => {
                return Ok(self.class_of(&arguments.positional[0]));
            }
            BuiltinType::Type => return self.type_of_three(&arguments.positional, span),
            BuiltinType::Super => return self.make_super(&arguments.positional, span),
            BuiltinType::StaticMethod | BuiltinType::ClassMethod | BuiltinType::Property
                if self.classes.is_builtin(class) =>
            {
                return make_descriptor(class.builtin, arguments, span);
            }
            _ => {}
        }
        let this = match class.lookup("__new__") {
            Some(new) => {
                let new = match &new.kind {
                    ValueKind::Descriptor(descriptor) => descriptor.function.clone(),
                    _ => new,
                };
                let mut with_class = arguments.clone();
                let value = Value::new(ValueKind::Class(class.clone()), class.span);
                with_class.positional.insert(0, value);
                let made = self.call(&new, with_class, span)?;
                if class.builtin == BuiltinType::Foreign || !self.is_of_class(&made, class) {
                    return Ok(made);
                }
                made
            }
            None if class.fields.is_some() => return self.named_tuple(class, arguments, span),
            None if is_immutable(class.builtin) && !self.classes.is_builtin(class) => {
                self.bare_instance(class, arguments.clone(), span)?
            }
            None if self.constructs_itself(class) => {
                let poisoned = arguments.positional.iter().any(Value::is_poison);
                if poisoned {
                    return Ok(Value::poison(span));
                }
                return self.nested(span, |interpreter| {
                    builtins::construct(interpreter, class.builtin, arguments, span)
                });
            }
            None if class.lookup("__init__").is_some() => {
                self.bare_instance(class, Arguments::default(), span)?
            }
            None => return self.bare_instance(class, arguments, span),
        };
        let ValueKind::Instance(instance) = &this.kind else {
            return Ok(this);
        };
        if class.builtin == BuiltinType::Exception {
            set_exception_arguments(instance, &arguments.positional, span);
        }
        if let Some(init) = class.lookup("__init__") {
            let init = Interpreter::bound(&this, init);
            self.call(&init, arguments, span)?;
        }
        Ok(this)
    }

    fn constructs_itself(&self, class: &Rc<Class>) -> bool {
        !matches!(class.builtin, BuiltinType::Object | BuiltinType::Exception)
            && self.classes.is_builtin(class)
    }

    /// An object before its `__init__`; the arguments make the builtin value inside.
    fn bare_instance(&mut self, class: &Rc<Class>, arguments: Arguments, span: Span) -> EvalResult {
        let payload = match class.builtin {
            BuiltinType::Exception => {
                return Ok(self.new_exception(class, &arguments.positional, span));
            }
            BuiltinType::Object => {
                let takes_none =
                    class.lookup("__init__").is_none() && class.lookup("__new__").is_none();
                let given = arguments.positional.len() + arguments.keywords.len();
                if takes_none && given > 0 {
                    return Err(self.takes_no_arguments(class, span));
                }
                None
            }
            builtin => Some(builtins::construct(self, builtin, arguments, span)?),
        };
        if payload.as_ref().is_some_and(Value::is_poison) {
            return Ok(Value::poison(span));
        }
        Ok(Value::new(
            ValueKind::Instance(Rc::new(Instance {
                class: class.clone(),
                attributes: Attributes::default(),
                payload,
            })),
            span,
        ))
    }

    #[cold]
    fn takes_no_arguments(&mut self, class: &Class, span: Span) -> Box<Raised> {
        let diagnostic = Diagnostic::new(
            &eval::BAD_CALL,
            format!(
                "`{}()` takes no arguments: the class has no `__init__`",
                class.name
            ),
            span,
        )
        .label_unless_same(class.span, "defined here");
        Raised::with_diagnostic("TypeError", "object() takes no parameters", diagnostic)
    }

    fn named_tuple(&mut self, class: &Rc<Class>, arguments: Arguments, span: Span) -> EvalResult {
        let fields = class.fields.clone().unwrap_or_else(|| Rc::from([]));
        let given = arguments.positional.len() + arguments.keywords.len();
        let mut items: Vec<Option<Value>> = vec![None; fields.len()];
        let wrong =
            |message: String, at: Span| Raised::new("TypeError", &eval::BAD_CALL, message, at);
        if arguments.positional.len() > fields.len() {
            return Err(wrong(
                format!(
                    "__new__() takes exactly {} arguments ({} given)",
                    fields.len() + 1,
                    given + 1
                ),
                span,
            ));
        }
        for (slot, value) in items.iter_mut().zip(arguments.positional) {
            *slot = Some(value);
        }
        for (name, at, value) in arguments.keywords {
            self.work(fields.len(), at)?;
            match fields.iter().position(|field| *field == name) {
                Some(index) if items[index].is_none() => items[index] = Some(value),
                Some(_) => {
                    return Err(wrong(
                        format!("__new__() got multiple values for keyword argument '{name}'"),
                        at,
                    ));
                }
                None => {
                    return Err(wrong(
                        format!("__new__() got an unexpected keyword argument '{name}'"),
                        at,
                    ));
                }
            }
        }
        let items: Option<Vec<Value>> = items.into_iter().collect();
        let Some(items) = items else {
            return Err(wrong(
                format!(
                    "__new__() takes exactly {} arguments ({} given)",
                    fields.len() + 1,
                    given + 1
                ),
                span,
            ));
        };
        Ok(Value::new(
            ValueKind::Tuple(Rc::new(Tuple {
                items: items.into(),
                class: Some(class.clone()),
            })),
            span,
        ))
    }

    /// `super(Class, self)`, or `super()` inside a method.
    fn make_super(&mut self, arguments: &[Value], span: Span) -> EvalResult {
        let found = match arguments {
            [class, this] => Some((class.clone(), this.clone())),
            [] if self.language.python == Python::Two && self.in_try > 0 => {
                return Err(self.super_of_python3(None, span));
            }
            [] if self.language.python == Python::Two => {
                let found = self.class_of_running_method(span);
                // The method goes on as in Python 3, to find what else is wrong.
                let raised = self.super_of_python3(found.as_ref(), span);
                self.recover(raised, span)?;
                found
            }
            _ => self.class_of_running_method(span),
        };
        let Some((class, this)) = found else {
            return Err(Raised::new(
                "TypeError",
                &eval::BAD_CALL,
                "`super` needs a class and an object: `super(Name, self)`",
                span,
            ));
        };
        let attributes = Attributes::default();
        attributes.set("__thisclass__", class);
        attributes.set("__self__", this);
        Ok(Value::new(
            ValueKind::Instance(Rc::new(Instance {
                class: self.classes.get(BuiltinType::Super),
                attributes,
                payload: None,
            })),
            span,
        ))
    }

    /// `super()` without arguments, which fails in Python 2.7.
    fn super_of_python3(&self, found: Option<&(Value, Value)>, span: Span) -> Box<Raised> {
        let message = "`super()` without arguments is Python 3 syntax";
        let mut diagnostic = Diagnostic::new(&syntax::PYTHON3_SYNTAX, message, span)
            .at("needs the class and the object in Python 2.7");
        let written = found.and_then(|(class, _)| self.written_super(class));
        diagnostic = match written {
            Some(written) => diagnostic
                .help(format!("write `{written}`"))
                .suggest(span, written),
            None => diagnostic.help("write `super(Name, self)`"),
        };
        Raised::with_diagnostic(
            "TypeError",
            "super() takes at least 1 argument (0 given)",
            diagnostic,
        )
    }

    /// `super(Name, self)` for the method that is running, if its class is a global variable.
    fn written_super(&self, class: &Value) -> Option<String> {
        let ValueKind::Class(class) = &class.kind else {
            return None;
        };
        let frame = self.frames.last()?;
        let global = frame.env.globals.get(&class.name)?;
        let is_same = matches!(&global.kind, ValueKind::Class(it) if Rc::ptr_eq(it, class));
        let Code::Definition(definition) = &frame.function.as_ref()?.code else {
            return None;
        };
        let first = definition.parameters.positional.first()?;
        match &first.target {
            ParameterTarget::Name(name) if is_same => {
                Some(format!("super({}, {})", class.name, name.name))
            }
            _ => None,
        }
    }

    /// The class that defines the method which is running, and its first argument.
    fn class_of_running_method(&self, span: Span) -> Option<(Value, Value)> {
        let frame = self.frames.last()?;
        let function = frame.function.as_ref()?;
        let this = frame.receiver.clone()?;
        let class = self.class_for_super(&this)?;
        let defines = |class: &Rc<Class>| {
            let attributes = class.attributes.variables.borrow();
            attributes.values().any(|value| {
                let value = match &value.kind {
                    ValueKind::Descriptor(descriptor) => &descriptor.function,
                    _ => value,
                };
                matches!(&value.kind, ValueKind::Function(found) if Rc::ptr_eq(found, function))
            })
        };
        let found = std::iter::once(&class)
            .chain(&class.ancestors)
            .find(|class| defines(class))?;
        Some((self.struct_classes.value_of(found).with_origin(span), this))
    }

    /// The class whose ancestors `super` goes through: a class itself, or that of an object.
    pub(super) fn class_for_super(&self, this: &Value) -> Option<Rc<Class>> {
        match &this.kind {
            ValueKind::Class(class) => Some(class.clone()),
            ValueKind::Type(ty) => self.struct_classes.get(ty).cloned(),
            ValueKind::Object(object) => self.struct_classes.get(object.ty()).cloned(),
            _ => match self.class_of(this).kind {
                ValueKind::Class(class) => Some(class),
                _ => None,
            },
        }
    }

    /// A method that a class of the configuration defines, bound to an object.
    pub(super) fn method_of(
        &mut self,
        instance: &Instance,
        this: &Value,
        name: &str,
    ) -> Option<Value> {
        let function = instance.class.lookup(name)?;
        Some(match &function.kind {
            ValueKind::Function(_) | ValueKind::Native(_) => Interpreter::bound(this, function),
            ValueKind::Descriptor(descriptor) => descriptor.function.clone(),
            _ => function,
        })
    }

    /// `type(value)`.
    pub fn class_of(&self, value: &Value) -> Value {
        let builtin = match &value.kind {
            ValueKind::Instance(instance) => {
                return Value::new(
                    ValueKind::Class(instance.class.clone()),
                    instance.class.span,
                );
            }
            ValueKind::Tuple(tuple) => match &tuple.class {
                Some(class) => {
                    return Value::new(ValueKind::Class(class.clone()), class.span);
                }
                None => BuiltinType::Tuple,
            },
            ValueKind::Object(object) => {
                return Value::new(ValueKind::Type(object.ty().clone()), value.origin);
            }
            ValueKind::Poison => return Value::poison(value.origin),
            ValueKind::None => BuiltinType::NoneType,
            ValueKind::Boolean(_) => BuiltinType::Boolean,
            ValueKind::Integer(_) => BuiltinType::Integer,
            ValueKind::BigInteger(_) => BuiltinType::Long,
            ValueKind::Float(_) => BuiltinType::Float,
            ValueKind::String(_) => BuiltinType::String,
            ValueKind::Unicode(_) => BuiltinType::Unicode,
            ValueKind::List(_) => BuiltinType::List,
            ValueKind::Dict(dict) => match dict.kind {
                DictKind::Ordered => BuiltinType::OrderedDict,
                DictKind::Default(_) => BuiltinType::DefaultDict,
                DictKind::Counter => BuiltinType::Counter,
                DictKind::Plain | DictKind::Frozen | DictKind::Environ => BuiltinType::Dict,
            },
            ValueKind::Set(set) if set.frozen => BuiltinType::FrozenSet,
            ValueKind::Set(_) => BuiltinType::Set,
            ValueKind::Slice(_) => BuiltinType::Slice,
            ValueKind::Function(_) | ValueKind::Native(_) | ValueKind::Method(_) => {
                BuiltinType::Function
            }
            ValueKind::Class(_) | ValueKind::Type(_) => BuiltinType::Type,
            ValueKind::Module(_) => BuiltinType::Module,
            ValueKind::Iterator(iterator) => match &*iterator.borrow() {
                Iteration::Range { .. } => BuiltinType::XRange,
                _ => BuiltinType::Generator,
            },
            ValueKind::Descriptor(descriptor) => descriptor.kind,
            ValueKind::Foreign(foreign) if foreign.type_name() == "file" => BuiltinType::File,
            _ => BuiltinType::Foreign,
        };
        Value::new(ValueKind::Class(self.classes.get(builtin)), Span::NOWHERE)
    }
}

/// `staticmethod(f)`, `classmethod(f)`, `property(getter, setter)`.
fn make_descriptor(kind: BuiltinType, arguments: Arguments, span: Span) -> EvalResult {
    let named = |name: &str| {
        let mut keywords = arguments.keywords.iter();
        keywords
            .find(|(given, ..)| &**given == name)
            .map(|(.., value)| value.clone())
    };
    let function = arguments.positional.first().cloned().or(named("fget"));
    let setter = arguments.positional.get(1).cloned().or(named("fset"));
    let deleter = arguments.positional.get(2).cloned().or(named("fdel"));
    let Some(function) = function else {
        return Err(Raised::new(
            "TypeError",
            &eval::BAD_CALL,
            "a function is missing",
            span,
        ));
    };
    if function.is_poison() {
        return Ok(Value::poison(span));
    }
    Ok(Value::new(
        ValueKind::Descriptor(Rc::new(Descriptor {
            kind,
            function,
            setter: setter.filter(|setter| !matches!(setter.kind, ValueKind::None)),
            deleter: deleter.filter(|deleter| !matches!(deleter.kind, ValueKind::None)),
        })),
        span,
    ))
}

fn is_immutable(builtin: BuiltinType) -> bool {
    matches!(
        builtin,
        BuiltinType::Integer
            | BuiltinType::Long
            | BuiltinType::Float
            | BuiltinType::String
            | BuiltinType::Unicode
            | BuiltinType::Tuple
            | BuiltinType::FrozenSet
    )
}
