//! What a value is: its builtin type, and its name.

pub(in crate::eval) use crate::eval::render::short_description as describe;

use crate::eval::value::{BuiltinType, DictKind, Iteration};
use crate::eval::{Value, ValueKind};

/// The builtin type of a value; `None` if its class is not one of Python's.
pub(in crate::eval) fn builtin_type(kind: &ValueKind) -> Option<BuiltinType> {
    Some(match kind {
        ValueKind::None => BuiltinType::NoneType,
        ValueKind::Boolean(_) => BuiltinType::Boolean,
        ValueKind::Integer(_) => BuiltinType::Integer,
        ValueKind::BigInteger(_) => BuiltinType::Long,
        ValueKind::Float(_) => BuiltinType::Float,
        ValueKind::String(_) => BuiltinType::String,
        ValueKind::Unicode(_) => BuiltinType::Unicode,
        ValueKind::List(_) => BuiltinType::List,
        ValueKind::Tuple(_) => BuiltinType::Tuple,
        ValueKind::Dict(dict) => match dict.kind {
            DictKind::Plain | DictKind::Frozen | DictKind::Environ => BuiltinType::Dict,
            DictKind::Ordered => BuiltinType::OrderedDict,
            DictKind::Default(_) => BuiltinType::DefaultDict,
            DictKind::Counter => BuiltinType::Counter,
        },
        ValueKind::Set(set) if set.frozen => BuiltinType::FrozenSet,
        ValueKind::Set(_) => BuiltinType::Set,
        ValueKind::Slice(_) => BuiltinType::Slice,
        ValueKind::Function(_) | ValueKind::Native(_) | ValueKind::Method(_) => {
            BuiltinType::Function
        }
        ValueKind::Class(_) | ValueKind::Type(_) => BuiltinType::Type,
        ValueKind::Module(_) => BuiltinType::Module,
        ValueKind::Iterator(iteration) => match iteration.try_borrow().as_deref() {
            Ok(Iteration::Range { .. }) => BuiltinType::XRange,
            _ => BuiltinType::Generator,
        },
        ValueKind::Descriptor(descriptor) => descriptor.kind,
        _ => return None,
    })
}

/// `type(value).__name__`.
pub(in crate::eval) fn type_name(value: &Value) -> String {
    match &value.kind {
        ValueKind::None => "NoneType".to_owned(),
        ValueKind::Ellipsis => "ellipsis".to_owned(),
        ValueKind::NotImplemented => "NotImplementedType".to_owned(),
        ValueKind::Boolean(_) => "bool".to_owned(),
        ValueKind::Integer(_) => "int".to_owned(),
        ValueKind::BigInteger(_) => "long".to_owned(),
        ValueKind::Float(_) => "float".to_owned(),
        ValueKind::String(_) => "str".to_owned(),
        ValueKind::Unicode(_) => "unicode".to_owned(),
        ValueKind::List(_) => "list".to_owned(),
        ValueKind::Tuple(tuple) => match &tuple.class {
            Some(class) => class.name.to_string(),
            None => "tuple".to_owned(),
        },
        ValueKind::Dict(dict) => match dict.kind {
            DictKind::Plain | DictKind::Environ => "dict".to_owned(),
            DictKind::Ordered => "OrderedDict".to_owned(),
            DictKind::Default(_) => "collections.defaultdict".to_owned(),
            DictKind::Counter => "Counter".to_owned(),
            DictKind::Frozen => "frozendict".to_owned(),
        },
        ValueKind::Set(set) if set.frozen => "frozenset".to_owned(),
        ValueKind::Set(_) => "set".to_owned(),
        ValueKind::Slice(_) => "slice".to_owned(),
        ValueKind::Function(_) => "function".to_owned(),
        ValueKind::Native(_) => "builtin_function_or_method".to_owned(),
        ValueKind::Method(_) => "instancemethod".to_owned(),
        ValueKind::Class(_) | ValueKind::Type(_) => "type".to_owned(),
        ValueKind::Instance(instance) => instance.class.name.to_string(),
        ValueKind::Module(_) => "module".to_owned(),
        ValueKind::Iterator(iteration) => match iteration.try_borrow().as_deref() {
            Ok(Iteration::Range { .. }) => "xrange".to_owned(),
            _ => "generator".to_owned(),
        },
        ValueKind::Descriptor(descriptor) => match descriptor.kind {
            BuiltinType::Property => "property".to_owned(),
            BuiltinType::StaticMethod => "staticmethod".to_owned(),
            _ => "classmethod".to_owned(),
        },
        ValueKind::Foreign(foreign) => foreign.type_name().to_owned(),
        ValueKind::Signature(_) => "TypeSignature".to_owned(),
        ValueKind::Object(object) => object.ty().name().to_string(),
        ValueKind::Environment(_) => "Environment".to_owned(),
        ValueKind::Reference(_) => "Ref".to_owned(),
        ValueKind::Empty => "Empty".to_owned(),
        ValueKind::Poison => "unknown".to_owned(),
    }
}
