//! The functions that need no import, and what calling a builtin type makes.

pub(in crate::eval) mod arguments;
mod attribute;
mod class;
mod construct;
mod convert;
mod file;
pub(in crate::eval) mod hash;
pub(in crate::eval) mod kind;
mod number;
mod order;
mod refused;
mod sequence;
mod text;
pub(in crate::eval) mod variables;

pub use construct::construct;
pub(in crate::eval) use convert::{parse_float, parse_integer};

use super::value::{Namespace, NativeFunction};
use super::{EvalResult, Interpreter, Value, ValueKind};
use crate::source::Span;

macro_rules! functions {
    ($($name:literal => $function:path,)*) => {
        static FUNCTIONS: &[NativeFunction] = &[$(
            NativeFunction { name: $name, call: $function },
        )*];
    };
}

functions! {
    "abs" => number::abs,
    "all" => sequence::all,
    "any" => sequence::any,
    "apply" => sequence::apply,
    "bin" => number::bin,
    "callable" => class::callable,
    "chr" => text::chr,
    "cmp" => order::cmp,
    "compile" => super::executed_text::compile,
    "delattr" => attribute::delattr,
    "dir" => attribute::dir,
    "divmod" => number::divmod,
    "enumerate" => sequence::enumerate,
    "eval" => super::executed_text::eval,
    "execfile" => refused::execfile,
    "exit" => refused::exit,
    "filter" => sequence::filter,
    "format" => text::format,
    "getattr" => attribute::getattr,
    "globals" => variables::globals,
    "hasattr" => attribute::hasattr,
    "hash" => hash::hash,
    "hex" => number::hex,
    "id" => refused::id,
    "input" => refused::input,
    "intern" => text::intern,
    "isinstance" => class::isinstance,
    "issubclass" => class::issubclass,
    "iter" => sequence::iter,
    "len" => sequence::len,
    "locals" => variables::locals,
    "map" => sequence::map,
    "max" => order::max,
    "min" => order::min,
    "next" => sequence::next,
    "oct" => number::oct,
    "open" => file::open,
    "ord" => text::ord,
    "pow" => number::pow,
    "print" => text::print,
    "quit" => refused::exit,
    "range" => sequence::range,
    "raw_input" => refused::input,
    "reduce" => sequence::reduce,
    "repr" => text::repr,
    "reversed" => sequence::reversed,
    "round" => number::round,
    "setattr" => attribute::setattr,
    "sorted" => order::sorted,
    "sum" => sequence::sum,
    "unichr" => text::unichr,
    "vars" => attribute::vars,
    "zip" => sequence::zip,
    "__import__" => refused::import,
}

/// Puts all functions into a namespace.
pub fn install(_: &mut Interpreter, namespace: &Namespace) {
    let mut variables = namespace.variables.borrow_mut();
    for function in FUNCTIONS {
        let value = Value::new(ValueKind::Native(function), Span::NOWHERE);
        variables.insert(function.name.into(), value);
    }
    // Names like any other in Python 2: read where a file gives one of them another value.
    for (name, value) in [("True", true), ("False", false)] {
        let value = Value::new(ValueKind::Boolean(value), Span::NOWHERE);
        variables.insert(name.into(), value);
    }
}

/// A builtin function as a value, whatever the configuration has made of its name.
pub(in crate::eval) fn function(_: &mut Interpreter, name: &str, span: Span) -> EvalResult {
    match FUNCTIONS.iter().find(|function| function.name == name) {
        Some(function) => Ok(Value::new(ValueKind::Native(function), span)),
        None => Ok(Value::none(span)),
    }
}
