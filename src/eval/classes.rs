//! The classes of builtin types, and Python 2.7's hierarchy of exceptions.

use super::value::{BuiltinType, Class, Namespace, Value, ValueKind};
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Builtin types: what they are, what Python calls them, what they inherit from, and whether the name is a variable.
const TYPES: [(BuiltinType, &str, Option<BuiltinType>, bool); 30] = {
    use BuiltinType as T;
    const OBJECT: Option<T> = Some(T::Object);
    [
        (T::Object, "object", None, true),
        (T::NoneType, "NoneType", OBJECT, false),
        (T::Integer, "int", OBJECT, true),
        (T::Boolean, "bool", Some(T::Integer), true),
        (T::Long, "long", OBJECT, true),
        (T::Float, "float", OBJECT, true),
        (T::BaseString, "basestring", OBJECT, true),
        (T::String, "str", Some(T::BaseString), true),
        (T::Unicode, "unicode", Some(T::BaseString), true),
        (T::List, "list", OBJECT, true),
        (T::Tuple, "tuple", OBJECT, true),
        (T::Dict, "dict", OBJECT, true),
        (T::OrderedDict, "OrderedDict", Some(T::Dict), false),
        (T::DefaultDict, "defaultdict", Some(T::Dict), false),
        (T::Counter, "Counter", Some(T::Dict), false),
        (T::Set, "set", OBJECT, true),
        (T::FrozenSet, "frozenset", OBJECT, true),
        (T::Function, "function", OBJECT, false),
        (T::Module, "module", OBJECT, false),
        (T::Type, "type", OBJECT, true),
        (T::File, "file", OBJECT, true),
        (T::XRange, "xrange", OBJECT, true),
        (T::Generator, "generator", OBJECT, false),
        (T::Slice, "slice", OBJECT, true),
        (T::Property, "property", OBJECT, true),
        (T::StaticMethod, "staticmethod", OBJECT, true),
        (T::ClassMethod, "classmethod", OBJECT, true),
        (T::Super, "super", OBJECT, true),
        (T::Foreign, "object", OBJECT, false),
        (T::Exception, "BaseException", OBJECT, true),
    ]
};

/// Exceptions below `BaseException`, each with what it inherits from, parents first.
const EXCEPTIONS: [(&str, &str); 53] = [
    ("SystemExit", "BaseException"),
    ("KeyboardInterrupt", "BaseException"),
    ("GeneratorExit", "BaseException"),
    ("Exception", "BaseException"),
    ("StopIteration", "Exception"),
    ("StandardError", "Exception"),
    ("Warning", "Exception"),
    ("BufferError", "StandardError"),
    ("ArithmeticError", "StandardError"),
    ("FloatingPointError", "ArithmeticError"),
    ("OverflowError", "ArithmeticError"),
    ("ZeroDivisionError", "ArithmeticError"),
    ("AssertionError", "StandardError"),
    ("AttributeError", "StandardError"),
    ("EnvironmentError", "StandardError"),
    ("IOError", "EnvironmentError"),
    ("OSError", "EnvironmentError"),
    ("EOFError", "StandardError"),
    ("ImportError", "StandardError"),
    ("LookupError", "StandardError"),
    ("IndexError", "LookupError"),
    ("KeyError", "LookupError"),
    ("MemoryError", "StandardError"),
    ("NameError", "StandardError"),
    ("UnboundLocalError", "NameError"),
    ("ReferenceError", "StandardError"),
    ("RuntimeError", "StandardError"),
    ("NotImplementedError", "RuntimeError"),
    ("SyntaxError", "StandardError"),
    ("IndentationError", "SyntaxError"),
    ("TabError", "IndentationError"),
    ("SystemError", "StandardError"),
    ("TypeError", "StandardError"),
    ("ValueError", "StandardError"),
    ("UnicodeError", "ValueError"),
    ("UnicodeDecodeError", "UnicodeError"),
    ("UnicodeEncodeError", "UnicodeError"),
    ("UnicodeTranslateError", "UnicodeError"),
    ("BytesWarning", "Warning"),
    ("DeprecationWarning", "Warning"),
    ("FutureWarning", "Warning"),
    ("ImportWarning", "Warning"),
    ("PendingDeprecationWarning", "Warning"),
    ("RuntimeWarning", "Warning"),
    ("SyntaxWarning", "Warning"),
    ("UnicodeWarning", "Warning"),
    ("UserWarning", "Warning"),
    // Pystachio's, which `except` clauses name after importing them.
    ("CoercionError", "ValueError"),
    ("UncoercibleError", "ValueError"),
    ("IsNotMappingError", "ValueError"),
    ("Uninterpolatable", "Exception"),
    ("InvalidRefError", "Exception"),
    // `re.error`.
    ("error", "Exception"),
];

/// The classes of one evaluation.
#[derive(Debug)]
pub struct Classes {
    types: FxHashMap<BuiltinType, Rc<Class>>,
    exceptions: FxHashMap<&'static str, Rc<Class>>,
    object: Rc<Class>,
}

fn make(name: &str, builtin: BuiltinType, parent: Option<&Rc<Class>>) -> Rc<Class> {
    let mut ancestors = Vec::new();
    if let Some(parent) = parent {
        ancestors.push(parent.clone());
        ancestors.extend(parent.ancestors.iter().cloned());
    }
    Rc::new(Class {
        name: name.into(),
        bases: parent.cloned().into_iter().collect(),
        ancestors,
        attributes: Namespace::default(),
        builtin,
        fields: None,
        is_from_dict: false,
        span: Span::NOWHERE,
    })
}

impl Classes {
    pub(super) fn new() -> Classes {
        let object = make("object", BuiltinType::Object, None);
        let mut types: FxHashMap<BuiltinType, Rc<Class>> = FxHashMap::default();
        types.insert(BuiltinType::Object, object.clone());
        for (builtin, name, parent, _) in TYPES.iter().skip(1) {
            let parent = parent.and_then(|parent| types.get(&parent)).cloned();
            types
                .entry(*builtin)
                .or_insert_with(|| make(name, *builtin, parent.as_ref()));
        }
        let mut exceptions = FxHashMap::default();
        if let Some(root) = types.get(&BuiltinType::Exception) {
            exceptions.insert("BaseException", root.clone());
        }
        for (name, parent) in EXCEPTIONS {
            let parent = exceptions.get(parent).cloned();
            exceptions.insert(name, make(name, BuiltinType::Exception, parent.as_ref()));
        }
        Classes {
            types,
            exceptions,
            object,
        }
    }

    /// The class of a builtin type.
    pub fn get(&self, builtin: BuiltinType) -> Rc<Class> {
        self.types.get(&builtin).unwrap_or(&self.object).clone()
    }

    /// An exception's class, by its name in Python 2.7.
    pub fn exception(&self, name: &str) -> Option<Rc<Class>> {
        self.exceptions.get(name).cloned()
    }

    /// Whether a class is a builtin type itself, not one that inherits from it.
    pub fn is_builtin(&self, class: &Rc<Class>) -> bool {
        Rc::ptr_eq(class, &self.get(class.builtin))
    }

    pub(super) fn install(&self, namespace: &Namespace) {
        let value = |class: &Rc<Class>| Value::new(ValueKind::Class(class.clone()), Span::NOWHERE);
        for (builtin, name, _, visible) in TYPES {
            if visible {
                namespace.set(name, value(&self.get(builtin)));
            }
        }
        for (name, _) in EXCEPTIONS {
            let hidden = matches!(
                name,
                "CoercionError"
                    | "UncoercibleError"
                    | "IsNotMappingError"
                    | "Uninterpolatable"
                    | "InvalidRefError"
                    | "error"
            );
            if let Some(class) = self.exceptions.get(name).filter(|_| !hidden) {
                namespace.set(name, value(class));
            }
        }
        for (name, kind) in [
            ("Ellipsis", ValueKind::Ellipsis),
            ("NotImplemented", ValueKind::NotImplemented),
            ("__debug__", ValueKind::Boolean(true)),
            // Another name of the same class, in Python 2.
            ("bytes", ValueKind::Class(self.get(BuiltinType::String))),
        ] {
            namespace.set(name, Value::new(kind, Span::NOWHERE));
        }
    }
}
