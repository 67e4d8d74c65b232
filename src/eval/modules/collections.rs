//! `_collections`: what `collections` is made of.

use super::build::{ModuleBuilder, natives};
use super::namedtuple::namedtuple;
use crate::eval::methods::dict_value;
use crate::eval::value::{BuiltinType, DictKind, Entries, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;

natives! { FUNCTIONS: "namedtuple" => namedtuple }

/// The abstract classes that `isinstance` is asked about, each as the builtin type that is nearest to it.
const ABSTRACT: &[(&str, BuiltinType)] = &[
    ("Mapping", BuiltinType::Dict),
    ("MutableMapping", BuiltinType::Dict),
    ("MutableSequence", BuiltinType::List),
    ("Set", BuiltinType::Set),
    ("MutableSet", BuiltinType::Set),
];

/// The module.
pub(super) fn module(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("_collections", span)
        .functions(FUNCTIONS)
        .builtin_classes(
            interpreter,
            &[
                ("OrderedDict", BuiltinType::OrderedDict),
                ("defaultdict", BuiltinType::DefaultDict),
                ("Counter", BuiltinType::Counter),
            ],
        )
        .builtin_classes(interpreter, ABSTRACT)
        .value("Iterable", any_of(interpreter, ITERABLE, span))
        .value("Sequence", any_of(interpreter, SEQUENCE, span))
        .value(
            "Callable",
            any_of(interpreter, &[BuiltinType::Function], span),
        )
        .finish())
}

const ITERABLE: &[BuiltinType] = &[
    BuiltinType::List,
    BuiltinType::Tuple,
    BuiltinType::Dict,
    BuiltinType::Set,
    BuiltinType::FrozenSet,
    BuiltinType::BaseString,
    BuiltinType::Generator,
    BuiltinType::XRange,
];

const SEQUENCE: &[BuiltinType] = &[
    BuiltinType::List,
    BuiltinType::Tuple,
    BuiltinType::BaseString,
    BuiltinType::XRange,
];

/// A tuple of classes: `isinstance` takes it in place of a class.
fn any_of(interpreter: &Interpreter, types: &[BuiltinType], span: Span) -> Value {
    let classes = types
        .iter()
        .map(|ty| Value::new(ValueKind::Class(interpreter.classes.get(*ty)), span));
    Value::tuple(classes.collect::<Vec<_>>(), span)
}

/// An `OrderedDict`.
pub(super) fn ordered(entries: Entries, span: Span) -> Value {
    dict_value(entries, DictKind::Ordered, span)
}
