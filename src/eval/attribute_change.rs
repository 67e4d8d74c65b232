//! Setting and deleting attributes.

use super::operator::payload;
use super::value::{Arguments, BuiltinType, Descriptor, Instance, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::Span;

impl Interpreter<'_> {
    /// `value.name = new`.
    pub fn set_attribute(
        &mut self,
        value: &Value,
        name: &str,
        new: Value,
        span: Span,
    ) -> EvalResult<()> {
        if value.is_poison() {
            return Ok(());
        }
        if let ValueKind::Instance(instance) = &value.kind
            && let Some(set) = self.method_of(instance, value, "__setattr__")
        {
            let arguments = Arguments {
                positional: [Value::string(name, span), new].into_iter().collect(),
                keywords: Vec::new(),
            };
            return self.call(&set, arguments, span).map(|_| ());
        }
        self.set_own_attribute(value, name, new, span)
    }

    pub(super) fn set_own_attribute(
        &mut self,
        value: &Value,
        name: &str,
        new: Value,
        span: Span,
    ) -> EvalResult<()> {
        self.changes(value);
        match &value.kind {
            ValueKind::Instance(instance) => {
                let member = instance.class.lookup(name);
                if let Some(member) = &member
                    && Interpreter::comes_first(member)
                {
                    return self.write_descriptor(member, value, new, span).map(|_| ());
                }
                if let Some(ValueKind::Descriptor(descriptor)) = member.map(|value| value.kind)
                    && descriptor.kind == BuiltinType::Property
                {
                    let Some(setter) = descriptor.setter.clone() else {
                        return Err(Raised::with_diagnostic(
                            "AttributeError",
                            "can't set attribute",
                            Diagnostic::new(
                                &eval::NO_ATTRIBUTE,
                                format!(
                                    "`{name}` is a property without a setter and cannot be set"
                                ),
                                span,
                            ),
                        ));
                    };
                    let arguments = Arguments {
                        positional: [value.clone(), new].into_iter().collect(),
                        keywords: Vec::new(),
                    };
                    return self.call(&setter, arguments, span).map(|_| ());
                }
                if name == "__dict__" {
                    return self.replace_attributes(instance, &new, span);
                }
                self.refuse_beside_slots(instance, name, span)?;
                instance.attributes.set(name, new);
                Ok(())
            }
            ValueKind::Class(class) if !self.classes.is_builtin(class) => {
                class.attributes.set(name, new);
                Ok(())
            }
            ValueKind::Type(ty) if ty.as_struct().is_some() => {
                self.set_in_struct_class(&ty.clone(), name, new, span)
            }
            ValueKind::Function(function) => {
                function.attributes.set(name, new);
                Ok(())
            }
            ValueKind::Module(module) => {
                module.namespace.set(name, new);
                Ok(())
            }
            _ => {
                let found = self.type_name(value);
                let python = format!("'{found}' object has no attribute '{name}'");
                let is_object = matches!(&value.kind, ValueKind::Object(object) if object.ty().as_struct().is_some());
                let description = match &value.kind {
                    ValueKind::Object(object) => object.ty().one(),
                    _ => self.describe(value),
                };
                let message = format!("the attribute `{name}` of {description} cannot be set");
                let diagnostic = Diagnostic::new(&eval::NO_ATTRIBUTE, message, span);
                let diagnostic = match is_object {
                    true => diagnostic.help(format!(
                        "objects never change; call the object to get a copy: `copy = original({name} = …)`"
                    )),
                    false => diagnostic,
                };
                Err(Raised::with_diagnostic(
                    "AttributeError",
                    python,
                    diagnostic,
                ))
            }
        }
    }

    /// `instance.__dict__ = dict`; that of a class derived from `dict` may be the instance itself.
    fn replace_attributes(
        &mut self,
        instance: &Instance,
        new: &Value,
        span: Span,
    ) -> EvalResult<()> {
        match payload(new).kind {
            ValueKind::Dict(dict) => {
                instance.attributes.replace(dict);
                Ok(())
            }
            ValueKind::Poison => Ok(()),
            _ => {
                let found = self.type_name(new);
                Err(Raised::with_diagnostic(
                    "TypeError",
                    format!("__dict__ must be set to a dictionary, not a '{found}'"),
                    Diagnostic::new(
                        &eval::TYPE_ERROR,
                        format!("`__dict__` must be a dict, not {}", self.describe(new)),
                        span,
                    ),
                ))
            }
        }
    }

    fn delete_property(
        &mut self,
        property: &Descriptor,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<()> {
        let Some(deleter) = property.deleter.clone() else {
            let message = format!("`{name}` is a property without a deleter and cannot be deleted");
            let diagnostic = Diagnostic::new(&eval::NO_ATTRIBUTE, message, span);
            let python = "can't delete attribute";
            return Err(Raised::with_diagnostic(
                "AttributeError",
                python,
                diagnostic,
            ));
        };
        let arguments = Arguments {
            positional: [this.clone()].into_iter().collect(),
            keywords: Vec::new(),
        };
        self.call(&deleter, arguments, span).map(|_| ())
    }

    /// Where all classes of an object name their attributes in `__slots__`, it can have no others.
    fn refuse_beside_slots(
        &mut self,
        instance: &Instance,
        name: &str,
        span: Span,
    ) -> EvalResult<()> {
        let class = &instance.class;
        if class.attributes.get("__slots__").is_none() {
            return Ok(());
        }
        for class in std::iter::once(class).chain(&class.ancestors) {
            if self.classes.is_builtin(class) {
                continue;
            }
            let Some(slots) = class.attributes.get("__slots__") else {
                return Ok(());
            };
            let slots = match slots.as_text() {
                Some(_) => vec![slots],
                None => self.items(&slots, span)?,
            };
            let mut names = slots.iter().filter_map(Value::as_text);
            if names.any(|slot| matches!(slot.as_str(), "__dict__") || slot.as_str() == name) {
                return Ok(());
            }
        }
        let class = &class.name;
        let python = format!("'{class}' object has no attribute '{name}'");
        let message = format!("`{name}` is not in the `__slots__` of `{class}`");
        let diagnostic = Diagnostic::new(&eval::NO_ATTRIBUTE, message, span);
        Err(Raised::with_diagnostic(
            "AttributeError",
            python,
            diagnostic,
        ))
    }

    /// `del value.name`.
    pub fn delete_attribute(&mut self, value: &Value, name: &str, span: Span) -> EvalResult<()> {
        self.changes(value);
        let removed = match &value.kind {
            ValueKind::Poison => true,
            ValueKind::Instance(instance) => {
                if let Some(delete) = self.method_of(instance, value, "__delattr__") {
                    let arguments = Arguments {
                        positional: [Value::string(name, span)].into_iter().collect(),
                        keywords: Vec::new(),
                    };
                    return self.call(&delete, arguments, span).map(|_| ());
                }
                let member = instance.class.lookup(name);
                if let Some(member) = &member
                    && self.delete_descriptor(member, value, span)?.is_some()
                {
                    return Ok(());
                }
                if let Some(ValueKind::Descriptor(descriptor)) = member.map(|value| value.kind)
                    && descriptor.kind == BuiltinType::Property
                {
                    return self.delete_property(&descriptor, value, name, span);
                }
                instance.attributes.remove(name)
            }
            ValueKind::Class(class) => class.attributes.remove(name),
            ValueKind::Type(ty) => match self.struct_classes.get(ty) {
                Some(class) => class.attributes.remove(name),
                None => false,
            },
            ValueKind::Function(function) => function.attributes.remove(name),
            ValueKind::Module(module) => module.namespace.remove(name),
            _ => false,
        };
        if removed {
            return Ok(());
        }
        Err(self.no_attribute(value, name, span))
    }
}
