//! Modules of Python's library that are written in the language itself, in `stdlib/python`. Each evaluation
//! that imports one executes it, so changes to a module stay within their evaluation. The native parts are in modules whose names begin
//! with `_`, which configurations cannot import.

use crate::eval::value::Value;
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;

/// Declares modules by name; the text of each is in the file of that name.
macro_rules! library {
    ($($name:literal),* $(,)?) => {
        /// The modules, by name, each with its text.
        pub const LIBRARY: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../../stdlib/python/", $name, ".aurora")))),*
        ];
    };
}

library! {
    "ConfigParser",
    "StringIO",
    "__future__",
    "bisect",
    "cStringIO",
    "calendar",
    "collections",
    "collections.abc",
    "contextlib",
    "csv",
    "datetime",
    "decimal",
    "fnmatch",
    "functools",
    "heapq",
    "io",
    "itertools",
    "numbers",
    "operator",
    "pipes",
    "pprint",
    "shlex",
    "six",
    "string",
    "struct",
    "textwrap",
    "types",
    "typing",
    "urllib",
    "urllib.parse",
    "urlparse",
    "uuid",
}

/// The names of these modules.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    LIBRARY.iter().map(|(name, _)| *name)
}

/// One of these modules.
pub(super) fn load(
    interpreter: &mut Interpreter,
    dotted_name: &str,
    span: Span,
) -> EvalResult<Option<Value>> {
    match LIBRARY.iter().find(|(name, _)| *name == dotted_name) {
        Some((name, text)) => interpreter.execute_own_module(name, text, span).map(Some),
        None => Ok(None),
    }
}
