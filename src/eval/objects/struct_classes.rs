//! What classes that inherit from structs define beside attributes: methods, properties, plain values.
//!
//! Pystachio keeps of the body of a class that inherits from `Struct` itself the attributes alone. The body of a class that
//! inherits from such a class declares none, but is otherwise one as Python's: its methods run, and what has the name of an
//! attribute hides that. Objects may be shared by threads and hold no functions, so that the classes are kept here, by the type
//! of the object.

use super::attribute::library_method;
use super::reserved;
use crate::eval::value::{Arguments, BuiltinType, Class, Method, Namespace, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter};
use crate::object::Type;
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The classes behind struct types.
#[derive(Debug, Default)]
pub struct StructClasses {
    /// By the identity of the type, which is kept alive with it: types that are equal may define different methods.
    classes: FxHashMap<usize, (Type, Rc<Class>)>,
    /// The type of a class, by its address.
    types: FxHashMap<*const Class, Type>,
    /// Stands for Pystachio's own classes among the ancestors.
    library: Option<Rc<Class>>,
}

impl StructClasses {
    /// The class behind a type, if there is one: structs that nothing inherits from have none.
    pub fn get(&self, ty: &Type) -> Option<&Rc<Class>> {
        if self.classes.is_empty() {
            return None;
        }
        self.classes.get(&ty.identity()).map(|(_, class)| class)
    }

    /// Whether a class stands for Pystachio's own.
    pub fn is_library(&self, class: &Rc<Class>) -> bool {
        let library = self.library.as_ref();
        library.is_some_and(|library| Rc::ptr_eq(library, class))
    }

    /// The value that a configuration knows a class as.
    pub fn value_of(&self, class: &Rc<Class>) -> Value {
        let kind = match self.types.get(&Rc::as_ptr(class)) {
            Some(ty) => ValueKind::Type(ty.clone()),
            None => ValueKind::Class(class.clone()),
        };
        Value::new(kind, class.span)
    }

    /// Makes a class the one behind a type.
    pub fn insert(&mut self, ty: &Type, class: Rc<Class>) {
        self.types.insert(Rc::as_ptr(&class), ty.clone());
        self.classes.insert(ty.identity(), (ty.clone(), class));
    }
}

impl Interpreter<'_> {
    /// The class behind a struct type, which is made if there is none yet.
    pub(in crate::eval) fn class_behind(&mut self, ty: &Type) -> Rc<Class> {
        if let Some(class) = self.struct_classes.get(ty) {
            return class.clone();
        }
        let object = self.classes.get(BuiltinType::Object);
        let span = ty.as_struct().map_or(object.span, |it| it.span);
        let bare = |name: &str, ancestors: Vec<Rc<Class>>| {
            Rc::new(Class {
                name: name.into(),
                bases: Vec::new(),
                ancestors,
                attributes: Namespace::default(),
                builtin: BuiltinType::Object,
                fields: None,
                is_from_dict: false,
                span,
            })
        };
        let library = &mut self.struct_classes.library;
        let library = library.get_or_insert_with(|| bare("Structural", vec![object.clone()]));
        let class = bare(ty.name(), vec![library.clone(), object]);
        self.struct_classes.insert(ty, class.clone());
        class
    }

    /// What an object or type has of a name by its class: what the configuration defines, or a method of Pystachio's that stands in front of
    /// it in the order of the classes. `behind` is the class that `super` looks behind.
    pub(in crate::eval) fn of_struct_class(
        &self,
        class: &Rc<Class>,
        name: &str,
        behind: Option<&Rc<Class>>,
    ) -> Option<Value> {
        let order = std::iter::once(class).chain(&class.ancestors);
        let mut order = order.skip_while(|it| behind.is_some_and(|behind| !Rc::ptr_eq(it, behind)));
        if behind.is_some() {
            order.next();
        }
        let mut order = order.map(|it| match self.struct_classes.is_library(it) {
            true => {
                library_method(name).map(|native| Value::new(ValueKind::Native(native), it.span))
            }
            false => it.attributes.get(name),
        });
        order.find_map(|found| found)
    }

    /// A method that a configuration's class defines, or a class among its ancestors does, bound to an object of it.
    pub(in crate::eval) fn own_method(&self, object: &Value, name: &str) -> Option<Value> {
        let ValueKind::Object(it) = &object.kind else {
            return None;
        };
        let class = self.struct_classes.get(it.ty())?;
        let found = self.of_struct_class(class, name, None)?;
        matches!(found.kind, ValueKind::Function(_)).then(|| Interpreter::bound(object, found))
    }

    /// What the class of an object gives for a name, as it is read through the object.
    pub(super) fn attribute_by_class(
        &mut self,
        object: &Value,
        ty: &Type,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let Some(class) = self.struct_classes.get(ty) else {
            return Ok(None);
        };
        match self.of_struct_class(class, name, None) {
            Some(found) => self.bind_to(found, object, span).map(Some),
            None => Ok(None),
        }
    }

    /// What a type gives for a name by its class.
    pub(super) fn attribute_of_struct_class(&self, value: &Value, name: &str) -> Option<Value> {
        let ValueKind::Type(ty) = &value.kind else {
            return None;
        };
        let class = self.struct_classes.get(ty)?;
        let found = self.of_struct_class(class, name, None)?;
        let ValueKind::Descriptor(descriptor) = &found.kind else {
            return Some(found);
        };
        Some(match descriptor.kind {
            BuiltinType::StaticMethod => descriptor.function.clone(),
            BuiltinType::ClassMethod => {
                let function = descriptor.function.clone();
                let method = Method {
                    receiver: value.clone(),
                    function,
                };
                Value::new(ValueKind::Method(Rc::new(method)), found.origin)
            }
            _ => found,
        })
    }

    /// The names that classes of the configuration define for the objects of a type.
    pub(super) fn names_by_class(&self, ty: &Type) -> Vec<String> {
        let class = self.struct_classes.get(ty);
        let order = class.map(|class| std::iter::once(class).chain(&class.ancestors));
        let names = order
            .into_iter()
            .flatten()
            .flat_map(|it| it.attributes.names());
        names.map(|name| name.to_string()).collect()
    }

    /// `Type.name = value` outside of the class.
    pub(in crate::eval) fn set_in_struct_class(
        &mut self,
        ty: &Type,
        name: &str,
        value: Value,
        span: Span,
    ) -> EvalResult<()> {
        reserved::refuse(name, ty.name(), span)?;
        reserved::refuse_hiding(name, ty, span)?;
        let class = self.class_behind(ty);
        class.attributes.set(name, value);
        Ok(())
    }

    /// What a method such as `__str__` that a configuration defines gives for an object, if there is one.
    pub(in crate::eval) fn own_text(
        &mut self,
        object: &Value,
        names: &[&str],
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let mut methods = names.iter().map(|name| self.own_method(object, name));
        match methods.find_map(|method| method) {
            Some(method) => self.call(&method, Arguments::default(), span).map(Some),
            None => Ok(None),
        }
    }
}
