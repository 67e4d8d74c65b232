//! The methods of builtin types.

mod counter;
mod dict;
mod generator;
mod list;
mod number;
mod protocol;
mod sequence;
mod set;
pub(in crate::eval) mod text;
mod tuple;

pub(in crate::eval) use counter::{arithmetic as counter_arithmetic, by_count, tally};
pub(in crate::eval) use dict::{copied, dict_value, merge, missing_key};
pub(in crate::eval) use list::{sort_values, sorted_positions};
pub(in crate::eval) use set::{keys_of, set_value};

use super::builtins::kind::builtin_type;
use super::value::{BuiltinType, NativeFunction};
use super::{EvalResult, ValueKind};

/// A method of a value, by its name. The receiver is the first argument of the function.
pub fn find(kind: &ValueKind, name: &str) -> Option<&'static NativeFunction> {
    match kind {
        ValueKind::Tuple(tuple) if tuple.class.is_some() => {
            let fields = tuple.class.as_ref().and_then(|class| class.fields.as_ref());
            if fields.is_some_and(|fields| fields.iter().any(|field| **field == *name)) {
                return None;
            }
            let own = tuple::NAMED.iter().find(|method| method.name == name);
            own.or_else(|| find_in(BuiltinType::Tuple, name))
        }
        _ => find_in(builtin_type(kind)?, name),
    }
}

/// A method of a builtin type, by its name: `str.upper`.
pub fn find_in(builtin: BuiltinType, name: &str) -> Option<&'static NativeFunction> {
    tables(builtin)
        .iter()
        .flat_map(|table| table.iter())
        .find(|method| method.name == name)
}

/// The names of all methods of a builtin type, for `dir` and for suggestions.
pub fn names(builtin: BuiltinType) -> Vec<&'static str> {
    tables(builtin)
        .iter()
        .flat_map(|table| table.iter())
        .map(|method| method.name)
        .collect()
}

type Table = &'static [NativeFunction];

fn tables(builtin: BuiltinType) -> &'static [Table] {
    match builtin {
        BuiltinType::String | BuiltinType::Unicode | BuiltinType::BaseString => &[
            text::METHODS,
            sequence::METHODS,
            protocol::SIZED,
            protocol::COMMON,
        ],
        BuiltinType::List => &[
            list::METHODS,
            sequence::METHODS,
            sequence::CHANGED,
            protocol::SIZED,
            protocol::CHANGED,
            protocol::COMMON,
        ],
        BuiltinType::Tuple => &[
            tuple::METHODS,
            sequence::METHODS,
            protocol::SIZED,
            protocol::COMMON,
        ],
        BuiltinType::Counter => &[
            counter::METHODS,
            dict::METHODS,
            protocol::SIZED,
            protocol::CHANGED,
            protocol::COMMON,
        ],
        BuiltinType::Dict | BuiltinType::OrderedDict | BuiltinType::DefaultDict => &[
            dict::METHODS,
            protocol::SIZED,
            protocol::CHANGED,
            protocol::COMMON,
        ],
        BuiltinType::Set => &[
            set::CHANGING,
            set::METHODS,
            protocol::SIZED,
            protocol::COMMON,
        ],
        BuiltinType::FrozenSet => &[set::METHODS, protocol::SIZED, protocol::COMMON],
        BuiltinType::Integer | BuiltinType::Long | BuiltinType::Boolean => {
            &[number::INTEGER, protocol::COMMON]
        }
        BuiltinType::Float => &[number::FLOAT, protocol::COMMON],
        BuiltinType::Generator => &[generator::GENERATOR, protocol::ITERATOR, protocol::COMMON],
        BuiltinType::XRange | BuiltinType::Slice | BuiltinType::NoneType => &[protocol::COMMON],
        _ => &[],
    }
}

/// A table of methods.
macro_rules! methods {
    ($(#[$meta:meta])* $table:ident: $($name:literal => $function:expr,)*) => {
        $(#[$meta])*
        pub(in crate::eval) const $table: &[crate::eval::value::NativeFunction] = &[$(
            crate::eval::value::NativeFunction { name: $name, call: $function },
        )*];
    };
}
use methods;

/// What a method gets that was called on a value of the wrong type, as in `str.upper(5)`.
fn wrong_receiver<T>(
    method: &str,
    expected: &str,
    value: &super::Value,
    span: crate::source::Span,
) -> EvalResult<T> {
    use super::builtins::{arguments, kind};
    if value.is_poison() {
        return Err(super::Raised::poisoned());
    }
    let message = format!(
        "descriptor '{method}' requires a '{expected}' object but received a '{}'",
        kind::type_name(value)
    );
    Err(arguments::type_error(message, span))
}
